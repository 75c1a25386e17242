#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of few years and of few or many regions: each figure is one that the data can carry, and
stands on a page with what tells of it."""
import io
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import large
from pdf import output, tools_missing
from program import Checks, SKIPPED, options, run, text

SEED = 7
# What a page holds beside notes and the last lines of a text.
BODY = re.compile(r"^[一二三四五六七八九十]、|^（[一二三四五六七八九十]+）|^附录|^续?附?表|^图", re.MULTILINE)


def pages_of(given, folder, cities, counties, years):
    """The text of each page of the report on made-up regions."""
    regions = large.make_regions(cities, counties, SEED)
    listed = io.StringIO()
    large.write_regions(listed, regions)
    divisions = folder / "regions.csv"
    divisions.write_text(listed.getvalue(), encoding="utf-8")
    lines = [large.document(*report) for report in large.reports(regions, years, SEED)]
    read = folder / "reports.jsonl"
    read.write_text("\n".join(lines), encoding="utf-8")
    with read.open("rb") as stream:
        made = run(given.program, "run", "-", "--regions", divisions, "-o", folder / "out", "-q",
                   stdin=stream)
    assert made.returncode == 0, text(made.stderr)
    said = output("pdftotext", "-enc", "UTF-8", folder / "out" / "report.pdf", "-")[0]
    return said.split("\f")[:-1]


def check_bodies(checks, pages, name):
    for number, page in enumerate(pages[2:], 3):
        checks.that(BODY.search(page), f"{name}: page {number} holds more than notes", page[:200])


def check_slopes(checks, said):
    """Two regions have slopes, which tell no change in figures: solid or dashed tells of it."""
    lines = re.sub(r"\s", "", said)
    checks.that("实线的变化，其95%区间（Newcombe法）不含0；虚线的含0" in lines,
                "two regions: what solid and dashed lines mean")
    checks.that("灰色虚线为区间含0" not in lines and "首末两个可计算年份，%；变化的单位" not in lines,
                "two regions: no note on dumbbells")


def main():
    given = options(__doc__)
    if tools_missing():
        print("skipped: no pdftotext")
        return SKIPPED
    checks = Checks()
    shapes = {"one year": (1, 9, 1), "two years": (1, 2, 2), "ten regions, two years": (1, 10, 2),
              "45 regions": (1, 45, 4)}
    told = {}
    for name, shape in shapes.items():
        with tempfile.TemporaryDirectory() as folder:
            told[name] = pages_of(given, pathlib.Path(folder), *shape)
        check_bodies(checks, told[name], name)
    for name in ("one year", "two years", "ten regions, two years"):
        checks.that(not any("断开处当年未载" in page for page in told[name]),
                    f"{name}: no trend of fewer than three years")
    for name in ("two years", "ten regions, two years"):
        changed = [page for page in told[name] if "首末年变化" in page]
        checks.that(changed and all("Newcombe" in page for page in changed),
                    f"{name}: changes from the one to the other, with their method")
    overview = next(page for page in told["45 regions"] if "之间可以比较" in page)
    checks.that("图1-1" in overview, "45 regions: the heat map begins below its text", overview)
    checks.that(any("条的长短为县的个数" in page for page in told["45 regions"]) and
                not any("每点为一个县" in page for page in told["45 regions"]),
                "45 regions: bars are read as bars")
    checks.that(any("每点为一个县" in page for page in told["one year"]), "one year: dots as dots")
    with tempfile.TemporaryDirectory() as folder:
        chosen = pathlib.Path(folder) / "chosen.pdf"
        run(given.program, "report", "--data", given.data, "--region", "990125", "--region",
            "990123", "-o", chosen)
        summary = output("pdftotext", "-enc", "UTF-8", "-f", 2, "-l", 2, chosen, "-")[0]
        check_slopes(checks, output("pdftotext", "-enc", "UTF-8", chosen, "-")[0])
    moves = re.findall(r"^(\S+率)(?:上升|下降)[\d.]+个百分点", summary, re.M)
    checks.that(moves and all(re.match("云岫县|禾桥县", move) for move in moves),
                "some regions: the largest rise is of one of them", summary)
    checks.that("墨川县" not in summary and "松月县" not in summary,
                "some regions: no finding on another", summary)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
