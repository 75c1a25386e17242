#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run of the sample against what was put into its reports."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from program import SAMPLE, options

given = options(__doc__)
sys.exit(subprocess.run([sys.executable, HERE.parent / "tools" / "truth.py", given.data, SAMPLE,
                         "--min", "0.95", "--errors"]).returncode)
