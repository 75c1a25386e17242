/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second part of making a model.
 */
#ifndef ZB_REPORT_MODEL_INSIDE_H
#define ZB_REPORT_MODEL_INSIDE_H

#include "report/model.h"

/* Rates, trends, comparisons and topics, once places, groups and years are known. */
zb_status zb_model_make_rates(zb_model *model, zb_error *err);

#endif
