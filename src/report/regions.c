/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 三、分地区: a section for each place: where it stands, its rates, its counts, the evidence.
 */
#include "report/regions.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/numbers.h"
#include "report/words.h"

/* The year a place is shown for: that of its group when it reports then, else its last. */
static int year_of(const zb_model *m, int place) {
    const zb_group *group = zb_model_group_of(m, place);
    if (group && zb_model_reported(m, place, group->year)) {
        return group->year;
    }
    for (int year = m->last_year; year > m->first_year; year--) {
        if (zb_model_reported(m, place, year)) {
            return year;
        }
    }
    return m->first_year;
}

zb_str zb_region_author(zb_paper *paper, const zb_region_view *view) {
    return zb_say(paper, "%.*s%.*s", ZB_ARG(zb_model_place_name(paper->model, view->place)),
                  ZB_ARG(view->department));
}

static void look_at_rates(zb_region_view *v, const zb_model *m) {
    for (size_t r = 0; r < m->rate_count; r++) {
        int indicator = m->rates[r]->index;
        v->rates_stated += zb_model_rate(m, v->place, indicator, v->year) != NULL;
        const zb_group_rate *rate = v->group && v->year == v->group->year
                                        ? zb_model_group_rate(m, v->group, indicator)
                                        : NULL;
        const zb_standing_row *row = zb_model_standing(rate, v->place);
        v->compared += row && row->standing != ZB_STAND_UNKNOWN;
        v->flagged += row && row->standing > ZB_STAND_SAME;
    }
}

zb_region_view zb_region_look(const zb_model *m, int place) {
    zb_region_view v = {.place = place,
                        .group = zb_model_group_of(m, place),
                        .year = year_of(m, place),
                        .department = m->departments[place]};
    for (int year = m->first_year; year <= m->last_year; year++) {
        if (zb_model_reported(m, place, year)) {
            v.first_year = v.first_year ? v.first_year : year;
            v.last_year = year;
        }
    }
    look_at_rates(&v, m);
    return v;
}

/* `示例省›安澜市›墨川县` */
static void put_path(zb_buf *out, const zb_model *m, int place) {
    const zb_place *p = &m->places[place];
    const zb_region *chain[8];
    size_t depth = 0;
    const zb_region *region = p->code.n ? zb_lexicon_region(m->lexicon, p->code) : NULL;
    for (; region && depth < sizeof chain / sizeof *chain; region = region->parent) {
        chain[depth++] = region;
    }
    if (depth == 0) {
        zb_buf_add(out, p->path);
    }
    for (size_t i = depth; i > 0; i--) {
        zb_buf_add(out, chain[i - 1]->name);
        zb_buf_text(out, i > 1 ? " › " : "");
    }
}

static void path_line(zb_paper *paper, const zb_region_view *v) {
    const zb_model *m = paper->model;
    zb_buf text = {0};
    put_path(&text, m, v->place);
    if (m->places[v->place].code.n) {
        zb_buf_format(&text, ZB_TR(paper, "　|　代码%.*s", "　|　code %.*s"),
                      ZB_ARG(m->places[v->place].code));
    }
    if (paper->english) {
        zb_buf_format(&text, "　|　%.*s (",
                      ZB_ARG(zb_count_of(paper, m->reports[v->place], "", "report", "reports")));
    } else {
        zb_buf_format(&text, "　|　报告%zu份（", m->reports[v->place]);
    }
    zb_put_years(&text, paper->english, v->first_year, v->last_year);
    size_t observations = 0, missing = 0;
    for (int year = m->first_year; year <= m->last_year; year++) {
        observations += zb_model_count(m, v->place, year);
        missing +=
            year > v->first_year && year < v->last_year && !zb_model_reported(m, v->place, year);
    }
    if (missing) {
        zb_buf_format(&text, ZB_TR(paper, "，缺%zu年", ", %zu missing"), missing);
    }
    zb_buf_format(&text, ZB_TR(paper, "）　|　数据%.*s", ")　|　%.*s"),
                  ZB_ARG(zb_count_of(paper, observations, "条", "figure", "figures")));
    if (m->findings[v->place]) {
        zb_buf_format(&text, ZB_TR(paper, "　|　核对发现%zu处", "　|　findings of the checks: %zu"),
                      m->findings[v->place]);
    }
    if (v->department.n) {
        zb_buf_format(&text,
                      ZB_TR(paper, "　|　部门报告：%.*s", "　|　report of a department: %.*s"),
                      ZB_ARG(v->department));
    }
    zb_flow_facts(paper->flow, zb_buf_str(&text));
    zb_buf_free(&text);
}

/* ---- sentences --------------------------------------------------------------------------- */

static void say_flagged(zb_paper *paper, zb_rich *text, const zb_region_view *v) {
    const zb_model *m = paper->model;
    size_t told = 0;
    for (size_t r = 0; r < m->rate_count; r++) {
        const zb_group_rate *rate = zb_model_group_rate(m, v->group, m->rates[r]->index);
        const zb_standing_row *row = zb_model_standing(rate, v->place);
        if (!row || row->standing <= ZB_STAND_SAME) {
            continue;
        }
        bool low = row->standing == ZB_STAND_LOW95 || row->standing == ZB_STAND_LOW998;
        zb_str name = zb_name_of(paper, m->rates[r]);
        const char *side = low ? ZB_TR(paper, "低于", "below") : ZB_TR(paper, "高于", "above");
        if (told == 0) {
            zb_rich_bold(text, ZB_INK,
                         ZB_TR(paper, "%.*s%.*s%.1f%%，%s%.*s的%.1f%%",
                               "In %.*s the %.*s was %.1f%%, %s that of %.*s (%.1f%%)"),
                         ZB_ARG(zb_model_place_name(m, v->place)), ZB_ARG(name), row->value.value,
                         side, ZB_ARG(v->group->whole), rate->comparison.whole.value);
        } else {
            zb_rich_text(text,
                         ZB_TR(paper, "%.*s%.1f%%，%s%.*s的%.1f%%",
                               "the %.*s was %.1f%%, %s that of %.*s (%.1f%%)"),
                         ZB_ARG(name), row->value.value, side, ZB_ARG(v->group->whole),
                         rate->comparison.whole.value);
        }
        zb_streak streak = zb_place_streak(m, v->place, m->rates[r]->index);
        if (streak.years >= 3 && streak.shift.last_year == v->year) {
            zb_rich_text(text, ZB_TR(paper, "，已连续%d年%s", ", after %d consecutive annual %s"),
                         streak.years,
                         streak.sign > 0 ? ZB_TR(paper, "上升", "rises")
                                         : ZB_TR(paper, "下降", "falls"));
        }
        told++;
        zb_rich_text(text, "%s", told < v->flagged ? ZB_TR(paper, "；", "; ") : "");
    }
}

/* Changes of rates over the years that their intervals carry, at most three. */
static void say_changes(zb_paper *paper, zb_rich *text, const zb_region_view *v) {
    enum { MOST_TOLD = 3 };
    const zb_model *m = paper->model;
    size_t told = 0;
    for (size_t r = 0; r < m->rate_count && told < MOST_TOLD; r++) {
        zb_shift shift = zb_place_shift(m, v->place, m->rates[r]->index);
        if (!shift.known || shift.sign == 0 || shift.last_year != v->year) {
            continue;
        }
        zb_str name = zb_name_of(paper, m->rates[r]);
        if (paper->english) {
            zb_rich_text(text, "%s %.*s %s from %.1f%% in %d to %.1f%%", told ? "; the" : " The",
                         ZB_ARG(name), zb_moved(paper, shift.sign), shift.first, shift.first_year,
                         shift.last);
        } else {
            zb_rich_text(text, "%s%.*s由%d年的%.1f%%%s至%.1f%%", told ? "；" : "", ZB_ARG(name),
                         shift.first_year, shift.first, shift.sign > 0 ? "升" : "降", shift.last);
        }
        told++;
    }
    if (told) {
        zb_rich_text(text,
                     ZB_TR(paper, "（变化的95%%区间%s不含0）。",
                           " (the 95%% interval of %s change excludes 0)."),
                     told > 1 ? ZB_TR(paper, "均", "each") : ZB_TR(paper, "", "the"));
    }
}

/* Beside these figures, the place's own, there are those of its parts added up. */
static void say_own(zb_paper *paper, zb_rich *text, const zb_region_view *v) {
    const zb_model *m = paper->model;
    for (size_t i = 0; i < m->group_count; i++) {
        const zb_group *g = &m->groups[i];
        if (zb_group_own(m, g) != v->place) {
            continue;
        }
        zb_str name = zb_region_author(paper, v);
        if (paper->english) {
            zb_next_sentence(paper, text);
            zb_rich_text(text,
                         "This section has what the reports of %.*s itself state; the values of "
                         "%.*s add up the reports of %.*s, have another coverage and are not "
                         "added to these.",
                         ZB_ARG(name), ZB_ARG(g->whole), ZB_ARG(g->each));
        } else {
            zb_rich_text(text,
                         "本节为%.*s本级报告所载；%.*s数为%.*s报告合计，口径不同，不与之相加。",
                         ZB_ARG(name), ZB_ARG(g->whole_short), ZB_ARG(g->each));
        }
    }
}

static void sentences(zb_paper *paper, const zb_region_view *v) {
    const zb_model *m = paper->model;
    zb_rich text = {0};
    if (v->flagged) {
        say_flagged(paper, &text, v);
        if (v->compared > v->flagged) {
            zb_rich_text(&text,
                         ZB_TR(paper, "；其余%zu项可比比率与%.*s无显著差异",
                               "; none of the other comparable rates (%zu) differed significantly "
                               "from that of %.*s"),
                         v->compared - v->flagged, ZB_ARG(v->group->whole));
        }
        zb_rich_text(&text, "%s", ZB_TR(paper, "。", "."));
    } else if (v->compared) {
        zb_rich_bold(&text, ZB_INK,
                     ZB_TR(paper, "%.*s%d年可比的%zu项比率与%.*s%s无显著差异",
                           v->compared > 1
                               ? "None of %.*s's %d rates that can be compared (%zu) differed "
                                 "significantly from that of %.*s%s"
                               : "Of %.*s's %d rates %zu can be compared; it did not differ "
                                 "significantly from that of %.*s%s"),
                     ZB_ARG(zb_model_place_name(m, v->place)), v->year, v->compared,
                     ZB_ARG(v->group->whole), v->compared > 1 ? ZB_TR(paper, "均", "") : "");
        zb_rich_text(&text, "%s", ZB_TR(paper, "。", "."));
    } else if (paper->english) {
        zb_rich_text(&text, "The report of %.*s for %d contains %.*s, %.*s among them.",
                     ZB_ARG(zb_region_author(paper, v)), v->year,
                     ZB_ARG(zb_count_of(paper, zb_model_count(m, v->place, v->year), "", "figure",
                                        "figures")),
                     ZB_ARG(zb_count_of(paper, v->rates_stated, "", "rate", "rates")));
    } else {
        zb_rich_text(&text, "%.*s%d年的报告载有%zu条数据，其中比率%zu项。",
                     ZB_ARG(zb_region_author(paper, v)), v->year,
                     zb_model_count(m, v->place, v->year), v->rates_stated);
    }
    say_changes(paper, &text, v);
    say_own(paper, &text, v);
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(paper->flow, 10);
}

static void source(zb_paper *paper, const zb_region_view *v) {
    zb_buf years = {0};
    zb_put_years(&years, paper->english, v->first_year, v->last_year);
    zb_buf text = {0};
    zb_buf_format(&text,
                  ZB_TR(paper, "%.*s法治政府建设年度报告，%.*s",
                        "Annual reports on law-based government of %.*s, %.*s"),
                  ZB_ARG(zb_region_author(paper, v)), ZB_ARG(zb_buf_str(&years)));
    if (v->compared) {
        zb_buf_format(&text,
                      ZB_TR(paper, "；%.*s值据%.*s的报告", "; value of %.*s: reports of %.*s"),
                      ZB_ARG(v->group->whole_short), ZB_ARG(v->group->each));
    }
    zb_buf_text(&text, ZB_TR(paper, "；文件名见附录B。", "; documents in Appendix B."));
    zb_flow_note(paper->flow, ZB_TR(paper, "资料来源：", "Source: "), zb_keep(paper, &text));
    zb_buf_free(&text);
    zb_buf_free(&years);
}

static void region(zb_paper *paper, int place) {
    const zb_model *m = paper->model;
    zb_flow *flow = paper->flow;
    zb_region_view v = zb_region_look(m, place);
    bool first = flow->sections == 0;
    if (!first && zb_flow_room(flow) < 330) {
        zb_flow_new_page(flow);
    } else if (!first) {
        zb_flow_skip(flow, 8);
    }
    zb_flow_section(flow, zb_model_place_name(m, place),
                    zb_key(paper, "region", zb_say(paper, "%d", place)), 150);
    path_line(paper, &v);
    sentences(paper, &v);
    if (zb_region_rates(paper, &v)) {
        zb_flow_skip(paper->flow, 10);
    }
    zb_region_counts(paper, &v);
    if (m->included_count == 1) {
        zb_region_panels(paper, &v);
    }
    source(paper, &v);
    zb_region_evidence(paper, &v);
}

void zb_chapter_regions(zb_paper *paper) {
    const zb_model *m = paper->model;
    zb_flow_chapter(paper->flow, ZB_CHAPTER_NUMBERED, ZB_TR_STR(paper, "分地区", "Regions"),
                    ZB_STR("regions"));
    for (size_t i = 0; i < m->place_count && paper->flow->status == ZB_OK; i++) {
        if (m->shown[i]) {
            zb_arena_mark mark = zb_arena_here(paper->arena);
            region(paper, (int)i);
            zb_arena_release(paper->arena, mark);
        }
    }
}
