/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The further parts of making a model.
 */
#ifndef ZB_REPORT_MODEL_INSIDE_H
#define ZB_REPORT_MODEL_INSIDE_H

#include "report/model.h"

/* Groups and the region of the title, once places and years are known. False: no memory. */
bool zb_model_make_groups(zb_model *model);
/* Whether the places may be compared: they lie in one division, or are many. */
bool zb_group_compares(const zb_group *group);
/* Rates, trends, comparisons and topics, once places, groups and years are known. */
zb_status zb_model_make_rates(zb_model *model, zb_error *err);
/* Parts of counts, once places and years are known. False: no memory. */
bool zb_model_make_parts(zb_model *model);

#endif
