#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences of the report claim what its figures show: of whom, of how many, by which measure."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, SKIPPED, options, run, text


class Reports:
    """Reports on results that there are, as one line of words each."""

    def __init__(self, given, folder):
        self.given = given
        self.folder = folder

    def said(self, *arguments, data=None):
        done = run(self.given.program, "report", "--data", data or self.given.data, "-o",
                   self.folder / "claims.pdf", *arguments)
        if done.returncode:
            sys.exit(f"report ends with {done.returncode}\n{text(done.stderr)}")
        printed = subprocess.run(["pdftotext", "-enc", "UTF-8", self.folder / "claims.pdf", "-"],
                                 stdout=subprocess.PIPE, check=True).stdout
        return text(printed)


def joined(said):
    """Chinese without the breaks of its lines."""
    return "".join(said.split())


def words(said):
    return " ".join(said.split())


def says(checks, said, parts, never=()):
    for part in parts:
        checks.that(part in said, f"a report says: {part}")
    for part in never:
        checks.that(part not in said, f"no report says: {part}")


def largest_of_whom(checks, reports):
    """The largest change is that of the places of the report, and no head claims more."""
    chosen = ("--region", "墨川县", "--region", "汀桥区")
    says(checks, joined(reports.said(*chosen)),
         ["墨川县负责人出庭应诉率上升26.1个百分点", "在所选的2个地区各项比率首末年的变化中按数值最大"],
         ["各地各项比率", "升幅最大", "降幅最大"])
    says(checks, words(reports.said(*chosen, "--lang", "en")),
         ["Of all rates of the 2 selected regions"], ["argest rise"])


def drawn_and_told(checks, said, english):
    """A sentence counts the places drawn, by the limits that the text names."""
    says(checks, said,
         ["the trend is rising in 4 and not significant in 3",
          "Of 8 compared, 6 lie within the 95% control limits",
          "Of all rates of the 8 counties"] if english else
         ["7个县（市、区）中4个呈上升趋势，3个无显著趋势",
          "可比的8个中6个未超出95%控制限，不宜细分名次",
          "在8个县（市、区）各项比率首末年的变化中按数值最大"],
         ["contain the value of", "rising in 5"] if english else
         ["区间包含全市值", "区间均包含", "5个呈上升趋势"])


def few_are_not_compared(checks, said, english):
    """A place of fewer than ten cases is in no count, bears its mark and sets no scale."""
    says(checks, said,
         ["The rate did not change significantly in any of the 7 counties",
          "it rose in all 7 counties", "云岫县※",
          "(※) are not compared and set no scale"] if english else
         ["7个县（市、区）均变化不显著", "全市升至97.9%；7个县（市、区）均上升", "云岫县※",
          "分母小于10的数值（※）不作比较，也不定标尺"],
         ["any of the 8 counties"] if english else
         ["8个县（市、区）均变化不显著", "8个县（市、区）中7个上升、1个变化不显著负责人"])


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        reports = Reports(given, pathlib.Path(name))
        base, english = joined(reports.said()), words(reports.said("--lang", "en"))
        largest_of_whom(checks, reports)
        drawn_and_told(checks, base, False)
        drawn_and_told(checks, english, True)
        few_are_not_compared(checks, base, False)
        few_are_not_compared(checks, english, True)
    checks.end()


if __name__ == "__main__":
    main()
