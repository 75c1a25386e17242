# SPDX-License-Identifier: GPL-3.0-or-later
"""Greyscale pictures without a library: PNG read and written, and two compared so that what moved
or is missing counts, but not how edges are smoothed."""
import itertools
import operator
import struct
import typing
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Picture(typing.NamedTuple):
    width: int
    height: int
    rows: list  # of bytes, 0 black, 255 white


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data +
            struct.pack(">I", zlib.crc32(kind + data)))


def to_png(picture):
    """Rows are told by their difference from the row above, which suits pages."""
    above, lines = bytes(picture.width), []
    for row in picture.rows:
        lines.append(b"\2" + bytes((a - b) & 255 for a, b in zip(row, above)))
        above = row
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 0, 0, 0, 0)
    return (SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"".join(lines), 9)) +
            chunk(b"IEND", b""))


def paeth(left, above, corner):
    guess = left + above - corner
    return min((abs(guess - left), 0, left), (abs(guess - above), 1, above),
               (abs(guess - corner), 2, corner))[2]


def unfilter(kind, line, above):
    if kind == 0:
        return line
    if kind == 2:
        return bytes((a + b) & 255 for a, b in zip(line, above))
    out, left, corner = bytearray(), 0, 0
    for value, up in zip(line, above):
        guess = {1: left, 3: (left + up) // 2, 4: paeth(left, up, corner)}[kind]
        left, corner = (value + guess) & 255, up
        out.append(left)
    return bytes(out)


def from_png(data):
    if data[:8] != SIGNATURE:
        raise ValueError("not a PNG")
    at, body, head = 8, b"", None
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        part = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", part)
        elif kind == b"IDAT":
            body += part
        at += size + 12
    width, height, depth, color, *rest = head
    if (depth, color, rest) != (8, 0, [0, 0, 0]):
        raise ValueError("not a greyscale PNG of 8 bits")
    body, rows, above = zlib.decompress(body), [], bytes(width)
    for start in range(0, height * (width + 1), width + 1):
        above = unfilter(body[start], body[start + 1:start + 1 + width], above)
        rows.append(above)
    return Picture(width, height, rows)


def from_pgm(data):
    """What pdftoppm -gray prints."""
    kind, width, height, most, body = data.split(None, 4)[:4] + [b""]
    if kind != b"P5" or most != b"255":
        raise ValueError("not a PGM of 8 bits")
    width, height = int(width), int(height)
    body = data[-width * height:]
    return Picture(width, height, [body[y * width:(y + 1) * width] for y in range(height)])


def reduced(picture, by):
    """Each square of `by` × `by` as its mean; what is left over at the edges is dropped."""
    rows = []
    width = picture.width // by
    for y in range(0, picture.height - by + 1, by):
        down = picture.rows[y]
        for row in picture.rows[y + 1:y + by]:
            down = list(map(operator.add, down, row))
        across = down[0:width * by:by]
        for x in range(1, by):
            across = list(map(operator.add, across, down[x:width * by:by]))
        rows.append(bytes(value // (by * by) for value in across))
    return Picture(width, len(rows), rows)


def coarse(picture):
    """In thirty-two greys, which take half the room."""
    table = bytes(round(value * 31 / 255) * 255 // 31 for value in range(256))
    return picture._replace(rows=[row.translate(table) for row in picture.rows])


class Sums:
    """Sums over any rectangle of a picture."""

    def __init__(self, picture):
        self.table = [[0] * (picture.width + 1)]
        for row in picture.rows:
            line = itertools.accumulate(row, initial=0)
            self.table.append(list(map(operator.add, self.table[-1], line)))

    def mean(self, x, y, width, height):
        low, high = self.table[y], self.table[y + height]
        return (high[x + width] - high[x] - low[x + width] + low[x]) / (width * height)


CELL, STEP = 8, 4  # squares and their distance, pixels
STRIP = (48, 3)    # width and height of pieces of rows: for lines
# Another program's drawing of a page, at 200 dots an inch and reduced to 50, stays below 9, 16 and
# 0 (pdftocairo against pdftoppm); a label moved by its height makes 40 and more.
CELL_MOST, STRIP_MOST, SHARE_MOST = 15.0, 20.0, 0.3


class Difference(typing.NamedTuple):
    cell: float   # the largest of the squares' means, of 255
    strip: float  # the largest of the strips', each against the nearest of three heights
    share: float  # of squares that differ by more than half of CELL_MOST, per cent
    where: tuple  # the square


def compare(one, other):
    a, b = Sums(one), Sums(other)
    cell, where, odd, count = 0.0, (0, 0), 0, 0
    for y in range(0, one.height - CELL + 1, STEP):
        for x in range(0, one.width - CELL + 1, STEP):
            by = abs(a.mean(x, y, CELL, CELL) - b.mean(x, y, CELL, CELL))
            odd += by > CELL_MOST / 2
            count += 1
            if by > cell:
                cell, where = by, (x, y)
    strip, (width, height) = 0.0, STRIP
    for y in range(1, one.height - height):
        for x in range(0, one.width - width + 1, width // 2):
            mine = a.mean(x, y, width, height)
            strip = max(strip, min(abs(mine - b.mean(x, y + by, width, height))
                                   for by in (0, -1, 1)))
    return Difference(cell, strip, 100 * odd / count, where)


def alike(difference):
    return (difference.cell <= CELL_MOST and difference.strip <= STRIP_MOST and
            difference.share <= SHARE_MOST)
