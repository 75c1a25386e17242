#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the report's figures to their values in appendix A and back; what is told as background."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import pdf_links
from program import Checks, ROOT, SKIPPED, options, run, text


def printed(path):
    return text(subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"],
                               stdout=subprocess.PIPE, check=True).stdout)


def joined(words):
    return "".join(word.text for word in words)


def check_figures(checks, pages, links):
    """Each trend, ranking, funnel, dumbbell names a table, and leads to the row of its indicator
    there."""
    captions = [word for words in pages for word in words if re.match(r"图\d+-\d+", word.text)]
    told = [(link, pdf_links.under(pages, link)) for link in links
            if pdf_links.under(pages, link).startswith("数据见附表A-")]
    named = 0
    for link, words in told:
        line = joined(pdf_links.landing(pages, link))
        sections = [(word.top, name[1]) for word in pages[link.page]
                    if (name := re.fullmatch(r"（[一二三四五六七八九十]+）(\w+)", word.text))
                    and word.top < link.top]
        parts = [word.text for word in pages[link.page]
                 if word.text.endswith("的构成") and abs(word.top - link.top) < 6]
        if parts:
            checks.that(parts[0] in line, f"{words} leads to the table of {parts[0]}", line)
        elif sections:
            named += 1
            name = max(sections)[1]
            checks.that(line.startswith(name), f"{words} on page {link.page + 1} leads to {name}",
                        line)
        tables = re.findall(r"A-\d+", words)
        above = joined(pages[link.target])
        checks.that(any(re.search(f"附表{table}(?!\\d)", above) for table in tables),
                    f"{words} is where it leads")
    parts = [words for link, words in told if "的构成" in joined(pdf_links.landing(pages, link))]
    checks.that(len(parts) > 3, "figures of parts lead to theirs", str(parts))
    checks.that(len(captions) > 10 and named > 10, "figures lead to their values",
                f"{len(captions)} captions, {named} links")
    figures = [(page, number, name) for page, words in enumerate(pages)
               for number, name in zip(words, words[1:])
               if re.fullmatch(r"图\d+-\d+", number.text) and abs(number.top - name.top) < 1]
    checks.that(len(figures) > 10, "figures with names", str(figures))
    for page, number, name in figures:
        beneath = [words for link, words in told
                   if link.page == page and -4 < link.top - number.top < 30 and
                   link.right > number.right and link.left < number.left + 300]
        without = name.text == "表述率与计算率之差"  # appendix A has no differences
        checks.that(without or beneath, f"{number.text} {name.text} names a table")


def check_back(checks, pages, links):
    """The row of an indicator in appendix A leads to its section, whose page it tells."""
    found = 0
    for link in links:
        words = pdf_links.under(pages, link)
        told = re.search(r"^(\w+)（.*[a-z]+\.[a-z_]+，见第(\d+)页", words)
        if told:
            found += 1
            checks.that(int(told[2]) == link.target + 1, f"{words}: page {link.target + 1}")
            checks.that(f"）{told[1]}" in joined(pages[link.target]),
                        f"{words} leads to its section")
    checks.that(found > 5, "rows lead to sections", str(found))


def check_background(checks, given, folder):
    def said(*more):
        run(given.program, "report", "--data", given.data, "-o", folder / "b.pdf", *more)
        return re.sub(r"\s+", "", printed(folder / "b.pdf"))

    law = "背景：新修订的《行政复议法》2024年1月1日起施行。"
    whole = said("--years", "2022-2025")
    summary = whole.split("目录")[0]
    checks.that(f"增加107.1%（区间83.0%~134.7%）。{law}" in summary,
                "the change of the year is told with its background", summary[-900:])
    checks.that(law in whole.split("行政复议纠错率，2022—2025年")[-1],
                "a trend is told with its background")
    before = said("--years", "2018-2023")
    checks.that("《行政复议法》" not in before, "nothing of later years")
    checks.that("Background:therevisedAdministrativeReconsiderationLaw,inforcefrom1January2024."
                in said("--years", "2022-2025", "--lang", "en"), "in English")
    knowledge = folder / "datasets"
    shutil.copytree(ROOT / "datasets", knowledge, ignore=shutil.ignore_patterns("sample"))
    (knowledge / "events.json").unlink()
    checks.that("背景：" not in said("--years", "2022-2025", "--datasets", knowledge),
                "a knowledge folder without events")


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        path = folder / "report.pdf"
        done = run(given.program, "report", "--data", given.data, "-o", path)
        checks.that(done.returncode == 0, "report ends well", text(done.stderr))
        pages, links = pdf_links.words(path), pdf_links.links(path)
        check_figures(checks, pages, links)
        check_back(checks, pages, links)
        check_background(checks, given, folder)
    checks.end()


if __name__ == "__main__":
    main()
