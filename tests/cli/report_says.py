#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the PDF report must not claim: whose figures they are, of how many places a whole is, and
colours that grey print has not."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, SAMPLE, SKIPPED, options, run, text

BUREAU = """重庆市大足区卫生健康委员会关于2023年法治政府建设情况的报告

2023年，调解医疗纠纷36件，成功33件，成功率91.7%。
"""


def pages(given, folder, *inputs):
    """The text of the report on the inputs, which are run first."""
    done = run(given.program, "run", *inputs, "--regions", REGIONS, "-o", folder / "out")
    if done.returncode:
        sys.exit(f"run ends with {done.returncode}\n{text(done.stderr)}")
    return printed(folder / "out")


def printed(folder, name="report.pdf"):
    return text(subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", folder / name, "-"],
                               stdout=subprocess.PIPE, check=True).stdout)


def again(given, data, folder, *arguments):
    """The text of another report on results that there are."""
    done = run(given.program, "report", "--data", data, "-o", folder / "again.pdf", *arguments)
    if done.returncode:
        sys.exit(f"report ends with {done.returncode}\n{text(done.stderr)}")
    return printed(folder, "again.pdf")


def unspaced(said):
    return "".join(said.split())


def colours_are_named(checks, given, folder):
    """A key names the colours of its print."""
    for language, words in (("zh", "[蓝橙]"), ("en", r"\b(?:blue|orange)\b")):
        for theme in ("color", "grey"):
            said = again(given, given.data, folder, "--lang", language, "--theme", theme)
            named = re.findall(words, said)
            checks.that(bool(named) == (theme == "color"), f"colours of {theme} in {language}",
                        " ".join(named))


def marks_are_told(checks, given, folder):
    """The notes tell what the marks of their figures mean, in both languages and in grey."""
    told = {"zh": ("线的颜色表示2025年", "箭头处区间超出图幅", "虚线处分母小于50", "灰色虚线为区间含0",
                   "▼为当年高于、低于全市"),
            "en": ("Line colours are those of 2025", "Arrowheads: the interval exceeds the scale",
                   "Dotted lines: denominator below 50", "grey, dashed: the interval includes 0",
                   "are above and below the city in that year")}
    for language, parts in told.items():
        said = unspaced(again(given, given.data, folder, "--lang", language))
        for part in parts:
            checks.that(unspaced(part) in said, f"a note of the report tells: {part}")
    said = unspaced(again(given, given.data, folder, "--theme", "grey"))
    checks.that("浅灰虚线为区间含0" in said and "深灰▲高于、中灰▼低于全市" in said,
                "in grey a dash and signs tell")
    for region, language, parts in (("云岫县", "zh", ("青色为云岫县", "箭头处区间超出图幅")),
                                    ("云岫县", "en", ("teal: 云岫县", "Arrowheads:")),
                                    ("墨川县", "zh", ("橙色▼：2025年低于全市",))):
        said = unspaced(again(given, given.data, folder, "--region", region, "--lang", language))
        for part in parts:
            checks.that(unspaced(part) in said, f"a brief's note tells: {part}")
    said = unspaced(again(given, given.data, folder, "--region", "云岫县", "--theme", "grey"))
    checks.that("带点的线为云岫县" in said and "青色" not in said, "a grey brief has no teal")


def pages_are_used(checks, given, folder):
    """Contents follow the summary where three columns fit; one part that is nearly all has no
    figure; a ranking alone has the whole width."""
    for arguments in (("--lang", "en"), ("--page", "letter")):
        sheets = again(given, given.data, folder, *arguments).split("\f")
        checks.that("Contents" in sheets[1] or "目录" in sheets[1],
                    f"contents on the page of the summary: {arguments}", sheets[1][-300:])
    said = unspaced(again(given, given.data, folder))
    checks.that(re.search(r"附表A-\d+：最近12份载明构成的报告中，“一般隐患”占98\.8%~99\.5%。", said),
                "a part that is nearly all is told in words")
    checks.that(not re.search(r"图2-\d+隐患排查数的构成", said), "and has no figure")
    again(given, given.data, folder, "--years", "2022")
    boxes = text(subprocess.run(["pdftotext", "-bbox", folder / "again.pdf", "-"],
                                stdout=subprocess.PIPE, check=True).stdout)
    heads = [float(right) for right in re.findall(r'xMax="([\d.]+)"[^>]*>分母</word>', boxes)]
    checks.that(len(heads) >= 6 and min(heads) > 500, "rankings alone have the whole width",
                str(heads))


def english_counts(checks, given, folder):
    """Singular and plural, lists and runs, as the sample has them."""
    said = " ".join(again(given, given.data, folder, "--lang", "en").split())
    for part in ("松月县: administrative inspections, 33,349; check first how they",
                 '11 reports give the parts: "家事邻里类" makes up',
                 "Agree Disagree Not checkable", "Stated change 4.8% −7.0% +11.8 pp",
                 "None of 枕溪区's 2025 rates that can be compared (6) differed significantly",
                 "The report of 安澜市 for 2025 contains 38 figures, 7 rates among them.",
                 "墨川县 had 7 consecutive annual falls, from 96.8% to 90.9%",
                 "it rose in 6 of 8 counties, fell in 1 and did not change significantly in 1",
                 "The rate did not change significantly in any of the 7 counties",
                 "In 2025 none of the 8 comparable counties lay outside the range",
                 "For 13 regions, 89 reports were read; missing: 3."):
        checks.that(part in said, f"an English report says: {part}")
    for part in ("holds 0", "hold 0", ";“", ",“", "bservation"):
        checks.that(part not in said.replace("observations.csv", ""),
                    f"an English report does not say: {part}")


def checks_are_of_the_chosen(checks, given, folder):
    """The tables of checks count what the report is of, and name the units of differences."""
    for region, years, faults, found in (("墨川县", "2018-2025", 0, 0), ("岚浦县", "2018-2025", 1, 1),
                                         ("岚浦县", "2023-2025", 0, 0), (None, "2018-2025", 4, 6)):
        chosen = ("--full", "--region", region) if region else ()
        said = again(given, given.data, folder, "--years", years, *chosen)
        what = f"{region or 'all'} {years}"
        rows = re.findall(r"^(?:表述率与计算率|分子不大于分母|分项之和与总数|同比与上年报告|重述的上年数) +"
                          r"(\d+) +(\d+) +(\d+)", said, re.M)
        checks.that(len(rows) >= 3 and sum(int(row[1]) for row in rows) == faults and
                    all(any(map(int, row)) for row in rows),
                    f"{what}: {faults} checks do not agree", said)
        checked = sum(int(row[0]) + int(row[1]) for row in rows)
        ended = f"中，{checked - faults:,}处一致，{faults}处不一致" if faults else "均一致"
        checks.that(f"可核对的{checked:,}处{ended}" in said,
                    f"{what}: {checked} checks", said)
        checks.that(re.search(f"^{found}处|  {found}处", said, re.M) and
                    (not found or f"核对发现，其中不一致{faults}处" in said), f"{what}: the cover", said)
    for difference in ("+11.8百分点", "+3.6百分点", "−10件", "+176件", "6.4倍"):
        checks.that(f" {difference} " in said, f"a difference has its unit: {difference}", said)
    checks.that("另有1处更正、1处异常值，共6处发现，见" in said, "the six findings beside the four faults", said)


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    # one county alone states both parts of this rate in 2025: there is no value of the whole city
    rows = re.findall(r"^行政复议调解和解率 .*$", printed(given.data), re.M)
    alone = [row for row in rows if "30.5" in row]
    checks.that(len(rows) > 3 and len(alone) == 1 and alone[0].count("30.5") == 1,
                "a county alone is not the whole city", "\n".join(rows))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "bureau.txt").write_text(BUREAU, encoding="utf-8")
        said = pages(given, folder, folder / "bureau.txt")
        for part in ("大足区卫生健康委员会2023年的报告", "大足区卫生健康委员会比率指标",
                     "大足区卫生健康委员会法治政府建设年度报告", "大足区（部门）"):
            checks.that(part in said, f"a department's figures bear its name: {part}", said)
        said = again(given, folder / "out", folder, "--lang", "en")
        for part in ("The report of 大足区卫生健康委员会 for 2023", "Rates of 大足区卫生健康委员会, 2023",
                     "大足区 (department)", "For 1 region, 1 report was read."):
            checks.that(part in said, f"and in English: {part}", said)
        colours_are_named(checks, given, folder)
        marks_are_told(checks, given, folder)
        pages_are_used(checks, given, folder)
        english_counts(checks, given, folder)
        checks_are_of_the_chosen(checks, given, folder)
    with tempfile.TemporaryDirectory() as name:
        turns = [SAMPLE / "reports" / f"{place}-{year}.txt" for place, years in
                 (("mochuan", range(2018, 2022)), ("zhenxi", range(2022, 2026))) for year in years]
        said = pages(given, pathlib.Path(name), *turns)
        checks.that("黑线为" not in said, "no cover picture where the whole has no line",
                    said[:600])
    said = printed(given.data)
    checks.that(said.count("zhibiao explain") == 1, "one place says how a value is looked up",
                str(said.count("zhibiao explain")))
    first = said.index("附表A-1 ", said.index("五、方法说明\n", said.index("核对结果")))
    codes = re.findall(r"[a-z]+\.[a-z_]+", said[:first])
    checks.that(set(codes) == {"observations.csv", "trends.csv"}, "codes of indicators are in appendix A",
                " ".join(codes))
    checks.end()


if __name__ == "__main__":
    main()
