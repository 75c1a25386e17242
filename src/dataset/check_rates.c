/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stated rates against their numerators and denominators.
 */
#include <math.h>

#include "base/error.h"
#include "base/str.h"
#include "dataset/bounds.h"
#include "dataset/pick.h"

/* How many figures before and behind a rate may explain it. */
enum { NEAR_BEFORE = 5, NEAR_BEHIND = 3 };
/* Mentions of a numerator or denominator that are tried, those about the rate. */
enum { MOST_TRIED = 24 };
/* A numerator this much larger than its denominator is of something else. */
static const double LARGEST_EXCESS = 2;

/* A numerator and a denominator that a stated rate may have been made from. */
typedef struct fraction {
    const zb_observation *over, *under;
    int nearness; /* how many of both stand in the rate's sentence */
    size_t distance;
} fraction;

/* How the fractions of the best nearness compare with the stated rate. */
typedef struct verdict {
    fraction best;    /* the nearest that does not agree; `over` NULL when there is none */
    bool any, agrees; /* there is a fraction; one agrees */
    bool ambiguous;   /* several different ones do not agree */
} verdict;

static size_t distance(const zb_observation *a, const zb_observation *b) {
    return a->start > b->start ? a->start - b->start : b->start - a->start;
}

static bool agrees(const fraction *f, const zb_observation *rate) {
    bool ok;
    zb_bounds percent = zb_bounds_percent(zb_bounds_count(f->over), zb_bounds_count(f->under), &ok);
    return ok && zb_bounds_meet(percent, zb_bounds_stated(rate));
}

static void weigh(verdict *v, const fraction *f, const zb_observation *rate) {
    if (v->any && f->nearness < v->best.nearness) {
        /* figures of other sentences may explain a rate that has only one of both beside it */
        v->agrees |= v->best.nearness < 2 && agrees(f, rate);
        return;
    }
    if (!v->any || f->nearness > v->best.nearness) {
        v->agrees = agrees(f, rate) || (v->any && v->agrees && f->nearness < 2);
        v->any = true;
        v->ambiguous = false;
        v->best = *f;
        return;
    }
    v->agrees |= agrees(f, rate);
    v->ambiguous |=
        f->over->value != v->best.over->value || f->under->value != v->best.under->value;
    if (f->distance < v->best.distance) {
        v->best = *f;
    }
}

static verdict judge(const zb_dataset *dataset, const zb_pick *pick, const zb_triple *triple,
                     const zb_observation *rate) {
    verdict v = {0};
    size_t row = (size_t)(rate - dataset->rows.at);
    zb_mention_range over = zb_mentions_near(
        zb_mentions_of(dataset, pick->document, pick->place, triple->numerator, pick->year), row,
        MOST_TRIED);
    zb_mention_range under = zb_mentions_near(
        zb_mentions_of(dataset, pick->document, pick->place, triple->denominator, pick->year), row,
        MOST_TRIED);
    for (size_t i = 0; i < over.count; i++) {
        for (size_t k = 0; k < under.count; k++) {
            fraction f = {&dataset->rows.at[over.at[i].row], &dataset->rows.at[under.at[k].row], 0,
                          0};
            f.nearness = zb_same_sentence(f.over, rate) + zb_same_sentence(f.under, rate);
            f.distance = distance(f.over, rate) + distance(f.under, rate);
            weigh(&v, &f, rate);
        }
    }
    return v;
}

static bool is_done_count(const zb_observation *row) {
    return row->kind == ZB_KIND_LEVEL && row->status == ZB_ACTUAL;
}

static bool counts_beside(const zb_observation *row, const zb_observation *rate) {
    return is_done_count(row) && zb_same_sentence(row, rate);
}

/* Do two counts near the rate give it? Some reports divide by another count (应出庭 for 应诉): a
 * question of definition and not a slip. In a long list any two numbers make any rate by chance:
 * only the nearest are asked. Where the finding would reach into another sentence (`far`), a whole
 * of the sentence before may be meant as well: `申请412件。受理前化解64件，占15.53%`. */
static bool other_pair_fits(const zb_dataset *dataset, const zb_pick *pick,
                            const zb_observation *rate, bool far) {
    const zb_slot *slot = &dataset->slots.at[pick->document];
    size_t at = (size_t)(rate - dataset->rows.at), behind = slot->first_row + slot->row_count;
    size_t first = at - slot->first_row > NEAR_BEFORE ? at - NEAR_BEFORE : slot->first_row;
    size_t end = behind - at > NEAR_BEHIND ? at + NEAR_BEHIND + 1 : behind;
    for (size_t i = first; i < end; i++) {
        for (size_t k = first; k < end; k++) {
            fraction f = {&dataset->rows.at[i], &dataset->rows.at[k], 0, 0};
            if (k != i && counts_beside(f.over, rate) &&
                (far ? is_done_count(f.under) : counts_beside(f.under, rate)) &&
                f.under->value >= f.over->value && agrees(&f, rate)) {
                return true;
            }
        }
    }
    return false;
}

/* The mentions of an indicator in the rate's sentence, added up: 一般隐患1483条、重大隐患17条. */
static zb_observation sum_in_sentence(const zb_dataset *dataset, const zb_pick *pick, int indicator,
                                      const zb_observation *rate, size_t *count) {
    zb_mention_range range = zb_mentions_near(
        zb_mentions_of(dataset, pick->document, pick->place, indicator, pick->year),
        (size_t)(rate - dataset->rows.at), MOST_TRIED);
    zb_observation sum = {.precision = 1};
    *count = 0;
    for (size_t i = 0; i < range.count; i++) {
        const zb_observation *row = &dataset->rows.at[range.at[i].row];
        if (zb_same_sentence(row, rate)) {
            sum.value += row->value;
            ++*count;
        }
    }
    return sum;
}

/* A figure that turned out to be one of several of its kind is not the whole's: no cell. */
static void withdraw(const zb_dataset *dataset, const zb_pick *pick, int indicator,
                     const zb_observation *rate) {
    zb_pick *one = zb_pick_of(dataset, pick->document, pick->place, indicator, pick->year);
    if (one && one->row != ZB_NO_ROW && zb_same_sentence(&dataset->rows.at[one->row], rate)) {
        one->row = ZB_NO_ROW;
    }
}

/* `审结884件，撤销84件，确认违法51件，变更3件，责令履行19件，纠错率17.8%`: the rate is of the sum.
 */
static bool sums_fit(const zb_dataset *dataset, const zb_pick *pick, const zb_triple *triple,
                     const zb_observation *rate) {
    size_t overs, unders;
    zb_observation over = sum_in_sentence(dataset, pick, triple->numerator, rate, &overs);
    zb_observation under = sum_in_sentence(dataset, pick, triple->denominator, rate, &unders);
    fraction f = {&over, &under, 0, 0};
    if (!overs || !unders || overs + unders < 3 || !agrees(&f, rate)) {
        return false;
    }
    if (overs > 1) {
        withdraw(dataset, pick, triple->numerator, rate);
    }
    if (unders > 1) {
        withdraw(dataset, pick, triple->denominator, rate);
    }
    return true;
}

/* Figures far from each other may be of different things. */
static bool belong_together(const verdict *v, const zb_observation *rate) {
    return v->best.nearness == 2 ||
           (!v->ambiguous &&
            (v->best.nearness == 1 || (zb_str_eq(v->best.over->section, rate->section) &&
                                       zb_str_eq(v->best.under->section, rate->section))));
}

static zb_status tell_rate(zb_dataset *dataset, const fraction *f, const zb_observation *rate,
                           zb_buf *note, zb_error *err) {
    zb_finding finding = zb_finding_about(ZB_FIND_RATE, rate);
    double percent = 100 * f->over->value / f->under->value;
    finding.has_stated = finding.has_expected = true;
    finding.stated = rate->value;
    finding.expected = zb_bounds_round(percent);
    finding.other = f->over->id;
    zb_buf_add(note, zb_indicator_name(dataset, rate->indicator));
    zb_buf_text(note, "原文 ");
    zb_buf_add(note, rate->surface);
    zb_buf_text(note, "，按 ");
    zb_buf_number(note, f->over->value);
    zb_buf_text(note, "÷");
    zb_buf_number(note, f->under->value);
    zb_buf_text(note, " 计算为 ");
    zb_buf_fixed(note, percent, zb_bounds_decimals(rate->precision));
    zb_buf_text(note, "%");
    return zb_finding_push(dataset, finding, note, err);
}

static zb_rate_check compare(const zb_dataset *dataset, const zb_pick *pick,
                             const zb_triple *triple, const zb_observation *rate,
                             const verdict *v) {
    if (v->agrees) {
        return ZB_CHECK_AGREES;
    }
    if (!v->any) {
        return ZB_CHECK_NONE;
    }
    if (other_pair_fits(dataset, pick, rate, v->best.nearness < 2) ||
        sums_fit(dataset, pick, triple, rate)) {
        return ZB_CHECK_OTHER_BASE;
    }
    return belong_together(v, rate) && v->best.under->value > 0 &&
                   v->best.over->value <= v->best.under->value
               ? ZB_CHECK_DISAGREES
               : ZB_CHECK_UNSURE;
}

static zb_status check_rate(zb_dataset *dataset, zb_pick *pick, const zb_triple *triple, size_t row,
                            zb_buf *note, zb_error *err) {
    const zb_observation *rate = &dataset->rows.at[row];
    verdict v = judge(dataset, pick, triple, rate);
    zb_rate_check result = compare(dataset, pick, triple, rate, &v);
    if (row == pick->row) {
        pick->check = result;
    }
    zb_check_end end = result == ZB_CHECK_AGREES      ? ZB_END_AGREE
                       : result == ZB_CHECK_DISAGREES ? ZB_END_DISAGREE
                                                      : ZB_END_OPEN;
    if (!zb_check_keep(dataset, ZB_FIND_RATE, rate, end)) {
        return zb_error_nomem(err);
    }
    return end == ZB_END_DISAGREE ? tell_rate(dataset, &v.best, rate, note, err) : ZB_OK;
}

static zb_status tell_range(zb_dataset *dataset, const zb_observation *over,
                            const zb_observation *under, zb_buf *note, zb_error *err) {
    zb_finding finding = zb_finding_about(ZB_FIND_RATE_RANGE, over);
    finding.has_stated = finding.has_expected = true;
    finding.stated = over->value;
    finding.expected = under->value;
    finding.other = under->id;
    zb_buf_add(note, zb_indicator_name(dataset, over->indicator));
    zb_buf_text(note, " ");
    zb_note_value(note, over->value, over->unit);
    zb_buf_text(note, "，多于");
    zb_buf_add(note, zb_indicator_name(dataset, under->indicator));
    zb_buf_text(note, " ");
    zb_note_value(note, under->value, under->unit);
    zb_buf_text(note, "，比率会超过 100%");
    return zb_finding_push(dataset, finding, note, err);
}

/* Another count of the sentence may be the true denominator: `预防纠纷1175件；受理纠纷4398件，调解
 * 成功4311件`. */
static bool has_other_whole(const zb_dataset *dataset, const zb_pick *over,
                            const zb_observation *n) {
    zb_row_range sentence = zb_sentence_rows(dataset, over->document, n);
    for (size_t i = sentence.first; i < sentence.end; i++) {
        const zb_observation *row = &dataset->rows.at[i];
        if (row != n && is_done_count(row) && zb_str_eq(row->unit, n->unit) &&
            row->value >= n->value) {
            return true;
        }
    }
    return false;
}

static zb_status check_range(zb_dataset *dataset, const zb_pick *over, const zb_triple *triple,
                             zb_buf *note, zb_error *err) {
    const zb_pick *under =
        zb_pick_of(dataset, over->document, over->place, triple->denominator, over->year);
    if (!under || under->row == ZB_NO_ROW || over->row == ZB_NO_ROW) {
        return ZB_OK;
    }
    const zb_observation *n = &dataset->rows.at[over->row];
    const zb_observation *d = &dataset->rows.at[under->row];
    zb_check_end end = ZB_END_DISAGREE;
    if (zb_bounds_count(n).low <= zb_bounds_count(d).high) {
        end = ZB_END_AGREE;
    } else if ((!zb_same_sentence(n, d) && (over->mention_count > 1 || under->mention_count > 1)) ||
               n->value > LARGEST_EXCESS * d->value || has_other_whole(dataset, over, n)) {
        end = ZB_END_OPEN;
    }
    if (!zb_check_keep(dataset, ZB_FIND_RATE_RANGE, n, end)) {
        return zb_error_nomem(err);
    }
    return end == ZB_END_DISAGREE ? tell_range(dataset, n, d, note, err) : ZB_OK;
}

static zb_status check_pick(zb_dataset *dataset, zb_pick *pick, zb_buf *note, zb_error *err) {
    zb_status status = ZB_OK;
    for (size_t t = 0; t < dataset->triples.count && status == ZB_OK; t++) {
        const zb_triple *triple = &dataset->triples.at[t];
        if (triple->numerator == pick->indicator) {
            status = check_range(dataset, pick, triple, note, err);
        }
        if (triple->rate != pick->indicator) {
            continue;
        }
        for (size_t i = 0; i < pick->mention_count && status == ZB_OK; i++) {
            size_t row = dataset->mentions.at[pick->first_mention + i].row;
            status = check_rate(dataset, pick, triple, row, note, err);
        }
    }
    return status;
}

zb_status zb_check_rates(zb_dataset *dataset, zb_error *err) {
    zb_buf note = {0};
    zb_status status = ZB_OK;
    for (size_t i = 0; i < dataset->picks.count && status == ZB_OK; i++) {
        zb_pick *pick = &dataset->picks.at[i];
        if (zb_document_counts(&dataset->documents.at[pick->document])) {
            status = check_pick(dataset, pick, &note, err);
        }
    }
    zb_buf_free(&note);
    return status;
}
