/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A report often speaks of the same thing twice: of the whole, then of one office or one campaign
 * (`全县调解3847件` … `“老李调解室”调解20件，成功20件，成功率100%`). A count's total is larger than
 * its specifics, so the largest counts; but a figure that stands in one sentence with the partner
 * it makes a rate with is more surely what it seems, and numerator, denominator and rate must
 * speak of the same whole. Denominators are therefore settled first, then numerators, then rates.
 */
#include "dataset/pick.h"

#include "dataset/bounds.h"

enum {
    SPECIFIC_FACTOR = 5, /* this much smaller than the total: of a part of the whole */
    MOST_TRIED = 24,     /* mentions of one cell that are combined with each other */
    EXCLUDED = -1
};

typedef enum role { ROLE_NONE, ROLE_DENOMINATOR, ROLE_NUMERATOR, ROLE_RATE } role;

typedef struct scene {
    zb_dataset *dataset;
    size_t document;
    zb_pick *pick;
} scene;

static const zb_observation *row_of(const zb_dataset *dataset, const zb_mention *mention) {
    return &dataset->rows.at[mention->row];
}

static role role_in(const zb_triple *triple, int indicator) {
    if (triple->denominator == indicator) {
        return ROLE_DENOMINATOR;
    }
    if (triple->numerator == indicator) {
        return ROLE_NUMERATOR;
    }
    return triple->rate == indicator ? ROLE_RATE : ROLE_NONE;
}

/* The role that decides when an indicator is picked: the latest it has. */
static role role_of(const zb_dataset *dataset, int indicator) {
    role last = ROLE_NONE;
    for (size_t i = 0; i < dataset->triples.count; i++) {
        role one = role_in(&dataset->triples.at[i], indicator);
        last = one > last ? one : last;
    }
    return last;
}

/* What the document says of the indicator about `row`. */
static zb_mention_range partners(const scene *s, int indicator, const zb_observation *row) {
    zb_mention_range all =
        zb_mentions_of(s->dataset, s->document, s->pick->place, indicator, s->pick->year);
    return zb_mentions_near(all, (size_t)(row - s->dataset->rows.at), MOST_TRIED);
}

/* The largest mention of the indicator in the sentence of `row`, or NULL. */
static const zb_observation *in_sentence(const scene *s, int indicator, const zb_observation *row) {
    zb_mention_range range = partners(s, indicator, row);
    const zb_observation *best = NULL;
    for (size_t i = 0; i < range.count; i++) {
        const zb_observation *other = row_of(s->dataset, &range.at[i]);
        if (other != row && zb_same_sentence(other, row) && (!best || other->value > best->value)) {
            best = other;
        }
    }
    return best;
}

static bool agree(const zb_observation *over, const zb_observation *under,
                  const zb_observation *rate) {
    bool ok;
    zb_bounds percent = zb_bounds_percent(zb_bounds_count(over), zb_bounds_count(under), &ok);
    return ok && zb_bounds_meet(percent, zb_bounds_stated(rate));
}

/* `一般隐患92处，整改率100%` … `食品安全隐患36个，整改36个`: a rate whose sentence names a whole of
 * its own is of that whole, and fits another by chance. */
static bool of_another_whole(const scene *s, const zb_triple *triple, const zb_observation *rate,
                             const zb_observation *under) {
    return !zb_same_sentence(rate, under) && in_sentence(s, triple->denominator, rate);
}

/* Does any stated rate of the document fit numerator and denominator? */
static bool fits_a_rate(const scene *s, const zb_triple *triple, const zb_observation *over,
                        const zb_observation *under) {
    zb_mention_range rates = partners(s, triple->rate, over);
    for (size_t i = 0; i < rates.count; i++) {
        const zb_observation *rate = row_of(s->dataset, &rates.at[i]);
        if (!of_another_whole(s, triple, rate, under) && agree(over, under, rate)) {
            return true;
        }
    }
    return false;
}

static const zb_observation *picked(const scene *s, int indicator) {
    const zb_pick *pick =
        zb_pick_of(s->dataset, s->document, s->pick->place, indicator, s->pick->year);
    return pick && pick->row != ZB_NO_ROW ? &s->dataset->rows.at[pick->row] : NULL;
}

/* Does it make a stated rate with a numerator anywhere (2), or has it a partner in its sentence? */
static int score_denominator(const scene *s, const zb_triple *triple, const zb_observation *row) {
    zb_mention_range over = partners(s, triple->numerator, row);
    for (size_t i = 0; i < over.count; i++) {
        if (fits_a_rate(s, triple, row_of(s->dataset, &over.at[i]), row)) {
            return 2;
        }
    }
    return in_sentence(s, triple->numerator, row) || in_sentence(s, triple->rate, row) ? 1 : 0;
}

/* Its sentence names a denominator of its own that is far smaller than the one that counts. */
static bool of_a_specific(const scene *s, const zb_triple *triple, const zb_observation *row,
                          const zb_observation *under) {
    const zb_observation *own = under ? in_sentence(s, triple->denominator, row) : NULL;
    return own && !zb_same_sentence(row, under) && under->value >= SPECIFIC_FACTOR * own->value;
}

static int score_numerator(const scene *s, const zb_triple *triple, const zb_observation *row) {
    const zb_observation *under = picked(s, triple->denominator);
    if (!under) {
        return in_sentence(s, triple->rate, row) ? 1 : 0;
    }
    if (of_a_specific(s, triple, row, under)) {
        return EXCLUDED;
    }
    int score = fits_a_rate(s, triple, row, under) ? 2 : 0;
    score += zb_same_sentence(row, under) && row->value <= under->value ? 3 : 0;
    return score;
}

static int score_rate(const scene *s, const zb_triple *triple, const zb_observation *row) {
    const zb_observation *under = picked(s, triple->denominator);
    const zb_observation *over = picked(s, triple->numerator);
    if (of_a_specific(s, triple, row, under)) {
        return EXCLUDED;
    }
    int score = over && under && agree(over, under, row) ? 4 : 0;
    score += under && zb_same_sentence(row, under) ? 2 : 0;
    return score + (over && zb_same_sentence(row, over) ? 1 : 0);
}

static int score_mention(const scene *s, role wanted, const zb_observation *row) {
    int best = 0;
    for (size_t i = 0; i < s->dataset->triples.count; i++) {
        const zb_triple *triple = &s->dataset->triples.at[i];
        if (role_in(triple, s->pick->indicator) != wanted) {
            continue;
        }
        int score = wanted == ROLE_DENOMINATOR ? score_denominator(s, triple, row)
                    : wanted == ROLE_NUMERATOR ? score_numerator(s, triple, row)
                                               : score_rate(s, triple, row);
        if (score == EXCLUDED) {
            return EXCLUDED;
        }
        best = score > best ? score : best;
    }
    return best;
}

static bool prefers_larger(const zb_dataset *dataset, int indicator) {
    const zb_indicator *row = zb_lexicon_indicator_at(dataset->lexicon, (size_t)indicator);
    return !row->is_rate && row->aggregation != ZB_AGG_MEAN;
}

/* A rounded or bounded figure gives way to an exact one that it may stand for. */
static size_t exact_instead(const scene *s, size_t chosen) {
    const zb_observation *rounded = &s->dataset->rows.at[chosen];
    const zb_mention *mentions = s->dataset->mentions.at + s->pick->first_mention;
    if (rounded->kind == ZB_KIND_RATE || (rounded->qualifier == ZB_EQ && rounded->precision <= 1)) {
        return chosen;
    }
    for (size_t i = 0; i < s->pick->mention_count; i++) {
        const zb_observation *row = row_of(s->dataset, &mentions[i]);
        if (row->qualifier == ZB_EQ && row->precision <= 1 && !row->has_high &&
            zb_bounds_meet(zb_bounds_count(row), zb_bounds_count(rounded))) {
            return mentions[i].row;
        }
    }
    return chosen;
}

static size_t choose(const scene *s, role wanted) {
    const zb_mention *mentions = s->dataset->mentions.at + s->pick->first_mention;
    bool larger = prefers_larger(s->dataset, s->pick->indicator);
    size_t best = ZB_NO_ROW, largest = ZB_NO_ROW;
    int best_score = EXCLUDED;
    for (size_t i = 0; i < s->pick->mention_count; i++) {
        const zb_observation *row = row_of(s->dataset, &mentions[i]);
        const zb_observation *rows = s->dataset->rows.at;
        int score = wanted == ROLE_NONE ? 0 : score_mention(s, wanted, row);
        if (score > best_score ||
            (score == best_score && score > EXCLUDED && larger && row->value > rows[best].value)) {
            best = mentions[i].row;
            best_score = score;
        }
        if (largest == ZB_NO_ROW || row->value > rows[largest].value) {
            largest = mentions[i].row;
        }
    }
    if (wanted == ROLE_DENOMINATOR && best != ZB_NO_ROW &&
        s->dataset->rows.at[largest].value >= SPECIFIC_FACTOR * s->dataset->rows.at[best].value) {
        best = largest;
    }
    return best == ZB_NO_ROW ? best : exact_instead(s, best);
}

static bool differs(const zb_observation *a, const zb_observation *b) {
    return a->kind == ZB_KIND_RATE ? !zb_bounds_meet(zb_bounds_stated(a), zb_bounds_stated(b))
                                   : !zb_bounds_meet(zb_bounds_count(a), zb_bounds_count(b));
}

/* The mention of the sentence of `row`, or NULL. */
static const zb_observation *beside(const zb_dataset *dataset, const zb_pick *pick,
                                    const zb_observation *row) {
    for (size_t i = 0; i < pick->mention_count; i++) {
        size_t at = dataset->mentions.at[pick->first_mention + i].row;
        if (zb_same_sentence(&dataset->rows.at[at], row)) {
            return &dataset->rows.at[at];
        }
    }
    return NULL;
}

/* `进京上访由上年的63人次降至38人次` says nothing of all of last year's visitors when this year's
 * are 8940: an earlier figure told beside one of the report's own year counts with that one only.
 */
static void pick_earlier(zb_dataset *dataset, size_t document, zb_pick *pick) {
    int year = dataset->documents.at[document].year;
    const zb_pick *now = zb_pick_of(dataset, document, pick->place, pick->indicator, year);
    if (!now || pick->year >= year || pick->row == ZB_NO_ROW) {
        return;
    }
    const zb_observation *rows = dataset->rows.at;
    const zb_observation *counts = now->row == ZB_NO_ROW ? NULL : &rows[now->row];
    if (beside(dataset, now, &rows[pick->row]) &&
        !(counts && zb_same_sentence(counts, &rows[pick->row]))) {
        const zb_observation *fit = counts ? beside(dataset, pick, counts) : NULL;
        pick->row = fit ? (size_t)(fit - rows) : ZB_NO_ROW;
    }
}

void zb_pick_document(zb_dataset *dataset, size_t document) {
    static const role order[] = {ROLE_NONE, ROLE_DENOMINATOR, ROLE_NUMERATOR, ROLE_RATE};
    const zb_slot *slot = &dataset->slots.at[document];
    for (size_t turn = 0; turn < sizeof order / sizeof *order; turn++) {
        for (size_t i = 0; i < slot->pick_count; i++) {
            zb_pick *pick = &dataset->picks.at[slot->first_pick + i];
            scene s = {dataset, document, pick};
            if (role_of(dataset, pick->indicator) != order[turn]) {
                continue;
            }
            pick->row = choose(&s, order[turn]);
            for (size_t k = 0; k < pick->mention_count && pick->row != ZB_NO_ROW; k++) {
                const zb_mention *mention = &dataset->mentions.at[pick->first_mention + k];
                pick->conflict |= differs(&dataset->rows.at[pick->row], row_of(dataset, mention));
            }
        }
    }
    for (size_t i = 0; i < slot->pick_count; i++) {
        pick_earlier(dataset, document, &dataset->picks.at[slot->first_pick + i]);
    }
}
