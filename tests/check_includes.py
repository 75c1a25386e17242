#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that includes point in one direction only, as the architecture has it.

    check_includes.py ROOT

A module may include its own headers, those of modules to its left, and the public headers of
both. The program (src/cli) may include public headers and its own alone.
"""
import pathlib
import re
import sys

ORDER = ["base", "lexicon", "source", "extract", "learn", "dataset", "stats", "chart", "report",
         "export", "pipeline"]
# Which module a public header speaks for. analysis.h and result.h join data sets and statistics.
PUBLIC = {"types": "base", "lexicon": "lexicon", "document": "source", "extract": "extract",
          "learn": "learn", "dataset": "dataset", "stats": "stats", "analysis": "stats", "result": "stats",
          "chart": "chart", "report": "report", "export": "export", "pipeline": "pipeline", "zhibiao": "cli"}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def module_of(included):
    """The module that an include of the form "folder/name.h" belongs to."""
    folder, _, name = included.partition("/")
    if folder == "zhibiao":
        return PUBLIC.get(name.removesuffix(".h"))
    return folder if folder in ORDER or folder == "cli" else None


def allowed(user, included):
    module = module_of(included)
    if module is None:
        return False
    if user == "cli":
        return module == "cli" or included.startswith("zhibiao/")
    return module != "cli" and ORDER.index(module) <= ORDER.index(user)


def main():
    root = pathlib.Path(sys.argv[1])
    wrong = []
    seen = 0
    files = [(path, path.relative_to(root / "src").parts[0])
             for path in sorted((root / "src").rglob("*.[ch]"))]
    files += [(path, PUBLIC.get(path.stem))
              for path in sorted((root / "include" / "zhibiao").glob("*.h"))]
    for path, user in files:
        seen += 1
        if user not in ORDER and user != "cli":
            wrong.append(f"{path.relative_to(root)}: belongs to no module")
            continue
        for included in INCLUDE.findall(path.read_text("utf-8")):
            if not allowed(user, included):
                wrong.append(f"{path.relative_to(root)}: may not include {included}")
    print(*wrong, f"{seen} files", sep="\n")
    sys.exit(bool(wrong) or seen < 10)


if __name__ == "__main__":
    main()
