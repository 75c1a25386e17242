# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds of the pages of any PDF report, in Chinese or English, on any paper, long or brief:
nothing overlaps or leaves the margins, no mark stands where it must not, numbering is unbroken,
links, contents, bookmarks and feet of pages agree, continued tables repeat their heads, the text
can be searched."""
import re
import typing

from pdf import Pdf, output, overlaps, plain

MEASURE, TOP, HEAD = 481.9, 70, (36, 50)
NEAR = 0.6  # points
PARTS = re.compile("的构成$|^Parts ?of ?")  # tables of the parts of a count
BOX = 1.173  # height of a word's box over the size of its type
SIZES = [6.5, 7.5]  # the smallest, for two things; and for the others
CLOSING = "，。、；：？！）》〉」』】〕”’"
OPENING = "（《〈「『【〔“‘"
LATIN_CLOSING, LATIN_OPENING = ",.;:!?)”’", "(“‘"
NEVER_FIRST = "…—%％"
FIGURES = re.compile(r"(?:ca\.|[(<约])*[+−]?[0-9][0-9,.]*[+%)※]*|—")
CODE = re.compile(r"[a-z_]+\.[a-z_]+")


class Tongue(typing.NamedTuple):
    """What a report in one language says; {} is a page."""
    foot: str
    page: str      # in links
    values: str    # a link to appendix A
    unit: str
    note: str
    source: str
    contents: str
    dangling: str  # a reference that leads nowhere


CHINESE = Tongue("第{}页，共{}页", "第([0-9]+)页", "(?:数据见)?附表", "单位：", "注：",
                  "资料来源：", "目录",
                 "[图表]…|…，第")
ENGLISH = Tongue("Page{}of{}", "page([0-9]+)", "(?:Datain)?Table|Tables", "Unit:", "Note:",
                  "Source:", "Contents",
                 r"(Figure|Table)s? …|…, page")


class Caption(typing.NamedTuple):
    page: typing.Any
    word: typing.Any  # its first
    again: bool
    kind: str
    chapter: str
    number: int
    name: str

    @property
    def key(self):
        return f"{self.kind}{self.chapter}{self.number}"


class Report:
    """A PDF with what its kind is: `english`; `brief`: without cover, contents and chapters."""

    def __init__(self, path, english=False, brief=False):
        self.pdf = Pdf(path)
        self.english = english
        self.brief = brief
        self.tongue = ENGLISH if english else CHINESE
        first = self.pdf.pages[0]
        self.left = (first.width - MEASURE) / 2
        self.right = self.left + MEASURE
        self.bottom = first.height - 59.89
        self.foot = first.height - 45, first.height - 30
        numeral = "[0-9]+" if brief else "[0-9A-Z]+-[0-9]+"
        self.numeral = re.compile(numeral)
        # in a brief `图1` is short enough to stand in a word of the reports: `代表12名`
        before = "(?<=[见于和、，续])|(?<![一-鿿])" if brief else ""
        self.number = re.compile(
            rf"(Figure|Table)s?\s*({numeral}(?:,\s*{numeral})*)(?![0-9])" if english else
            rf"(?:{before})(附?[图表])({numeral})")

    def copy(self, pdf):
        other = object.__new__(Report)
        other.__dict__ = {**self.__dict__, "pdf": pdf}
        return other

    def keys_in(self, text):
        """The figures and tables that a text names."""
        return [kind + number for kind, numbers in self.number.findall(text)
                for number in re.split(r",\s*", numbers)]


# ---- places of words ---------------------------------------------------------------------------

def overhang(word, size, at_end):
    """How far the blank part of a mark's box may lie outside."""
    if at_end:
        return size / 2 if word.text[-1] in CLOSING else 0
    return 0.35 * size if word.text[0] in OPENING else 0


def check_margins(checks, report, page):
    for word in page.words:
        size = word.height / BOX
        ok = (word.left >= report.left - NEAR - overhang(word, size, False) and
              word.right <= report.right + NEAR + overhang(word, size, True))
        heights = [(TOP - 1, report.bottom + 4), report.foot, HEAD]
        if page.number == 1 and not report.brief:
            heights = [(TOP - 10, report.foot[1])]
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


def check_line_ends(checks, report, page):
    closing = CLOSING + (LATIN_CLOSING if report.english else "")
    opening = OPENING + (LATIN_OPENING if report.english else "")
    for at, line in enumerate(page.lines):
        said = line.text
        above = [other for other in page.lines[max(0, at - 3):at] if follows(line, other)]
        # a quotation may be cut at its beginning, below a line of a numbered figure
        cut = said[0] == "…" and above and above[-1].words[0].text.isdigit()
        carried = above and len(said) > 1 and not cut
        bad = said[0] in closing and not (said[0] in "“”‘’" and report.english)
        checks.that(not bad and not (carried and said[0] in NEVER_FIRST),
                    f"page {page.number}: no mark at a line's start", said)
        bad = said[-1] in opening and not (said[-1] in "“”‘’" and report.english)
        checks.that(not bad, f"page {page.number}: no opening mark at a line's end", said)
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


def check_filled(checks, report):
    """No page but the cover is begun for a note or source alone."""
    for page in report.pdf.pages[0 if report.brief else 1:]:
        rows = [row for row in page.rows() if TOP - 1 < row[0].middle < report.bottom + 4]
        larger = [row for row in rows if row[0].height > 8 * BOX]
        checks.that(larger or len(rows) > 3, f"page {page.number}: holds more than a note",
                    str([word.text for row in rows for word in row]))


# ---- numbers of figures and tables -------------------------------------------------------------

def name_from(row, at):
    """The words of one name: up to a gap between columns."""
    last = at
    while last + 1 < len(row) and row[last + 1].left - row[last].right < 12:
        last += 1
    return "".join(word.text for word in row[at:last + 1])


def caption_at(report, page, row, at):
    """The caption that a row's word begins, if it does: its name stands two spaces behind its
    number, which a mere reference has not."""
    end = at
    if report.english:
        kind, again = row[at].text, False
        if kind not in ("Figure", "Table") or at + 1 >= len(row):
            return None
        end, number = at + 1, row[at + 1].text
        if end + 1 < len(row) and row[end + 1].text == "(continued)":
            end, again = end + 1, True
    else:
        found = re.fullmatch(r"(续?)(附?[图表])([0-9A-Z-]+)", row[at].text)
        if not found:
            return None
        again, kind, number = found.groups()
    if not report.numeral.fullmatch(number) or end + 1 >= len(row):
        return None
    name, size = row[end + 1], row[at].height / BOX
    if (not 8.8 < size < 9.2 or abs(row[at].height - name.height) > 0.3 or
            name.left - row[end].right < 0.4 * size):
        return None
    chapter, hyphen, number = number.rpartition("-")
    return Caption(page, row[at], bool(again), kind, chapter + hyphen, int(number),
                   name_from(row, end + 1))


def captions_of(report):
    return [caption for page in report.pdf.pages for row in page.rows() for at in range(len(row))
            if (caption := caption_at(report, page, row, at))]


def check_numbers(checks, report, captions):
    counts, names = {}, {}
    for caption in captions:
        at, key = f"page {caption.page.number}", caption.key
        if caption.again:
            checks.that(names.get(key) == caption.name, f"{at}: {key}, continued, bears its name",
                        f"{caption.name}, not {names.get(key)}")
            continue
        names[key] = caption.name
        checks.that(not caption.name[0].islower(), f"{at}: {key} begins with a capital",
                    caption.name)
        kind = caption.kind, caption.chapter
        counts[kind] = counts.get(kind, 0) + 1
        checks.that(counts[kind] == caption.number, f"{at}: {key} is the next of its chapter",
                    f"it should be the {counts[kind]}th")
    for page in report.pdf.pages:
        for key in report.keys_in(page.text):
            checks.that(key in names, f"page {page.number}: {key} exists")
        checks.that(not re.search(report.tongue.dangling, page.text),
                    f"page {page.number}: no reference is open")


def table_head(report, caption):
    """Unit and head, with the places of its words, of the table under a caption."""
    rows = [row for row in caption.page.rows() if row[0].middle > caption.word.middle + 4]
    unit = rows.pop(0) if rows and rows[0][0].text.startswith(report.tongue.unit) else []
    return [[(round(word.left), word.text) for word in row] for row in (unit, rows[0])]


def check_continued(checks, report, captions):
    """Continued tables; how many there are."""
    firsts, count = {}, 0
    for caption in captions:
        at, key = f"page {caption.page.number}", caption.key
        if not caption.again:
            firsts[key] = caption
        elif checks.that(key in firsts, f"{at}: what goes on follows {key}"):
            count += 1
            wanted, got = table_head(report, firsts[key]), table_head(report, caption)
            checks.that(wanted == got, f"{at}: {key}, continued, repeats unit and head",
                        f"{got}\nnot {wanted}")
    return count


def check_columns(checks, report, captions):
    """In appendix A figures stand right-aligned under their years; how many do."""
    count = 0
    for caption in captions:
        if caption.chapter != "A-":
            continue
        page = caption.page
        below = [other.word.top for other in captions
                 if other.page is page and other.word.top > caption.word.top]
        years = []
        for row in page.rows():
            if not caption.word.bottom < row[0].middle < min(below + [report.bottom + 4]):
                continue
            if not years:
                years = [word.right for word in row if re.fullmatch(r"20[0-9]{2}", word.text)]
                if PARTS.search(caption.name):  # its columns are parts
                    years = [word.right for word in row if row[-1].text in ("总数", "Total")]
                continue
            if row[0].text.startswith(report.tongue.note):
                continue
            if PARTS.search(caption.name) and re.fullmatch(r"20[0-9]{2}", row[1].text):
                row = row[1:]  # `枕溪区 2019`
            if row[0].left > report.left + 60:
                continue
            if any(CODE.match(word.text) for word in row):  # `Fines (10 000 yuan)`
                continue
            for word in row[1:]:
                if FIGURES.fullmatch(word.text):
                    count += 1
                    digits = word.text.rstrip("+※)")  # marks hang behind: digits are aligned
                    hang = 7.6 * (len(word.text) - len(digits))
                    checks.that(any(-NEAR < word.right - right < max(hang, NEAR)
                                    for right in years),
                                f"page {page.number}: right-aligned in its column", str(word))
    return count


# ---- what leads where --------------------------------------------------------------------------

def check_feet(checks, report):
    pages = report.pdf.pages
    for page in pages[0 if report.brief else 1:]:
        foot = "".join(word.text for word in page.words
                       if report.foot[0] <= word.middle <= report.foot[1])
        checks.that(foot.endswith(report.tongue.foot.format(page.number, len(pages))),
                    f"page {page.number}: its foot", foot)


def stands_at(page, title, y):
    """Does a heading stand on the page at that height or a little below?"""
    rows = ["".join(word.text for word in row) for row in page.rows()
            if y - 4 <= row[0].middle <= y + 40]
    return any(plain(title) in plain(row) for row in rows)


def begins_with(report, title):
    """Does a brief begin with its title, the place on a line of its own?"""
    rows = ["".join(word.text for word in row) for row in report.pdf.pages[0].rows()]
    return plain(title).replace(":", "").lower() in plain("".join(rows)).replace(":", "").lower()


def check_bookmarks(checks, report):
    pdf = report.pdf
    checks.that(pdf.bookmarks, "there are bookmarks")
    for mark in pdf.bookmarks:
        if not checks.that(mark.page, f"the bookmark {mark.title} leads to a page"):
            continue
        page = pdf.pages[mark.page - 1]
        if report.brief and mark.depth == 0:
            checks.that(mark.page == 1 and begins_with(report, mark.title),
                        f"the brief begins with {mark.title}")
            continue
        checks.that(stands_at(page, mark.title, mark.y),
                    f"page {mark.page}: the heading {mark.title} where its bookmark leads")
        rows = [plain(row) for row in page.text.split("\n")]
        checks.that(all(part in rows or plain(mark.title) in rows
                        for part in mark.title.split("　")),
                    f"page {mark.page}: the heading {mark.title} is copied unbroken")
        beneath = [word for word in page.words if mark.y + 32 < word.middle < report.bottom + 4]
        checks.that(beneath, f"page {mark.page}: something stands under {mark.title}")


def appendix_pages(report):
    """{letter: its pages}"""
    tops = [mark for mark in report.pdf.bookmarks if mark.depth == 0]
    ends = [mark.page for mark in tops[1:]] + [len(report.pdf.pages) + 1]
    return {found.group(1): range(mark.page, end) for mark, end in zip(tops, ends)
            if (found := re.match("(?:附录|Appendix )([A-Z])", mark.title))}


def check_values_link(checks, link, page, number, captions, at):
    """The link of a figure leads to the row of an indicator in a table of appendix A; that of a
    figure of parts to a table of its own."""
    parts = [caption for caption in captions
             if caption.page is page and not caption.again and
             PARTS.search(caption.name) and
             link.y - NEAR <= caption.word.top < link.y + 6]
    if parts:
        checks.that(f"{parts[0].chapter}{parts[0].number}" == number,
                    f"{at} leads to its table of parts", str(parts))
        return
    above = [caption for caption in captions
             if caption.page is page and caption.word.top < link.y + NEAR]
    checks.that(above and f"{above[-1].chapter}{above[-1].number}" == number,
                f"{at} leads into its table", str(above[-1:]))
    row = [word for word in page.words if link.y - 1 <= word.top and word.bottom < link.y + 18]
    checks.that(any(CODE.match(word.text) for word in row), f"{at} leads to an indicator's row",
                str(row))


def check_entry(checks, pdf, link, entry, at):
    """A line of the contents leads where a bookmark does; gives that."""
    marks = [mark for mark in pdf.bookmarks if mark.page == link.page and
             plain(mark.title).startswith(entry.group(1)) and abs(mark.y - link.y) < NEAR]
    checks.that(marks and int(entry.group(2)) == link.page, f"{at} is as its bookmark", str(marks))
    return marks[0] if marks else None


def check_link(checks, report, page, link, captions, appendices):
    """A link leads to what it says. What that is, by its kind: `number`, `page`, `contents`,
    `values` (of a figure in appendix A), `evidence` (from a value to its sentence or back)."""
    pdf, said = report.pdf, plain(page.within(link))
    at = f"page {page.number}: the link {said}"
    if not checks.that(link.page, f"{at} leads to a page"):
        return {}
    sentences = appendices.get("C", [])
    if page.number in sentences or link.page in sentences and link.y > TOP:
        number = page.number not in appendices["A"] or FIGURES.fullmatch(said)
        checks.that(said and number, f"{at} is a number's or a sentence's")
        return {"evidence": said}
    values = re.fullmatch(rf"(?:{report.tongue.values}|[、,])?(A-[0-9]+),?", said)
    if values:
        check_values_link(checks, link, pdf.pages[link.page - 1], values.group(1), captions, at)
        return {"values": values.group(1)}
    kinds = {}
    number = report.keys_in(said)
    if number:
        kinds["number"] = number[0]
        found = [caption for caption in captions if not caption.again and
                 caption.key == number[0] and caption.page.number == link.page]
        checks.that(found and link.y <= found[0].word.bottom, f"{at} leads to its caption's page")
    told = re.search(report.tongue.page, said)
    if told:
        kinds["page"] = told.group(1)
        checks.that(int(told.group(1)) == link.page, f"{at} names its page", str(link.page))
    entry = re.fullmatch(r"(.*[^0-9])([0-9]+)", said)
    if not kinds and entry:
        kinds["contents"] = check_entry(checks, pdf, link, entry, at)
    checks.that(kinds, f"{at} says where it leads")
    return kinds


def check_links(checks, report, captions):
    found, appendices = {}, appendix_pages(report)
    for page in report.pdf.pages:
        for link in page.links:
            kinds = check_link(checks, report, page, link, captions, appendices)
            for kind, what in kinds.items():
                found.setdefault(kind, []).append(what)
    return found


def check_contents(checks, report, listed):
    """The contents list the bookmarks in their order: all chapters, and of a chapter all sections
    or none."""
    marks = report.pdf.bookmarks
    if report.brief:
        checks.that(not listed, "a brief has no contents", str(listed))
        return
    left = [mark for mark in marks if mark not in listed]
    checks.that(listed == [mark for mark in marks if mark in listed],
                "the contents have the bookmarks' order", str(listed))
    chapter = None
    for mark in marks:
        if mark.depth == 0:
            chapter, first = mark, None
            checks.that(mark in listed, f"the contents list {mark.title}")
        else:
            first = mark in listed if first is None else first
            checks.that((mark in listed) == first,
                        f"the contents list all sections of {chapter.title} or none", str(left))


# ---- the file ----------------------------------------------------------------------------------

def check_searchable(checks, report):
    for page in report.pdf.pages:
        checks.that(plain(page.text), f"page {page.number} has text")
        odd = [character for character in page.text
               if character == "\ufffd" or "\ue000" <= character <= "\uf8ff"]
        checks.that(not odd, f"page {page.number}: every character is one", str(odd))


def check_words(checks, report):
    """A whole report has notes, sources, units and contents under their names."""
    words = {word.text for page in report.pdf.pages for word in page.words}
    tongue = report.tongue
    for wanted in (tongue.note, tongue.source, tongue.unit, tongue.contents):
        checks.that(any(word.startswith(wanted) for word in words), f"it says {wanted}")


def check_file(checks, report):
    pdf = report.pdf
    told, complaints = output("qpdf", "--check", pdf.path)
    checks.that("No syntax or stream encoding errors" in told and not complaints,
                "qpdf finds no fault", told + complaints)
    checks.that(not pdf.complaints and not pdf.structure_complaints, "no program complains",
                pdf.complaints + pdf.structure_complaints)
    fonts = output("pdffonts", pdf.path)[0].splitlines()[2:]
    checks.that(fonts, "there is a font")
    for font in fonts:
        checks.that(re.search(r"yes +yes +yes +[0-9]+ +[0-9]+$", font),
                    "the font is embedded, a subset, and told in Unicode", font)
    sizes = pdf.sizes()
    checks.that(sizes[0] >= SIZES[0] and not any(SIZES[0] < size < SIZES[1] for size in sizes),
                "no size of type is below 7.5 but 6.5", str(sizes))


def check_pages(checks, report):
    """All that holds of the pages of any report; gives what they have of captions, links and
    continued tables."""
    captions = captions_of(report)
    for page in report.pdf.pages:
        check_margins(checks, report, page)
        check_line_ends(checks, report, page)
        check_small_type(checks, page)
        for one, other in overlaps(page.words):
            checks.that(False, f"page {page.number}: words overlap", f"{one}\n{other}")
    check_filled(checks, report)
    check_numbers(checks, report, captions)
    check_feet(checks, report)
    check_bookmarks(checks, report)
    check_searchable(checks, report)
    links = check_links(checks, report, captions)
    check_contents(checks, report, links.get("contents", []))
    return captions, links, check_continued(checks, report, captions)
