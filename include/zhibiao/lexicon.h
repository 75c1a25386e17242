/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The domain knowledge of datasets/: indicators, measure words, cue words, regions. Loaded once,
 * then read-only: a loaded lexicon may be used by any number of threads.
 */
#ifndef ZHIBIAO_LEXICON_H
#define ZHIBIAO_LEXICON_H

#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct zb_lexicon zb_lexicon;

/** How the values of an indicator combine over regions or sub-periods. */
typedef enum zb_aggregation { ZB_AGG_SUM = 0, ZB_AGG_LAST, ZB_AGG_MEAN } zb_aggregation;

/** One row of the catalogue. All views live as long as the lexicon. */
typedef struct zb_indicator {
    zb_str code;    /**< `mediation.success_rate` */
    zb_str name_zh; /**< `调解成功率` */
    zb_str name_en;
    zb_str meaning;    /**< one English sentence */
    zb_str group;      /**< Chinese group name, for tables: `矛盾化解` */
    zb_str group_en;   /**< `Dispute resolution`; empty when the catalogue names it in Chinese only */
    zb_str unit_class; /**< `case person time item amount percent score …` */
    zb_str unit_zh;    /**< the unit shown in tables: `件`, `%`, `万元` */
    zb_str unit_en;    /**< the same in English: `cases`, `%`; the class where none is given */
    zb_str unit_one_en; /**< of a single one: `case` */
    zb_aggregation aggregation;
    bool is_rate;       /**< a share in per cent */
    zb_str numerator;   /**< code, or empty: a rate that is only stated, never computed */
    zb_str denominator; /**< code, or empty */
    int index;          /**< position in the catalogue, from 0 */
} zb_indicator;

/** One administrative division. All views live as long as the lexicon. */
typedef struct zb_region {
    zb_str code; /**< 6 digits GB/T 2260, or 9 digits for towns */
    zb_str name; /**< `忠县` */
    zb_str path; /**< `重庆市忠县` */
    zb_level level;
    const struct zb_region *parent; /**< NULL for a province */
    zb_str until;                   /**< last year of a former name, or empty */
} zb_region;

/** A dated fact that a chart may name as background, never as a cause. All views live as long as
 * the lexicon. */
typedef struct zb_event {
    int year, month, day; /**< month, day: 0 when only the year, or the month, is told */
    bool published;       /**< a programme published on that day, else a law in force from it */
    zb_str name_zh;       /**< `新修订的《行政复议法》` */
    zb_str name_en;
    const struct zb_event_scope *scope; /**< asked by zb_event_may_explain */
    size_t scope_count;
} zb_event;

/** Where to find the knowledge, and what to add to it. Zeroed: the usual places, nothing more. */
typedef struct zb_lexicon_options {
    const char *datasets;             /**< folder; NULL: $ZHIBIAO_DATASETS, build tree, prefix */
    const char *const *extra_regions; /**< further regions files */
    size_t extra_region_count;
    bool without_weights; /**< leave weights.tsv unread: for learning, which writes it anew */
} zb_lexicon_options;

/** Load the knowledge. `*out` is the caller's, to free with zb_lexicon_free.
 * Fails with ZB_E_NOTFOUND (no datasets folder), ZB_E_IO, ZB_E_FORMAT (names file and place),
 * ZB_E_NOMEM. */
ZB_API zb_status zb_lexicon_load(zb_lexicon **out, const zb_lexicon_options *options,
                                 zb_error *err);
/** Accepts NULL. */
ZB_API void zb_lexicon_free(zb_lexicon *lexicon);

/** Folder the knowledge was loaded from. */
ZB_API const char *zb_lexicon_folder(const zb_lexicon *lexicon);
/** Hash of everything loaded: two lexicons with the same fingerprint extract the same. */
ZB_API uint64_t zb_lexicon_fingerprint(const zb_lexicon *lexicon);

ZB_API size_t zb_lexicon_indicator_count(const zb_lexicon *lexicon);
ZB_API const zb_indicator *zb_lexicon_indicator_at(const zb_lexicon *lexicon, size_t index);
/** By code; NULL when the catalogue has none. */
ZB_API const zb_indicator *zb_lexicon_indicator(const zb_lexicon *lexicon, zb_str code);

ZB_API size_t zb_lexicon_region_count(const zb_lexicon *lexicon);
ZB_API const zb_region *zb_lexicon_region_at(const zb_lexicon *lexicon, size_t index);
/** By code; NULL when unknown. */
ZB_API const zb_region *zb_lexicon_region(const zb_lexicon *lexicon, zb_str code);
/** Whether `region` is `above` or lies in it, at whatever depth; false where either is NULL. */
ZB_API bool zb_region_lies_under(const zb_region *region, const zb_region *above);
/** Find regions by code, name, path or the end of a path (`忠县复兴镇`); a path may call those above
 * by former names (`襄樊市襄城区`). Writes at most `capacity` pointers to `out`, in order of code,
 * and returns how many there are in all. */
ZB_API size_t zb_lexicon_find_regions(const zb_lexicon *lexicon, zb_str name, const zb_region **out,
                                      size_t capacity);

/** Events in order of their dates; none where the knowledge folder has no events.json. */
ZB_API size_t zb_lexicon_event_count(const zb_lexicon *lexicon);
ZB_API const zb_event *zb_lexicon_event_at(const zb_lexicon *lexicon, size_t index);
/** Whether it may bear on the indicator of that code. */
ZB_API bool zb_event_may_explain(const zb_event *event, zb_str code);

#ifdef __cplusplus
}
#endif
#endif
