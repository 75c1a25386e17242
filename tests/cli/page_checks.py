#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of PDF reports, checked by the readers' own programs with the rules of page_rules.py:
the sample's report in Chinese, in English, in grey on letter paper with all that can be added, of a
part of it, its briefs, and reports on the real documents where they lie beside the project."""
import copy
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import picture
from page_rules import (BOX, FIGURES, TOP, Report, captions_of, check_columns, check_file,
                        check_pages, check_words)
from pdf import output, plain, tools_missing
from program import Checks, REGIONS, ROOT, SAMPLE, SKIPPED, options, run, text

SHARED = ROOT.parent / "shared"
LARGEST = 400 * 1024  # bytes of the sample's report
AUTHOR = "安澜市司法局法治调研督察科"
COLOURS = re.compile(r"[\s\d](rg|RG|k|K|cs|CS|scn?|SCN?|sh)\n")
PLACES = "墨川县", "安澜市", "柳渡镇"


class Silent(Checks):
    """Told nothing: the faults are made on purpose."""

    def that(self, holds, what, detail=""):
        self.failed += not holds
        return holds


class Named(Checks):
    """Tells of which report a fault is, and leaves the count to others."""

    def __init__(self, checks, name):
        super().__init__()
        self.checks = checks
        self.name = name

    def that(self, holds, what, detail=""):
        return self.checks.that(holds, f"{self.name}: {what}", detail)


# ---- faults made on purpose --------------------------------------------------------------------

def alter(pdf, number, choose, change):
    """Change the first word of a page that is chosen."""
    for line in pdf.pages[number - 1].lines:
        for at, word in enumerate(line.words):
            if choose(word):
                line.words[at] = change(word)
                return
    raise LookupError(f"nothing to alter on page {number}")


def moved(by_x, by_y=0.0):
    return lambda word: word._replace(left=word.left + by_x, right=word.right + by_x,
                                      top=word.top + by_y, bottom=word.bottom + by_y)


def move_bookmark(pdf):
    pdf.bookmarks[3] = pdf.bookmarks[3]._replace(page=pdf.bookmarks[3].page % len(pdf.pages) + 1)


def move_link(pdf):
    page = next(page for page in pdf.pages if page.links)
    page.links[-1] = page.links[-1]._replace(page=page.links[-1].page % len(pdf.pages) + 1)


def move_values(report):
    """A figure's link to the row of its indicator."""
    def fault(pdf):
        for page in pdf.pages:
            for at, link in enumerate(page.links):
                if re.match(report.tongue.values, plain(page.within(link))):
                    page.links[at] = link._replace(y=link.y + 20)
                    return
        raise LookupError("no figure leads to its values")
    return fault


def lose_character(pdf):
    pdf.pages[-1].text += "\ufffd"


def faults_of(report, captions):
    """{name: how to make it}, of those that a report of its kind can have."""
    first = next(caption for caption in captions if not caption.again)
    page, pages = first.page.number, len(report.pdf.pages)
    is_number = lambda word: first.word.top == word.top and re.search("[0-9]$", word.text)
    long = lambda word: len(word.text) > 6 and word.top > TOP
    foot = lambda word: word.middle > report.foot[0] and word.text.endswith(
        str(pages) if report.english else "页")
    faults = {
        "a word beyond the margin": lambda pdf: alter(pdf, page, long, moved(report.right)),
        "words overlap": lambda pdf: alter(pdf, page, long, moved(0, 11)),
        "a mark at a line's start": lambda pdf: alter(
            pdf, page, long, lambda word: word._replace(text="。" + word.text)),
        "small type": lambda pdf: alter(
            pdf, page, long, lambda word: word._replace(top=word.bottom - 7)),
        "a number twice": lambda pdf: alter(
            pdf, page, is_number, lambda word: word._replace(text=word.text + "1")),
        "a foot": lambda pdf: alter(
            pdf, page, foot, lambda word: word._replace(text=f"{pages + 1}页")),
        "a bookmark": move_bookmark,
        "a link": move_link,
        "a character lost": lose_character,
    }
    if not report.brief:
        again = next(caption.page.number for caption in captions if caption.again)
        faults["a head that is not repeated"] = lambda pdf: alter(
            pdf, again, lambda word: word.text == "2025", lambda word: word._replace(text="2026"))
        faults["a figure's link to its values"] = move_values(report)
    return faults


def check_itself(checks, report):
    """Each check sees what it is for, made on purpose on the pages of a report without faults."""
    captions = captions_of(report)
    for name, fault in faults_of(report, captions).items():
        spoilt, silent = report.copy(copy.deepcopy(report.pdf)), Silent()
        fault(spoilt.pdf)
        check_pages(silent, spoilt)
        checks.that(silent.failed, f"seen when made on purpose: {name}")
    if not report.brief:
        again = next(caption.page.number for caption in captions if caption.again)
        spoilt, silent = report.copy(copy.deepcopy(report.pdf)), Silent()
        alter(spoilt.pdf, again, lambda word: FIGURES.fullmatch(word.text) and
              word.left > report.left + 60, moved(2))
        check_columns(silent, spoilt, captions_of(spoilt))
        checks.that(silent.failed, "seen when made on purpose: a figure outside its column")


# ---- reports -----------------------------------------------------------------------------------

def check_long(checks, report, kinds):
    """The sample's whole report has all that is checked, and enough of it."""
    check_file(checks, report)
    check_words(checks, report)
    captions, links, continued = check_pages(checks, report)
    for kind in ("contents", "number", "page", "values", *kinds):
        checks.that(len(links.get(kind, [])) > 3, f"links of the kind {kind}", str(links))
    checks.that(continued > 3, "continued tables", str(continued))
    figures = check_columns(checks, report, captions)
    checks.that(figures > 3000, "figures of appendix A", str(figures))


def check_sample(checks, given, folder):
    path = given.data / "report.pdf"
    size = path.stat().st_size
    checks.that(size < LARGEST, "the sample's report is below 400 KB", str(size))
    report = Report(path)
    check_long(checks, report, [])
    checks.that(COLOURS.search(report.pdf.streams()), "it has colours")
    check_itself(checks, report)
    again = folder / "again.pdf"
    done = run(given.program, "report", "--data", given.data, "-o", again)
    checks.that(done.returncode == 0 and again.read_bytes() == path.read_bytes(),
                "the same bytes again", text(done.stderr))


def check_grey(checks, report):
    colours = COLOURS.search(report.pdf.streams())
    checks.that(not colours, "grey print has no colours", str(colours))
    for page in report.pdf.pages:
        if re.search("附录C|Appendix C", "".join(word.text for word in page.words[:20])):
            break  # the reports' own words begin
        checks.that(not re.search(r"[蓝橙]|\b(?:blue|orange)\b", page.text),
                    f"page {page.number}: names no colour")


def make_logo(path):
    rows = [bytes((x * y) % 200 for x in range(90)) for y in range(40)]
    path.write_bytes(picture.to_png(picture.Picture(90, 40, rows)))
    return path


def check_cover(checks, report):
    """Who hands it in stands on the first page, a picture at its head."""
    said = plain(report.pdf.pages[0].text)
    checks.that(AUTHOR in said, "the first page names who hands it in", said)
    pictures = output("pdfimages", "-list", "-l", 1, report.pdf.path)[0].splitlines()[2:]
    checks.that(len(pictures) == 1, "a picture on the first page", str(pictures))


def made(checks, given, folder, *words, english=False, brief=False):
    """A report, None when it failed."""
    path = folder / "report.pdf"
    more = ["--lang", "en"] if english else []
    done = run(given.program, *words, *more, "-o", path if words[0] == "report" else folder)
    if checks.that(done.returncode == 0, "it is made", text(done.stderr)):
        return Report(path, english, brief)
    return None


def check_other(checks, given, folder, *words, english=False, brief=False):
    """Another report: of a part of the sample, or of other documents; gives it."""
    name = " ".join(str(word) for word in words[1:] if word not in ("--data", given.data))
    checks = Named(checks, ("English, " if english else "") + name)
    report = made(checks, given, folder, *words, english=english, brief=brief)
    if report:
        check_file(checks, report)
        check_pages(checks, report)
    return report


def check_whole(checks, given, folder):
    """The sample's whole report, otherwise than as `run` makes it."""
    words = "report", "--data", given.data, "--evidence"
    named = Named(checks, "English")
    report = made(named, given, folder, *words, english=True)
    if report:
        check_long(named, report, ["evidence"])
    named = Named(checks, "grey")
    report = made(named, given, folder, *words, "--theme", "grey", "--page", "letter", "--logo",
                  make_logo(folder / "logo.png"), "--author", AUTHOR)
    if report:
        check_long(named, report, ["evidence"])
        check_grey(named, report)
        check_cover(named, report)
        named.that((report.pdf.pages[0].width, report.pdf.pages[0].height) == (612, 792),
                   "it is on letter paper")


def check_briefs(checks, given, folder):
    words = "report", "--data", given.data
    for place in PLACES:
        for english in (False, True):
            report = check_other(checks, given, folder, *words, "--region", place, brief=True,
                                 english=english)
            if report and place == PLACES[0]:
                check_itself(Named(checks, f"brief, English: {english}"), report)
    report = check_other(checks, given, folder, *words, "--region", PLACES[0], "--theme", "grey",
                         "--page", "letter", "--logo", make_logo(folder / "logo.png"), "--author",
                         AUTHOR, brief=True)
    if report:
        check_grey(checks, report)
        check_cover(checks, report)


def check_real(checks, given, folder):
    check_other(checks, given, folder, "run", SHARED / "reports")
    words = "report", "--data", folder
    check_other(checks, given, folder, *words, "--evidence", "--page", "letter", english=True)
    check_other(checks, given, folder, *words, "--region", "峨山县", brief=True)


def main():
    given = options(__doc__)
    if tools_missing():
        print("skipped: there is no", *tools_missing())
        sys.exit(SKIPPED)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_sample(checks, given, folder)
        check_whole(checks, given, folder)
        check_briefs(checks, given, folder)
        part = ["report", "--data", given.data]
        check_other(checks, given, folder, *part, "--region", "墨川县", "--region", "鹤汀镇")
        check_other(checks, given, folder, *part, "--years", "2024-2025", "--title", "甲" * 60)
        check_other(checks, given, folder, *part, "--full", "--region", "岚浦县", english=True)
        check_other(checks, given, folder, "run", SAMPLE / "reports" / "anlan-2020.txt",
                    "--regions", REGIONS)
        if (SHARED / "reports").is_dir():
            check_real(checks, given, folder / "real")
    checks.end()


if __name__ == "__main__":
    main()
