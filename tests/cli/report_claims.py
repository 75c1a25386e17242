#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences of the report claim what its figures show: of whom, of how many, by which measure."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, SAMPLE, SKIPPED, options, run, text


class Reports:
    """Reports on results that there are, as one line of words each."""

    def __init__(self, given, folder):
        self.given = given
        self.folder = folder

    def said(self, *arguments, data=None, layout=()):
        done = run(self.given.program, "report", "--data", data or self.given.data, "-o",
                   self.folder / "claims.pdf", *arguments)
        if done.returncode:
            sys.exit(f"report ends with {done.returncode}\n{text(done.stderr)}")
        printed = subprocess.run(["pdftotext", *layout, "-enc", "UTF-8", self.folder / "claims.pdf", "-"],
                                 stdout=subprocess.PIPE, check=True).stdout
        return text(printed)

    def laid_out(self, *arguments, data=None):
        return self.said(*arguments, data=data, layout=["-layout"])


def joined(said):
    """Chinese without the breaks of its lines."""
    return "".join(said.split())


def words(said):
    return " ".join(said.split())


def says(checks, said, parts, never=()):
    for part in parts:
        checks.that(part in said, f"a report says: {part}")
    for part in never:
        checks.that(part not in said, f"no report says: {part}")


def largest_of_whom(checks, reports):
    """The largest change is that of the places of the report, and no head claims more."""
    chosen = ("--region", "墨川县", "--region", "汀桥区")
    says(checks, joined(reports.said(*chosen)),
         ["墨川县负责人出庭应诉率上升26.1个百分点", "在所选的2个地区各项比率首末年的变化中按数值最大"],
         ["各地各项比率", "升幅最大", "降幅最大"])
    says(checks, words(reports.said(*chosen, "--lang", "en")),
         ["By value the largest of the changes in all rates of the 2 selected regions",
          "; the next largest may be no smaller", "both selected counties"], ["argest rise"])


def of_the_chosen(checks, reports):
    """In a report on two, nothing is found of the others."""
    chosen = ("--region", "墨川县", "--region", "汀桥区")
    says(checks, joined(reports.said(*chosen)),
         ["2个所选县（市、区）中1个上升、1个下降；墨川县由", "灰色未超出或未选",
          "汀桥区未超出控制限，墨川县低于99.8%控制限", "2个所选县（市、区）均呈上升趋势",
          "粗线为所选地区：蓝色▲显著上升，橙色▼显著下降，其余颜色无显著趋势", "，只标所选地区"],
         ["中2个呈", "可比的2个中", "灰色未超出；", "两年均载明的7个县（市、区）合计953", "8个县（市、区）中6个上升"])
    says(checks, words(reports.said(*chosen, "--lang", "en")), ["; 1 of 2 selected counties rose, 1 fell. ",
          "汀桥区 is within the control limits",
          "grey: within them or not selected"],
         ["Of 2 compared", "The 7 counties stating it for both years", "6 of 8 counties rose"])


def drawn_and_told(checks, said, english):
    """A sentence counts the places drawn, by the limits that the text names."""
    says(checks, said,
         ["the trend is rising in 4 and not significant in 3",
          "Of 8 compared, 6 lie within the 95% control limits",
          "By value the largest of the changes in all rates of the 8 counties"] if english else
         ["7个县（市、区）中4个呈上升趋势，3个无显著趋势",
          "可比的8个中6个未超出95%控制限，不宜细分名次",
          "在8个县（市、区）各项比率首末年的变化中按数值最大"],
         ["contain the value of", "rising in 5"] if english else
         ["区间包含全市值", "区间均包含", "5个呈上升趋势"])


def few_are_not_compared(checks, said, english):
    """A place of fewer than ten cases is in no count, bears its mark and sets no scale."""
    says(checks, said,
         ["The rate did not change significantly in any of the 7 counties",
          "it rose in all 7 counties", "云岫县※",
          "(※) are not compared and set no scale"] if english else
         ["7个县（市、区）均变化不显著", "全市升至97.9%；7个县（市、区）均上升", "云岫县※",
          "分母小于10的数值（※）不作比较，也不定标尺"],
         ["any of the 8 counties"] if english else
         ["8个县（市、区）均变化不显著", "8个县（市、区）中7个上升、1个变化不显著负责人"])


def all_lead_on(checks, reports):
    """Each finding says where there is more, whatever of the data is told."""
    choices = {"years %s" % years: (reports.given.data, ("--years", years))
               for years in ("2021-2022", "2022", "2024-2025", "2021-2023")}
    choices["all"] = (reports.given.data, ())
    for number, places in enumerate((["mochuan"], ["mochuan", "tingqiao"],
                                     ["qinghuai", "heting", "liudu", "zipu"])):
        out = reports.folder / f"of-{number}"
        read = [report for place in places
                for report in sorted((SAMPLE / "reports").glob(f"{place}-*.txt"))]
        run(reports.given.program, "run", *read, "--regions", REGIONS, "-o", out, "-q")
        choices[" ".join(places)] = (out, ())
    for name, (data, arguments) in choices.items():
        page = reports.laid_out(*arguments, data=data)
        found = re.search("主要发现\n(.*?)^目录", page, re.M | re.S).group(1)
        heads = re.findall(r"^\d .*", found, re.M)
        checks.that(heads and all(re.search(r"[图表][\dA-]+-\d+，第\d+页", head)
                                  for head in heads), f"findings of {name} lead on", found)
        checks.that(not re.search("[；，]\n(?:\n|\d |$)", found), f"findings of {name} end", found)


def stronger_first(checks, reports):
    """What is beyond the limits comes before what is not shown to be so; far before near."""
    said = joined(reports.said("--years", "2022"))
    says(checks, said, ["主要发现1岚浦县调解成功率92.6%，低于95%控制限",
                        "另有枕溪区调解成功率95.6%，高于95%控制限"])
    full = joined(reports.said("--full", "--region", "墨川县"))
    says(checks, full, ["主要发现1墨川县调解成功率降至90.9%", "低于99.8%控制限（全市96.1%）",
                        "高于95%控制限（全市99.1%）"])
    checks.that(full.find("墨川县调解成功率降至90.9%") < full.find("墨川县隐患整改率升至99.4%"),
                "the stronger finding comes first")


def figures_agree(checks, reports, base, english):
    """A change that is not the difference of what is printed is explained, and only such a one."""
    note = "变化按未舍入的值计算"
    checks.that(base.count(note) == 1, "the sample's report explains the one table that needs it")
    checks.that("before rounding" in english, "and in English")
    for arguments in (("--years", "2021-2022"), ("--region", "墨川县"), ("--region", "云岫县")):
        found = joined(reports.said(*arguments)).split("主要发现")[1][:1500]
        checks.that(note in found, f"findings explain their changes: {arguments[1]}", found)
    checks.that(note not in joined(reports.said("--region", "松月县")),
                "and do not where there is nothing to explain")


def chance_is_told(checks, reports, base, english):
    """Bounds that are not 0 do not read so; of many comparisons some are beyond by chance."""
    says(checks, base, ["比较的46个数值中仅因偶然平均也会有约2个超出95%控制限"])
    says(checks, english, ["of the 46 values compared about 2 would on average be beyond"])
    near = joined(reports.said("--years", "2021-2023"))
    says(checks, near, ["+1.30.002~2.5"], ["+1.30.0~2.5"])


def base_years(checks, base, english):
    """Why changes are not told from the year in which the figures begin."""
    says(checks, base, ["比2020年的94.0%上升2.1个百分点", "指标可比首年末年变化",
                        "2018、2019年缺岚浦县，故与2020年比。",
                        "升降只在所含地区相同的年份之间比较，故与2020年比。"])
    says(checks, english, ["on the 94.0% of 2020 (95%", "First comparable",
                           "2018, 2019: without 岚浦县, hence compared with 2020."])


def approximate_values(checks, base, english):
    """Where no trend is tested the head tells the values, with no more figures than they carry."""
    says(checks, base, ["7个县（市、区）合计，2018年约3.4万条，2025年约4.1万条",
                        "2025年主动公开政府信息数约4.6万条", "上年为约4.5万条", "9,000+", "约8,200",
                        "2025年法治宣传活动数3,004场次（两年均载明的8个县（市、区）合计），"
                        "上年为约2,970场次（其中1个为概数）"],
         ["4.58万条", "不检验趋势主动公开政府信息数，条"])
    says(checks, english, ["7 counties added up: in 2018 about 34,000, in 2025 about 41,000",
                           "came to about 46,000", "ca. 8,200",
                           "came to 3,004 (sum of the 8 counties that report both years), "
                           "against about 2,970 the year before (1 of them approximately)"])


def spans_of_towns(checks, reports):
    """Where no two places state the same two years the head tells the span of the values."""
    towns = reports.folder / "of-2"
    says(checks, joined(reports.said(data=towns)), ["2021—2025年各乡镇的数值为2,610至6,000份"])
    says(checks, words(reports.said("--lang", "en", data=towns)),
         ["2021–2025: values of the towns from 2,610 to 6,000"])


def of_two_and_one_year(checks, reports):
    """Two moves tell of what each is, two runs are both told; only kinds that there are are named."""
    two = reports.folder / "of-1"
    says(checks, joined(reports.said(data=two)),
         ["负责人出庭应诉率由2018年的71.2%升至", "调解成功率由2018年的96.8%降至", "汀桥区连续7年上升",
          "墨川县连续7年下降，由96.8%降至90.9%"])
    english = words(reports.said("--lang", "en", data=two))
    says(checks, english, ["court appearance rate, 2018: 71.2%", "rose in both counties",
                           "; both counties rose. "],
         ["all 2 ", "All 2 ", "none of the 2 "])
    says(checks, joined(reports.said("--years", "2025")), ["另有1处异常值，见"], ["更正等", "0处更正"])


def chosen_in_grey(checks, reports):
    """Grey print speaks of no colours."""
    chosen = ("--region", "墨川县", "--region", "汀桥区", "--theme", "grey")
    says(checks, joined(reports.said(*chosen)).split("方法说明")[1],
         ["；带点的粗线为所选地区，细线为其余各地", "带点的粗线为所选地区：▲显著上升，▼显著下降",
          "所选地区在排序图中名称加粗"], ["彩色线", "着色"])
    says(checks, words(reports.said(*chosen, "--lang", "en")),
         ["thick lines with dots: the selected regions"],
         ["coloured lines", "the selected regions have colours"])


def one_is_not_all(checks, reports):
    """Of one place nothing is said as of all."""
    towns = reports.folder / "of-2"
    says(checks, joined(reports.said(data=towns)),
         ["1个乡镇无显著趋势", "可比的1项比率与乡镇合计无显著差异"], ["1个乡镇均", "1项比率与乡镇合计均"])
    says(checks, words(reports.said("--lang", "en", data=towns)),
         ["2025 rates 1 can be compared; it did not differ"])


def marks_that_are_there(checks, reports, base, english):
    """Notes tell of marks that their figures have, and who is left out of them."""
    says(checks, base,
         ["也不定标尺，在标尺之外的以箭头标出", "变化图不含云岫县（分母小于10）", "；橙色低于控制限，灰色未超出；",
          "；蓝色高于控制限，灰色未超出。", "区间按Newcombe法。变化图", "95%区间；空心点的分母小于50。"])
    checks.that(base.count("也不定标尺") == 2 and base.count("标尺之外的以箭头标出") == 1,
                "arrows are told where there are some")
    checks.that(base.count("※为分母小于10，不作比较") == 2, "marks of few cases, too")
    says(checks, english, ["The figure of changes is without 云岫县 (denominator below 10)"])
    two = joined(reports.said("--region", "墨川县", "--region", "汀桥区"))
    says(checks, two, ["±0.5为按整数表述的容差。"],
         ["“异常值”的核对值", "橙色点超出", "只列图中的报告", "变化图不含"])


def parts_are_told(checks, reports, base):
    """What tables of parts list is told where there are any."""
    said = "构成各表只列最近以同样名目载明分项的报告"
    says(checks, base, [said, "的构成"])
    says(checks, joined(reports.said("--region", "墨川县", "--full")), ["附录A"], [said, "的构成"])


def rows_drawn_are_counted(checks, reports):
    """A town without a report of the last year is not among the changes drawn."""
    page = reports.laid_out(data=reports.folder / "of-2")
    checks.that(re.search("3个乡镇均未超出95%控制限，不宜细分名次 +3个乡镇均变化不显著", page),
                "the head of the changes counts its rows")


def years_of_a_whole(checks, reports):
    """A value that is not of the last year says why; the towns added up may be fewer than all."""
    towns = reports.folder / "of-2"
    says(checks, joined(reports.said(data=towns)),
         ["此后各年载明分子分母的乡镇不足三分之二，不计算乡镇合计值", "乡镇合计隐患整改率2025年为99.3%",
          "“乡镇合计”是有报告的各乡镇相加"],
         ["4个乡镇合计隐患整改率"])
    says(checks, words(reports.said("--lang", "en", data=towns)),
         ["In later years fewer than two thirds of the towns state both", "For the towns together, the",
          '"Towns together" is the sum of the towns that have reports'],
         ["4 towns together"])


def whose_report_is_missing(checks, reports, base):
    """Empty cells of a place without a report of the year are not what its report left out."""
    chosen = ("--years", "2021-2022")
    says(checks, joined(reports.said(*chosen)),
         ["2022年，7个县（市、区）之间可以比较", "（澄川市缺2022年报告", "原文未载或缺报告"],
         ["8个县（市、区）之间可以比较"])
    says(checks, words(reports.said(*chosen, "--lang", "en")),
         ["can be compared among 7 counties", "no report of 澄川市 for 2022 was found",
          "not stated, or no report"])
    says(checks, base, ["8个县（市、区）之间可以比较"], ["原文未载或缺报告"])


def counts_of_the_last_year(checks, reports):
    """No count without a value of the last year stands where one with it could."""
    page = reports.laid_out("--region", "柳渡镇")
    table = re.search("表2 +柳渡镇主要数量指标(.*?)注：", page, re.S).group(1)
    checks.that("法治建设会议数" in table and "宣传受众人次" in table and
                not re.search("矛盾纠纷排查数|行政检查数", table),
                "a town's counts have values of the last year", table)


def contents_beside(checks, reports):
    """The findings of the sample leave room for the contents on their page."""
    page = reports.said().split("\f")[1]
    checks.that("主要发现" in page and "目录" in page, "the contents stand below the findings", page)


def none_compared(checks, reports):
    """Where all denominators are small nothing is said to lie within the limits."""
    folder = reports.folder / "small"
    folder.mkdir()
    counts = [("枕溪区", 8, 6, 5, 4, 6, 5, 1), ("汀桥区", 9, 8, 4, 3, 7, 6, 2),
              ("松月县", 7, 6, 6, 5, 8, 7, 1)]
    for name, *n in counts:
        (folder / f"{name}.txt").write_text(
            f"安澜市{name}2025年法治政府建设年度报告\n\n{name}2025年法治政府建设情况报告如下。\n\n"
            f"一、主要情况\n全年共调解矛盾纠纷{n[0]}件，调解成功{n[1]}件。全年办理行政应诉案件{n[2]}件，"
            f"行政机关负责人出庭应诉{n[3]}件。全年收到行政复议申请{n[4]}件，审结{n[5]}件，"
            f"其中直接纠错{n[6]}件。\n", encoding="utf-8")
    done = run(reports.given.program, "run", folder, "--regions", REGIONS, "-o", folder / "out")
    if done.returncode:
        sys.exit(f"run ends with {done.returncode}\n{text(done.stderr)}")
    says(checks, joined(reports.said(data=folder / "out")),
         ["3个县（区）可以计算3项比率，共有9个数值，没有可以比较的数值；9个因分母小于10不作比较",
          "可比的数值不足2个"], ["可比的0个", "0个可比"])
    says(checks, words(reports.said("--lang", "en", data=folder / "out")),
         ["3 rates can be computed among 3 counties, with 9 values. None of them can be compared",
          "Fewer than two values can be compared"], ["All 0", "The 0"])


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        reports = Reports(given, pathlib.Path(name))
        base, english = joined(reports.said()), words(reports.said("--lang", "en"))
        largest_of_whom(checks, reports)
        of_the_chosen(checks, reports)
        drawn_and_told(checks, base, False)
        drawn_and_told(checks, english, True)
        all_lead_on(checks, reports)
        stronger_first(checks, reports)
        figures_agree(checks, reports, base, english)
        chance_is_told(checks, reports, base, english)
        base_years(checks, base, english)
        contents_beside(checks, reports)
        none_compared(checks, reports)
        counts_of_the_last_year(checks, reports)
        whose_report_is_missing(checks, reports, base)
        spans_of_towns(checks, reports)
        parts_are_told(checks, reports, base)
        years_of_a_whole(checks, reports)
        rows_drawn_are_counted(checks, reports)
        marks_that_are_there(checks, reports, base, english)
        one_is_not_all(checks, reports)
        chosen_in_grey(checks, reports)
        of_two_and_one_year(checks, reports)
        approximate_values(checks, base, english)
        few_are_not_compared(checks, base, False)
        few_are_not_compared(checks, english, True)
    checks.end()


if __name__ == "__main__":
    main()
