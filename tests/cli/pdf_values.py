#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every value of the data stands in the PDF report's text, and no other: appendix A holds the
values of all indicators, places and years, the places' pages the rates of their last year with
intervals. Held against the data base and `zhibiao rates --format csv`."""
import csv
import io
import json
import pathlib
import re
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from pdf import Pdf, tools_missing
from program import Checks, ROOT, SKIPPED, options, run, text

MARKS = {"eq": ("", ""), "ge": ("", "+"), "le": ("<", ""), "approx": ("约", "")}
CODE = re.compile(r"([a-z_]+\.[a-z_]+)(?:，见第[0-9]+页)?")
YEAR = re.compile(r"(19|20)[0-9]{2}")
NEAR = 0.6  # points
MONEY = 1e4  # 元 in 万元
SMALL = 10   # a smaller denominator has its rate marked by ※


def appendix(pdf):
    """{(place, indicator, year): what is printed} of appendix A."""
    first = next(mark.page for mark in pdf.bookmarks if mark.title.startswith("附录A"))
    last = next(mark.page for mark in pdf.bookmarks if mark.title.startswith("附录B"))
    printed, indicator, years = {}, None, {}
    for page in pdf.pages[first - 1:last - 1]:
        for row in page.rows():
            words = [word.text for word in row]
            if words[0] == "地区" and all(YEAR.fullmatch(word) for word in words[1:]):
                years = {word.right: int(word.text) for word in row[1:]}
            elif CODE.fullmatch(words[-1]):
                indicator = CODE.fullmatch(words[-1]).group(1)
            elif indicator and years and len(row) == len(years) + 1:
                for word in row[1:]:
                    right = min(years, key=lambda right, word=word: abs(right - word.right))
                    marks = len(word.text) - len(word.text.rstrip("+※)"))  # hang behind
                    if -NEAR < word.right - right < max(NEAR, 7.6 * marks) and word.text != "—":
                        printed[words[0], indicator, years[right]] = word.text
    return printed


def number(said):
    found = re.fullmatch(r"[(<约]*(−?[0-9,]+(\.[0-9]+)?)[+)※]*", said)
    return float(found.group(1).replace(",", "").replace("−", "-")) if found else None


def rate_rows(given):
    done = run(given.program, "rates", "--data", given.data, "--format", "csv")
    return list(csv.DictReader(io.StringIO(text(done.stdout), newline="")))


def check_count(said, value, unit, qualifier):
    """Is a count printed as it was stated, with its mark?"""
    value = value / MONEY if unit == "元" else value
    before, behind = MARKS[qualifier]
    got = number(said)
    figure = said[len(before):len(said) - len(behind)]
    return (got is not None and abs(got - value) < 0.005 + 1e-9 and
            said == before + figure + behind and re.fullmatch(r"[0-9,.]+", figure) is not None and
            ("." not in said) == (abs(value - round(value)) < 1e-6))


def check_rate(said, row):
    """Is a rate printed with one decimal, in brackets when it is only stated?"""
    value = float(row["value"] or row["stated"])
    got = number(said)
    brackets = said.startswith("(") and said.endswith(")")
    return (got is not None and abs(got - value) < 0.05 + 1e-4 and brackets == (not row["value"])
            and re.search(r"\.[0-9](?![0-9])", said) is not None)


def check_itself(checks):
    row = {"value": "96.15", "stated": ""}
    checks.that(check_count("19,762", 19762, "件", "eq") and check_rate("96.1", row) and
                check_rate("96.2", row) and check_count("<0.5", 5000, "元", "le"), "what is right")
    for said, unit, qualifier in (("19,763", "件", "eq"), ("19,762+", "件", "eq"), ("", "件", "eq"),
                                  ("19,762", "件", "ge"), ("19762.0", "件", "eq")):
        checks.that(not check_count(said, 19762, unit, qualifier), f"what is wrong: {said}")
    for said in ("96.3", "(96.1)", "96", "96.15", "—"):
        checks.that(not check_rate(said, row), f"what is wrong: {said}")


def check_appendix(checks, printed, base, rates, names):
    known = json.loads((ROOT / "datasets" / "indicators.json").read_text("utf-8"))
    units = {one["code"]: one["unit_class"] for one in known["indicators"]}
    wanted, counts, computed, stated = set(), 0, 0, 0
    for code, indicator, year, value, unit, qualifier in base.execute(
            "SELECT region_code, indicator, year, value, unit, qualifier FROM series"):
        if units[indicator] == "percent":
            continue
        key = names[code], indicator, year
        wanted.add(key)
        counts += 1
        checks.that(check_count(printed.get(key, ""), value, unit, qualifier),
                    f"appendix A: {key} is {value:g} {unit} {qualifier}", printed.get(key, ""))
    for row in rates:
        key = names[row["region_code"]], row["rate"], int(row["year"])
        wanted.add(key)
        computed += bool(row["value"])
        stated += not row["value"]
        checks.that(check_rate(printed.get(key, ""), row),
                    f"appendix A: {key} is {row['value'] or row['stated']}", printed.get(key, ""))
    more = sorted(set(printed) - wanted)
    checks.that(not more, "appendix A has no value that the data have not", str(more[:20]))
    print(f"appendix A: {counts} counts, {computed} computed rates, {stated} stated")
    checks.that(counts > 1500 and computed > 400 and stated > 10, "there are values of all kinds")


def section_of(pdf, name):
    """The words of a place's pages, up to the next heading."""
    marks = pdf.bookmarks
    at = next(i for i, mark in enumerate(marks) if re.fullmatch(f"（.*）{name}", mark.title))
    start, end = marks[at], marks[at + 1]
    words = []
    for page in pdf.pages[start.page - 1:end.page]:
        for row in page.rows():
            after = page.number > start.page or row[0].middle > start.y
            before = page.number < end.page or row[0].middle < end.y
            if after and before:
                words.append([word.text for word in row])
    return words


def check_places(checks, pdf, rates, names, labels):
    """Each place's table of rates: value and interval, on the row of the rate's name."""
    count = 0
    for code, name in names.items():
        own = [row for row in rates if row["region_code"] == code]
        if not own:
            continue
        rows = section_of(pdf, name)
        last = max(int(row["year"]) for row in own)
        for row in own:
            if int(row["year"]) != last:
                continue
            count += 1
            said = [words for words in rows if words[0] == labels[row["rate"]]]
            value = float(row["value"] or row["stated"])
            got = [word for word in (said[0][1:] if said else []) if number(word) is not None]
            holds = any(abs(number(word) - value) < 0.05 + 1e-4 for word in got)
            if row["value"]:
                few = float(row["denominator"]) < SMALL
                holds = holds and few == any("※" in word for word in got)
                ends = [found.groups() for found in
                        (re.fullmatch(r"([0-9.]+)~([0-9.]+)", word) for words in said
                         for word in words) if found]
                holds = holds and any(
                    abs(float(low) - float(row["low"])) < 0.05 + 1e-4 and
                    abs(float(high) - float(row["high"])) < 0.05 + 1e-4 for low, high in ends)
            checks.that(holds, f"{name}, {last}: {row['rate']} is {row['value'] or row['stated']}",
                        f"{row}\n{said}")
    print(f"places' pages: {count} rates of their last years")
    checks.that(count > 60, "there are rates on the places' pages")


def main():
    given = options(__doc__)
    if tools_missing():
        print("skipped: there is no", *tools_missing())
        sys.exit(SKIPPED)
    checks = Checks()
    check_itself(checks)
    pdf = Pdf(given.data / "report.pdf")
    rates = rate_rows(given)
    known = json.loads((ROOT / "datasets" / "indicators.json").read_text("utf-8"))
    labels = {one["code"]: one["name_zh"] for one in known["indicators"]}
    with sqlite3.connect(given.data / "zhibiao.db") as base:
        names = dict(base.execute("SELECT region_code, name FROM places"))
        check_appendix(checks, appendix(pdf), base, rates, names)
    check_places(checks, pdf, rates, names, labels)
    checks.end()


if __name__ == "__main__":
    main()
