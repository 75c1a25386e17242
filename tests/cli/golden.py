#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the commands of golden.txt on the sample and compare exit code and output with golden files.

Each line of golden.txt is `NAME: EXIT: ARGUMENTS`, optionally with settings `KEY=VALUE` before
the arguments. {data}, {sample} and {tests}, this one, stand for folders. The output, standard error behind standard
output, is that of ../golden/NAME.txt; --update writes it anew.
"""
import pathlib
import shlex
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from program import Checks, ROOT, SAMPLE, options, run, text


def cases():
    for line in (HERE / "golden.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, code, arguments = (part.strip() for part in line.split(":", 2))
            yield name, int(code), shlex.split(arguments)


def main():
    given = options(__doc__, update={"action": "store_true"}, only={"default": ""})
    checks = Checks()
    places = {"{data}": str(given.data), "{sample}": str(SAMPLE), "{tests}": str(HERE)}
    for name, code, words in cases():
        if given.only and given.only != name:
            continue
        for mark, place in places.items():
            words = [word.replace(mark, place) for word in words]
        env = {}
        while words and words[0].split("=")[0].isupper() and "=" in words[0]:
            key, _, value = words.pop(0).partition("=")
            env[key] = value
        done = run(given.program, *words, env=env, cwd=ROOT)
        output = text(done.stdout)
        if done.stderr:
            output += "--- standard error\n" + text(done.stderr)
        for mark, place in places.items():
            output = output.replace(place, mark)
        checks.that(done.returncode == code, f"{name}: exit code {code}",
                    f"{done.returncode}\n{text(done.stderr)}")
        golden = HERE.parent / "golden" / f"{name}.txt"
        if given.update:
            golden.write_text(output, "utf-8", newline="")
        wanted = golden.read_bytes().decode("utf-8") if golden.exists() else ""
        checks.that(output == wanted, f"{name}: output as in {golden.name}",
                    f"--- wanted\n{wanted}--- got\n{output}")
    checks.end()


if __name__ == "__main__":
    main()
