# SPDX-License-Identifier: GPL-3.0-or-later
"""A PDF report as its reader's programs see it: words with their boxes, bookmarks, links, sizes.

Read by pdftotext and qpdf, so that the tests do not believe what the report's own code says.
"""
import bisect
import html
import json
import re
import shutil
import subprocess
import typing

TOOLS = ("pdftotext", "pdffonts", "pdfimages", "pdftoppm", "qpdf")


def tools_missing():
    return [tool for tool in TOOLS if not shutil.which(tool)]


class Word(typing.NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self):
        return (self.top + self.bottom) / 2

    @property
    def height(self):
        return self.bottom - self.top


class Line(typing.NamedTuple):
    """What the reader takes for one line of a column; `block` and `place` tell neighbours."""
    words: list
    block: int
    place: int

    @property
    def text(self):
        return "".join(word.text for word in self.words)


class Link(typing.NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    page: int  # it leads to, from 1; 0: nowhere
    y: float   # from the top


class Bookmark(typing.NamedTuple):
    depth: int
    title: str
    page: int
    y: float


HAN, LATIN = re.compile("[一-鿿]"), re.compile("[0-9A-Za-z%]")
WIDTHS = {"（": 0.68, "）": 0.68}  # of Han


def cut(word, left, right):
    """The characters of a word between two edges, Latin ones taken for half as wide as Han, with
    the gap that the layout puts between both."""
    scripts = [(HAN.match(character), LATIN.match(character)) for character in word.text]
    gaps = [0] + [0.2 if (one[0] and other[1]) or (one[1] and other[0]) else 0
                  for one, other in zip(scripts, scripts[1:])]
    widths = [WIDTHS.get(character, 1 if character > "\u2000" else 0.53)
              for character in word.text]
    scale = (word.right - word.left) / (sum(widths) + sum(gaps))
    kept, at = "", word.left
    for character, gap, width in zip(word.text, gaps, widths):
        at += gap * scale
        kept += character if left <= at + width * scale / 2 <= right else ""
        at += width * scale
    return kept


class Page:
    def __init__(self, number, width, height):
        self.number = number
        self.width = width
        self.height = height
        self.lines = []
        self.links = []
        self.text = ""  # in reading order, as copied

    @property
    def words(self):
        return [word for line in self.lines for word in line.words]

    def rows(self):
        """The words by heights, each row from left to right."""
        rows = []
        for word in sorted(self.words, key=lambda word: word.middle):
            if rows and word.middle - rows[-1][0].middle < 2.5:
                rows[-1].append(word)
            else:
                rows.append([word])
        return [sorted(row) for row in rows]

    def within(self, box):
        """The text in a box, of words that reach out of it the part that should be inside."""
        return "".join(cut(word, box.left, box.right) for row in self.rows() for word in row
                       if box.top - 1 <= word.middle <= box.bottom + 1)


BOX = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"')
SIZE = re.compile(r"/\S+ ([\d.]+) Tf")
STREAM = re.compile(rb"\nstream\n(.*?)\nendstream", re.S)


def output(*command):
    """What a command prints, and its complaints."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def plain(text):
    """A text without the blanks that the layout or the reader puts in."""
    return re.sub(r"[\s　]+", "", text)


class Pdf:
    def __init__(self, path):
        self.path = path
        boxes, self.complaints = output("pdftotext", "-bbox-layout", path, "-")
        self.pages = read_boxes(boxes)
        copied, more = output("pdftotext", "-enc", "UTF-8", path, "-")
        self.complaints += more
        for page, text in zip(self.pages, copied.split("\f")):
            page.text = text
        self.bookmarks = []
        self.read_structure()

    def read_structure(self):
        told, self.structure_complaints = output(
            "qpdf", "--json=2", "--json-key=pages", "--json-key=outlines", "--json-key=qpdf",
            self.path)
        told = json.loads(told)
        objects = told["qpdf"][1]
        numbers = {page["object"]: place for place, page in enumerate(told["pages"], 1)}

        def value(thing):
            while isinstance(thing, str) and thing.endswith(" R"):
                held = objects.get("obj:" + thing, {})
                thing = held.get("value", held.get("stream", {}).get("dict"))
            return thing

        def target(destination):
            destination = value(destination)
            if not isinstance(destination, list) or destination[0] not in numbers:
                return 0, 0.0
            page = self.pages[numbers[destination[0]] - 1]
            return page.number, page.height - float(destination[3])

        def enter(items, depth):
            for item in items:
                title = item["title"]
                self.bookmarks.append(Bookmark(depth, title, *target(item["dest"])))
                enter(item["kids"], depth + 1)

        enter(told["outlines"], 0)
        for told_page, page in zip(told["pages"], self.pages):
            for reference in value(value(told_page["object"]).get("/Annots")) or []:
                note = value(reference)
                if note.get("/Subtype") == "/Link":
                    left, low, right, high = note["/Rect"]
                    page.links.append(Link(left, page.height - high, right, page.height - low,
                                           *target(note.get("/Dest"))))

    def streams(self):
        """What the pages draw, as operators; what fonts and pictures are made of stays packed."""
        told = subprocess.run(["qpdf", "--qdf", "--object-streams=disable",
                               "--decode-level=generalized", str(self.path), "-"],
                              stdout=subprocess.PIPE, check=False).stdout
        return "\n".join(stream.decode("latin-1") for stream in STREAM.findall(told)
                         if b" Tf\n" in stream)

    def sizes(self):
        """The sizes of type that the pages set."""
        return sorted({float(size) for size in SIZE.findall(self.streams())})


def read_boxes(boxes):
    pages = []
    block = place = 0
    words = []
    for row in boxes.split("\n"):
        row = row.strip()
        if row.startswith("<page "):
            width, height = (float(part) for part in re.findall(r'="([\d.]+)"', row))
            pages.append(Page(len(pages) + 1, width, height))
        elif row.startswith("<block "):
            block, place = block + 1, 0
        elif row.startswith("<line "):
            words, place = [], place + 1
        elif row.startswith("</line"):
            pages[-1].lines.append(Line(words, block, place))
        elif row.startswith("<word "):
            box = [float(part) for part in BOX.search(row).groups()]
            words.append(Word(*box, html.unescape(row[row.index(">") + 1:row.rindex("</word")])))
    return pages


def overlaps(words, aside=0.4, above=0.2):
    """Pairs of words whose boxes lie over each other by more than a share of their height above
    and `aside` points at the side; type has less ink than its box is high. Words drawn twice at
    one place are one."""
    found = []
    words = sorted(words, key=lambda word: word.top)
    tops = [word.top for word in words]
    for i, one in enumerate(words):
        for other in words[i + 1:bisect.bisect_right(tops, one.bottom)]:
            deep = min(one.bottom, other.bottom) - max(one.top, other.top)
            wide = min(one.right, other.right) - max(one.left, other.left)
            same = one.text == other.text and abs(one.left - other.left) + abs(
                one.top - other.top) < 1
            if wide > aside and deep > above * min(one.height, other.height) and not same:
                found.append((one, other))
    return found
