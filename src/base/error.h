/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filling a zb_error. The first cause stands; callers add only the input's name and the place.
 */
#ifndef ZB_BASE_ERROR_H
#define ZB_BASE_ERROR_H

#include "zhibiao/types.h"

/* Fill `err` (NULL allowed) and return `code`. The message is cut at a character's border when
 * it does not fit. */
zb_status zb_error_set(zb_error *err, zb_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* ZB_E_NOMEM with its usual message. */
zb_status zb_error_nomem(zb_error *err);
/* Name the input unless it has a name already. */
void zb_error_input(zb_error *err, zb_str name);

#endif
