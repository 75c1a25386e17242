#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An English report has Chinese in it only where the reports themselves speak: the names of places.
Titles and sentences are Chinese, too; here they are other letters, so that what is left is ours."""
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, ROOT, SAMPLE, SKIPPED, options, run, text

HAN = "[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
WIDE = "[\u3001\u3002\u300a\u300b\u3010\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff5e]"
QUOTED = {"documents": ["title", "text", "department"],
          "observations": ["label", "surface", "sentence", "section", "rule"]}
# What follows a number or a name where the report counts: never `1 reports`.
MISCOUNTED = r"(?<![\d.,\u2013\u2212-])1 (?:regions|reports|counties|towns|values|rates|findings|checks)\b"
PLURALS = {unit.split("/")[1] for unit in re.findall(
    r'"unit_en": "([^"]*/[^"]*)"', (ROOT / "datasets" / "indicators.json").read_text("utf-8"))}
# The same of the units of the catalogue, `−1 cases`, too.
MISCOUNTED_UNITS = rf"(?<![\d.,\u2013-])1 (?:{'|'.join(sorted(PLURALS))})\b"


def without_chinese(quoted):
    """As many bytes of ASCII, so that the places of sentences in texts hold."""
    return "".join(c if c < "\x80" else "x" * len(c.encode()) for c in quoted)


def disguise(folder):
    """Take what the reports say out of the results of a run."""
    with sqlite3.connect(folder / "zhibiao.db") as base:
        base.create_function("disguised", 1, lambda said: said and without_chinese(said))
        for table, columns in QUOTED.items():
            for column in columns:
                base.execute(f"UPDATE {table} SET {column} = disguised({column})")
        return {name for row in base.execute("SELECT name, region FROM places") for name in row}


def names_in(regions):
    lines = regions.read_text(encoding="utf-8").splitlines()[1:]
    return {cell for line in lines for cell in line.split(",") if re.search(HAN, cell)}


def printed(folder, *command):
    done = subprocess.run(["pdftotext", *command, folder / "english.pdf", "-"],
                          stdout=subprocess.PIPE, check=True)
    return text(done.stdout)


def check(checks, given, folder, what, *arguments):
    """The report on the results in the folder has no Chinese but names."""
    names = disguise(folder) | names_in(REGIONS)
    done = run(given.program, "report", "--lang", "en", "--data", folder, "-o",
               folder / "english.pdf", *arguments)
    if not checks.that(done.returncode == 0, f"{what}: a report", text(done.stderr)):
        return
    name = re.compile("(?:" + "|".join(sorted(names, key=len, reverse=True)) + ")+")
    facts = text(subprocess.run(["pdfinfo", folder / "english.pdf"], stdout=subprocess.PIPE,
                                check=True).stdout)
    said = printed(folder, "-layout", "-enc", "UTF-8") + facts
    for line in said.splitlines():
        left = re.sub(f"{HAN}+", lambda run: "" if name.fullmatch(run.group()) else run.group(), line)
        checks.that(not re.search(HAN, left), f"{what}: Chinese in an English report", line)
        checks.that(not re.search(WIDE, line), f"{what}: a full-width mark", line)
        checks.that(not re.search(MISCOUNTED, line), f"{what}: one of them", line)
        checks.that(not re.search(MISCOUNTED_UNITS, line), f"{what}: one unit", line)


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    choices = {"all": ["--evidence"], "grey": ["--theme", "grey", "--page", "letter"],
               "one region": ["--full", "--region", "墨川县"], "a brief": ["--region", "墨川县"],
               "two regions": ["--region", "墨川县", "--region", "岚浦县"],
               "one year": ["--years", "2023-2023"]}
    for what, arguments in choices.items():
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name) / "out"
            shutil.copytree(given.data, folder)
            check(checks, given, folder, what, *arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "out"
        one = SAMPLE / "reports" / "anlan-2020.txt"
        done = run(given.program, "run", one, "--regions", REGIONS, "-o", folder, "--lang", "en")
        checks.that(done.returncode == 0, "a run on one report", text(done.stderr))
        facts = text(subprocess.run(["pdfinfo", folder / "report.pdf"], stdout=subprocess.PIPE,
                                    check=True).stdout)
        checks.that("annual reports on law-based government" in facts, "a run's report is English",
                    facts)
        check(checks, given, folder, "one report")
    checks.end()


if __name__ == "__main__":
    main()
