# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of whole commands share: running the program, and telling how it went."""
import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "datasets" / "sample"
REGIONS = SAMPLE / "regions.csv"
SKIPPED = 77  # told to CTest as SKIP_RETURN_CODE


def options(description, **more):
    """The options all these tests have: the program, and a folder with a run of the sample."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path, help="results of `run` on the sample")
    for name, settings in more.items():
        parser.add_argument(f"--{name}", **settings)
    given = parser.parse_args()
    given.program = given.program.absolute()  # commands run in other folders
    return given


def environment(**more):
    """The same surroundings everywhere: no colours, no terminal width, a fixed date."""
    kept = {key: value for key, value in os.environ.items()
            if key not in ("COLUMNS", "NO_COLOR", "ZHIBIAO_DATASETS", "LC_ALL", "LANG")}
    return {**kept, "SOURCE_DATE_EPOCH": "1735689600", **more}


def run(program, *arguments, env=None, **settings):
    """Run the program; output as bytes, since it need not be text."""
    settings.setdefault("stdout", subprocess.PIPE)
    settings.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([str(program), *map(str, arguments)], stderr=subprocess.PIPE,
                          env=environment(**(env or {})), timeout=900, **settings)


class Checks:
    """Count what holds and what does not; print only what does not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, holds, what, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {what}", detail, sep="\n" if detail else "")
        return holds

    def end(self):
        print(f"{self.passed} checks hold, {self.failed} do not")
        sys.exit(1 if self.failed or not self.passed else 0)


def text(data):
    return data.decode("utf-8", "replace")
