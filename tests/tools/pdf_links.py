# SPDX-License-Identifier: GPL-3.0-or-later
"""The links of a PDF report with the words under them and the lines they lead to."""
import collections
import html
import re
import subprocess

Word = collections.namedtuple("Word", "left top right bottom text")
Link = collections.namedtuple("Link", "page left top right bottom target y")


def words(path):
    """The words of each page, by position."""
    told = subprocess.run(["pdftotext", "-bbox", "-enc", "UTF-8", path, "-"],
                          stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    pages = []
    for line in told.splitlines():
        if line.lstrip().startswith("<page "):
            pages.append([])
            continue
        found = re.search(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" '
                          r'yMax="([\d.-]+)">(.*)</word>', line)
        if found:
            pages[-1].append(Word(*map(float, found.groups()[:4]), html.unescape(found[5])))
    return pages


def links(path):
    """All links, heights from the top; pages from 0. The report's objects are not compressed, and
    pages hold their links."""
    objects = {int(number): body for number, body in
               re.findall(rb"(?:^|\n)(\d+) 0 obj\s(.*?)endobj", path.read_bytes(), re.S)}
    kids = next(body for body in objects.values() if re.search(rb"/Type /Pages\b", body))
    order = [int(number) for number in
             re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[(.*?)\]", kids, re.S)[1])]
    place = {number: i for i, number in enumerate(order)}
    found = []
    for number in order:
        body = objects[number]
        height = float(re.search(rb"/MediaBox \[ ?\S+ \S+ \S+ (\S+) ?\]", body)[1])
        for link in re.findall(rb"<<(/Type/Annot/Subtype/Link[^>]*)>>", body):
            left, low, right, high = map(float, re.search(rb"/Rect\[([^]]*)\]", link)[1].split())
            to = re.search(rb"/Dest\[(\d+) 0 R/XYZ \S+ (\S+)", link)
            found.append(Link(place[number], left, height - high, right, height - low,
                              place[int(to[1])], height - float(to[2])))
    return found


def under(pages, link):
    """The words whose middle lies under the link, in reading order."""
    inside = [word for word in pages[link.page]
              if link.left <= (word.left + word.right) / 2 <= link.right and
              link.top <= (word.top + word.bottom) / 2 <= link.bottom]
    return "".join(word.text for word in sorted(inside, key=lambda word: word.left))


def landing(pages, link, below=18):
    """The words of the line that the link leads to: those within `below` points of it."""
    inside = [word for word in pages[link.target]
              if link.y - 1 <= word.top and word.bottom <= link.y + below]
    return sorted(inside, key=lambda word: word.left)
