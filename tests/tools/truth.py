#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare a run of the sample with what was put into its reports.

    truth.py DATA SAMPLE [--min SHARE] [--errors]

Prints the share of the rows of truth.csv that observations.csv has with the same region, year,
indicator, value, unit and qualifier, and whether each planted slip is in findings.csv. Ends with 1
when the share is below --min or a slip is not found, or when a finding is neither planted nor
borne out by the sample's own story.
"""
import argparse
import csv
import pathlib
import sys

# The slips that datasets/sample/README.md tells of: kind, region code, year, indicators, what the
# report says, what the rest of it says.
PLANTED = [
    ("rate", "990124", 2022, "mediation.success_rate", 96.2, 92.601),
    ("parts", "990102", 2021, "", 665, 675),
    ("parts", "990181", 2024, "", 3589, 3569),
    ("change", "990103", 2022, "", 4.8, -6.987),
    ("revised", "990103", 2023, "", None, None),
]
# Counts of one county that lie far from the others', as the sample's story has it.
STORY = [("outlier", "松月县"), ("outlier", "云岫县")]


def read(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def close(a, b, tolerance=1e-9):
    return a not in ("", None) and abs(float(a) - b) <= tolerance * max(1.0, abs(b))


def key(row):
    value = float(row["value"])
    return (row["region_code"], row["year"], row["indicator"], value, row["unit"],
            row["qualifier"])


def score_truth(data, sample, errors):
    used = {row["name"] for row in read(data / "documents.csv")
            if row["status"] in ("used", "incomplete")}
    found = {key(row) for row in read(data / "observations.csv")
             if row["document"] in used and row["status"] == "actual"
             and row["part"] != "true" and row["kind"] != "change"}
    truth = read(sample / "truth.csv")
    missed = [row for row in truth if key(row) not in found]
    if errors:
        for row in missed:
            near = [f for f in found if f[:3] == key(row)[:3]]
            print("missed:", *row.values(), "| found instead:", near or "nothing")
    return 1 - len(missed) / len(truth), len(truth)


def is_planted(finding, plant):
    kind, code, year, indicator, stated, expected = plant
    return (finding["kind"] == kind and finding["region_code"] == code
            and finding["year"] == str(year)
            and (not indicator or finding["indicator"] == indicator)
            and (stated is None or close(finding["stated"], stated))
            and (expected is None or close(finding["expected"], expected, 1e-2)))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("sample", type=pathlib.Path)
    parser.add_argument("--min", type=float, default=0.0)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    share, count = score_truth(given.data, given.sample, given.errors)
    print(f"{share:.4f} of {count} rows of truth.csv found")
    findings = read(given.data / "findings.csv")
    lost = [plant for plant in PLANTED if not any(is_planted(f, plant) for f in findings)]
    for plant in lost:
        print("planted slip not found:", plant)
    beyond = [f for f in findings
              if not any(is_planted(f, plant) for plant in PLANTED)
              and not any(f["kind"] == kind and name in f["region"] for kind, name in STORY)]
    for finding in beyond:
        print("finding that was not planted:", *finding.values())
    print(f"{len(PLANTED) - len(lost)} of {len(PLANTED)} planted slips found, "
          f"{len(beyond)} findings beyond them")
    sys.exit(share < given.min or bool(lost) or bool(beyond))


if __name__ == "__main__":
    main()
