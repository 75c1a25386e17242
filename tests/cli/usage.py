#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as users have it: pipes, standard streams, order of input, records, widths."""
import csv
import io
import json
import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, SAMPLE, environment, options, run, text

REPORTS = SAMPLE / "reports"
RATE = ["--indicator", "mediation.success_rate"]


class Bench:
    """A program, the results on the sample, a scratch folder in which commands run."""

    def __init__(self, program, data, folder, checks):
        self.program = program
        self.data = data
        self.folder = folder
        self.checks = checks

    def run(self, *words, **settings):
        return run(self.program, *words, cwd=self.folder, **settings)

    def refuses(self, says, *words):
        """Wrong usage: exit 2, one message, no output, no file."""
        before = sorted(self.folder.rglob("*"))
        done = self.run(*words)
        self.checks.that(done.returncode == 2 and not done.stdout and says in text(done.stderr),
                         f"refused with `{says}`: {' '.join(map(str, words))}",
                         f"{done.returncode} {text(done.stdout[:200])} {text(done.stderr)}")
        self.checks.that(sorted(self.folder.rglob("*")) == before,
                         f"nothing is made: {' '.join(map(str, words))}")


def rows_of(done):
    return list(csv.DictReader(io.StringIO(text(done.stdout))))


def reads_one_line(bench, words, ignored, both=False):
    """Run with standard output (and error) on a pipe of which one line is read; what stands on
    standard error. `ignored`: as parents do that ignore SIGPIPE."""
    def prepare():
        signal.signal(signal.SIGPIPE, signal.SIG_IGN if ignored else signal.SIG_DFL)
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([str(bench.program), *map(str, words)], cwd=bench.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT if both else errors,
                                   env=environment(), preexec_fn=prepare, restore_signals=False)
        process.stdout.readline()
        process.stdout.close()
        process.wait(timeout=300)
        errors.seek(0)
        return text(errors.read())


def check_closed_pipes(bench):
    data = ["--data", bench.data]
    for words in (["extract", REPORTS, "--regions", REGIONS],
                  ["extract", REPORTS, "--regions", REGIONS, "--format", "csv"],
                  ["rates", *data], ["rates", "--format", "json", *data],
                  ["trend", *data], ["check", *data], ["regions"]):
        for ignored in (False, True):
            said = reads_one_line(bench, words, ignored)
            bench.checks.that(said == "", f"{words[0]} | head -1 is silent (SIGPIPE "
                                          f"{'ignored' if ignored else 'as usual'})", said)
    for i in range(3000):
        (bench.folder / f"bad-{i}.txt").touch()
    reads_one_line(bench, ["extract", REPORTS, bench.folder, "--regions", REGIONS, "-o", "all"],
                   False, both=True)
    for path in bench.folder.glob("bad-*.txt"):
        path.unlink()
    bench.checks.that([path.name for path in bench.folder.iterdir()] == ["all"],
                      "a reader of messages that goes leaves the file whole and nothing beside it",
                      str(sorted(path.name for path in bench.folder.iterdir())))
    (bench.folder / "all").unlink(missing_ok=True)


def check_standard_streams(bench):
    data = ["--data", bench.data]
    report = REPORTS / "anlan-2020.txt"
    plain = bench.run("extract", report, "--regions", REGIONS)
    dash = bench.run("extract", report, "--regions", REGIONS, "-o", "-")
    bench.checks.that(dash.returncode == 0 and dash.stdout == plain.stdout != b"",
                      "extract -o - writes to standard output", text(dash.stderr))
    pdf = bench.run("report", "-o", "-", *data)
    bench.checks.that(pdf.returncode == 0 and pdf.stdout.startswith(b"%PDF-"),
                      "report -o - writes to standard output", text(pdf.stderr))
    for command in ("rates", "trend", "compare"):
        figure = bench.run(command, *RATE, "--pdf", "-", *data)
        bench.checks.that(figure.returncode == 0 and figure.stdout.startswith(b"%PDF-")
                          and figure.stdout.rstrip().endswith(b"%%EOF"),
                          f"{command} --pdf - writes the figure alone",
                          f"{figure.stdout[-200:]} {text(figure.stderr)}")
        bench.refuses("--format", command, *RATE, "--pdf", "-", "--format", "csv", *data)
    for form in ("csv", "json", "jsonl", "sqlite"):
        bench.refuses("-o", "export", "--format", form, "-o", "-", *data)
    bench.refuses("-o", "run", report, "-o", "-")
    for command in ("rates", "trend", "compare"):
        bench.refuses("--indicator", command, "--pdf", "figure.pdf", *data)


def check_order(bench):
    names = ["zhenxi-2021", "anlan-2018", "lanpu-2022", "anlan-2019"]
    paths = [REPORTS / f"{name}.txt" for name in names]
    record = json.dumps({"name": "record", "text": "全年调解案件12件。", "region": "忠县",
                         "year": 2020}).encode()
    for jobs in ("1", "4"):
        done = bench.run("extract", *paths[:2], "-", *paths[2:], "--regions", REGIONS, "--format",
                         "csv", "-j", jobs, stdin=None, input=record)
        seen = list(dict.fromkeys(row["document"] for row in rows_of(done)))
        bench.checks.that(seen == [*names[:2], "record", *names[2:]],
                          f"extract keeps the order of its arguments, -j {jobs}", str(seen))


def check_same_name(bench):
    for folder, year in (("a", 2018), ("b", 2019)):
        (bench.folder / folder).mkdir()
        source = (REPORTS / f"anlan-{year}.txt").read_bytes()
        (bench.folder / folder / "report.txt").write_bytes(source)
    done = bench.run("run", "a", "b", "--regions", REGIONS, "-o", "out", "-q")
    rows = list(csv.DictReader(open(bench.folder / "out" / "documents.csv", encoding="utf-8")))
    bench.checks.that(done.returncode == 0
                      and [(row["name"], row["year"], row["status"]) for row in rows]
                      == [("report", "2018", "used"), ("report", "2019", "used")],
                      "documents with one name are kept apart", str(rows))
    last = sum(int(row["observations"]) for row in rows)
    for number, folder in ((1, "a"), (last, "b")):
        told = bench.run("explain", number, "--data", "out")
        bench.checks.that(f"{folder}/report.txt" in text(told.stdout),
                          f"explain {number} names the file in {folder}", text(told.stdout))


def check_records(bench):
    records = [
        (None, b'\xef\xbb\xbf{"name":"mark","text":"\xe8\xb0\x83\xe8\xa7\xa3\xe6\xa1\x88\xe4\xbb\xb612'
               b'\xe4\xbb\xb6\xe3\x80\x82"}\r'),
        ("region", '{"name":"a","text":"调解案件12件。","region":500233}'.encode()),
        ("u0000", '{"name":"b","text":"调解案件12件\\u0000。调解成功9件。"}'.encode()),
        (None, '{"name":"c","text":"路径\\\\u0000下调解案件12件。","region":null}'.encode()),
        ("year", '{"name":"d","text":"调解案件12件。","year":2021.5}'.encode()),
        ("empty", b'{"name":"e","text":""}'),
        ("JSON", b"{"),
        ("UTF-8", b'{"name":"\xff","text":"\xe8\xb0\x83\xe8\xa7\xa312\xe4\xbb\xb6"}'),
    ]
    done = bench.run("extract", "-", "--format", "csv", stdin=None,
                     input=b"\n".join(line for _, line in records))
    said = text(done.stderr).splitlines()
    bench.checks.that(done.returncode == 1, "bad records: exit 1", text(done.stderr))
    for number, (reason, _) in enumerate(records, 1):
        about = [line for line in said if f"standard input, line {number}:" in line]
        bench.checks.that(len(about) == (reason is not None)
                          and all(reason in line for line in about),
                          f"record {number}: {reason or 'used'}", text(done.stderr))
    bench.checks.that([row["document"] for row in rows_of(done)] == ["mark", "c"],
                      "the good records are read", text(done.stdout))


def check_names(bench):
    """Names from other systems: outputs stay UTF-8, one row a figure."""
    reports = bench.folder / "reports"
    reports.mkdir()
    source = (REPORTS / "anlan-2020.txt").read_bytes()
    for name in ("报告".encode("gbk") + b".txt", b'a "b",\nc.TXT', b"empty-\xff.txt"):
        (pathlib.Path(os.fsdecode(os.fsencode(reports) + b"/" + name))).write_bytes(
            b"" if name.startswith(b"empty") else source)
    for form in ("csv", "jsonl"):
        done = bench.run("extract", "reports", "--regions", REGIONS, "--format", form)
        rows = (list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "surrogateescape"),
                                                newline="")))
                if form == "csv" else
                [json.loads(line.decode("utf-8", "surrogateescape")) for line in
                 done.stdout.splitlines()])
        names = sorted({row["document"] for row in rows})
        bench.checks.that(names == ["????", 'a "b",\nc'] and done.returncode == 1,
                          f"extract --format {form} of files with foreign names",
                          f"{names} {text(done.stderr)}")
    done = bench.run("run", "reports", "--regions", REGIONS, "-o", "out", "-q")
    data = (bench.folder / "out" / "documents.csv").read_bytes()
    names = [row["name"] for row in csv.DictReader(io.StringIO(data.decode("utf-8", "replace"),
                                                               newline=""))]
    bench.checks.that(done.returncode == 1 and sorted(names) == ["????", 'a "b",\nc', "empty-?"],
                      "documents.csv of files with foreign names", str(names))


def check_former_names(bench):
    """--region knows a place by its former name and by those of the places above."""
    for place in ("襄樊市襄城区", "襄樊市"):
        for year in (2008, 2009):
            (bench.folder / f"{place}{year}.txt").write_text(
                f"{place}人民政府关于{year}年法治政府建设情况的报告\n全年调解纠纷3045件。\n")
    bench.run("run", ".", "-o", "out", "-q")
    for word, code in (("襄樊市襄城区", "420602"), ("襄阳市襄城区", "420602"), ("襄樊市", "420600"),
                       ("襄阳市", "420600")):
        done = bench.run("trend", "--data", "out", "--indicator", "mediation.cases", "--region",
                         word, "--format", "csv")
        codes = [row["region_code"] for row in rows_of(done)]
        bench.checks.that(done.returncode == 0 and codes == [code], f"--region {word}",
                          f"{codes} {text(done.stderr)}")
    done = bench.run("trend", "--data", "out", "--indicator", "mediation.cases", "--region",
                     "襄樊市樊城区")
    bench.checks.that(done.returncode == 3 and "湖北省襄阳市樊城区 (420606)" in text(done.stderr),
                      "a place without a report is named as it is called now", text(done.stderr))


def check_folders(bench):
    """What a folder holds in another form is named, unless its text stands beside it."""
    reports = bench.folder / "reports"
    (reports / "below").mkdir(parents=True)
    (reports / "a.txt").write_bytes((REPORTS / "anlan-2020.txt").read_bytes())
    for name in ("a.pdf", "table.csv", "README.md"):
        (reports / name).touch()
    done = bench.run("extract", "reports", "--regions", REGIONS)
    bench.checks.that(done.returncode == 0 and not done.stderr,
                      "files that are no reports, and a PDF beside its text, are passed over",
                      f"{done.returncode} {text(done.stderr)}")
    for name in ("b.PDF", "below/c.docx", "d.html"):
        (reports / name).touch()
    done = bench.run("extract", "reports", "--regions", REGIONS)
    said = sorted(text(done.stderr).splitlines())
    bench.checks.that(done.returncode == 1 and len(said) == 3 and done.stdout
                      and all(name in line and ".txt" in line for name, line in
                              zip(("reports/b.PDF", "reports/below/c.docx", "reports/d.html"), said)),
                      "reports in another form are named, exit 1",
                      f"{done.returncode} {text(done.stderr)}")


def on_terminal(bench, words, **env):
    """What the command writes to a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([str(bench.program), *map(str, words)], stdin=subprocess.DEVNULL,
                               stdout=slave, stderr=subprocess.DEVNULL, env=environment(**env))
    os.close(slave)
    data = b""
    try:
        while part := os.read(master, 65536):
            data += part
    except OSError:
        pass  # how Linux tells that the other side has closed
    process.wait(timeout=300)
    os.close(master)
    return text(data)


def check_terminal(bench):
    words = ["check", "--data", bench.data]
    bench.checks.that("\033[" in on_terminal(bench, words), "colour on a terminal")
    bench.checks.that("\033[" not in on_terminal(bench, words, NO_COLOR="1"), "NO_COLOR")
    bench.checks.that("\033[" not in text(bench.run(*words).stdout), "no colour in a pipe")
    for columns in (10, 40, 60):
        for words in (["rates", *RATE], ["trend", *RATE], ["compare", *RATE], ["check"]):
            done = bench.run(*words, "--quiet", "--data", bench.data, env={"COLUMNS": str(columns)})
            bench.checks.that(done.returncode == 0 and len(text(done.stdout).splitlines()) > 1,
                              f"{words[0]} on {columns} columns", text(done.stderr))
    told = "not shown (narrow terminal): "
    for language, mark, wanted in (("zh", "未列（终端太窄）：", "分母、名次(95%)、比全市"),
                                   ("en", told, "of, rank (95%), vs city")):
        words = ["compare", *RATE, "--by", "county", "--year", "2025", "--lang", language, "--data",
                 bench.data]
        for columns in (0, 200, 1):
            lines = text(bench.run(*words, env={"COLUMNS": str(columns)}).stdout).splitlines()
            said = [line for line in lines if line.startswith(mark)]
            bench.checks.that(len(said) == (columns == 1) and all(line.endswith(wanted)
                                                                 for line in said),
                              f"columns left out of {columns} are named in {language}",
                              "\n".join(lines))
    done = bench.run("rates", *RATE, "--year", "2025", "--lang", "en", "--data", bench.data,
                     env={"COLUMNS": "60"})
    bench.checks.that(text(done.stdout).count(told) == 1, "a graphic left out is not named",
                      text(done.stdout))


def check_index(bench):
    """Lists as people write them."""
    data = ["--year", "2024", "--data", bench.data]
    plain = bench.run("compare", "--index", "mediation.success_rate,-review.correction_rate", *data)
    bench.checks.that(plain.returncode == 0, "--index", text(plain.stderr))
    for given in ("mediation.success_rate, -review.correction_rate",
                  " 调解成功率 ，- 行政复议纠错率 ", "调解成功率\n,\n-行政复议纠错率\n",
                  "调解成功率、\u3000-\u3000行政复议纠错率\t"):
        done = bench.run("compare", "--index", given, *data)
        bench.checks.that(done.returncode == 0 and done.stdout == plain.stdout,
                          f"--index {given!r}", text(done.stderr))
    for given in ("调解成功率,,行政复议纠错率", ",调解成功率,行政复议纠错率",
                  "调解成功率,行政复议纠错率,", "调解成功率、，行政复议纠错率",
                  "调解成功率,-", "调解成功率, - ,行政复议纠错率", "", " "):
        bench.refuses("empty item", "compare", "--index", given, *data)
    bench.refuses("twice", "compare", "--index", "调解成功率，mediation.success_rate", *data)


def check_population(bench):
    """From a file or standard input, regions by the end of their paths."""
    words = ["rates", "--indicator", "review.received", "--data", bench.data, "--population"]
    rows = "region,population\n{},612000\n".format
    file = bench.folder / "people.csv"
    file.write_text(rows("示例省安澜市枕溪区"), "utf-8")
    wanted = bench.run(*words, file)
    bench.checks.that(wanted.returncode == 0 and "枕溪区" in text(wanted.stdout), "--population",
                      text(wanted.stderr))
    for name in ("枕溪区", "安澜市枕溪区"):
        done = bench.run(*words, "-", stdin=None, input=rows(name).encode())
        bench.checks.that(done.returncode == 0 and done.stdout == wanted.stdout,
                          f"--population -, {name}", text(done.stdout + done.stderr))
    done = bench.run(*words, "-", stdin=None, input=rows("枕溪区").replace("612", "61,2").encode())
    bench.checks.that(done.returncode == 3 and "standard input: line 2" in text(done.stderr)
                      and "301000" in text(done.stderr), "--population -: a comma in a number",
                      text(done.stderr))


def check_spread(bench):
    """One county of eight far out: p is small, yet once winsorised there is no overdispersion."""
    reports = bench.folder / "reports"
    reports.mkdir()
    for name in ("枕溪区", "汀桥区", "松月县", "墨川县", "禾桥县", "岚浦县", "云岫县", "澄川市"):
        (reports / f"{name}.txt").write_text(
            f"{name}2024年法治政府建设年度报告\n一、矛盾化解\n2024年，全县共调解矛盾纠纷1000件，"
            f"调解成功{900 if name == '澄川市' else 950}件。\n", "utf-8")
    done = bench.run("run", reports, "--regions", SAMPLE / "regions.csv", "-o",
                     bench.folder / "out", "-q")
    bench.checks.that(done.returncode == 0, "run on eight counties", text(done.stderr))
    done = bench.run("compare", "--indicator", "mediation.success_rate", "--data",
                     bench.folder / "out")
    said = text(done.stdout)
    bench.checks.that("p=7.39e-07" in said and "缩尾后无过离散，界限未放宽" in said,
                      "compare says why limits are not widened", said)


def check_years(bench):
    data = ["--data", bench.data]
    for years in ("2022-2020", "20-22", "2020-", "2020-2022x", "-2020", ""):
        bench.refuses("--years", "report", f"--years={years}", "-o", "r.pdf", *data)
    for years in ("2020-2022", "2020", "2020—2022"):
        done = bench.run("report", "--years", years, "-o", "-", *data)
        bench.checks.that(done.returncode == 0 and done.stdout.startswith(b"%PDF-"),
                          f"--years {years}", text(done.stderr))
    done = bench.run("report", "--years", "2101-2102", "-o", "r.pdf", *data)
    bench.checks.that(done.returncode == 3 and not list(bench.folder.glob("r.pdf*")),
                      "years without a report: exit 3, no file", text(done.stderr))


def main():
    given = options(__doc__)
    given.data = given.data.absolute()
    checks = Checks()
    for check in (check_closed_pipes, check_standard_streams, check_order, check_same_name,
                  check_records, check_names, check_former_names, check_folders, check_terminal,
                  check_index, check_population, check_spread, check_years):
        with tempfile.TemporaryDirectory() as folder:
            check(Bench(given.program, given.data, pathlib.Path(folder), checks))
    checks.end()


if __name__ == "__main__":
    main()
