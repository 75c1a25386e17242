#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every number leads back to its sentence: explain, and figures written by --pdf."""
import csv
import json
import os
import pathlib
import pty
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, SAMPLE, options, run, text


def width(string):
    """Columns on a terminal: everything beyond Latin is two wide in these reports."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in string)


def under_carets(output):
    """The characters above the carets, line by line."""
    marked = ""
    lines = output.splitlines()
    for above, line in zip(lines, lines[1:]):
        if line.strip() and set(line.strip()) == {"^"}:
            start, end, at = line.index("^"), len(line), 0
            for character in above:
                if start <= at < end:
                    marked += character
                at += width(character)
    return marked


def check_explain(checks, program, data):
    with open(data / "observations.csv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    slip = next((row for row in rows if row["document"] == "lanpu-2022"
                 and row["indicator"] == "mediation.success_rate" and row["value"] == "96.2"), None)
    if not checks.that(slip, "the slip of lanpu-2022 is observed"):
        return
    for columns in ("", "40", "100"):
        done = run(program, "explain", slip["id"], "--data", data, env={"COLUMNS": columns})
        output = text(done.stdout)
        checks.that(done.returncode == 0 and under_carets(output) == slip["surface"],
                    f"COLUMNS={columns}: carets under {slip['surface']}", output)
    raw = (SAMPLE / "reports" / "lanpu-2022.txt").read_bytes()
    before = raw[:int(slip["start"])].decode("utf-8")
    line = before.count("\n") + 1
    column = width(before.rpartition("\n")[2]) + 1
    checks.that(f"lanpu-2022:{line}:{column}" in output, "file, line and column", output)
    for part in ("mediation.success_rate", "调解成功率", "岚浦县", "2022", "1,677 / 1,811", "不符"):
        checks.that(part in output, f"explain tells `{part}`", output)
    for row in rows[::97]:
        done = run(program, "explain", row["id"], "--data", data)
        output = text(done.stdout)
        checks.that(done.returncode == 0 and under_carets(output) == row["surface"],
                    f"explain {row['id']}: carets under {row['surface']}", output)


def check_same_names(checks, program, folder):
    """Files of one name in different folders: each figure leads back to its own."""
    for name, source in (("a", "lanpu-2022"), ("b", "zipu-2022")):
        (folder / name).mkdir()
        shutil.copy(SAMPLE / "reports" / f"{source}.txt", folder / name / "report.txt")
    out = folder / "same"
    run(program, "run", folder / "a", folder / "b", "--regions", REGIONS, "-o", out)
    with open(out / "observations.csv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in (rows[0], rows[-1]):
        done = run(program, "explain", row["id"], "--data", out)
        own = folder / ("a" if "岚浦" in row["region"] else "b") / "report.txt"
        checks.that(str(own) in text(done.stdout), f"{row['region']}: explain names {own}",
                    text(done.stdout))


def check_figures(checks, program, data, folder):
    for command in (["compare", "--indicator", "mediation.success_rate", "--by", "county"],
                    ["compare", "--indicator", "mediation.cases", "--by", "county"],
                    ["trend", "--indicator", "mediation.success_rate", "--by", "county"],
                    ["trend", "--indicator", "publicity.activities", "--region", "安澜市"],
                    ["rates", "--indicator", "调解成功率", "--region", "墨川县"]):
        for name, head in (("figure.pdf", b"%PDF-"), ("figure.svg", b"<")):
            path = folder / name
            path.unlink(missing_ok=True)
            done = run(program, *command, "--data", data, "--pdf", path)
            content = path.read_bytes() if path.exists() else b""
            checks.that(done.returncode == 0 and content.startswith(head),
                        f"{' '.join(command)} --pdf {name}",
                        f"{done.returncode} {text(done.stderr)}")


def on_terminal(program, *arguments, **env):
    """What the program prints on a terminal of 100 columns."""
    ours, its = pty.openpty()
    done = run(program, *arguments, stdout=its, env={"COLUMNS": "100", **env})
    os.close(its)
    printed = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        printed += piece
    os.close(ours)
    return done.returncode, text(printed)


def check_colour(checks, program, data):
    """Colour on a terminal only, and not where NO_COLOR is set: the signs say the same."""
    command = ("compare", "--indicator", "mediation.success_rate", "--by", "county", "--year",
               "2025", "--data", data)
    code, printed = on_terminal(program, *command)
    checks.that(code == 0 and "\033[1m" in printed and "\033[34m+ 高\033[0m" in printed
                and "\033[38;5;166m-- 低\033[0m" in printed, "colour on a terminal", printed)
    code, printed = on_terminal(program, *command, NO_COLOR="1")
    checks.that(code == 0 and "\033" not in printed and "-- 低" in printed, "NO_COLOR", printed)
    checks.that(b"\033" not in run(program, *command).stdout, "no colour into a pipe")


def check_data(checks, program, data):
    """The same numbers as data: JSON is JSON, CSV has as many rows."""
    for command in (["rates"], ["trend"], ["check"],
                    ["compare", "--indicator", "mediation.success_rate"],
                    ["compare", "--indicator", "mediation.cases"]):
        as_json = run(program, *command, "--format", "json", "--data", data)
        as_csv = run(program, *command, "--format", "csv", "--data", data)
        try:
            objects = json.loads(as_json.stdout)
        except ValueError as error:
            objects = []
            checks.that(False, f"{' '.join(command)}: JSON", str(error))
        rows = list(csv.DictReader(text(as_csv.stdout).splitlines()))
        checks.that(objects and len(objects) == len(rows)
                    and list(objects[0]) == list(rows[0]),
                    f"{' '.join(command)}: JSON and CSV have the same rows",
                    f"{len(objects)} {len(rows)}")


def check_exports(checks, program, data, folder):
    for name in ("csv", "json", "jsonl", "sqlite"):
        path = folder / f"export-{name}"
        done = run(program, "export", "--format", name, "-o", path, "--data", data)
        checks.that(done.returncode == 0 and path.exists(), f"export --format {name}",
                    f"{done.returncode} {text(done.stderr)}")
    same = (folder / "export-csv" / "observations.csv")
    checks.that(same.exists() and same.read_bytes() == (data / "observations.csv").read_bytes(),
                "export gives the same table as run")
    again = folder / "again.pdf"
    done = run(program, "report", "-o", again, "--data", data)
    checks.that(done.returncode == 0 and again.read_bytes() == (data / "report.pdf").read_bytes(),
                "report gives the same PDF as run", text(done.stderr))
    some = folder / "some.pdf"
    done = run(program, "report", "-o", some, "--region", "墨川县", "--years", "2020-2023",
               "--title", "墨川县法治政府建设", "--data", data)
    checks.that(done.returncode == 0 and some.read_bytes().startswith(b"%PDF-"),
                "a report of one region and some years", text(done.stderr))


def main():
    given = options(__doc__)
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        check_explain(checks, given.program, given.data)
        check_same_names(checks, given.program, pathlib.Path(folder))
        check_figures(checks, given.program, given.data, pathlib.Path(folder))
        check_colour(checks, given.program, given.data)
        check_data(checks, given.program, given.data)
        check_exports(checks, given.program, given.data, pathlib.Path(folder))
    checks.end()


if __name__ == "__main__":
    main()
