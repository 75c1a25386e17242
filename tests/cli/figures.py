#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The funnel of `compare --funnel --pdf`: as SVG line by line, as PDF its text. --update writes
the golden SVG anew. What `rates --pdf` draws with a year and without."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from program import Checks, options, run, text

RATE = ["--indicator", "mediation.success_rate"]
FUNNEL = ["compare", *RATE, "--year", "2024", "--funnel"]
GOLDEN = HERE.parent / "golden" / "compare-funnel.svg"


def words_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True)
    return text(done.stdout).replace(" ", ""), text(done.stderr)


def drawn_by(given, path, *words):
    done = run(given.program, *words, "--pdf", path, "--data", given.data)
    return path.read_bytes() if done.returncode == 0 else done.stderr


def check_rates(given, checks, folder):
    year = ["--year", "2024"]
    of_year = drawn_by(given, folder / "year.svg", "rates", *RATE, *year)
    checks.that(of_year == drawn_by(given, folder / "compare.svg", "compare", *RATE, *year)
                and b"<svg" in of_year, "rates --year draws the places of that year", of_year)
    of_years = drawn_by(given, folder / "years.svg", "rates", *RATE)
    checks.that(of_years == drawn_by(given, folder / "trend.svg", "trend", *RATE)
                and b"<svg" in of_years, "rates without a year draws the years", of_years)


def main():
    given = options(__doc__, update={"action": "store_true"})
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        svg, pdf = folder / "f.svg", folder / "f.pdf"
        for path in (svg, pdf):
            done = run(given.program, *FUNNEL, "--pdf", path, "--data", given.data)
            checks.that(done.returncode == 0 and path.exists(), f"--pdf {path.name}",
                        text(done.stderr))
        drawn = svg.read_text("utf-8")
        if given.update:
            GOLDEN.write_text(drawn, "utf-8", newline="")
        checks.that(drawn == GOLDEN.read_text("utf-8"), "the funnel is drawn as in the golden SVG")
        if shutil.which("pdftotext"):
            words, complaints = words_of(pdf)
            for word in ("调解成功率漏斗图，2024年", "精确二项分布", "水平95%与99.8%", "n=8个地区",
                         "澄川市", "墨川县", "放宽2.58倍"):
                checks.that(word in words, f"the funnel's PDF says {word}", words)
            checks.that(not complaints, "pdftotext has nothing to complain of", complaints)
        if shutil.which("qpdf"):
            done = subprocess.run(["qpdf", "--check", pdf], capture_output=True)
            checks.that(done.returncode == 0, "qpdf finds no fault", text(done.stdout))
        done = run(given.program, *FUNNEL, "--region", "云岫县", "--pdf", folder / "none.pdf",
                   "--data", given.data)
        checks.that(done.returncode == 3 and "too few places" in text(done.stderr)
                    and not (folder / "none.pdf").exists(), "one place makes no funnel",
                    text(done.stderr))
        check_rates(given, checks, folder)
    checks.end()


if __name__ == "__main__":
    main()
