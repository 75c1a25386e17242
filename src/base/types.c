/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names behind zhibiao/types.h.
 */
#include "zhibiao/types.h"

#include "base/str.h"

static const char *const level_names[] = {
    [ZB_LEVEL_OTHER] = "other",   [ZB_LEVEL_PROVINCE] = "province", [ZB_LEVEL_CITY] = "city",
    [ZB_LEVEL_COUNTY] = "county", [ZB_LEVEL_TOWN] = "town",
};

const char *zb_level_name(zb_level level) {
    return level_names[level];
}

zb_level zb_level_parse(zb_str name) {
    for (int i = ZB_LEVEL_PROVINCE; i <= ZB_LEVEL_TOWN; i++) {
        if (zb_str_eq(name, zb_str_from(level_names[i]))) {
            return (zb_level)i;
        }
    }
    return ZB_LEVEL_OTHER;
}

const char *zb_version(void) {
    return ZB_VERSION;
}
