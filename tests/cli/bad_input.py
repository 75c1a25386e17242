#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that cannot be used: one clear line each, the right exit code, no half-written file."""
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, SAMPLE, options, run, text

DATASETS = SAMPLE.parent
GOOD = SAMPLE / "reports" / "anlan-2020.txt"
NOBODY = 65534
SANITIZED = "ZHIBIAO_TEST_SANITIZED"  # set by CTest for builds that are slow by design


def lines_about(done, name):
    return [line for line in text(done.stderr).splitlines() if name in line]


class Bench:
    """A program, a scratch folder, and the checks every bad input has in common."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.checks = Checks()

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def leavings(self, folder):
        return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []

    def unusable(self, what, path, says):
        """Alone: exit 3 and nothing written. Beside a good report: exit 1 and all written."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        for command in (["run", path, "-o", out], ["extract", path, "-o", out]):
            done = run(self.program, *command, "--regions", REGIONS)
            told = lines_about(done, str(path))
            self.checks.that(done.returncode == 3, f"{what}, {command[0]} alone: exit 3",
                             f"{done.returncode} {text(done.stderr)}")
            self.checks.that(len(told) == 1 and told[0].startswith("zhibiao: ") and says in told[0],
                             f"{what}, {command[0]}: one line that says `{says}`",
                             text(done.stderr))
            self.checks.that(not self.leavings(out) and not out.exists(),
                             f"{what}, {command[0]}: nothing is written", str(self.leavings(out)))
        done = run(self.program, "run", GOOD, path, "-o", out, "--regions", REGIONS)
        self.checks.that(done.returncode == 1, f"{what} beside a good report: exit 1",
                         f"{done.returncode} {text(done.stderr)}")
        self.checks.that(len(lines_about(done, str(path))) == 1 and (out / "report.pdf").exists(),
                         f"{what} beside a good report: one line, and a report",
                         text(done.stderr))
        shutil.rmtree(out, ignore_errors=True)


def check_unusable(bench):
    empty = bench.folder / "empty"
    empty.mkdir()
    bench.unusable("an empty folder", empty, "no ")
    bench.unusable("a missing path", bench.folder / "nowhere", "No such file")
    bench.unusable("a file of 0 bytes", bench.write("nothing.txt", b""), "empty")
    bench.unusable("a file of blanks", bench.write("blank.txt", b" \n\t\n"), "empty")
    bench.unusable("a file that is not UTF-8",
                   bench.write("gbk.txt", "安澜市2020年法治政府建设年度报告".encode("gbk")), "UTF-8")
    for name, data, says in (("a.pdf", b"%PDF-1.4\n\xe2\xe3\xcf\xd3\n", "pdftotext"),
                             ("b.docx", b"PK\x03\x04\x14\x00\x06\x00\xff", "Word"),
                             ("c.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
                             ("d.txt", "调解12件".encode("utf-16"), "UTF-16"),
                             ("e.pdf", b"%PDF-1.4\n1 0 obj\n", "pdftotext"),
                             ("f.html", "<html><p>调解12件</p></html>".encode(), "web page"),
                             ("g.txt", "\ufeff\n<!DOCTYPE HTML><p>调解12件".encode(), "web page"),
                             ("h.rtf", b"{\\rtf1 12}", "RTF")):
        bench.unusable(f"a file as {name}", bench.write(name, data), says)


def check_incomplete(bench):
    """Without region or year the figures are kept, but the reader is told."""
    out = bench.folder / "out"
    path = bench.write("unknown.txt", "工作总结\n\n调解矛盾纠纷3045件。\n".encode())
    done = run(bench.program, "run", path, "-o", out, "--regions", REGIONS)
    told = lines_about(done, str(path))
    bench.checks.that(done.returncode == 1 and len(told) == 1 and "region" in told[0]
                      and "year" in told[0], "neither region nor year: one line, exit 1",
                      f"{done.returncode} {text(done.stderr)}")
    bench.checks.that((out / "observations.csv").exists(), "its figures are kept")
    shutil.rmtree(out, ignore_errors=True)
    done = run(bench.program, "extract", path)
    bench.checks.that(done.returncode == 0 and b'"value":3045' in done.stdout.replace(b" ", b"")
                      and len(lines_about(done, str(path))) == 1,
                      "extract: its figures come, with one line on what it lacks",
                      f"{done.returncode} {text(done.stdout + done.stderr)}")


def check_outputs(bench):
    """What cannot be written ends with 3 and leaves nothing."""
    full = ["extract", GOOD, "--regions", REGIONS]
    for what, command, settings in (
            ("standard output on a full disk", full, {"stdout": open("/dev/full", "wb")}),
            ("-o on a full disk", [*full, "-o", "/dev/full"], {}),
            ("a folder that is a file", ["run", GOOD, "-o", "/dev/full"], {}),
            ("a folder below a file", ["run", GOOD, "-o", bench.write("plain", b"x") / "out"], {}),
            ("a file in no folder", [*full, "-o", bench.folder / "none" / "x.jsonl"], {})):
        done = run(bench.program, *command, **settings)
        said = text(done.stderr).splitlines()
        bench.checks.that(done.returncode == 3, f"{what}: exit 3",
                          f"{done.returncode} {text(done.stderr)}")
        bench.checks.that(len(said) == 1 and said[0].startswith("zhibiao: "),
                          f"{what}: one line on standard error", text(done.stderr))
    bench.checks.that(not list(bench.folder.rglob("*zhibiao-*")), "no temporary file stays")


def check_permissions(bench):
    """Where root would not notice: a folder without read permission, one without write."""
    if os.getuid() != 0:
        user = {}
    elif subprocess.run([str(bench.program), "--version"], user=NOBODY, group=NOBODY,
                        capture_output=True, cwd="/").returncode == 0:
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    else:
        print("skipped: permissions (the program cannot be run as another user here)")
        return
    bench.folder.chmod(0o755)
    locked = bench.folder / "locked"
    locked.mkdir(mode=0o755)
    shutil.copy(GOOD, locked)
    locked.chmod(0o000)
    done = run(bench.program, "extract", locked, **user)
    told = lines_about(done, str(locked))
    bench.checks.that(done.returncode == 3 and len(told) == 1 and "ermission" in told[0],
                      "a folder without read permission", f"{done.returncode} {text(done.stderr)}")
    locked.chmod(0o555)
    done = run(bench.program, "run", GOOD, "--regions", REGIONS, "-o", locked, **user)
    bench.checks.that(done.returncode == 3 and "ermission" in text(done.stderr)
                      and len(text(done.stderr).splitlines()) == 1,
                      "a folder without write permission",
                      f"{done.returncode} {text(done.stderr)}")
    locked.chmod(0o755)


def check_records(bench):
    """JSON lines on standard input."""
    records = [
        '{"name":"one","text":"安澜市2020年法治政府建设年度报告\\n调解案件12件。","region":"安澜市","year":2020}',
        "",
        "not json",
        '{"name":"two"}',
        '{"text":"调解案件3件。"}',
        '{"name":"three","text":"调解案件7件。","year":"last"}',
        "[1]",
        '{"name":"four","text":"调解案件8件。","region":null,"year":"2021"}',
    ]
    done = run(bench.program, "extract", "-", "--format", "csv", "--regions", REGIONS, stdin=None,
               input="\n".join(records).encode())
    rows = text(done.stdout).split("\r\n")
    bench.checks.that(done.returncode == 1, "bad records beside good ones: exit 1",
                      f"{done.returncode} {text(done.stderr)}")
    bench.checks.that(any(",one," in row and ",12," in row for row in rows)
                      and any(",four," in row and ",8," in row for row in rows),
                      "the good records are read", text(done.stdout))
    for number in (3, 4, 5, 6, 7):
        bench.checks.that(len(lines_about(done, f"line {number}:")) == 1,
                          f"one line about record {number}", text(done.stderr))


def check_weights(bench):
    """Weights that cannot be read stop every command but the one that writes them anew."""
    knowledge = bench.folder / "knowledge"
    knowledge.mkdir()
    for name in ("indicators.json", "units.json", "cues.json", "documents.json", "regions.csv"):
        shutil.copy(DATASETS / name, knowledge)
    weights = bench.write("knowledge/weights.tsv", "codes\t-\nc=收到\t0:x\n".encode())
    examples = bench.write("taught.txt", "村里说事评理{12起@mediation.cases}，修路{3条@-}。\n"
                                         "乡贤说事评理{45起@mediation.cases}。\n".encode())
    done = run(bench.program, "extract", GOOD, "--datasets", knowledge)
    told = lines_about(done, "weights.tsv")
    bench.checks.that(done.returncode == 3 and len(told) == 1 and "line 2" in told[0]
                      and "zhibiao learn" in told[0], "bad weights: exit 3 and what to do",
                      f"{done.returncode} {text(done.stderr)}")
    examples.write_text(examples.read_text() + "修路{若干@-}条。\n")
    for quiet in ([], ["-q"]):
        done = run(bench.program, "learn", examples, "--datasets", knowledge, *quiet)
        told = lines_about(done, str(examples))
        bench.checks.that(done.returncode == 0 and len(told) == (not quiet)
                          and all("1 of its 4 marks" in line for line in told),
                          f"a mark at no figure: exit 0, told unless quiet {quiet}",
                          f"{done.returncode} {text(done.stderr)}")
    weights.write_bytes("codes\t-\nc=收到\t0:x\n".encode())
    done = run(bench.program, "learn", examples, "--datasets", knowledge)
    bench.checks.that(done.returncode == 0 and weights.read_text().startswith("# Fitted"),
                      "learn writes bad weights anew", f"{done.returncode} {text(done.stderr)}")
    done = run(bench.program, "extract", GOOD, "--datasets", knowledge, "--regions", REGIONS)
    bench.checks.that(done.returncode == 0, "the weights written anew can be read",
                      f"{done.returncode} {text(done.stderr)}")


def check_long_line(bench):
    """A giant line ends in reasonable time and memory: 200 MB of plain text, and with --full 20 MB
    of figure after figure. Under sanitizers a tenth of that, to see that nothing breaks."""
    lines = [(200, "坚持以习近平法治思想为指导持续推进依法行政", 60, 2048)]
    if os.environ.get("ZHIBIAO_TEST_FULL") == "yes":
        lines.append((20, "全市共调解矛盾纠纷3045件，调解成功2904件，成功率95.4%。", 240, 2048))
    else:
        print("skipped: a line of 20 MB full of figures (./check --full does it)")
    path = bench.folder / "long.txt"
    for size, sentence, most_seconds, most_memory in lines:
        sentence = sentence.encode()
        slow = SANITIZED in os.environ
        size //= 10 if slow else 1
        with open(path, "wb") as stream:
            stream.write("安澜市2020年法治政府建设年度报告\n".encode())
            for _ in range(size):
                stream.write(sentence * ((1 << 20) // len(sentence)))
        begun = time.monotonic()
        done = run(bench.program, "extract", path, "--regions", REGIONS,
                   stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - begun
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        what = f"a line of {size} MB: {seconds:.1f} s, {peak} MB at most"
        print(what)
        bench.checks.that(done.returncode == 0 and (slow or seconds < most_seconds)
                          and (slow or peak < most_memory), what, text(done.stderr))
    path.unlink()


def main():
    given = options(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.program, pathlib.Path(folder))
        check_unusable(bench)
        check_incomplete(bench)
        check_outputs(bench)
        check_permissions(bench)
        check_records(bench)
        check_weights(bench)
        check_long_line(bench)
        bench.checks.end()


if __name__ == "__main__":
    main()
