/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of libzhibiao.
 */
#ifndef ZHIBIAO_ZHIBIAO_H
#define ZHIBIAO_ZHIBIAO_H

#include "zhibiao/types.h"
#include "zhibiao/lexicon.h"
#include "zhibiao/document.h"
#include "zhibiao/extract.h"
#include "zhibiao/learn.h"
#include "zhibiao/dataset.h"
#include "zhibiao/stats.h"
#include "zhibiao/analysis.h"
#include "zhibiao/result.h"
#include "zhibiao/chart.h"
#include "zhibiao/report.h"
#include "zhibiao/export.h"
#include "zhibiao/pipeline.h"

#endif
