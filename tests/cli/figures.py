#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures by --pdf and --svg: some as golden SVG line by line (--update writes these anew), all
with a true sentence above and, in English, with no Chinese word but the names of places. Their
PDFs hold the same text and are sound. Many lines stay grey."""
import csv
import io
import itertools
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from program import ROOT, Checks, options, run, text

GOLDEN = HERE.parent / "golden"
RATE = ["--indicator", "mediation.success_rate"]
COUNT = ["--indicator", "mediation.cases"]
FUNNEL = ["compare", *RATE, "--year", "2024", "--funnel"]
ENGLISH = ["--lang", "en"]
GREY = ["--theme", "grey"]
TWO_YEARS = ["--year", "2019"]  # the second year with data
SMALL = ["--region", "云岫县"]  # fewer than 50 cases a year
GOLDENS = {
    "compare-funnel": FUNNEL,
    "compare-funnel-english": [*FUNNEL, *ENGLISH],
    "compare-ranking-english": ["compare", *RATE, *ENGLISH],
    "compare-small": ["compare", *RATE, *SMALL],
    "compare-few-counts": ["compare", *COUNT, *SMALL, "--region", "墨川县"],
    "trend-rate-english": ["trend", *RATE, *ENGLISH],
    "trend-small": ["trend", *RATE, *SMALL],
    "trend-counts-english": ["trend", *COUNT, *ENGLISH],
    "trend-grey": ["trend", *RATE, *GREY],
    "trend-two-years": ["trend", *COUNT, *TWO_YEARS],
    "trend-two-years-english": ["trend", *RATE, *TWO_YEARS, *ENGLISH],
    "trend-slope": ["trend", *RATE, *TWO_YEARS, *SMALL, "--region", "墨川县"],
    "trend-multiples-grey": ["trend", *RATE, "--multiples", *ENGLISH, *GREY],
    "compare-distribution": ["compare", *RATE, "--distribution"],
}
# of each command: all places, one, few, up to a year that is the first or second with data
CASES = [[], SMALL, [*SMALL, "--region", "墨川县"], ["--year", "2024"], ["--year", "2019"],
         ["--year", "2018"], ["--year", "2024", *SMALL]]
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]+")
COLOURED = re.compile(r'<polyline[^>]*stroke="#(1F6FB2|C85A12|0E8F86|5A189A|C2185B)"')
NATIONAL = 200  # counties


drawn_before = {}


def figure(given, *words, data=None):
    """The figure as SVG, or what is said against it; each is drawn once."""
    key = (words, data)
    if key not in drawn_before:
        done = run(given.program, *words, "--svg", "-", "--data", data or given.data)
        drawn_before[key] = text(done.stdout if done.returncode == 0 else done.stderr)
    return drawn_before[key]


def words_of(svg):
    """The lines of text, in the order drawn: the sentence is the first."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg)
    return [re.sub(r"<[^>]*>", "", one).replace("&amp;", "&") for one in texts]


def place_names(given):
    with open(given.data / "documents.csv", encoding="utf-8-sig", newline="") as file:
        paths = {row["region"] for row in csv.DictReader(file)}
    return {path[at:] for path in paths for at in range(len(path))}


def check_goldens(given, checks):
    for name, words in GOLDENS.items():
        drawn = figure(given, *words)
        path = GOLDEN / f"{name}.svg"
        if given.update:
            path.write_text(drawn, "utf-8", newline="")
        checks.that(drawn == path.read_text("utf-8"), f"{name} is drawn as in the golden SVG")


def check_grey(given, checks, folder):
    """In grey no figure has a colour, and no text names one."""
    for words in (*GOLDENS.values(), ["compare", *RATE, "--distribution", *ENGLISH],
                  ["trend", *COUNT, *TWO_YEARS, *ENGLISH]):
        said = " ".join(map(str, words))
        grey = figure(given, *words, *GREY)
        colours = {one for one in re.findall(r"#[0-9A-F]{6}", grey)
                   if len({one[1:3], one[3:5], one[5:7]}) > 1}
        checks.that("#" in grey and not colours, f"{said}: grey has no colour", colours)
        named = [line for line in words_of(grey) if re.search("蓝|橙|blue|orange", line)]
        checks.that(not named, f"{said}: no colour is named in grey", named)
    for theme, coloured in (([], True), (GREY, False)):
        pdf = folder / "theme.pdf"
        run(given.program, *FUNNEL, *theme, "--pdf", pdf, "--data", given.data)
        if shutil.which("qpdf"):
            done = subprocess.run(["qpdf", "--qdf", "--stream-data=uncompress", pdf, "-"],
                                  capture_output=True)
            checks.that(bool(re.search(rb" (rg|RG)\n", done.stdout)) == coloured,
                        "a PDF has colours, but not in grey", theme)


def table(given, *words):
    done = run(given.program, *words, "--format", "csv", "--data", given.data)
    return list(csv.DictReader(io.StringIO(text(done.stdout))))


def printed(number):
    """With one decimal and the minus of print."""
    shown = f"{abs(number):.1f}"
    return shown if float(shown) == 0 or number > 0 else "−" + shown


def check_two_years(given, checks):
    """Of two years the figure tells each place's change as the table has it, and in its sentence
    how many rose and fell by their intervals."""
    for kind in (RATE, COUNT):
        words = ["trend", *kind, *TWO_YEARS, "--by", "county"]
        done = run(given.program, *words, "--json", "--data", given.data)
        rows = json.loads(text(done.stdout))["trends"]
        lines = words_of(figure(given, *words))
        rose = fell = 0
        for row in rows:
            change = next(one for one in row["changes"] if one["low"] is not None)
            low, high = change["low"], change["high"]
            rose += low > 0
            fell += high < 0
            between = "~" if low >= 0 else "至"
            checks.that(printed(low) + between + printed(high) in lines,
                        f"{row['region']}: interval of the change", lines)
        checks.that(len(rows) == 7, "seven counties have both years", len(rows))
        if kind is COUNT:
            checks.that(f"{rose}个上升" in lines[0] and (f"{fell}个下降" in lines[0]) == (fell > 0),
                        "the sentence counts the changes", lines[0])
    lines = words_of(figure(given, *GOLDENS["trend-slope"]))
    checks.that(lines.count("墨川县") == 2 and any("−2.2至0.1" in line for line in lines),
                "two places are slopes, their intervals told in the note", lines)


def check_one_year(given, checks, folder):
    """Without series of two years the figure is the ranking, whatever it is written to."""
    words = ["trend", *RATE, "--year", "2018"]
    path = folder / "one-year.svg"
    done = run(given.program, *words, "--svg", path, "--data", given.data)
    checks.that(done.returncode == 0 and path.read_text("utf-8") == figure(given, *words),
                "one year to a file as to standard output", text(done.stderr))
    checks.that(words_of(figure(given, *words)) ==
                words_of(figure(given, "compare", *RATE, "--year", "2018")),
                "one year is the ranking of compare")


def check_signs(given, checks):
    """Minus and dash of print, no hyphen beside a digit."""
    for words in GOLDENS.values():
        for line in words_of(figure(given, *words)):
            checks.that(not re.search(r"(?<![\w-])-\d|\d-\d", line),
                        f"{' '.join(words)}: no hyphen for a minus", line)


def check_single(given, checks, folder):
    """One is told in the singular."""
    source = folder / "single.jsonl"
    source.write_text("".join(json.dumps(
        {"name": f"{number}", "region": code, "year": 2021,
         "text": f"2021年，全县共办结行政复议案件{number}件。"}, ensure_ascii=False) + "\n"
        for number, code in ((1, "500233"), (2, "500229"))), "utf-8")
    with open(source, "rb") as file:
        run(given.program, "run", "-", "-o", folder / "single", "-q", stdin=file)
    words = ["compare", "--indicator", "review.closed", *ENGLISH]
    for code, wanted in (("500233", "1 case"), ("500229", "2 cases")):
        lines = words_of(figure(given, *words, "--region", code, data=folder / "single"))
        checks.that(lines[0].endswith(wanted), f"{wanted} is told", lines)


def check_distribution(given, checks):
    lines = words_of(figure(given, "compare", *RATE, "--distribution", "--year", "2025"))
    values = sorted(float(row["value"]) for row in
                    table(given, "compare", *RATE, "--year", "2025"))
    median = (values[3] + values[4]) / 2
    checks.that(len(values) == 8 and f"中位数为{median:.1f}%" in lines[0],
                "the sentence tells the median", lines[0])


def check_cases(given, checks):
    """Every command, kind, choice and language: a figure with a sentence, English in English."""
    names = place_names(given)
    for command, kind, case in itertools.product(("rates", "trend", "compare"), (RATE, COUNT),
                                                 CASES):
        if command == "rates" and kind is COUNT:
            continue
        said = " ".join([command, *kind, *case])
        chinese = words_of(figure(given, command, *kind, *case))
        english = words_of(figure(given, command, *kind, *case, *ENGLISH))
        if not checks.that(chinese and english, f"{said}: a figure"):
            continue
        checks.that(not chinese[0].startswith("单位") and not english[0].startswith("Unit"),
                    f"{said}: a sentence stands above", f"{chinese[0]}\n{english[0]}")
        checks.that(any(line.startswith("注") for line in chinese) or kind is COUNT,
                    f"{said}: a note stands below")
        left = [part for line in english for part in CHINESE.findall(line) if part not in names]
        checks.that(not left, f"{said}: no Chinese word in English", " ".join(left))
        numbers = [re.findall(r"\d+", lines[0]) for lines in (chinese, english)]
        checks.that(bool(numbers[0]) and bool(numbers[1]), f"{said}: the sentence tells numbers")


def check_sentences(given, checks):
    """What the sentence says of the standings is what the table has."""
    told = 0
    for code, year in itertools.product(("mediation.success_rate", "safety.rectification_rate",
                                         "litigation.appearance_rate"), range(2018, 2026)):
        words = ["compare", "--indicator", code, "--year", year]
        done = run(given.program, *words, "--format", "csv", "--data", given.data)
        if done.returncode:
            continue
        rows = list(csv.DictReader(io.StringIO(text(done.stdout))))
        standings = [row["standing"] for row in rows if row["standing"] in
                     ("same", "high95", "high998", "low95", "low998")]
        high = sum(one.startswith("high") for one in standings)
        low = sum(one.startswith("low") for one in standings)
        sentence = words_of(figure(given, *words))[0]
        if not standings or len(rows) < 2:
            checks.that("高于" not in sentence and "低于" not in sentence,
                        f"{code} {year}: nothing compared, nothing told", sentence)
            continue
        told += 1
        wanted = [f"{len(standings)}个地区"] + [f"{n}个{way}" for n, way in
                                            ((high, "高于"), (low, "低于")) if n]
        wanted += [] if high or low else ["均未超出随机波动的范围"]
        checks.that(all(part in sentence for part in wanted), f"{code} {year}: {wanted}", sentence)
    checks.that(told >= 8, "standings of several years are told", told)


def check_pdf(given, checks, folder):
    """The PDF says what the SVG says; both at once, wherever they are written to."""
    for number, words in enumerate(GOLDENS.values()):
        pdf, svg = folder / f"{number}.pdf", folder / f"{number}.drawing"
        done = run(given.program, *words, "--pdf", pdf, "--svg", svg, "--data", given.data)
        checks.that(done.returncode == 0 and svg.read_text("utf-8") == figure(given, *words),
                    f"{' '.join(words)}: --pdf and --svg together", text(done.stderr))
        language = b"/Lang (en)" if "en" in words else b"/Lang (zh-CN)"
        checks.that(language in pdf.read_bytes(), f"{' '.join(words)}: the PDF tells its language")
        if shutil.which("pdftotext"):
            done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True)
            said = re.sub(r"\s", "", text(done.stdout))
            lost = [line for line in words_of(svg.read_text("utf-8"))
                    if re.sub(r"\s", "", line) not in said]
            checks.that(not lost, f"{' '.join(words)}: the PDF says the same", "\n".join(lost))
            checks.that(not done.stderr, "pdftotext has nothing to complain of",
                        text(done.stderr))
        if shutil.which("qpdf"):
            done = subprocess.run(["qpdf", "--check", pdf], capture_output=True)
            checks.that(done.returncode == 0, "qpdf finds no fault", text(done.stdout))
    svg = folder / "named.svg"
    run(given.program, *FUNNEL, "--pdf", svg, "--data", given.data)
    checks.that(svg.read_text("utf-8") == (GOLDEN / "compare-funnel.svg").read_text("utf-8"),
                "--pdf FILE.svg writes SVG")


def check_rates(given, checks):
    year = ["--year", "2024"]
    checks.that(figure(given, "rates", *RATE, *year) == figure(given, "compare", *RATE, *year),
                "rates --year draws the places of that year")
    checks.that(figure(given, "rates", *RATE) == figure(given, "trend", *RATE),
                "rates without a year draws the years")


def check_whole(given, checks):
    """The whole of two picked places is that of all, and called so."""
    of_all, of_two = (words_of(figure(given, "trend", *RATE, *case))
                      for case in ([], [*SMALL, "--region", "墨川县"]))
    checks.that(of_all[0] == of_two[0] and of_all[0].startswith("全市"),
                "picked places do not change the whole", f"{of_all[0]}\n{of_two[0]}")
    for said in (re.sub(r"\s", "", "".join(lines)) for lines in (of_all, of_two)):
        checks.that("8地2018—2025年法治政府建设年度报告，共61份" in said,
                    "the source tells all reports that the whole is from", said)
        checks.that("2022年不含澄川市" in said and "2018、2019年不含岚浦县" in said,
                    "the note tells whom the whole lacks", said)
    two = re.sub(r"\s", "", "".join(words_of(figure(given, "trend", *RATE, "--region", "汀桥区",
                                                   "--region", "墨川县"))))
    checks.that("橙色的线" in two and "蓝色的线" not in two and "带点的线为所选地区" in two,
                "only colours that are there are told", two)


def newcombe(first, last):
    """The interval of the difference of two rates, from the Wilson interval of each."""
    def wilson(one):
        n, p, z2 = one["denominator"], one["numerator"] / one["denominator"], 1.959964 ** 2
        half = (z2 * (p * (1 - p) / n + z2 / (4 * n * n))) ** 0.5
        return p, (p + z2 / (2 * n) - half) / (1 + z2 / n), (p + z2 / (2 * n) + half) / (1 + z2 / n)
    (p1, low1, high1), (p2, low2, high2) = wilson(first), wilson(last)
    return (p2 - p1 - ((p2 - low2) ** 2 + (high1 - p1) ** 2) ** 0.5,
            p2 - p1 + ((high2 - p2) ** 2 + (p1 - low1) ** 2) ** 0.5)


def verdicts(given, kind):
    """How many counties rose, fell: rates by the interval of the change, counts by the trend."""
    rows = json.loads(text(run(given.program, "trend", *kind, "--by", "county", "--json", "--data",
                               given.data).stdout))["trends"]
    if kind is COUNT:
        return [sum(one["direction"] == way for one in rows) for way in ("rising", "falling")]
    changes = [newcombe(row["values"][0], row["values"][-1]) for row in rows]
    return [sum(low > 0 for low, _ in changes), sum(high < 0 for _, high in changes)]


def check_standings(given, checks):
    """What colours mean is told in colour and in grey; English sentences have verbs, and call the
    whole as the report does."""
    ranking = ["compare", *RATE]
    for words, told in (([], "蓝色高于、橙色低于控制限"), (GREY, "数值加粗的超出控制限"),
                        (ENGLISH, "Blue: above, orange: below the limits"),
                        ([*GREY, *ENGLISH], "Values in bold: beyond the limits")):
        said = re.sub(r"\s", "", "".join(words_of(figure(given, *ranking, *words))))
        checks.that(told.replace(" ", "") in said, "compare: what tones mean", said)
    lines = words_of(figure(given, *ranking, *ENGLISH))
    checks.that("of 8 places, 1 is above and 1 is below the whole" in lines[0]
                and "City" in " ".join(lines), "compare: an English sentence", lines)
    lines = words_of(figure(given, "trend", *RATE, *ENGLISH))
    checks.that("Mediation success rate of the city rose from 94.0% in 2020" in lines[0]
                and "City" in lines, "trend: an English sentence", lines)


def check_multiples(given, checks):
    """What the sentence counts is what the panels show, and the source counts reports."""
    for words, rose in ((RATE, "上升"), (COUNT, "呈上升趋势")):
        rising, falling = verdicts(given, words)
        checks.that((rising, falling) == ((6, 1) if words is RATE else (7, 0)),
                    "multiples: the table's verdicts", f"{rising} {falling}")
        drawn = figure(given, "trend", *words, "--multiples")
        said = words_of(drawn)
        colours = [colour for colour in COLOURED.findall(drawn)]
        checks.that(f"{rising}个{rose}" in said[0].replace(" ", ""), "multiples: risen", said[0])
        checks.that(colours.count("1F6FB2") >= rising and
                    (colours.count("C85A12") > 0) == (falling > 0), "multiples: colours",
                    " ".join(colours))
        whole = "".join(said).replace(" ", "")
        checks.that("8地2018—2025年法治政府建设年度报告，共61份" in whole and "--" not in whole
                    and f"蓝色▲{rose}" in whole and ("Newcombe" in whole) == (words is RATE)
                    and ("Mann" in whole) == (words is COUNT), "multiples: source and note",
                    whole[-200:])


def check_stated(given, checks):
    said = "".join(words_of(figure(given, "compare", "--indicator", "群众满意率"))).replace(" ", "")
    checks.that("只有表述值" in said and "区间，右列" not in said, "stated rates say so", said)
    said = words_of(figure(given, "compare", *COUNT, "--by", "county"))
    checks.that("4,549件" in said[0].replace(" ", ""), "thousands in the sentence as beside the marks",
                said[0])


def check_refused(given, checks, folder):
    for says, code, words in (
            ("too few places", 3, [*FUNNEL, *SMALL, "--svg", folder / "none.svg"]),
            ("one of them a file", 2, [*FUNNEL, "--svg", "-", "--pdf", "-"]),
            ("give the figure a file", 2, [*FUNNEL, "--svg", "-", "--json"]),
            ("name it with --indicator", 2, ["rates", "--svg", folder / "none.svg"]),
            ("leave --svg out", 2, ["rates", *COUNT, "--population", ROOT / "tests/cli" /
                                    "population.csv", "--svg", folder / "none.svg"]),
            ("an index is shown", 2, ["compare", "--index", "mediation.cases,review.received",
                                      "--svg", folder / "none.svg"]),
            ("too few places for a distribution", 3, ["compare", *RATE, "--distribution", "--by",
                                                      "city", "--svg", folder / "none.svg"]),
            ("name its file", 2, ["compare", *RATE, "--distribution"]),
            ("give one of them", 2, [*FUNNEL, "--distribution", "--svg", folder / "none.svg"]),
            ("name its file", 2, ["trend", *RATE, "--multiples"]),
            ("need three years", 3, ["trend", *RATE, *TWO_YEARS, "--multiples", "--svg",
                                     folder / "none.svg"]),
            ("does not write .pdf files", 2, ["trend", *RATE, "--svg", folder / "none.pdf"]),
            ("does not write .txt files", 2, ["trend", *RATE, "--pdf", folder / "none.TXT"]),
            ("does not write .svg files", 2, [*FUNNEL, "--pdf", folder / "none.SVG"]),
            ("--theme takes", 2, ["trend", *RATE, "--theme", "red", "--svg", "-"]),
            ("is no rate", 2, ["rates", *COUNT, "--svg", folder / "none.svg"]),
            ("choose another", 3, ["trend", *RATE, "--year", "2001", "--svg", "-"])):
        done = run(given.program, *words, "--data", given.data)
        checks.that(done.returncode == code and says in text(done.stderr)
                    and not list(folder.glob("none.*")),
                    f"{' '.join(map(str, words))}: {says}", text(done.stderr))


def national_reports():
    """Counties of the whole country, each a little better or worse."""
    with open(ROOT / "datasets" / "regions.csv", encoding="utf-8-sig", newline="") as file:
        counties = [row for row in csv.DictReader(file)
                    if row["level"] == "county" and not row["until"]][:NATIONAL]
    for at, county in enumerate(counties):
        for year in range(2019, 2024):
            cases = 60 + 37 * at % 3000
            won = cases * (80 + (at * 7 + year) % 20) // 100
            yield {"name": f"{county['code']}-{year}", "region": county["code"], "year": year,
                   "text": f"{year}年，全县共调解矛盾纠纷{cases}件，调解成功{won}件。"}


def check_many(given, checks, folder):
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in national_reports())
    source = folder / "national.jsonl"
    source.write_text(lines, "utf-8")
    with open(source, "rb") as file:
        done = run(given.program, "run", "-", "-o", folder / "national", "-q", stdin=file)
    if not checks.that(done.returncode == 0, "national data are read", text(done.stderr)):
        return
    drawn = figure(given, "trend", *RATE, data=folder / "national")
    checks.that(drawn.count("<polyline") > NATIONAL, "all lines are drawn", drawn[:200])
    checks.that(0 < len(COLOURED.findall(drawn)) <= 4, "few of many lines have colour",
                len(COLOURED.findall(drawn)))
    checks.that("只着色" in drawn, "the note says which have colour", words_of(drawn)[-3:])
    counts = figure(given, "trend", *COUNT, *ENGLISH, data=folder / "national")
    checks.that(not COLOURED.findall(counts) and "Median" in counts,
                "many counts are grey, with their median", words_of(counts))
    many = words_of(figure(given, "trend", *RATE, "--multiples", data=folder / "national"))
    checks.that(any(f"共{NATIONAL}地，按代码只画前24地，其余{NATIONAL - 24}地未画" in line.replace(" ", "")
                    for line in many), "the note tells who is left out of small multiples", many)
    two = words_of(figure(given, "trend", *COUNT, "--year", "2020", data=folder / "national"))
    checks.that(any(f"只列变化最高和最低的各15地，其余{NATIONAL - 30}地" in line.replace(" ", "")
                    for line in two), "the note tells who is left out of two years", two)
    spread = words_of(figure(given, "compare", *RATE, "--distribution", *ENGLISH,
                             data=folder / "national"))
    checks.that(f"median of {NATIONAL} places" in spread[0], "histograms of many", spread)
    one_year = ["trend", *RATE, "--year", "2019"]
    checks.that(figure(given, *one_year, data=folder / "national")
                == figure(given, "compare", *RATE, "--year", "2019", data=folder / "national"),
                "a trend of a single year is a ranking")


def main():
    given = options(__doc__, update={"action": "store_true"})
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_goldens(given, checks)
        check_grey(given, checks, folder)
        check_two_years(given, checks)
        check_one_year(given, checks, folder)
        check_signs(given, checks)
        check_single(given, checks, folder)
        check_distribution(given, checks)
        check_cases(given, checks)
        check_sentences(given, checks)
        check_pdf(given, checks, folder)
        check_rates(given, checks)
        check_whole(given, checks)
        check_multiples(given, checks)
        check_standings(given, checks)
        check_stated(given, checks)
        check_refused(given, checks, folder)
        check_many(given, checks, folder)
    checks.end()


if __name__ == "__main__":
    main()
