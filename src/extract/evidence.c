/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What arithmetic tells of facts: parts that add up to a total, shares that give their total away.
 */
#include <math.h>

#include "base/str.h"
#include "extract/facts.h"

/* How far back a total may stand, in facts; how many parts one may have. */
enum { REACH = 40, MOST_PARTS = 24 };
/* Facts from a breakdown's first part within which its others are looked for. */
enum { BREAKDOWN_REACH = 100 };
/* Small totals are met by chance: two parts need a total of this size, three or more a smaller. */
#define TWO_PARTS_TOTAL 20
#define MORE_PARTS_TOTAL 10
/* Parts in another sentence than their total are believed from this size on. */
#define FAR_TOTAL 50

bool zb_same_counting(zb_unit_class a, zb_unit_class b) {
    const unsigned counts = ZB_UNIT_CASE | ZB_UNIT_BATCH | ZB_UNIT_TIMES | ZB_UNIT_PIECE |
                            ZB_UNIT_THING | ZB_UNIT_VISIT | ZB_UNIT_FIRM;
    return a == b || ((a & counts) && (b & counts));
}

bool zb_same_family(const zb_lexicon *lexicon, int32_t a, int32_t b) {
    return lexicon->knowledge.families[a] == lexicon->knowledge.families[b];
}

int32_t zb_rate_of(const zb_lexicon *lexicon, int32_t numerator, int32_t denominator) {
    for (size_t i = 0; i < lexicon->indicator_count; i++) {
        const zb_indicator *rate = &lexicon->indicators[i];
        if (zb_str_eq(rate->numerator, lexicon->indicators[numerator].code) &&
            (denominator < 0 ||
             zb_str_eq(rate->denominator, lexicon->indicators[denominator].code))) {
            return (int32_t)i;
        }
    }
    return -1;
}

static bool is_total(const zb_fact *fact) {
    return fact->kind == ZB_KIND_LEVEL && !fact->part && !fact->old && fact->q.value > 0 &&
           !fact->q.has_high && !fact->q.zero;
}

/* A part has no name of its own, or its total's, or is one of the outcomes of the total. */
static bool can_be_part(const zb_fact *fact, const zb_fact *total, const zb_lexicon *lexicon) {
    bool placed = fact->part && fact->total >= 0;
    if (fact->kind != ZB_KIND_LEVEL || placed || fact->old ||
        (fact->stranger && !fact->sorted && !fact->opened) || fact->q.has_high ||
        fact->q.qualifier != ZB_EQ || !zb_same_counting(fact->q.unit_class, total->q.unit_class)) {
        return false;
    }
    bool named = fact->indicator >= 0 && fact->indicator != total->indicator;
    return fact->q.value <= total->q.value &&
           (!named ||
            (total->indicator >= 0 && zb_same_family(lexicon, fact->indicator, total->indicator)));
}

bool zb_fact_is_outcome(const zb_fact *fact, const zb_fact *total, const zb_lexicon *lexicon) {
    return fact->indicator >= 0 && total->indicator >= 0 && fact->indicator != total->indicator &&
           zb_same_family(lexicon, fact->indicator, total->indicator);
}

static void become_part(zb_fact *fact, const zb_fact *total, int index, int breakdown) {
    fact->part = true;
    fact->total = index;
    fact->breakdown = breakdown;
    fact->pattern = fact->indicator == total->indicator ? fact->pattern : -1;
    if (fact->indicator != total->indicator) {
        fact->indicator = total->indicator;
        fact->how = total->indicator >= 0 ? ZB_HOW_TOTAL : ZB_HOW_NONE;
    }
}

/* Try the run of figures from `at` on as a breakdown of the total: how many facts it spans when
 * they add up, else 0. */
static size_t run_that_adds_up(const zb_fact_list *facts, size_t at, const zb_fact *total,
                               const zb_lexicon *lexicon, size_t *parts) {
    double sum = 0;
    *parts = 0;
    size_t sentence = facts->at[at].sentence;
    bool rows = false; /* each on its own line, as in a table */
    for (size_t i = at; i < facts->count && *parts < MOST_PARTS; i++) {
        const zb_fact *fact = &facts->at[i];
        rows |= i == at + 1 && fact->line != facts->at[at].line;
        if (!rows && fact->sentence != sentence) {
            return 0;
        }
        if (fact->kind != ZB_KIND_LEVEL) {
            continue; /* shares and changes between the parts */
        }
        if (!can_be_part(fact, total, lexicon)) {
            return 0;
        }
        sum += fact->q.value;
        ++*parts;
        if (fabs(sum - total->q.value) < 0.5 * total->q.precision) {
            double least = *parts == 2 ? TWO_PARTS_TOTAL : MORE_PARTS_TOTAL;
            bool far = total->sentence != sentence && !facts->at[at].sorted;
            least = far && least < FAR_TOTAL ? FAR_TOTAL : least;
            return *parts >= 2 && total->q.value >= least ? i + 1 - at : 0;
        }
        if (sum > total->q.value) {
            return 0;
        }
    }
    return 0;
}

/* The sum of the parts of a breakdown, and how many there are; only exact figures add up. */
static double breakdown_sum(const zb_fact_list *facts, size_t first, int breakdown, size_t *count) {
    double sum = 0;
    *count = 0;
    for (size_t i = first; i < facts->count && i - first < BREAKDOWN_REACH; i++) {
        const zb_fact *fact = &facts->at[i];
        if (fact->breakdown == breakdown && fact->part && fact->kind == ZB_KIND_LEVEL) {
            sum += fact->q.value;
            ++*count;
        }
    }
    return sum;
}

/* 1247件，成功1231件，其中劳资418件、…: parts that add up to another figure of the sentence than
 * the nearest are that figure's. */
static void weigh_breakdown(zb_fact_list *facts, size_t at) {
    zb_fact *part = &facts->at[at];
    if (part->total < 0) {
        return;
    }
    size_t count;
    double sum = breakdown_sum(facts, at, part->breakdown, &count);
    const zb_fact *near = &facts->at[part->total];
    if (count < 2 || fabs(sum - near->q.value) < 0.5) {
        return;
    }
    for (size_t t = at; t-- > 0 && at - t <= REACH && facts->at[t].sentence == part->sentence;) {
        const zb_fact *other = &facts->at[t];
        if (!is_total(other) || other->q.qualifier != ZB_EQ || fabs(sum - other->q.value) >= 0.5 ||
            !zb_same_counting(other->q.unit_class, part->q.unit_class)) {
            continue;
        }
        int breakdown = part->breakdown;
        for (size_t i = at; i < facts->count && i - at < BREAKDOWN_REACH; i++) {
            zb_fact *fact = &facts->at[i];
            if (fact->breakdown == breakdown && fact->part) {
                if (fact->how == ZB_HOW_TOTAL || fact->indicator < 0) {
                    fact->indicator = other->indicator;
                }
                fact->total = (int)t;
            }
        }
        return;
    }
}

static void weigh_sums(zb_fact_list *facts, size_t first, const zb_lexicon *lexicon) {
    for (size_t at = first; at < facts->count; at++) {
        if (facts->at[at].kind != ZB_KIND_LEVEL || facts->at[at].part) {
            continue;
        }
        size_t lowest = at > REACH ? at - REACH : 0;
        lowest = lowest < first ? first : lowest;
        for (size_t t = at; t-- > lowest;) {
            const zb_fact *total = &facts->at[t];
            size_t parts = 0, span = 0;
            if (is_total(total) && total->q.qualifier == ZB_EQ) {
                span = run_that_adds_up(facts, at, total, lexicon, &parts);
            }
            if (!span) {
                continue;
            }
            int breakdown = ++facts->breakdowns;
            for (size_t i = at; i < at + span; i++) {
                zb_fact *fact = &facts->at[i];
                if (fact->kind == ZB_KIND_LEVEL && !zb_fact_is_outcome(fact, total, lexicon)) {
                    become_part(fact, total, (int)t, breakdown);
                }
            }
            at += span - 1;
            break;
        }
    }
}

/* Could the total make the figure this share? Gives how far the share is off. */
static bool share_fits(const zb_fact *total, const zb_fact *fact, const zb_fact *percent,
                       double *off) {
    if (!is_total(total) || total->q.value < fact->q.value || total->q.value < 10 ||
        !zb_same_counting(total->q.unit_class, fact->q.unit_class)) {
        return false;
    }
    *off = fabs(100 * fact->q.value / total->q.value - percent->q.value);
    return *off <= 0.51 * percent->q.precision;
}

/* 63件，占37.5%: the total of which 63 is 37.5 % stands somewhere before. One that counts the same
 * thing is believed first, then the one that fits best. */
static void weigh_share(zb_fact_list *facts, size_t first, size_t share,
                        const zb_lexicon *lexicon) {
    zb_fact *percent = &facts->at[share];
    zb_fact *fact = &facts->at[share - 1];
    if (fact->kind != ZB_KIND_LEVEL || fact->old || fact->q.value <= 0 ||
        (percent->line != fact->line && !(percent->cell && fact->cell))) {
        return;
    }
    size_t lowest = share > REACH ? share - REACH : 0;
    lowest = lowest < first ? first : lowest;
    size_t best = share;
    double least = 0;
    for (size_t t = share - 1; t-- > lowest;) {
        double off;
        if (!share_fits(&facts->at[t], fact, percent, &off)) {
            continue;
        }
        bool same = fact->indicator >= 0 && facts->at[t].indicator == fact->indicator;
        bool best_same =
            best < share && fact->indicator >= 0 && facts->at[best].indicator == fact->indicator;
        if (best == share || (same && !best_same) || (same == best_same && off < least - 1e-9)) {
            best = t;
            least = off;
        }
    }
    if (best == share) {
        return;
    }
    const zb_fact *total = &facts->at[best];
    int32_t rate = fact->indicator >= 0 && total->indicator >= 0
                       ? zb_rate_of(lexicon, fact->indicator, total->indicator)
                       : -1;
    if (rate >= 0 && !fact->part) {
        percent->indicator = rate;
        percent->part = false;
        percent->how = ZB_HOW_NUMERATOR;
    } else if (!fact->part && !zb_fact_is_outcome(fact, total, lexicon) &&
               (fact->indicator < 0 || total->indicator >= 0)) {
        become_part(fact, total, (int)best, fact->breakdown);
    }
}

/* 其中撤销84件，确认违法51件，变更3件: outcomes that are all of one indicator are its parts. */
static void weigh_repeated(zb_fact_list *facts, size_t first) {
    for (size_t i = first; i < facts->count; i++) {
        zb_fact *fact = &facts->at[i];
        if (!fact->opened || fact->part || fact->indicator < 0 || fact->kind != ZB_KIND_LEVEL) {
            continue;
        }
        for (size_t k = i + 1; k < facts->count && facts->at[k].sentence == fact->sentence; k++) {
            zb_fact *other = &facts->at[k];
            if (other->opened == fact->opened && other->indicator == fact->indicator &&
                other->kind == ZB_KIND_LEVEL && !other->old) {
                fact->part = other->part = true;
            }
        }
    }
}

/* 职权106项，其中行政许可5项、行政处罚12项、其他89项: kinds that add up to the total are its parts,
 * whatever else their names may mean. Outcomes of the total's own family keep their names. */
static void weigh_opened(zb_fact_list *facts, size_t at, const zb_lexicon *lexicon) {
    int opened = facts->at[at].opened;
    size_t total_at = (size_t)facts->at[at].opened_total;
    const zb_fact *total = &facts->at[total_at];
    double sum = 0;
    size_t count = 0, end = at;
    int32_t name = facts->at[at].indicator;
    bool one_name = true; /* 其中土地纠纷96件、邻里纠纷87件: kinds, not outcomes */
    for (; end < facts->count && facts->at[end].sentence == facts->at[at].sentence; end++) {
        const zb_fact *fact = &facts->at[end];
        if (fact->opened == opened && fact->kind == ZB_KIND_LEVEL && !fact->old) {
            sum += fact->q.value;
            count++;
            one_name &= fact->indicator == name;
            if (fabs(sum - total->q.value) < 0.5) {
                end++;
                break;
            }
        }
    }
    if (count < 2 || fabs(sum - total->q.value) >= 0.5) {
        return;
    }
    for (size_t i = at; i < end; i++) {
        zb_fact *fact = &facts->at[i];
        if (fact->opened == opened && fact->kind == ZB_KIND_LEVEL && !fact->old &&
            (fact->indicator < 0 || total->indicator >= 0) &&
            (one_name || !zb_fact_is_outcome(fact, total, lexicon))) {
            become_part(fact, total, (int)total_at, opened);
        }
    }
}

void zb_facts_weigh(zb_fact_list *facts, size_t first, const zb_lexicon *lexicon) {
    for (size_t i = first + 1; i < facts->count; i++) {
        const zb_fact *fact = &facts->at[i];
        if (fact->kind == ZB_KIND_RATE && fact->share && fact->indicator < 0) {
            weigh_share(facts, first, i, lexicon);
        }
    }
    for (size_t i = first; i < facts->count; i++) {
        bool opens = facts->at[i].part && facts->at[i].breakdown &&
                     (i == first || facts->at[i - 1].breakdown != facts->at[i].breakdown);
        if (opens) {
            weigh_breakdown(facts, i);
        }
    }
    for (size_t i = first; i < facts->count; i++) {
        if (facts->at[i].opened && (i == first || facts->at[i - 1].opened != facts->at[i].opened)) {
            weigh_opened(facts, i, lexicon);
        }
    }
    weigh_sums(facts, first, lexicon);
    weigh_repeated(facts, first);
}
