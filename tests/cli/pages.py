#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the report's pages, one of each kind, against those of ../golden/pages. What was moved
or lost fails; how edges are smoothed does not. --update draws them anew: look at them before you
keep them. Pages that differ are left in the folder pages-drawn beside --data."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
import picture
from pdf import Pdf, tools_missing
from program import Checks, SKIPPED, options

GOLDEN = HERE.parent / "golden" / "pages"
DOTS, REDUCED = 200, 4  # drawn fine and made smaller, so that no program's hinting shows
PAGES = {  # the first page of a heading; None: the cover
    "cover": None, "summary": "摘要", "overview": "总览", "rate": "调解成功率",
    "count": "矛盾纠纷排查数", "region": "墨川县", "checks": "核对发现", "coverage": "资料覆盖",
    "methods": "方法说明", "values": "数据表", "documents": "资料目录"}


def page_of(pdf, heading):
    if heading is None:
        return 1
    found = [mark.page for mark in pdf.bookmarks if mark.title.endswith(heading)]
    return found[0] if found else 0


def drawn(path, page, *command):
    """A page as picture; by pdftocairo when the command says so."""
    data = subprocess.run([*command, "-gray", "-r", str(DOTS), "-f", str(page), "-l", str(page),
                           str(path), *(["-"] if "pdftocairo" in command else [])],
                          stdout=subprocess.PIPE, check=True).stdout
    read = picture.from_png if data.startswith(picture.SIGNATURE) else picture.from_pgm
    return picture.reduced(read(data), REDUCED)


def changed(page, x, y, width, height, by_x=0, by_y=0):
    """A rectangle moved on white, or lost when it is not moved."""
    rows = [bytearray(row) for row in page.rows]
    for line in range(y, y + height):
        rows[line][x:x + width] = b"\xff" * width
    if by_x or by_y:
        for line in range(y, y + height):
            to = rows[line + by_y]
            to[x + by_x:x + by_x + width] = bytes(
                map(min, page.rows[line][x:x + width], to[x + by_x:x + by_x + width]))
    return page._replace(rows=[bytes(row) for row in rows])


def lightened(page):
    """Thinner type: a twentieth less ink."""
    table = bytes(255 - round((255 - value) * 0.95) for value in range(256))
    return page._replace(rows=[row.translate(table) for row in page.rows])


def scaled(word, by=DOTS / REDUCED / 72):
    return (int(word.left * by) - 1, int(word.top * by), int((word.right - word.left) * by) + 2,
            int((word.bottom - word.top) * by) + 1)


def check_itself(checks, path, pdf):
    """What must be seen, and what must not, on the page of a rate."""
    number = page_of(pdf, PAGES["rate"])
    page = drawn(path, number, "pdftoppm")
    words = [word for word in pdf.pages[number - 1].words if word.text == "墨川县"
             and word.height < 10]
    checks.that(picture.from_png(picture.to_png(page)) == page, "PNG is read as written")
    for name, other in (("another program draws it", drawn(path, number, "pdftocairo", "-png",
                                                          "-singlefile")),
                        ("lighter type", lightened(page)), ("few greys", picture.coarse(page))):
        difference = picture.compare(page, other)
        checks.that(picture.alike(difference), f"not told: {name}", str(difference))
    label = scaled(words[0])
    head = next(word for word in pdf.pages[number - 1].words if word.text.startswith("图2"))
    for name, other in (
            ("a label moved down by its height", changed(page, *label, 0, label[3])),
            ("a label moved aside by half its width", changed(page, *label, label[2] // 2, 0)),
            ("a label lost", changed(page, *label)),
            ("a caption lost", changed(page, *scaled(head))),
            ("the upper half of a chart's lines lost", changed(page, 60, 150, 200, 60)),
            ("the page moved by two pixels",
             page._replace(rows=page.rows[:2] + page.rows[:-2]))):
        difference = picture.compare(page, other)
        checks.that(not picture.alike(difference), f"told: {name}", str(difference))


def main():
    given = options(__doc__, update={"action": "store_true"})
    if tools_missing():
        print("skipped: there is no", *tools_missing())
        sys.exit(SKIPPED)
    checks = Checks()
    path = given.data / "report.pdf"
    left = given.data.with_name("pages-drawn")
    pdf = Pdf(path)
    if given.update:
        GOLDEN.mkdir(exist_ok=True)
    check_itself(checks, path, pdf)
    for name, heading in PAGES.items():
        number = page_of(pdf, heading)
        if not checks.that(number, f"there is a page {heading}"):
            continue
        page = drawn(path, number, "pdftoppm")
        golden = GOLDEN / f"{name}.png"
        if given.update:
            golden.write_bytes(picture.to_png(picture.coarse(page)))
        if not checks.that(golden.exists(), f"there is {golden.name}"):
            continue
        wanted = picture.from_png(golden.read_bytes())
        if not checks.that((page.width, page.height) == (wanted.width, wanted.height),
                           f"{name}: the page's size"):
            continue
        difference = picture.compare(page, wanted)
        if not checks.that(picture.alike(difference), f"{name}, page {number}: as its picture",
                           f"{difference}; drawn in {left}"):
            left.mkdir(exist_ok=True)
            (left / golden.name).write_bytes(picture.to_png(page))
    checks.end()


if __name__ == "__main__":
    main()
