/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/weights.h"

#include "base/error.h"
#include "base/str.h"
#include "lexicon/lexicon.h"

static size_t count_of(zb_str text, char c) {
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++) {
        count += text.p[i] == c;
    }
    return count;
}

typedef struct loader {
    zb_weights *out;
    zb_arena *arena;
    bool memory;
} loader;

static bool read_codes(loader *l, zb_str rest, const zb_lexicon *lexicon) {
    zb_weights *out = l->out;
    size_t count = count_of(rest, ' ') + 1;
    out->classes = ZB_NEW(l->arena, zb_weight_class, count);
    l->memory = out->classes != NULL;
    while (rest.n && l->memory && out->class_count < INT16_MAX) {
        zb_str code = zb_str_cut(&rest, ' ');
        zb_weight_class *one = &out->classes[out->class_count++];
        one->part = zb_str_eq(code, ZB_STR("/part"));
        one->indicator = (int32_t)zb_map_get(&lexicon->indicator_by_code, code, -1);
        if (one->indicator >= 0) {
            out->speaks_of[one->indicator] = true;
        }
        one->known = one->indicator >= 0 || one->part || zb_str_eq(code, ZB_STR("-"));
    }
    return !l->memory || out->class_count > 0;
}

/* `NUMBER:WEIGHT`; false when it is not of that form, or its number not above `*last`. A cue that
 * spoke for a class twice could outgrow the sums that the extraction makes. */
static bool read_weight(loader *l, zb_str item, int64_t *last) {
    zb_str rest = item;
    zb_str left = zb_str_cut(&rest, ':');
    bool negative = zb_str_starts(rest, ZB_STR("-"));
    int64_t code, value;
    if (!zb_str_to_int(left, &code) || code <= *last || (size_t)code >= l->out->class_count ||
        !zb_str_to_int(negative ? zb_str_sub(rest, 1, rest.n) : rest, &value) || value < 0 ||
        value > INT16_MAX) {
        return false;
    }
    *last = code;
    if (l->out->classes[code].known) {
        l->out->weights[l->out->weight_count++] =
            (zb_weight){(int16_t)code, (int16_t)(negative ? -value : value)};
    }
    return true;
}

/* Read one line; false when it is not of the form. */
static bool read_line(loader *l, zb_str line, const zb_lexicon *lexicon) {
    zb_weights *out = l->out;
    zb_str rest = line;
    zb_str cue = zb_str_cut(&rest, '\t');
    if (!out->class_count) {
        return zb_str_eq(cue, ZB_STR("codes")) && read_codes(l, rest, lexicon);
    }
    zb_cue_weights *row = &out->cues[out->cue_count];
    *row = (zb_cue_weights){.cue = cue, .first = out->weight_count};
    for (int64_t last = -1; rest.n;) {
        if (!read_weight(l, zb_str_cut(&rest, ' '), &last)) {
            return false;
        }
    }
    row->count = out->weight_count - row->first;
    l->memory = zb_map_set(&out->by_cue, cue, (int64_t)out->cue_count++);
    return cue.n > 0;
}

zb_status zb_weights_load(zb_weights *out, zb_str text, const zb_lexicon *lexicon, zb_arena *arena,
                          zb_error *err) {
    *out = (zb_weights){0};
    out->cues = ZB_NEW(arena, zb_cue_weights, count_of(text, '\n') + 1);
    out->weights = ZB_NEW(arena, zb_weight, count_of(text, ':') + 1);
    out->speaks_of = ZB_NEW(arena, bool, lexicon->indicator_count + 1);
    if (!out->cues || !out->weights || !out->speaks_of) {
        return zb_error_nomem(err);
    }
    loader l = {out, arena, true};
    zb_status status = ZB_OK;
    for (size_t number = 1; text.n && status == ZB_OK; number++) {
        zb_str line = zb_str_cut(&text, '\n');
        if (line.n && line.p[0] != '#' && !read_line(&l, line, lexicon)) {
            status =
                zb_error_set(err, ZB_E_FORMAT,
                             "line %zu is not a cue, a tab and NUMBER:WEIGHT by rising numbers; "
                             "write the file anew with `zhibiao learn`, or remove it",
                             number);
        } else if (!l.memory) {
            status = zb_error_nomem(err);
        }
    }
    return status;
}

void zb_weights_free(zb_weights *weights) {
    zb_map_free(&weights->by_cue);
}
