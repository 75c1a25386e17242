/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/perceptron.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"

enum { EPOCHS = 5, SEED = 1 };
/* The right class must lead by the margin, else it is moved by a step shared by its cues. */
#define MARGIN 1.0
#define STEP 10.0
/* Of parts and wholes there are but two classes, which one step sets far apart. */
#define PART_MARGIN 20.0

static void score(double *scores, const double *weights, const zb_cases *cases,
                  const zb_case *one) {
    memset(scores, 0, cases->classes * sizeof *scores);
    for (size_t i = 0; i < one->count; i++) {
        int32_t cue = cases->cues.at[one->first + i];
        if (cue >= 0) {
            const double *row = weights + (size_t)cue * cases->classes;
            for (size_t c = 0; c < cases->classes; c++) {
                scores[c] += row[c];
            }
        }
    }
}

static bool is_truth(const zb_case *one, size_t class) {
    for (size_t i = 0; i < one->truth_count; i++) {
        if ((size_t)(one->truths[i] + 1) == class) {
            return true;
        }
    }
    return false;
}

/* The best right class and the best wrong one, that of parts left out; in place of the wrong one
 * the class of parts when every other is right. */
static void best_two(const double *scores, size_t classes, const zb_case *one, size_t *right,
                     size_t *wrong) {
    classes--;
    *right = (size_t)(one->truths[0] + 1);
    *wrong = classes;
    for (size_t c = 0; c < classes; c++) {
        if (is_truth(one, c)) {
            *right = scores[c] > scores[*right] ? c : *right;
        } else if (*wrong == classes || scores[c] > scores[*wrong]) {
            *wrong = c;
        }
    }
}

/* The weights being fitted, and what each was moved by, times when. */
typedef struct fitted {
    double *weights, *sums;
    double time;
} fitted;

static void move(fitted *f, const zb_cases *cases, const zb_case *one, size_t class, double by) {
    size_t speaking = 0;
    for (size_t i = 0; i < one->count; i++) {
        speaking += cases->cues.at[one->first + i] >= 0;
    }
    double step = speaking ? by * STEP / (double)speaking : 0;
    for (size_t i = 0; i < one->count; i++) {
        int32_t cue = cases->cues.at[one->first + i];
        if (cue >= 0) {
            size_t at = (size_t)cue * cases->classes + class;
            f->weights[at] += step;
            f->sums[at] += f->time * step;
        }
    }
}

static void learn_one(fitted *f, double *scores, const zb_cases *cases, const zb_case *one) {
    size_t right, wrong, part = cases->classes - 1;
    f->time += 1;
    score(scores, f->weights, cases, one);
    best_two(scores, cases->classes, one, &right, &wrong);
    if (wrong != part && scores[wrong] >= scores[right] - MARGIN) {
        move(f, cases, one, right, 1);
        move(f, cases, one, wrong, -1);
    }
    double sign = one->part ? 1 : -1;
    if (one->part >= 0 && scores[part] * sign <= PART_MARGIN) {
        move(f, cases, one, part, sign);
    }
}

static bool held_out(const zb_case *one, size_t folds, size_t fold) {
    return folds && one->document % folds == fold;
}

/* NULL when there is no memory, which GSL's own handler would end the program for. The handler is
 * the whole program's, so it is put back. */
static gsl_rng *random_numbers(void) {
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_set_error_handler(handler);
    return random;
}

zb_status zb_perceptron_fit(double **out, const zb_cases *cases, size_t folds, size_t fold,
                            zb_error *err) {
    size_t size = cases->cue_count * cases->classes, count = cases->cases.count;
    fitted f = {.weights = zb_mem_zero(size + 1, sizeof(double)),
                .sums = zb_mem_zero(size + 1, sizeof(double))};
    double *scores = zb_mem_zero(cases->classes, sizeof *scores);
    size_t *order = zb_mem_zero(count + 1, sizeof *order);
    gsl_rng *random = random_numbers();
    bool ok = f.weights && f.sums && scores && order && random;
    for (size_t i = 0; i < count && ok; i++) {
        order[i] = i;
    }
    for (unsigned epoch = 0; epoch < EPOCHS && ok; epoch++) {
        gsl_rng_set(random, SEED + epoch);
        gsl_ran_shuffle(random, order, count, sizeof *order);
        for (size_t i = 0; i < count; i++) {
            const zb_case *one = &cases->cases.at[order[i]];
            if (!held_out(one, folds, fold)) {
                learn_one(&f, scores, cases, one);
            }
        }
    }
    for (size_t i = 0; i < size && ok && f.time > 0; i++) {
        f.weights[i] -= f.sums[i] / f.time;
    }
    if (random) {
        gsl_rng_free(random);
    }
    zb_mem_free(order);
    zb_mem_free(scores);
    zb_mem_free(f.sums);
    if (!ok) {
        zb_mem_free(f.weights);
        return zb_error_nomem(err);
    }
    *out = f.weights;
    return ZB_OK;
}

zb_status zb_perceptron_try(const double *weights, const zb_cases *cases, size_t folds, size_t fold,
                            size_t *right, size_t *tried, zb_error *err) {
    double *scores = zb_mem_zero(cases->classes, sizeof *scores);
    if (!scores) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < cases->cases.count; i++) {
        const zb_case *one = &cases->cases.at[i];
        if (held_out(one, folds, fold)) {
            size_t best, other;
            score(scores, weights, cases, one);
            best_two(scores, cases->classes, one, &best, &other);
            *right += other == cases->classes - 1 || scores[best] > scores[other];
            ++*tried;
        }
    }
    zb_mem_free(scores);
    return ZB_OK;
}
