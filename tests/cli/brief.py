#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The brief on one region: two to four pages, and no sentence that its data do not carry. What it
says of changes is computed here anew, from the counts alone."""
import csv
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, ROOT, SKIPPED, options, run, text

BUREAU = """重庆市大足区卫生健康委员会关于2023年法治政府建设情况的报告

2023年，调解医疗纠纷36件，成功33件，成功率91.7%。
"""
SHARED = ROOT.parent / "shared" / "reports"
Z = 1.959963984540054


def wilson(x, n):
    p, z2 = x / n, Z * Z
    middle, half = p + z2 / (2 * n), Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)


def newcombe(x1, n1, x2, n2):
    """Of the difference, last less first, in percentage points."""
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = wilson(x1, n1), wilson(x2, n2)
    d = p2 - p1
    return (100 * d, 100 * (d - math.hypot(p2 - l2, u1 - p1)),
            100 * (d + math.hypot(u2 - p2, p1 - l1)))


def printed(path):
    """The text as one line without blanks, and the pages."""
    said = text(subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], stdout=subprocess.PIPE,
                               check=True).stdout)
    return re.sub(r"\s", "", said), said.count("\f")


def changes(rows):
    """By region and Chinese name: first and last year with both parts, and the counts."""
    found = {}
    for row in rows:
        if row["numerator"] and row["denominator"]:
            key = row["region_code"] or row["region"], row["rate"]
            found.setdefault(key, []).append((int(row["year"]), float(row["numerator"]),
                                              float(row["denominator"])))
    return {key: (min(values), max(values)) for key, values in found.items() if len(values) > 1}


def names(given):
    """Chinese names of indicators, by code."""
    listed = text(run(given.program, "indicators").stdout)
    return {m[1]: m[2] for m in re.finditer(r"^\s*([a-z_]+\.[a-z_]+)\s+(\S+)", listed, re.M)}


def check_sentences(checks, where, said, known):
    """`调解成功率由96.8%降至90.9%` and its evidence."""
    told = 0
    for m in re.finditer(r"由([\d.]+)%([升降])至([\d.]+)%", said):
        first, way, last = float(m[1]), m[2], float(m[3])
        fits = [values for name, values in known.items() if said[:m.start()].endswith(name)]
        ok = False
        for (_, x1, n1), (_, x2, n2) in fits:
            change, low, high = newcombe(x1, n1, x2, n2)
            ok |= (abs(100 * x1 / n1 - first) < 0.051 and abs(100 * x2 / n2 - last) < 0.051 and
                   (low > 0 if way == "升" else high < 0))
        checks.that(ok, f"{where}: {said[m.start() - 12:m.end()]}", str(fits))
        told += 1
    for m in re.finditer(r"(\d{4})年比(\d{4})年([上下])[升降]([\d.]+)个百分点"
                         r"（95%区间([\d.]+)~([\d.]+)）", said):
        end, begin, size, low, high = int(m[1]), int(m[2]), float(m[4]), float(m[5]), float(m[6])
        sign = 1 if m[3] == "上" else -1
        ok = False
        for (y1, x1, n1), (y2, x2, n2) in known.values():
            change, least, most = newcombe(x1, n1, x2, n2)
            if sign < 0:
                least, most = -most, -least
            ok |= ((y1, y2) == (begin, end) and abs(sign * change - size) < 0.051 and
                   abs(least - low) < 0.051 and abs(most - high) < 0.051 and least > 0)
        checks.that(ok, f"{where}: {m[0]}")
        told += 1
    return told


def check_place(checks, given, folder, data, place, known):
    path = folder / "brief.pdf"
    told = 0
    done = run(given.program, "report", "--data", data, "--region", place, "-o", path)
    if not checks.that(done.returncode == 0, f"{place}: a brief", text(done.stderr)):
        return 0
    said, count = printed(path)
    checks.that(2 <= count <= 4, f"{place}: {count} pages")
    checks.that(f"第{count}页，共{count}页" in said, f"{place}: its pages are numbered")
    checks.that("附录" not in said, f"{place}: refers to nothing that it does not hold")
    checks.that("…，第" not in said, f"{place}: references are settled")
    for part in ("数据简报", "主要发现", "怎样读本简报", "采用的报告", "zhibiaoreport--full--region"):
        checks.that(part in said, f"{place}: {part}", said[:400])
    findings = re.search("主要发现(.*?)二、", said)
    checks.that(findings and findings[1].count("。") >= 3, f"{place}: three findings or more")
    told += check_sentences(checks, place, said, known)
    for more in (["--lang", "en"], ["--page", "letter", "--theme", "grey"], ["--evidence"],
                 ["--author", "某县司法局", "--title", "年度报告数据"]):
        done = run(given.program, "report", "--data", data, "--region", place, "-o", path, *more)
        count = printed(path)[1] if done.returncode == 0 else 0
        checks.that(2 <= count <= 4, f"{place} {more}: {count} pages", text(done.stderr))
    return told


def check_data(checks, given, folder, data):
    """Every place of the data; gives how many sentences on changes were compared."""
    with open(data / "documents.csv", encoding="utf-8-sig", newline="") as file:
        documents = list(csv.DictReader(file))
    with open(data / "rates.csv", encoding="utf-8-sig", newline="") as file:
        rates = changes(csv.DictReader(file))
    called = names(given)
    told = 0
    for place in sorted({d["region_code"] or d["region"] for d in documents if d["region"]}):
        known = {called[code]: values for (region, code), values in rates.items()
                 if region == place and code in called}
        told += check_place(checks, given, folder, data, place, known)
    return told


def main():
    given = options(__doc__)
    if not shutil.which("pdftotext"):
        sys.exit(SKIPPED)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        told = check_data(checks, given, folder, given.data)
        checks.that(told > 40, f"sentences on changes compared: {told}")
        if SHARED.exists():
            run(given.program, "run", SHARED, "-o", folder / "out", "-q")
            check_data(checks, given, folder, folder / "out")
        # whose figures they are stands at the head
        (folder / "bureau.txt").write_text(BUREAU, encoding="utf-8")
        run(given.program, "run", folder / "bureau.txt", "-o", folder / "bureau", "-q")
        run(given.program, "report", "--data", folder / "bureau", "--region", "大足区", "-o",
            folder / "bureau.pdf")
        said, count = printed(folder / "bureau.pdf")
        checks.that(count == 2 and "大足区卫生健康委员会法治政府建设年度报告数据简报" in said and
                    "数值限于该部门" in said, "a department's brief bears its name", said[:300])
        # the long report on request, and for several regions
        for more in (["--full"], ["--region", "岚浦县"]):
            path = folder / "long.pdf"
            run(given.program, "report", "--data", given.data, "--region", "墨川县", *more, "-o",
                path)
            checks.that(printed(path)[1] > 4, f"{more}: the long report")
        path = folder / "twice.pdf"
        run(given.program, "report", "--data", given.data, "--region", "墨川县", "--region", "990122",
            "-o", path)
        checks.that(printed(path)[1] <= 4, "the same region by name and by code: a brief")
    checks.end()


if __name__ == "__main__":
    main()
