/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cover's picture where places have no whole: how many values the reports state of what.
 */
#include "report/cover_groups.h"

#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "report/words.h"

#define PITCH 24.0
#define BAR 11.0
#define NAMES 130.0  /* width of the names' column */
#define NUMBERS 40.0 /* of the numbers' at the right */
#define LABEL 9.0

enum { MOST_GROUPS = 10 };

typedef struct tally {
    zb_str name;
    size_t values;
    int first; /* index of its first indicator */
} tally;

static int by_values(const void *left, const void *right) {
    const tally *a = left, *b = right;
    return a->values != b->values ? (a->values > b->values ? -1 : 1)
                                  : (a->first > b->first) - (a->first < b->first);
}

/* Values that places of the report state in its years, by the catalogue's groups. */
static size_t count_values(const zb_model *m, const zb_indicator *one) {
    size_t values = 0;
    for (size_t p = 0; p < m->place_count; p++) {
        const zb_series *s =
            m->shown[p] ? zb_dataset_find_series(m->dataset, (int)p, one->index) : NULL;
        for (size_t k = 0; s && k < s->count; k++) {
            values += s->cells[k].year >= m->first_year && s->cells[k].year <= m->last_year;
        }
    }
    return values;
}

static size_t count_groups(zb_paper *paper, tally *tallies) {
    const zb_model *m = paper->model;
    size_t indicators = zb_lexicon_indicator_count(m->lexicon), count = 0;
    for (size_t i = 0; i < indicators; i++) {
        const zb_indicator *one = zb_lexicon_indicator_at(m->lexicon, i);
        zb_str name = zb_group_name_of(paper, one);
        size_t at = 0;
        while (at < count && !zb_str_eq(tallies[at].name, name)) {
            at++;
        }
        if (at == count) {
            tallies[count++] = (tally){name, 0, (int)i};
        }
        tallies[at].values += count_values(m, one);
    }
    qsort(tallies, count, sizeof *tallies, by_values);
    while (count && tallies[count - 1].values == 0) {
        count--;
    }
    return count < MOST_GROUPS ? count : MOST_GROUPS;
}

static void draw_bar(zb_paper *paper, const tally *t, size_t most, double y) {
    zb_flow *flow = paper->flow;
    double left = flow->sheet.left + NAMES, room = ZB_MEASURE - NAMES - NUMBERS;
    double width = room * (double)t->values / (double)most;
    zb_flow_text(flow, flow->sheet.left, zb_baseline(y, BAR, LABEL),
                 zb_flow_cut(flow, t->name, LABEL, NAMES - 8), LABEL, false, ZB_TEXT);
    if (!zb_flow_dry(flow)) {
        const zb_canvas *c = flow->canvas;
        c->rect(c->self, left, y, width, BAR, ZB_PALE, (zb_stroke){0, ZB_NO_COLOR, 0, 0});
    }
    zb_flow_text(flow, left + width + 5, zb_baseline(y, BAR, LABEL),
                 zb_count_of(paper, t->values, "", "", ""), LABEL, false, ZB_TEXT);
}

void zb_cover_groups(zb_paper *paper, double top) {
    zb_flow *flow = paper->flow;
    size_t indicators = zb_lexicon_indicator_count(paper->model->lexicon);
    tally *tallies = ZB_PAPER_NEW(paper, tally, indicators);
    size_t count = tallies ? count_groups(paper, tallies) : 0;
    double y = top;
    for (size_t i = 0; i < count; i++, y += PITCH) {
        draw_bar(paper, &tallies[i], tallies[0].values, y);
    }
    if (count) {
        zb_flow_text(flow, flow->sheet.left, y + 6,
                     ZB_TR_STR(paper, "封面图：报告载明的指标数值，按类别，个。",
                               "Values of indicators that the reports state, by subject."),
                     ZB_TINY, false, ZB_SOFT);
    }
}
