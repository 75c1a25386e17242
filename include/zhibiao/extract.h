/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a document to observations: each quantity that the text states, with what it counts.
 */
#ifndef ZHIBIAO_EXTRACT_H
#define ZHIBIAO_EXTRACT_H

#include "zhibiao/document.h"
#include "zhibiao/lexicon.h"
#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum zb_qualifier { ZB_EQ = 0, ZB_GE, ZB_LE, ZB_APPROX } zb_qualifier;
typedef enum zb_kind { ZB_KIND_LEVEL = 0, ZB_KIND_RATE, ZB_KIND_CHANGE } zb_kind;
typedef enum zb_fact_status { ZB_ACTUAL = 0, ZB_TARGET } zb_fact_status;

ZB_API const char *zb_qualifier_name(zb_qualifier q); /**< eq ge le approx */
ZB_API const char *zb_kind_name(zb_kind k);           /**< level rate change */
ZB_API const char *zb_fact_status_name(zb_fact_status s); /**< actual target */

/** One stated quantity with its evidence: a row of observations.csv. Views live as long as the
 * list or data set that holds the observation. */
typedef struct zb_observation {
    int64_t id;      /**< number in the data set, from 1; 0 before it is in one */
    zb_str document; /**< name of the document */
    zb_str region, region_code; /**< of the fact; usually the document's */
    zb_level level;
    int year;        /**< of the fact, 0 when unknown; last year's for `去年为120件` */
    zb_str indicator; /**< code, empty when uncatalogued */
    zb_str label;     /**< the noun phrase that is counted */
    double value;     /**< in `unit`, 万 and 亿 multiplied out; NaN never */
    double value_high; /**< upper end of a range */
    bool has_high;
    double precision; /**< one unit of the last digit shown: 8.12万 → 100, 95.7% → 0.1 */
    zb_str unit;      /**< `件`, `%`, `元`; empty where none is written */
    zb_qualifier qualifier;
    zb_kind kind;
    zb_fact_status status;
    bool part;        /**< an of-which figure */
    int part_of;      /**< position in the document's list of the total it is a part of, -1 none;
                       *   parts of one total form one breakdown when `breakdown` is equal */
    int breakdown;    /**< number of the breakdown within the document, 0 none */
    size_t start, end; /**< byte span of `surface` in the document's text; where another column
                        *   tears it apart there, of its first part */
    size_t sentence_start, sentence_end; /**< the same of `sentence` */
    zb_str surface;
    zb_str sentence;
    zb_str section;   /**< the heading it stands under */
    zb_str rule;      /**< the rule and the terms that named it */
} zb_observation;

/** Observations of one document in text order. */
typedef struct zb_observation_list {
    zb_observation *rows;
    size_t count;
    void *own; /**< the library's */
} zb_observation_list;

/** Find every quantity of the document. The rows' views borrow from the document and from `out`;
 * free `out` first. Fails with ZB_E_NOMEM only. */
ZB_API zb_status zb_extract(zb_observation_list *out, const zb_document *document,
                            const zb_lexicon *lexicon, zb_error *err);
/** Accepts NULL. */
ZB_API void zb_observation_list_free(zb_observation_list *list);

#ifdef __cplusplus
}
#endif
#endif
