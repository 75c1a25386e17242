#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of README.md are what the program prints. --update writes them anew.

An example is a fenced block whose first line begins with `$ ` and calls zhibiao; it runs where
`output` holds the results of the sample. `ID` of explain is looked up: the slip of lanpu-2022.
"""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, ROOT, environment, options, text

BLOCK = re.compile(r"^```\n(\$ [^\n]*zhibiao [^\n]*)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def slip(data):
    """The ID of the stated rate of lanpu-2022 that is a typing slip."""
    with open(data / "observations.csv", encoding="utf-8", newline="") as stream:
        return next(row["id"] for row in csv.DictReader(stream)
                    if row["document"] == "lanpu-2022" and row["value"] == "96.2"
                    and row["indicator"] == "mediation.success_rate")


def main():
    given = options(__doc__, update={"action": "store_true"})
    checks = Checks()
    readme = ROOT / "README.md"
    whole = readme.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "output").symlink_to(given.data.absolute())
        (folder / "zhibiao").symlink_to(given.program)
        path = f"{folder}{os.pathsep}{os.environ['PATH']}"

        def renewed(match):
            command = re.sub(r"explain \S+", f"explain {slip(given.data)}", match[1])
            done = subprocess.run(["bash", "-c", command[2:]], cwd=folder, capture_output=True,
                                  env=environment(PATH=path, COLUMNS="100"))
            checks.that(done.returncode == 0, command, text(done.stderr))
            output = f"```\n{command}\n{text(done.stdout)}```\n"
            checks.that(given.update or output == match[0], f"README.md: {command}",
                        f"--- wanted\n{match[0]}--- got\n{output}")
            return output

        new = BLOCK.sub(renewed, whole)
    checks.that(checks.passed >= 10, "README.md has five examples")
    if given.update:
        readme.write_text(new, "utf-8")
    checks.end()


if __name__ == "__main__":
    main()
