/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How names of divisions are shortened: 峨山彝族自治县 → 峨山县, 峨山; 泸州市 → 泸州.
 */
#include <string.h>

#include "base/str.h"
#include "lexicon/regions.h"

/* Peoples as they stand in names of autonomous divisions, longer forms first. */
static const zb_str peoples[] = {
    ZB_STR_INIT("柯尔克孜族"), ZB_STR_INIT("乌孜别克族"), ZB_STR_INIT("塔吉克族"),
    ZB_STR_INIT("维吾尔族"),   ZB_STR_INIT("哈萨克族"),   ZB_STR_INIT("鄂伦春族"),
    ZB_STR_INIT("鄂温克族"),   ZB_STR_INIT("达斡尔族"),   ZB_STR_INIT("俄罗斯族"),
    ZB_STR_INIT("塔塔尔族"),   ZB_STR_INIT("布依族"),     ZB_STR_INIT("土家族"),
    ZB_STR_INIT("哈尼族"),     ZB_STR_INIT("傈僳族"),     ZB_STR_INIT("拉祜族"),
    ZB_STR_INIT("景颇族"),     ZB_STR_INIT("布朗族"),     ZB_STR_INIT("撒拉族"),
    ZB_STR_INIT("毛南族"),     ZB_STR_INIT("仡佬族"),     ZB_STR_INIT("锡伯族"),
    ZB_STR_INIT("阿昌族"),     ZB_STR_INIT("普米族"),     ZB_STR_INIT("裕固族"),
    ZB_STR_INIT("保安族"),     ZB_STR_INIT("德昂族"),     ZB_STR_INIT("独龙族"),
    ZB_STR_INIT("赫哲族"),     ZB_STR_INIT("门巴族"),     ZB_STR_INIT("珞巴族"),
    ZB_STR_INIT("基诺族"),     ZB_STR_INIT("仫佬族"),     ZB_STR_INIT("纳西族"),
    ZB_STR_INIT("东乡族"),     ZB_STR_INIT("蒙古族"),     ZB_STR_INIT("朝鲜族"),
    ZB_STR_INIT("高山族"),     ZB_STR_INIT("回族"),       ZB_STR_INIT("藏族"),
    ZB_STR_INIT("苗族"),       ZB_STR_INIT("彝族"),       ZB_STR_INIT("壮族"),
    ZB_STR_INIT("满族"),       ZB_STR_INIT("侗族"),       ZB_STR_INIT("瑶族"),
    ZB_STR_INIT("白族"),       ZB_STR_INIT("傣族"),       ZB_STR_INIT("黎族"),
    ZB_STR_INIT("佤族"),       ZB_STR_INIT("畲族"),       ZB_STR_INIT("水族"),
    ZB_STR_INIT("土族"),       ZB_STR_INIT("羌族"),       ZB_STR_INIT("怒族"),
    ZB_STR_INIT("京族"),       ZB_STR_INIT("各族"),       ZB_STR_INIT("柯尔克孜"),
    ZB_STR_INIT("塔吉克"),     ZB_STR_INIT("维吾尔"),     ZB_STR_INIT("哈萨克"),
    ZB_STR_INIT("蒙古"),       ZB_STR_INIT("锡伯"),       ZB_STR_INIT("民族"),
};

/* Kinds of divisions, longer forms first, and what stands for them in the short form. */
typedef struct kind {
    zb_str suffix;
    zb_str shortened; /* empty: a plain kind, only cut off for the stem */
} kind;
static const kind kinds[] = {
    {ZB_STR_INIT("特别行政区"), {0}},
    {ZB_STR_INIT("自治区"), {0}},
    {ZB_STR_INIT("自治州"), ZB_STR_INIT("州")},
    {ZB_STR_INIT("自治县"), ZB_STR_INIT("县")},
    {ZB_STR_INIT("自治旗"), ZB_STR_INIT("旗")},
    {ZB_STR_INIT("街道"), {0}},
    {ZB_STR_INIT("地区"), {0}},
    {ZB_STR_INIT("林区"), {0}},
    {ZB_STR_INIT("特区"), {0}},
    {ZB_STR_INIT("苏木"), {0}},
    {ZB_STR_INIT("省"), {0}},
    {ZB_STR_INIT("市"), {0}},
    {ZB_STR_INIT("盟"), {0}},
    {ZB_STR_INIT("县"), {0}},
    {ZB_STR_INIT("区"), {0}},
    {ZB_STR_INIT("旗"), {0}},
    {ZB_STR_INIT("镇"), {0}},
    {ZB_STR_INIT("乡"), ZB_STR_INIT("乡")},
};

enum { HAN = 3, STEM_AT_LEAST = 2 * HAN };

/* Cut the peoples off the end, as long as two characters are left. */
static zb_str without_peoples(zb_str stem) {
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t i = 0; i < sizeof peoples / sizeof *peoples && !cut; i++) {
            if (zb_str_ends(stem, peoples[i]) && stem.n >= peoples[i].n + STEM_AT_LEAST) {
                stem.n -= peoples[i].n;
                cut = true;
            }
        }
    }
    return stem;
}

static const kind *kind_of(zb_str name) {
    for (size_t i = 0; name.n && i < sizeof kinds / sizeof *kinds; i++) {
        /* The last byte first: this runs for every row of the table. */
        zb_str suffix = kinds[i].suffix;
        if (name.p[name.n - 1] == suffix.p[suffix.n - 1] && zb_str_ends(name, suffix)) {
            return &kinds[i];
        }
    }
    return NULL;
}

zb_str zb_region_stem(zb_str name, zb_level level) {
    const kind *k = kind_of(name);
    if (!k || name.n < k->suffix.n + STEM_AT_LEAST) {
        return name;
    }
    zb_str stem = {name.p, name.n - k->suffix.n};
    return k->shortened.n || level == ZB_LEVEL_PROVINCE ? without_peoples(stem) : stem;
}

zb_str zb_region_short_name(char *out, size_t capacity, zb_str name) {
    const kind *k = kind_of(name);
    if (!k || !k->shortened.n || name.n < k->suffix.n + STEM_AT_LEAST) {
        return (zb_str){0};
    }
    zb_str whole = {name.p, name.n - k->suffix.n};
    zb_str stem = without_peoples(whole);
    bool plain_township = stem.n == whole.n && zb_str_eq(k->suffix, k->shortened);
    if (plain_township || stem.n + k->shortened.n > capacity) {
        return (zb_str){0};
    }
    memcpy(out, stem.p, stem.n);
    memcpy(out + stem.n, k->shortened.p, k->shortened.n);
    return (zb_str){out, stem.n + k->shortened.n};
}

size_t zb_region_named_at_end(const zb_region *region, zb_str path) {
    if (zb_str_ends(path, region->name)) {
        return region->name.n;
    }
    char buffer[128];
    zb_str shorter = zb_region_short_name(buffer, sizeof buffer, region->name);
    if (shorter.n && zb_str_ends(path, shorter)) {
        return shorter.n;
    }
    zb_str stem = zb_region_stem(region->name, region->level);
    return zb_str_ends(path, stem) ? stem.n : 0;
}

bool zb_region_answers(const zb_region *region, zb_str path) {
    size_t own = zb_region_named_at_end(region, path);
    if (!own) {
        return false;
    }
    zb_str rest = {path.p, path.n - own};
    for (const zb_region *above = region->parent; above && rest.n; above = above->parent) {
        rest.n -= zb_region_named_at_end(above, rest);
    }
    return rest.n == 0;
}
