/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a count is made up of, where several reports tell its parts in the same words.
 */
#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/block.h"
#include "report/links.h"
#include "report/numbers.h"
#include "report/topics.h"

enum { FEWEST_REPORTS = 3, MOST_REPORTS = 12, NEARLY_ALL = 95 /* per cent */ };

/* The part that is largest in all reports together, and its least and largest share in them. */
typedef struct largest_part {
    zb_str name;
    double low, high; /* per cent */
} largest_part;

static largest_part find_largest(const zb_breakdown *b, const zb_breakdown_row *rows,
                                 size_t count) {
    size_t best = 0;
    double most = -1;
    for (size_t p = 0; p < b->part_count; p++) {
        double sum = 0;
        for (size_t i = 0; i < count; i++) {
            sum += rows[i].values[p] / rows[i].total;
        }
        best = sum > most ? p : best;
        most = fmax(most, sum);
    }
    largest_part found = {b->parts[best], INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++) {
        double share = 100 * rows[i].values[best] / rows[i].total;
        found.low = fmin(found.low, share);
        found.high = fmax(found.high, share);
    }
    return found;
}

static zb_str sentence(zb_paper *paper, const largest_part *part, size_t reports, bool all) {
    zb_buf range = {0};
    zb_put_range(&range, paper->english, part->low, part->high, 1, "%");
    zb_str said =
        zb_say(paper,
               all ? ZB_TR(paper, "%zu份报告载明构成，“%.*s”占%.*s",
                           "%zu reports give the parts: \"%.*s\" makes up %.*s of the "
                           "total")
                   : ZB_TR(paper, "最近%zu份载明构成的报告中，“%.*s”占%.*s",
                           "In the last %zu reports that give the parts, \"%.*s\" makes up "
                           "%.*s of the total"),
               reports, ZB_ARG(part->name), ZB_ARG(zb_buf_str(&range)));
    zb_buf_free(&range);
    return said;
}

/* Where one part is nearly all, bars would tell no more than this. */
static void say_in_words(zb_paper *paper, const zb_indicator *one, const largest_part *part,
                         size_t reports, bool all) {
    zb_rich text = {0};
    zb_str table = zb_key(paper, "parts-values", one->code);
    zb_rich_link(&text, table, zb_flow_ref(paper->flow, table), false, ZB_TEXT);
    zb_rich_text(&text, "%s", ZB_TR(paper, "：", ": "));
    zb_rich_add(&text, sentence(paper, part, reports, all), false, ZB_TEXT);
    zb_rich_text(&text, "%s", ZB_TR(paper, "。", "."));
    zb_flow_anchor(paper->flow, zb_key(paper, "parts", one->code), (zb_str){0}, paper->flow->y);
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
}

static zb_stack_row *make_rows(zb_paper *paper, const zb_breakdown_row *from, size_t count) {
    zb_stack_row *rows = ZB_PAPER_NEW(paper, zb_stack_row, count);
    for (size_t i = 0; rows && i < count; i++) {
        rows[i] = (zb_stack_row){
            .name = zb_say(paper, ZB_TR(paper, "%.*s%d", "%.*s %d"),
                           ZB_ARG(zb_model_place_name(paper->model, from[i].place)), from[i].year),
            .parts = from[i].values,
            .has_total = true,
            .total = from[i].total};
    }
    return rows;
}

bool zb_parts_find(zb_paper *paper, zb_told_parts *out, const zb_indicator *one) {
    *out = (zb_told_parts){0};
    if (!zb_breakdown_find(&out->all, paper->arena, paper->model, one->index)) {
        zb_flow_fail(paper->flow, ZB_E_NOMEM);
        return false;
    }
    size_t count = out->all.count;
    out->shown = count < MOST_REPORTS ? count : MOST_REPORTS;
    out->rows = count ? out->all.rows + (count - out->shown) : NULL;
    return count >= FEWEST_REPORTS;
}

void zb_topic_parts(zb_paper *paper, const zb_indicator *one) {
    zb_told_parts parts;
    if (!zb_parts_find(paper, &parts, one)) {
        return;
    }
    const zb_breakdown b = parts.all;
    size_t shown = parts.shown;
    const zb_breakdown_row *last = parts.rows;
    zb_stack_row *rows = make_rows(paper, last, shown);
    if (!rows) {
        return;
    }
    zb_figure figure = {.kind = ZB_FIG_STACK};
    figure.as.stack = (zb_stack_chart){.parts = b.parts,
                                       .part_count = b.part_count,
                                       .rows = rows,
                                       .count = shown,
                                       .unit = zb_unit_of(paper, one),
                                       .shares = true,
                                       .english = paper->english};
    largest_part part = find_largest(&b, last, shown);
    if (part.low >= NEARLY_ALL) {
        say_in_words(paper, one, &part, shown, shown == b.count);
        return;
    }
    zb_str name = zb_name_of(paper, one), unit = zb_unit_of(paper, one);
    zb_block block = {
        .figure = &figure,
        .key = zb_key(paper, "parts", one->code),
        .data = zb_key(paper, "parts-values", one->code),
        .sentence = sentence(paper, &part, shown, shown == b.count),
        .reading = zb_say(paper,
                          ZB_TR(paper, "占总数的比重，%%；右列为总数（%.*s）",
                                "Share of the total, %%; the total (%.*s) at right"),
                          ZB_ARG(unit)),
        .name = zb_say(paper, ZB_TR(paper, "%.*s的构成", "Parts of %.*s"), ZB_ARG(name)),
        .note = b.count > shown
                    ? zb_say(paper,
                             ZB_TR(paper, "以同样名目载明分项的报告共%zu份，只列最近%zu份。",
                                   "%zu reports give the same parts; the last %zu are shown."),
                             b.count, shown)
                    : ZB_TR(paper, ZB_STR("只列以同样名目载明分项的报告。"),
                            ZB_STR("Only reports that give the same parts are shown.")),
        .source = ZB_TR(paper, ZB_STR("各行所列地区和年份的法治政府建设年度报告，目录见附录B。"),
                        ZB_STR("Annual reports on law-based government of the regions and years "
                               "shown, listed in Appendix B."))};
    zb_flow_block(paper->flow, &block);
}
