#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the PDF report, checked by the readers' own programs: nothing overlaps or leaves the
margins, no mark stands where it must not, numbering is unbroken, links, contents, bookmarks and
feet of pages agree, continued tables repeat their heads, the text can be searched. On the sample,
and on the real reports where they lie beside the project."""
import copy
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from pdf import Pdf, output, overlaps, plain, tools_missing
from program import Checks, REGIONS, ROOT, SAMPLE, SKIPPED, options, run, text

SHARED = ROOT.parent / "shared"
LARGEST = 400 * 1024  # bytes of the sample's report
LEFT, RIGHT, TOP, BOTTOM = 56.69, 595.28 - 56.69, 70, 782
FOOT = (797, 812)  # its text
HEAD = (36, 50)
NEAR = 0.6  # points
BOX = 1.173  # height of a word's box over the size of its type
SIZES = [6.5, 7.5]  # the smallest, for two things; and for the others
CLOSING = "，。、；：？！）》〉」』】〕”’"
OPENING = "（《〈「『【〔“‘"
NEVER_FIRST = CLOSING + "…—%％"
NUMBER = re.compile(r"(附?[图表])([0-9A-Z]+)-([0-9]+)")
CAPTION = re.compile(r"(续?)(附?[图表])([0-9A-Z]+)-([0-9]+)")
FIGURES = re.compile(r"[(<约]*[+−]?[0-9][0-9,.]*[+%)]*|—")


def overhang(word, size, at_end):
    """How far the blank part of a mark's box may lie outside."""
    if at_end:
        return size / 2 if word.text[-1] in CLOSING else 0
    return 0.35 * size if word.text[0] in OPENING else 0


def check_margins(checks, page):
    for word in page.words:
        size = word.height / BOX
        ok = (word.left >= LEFT - NEAR - overhang(word, size, False) and
              word.right <= RIGHT + NEAR + overhang(word, size, True))
        heights = [(TOP - 10, FOOT[1])] if page.number == 1 else [(TOP - 1, BOTTOM + 4), FOOT, HEAD]
        ok = ok and any(low <= word.middle <= high for low, high in heights)
        checks.that(ok, f"page {page.number}: within the margins", str(word))


def follows(line, other):
    """Does `line` go on where `other`, right above it, ends?"""
    first, last = line.words[0], other.words[0]
    gap = first.top - last.top
    return (abs(first.height - last.height) < 0.3 and 0.5 * last.height < gap < 1.8 * last.height and
            abs(first.left - last.left) < 2.6 * last.height)


def is_prose(line):
    return len(re.findall(r"[一-鿿]", line.text)) > 4


def check_line_ends(checks, page):
    for at, line in enumerate(page.lines):
        said = line.text
        above = [other for other in page.lines[max(0, at - 3):at] if follows(line, other)]
        carried = above and len(said) > 1
        checks.that(said[0] not in CLOSING and not (carried and said[0] in NEVER_FIRST),
                    f"page {page.number}: no mark at a line's start", said)
        checks.that(said[-1] not in OPENING, f"page {page.number}: no opening mark at a line's end",
                    said)
        if above and is_prose(line) and is_prose(above[-1]) and line.block == above[-1].block:
            torn = re.search(r"[0-9.,+−]$", above[-1].text) and re.match(r"[0-9.,%]", said)
            checks.that(not torn, f"page {page.number}: no number is torn",
                        f"{above[-1].text}\n{said}")


def check_small_type(checks, page):
    least = 7.5 * BOX * 0.98
    for word in page.words:
        checks.that(word.height >= least or re.fullmatch(r"※|(19|20)[0-9]{2}", word.text),
                    f"page {page.number}: only ※ and a first year are smaller than 7.5 points",
                    str(word))


def captions_of(pages):
    """What stands as a caption: where, its parts, its name."""
    found = []
    for page in pages:
        for row in page.rows():
            for word, after in zip(row, row[1:]):
                match = CAPTION.fullmatch(word.text)
                if match and abs(word.height - after.height) < 0.3 and word.height < 9.2 * BOX:
                    found.append((page, word, *match.groups(), after.text))
    return found


def check_numbers(checks, pdf, captions):
    counts, names = {}, {}
    for page, _, again, kind, chapter, number, name in captions:
        key = f"{kind}{chapter}-{number}"
        if again:
            checks.that(names.get(key) == name, f"page {page.number}: 续{key} bears its name",
                        f"{name}, not {names.get(key)}")
            continue
        names[key] = name
        counts[kind, chapter] = counts.get((kind, chapter), 0) + 1
        checks.that(counts[kind, chapter] == int(number),
                    f"page {page.number}: {key} is the next of its chapter",
                    f"it should be the {counts[kind, chapter]}th")
    for page in pdf.pages:
        for match in NUMBER.finditer(page.text):
            checks.that(match.group() in names, f"page {page.number}: {match.group()} exists")
        checks.that("图…" not in page.text and "表…" not in page.text,
                    f"page {page.number}: no reference is open")


def table_head(page, caption):
    """Unit and head, with the places of its words, of the table under a caption."""
    rows = [row for row in page.rows() if row[0].middle > caption.middle + 4]
    unit = rows.pop(0) if rows and "单位：" in rows[0][0].text else []
    return [[(round(word.left), word.text) for word in row] for row in (unit, rows[0])]


def check_continued(checks, captions):
    """Continued tables; how many there are."""
    firsts, count = {}, 0
    for page, word, again, kind, chapter, number, _ in captions:
        key = f"{kind}{chapter}-{number}"
        if not again:
            firsts[key] = (page, word)
        elif checks.that(key in firsts, f"page {page.number}: 续{key} follows {key}"):
            count += 1
            wanted, got = table_head(*firsts[key]), table_head(page, word)
            checks.that(wanted == got, f"page {page.number}: 续{key} repeats unit and head",
                        f"{got}\nnot {wanted}")
    return count


def check_feet(checks, pdf):
    for page in pdf.pages[1:]:
        foot = "".join(word.text for word in page.words if FOOT[0] <= word.middle <= FOOT[1])
        checks.that(foot.endswith(f"第{page.number}页，共{len(pdf.pages)}页"),
                    f"page {page.number}: its foot", foot)


def stands_at(page, title, y):
    """Does a heading stand on the page at that height or a little below?"""
    rows = ["".join(word.text for word in row) for row in page.rows()
            if y - 4 <= row[0].middle <= y + 40]
    return any(plain(title) in plain(row) for row in rows)


def check_bookmarks(checks, pdf):
    checks.that(pdf.bookmarks, "there are bookmarks")
    for mark in pdf.bookmarks:
        if not checks.that(mark.page, f"the bookmark {mark.title} leads to a page"):
            continue
        page = pdf.pages[mark.page - 1]
        checks.that(stands_at(page, mark.title, mark.y),
                    f"page {mark.page}: the heading {mark.title} where its bookmark leads")
        rows = [plain(row) for row in page.text.split("\n")]
        checks.that(all(part in rows or plain(mark.title) in rows
                        for part in mark.title.split("　")),
                    f"page {mark.page}: the heading {mark.title} is copied unbroken")
        beneath = [word for word in page.words if mark.y + 32 < word.middle < BOTTOM + 4]
        checks.that(beneath, f"page {mark.page}: something stands under {mark.title}")


def check_link(checks, pdf, page, link, captions):
    """A link leads to what it says. Which kind that is: `number`, `page`, `contents`."""
    said = plain(page.within(link))
    at = f"page {page.number}: the link {said}"
    if not checks.that(link.page, f"{at} leads to a page"):
        return {}
    kinds = {}
    number = NUMBER.search(said)
    if number:
        kinds["number"] = number.group()
        found = [caption for caption in captions if not caption[2] and
                 caption[3:6] == number.groups() and caption[0].number == link.page]
        checks.that(found and link.y <= found[0][1].bottom, f"{at} leads to its caption's page")
    told = re.search(r"第([0-9]+)页", said)
    if told:
        kinds["page"] = told.group(1)
        checks.that(int(told.group(1)) == link.page, f"{at} names its page", str(link.page))
    entry = re.fullmatch(r"(.*[^0-9])([0-9]+)", said)
    if not kinds and entry:
        marks = [mark for mark in pdf.bookmarks if mark.page == link.page and
                 plain(mark.title).startswith(entry.group(1)) and abs(mark.y - link.y) < NEAR]
        checks.that(marks and int(entry.group(2)) == link.page, f"{at} is as its bookmark",
                    str(marks))
        kinds["contents"] = marks[0] if marks else None
    checks.that(kinds, f"{at} says where it leads")
    return kinds


def check_links(checks, pdf, captions):
    found = {}
    for page in pdf.pages:
        for link in page.links:
            for kind, what in check_link(checks, pdf, page, link, captions).items():
                found.setdefault(kind, []).append(what)
    return found


def check_contents(checks, pdf, listed):
    """The contents list the bookmarks in their order: all chapters, and of a chapter all sections
    or none."""
    left = [mark for mark in pdf.bookmarks if mark not in listed]
    checks.that(listed == [mark for mark in pdf.bookmarks if mark in listed],
                "the contents have the bookmarks' order", str(listed))
    chapter = None
    for mark in pdf.bookmarks:
        if mark.depth == 0:
            chapter, first = mark, None
            checks.that(mark in listed, f"the contents list {mark.title}")
        else:
            first = mark in listed if first is None else first
            checks.that((mark in listed) == first,
                        f"the contents list all sections of {chapter.title} or none", str(left))


def check_searchable(checks, pdf):
    for page in pdf.pages:
        checks.that(plain(page.text), f"page {page.number} has text")
        odd = [character for character in page.text
               if character == "\ufffd" or "\ue000" <= character <= "\uf8ff"]
        checks.that(not odd, f"page {page.number}: every character is one", str(odd))


def check_columns(checks, pdf, captions):
    """In appendix A figures stand right-aligned under their years; how many do."""
    count = 0
    for page, caption, _, kind, chapter, _, _ in captions:
        if (kind, chapter) != ("附表", "A"):
            continue
        below = [other.top for found, other, *_ in captions
                 if found is page and other.top > caption.top]
        years = []
        for row in page.rows():
            if not caption.bottom < row[0].middle < min(below + [BOTTOM + 4]):
                continue
            if not years:
                years = [word.right for word in row if re.fullmatch(r"20[0-9]{2}", word.text)]
                continue
            if not row[0].left < LEFT + 60 or row[0].text.startswith("注"):
                continue
            for word in row[1:]:
                if FIGURES.fullmatch(word.text):
                    count += 1
                    checks.that(min(abs(right - word.right) for right in years) < NEAR,
                                f"page {page.number}: right-aligned in its column", str(word))
    return count


def check_file(checks, path, pdf):
    told, complaints = output("qpdf", "--check", path)
    checks.that("No syntax or stream encoding errors" in told and not complaints,
                "qpdf finds no fault", told + complaints)
    checks.that(not pdf.complaints and not pdf.structure_complaints, "no program complains",
                pdf.complaints + pdf.structure_complaints)
    fonts = output("pdffonts", path)[0].splitlines()[2:]
    checks.that(fonts, "there is a font")
    for font in fonts:
        checks.that(re.search(r"yes +yes +yes +[0-9]+ +[0-9]+$", font),
                    "the font is embedded, a subset, and told in Unicode", font)


def check_sizes(checks, pdf):
    sizes = pdf.sizes()
    checks.that(sizes[0] >= SIZES[0] and not any(SIZES[0] < size < SIZES[1] for size in sizes),
                "no size of type is below 7.5 but 6.5", str(sizes))


def check_pages(checks, pdf):
    """All that holds of the pages of any report; gives what they have of captions, links and
    continued tables."""
    captions = captions_of(pdf.pages)
    for page in pdf.pages:
        check_margins(checks, page)
        check_line_ends(checks, page)
        check_small_type(checks, page)
        for one, other in overlaps(page.words):
            checks.that(False, f"page {page.number}: words overlap", f"{one}\n{other}")
    check_numbers(checks, pdf, captions)
    check_feet(checks, pdf)
    check_bookmarks(checks, pdf)
    check_searchable(checks, pdf)
    links = check_links(checks, pdf, captions)
    check_contents(checks, pdf, links.get("contents", []))
    return captions, links, check_continued(checks, captions)


def check_sample(checks, given):
    """Gives the report."""
    path = given.data / "report.pdf"
    size = path.stat().st_size
    checks.that(size < LARGEST, "the sample's report is below 400 KB", str(size))
    pdf = Pdf(path)
    check_file(checks, path, pdf)
    check_sizes(checks, pdf)
    captions, links, continued = check_pages(checks, pdf)
    for kind in ("contents", "number", "page"):
        checks.that(len(links.get(kind, [])) > 3, f"links of the kind {kind}", str(links))
    checks.that(continued > 3, "continued tables", str(continued))
    figures = check_columns(checks, pdf, captions)
    checks.that(figures > 3000, "figures of appendix A", str(figures))
    with tempfile.TemporaryDirectory() as name:
        again = pathlib.Path(name) / "again.pdf"
        done = run(given.program, "report", "--data", given.data, "-o", again)
        checks.that(done.returncode == 0 and again.read_bytes() == path.read_bytes(),
                    "the same bytes again", text(done.stderr))
    return pdf


def check_other(checks, given, *words):
    """Another report: of a part of the sample, or of other documents."""
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "report.pdf"
        done = run(given.program, *words, "-o", path if words[0] == "report" else name)
        if checks.that(done.returncode == 0, " ".join(map(str, words)), text(done.stderr)):
            pdf = Pdf(path)
            check_file(checks, path, pdf)
            check_sizes(checks, pdf)
            check_pages(checks, pdf)


class Silent(Checks):
    """Told nothing: the faults are made on purpose."""

    def that(self, holds, what, detail=""):
        self.failed += not holds
        return holds


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


def is_number(word):
    return CAPTION.fullmatch(word.text) and word.height < 9.2 * BOX


def move_bookmark(pdf):
    pdf.bookmarks[3] = pdf.bookmarks[3]._replace(page=pdf.bookmarks[3].page + 1)


def move_link(pdf):
    page = next(page for page in pdf.pages if page.links)
    page.links[-1] = page.links[-1]._replace(page=page.links[-1].page - 1)


def lose_character(pdf):
    pdf.pages[3].text += "\ufffd"


def check_itself(checks, pdf):
    """Each check sees what it is for, made on purpose on the sample's pages."""
    again = next(page.number for page in pdf.pages
                 if any(word.text.startswith("续") and is_number(word) for word in page.words))
    page = next(page.number for page in pdf.pages if any(map(is_number, page.words)))
    year = lambda word: word.text == "2025"
    long = lambda word: len(word.text) > 6 and word.top > TOP
    faults = {
        "a word beyond the margin": lambda pdf: alter(pdf, page, long, moved(RIGHT)),
        "words overlap": lambda pdf: alter(pdf, page, long, moved(0, 11)),
        "a mark at a line's start": lambda pdf: alter(
            pdf, page, long, lambda word: word._replace(text="。" + word.text)),
        "small type": lambda pdf: alter(
            pdf, page, long, lambda word: word._replace(top=word.bottom - 7)),
        "a number twice": lambda pdf: alter(
            pdf, page, is_number, lambda word: word._replace(text=word.text + "1")),
        "a foot": lambda pdf: alter(
            pdf, page, lambda word: word.middle > FOOT[0] and "页" in word.text,
            lambda word: word._replace(text=f"第{page + 1}页，共{len(pdf.pages)}页")),
        "a head that is not repeated": lambda pdf: alter(
            pdf, again, year, lambda word: word._replace(text="2026")),
        "a bookmark": move_bookmark,
        "a link": move_link,
        "a character lost": lose_character,
    }
    for name, fault in faults.items():
        spoilt, silent = copy.deepcopy(pdf), Silent()
        fault(spoilt)
        check_pages(silent, spoilt)
        checks.that(silent.failed, f"seen when made on purpose: {name}")
    spoilt, silent = copy.deepcopy(pdf), Silent()
    alter(spoilt, again, lambda word: FIGURES.fullmatch(word.text) and word.left > LEFT + 60,
          moved(2))
    check_columns(silent, spoilt, captions_of(spoilt.pages))
    checks.that(silent.failed, "seen when made on purpose: a figure outside its column")


def main():
    given = options(__doc__)
    if tools_missing():
        print("skipped: there is no", *tools_missing())
        sys.exit(SKIPPED)
    checks = Checks()
    check_itself(checks, check_sample(checks, given))
    part = ["report", "--data", given.data]
    check_other(checks, given, *part, "--region", "墨川县", "--region", "鹤汀镇")
    check_other(checks, given, *part, "--years", "2024-2025", "--title", "甲" * 60)
    check_other(checks, given, "run", SAMPLE / "reports" / "anlan-2020.txt", "--regions", REGIONS)
    if (SHARED / "reports").is_dir():
        check_other(checks, given, "run", SHARED / "reports")
    checks.end()


if __name__ == "__main__":
    main()
