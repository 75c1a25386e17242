/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zhibiao/learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "extract/learned.h"
#include "learn/examples.h"
#include "learn/perceptron.h"
#include "lexicon/lexicon.h"
#include "zhibiao/document.h"

/* A cue must occur in so many figures to speak, and speak so much to be written. */
enum { OFTEN = 2, FOLDS = 5 };
#define LEAST_WEIGHT 0.25

typedef struct learner {
    const zb_lexicon *lexicon;
    zb_arena arena; /* the cues' texts */
    zb_map by_cue;
    ZB_VEC(zb_str) cues;
    ZB_VEC(size_t) seen; /* by cue: in how many figures */
    zb_cases cases;
    const zb_example *example; /* being read */
    zb_complain_fn *complain;  /* may be NULL */
    void *user;                /* of `complain` */
    size_t document;
    bool failed;
    zb_error *err;
} learner;

/* The number of a cue; -1 for one that a line of the file cannot hold. */
static int32_t cue_number(learner *l, zb_str cue) {
    for (size_t i = 0; i < cue.n; i++) {
        if ((unsigned char)cue.p[i] < ' ') {
            return -1;
        }
    }
    int64_t number = zb_map_get(&l->by_cue, cue, -1);
    if (number < 0) {
        bool ok = true;
        number = (int64_t)l->cues.count;
        zb_str copy = zb_arena_copy(&l->arena, cue, &ok);
        l->failed |= !ok || !ZB_PUSH(&l->cues, copy) || !ZB_PUSH(&l->seen, 0) ||
                     !zb_map_set(&l->by_cue, copy, number);
    }
    return l->failed ? -1 : (int32_t)number;
}

/* The first mark that ends behind `offset`; their count when there is none. */
static size_t first_behind(const zb_example *example, size_t offset) {
    size_t low = 0, high = example->marks.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (example->marks.at[middle].end <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The mark of the figure, or NULL. Columns are read one after the other, so that figures need not
 * come in text order. */
static zb_mark *mark_of(const zb_example *example, zb_span place) {
    size_t i = first_behind(example, place.start);
    zb_mark *mark = i < example->marks.count ? &example->marks.at[i] : NULL;
    return mark && mark->start < place.end ? mark : NULL;
}

static void teach(void *user, zb_span place, const zb_cue_list *cues, int32_t *truth) {
    learner *l = user;
    const zb_mark *mark = mark_of(l->example, place);
    if (!mark) {
        return;
    }
    *truth = mark->truths[0];
    if (mark->optional) {
        return;
    }
    zb_case one = {.first = l->cases.cues.count,
                   .truth_count = mark->truth_count,
                   .part = mark->parts == 0                   ? 0
                           : mark->parts == mark->truth_count ? 1
                                                              : -1,
                   .document = l->document};
    memcpy(one.truths, mark->truths, sizeof one.truths);
    for (size_t k = 0; k < cues->ends.count && !l->failed; k++) {
        int32_t number = cue_number(l, zb_cue_at(cues, k));
        if (number >= 0) {
            l->seen.at[number]++;
            l->failed |= !ZB_PUSH(&l->cases.cues, number);
            one.count++;
        }
    }
    l->failed |= !ZB_PUSH(&l->cases.cases, one);
}

/* Complain about marks that stand at no figure, in the text or in a table: nothing can be learnt
 * from them. */
static void name_unmet(learner *l, const zb_example *example, const zb_observation_list *rows,
                       const char *path) {
    const zb_mark *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        zb_span place = {rows->rows[i].start, rows->rows[i].end};
        for (size_t k = first_behind(example, place.start);
             k < example->marks.count && example->marks.at[k].start < place.end; k++) {
            example->marks.at[k].met = true;
        }
    }
    for (size_t i = example->marks.count; i-- > 0;) {
        const zb_mark *mark = &example->marks.at[i];
        if (!mark->met && !mark->optional) {
            first = mark;
            count++;
        }
    }
    if (first && l->complain) {
        zb_error error = {0};
        zb_str words = zb_str_sub(zb_buf_str(&example->text), first->start, first->end);
        zb_error_set(&error, ZB_E_FORMAT,
                     "%zu of its %zu marks stand at no figure, the first at "
                     "%.*s; mark numerals with their measure words",
                     count, example->marks.count, ZB_ARG(words));
        zb_error_input(&error, zb_str_from(path));
        l->complain(l->user, &error);
    }
}

static zb_status learn_file(learner *l, const char *path, size_t *documents) {
    zb_example example;
    zb_status status = zb_example_read(&example, path, l->lexicon, l->err);
    zb_document *document = NULL;
    if (status == ZB_OK && example.marks.count) {
        status = zb_document_from_text(&document, zb_str_from(path), zb_buf_str(&example.text),
                                       NULL, l->lexicon, l->err);
    }
    if (document) {
        zb_teacher teacher = {teach, l};
        zb_observation_list rows;
        l->example = &example;
        status = zb_extract_taught(&rows, document, l->lexicon, &teacher, l->err);
        if (status == ZB_OK) {
            name_unmet(l, &example, &rows, path);
        }
        zb_observation_list_free(&rows);
        status = status == ZB_OK && l->failed ? zb_error_nomem(l->err) : status;
        l->document++;
        ++*documents;
    }
    zb_document_free(document);
    zb_example_free(&example);
    return status;
}

/* Number the cues that occur often enough anew; the others fall silent. */
static zb_status drop_rare(learner *l, int32_t **numbers) {
    *numbers = zb_mem_zero(l->cues.count + 1, sizeof **numbers);
    if (!*numbers) {
        return zb_error_nomem(l->err);
    }
    for (size_t i = 0; i < l->cues.count; i++) {
        (*numbers)[i] = l->seen.at[i] >= OFTEN ? (int32_t)l->cases.cue_count++ : -1;
    }
    for (size_t i = 0; i < l->cases.cues.count; i++) {
        l->cases.cues.at[i] = (*numbers)[l->cases.cues.at[i]];
    }
    l->cases.classes = l->lexicon->indicator_count + 2;
    return ZB_OK;
}

/* A cue and its row of the weights. */
typedef struct written {
    zb_str cue;
    size_t row;
} written;

static int by_cue(const void *a, const void *b) {
    return zb_str_cmp(((const written *)a)->cue, ((const written *)b)->cue);
}

static void put_row(zb_buf *out, zb_str cue, const double *row, size_t classes, size_t *cues) {
    bool any = false;
    for (size_t c = 0; c < classes; c++) {
        long weight = lround(row[c] * ZB_WEIGHT_ONE);
        weight = weight > INT16_MAX ? INT16_MAX : weight < -INT16_MAX ? -INT16_MAX : weight;
        if (fabs(row[c]) >= LEAST_WEIGHT) {
            if (!any) {
                zb_buf_add(out, cue);
            }
            zb_buf_format(out, "%c%zu:%ld", any ? ' ' : '\t', c, weight);
            any = true;
        }
    }
    if (any) {
        zb_buf_char(out, '\n');
        ++*cues;
    }
}

static zb_status write_weights(learner *l, const double *weights, const int32_t *numbers,
                               const char *path, size_t *cues) {
    written *rows = zb_mem_zero(l->cues.count + 1, sizeof *rows);
    if (!rows) {
        return zb_error_nomem(l->err);
    }
    size_t count = 0;
    for (size_t i = 0; i < l->cues.count; i++) {
        if (numbers[i] >= 0) {
            rows[count++] = (written){l->cues.at[i], (size_t)numbers[i]};
        }
    }
    qsort(rows, count, sizeof *rows, by_cue);
    zb_buf out = {0};
    zb_buf_text(&out, "# Fitted by `zhibiao learn`; do not edit, teach by examples.\ncodes\t-");
    for (size_t i = 0; i < l->lexicon->indicator_count; i++) {
        zb_buf_format(&out, " %.*s", ZB_ARG(l->lexicon->indicators[i].code));
    }
    zb_buf_text(&out, " /part\n");
    for (size_t i = 0; i < count; i++) {
        put_row(&out, rows[i].cue, weights + rows[i].row * l->cases.classes, l->cases.classes,
                cues);
    }
    zb_status status =
        out.failed ? zb_error_nomem(l->err) : zb_file_save(path, zb_buf_str(&out), l->err);
    zb_buf_free(&out);
    zb_mem_free(rows);
    return status;
}

/* The share that weights fitted to the other folds name rightly. */
static zb_status cross_validate(learner *l, size_t documents, double *share) {
    size_t right = 0, tried = 0;
    zb_status status = ZB_OK;
    *share = NAN;
    for (size_t fold = 0; documents >= FOLDS && fold < FOLDS && status == ZB_OK; fold++) {
        double *weights = NULL;
        status = zb_perceptron_fit(&weights, &l->cases, FOLDS, fold, l->err);
        if (status == ZB_OK) {
            status = zb_perceptron_try(weights, &l->cases, FOLDS, fold, &right, &tried, l->err);
        }
        zb_mem_free(weights);
    }
    *share = status == ZB_OK && tried ? (double)right / (double)tried : NAN;
    return status;
}

/* What cannot be read stops the learning: the first complaint is kept. */
static void keep_first(void *user, const zb_error *error) {
    zb_error *first = user;
    if (!first->code) {
        *first = *error;
    }
}

static zb_status learn_files(learner *l, const zb_file_list *files, const char *out_path,
                             zb_learnt *result) {
    zb_status status = ZB_OK;
    for (size_t i = 0; i < files->count && status == ZB_OK; i++) {
        status = learn_file(l, files->paths[i], &result->documents);
    }
    result->figures = l->cases.cases.count;
    if (status == ZB_OK && !result->figures) {
        return zb_error_set(l->err, ZB_E_EMPTY,
                            "no marked figure; mark figures as {118件@review.received}");
    }
    int32_t *numbers = NULL;
    double *weights = NULL;
    if (status == ZB_OK) {
        status = drop_rare(l, &numbers);
    }
    if (status == ZB_OK) {
        status = cross_validate(l, result->documents, &result->right);
    }
    if (status == ZB_OK) {
        status = zb_perceptron_fit(&weights, &l->cases, 0, 0, l->err);
    }
    if (status == ZB_OK) {
        status = write_weights(l, weights, numbers, out_path, &result->cues);
    }
    zb_mem_free(weights);
    zb_mem_free(numbers);
    return status;
}

zb_status zb_learn(const zb_lexicon *lexicon, const char *const *paths, size_t count,
                   const char *out_path, zb_complain_fn *complain, void *user, zb_learnt *result,
                   zb_error *err) {
    *result = (zb_learnt){.right = NAN};
    learner l = {.lexicon = lexicon, .complain = complain, .user = user, .err = err};
    zb_file_list files = {0};
    zb_error first = {0};
    zb_status status = zb_file_list_walk(&files, paths, count, keep_first, &first, err);
    if (status == ZB_OK && first.code) {
        status = first.code;
        if (err) {
            *err = first;
        }
    }
    if (status == ZB_OK) {
        status = learn_files(&l, &files, out_path, result);
    }
    zb_file_list_free(&files);
    zb_map_free(&l.by_cue);
    ZB_VEC_FREE(&l.cues);
    ZB_VEC_FREE(&l.seen);
    ZB_VEC_FREE(&l.cases.cases);
    ZB_VEC_FREE(&l.cases.cues);
    zb_arena_free(&l.arena);
    return status;
}
