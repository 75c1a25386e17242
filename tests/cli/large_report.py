#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of more than a thousand pages, of 10 years and 30 indicators: of 700 regions, and of 500
with every sentence. Written in seconds and little memory; the pages say what the reports state."""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import large
from pdf import output, overlaps, plain, read_boxes, tools_missing
from program import Checks, SKIPPED, environment, options, run, text

SANITIZED = bool(os.environ.get("ZHIBIAO_TEST_SANITIZED"))
CITIES, COUNTIES, YEARS, SEED = 3 if SANITIZED else 20, 34, 10, 1
WITH_EVIDENCE = 40 if SANITIZED else 500  # regions
LEAST_PAGES = 100 if SANITIZED else 1000
MOST_SECONDS, MOST_MEGABYTES = 10, 600
LOOKED_AT = 40  # regions
ON_PAGES = ("screened", "resolved", "cases", "succeeded", "petitions", "closed")
APPENDIX = {"disputes.screened": "screened", "mediation.cases": "cases"}


def measured(program, *words):
    """Exit code, seconds of processor and of the clock, megabytes, of a command."""
    began = time.monotonic()
    started = subprocess.Popen([str(program), *map(str, words)], env=environment())
    _, code, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(code)
    return (started.returncode, used.ru_utime + used.ru_stime, time.monotonic() - began,
            used.ru_maxrss / 1024)


def bookmarks_of(path):
    """Titles and pages; how many pages there are."""
    told = json.loads(output("qpdf", "--json=2", "--json-key=pages", "--json-key=outlines",
                             path)[0])
    marks = []

    def enter(items):
        for item in items:
            marks.append((item["title"], item["destpageposfrom1"]))
            enter(item["kids"])

    enter(told["outlines"])
    return marks, len(told["pages"])


def printed(path, first, last, *words):
    return output("pdftotext", "-enc", "UTF-8", "-f", first, "-l", last, *words, path, "-")[0]


def check_feet(checks, path, pages):
    feet = printed(path, 1, pages, "-x", 0, "-y", 797, "-W", 596, "-H", 15).split("\f")[:pages]
    wrong = [place for place, foot in enumerate(feet[1:], 2)
             if not plain(foot).endswith(f"第{place}页，共{pages}页")]
    checks.that(len(feet) == pages and not wrong, "every foot tells its page", str(wrong[:20]))


def check_contents(checks, path, marks, overview):
    """The contents stand between the summary's page and the overview."""
    said = plain(printed(path, 2, overview - 1, "-layout"))
    listed = [f"{plain(title)}{page}" for title, page in marks]
    missing = [entry for entry in listed if entry not in said]
    # sections of the chapter on the data's quality are bookmarks only
    checks.that(len(missing) <= 3, "the contents name every region's page", str(missing[:20]))


def section_of(path, page, title):
    """What stands under a heading, up to the next of its kind; it may go on on the next page."""
    said = printed(path, page, page + 1, "-layout")
    start = said.find(title)
    end = re.search(r"^ *（[一二三四五六七八九十百零]+）", said[start + len(title):], re.M)
    return said[start:start + len(title) + end.start()] if start >= 0 and end else said[start:]


def check_region(checks, path, page, title, region, stated):
    said = section_of(path, page, title)
    words = set(said.split())
    checks.that(said.startswith(title), f"{region.name} begins on page {page}", said[:300])
    for name in ON_PAGES:
        checks.that(f"{stated[name]:,}" in words, f"page {page}, {region.name}: its {name}",
                    f"{stated[name]:,}\n{said}")
    for name, (part, whole) in large.RATES.items():
        value = f"{100 * stated[part] / stated[whole]:.1f}"
        checks.that(value in words, f"page {page}, {region.name}: its {name}", f"{value}\n{said}")


def check_appendix(checks, path, first, last, regions, reports):
    """Rows of two indicators, of all regions through all years."""
    rows, current = {}, None
    for row in printed(path, first, last, "-layout").split("\n"):
        words = row.split()
        code = re.fullmatch(r"([a-z]+\.[a-z_]+)(，见第[0-9]+页)?", words[-1]) if words else None
        if code:
            current = code.group(1)
        elif current in APPENDIX and len(words) == YEARS + 1:
            rows[current, words[0]] = words[1:]
    for code, name in APPENDIX.items():
        wrong = [region.name for region in regions if rows.get((code, region.name)) !=
                 [f"{stated[name]:,}" for stated in reports[region.code].values()]]
        checks.that(not wrong, f"appendix A: {code} of all regions and years",
                    f"{len(wrong)} differ: {wrong[:20]}")


def check_room(checks, path, first, last):
    """Figures of many places keep clear of each other and of the feet."""
    boxes = output("pdftotext", "-f", first, "-l", last, "-bbox-layout", path, "-")[0]
    for number, page in enumerate(read_boxes(boxes), first):
        for one, other in overlaps(page.words):
            checks.that(False, f"page {number}: words overlap", f"{one}\n{other}")
        low = [word for word in page.words if 786 < word.middle < 797 or word.middle > 812]
        checks.that(page.words and not low, f"page {number}: its foot is clear", str(low))


def check_pages(checks, path, regions, reports):
    marks, pages = bookmarks_of(path)
    print(pages, "pages,", path.stat().st_size // 1024, "KB")
    checks.that(pages > LEAST_PAGES, f"more than {LEAST_PAGES} pages", str(pages))
    page_of, titles = {}, {}
    for title, page in marks:
        name = re.sub(r"^(（.*?）|.*、)", "", title).replace("　", "")
        page_of[name], titles[name] = page, title
    check_feet(checks, path, pages)
    check_contents(checks, path, marks, page_of["总览"])
    check_room(checks, path, 2, page_of["分地区"] + 20)
    for region in random.Random(SEED).sample(regions, LOOKED_AT) + [regions[0], regions[-1]]:
        if checks.that(region.name in page_of, f"there is a bookmark for {region.name}"):
            check_region(checks, path, page_of[region.name], titles[region.name],
                         region, reports[region.code][large.LAST_YEAR])
    check_appendix(checks, path, page_of["附录A数据表"], page_of["附录B资料目录"] - 1, regions,
                   reports)
    faults = sum(abs(stated["success"] - 100 * stated["succeeded"] / stated["cases"]) > 1
                 for years in reports.values() for stated in years.values())
    said = plain(printed(path, page_of["数据质量"], page_of["方法说明"], "-layout"))
    checks.that(f"{faults}处不一致" in said, f"{faults} rates that do not agree", said[:300])


def check_written(checks, given, *words):
    """A report is written in the time and memory that it may take."""
    code, seconds, clock, megabytes = measured(given.program, "report", *words)
    print(f"{seconds:.2f} s of processor, {clock:.2f} s in all, {megabytes:.0f} MB")
    checks.that(code == 0, "report ends with 0", str(code))
    if not SANITIZED:
        checks.that(seconds < MOST_SECONDS, f"below {MOST_SECONDS} s", str(seconds))
        checks.that(megabytes < MOST_MEGABYTES, f"below {MOST_MEGABYTES} MB", str(megabytes))


def run_lines(checks, given, folder, lines):
    """Run documents, given as lines of JSON."""
    (folder / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with open(folder / "lines.jsonl", "rb") as stream:
        done = run(given.program, "run", "-", "--regions", folder / "regions.csv", "-o",
                   folder / "out", stdin=stream)
    return checks.that(done.returncode == 0, "run ends with 0", text(done.stderr))


def check_evidence(checks, given, folder, lines):
    """Each observation of all reports with its sentence."""
    if run_lines(checks, given, folder, lines):
        path = folder / "evidence.pdf"
        check_written(checks, given, "--data", folder / "out", "--evidence", "-o", path)
        told = output("pdfinfo", path)[0]
        pages = int(re.search(r"Pages: +([0-9]+)", told).group(1))
        print(pages, "pages with evidence,", path.stat().st_size // 1024, "KB")
        checks.that(pages > LEAST_PAGES, f"more than {LEAST_PAGES} pages", str(pages))
        last = plain(printed(path, pages, pages))
        checks.that("附录C原文依据" in last and f"第{pages}页，共{pages}页" in last,
                    "its last page is of the evidence", last[:200])


def main():
    given = options(__doc__)
    if tools_missing():
        print("skipped: there is no", *tools_missing())
        sys.exit(SKIPPED)
    checks = Checks()
    regions = large.make_regions(CITIES, COUNTIES, SEED)
    reports, lines = {}, []
    for region, year, stated in large.reports(regions, YEARS, SEED):
        reports.setdefault(region.code, {})[year] = stated
        lines.append(large.document(region, year, stated))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with open(folder / "regions.csv", "w", encoding="utf-8") as stream:
            large.write_regions(stream, regions)
        path = folder / "report.pdf"
        if run_lines(checks, given, folder, lines):
            check_written(checks, given, "--data", folder / "out", "-o", path)
            checks.that(path.read_bytes() == (folder / "out" / "report.pdf").read_bytes(),
                        "the same bytes as of `run`")
            check_pages(checks, path, regions, reports)
        check_evidence(checks, given, folder, lines[:WITH_EVIDENCE * YEARS])
    checks.end()


if __name__ == "__main__":
    main()
