#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose figures the PDF report tells: who is meant by the whole, by the region and by a choice."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, SAMPLE, SKIPPED, options, run, text


def printed(path):
    return " ".join(text(subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", path, "-"],
                                        stdout=subprocess.PIPE, check=True).stdout).split())


def report(given, data, path, *arguments):
    """The text of a report on results that there are, runs of blanks made one."""
    done = run(given.program, "report", "--data", data, "-o", path, *arguments)
    if done.returncode:
        sys.exit(f"report ends with {done.returncode}\n{text(done.stderr)}")
    return printed(path)


def made(given, folder, *places):
    """Results of a run on the sample's reports of some places alone."""
    for place in places:
        for path in (SAMPLE / "reports").glob(f"{place}-*.txt"):
            folder.mkdir(exist_ok=True)
            shutil.copy(path, folder)
    done = run(given.program, "run", folder, "--regions", REGIONS, "-o", folder / "out")
    if done.returncode:
        sys.exit(f"run ends with {done.returncode}\n{text(done.stderr)}")
    return folder / "out"


def says(checks, said, parts, never, what):
    for part in parts:
        checks.that(part in said, f"{what} says: {part}", said[:1500])
    for part in never:
        checks.that(part not in said, f"{what} does not say: {part}",
                    said[max(0, said.find(part) - 200):said.find(part) + 200])


def towns_are_no_county(checks, given, folder):
    """The county reports itself; four of its towns added up are called what they are."""
    says(checks, report(given, given.data, folder / "all.pdf"),
         ["柳渡镇比率指标与乡镇合计比较", "乡镇合计值据各乡镇的报告", "全市值据各县（市、区）的报告"],
         ["全县值", "4个乡镇合计比较"], "the report")
    for language, parts, never in (("zh", ["乡镇合计"], ["全县", "4个乡镇合计", "据4个乡镇"]),
                                   ("en", ["the towns together"], ["the county", "County", "4 towns together"])):
        says(checks, report(given, given.data, folder / "town.pdf", "--region", "柳渡镇", "--lang",
                            language), parts, never, f"a town's brief in {language}")


def some_are_not_all(checks, given, folder):
    """Places of a division that has no report itself: they are counted, not taken for it."""
    counties = made(given, folder / "counties", "mochuan", "tingqiao")
    towns = made(given, folder / "towns", "liudu", "heting", "zipu")
    for data, language, parts, never in (
            (counties, "zh",
             ["安澜市所辖2个县（区）", "县区合计", "安澜市2个县（区）法治政府建设年度报告"],
             ["全市", "安澜市及所辖", "安澜市各县"]),
            (counties, "en", ["government of 2 counties of 安澜市", "the counties together"],
             ["the city", "安澜市 and of its"]),
            (towns, "zh", ["禾桥县所辖3个乡镇", "乡镇合计"], ["全县", "禾桥县及所辖"]),
            (towns, "en", ["government of 3 towns of 禾桥县", "the towns together"],
             ["the county", "禾桥县 and of its"])):
        says(checks, report(given, data, folder / "some.pdf", "--lang", language), parts, never,
             f"a report on {data.parent.name} in {language}")


def own_and_pooled(checks, given, folder):
    """A region's own reports and its parts added up differ: the report says why, where either is."""
    for language, parts in (
            ("zh", ["全市数为各县（市、区）报告合计；安澜市本级报告所载口径不同，列在“分地区”，不与之相加",
                    "本节为安澜市本级报告所载；全市数为各县（市、区）报告合计，口径不同，不与之相加",
                    "本节为禾桥县本级报告所载；乡镇合计数为各乡镇报告合计，口径不同，不与之相加",
                    "灰线为各县（市、区）。 注：全市值2018、2019年不含岚浦县"]),
            ("en", ["The values of the city add up the reports of the counties; what the reports of "
                    "安澜市 itself state has another coverage",
                    "This section has what the reports of 安澜市 itself state; the values of the city",
                    "This section has what the reports of 禾桥县 itself state; the values of the "
                    "towns together",
                    "Note: The value of the city excludes 岚浦县 (2018, 2019)"])):
        said = report(given, given.data, folder / "own.pdf", "--lang", language)
        if language == "zh":  # lines of Chinese break anywhere
            said, parts = said.replace(" ", ""), [part.replace(" ", "") for part in parts]
        says(checks, said, parts, [], f"the report in {language}")


def chosen_among_others(checks, given, folder):
    """Of a report on two counties the sentences are about these, the others are background."""
    chosen = ("--region", "墨川县", "--region", "汀桥区")
    for language, parts, never in (
            ("zh", ["2个所选县（市、区）之间可以比较6项比率，共有12个数值", "彩色线为所选地区，灰线为其余各地",
                    "只为所选地区着色（排序图中名称加粗），其余各地为背景",
                    "2个所选县（市、区）均在95%控制限之内"],
             ["澄川市落在", "澄川市（9", "岚浦县原文", "8个县（市、区）的6项"]),
            ("en", ["6 rates can be compared among 2 selected counties, with 12 values",
                    "coloured lines: the selected regions", "the others are their background"],
             ["澄川市 lies", "澄川市 (9"])):
        said = report(given, given.data, folder / "chosen.pdf", "--lang", language, *chosen)
        if language == "zh":
            said = said.replace(" ", "")
        says(checks, said, parts, never, f"the report on two counties in {language}")


def covers(checks, given, folder):
    """A cover shows an indicator or nothing, never how much was read; that of a choice leads with the
    rate of the whole report."""
    two = ("--region", "墨川县", "--region", "汀桥区")
    for asked, wanted in (((), "封面图：调解成功率"), (two, "封面图：调解成功率"),
                          (("--years", "2022"), None),
                          (("--full", "--region", "墨川县"), "封面图：调解成功率（%），2018—2025年"),
                          (("--full", "--region", "墨川县", "--years", "2024-2025"), None)):
        said = report(given, given.data, folder / "cover.pdf", *asked).replace(" ", "")
        checks.that(wanted in said if wanted else "封面图" not in said,
                    f"the cover of {' '.join(asked) or 'all'}: {wanted}", said[:400])
        checks.that("按类别" not in said, f"no count of what was read on it: {' '.join(asked)}")
    for theme, told in (((), "灰线为其余各县（市、区）。青色为汀桥区，紫色为墨川县。"),
                        (("--theme", "grey"), "带点的线为汀桥区、墨川县。")):
        said = report(given, given.data, folder / "cover.pdf", *two, *theme).replace(" ", "")
        checks.that(told in said.replace("\n", ""), f"the cover shows whom it names {theme}", said[:400])


def region_without_report(checks, given, folder):
    """A region that has none of its own stands for those below it, and the report says so."""
    for language, parts in (
            ("zh", ["示例省 › 安澜市", "所选的示例省没有本级报告，本报告所写为其下有报告的13个地区"]),
            ("en", ["示例省 › 安澜市", "示例省, which was chosen, has no report of its own"])):
        said = report(given, given.data, folder / "above.pdf", "--region", "示例省", "--lang",
                      language)
        if language == "zh":
            said, parts = said.replace(" ", ""), [part.replace(" ", "") for part in parts]
        says(checks, said, parts, [], f"the report on a province in {language}")
    for asked in ((), ("--full", "--region", "安澜市")):
        says(checks, report(given, given.data, folder / "above.pdf", *asked), [],
             ["没有本级报告", "示例省 › 安澜市 法治"], f"a report on {' '.join(asked) or 'all'}")


def one_place_in_full(checks, given, folder):
    """The trend figures that a brief leaves out are in the long report, as it promises."""
    for language, promised, drawn in (
            ("zh", r"走势图(\d+)项", r"(\d+)项指标(?:中|的变化)"),
            ("en", r"trend figures: (\d+)", r"(\d+) indicators: ")):
        for place in ("墨川县", "安澜市", "柳渡镇"):
            asked = ("--region", place, "--lang", language)
            brief = report(given, given.data, folder / "brief.pdf", *asked)
            full = report(given, given.data, folder / "full.pdf", "--full", *asked)
            left = re.search(promised, brief)
            panels = sum(int(number) for number in re.findall(drawn, full))
            checks.that(left and panels > int(left[1]),
                        f"the long report on {place} in {language} has all trends: {panels}",
                        left and left[0])


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        towns_are_no_county(checks, given, folder)
        some_are_not_all(checks, given, folder)
        own_and_pooled(checks, given, folder)
        one_place_in_full(checks, given, folder)
        chosen_among_others(checks, given, folder)
        covers(checks, given, folder)
        region_without_report(checks, given, folder)
    checks.end()


if __name__ == "__main__":
    main()
