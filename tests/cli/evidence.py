#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`report --evidence`: each value of appendix A leads to its sentence in appendix C and back."""
import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import pdf_links
from program import Checks, SKIPPED, options, run, text

RIGHT_COLUMN = 306  # where on the page the second column is


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def printed(path, *more):
    return text(subprocess.run(["pdftotext", "-enc", "UTF-8", *more, path, "-"],
                               stdout=subprocess.PIPE, check=True).stdout)


def bare(words):
    return re.sub(r"\s+", "", words)


def chapter_pages(pages, name):
    """Pages whose head names the chapter."""
    return {i for i, words in enumerate(pages)
            if name in "".join(word.text for word in words if word.bottom < 52)}


def amount(words):
    """`4,095+` as 4095; None: no number."""
    found = re.search(r"−?[\d,]+(\.\d+)?", words)
    return float(found[0].replace(",", "").replace("−", "-")) if found else None


def entries_at(pages, link):
    """The numbers of the one or two entries that stand where a link leads."""
    line = pdf_links.landing(pages, link, 16)
    firsts = [[w for w in line if w.left < RIGHT_COLUMN], [w for w in line if w.left >= RIGHT_COLUMN]]
    return [first[0].text for first in firsts if first and first[0].text.isdigit()]


def fits(row, cell, rates):
    """May this observation be what the cell of appendix A tells? A computed rate leads to its
    numerator."""
    value = amount(cell)
    if value is None:
        return False
    told = float(row["value"])
    near = [told, told / 1e4]
    near += [float(r["value"]) for r in rates.get((row["region"], row["year"]), [])
             if r["numerator"] and float(r["numerator"]) == told]
    return any(abs(value - n) <= 0.051 for n in near)


def check_values(checks, pages, links, by_id, rates, texts):
    """Each value of appendix A leads to a line that tells it, on the page that holds the
    sentence."""
    data, evidence = chapter_pages(pages, "数据表"), chapter_pages(pages, "原文依据")
    used = [link for link in links if link.page in data and link.target in evidence]
    wrong, absent = [], []
    for link in used:
        cell = pdf_links.under(pages, link)
        rows = [by_id[number] for number in entries_at(pages, link) if number in by_id]
        rows = [row for row in rows if fits(row, cell, rates)]
        if not rows:
            wrong.append((link, cell))
        elif not any(bare(row["sentence"]) in texts[link.target] for row in rows):
            absent.append((link, cell, rows[0]["sentence"]))
    checks.that(not wrong, "values lead to the figures they tell", str(wrong[:5]))
    checks.that(not absent, "the sentence stands where the value leads", str(absent[:3]))
    values = sum(1 for page in data for word in pages[page]
                 if word.left > 150 and 60 < word.top < 780 and
                 re.fullmatch(r"[(（<约]*[\d,.~]+[+※]?[)）]*", word.text) and
                 not re.fullmatch(r"20\d\d", word.text))
    checks.that(len(used) > 500 and len(used) == values,
                "every value of appendix A is linked", f"{len(used)} links, {values} values")
    return data, evidence, used


def check_entries(checks, pages, links, given, sheets):
    """Every observation of the documents that count has one entry, and a way back."""
    data, evidence, used = sheets
    counted = {row["name"] for row in table(given.data / "documents.csv")
               if row["status"] == "used"}
    expected = {row["id"] for row in table(given.data / "observations.csv")
                if row["document"] in counted}
    told = []
    for page in sorted(evidence):
        for word in pages[page]:
            column = 306 if word.left >= RIGHT_COLUMN else 56.7
            if word.text.isdigit() and word.right < column + 36 and 60 < word.top < 785 and \
                    word.left > column + 3:
                told.append(word.text)
    lines = {number for number in told if number in expected}
    checks.that(expected <= set(told), "every observation has its entry",
                str(sorted(expected - set(told), key=int)[:10]))
    said = "".join(word.text for word in pages[min(evidence)])
    checks.that(f"下列{len(expected):,}条数据取自{len(counted)}份文件" in said,
                "the number of entries is told", said[:300])
    back = [link for link in links if link.page in evidence and link.target in data]
    known = {row["id"] for row in table(given.data / "observations.csv")
             if row["document"] in counted and row["indicator"]}
    checks.that(len(lines) == len(expected) and 0.95 * len(known) <= len(back) <= len(known),
                "the entries of the catalogue lead back", f"{len(back)} of {len(known)}")
    there = {(link.target, round(link.y)) for link in back}
    rows = {(link.page, round(link.top)) for link in used}
    checks.that(len({(p, y) for p, y in rows if {(p, y - 1), (p, y), (p, y + 1)} & there})
                > 0.8 * len(rows), "back to the row of the value", f"{len(rows)} {len(there)}")


def check_columns(checks, pages, evidence):
    """Nothing leaves its column, nothing stands over something else."""
    out, over = [], []
    for page in evidence:
        words = [word for word in pages[page] if 60 < word.top < 790]
        first = min(evidence) == page
        for word in words:
            right = 541.5 if word.left >= RIGHT_COLUMN or (first and word.top < 140) else 289
            if word.left < 54.5 or word.right > right or word.bottom > 783:
                out.append((page, word))
        words.sort(key=lambda word: (round(word.top), word.left))
        for one, next_one in zip(words, words[1:]):
            if abs(one.top - next_one.top) < 4 and one.right - next_one.left > 1.5 and \
                    next_one.left >= one.left:
                over.append((page, one, next_one))
    checks.that(not out, "everything within its column", str(out[:5]))
    checks.that(not over, "nothing over something else", str(over[:5]))


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        full, plain, again = folder / "full.pdf", folder / "plain.pdf", folder / "again.pdf"
        for path, more in ((full, ["--evidence"]), (plain, []), (again, ["--evidence"])):
            done = run(given.program, "report", "--data", given.data, "-o", path, *more)
            checks.that(done.returncode == 0, "report ends well", text(done.stderr))
        checks.that(full.read_bytes() == again.read_bytes(), "same data, same bytes")
        checks.that("原文依据" not in printed(plain).split("附录B")[-1], "only where asked for")
        pages, links = pdf_links.words(full), pdf_links.links(full)
        texts = [bare(page) for page in printed(full).split("\f")]
        by_id = {row["id"]: row for row in table(given.data / "observations.csv")}
        rates = {}
        for row in table(given.data / "rates.csv"):
            rates.setdefault((row["region"], row["year"]), []).append(row)
        sheets = check_values(checks, pages, links, by_id, rates, texts)
        check_entries(checks, pages, links, given, sheets)
        check_columns(checks, pages, sheets[1])
        quality = chapter_pages(pages, "数据质量")
        checks.that(any(link.page in quality and link.target in sheets[1] for link in links),
                    "findings lead to the sentences")
        regions = chapter_pages(pages, "分地区")
        checks.that(any(link.page in regions and link.target in sheets[1] for link in links),
                    "quotations lead to the sentences")
        one = folder / "one.pdf"
        run(given.program, "report", "--data", given.data, "-o", one, "--evidence", "--full",
            "--region", "墨川县", "--years", "2024-2025", "--lang", "en")
        said = printed(one)
        checks.that("mochuan-2025" in said and "mochuan-2023" not in said.split("Evidence")[-1],
                    "of the places and years asked for only", said[-800:])
    checks.end()


if __name__ == "__main__":
    main()
