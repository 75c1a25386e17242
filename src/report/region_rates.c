/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of a place's rates, with sparkline, interval, change and spine.
 */
#include "report/regions.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/graphics.h"
#include "report/numbers.h"
#include "report/table.h"
#include "report/words.h"

enum { MOST_COLUMNS = 9 };

typedef struct rate_row {
    const zb_indicator *indicator;
    bool computed; /* in any year */
} rate_row;

static zb_table_cell line_cell(zb_paper *paper, const zb_region_view *v, int indicator,
                               zb_tone tone) {
    zb_sparkline *spark = ZB_PAPER_NEW(paper, zb_sparkline, 1);
    if (!spark) {
        return (zb_table_cell){0};
    }
    zb_color color = tone == ZB_TONE_HIGH || tone == ZB_TONE_HIGH998 ? ZB_BLUE
                     : tone == ZB_TONE_LOW || tone == ZB_TONE_LOW998 ? ZB_ORANGE
                                                                     : ZB_INK;
    *spark = (zb_sparkline){.values = zb_paper_values(paper, v->place, indicator),
                            .behind = zb_paper_pools(paper, v->group, indicator),
                            .count = (size_t)paper->model->year_count,
                            .color = color};
    return (zb_table_cell){.draw = spark->values ? zb_draw_sparkline : NULL, .data = spark};
}

static zb_table_cell spine_cell(zb_paper *paper, const zb_group_rate *rate,
                                const zb_standing_row *row) {
    zb_spine *spine = rate && rate->has_spread && rate->comparison.has_whole
                          ? ZB_PAPER_NEW(paper, zb_spine, 1)
                          : NULL;
    if (!spine) {
        return (zb_table_cell){0};
    }
    *spine = (zb_spine){.whole = rate->comparison.whole.value, .spread = rate->spread};
    if (row && !row->stated_only && row->denominator >= ZB_COMPARED_FROM) {
        spine->has_value = true;
        spine->value = row->value.value;
        spine->tone = zb_tone_of(row->standing);
    }
    return (zb_table_cell){.draw = zb_draw_spine, .data = spine};
}

static zb_table_cell dash(void) {
    return (zb_table_cell){.text = ZB_STR("—"), .color = ZB_GREY};
}

/* The change from the year before, bold when its interval does not hold 0. Between bounds
 * (`98%以上`, then `100%`) there is none. */
static zb_table_cell change_cell(zb_paper *paper, const zb_region_view *v, int indicator) {
    const zb_model *m = paper->model;
    double now = zb_model_value(m, v->place, indicator, v->year);
    double before =
        v->year > m->first_year ? zb_model_value(m, v->place, indicator, v->year - 1) : NAN;
    if (!isfinite(now) || !isfinite(before) ||
        !zb_model_is_exact(m, v->place, indicator, v->year - 1) ||
        !zb_model_is_exact(m, v->place, indicator, v->year)) {
        return dash();
    }
    zb_shift shift = zb_place_shift_between(m, v->place, indicator, v->year - 1, v->year);
    zb_buf text = {0};
    zb_put_signed(&text, now - before, 1);
    zb_table_cell cell = {.text = zb_keep(paper, &text),
                          .bold = shift.known && shift.sign != 0,
                          .color = shift.known && shift.sign ? ZB_TEXT : ZB_SOFT};
    zb_buf_free(&text);
    return cell;
}

static void value_cells(zb_paper *paper, zb_table_cell *cells, const zb_rate *r) {
    if (!r) {
        cells[0] = cells[1] = dash();
        return;
    }
    if (!r->computed) {
        cells[0] = (zb_table_cell){.text = zb_stated_text(paper, r)};
        cells[1] = dash();
        return;
    }
    bool few = r->denominator < ZB_COMPARED_FROM;
    cells[0] = (zb_table_cell){.text = zb_say(paper, "%.1f%s", r->value.value, few ? "※" : ""),
                               .bold = true};
    zb_buf text = {0};
    zb_put_range(&text, paper->english, r->value.low, r->value.high, 1, "");
    cells[1] = (zb_table_cell){.text = zb_keep(paper, &text), .color = ZB_SOFT};
    zb_buf_free(&text);
}

static zb_table_cell part_cell(zb_paper *paper, const zb_rate *r, bool numerator) {
    if (!r || !r->computed) {
        return dash();
    }
    zb_buf text = {0};
    zb_put_cell(&text, paper->english, numerator ? r->numerator : r->denominator, ZB_EQ);
    zb_table_cell cell = {.text = zb_keep(paper, &text), .color = ZB_SOFT};
    zb_buf_free(&text);
    return cell;
}

static bool fill_row(zb_paper *paper, zb_table_row *out, const zb_region_view *v,
                     const zb_indicator *one, bool compared) {
    const zb_model *m = paper->model;
    zb_table_cell *cells = ZB_PAPER_NEW(paper, zb_table_cell, MOST_COLUMNS);
    if (!cells) {
        return false;
    }
    const zb_group_rate *rate =
        compared && v->year == v->group->year ? zb_model_group_rate(m, v->group, one->index) : NULL;
    const zb_standing_row *row = zb_model_standing(rate, v->place);
    zb_tone tone = row ? zb_tone_of(row->standing) : ZB_TONE_CONTEXT;
    cells[0] = (zb_table_cell){.text = zb_capital(paper, zb_name_of(paper, one)),
                               .bold = tone != ZB_TONE_CONTEXT};
    cells[1] = line_cell(paper, v, one->index, tone);
    value_cells(paper, &cells[2], zb_model_rate(m, v->place, one->index, v->year));
    cells[4] = change_cell(paper, v, one->index);
    const zb_rate *r = zb_model_rate(m, v->place, one->index, v->year);
    cells[5] = part_cell(paper, r, true);
    cells[6] = part_cell(paper, r, false);
    if (compared) {
        bool whole = rate && rate->comparison.has_whole;
        cells[7] =
            whole ? (zb_table_cell){.text = zb_say(paper, "%.1f", rate->comparison.whole.value)}
                  : dash();
        cells[8] = spine_cell(paper, rate, row);
    }
    out->cells = cells;
    return true;
}

/* Rates the place states in any year: those it can be computed from, then the others. */
static size_t pick_rates(zb_paper *paper, rate_row *rows, const zb_region_view *v) {
    const zb_model *m = paper->model;
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t r = 0; r < m->rate_count; r++) {
            bool any = false, computed = false;
            for (int year = m->first_year; year <= m->last_year; year++) {
                const zb_rate *rate = zb_model_rate(m, v->place, m->rates[r]->index, year);
                any |= rate != NULL;
                computed |= rate && rate->computed;
            }
            if (any && computed == (pass == 0)) {
                rows[count++] = (rate_row){m->rates[r], computed};
            }
        }
    }
    return count;
}

static size_t fill_rows(zb_paper *paper, zb_table_row *rows, const rate_row *picked, size_t count,
                        const zb_region_view *v, bool compared) {
    size_t n = 0, groups = 0, rates = 0;
    zb_str group = {0};
    bool computed = true;
    for (size_t i = 0; i < count && picked[i].computed; i++, rates++) {
        groups += !i || !zb_str_eq(picked[i].indicator->group, picked[i - 1].indicator->group);
    }
    bool grouped = rates > 2 * groups; /* else names of groups take more room than they give */
    for (size_t i = 0; i < count; i++) {
        bool other = picked[i].computed
                         ? grouped && (n == 0 || !zb_str_eq(group, picked[i].indicator->group))
                         : n == 0 || computed;
        if (other) {
            rows[n++] =
                picked[i].computed
                    ? (zb_table_row){.group = zb_group_name_of(paper, picked[i].indicator)}
                    : (zb_table_row){
                          .group = ZB_TR_STR(paper, "只有表述值", "Only stated"),
                          .group_note = ZB_TR_STR(
                              paper, "缺分子或分母，不计算区间，不比较",
                              "numerator or denominator missing: no interval, no comparison")};
        }
        group = picked[i].indicator->group;
        computed = picked[i].computed;
        n += fill_row(paper, &rows[n], v, picked[i].indicator, compared);
    }
    return n;
}

/* Whether enough places compare for a spine in any row. */
static bool has_spines(const zb_table_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (rows[i].cells && rows[i].cells[MOST_COLUMNS - 1].draw) {
            return true;
        }
    }
    return false;
}

/* Whether a value of the year shown is a bound. */
static bool shows_bound(const zb_region_view *v, const zb_model *m) {
    for (size_t i = 0; i < m->rate_count; i++) {
        const zb_rate *r = zb_model_rate(m, v->place, m->rates[i]->index, v->year);
        if (r && r->bounded) {
            return true;
        }
    }
    return false;
}

/* What the dots of spines mean. In grey print low ones are as grey as those of no difference. */
static const char *dots(const zb_paper *paper) {
    return paper->grey ? ZB_TR(paper, "带▲的点为高于、带▼的点为低于控制限，其余无显著差异",
                               "▲: above, ▼: below the control limits, no sign: no significant "
                               "difference")
                       : ZB_TR(paper, "蓝点▲为高于、橙点▼为低于控制限，灰点无显著差异",
                               "blue ▲: above, orange ▼: below the control limits, grey: no "
                               "significant difference");
}

static void legend(zb_paper *paper, const zb_region_view *v, bool spines, bool several) {
    zb_buf text = {0};
    if (several) {
        zb_buf_text(&text, ZB_TR(paper, "走势线各行自定标尺", "Lines: own scale in each row"));
        if (v->group) {
            const char *pale =
                paper->grey ? ZB_TR(paper, "浅灰", "pale") : ZB_TR(paper, "灰", "grey");
            zb_buf_format(&text, ZB_TR(paper, "，%s线为%.*s", ", %s line: %.*s"), pale,
                          ZB_ARG(v->group->whole_short));
        }
        zb_buf_text(&text, ZB_TR(paper, "；", "; "));
    }
    if (spines) {
        zb_buf_format(&text,
                      ZB_TR(paper, "右端比较图以%.*s值居中，浅条为%.*s全距，深条为四分位距，%s；",
                            "right: centred on %.*s; pale bar: range of %.*s, dark bar: "
                            "interquartile range; %s; "),
                      ZB_ARG(v->group->whole_short), ZB_ARG(v->group->each), dots(paper));
    }
    if (several) {
        zb_buf_text(&text, ZB_TR(paper, "较上年只列两年均为确数的，加粗表示变化的95%区间不含0；",
                                 "change: between exact figures of two years, bold where its 95% "
                                 "interval excludes 0; "));
    }
    if (shows_bound(v, paper->model)) {
        zb_buf_text(&text, ZB_TR(paper, "数字后的“+”为原文“以上”，前的“<”为“以下”；",
                                 "+ behind a figure: at least, < before it: below, as stated; "));
    }
    zb_buf_text(&text, ZB_TR(paper, "“—”为原文未载或不列，※为分母小于10。",
                             "—: not stated or not shown, ※: denominator below 10."));
    zb_str said = zb_keep(paper, &text);
    zb_flow_note(paper->flow, ZB_TR(paper, "注：", "Note: "), zb_capital(paper, said));
    zb_buf_free(&text);
}

static void set_columns(zb_paper *paper, zb_table_column *columns, const zb_region_view *v,
                        bool compared, bool spines) {
    const zb_model *m = paper->model;
    bool several = v->first_year < v->last_year;
    const zb_table_column all[MOST_COLUMNS] = {
        {.head = ZB_TR_STR(paper, "指标", "Indicator"),
         .width = paper->english ? 106 : 88,
         .wrap = true},
        {.head = zb_say(paper, "%d", m->first_year),
         .head_right = zb_say(paper, ZB_TR(paper, "%d年", "%d"), m->last_year),
         .width = paper->english ? 66 : 76,
         .hidden = !several},
        {.head = v->year == m->last_year ? ZB_TR_STR(paper, "数值", "Value")
                                         : zb_say(paper, ZB_TR(paper, "%d年", "%d"), v->year),
         .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "95%区间", "95% interval"), .align = ZB_ALIGN_RIGHT},
        {.head = ZB_TR_STR(paper, "较上年", "Change"), .align = ZB_ALIGN_RIGHT, .hidden = !several},
        {.head = ZB_TR_STR(paper, "分子", "Numerator"),
         .align = ZB_ALIGN_RIGHT,
         .hidden = compared},
        {.head = ZB_TR_STR(paper, "分母", "Denominator"),
         .align = ZB_ALIGN_RIGHT,
         .hidden = compared},
        {.head = v->group ? v->group->whole_label : (zb_str){0},
         .align = ZB_ALIGN_RIGHT,
         .hidden = !compared},
        {.head = ZB_TR_STR(paper, "低", "Low"),
         .head_middle =
             v->group ? zb_say(paper, ZB_TR(paper, "%.*s值", "%.*s"), ZB_ARG(v->group->whole_label))
                      : (zb_str){0},
         .head_right = ZB_TR_STR(paper, "高", "High"),
         .width = paper->english ? 140 : 150,
         .hidden = !spines}};
    memcpy(columns, all, sizeof all);
}

bool zb_region_rates(zb_paper *paper, const zb_region_view *v) {
    const zb_model *m = paper->model;
    rate_row *picked = ZB_PAPER_NEW(paper, rate_row, m->rate_count);
    zb_table_row *rows = ZB_PAPER_NEW(paper, zb_table_row, 3 * m->rate_count + 2);
    if (!picked || !rows) {
        return false;
    }
    size_t count = pick_rates(paper, picked, v);
    count = v->most_rates && count > v->most_rates ? v->most_rates : count;
    bool compared = v->group && v->compared;
    count = fill_rows(paper, rows, picked, count, v, compared);
    if (count == 0) {
        return false;
    }
    bool several = v->first_year < v->last_year, spines = compared && has_spines(rows, count);
    zb_table_column columns[MOST_COLUMNS];
    set_columns(paper, columns, v, compared, spines);
    zb_str name = zb_region_author(paper, v);
    zb_table table = {
        .key = zb_say(paper, "region-rates:%d", v->place),
        .name = compared ? zb_say(paper,
                                  ZB_TR(paper, "%.*s比率指标与%.*s比较，%d年",
                                        "Rates of %.*s compared with %.*s, %d"),
                                  ZB_ARG(name), ZB_ARG(v->group->whole), v->year)
                         : zb_say(paper, ZB_TR(paper, "%.*s比率指标，%d年", "Rates of %.*s, %d"),
                                  ZB_ARG(name), v->year),
        .unit = several
                    ? ZB_TR_STR(paper, "%，较上年为百分点", "%, change from the year before in pp")
                    : ZB_STR("%"),
        .columns = columns,
        .column_count = MOST_COLUMNS,
        .rows = rows,
        .row_count = count,
        .row_height = 18};
    zb_flow_table(paper->flow, &table);
    legend(paper, v, spines, several);
    return true;
}
