#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Same input, same bytes: whatever the number of threads, the locale, the order of reading."""
import filecmp
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import Checks, REGIONS, SAMPLE, options, run, text


def main():
    given = options(__doc__)
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, jobs, env in (("one", 1, {}), ("four", 4, {}),
                                ("local", 2, {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Shanghai"})):
            done = run(given.program, "run", SAMPLE, "--regions", REGIONS, "-j", jobs, "-o",
                       folder / "out", env=env)
            checks.that(done.returncode == 0, f"run {name}", text(done.stderr))
            shutil.move(folder / "out", folder / name)
            (folder / f"{name}.stdout").write_bytes(done.stdout)
        files = sorted(path.name for path in (folder / "one").iterdir())
        for other in ("four", "local"):
            checks.that(files == sorted(path.name for path in (folder / other).iterdir()),
                        f"the same files: {other}")
            for name in files:
                checks.that(filecmp.cmp(folder / "one" / name, folder / other / name, False),
                            f"the same bytes: {other}/{name}")
            checks.that(filecmp.cmp(folder / "one.stdout", folder / f"{other}.stdout", False),
                        f"the same summary: {other}")
        streams = [run(given.program, "extract", SAMPLE, "--regions", REGIONS, "-j", jobs).stdout
                   for jobs in (1, 4)]
        checks.that(streams[0] and streams[0] == streams[1], "extract: the same bytes")
    checks.end()


if __name__ == "__main__":
    main()
