/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/chapters.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/numbers.h"

enum { MOST_FLAGGED = 2 };

/* The catalogue's ASCII brackets as Chinese print has them. */
static zb_str full_width(const zb_paper *paper, zb_str name) {
    zb_buf text = {0};
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '(' || name.p[i] == ')') {
            zb_buf_text(&text, name.p[i] == '(' ? "（" : "）");
        } else {
            zb_buf_char(&text, name.p[i]);
        }
    }
    bool ok = !text.failed;
    zb_str kept = zb_arena_copy(paper->arena, zb_buf_str(&text), &ok);
    zb_buf_free(&text);
    if (!ok) {
        zb_flow_fail(paper->flow, ZB_E_NOMEM);
    }
    return ok ? kept : name;
}

zb_str zb_name_of(const zb_paper *paper, const zb_indicator *indicator) {
    if (paper->english && indicator->name_en.n) {
        return indicator->name_en;
    }
    zb_str name = indicator->name_zh;
    return zb_str_find(name, ZB_STR("(")) == ZB_NOT_FOUND ? name : full_width(paper, name);
}

zb_str zb_unit_of(const zb_paper *paper, const zb_indicator *indicator) {
    bool money = zb_table_factor(indicator->unit_zh) > 1;
    return paper->english && !money ? indicator->unit_en
                                    : zb_table_unit(paper->english, indicator->unit_zh);
}

zb_str zb_group_name_of(const zb_paper *paper, const zb_indicator *indicator) {
    return paper->english && indicator->group_en.n ? indicator->group_en : indicator->group;
}

zb_str zb_spoken_unit_of(const zb_paper *paper, double value, const zb_indicator *indicator) {
    return !paper->english    ? indicator->unit_zh
           : fabs(value) == 1 ? indicator->unit_one_en
                              : indicator->unit_en;
}

zb_str zb_quantity(zb_paper *paper, double value, const zb_indicator *indicator) {
    zb_buf text = {0};
    zb_put_spoken(&text, paper->english, value);
    zb_buf_text(&text, paper->english ? " " : "");
    zb_buf_add(&text, zb_spoken_unit_of(paper, value, indicator));
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

zb_str zb_capital(zb_paper *paper, zb_str text) {
    if (!paper->english || !text.n || text.p[0] < 'a' || text.p[0] > 'z') {
        return text;
    }
    return zb_say(paper, "%c%.*s", text.p[0] - 'a' + 'A', ZB_ARG(zb_str_sub(text, 1, text.n)));
}

zb_str zb_count_of(zb_paper *paper, size_t count, const char *zh, const char *one,
                   const char *many) {
    zb_buf text = {0};
    zb_buf_thousands(&text, (double)count, 0);
    if (paper->english) {
        zb_buf_format(&text, " %s", count == 1 ? one : many);
    } else {
        zb_buf_text(&text, zh);
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

zb_str zb_members_of(zb_paper *paper, const zb_group *group, size_t count) {
    return zb_say(paper, ZB_TR(paper, "%zu个%.*s", "%zu %.*s"), count,
                  ZB_ARG(count == 1 ? group->member_name : group->members_name));
}

const char *zb_high_color(const zb_paper *paper) {
    return paper->grey ? ZB_TR(paper, "深灰", "dark grey") : ZB_TR(paper, "蓝色", "blue");
}

const char *zb_low_color(const zb_paper *paper) {
    return paper->grey ? ZB_TR(paper, "中灰", "mid grey") : ZB_TR(paper, "橙色", "orange");
}

zb_str zb_say(zb_paper *paper, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = n < 0 ? NULL : ZB_PAPER_NEW(paper, char, (size_t)n + 1);
    if (text) {
        vsnprintf(text, (size_t)n + 1, format, again);
    }
    va_end(again);
    return text ? (zb_str){text, (size_t)n} : (zb_str){0};
}

zb_str zb_keep(zb_paper *paper, zb_buf *text) {
    bool ok = !text->failed;
    zb_str kept = zb_arena_copy(paper->arena, zb_buf_str(text), &ok);
    zb_buf_clear(text);
    if (!ok) {
        zb_flow_fail(paper->flow, ZB_E_NOMEM);
        return (zb_str){0};
    }
    return kept;
}

zb_str zb_stated_text(zb_paper *paper, const zb_rate *rate) {
    size_t count;
    const zb_observation *rows = zb_dataset_observations(paper->model->dataset, &count);
    const zb_observation *row = rate->stated_row < count ? &rows[rate->stated_row] : NULL;
    zb_buf text = {0};
    if (row && row->has_high) {
        zb_put_range(&text, paper->english, row->value, row->value_high, 1, "");
    } else {
        zb_put_rate(&text, paper->english, rate->stated, row ? row->qualifier : ZB_EQ);
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

void *zb_paper_get(zb_paper *paper, size_t count, size_t size) {
    void *block = zb_arena_get(paper->arena, count ? count : 1, size);
    if (!block) {
        zb_flow_fail(paper->flow, ZB_E_NOMEM);
    }
    return block;
}

double *zb_paper_values(zb_paper *paper, int place, int indicator) {
    const zb_model *m = paper->model;
    double *values = ZB_PAPER_NEW(paper, double, (size_t)m->year_count);
    for (int y = 0; values && y < m->year_count; y++) {
        values[y] = zb_model_value(m, place, indicator, m->first_year + y);
    }
    return values;
}

double *zb_paper_pools(zb_paper *paper, const zb_group *group, int indicator) {
    const zb_model *m = paper->model;
    double *values = group ? ZB_PAPER_NEW(paper, double, (size_t)m->year_count) : NULL;
    for (int y = 0; values && y < m->year_count; y++) {
        const zb_group_pool *p = zb_model_pool(m, group, indicator, m->first_year + y);
        values[y] = p ? p->value.value : NAN;
    }
    return values;
}

zb_str zb_key(zb_paper *paper, const char *kind, zb_str name) {
    return zb_say(paper, "%s:%.*s", kind, ZB_ARG(name));
}

zb_str zb_group_source(zb_paper *paper, const zb_group *group) {
    const zb_model *m = paper->model;
    if (!group) {
        return paper->english ? ZB_STR("the regions") : ZB_STR("各地");
    }
    zb_str above = group->parent >= 0 ? m->places[group->parent].name
                   : group->region    ? group->region->name
                                      : (zb_str){0};
    if (above.n && !group->is_whole) {
        zb_str some = zb_members_of(paper, group, group->count);
        return paper->english ? zb_say(paper, "%.*s of %.*s", ZB_ARG(some), ZB_ARG(above))
                              : zb_say(paper, "%.*s%.*s", ZB_ARG(above), ZB_ARG(some));
    }
    if (paper->english) {
        return above.n ? zb_say(paper, "%.*s of %.*s", ZB_ARG(group->each), ZB_ARG(above))
                       : group->each;
    }
    return zb_say(paper, "%.*s%.*s", ZB_ARG(above), ZB_ARG(group->each));
}

bool zb_group_has_others(const zb_model *m, const zb_group *group) {
    return zb_group_shown(m, group) < group->count;
}

zb_str zb_shown_name(zb_paper *paper, const zb_group *group, size_t count) {
    zb_str name = count == 1 ? group->member_name : group->members_name;
    return zb_group_has_others(paper->model, group)
               ? zb_say(paper, ZB_TR(paper, "所选%.*s", "selected %.*s"), ZB_ARG(name))
               : name;
}

zb_str zb_shown_of(zb_paper *paper, const zb_group *group, size_t count) {
    return zb_say(paper, ZB_TR(paper, "%zu个%.*s", "%zu %.*s"), count,
                  ZB_ARG(zb_shown_name(paper, group, count)));
}

int zb_group_own(const zb_model *m, const zb_group *group) {
    return zb_group_shown(m, group) && group->count >= 2 && group->parent >= 0 &&
                   m->shown[group->parent]
               ? group->parent
               : -1;
}

/* ---- trends ------------------------------------------------------------------------------ */

static zb_trend_point point_of(const zb_rate *r) {
    zb_trend_point p = {.year = r->year, .value = r->computed ? r->value.value : r->stated};
    if (r->computed) {
        p.has_interval = true;
        p.low = r->value.low;
        p.high = r->value.high;
        p.small = r->denominator < ZB_FEW_CASES;
        p.few = r->denominator < ZB_COMPARED_FROM;
        p.has_stated = r->agrees == ZB_AGREE_NO;
        p.stated = r->stated;
    }
    return p;
}

/* Contradictions are told of places that the report is on. */
static void place_line(zb_paper *paper, zb_trend_line *line, int place, int indicator, bool told) {
    const zb_model *m = paper->model;
    zb_trend_point *points = ZB_PAPER_NEW(paper, zb_trend_point, (size_t)m->year_count);
    if (!points) {
        return;
    }
    line->name = m->places[place].name;
    line->points = points;
    for (int year = m->first_year; year <= m->last_year; year++) {
        const zb_rate *r = zb_model_rate(m, place, indicator, year);
        if (r) {
            points[line->count] = point_of(r);
            points[line->count++].has_stated &= told;
        }
    }
    if (line->count && points[line->count - 1].few) {
        line->name = zb_say(paper, "%.*s※", ZB_ARG(line->name)); /* beside its last value */
    }
}

void zb_whole_line(zb_paper *paper, zb_trend_line *line, const zb_group *group, int indicator) {
    const zb_model *m = paper->model;
    zb_trend_point *points = ZB_PAPER_NEW(paper, zb_trend_point, (size_t)m->year_count);
    *line = (zb_trend_line){.name = group->whole_label, .tone = ZB_TONE_WHOLE, .emphasis = true};
    if (!points) {
        return;
    }
    line->points = points;
    for (int year = m->first_year; year <= m->last_year; year++) {
        const zb_group_pool *p = zb_model_pool(m, group, indicator, year);
        if (p) {
            points[line->count++] = (zb_trend_point){.year = year,
                                                     .value = p->value.value,
                                                     .has_interval = true,
                                                     .low = p->value.low,
                                                     .high = p->value.high};
        }
    }
}

static int weight(zb_tone tone) {
    return tone == ZB_TONE_LOW998 || tone == ZB_TONE_HIGH998 ? 2 : tone != ZB_TONE_CONTEXT;
}

/* Among others the places that the report is on stand out, where they are few. */
static void pick_lines(const zb_model *m, zb_trend_line *lines, const zb_group *group) {
    size_t shown = zb_group_shown(m, group);
    for (size_t i = 0; shown < group->count && shown <= ZB_MOST_PICKED && i < group->count; i++) {
        lines[i].emphasis |= m->shown[group->members[i]];
    }
}

/* Colour at most two lines: the farthest flagged ones of the places that the report is on. */
static void flag_lines(const zb_model *m, zb_trend_line *lines, size_t count, const zb_group *group,
                       const zb_group_rate *rate) {
    for (int n = 0; rate && n < MOST_FLAGGED; n++) {
        size_t best = count;
        int most = 0;
        for (size_t i = 0; i < count; i++) {
            const zb_standing_row *row = zb_model_standing(rate, group->members[i]);
            bool told = m->shown[group->members[i]];
            int w = row && told && !lines[i].emphasis ? weight(zb_tone_of(row->standing)) : 0;
            if (w > most) {
                most = w;
                best = i;
            }
        }
        if (best == count) {
            break;
        }
        lines[best].tone = zb_tone_of(zb_model_standing(rate, group->members[best])->standing);
        lines[best].emphasis = true;
    }
}

bool zb_rate_trend(zb_paper *paper, zb_trend_chart *chart, const zb_group *group,
                   const zb_indicator *indicator) {
    const zb_model *m = paper->model;
    zb_trend_line *lines = ZB_PAPER_NEW(paper, zb_trend_line, group->count + 1);
    if (!lines) {
        return false;
    }
    for (size_t i = 0; i < group->count; i++) {
        place_line(paper, &lines[i], group->members[i], indicator->index,
                   m->shown[group->members[i]]);
    }
    flag_lines(m, lines, group->count, group, zb_model_group_rate(m, group, indicator->index));
    pick_lines(m, lines, group);
    zb_whole_line(paper, &lines[group->count], group, indicator->index);
    int first = m->last_year, last = m->first_year;
    for (size_t i = 0; i <= group->count; i++) {
        for (size_t k = 0; k < lines[i].count; k++) {
            int year = lines[i].points[k].year;
            first = year < first ? year : first;
            last = year > last ? year : last;
        }
    }
    *chart = (zb_trend_chart){.first_year = first,
                              .last_year = last,
                              .unit = ZB_STR("%"),
                              .decimals = 1,
                              .percent = true,
                              .lines = lines,
                              .count = group->count + 1,
                              .english = paper->english};
    return last > first;
}
