#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the sample into --data, for the tests that read it, and check what is left there."""
import csv
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, ROOT, SAMPLE, options, run, text

FILES = ["documents.csv", "findings.csv", "observations.csv", "rates.csv", "report.pdf",
         "trends.csv", "zhibiao-regions.csv", "zhibiao.db"]
COLUMNS = {
    "observations.csv": "id,document,region,region_code,level,year,indicator,label,value,value_high,unit,"
                        "qualifier,kind,status,part,start,end,surface,sentence,section,rule",
    "rates.csv": "region,region_code,year,rate,numerator,denominator,value,low,high,stated,agrees",
    "trends.csv": "region,region_code,indicator,years,first,last,change,change_percent,slope,slope_low,"
                  "slope_high,sen,mk_tau,mk_p,direction",
    "documents.csv": "name,title,region,region_code,level,year,kind,bytes,observations,status",
}


def main():
    given = options(__doc__)
    checks = Checks()
    shutil.rmtree(given.data, ignore_errors=True)
    done = run(given.program, "run", "datasets/sample", "--regions",
               "datasets/sample/regions.csv", "-o", given.data, cwd=ROOT)
    checks.that(done.returncode == 0, "run ends with 0", f"{done.returncode}\n{text(done.stderr)}")
    checks.that(done.stderr == b"", "nothing on standard error", text(done.stderr))
    found = sorted(path.name for path in given.data.glob("*")) if given.data.is_dir() else []
    checks.that(found == FILES, "the files of the contract, the regions given, and no others", str(found))
    for name, columns in COLUMNS.items():
        path = given.data / name
        head = path.read_bytes().split(b"\r\n")[0].decode() if path.exists() else ""
        checks.that(head == columns, f"the columns of {name}", head)
    with sqlite3.connect(given.data / "zhibiao.db") as base:
        for name in ("observations", "rates", "trends", "findings", "documents"):
            with open(given.data / f"{name}.csv", encoding="utf-8", newline="") as stream:
                wanted = sum(1 for _ in csv.DictReader(stream))
            try:
                held = base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            except sqlite3.Error as error:
                held = error
            checks.that(held == wanted, f"zhibiao.db holds the rows of {name}.csv",
                        f"{held}, not {wanted}")
    summary = text(done.stdout)
    checks.that(0 < len(summary.splitlines()) <= 24, "a summary of one screen", summary)
    checks.that("90" in summary and "report.pdf" in summary, "documents and report are named",
                summary)
    quiet = run(given.program, "run", SAMPLE / "reports" / "anlan-2020.txt", "--regions", REGIONS,
                "--quiet", "-o", given.data.with_name("quiet"))
    shutil.rmtree(given.data.with_name("quiet"), ignore_errors=True)
    checks.that(quiet.stdout == b"" and quiet.stderr == b"" and quiet.returncode == 0,
                "--quiet prints nothing", text(quiet.stdout + quiet.stderr))
    checks.end()


if __name__ == "__main__":
    main()
