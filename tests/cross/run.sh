#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/cross/run.sh CROSS_R FILE
#
# Write what the program says of its random data to FILE, and have R compute the same. 77: not
# asked for (it is `./check --full` that does), or there is no R.
if [ "${ZHIBIAO_TEST_FULL:-no}" != yes ] || ! command -v Rscript >/dev/null; then
    exit 77
fi
"$1" >"$2" && exec Rscript --vanilla "$(dirname "$0")/check.R" <"$2"
