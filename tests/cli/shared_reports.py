#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Score `extract` on real reports that lie beside the project; skipped where there are none."""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from program import ROOT, SKIPPED, options, run, text

SHARED = ROOT.parent / "shared"
LEAST = ["detect=0.95", "value=0.97", "fact=0.80", "region=1", "level=1", "year=1"]


def main():
    given = options(__doc__)
    if not (SHARED / "tools" / "score.py").exists():
        print(f"skipped: there is no {SHARED.name} folder beside the project")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        rows = pathlib.Path(folder) / "rows.jsonl"
        done = run(given.program, "extract", SHARED / "reports", "-o", rows)
        if done.returncode != 0:
            print(done.returncode, text(done.stderr))
            sys.exit(1)
        score = subprocess.run([sys.executable, SHARED / "tools" / "score.py", rows,
                                SHARED / "reports", SHARED / "gold", "--errors", "--min", *LEAST],
                               env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"})
    sys.exit(score.returncode)


if __name__ == "__main__":
    main()
