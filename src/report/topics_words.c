/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/topics_words.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/numbers.h"
#include "report/rate_figures.h"
#include "report/words.h"

static void look_at_standings(zb_topic_view *v, const zb_model *m) {
    for (size_t i = 0; v->rate && i < v->rate->comparison.count; i++) {
        const zb_standing_row *row = &v->rate->comparison.rows[i];
        if (!m->shown[row->place]) {
            continue;
        }
        v->compared += row->standing != ZB_STAND_UNKNOWN;
        if (row->standing <= ZB_STAND_SAME) {
            continue;
        }
        v->flagged++;
        if (!v->farthest || zb_surprise(&v->rate->comparison, row) >
                                zb_surprise(&v->rate->comparison, v->farthest)) {
            v->farthest = row;
        }
    }
}

zb_topic_view zb_topic_look(const zb_model *m, const zb_indicator *indicator) {
    zb_topic_view v = {
        .group = m->main, .indicator = indicator, .runs = {{.place = -1}, {.place = -1}}};
    v.rate = zb_model_group_rate(m, v.group, indicator->index);
    v.whole = zb_group_shift(m, v.group, indicator->index);
    look_at_standings(&v, m);
    for (size_t i = 0; i < v.group->count; i++) {
        int place = v.group->members[i];
        if (!m->shown[place]) {
            continue;
        }
        zb_shift shift = zb_place_shift(m, place, indicator->index);
        v.rose += shift.known && shift.sign > 0;
        v.fell += shift.known && shift.sign < 0;
        v.unclear += shift.known && shift.sign == 0;
        zb_streak streak = zb_place_streak(m, place, indicator->index);
        bool against = !v.whole.known || v.whole.sign != streak.sign;
        zb_topic_run *run = &v.runs[streak.sign > 0];
        if (streak.years >= 3 && against && streak.years > run->streak.years) {
            *run = (zb_topic_run){place, streak};
        }
    }
    return v;
}

/* ---- sentences --------------------------------------------------------------------------- */

/* Why the value told is not of the year compared. */
static void say_no_later(zb_paper *paper, zb_rich *text, const zb_topic_view *v, int year) {
    if (year < v->group->year) {
        zb_next_sentence(paper, text);
        zb_rich_text(text,
                     ZB_TR(paper, "此后各年载明分子分母的%.*s不足三分之二，不计算%.*s值。",
                           "In later years fewer than two thirds of the %.*s state both numerator "
                           "and denominator; no rate is computed for %.*s."),
                     ZB_ARG(v->group->members_name), ZB_ARG(v->group->whole_short));
    }
}

void zb_topic_say_whole(zb_paper *paper, zb_rich *text, const zb_topic_view *v) {
    const zb_model *m = paper->model;
    int year = v->whole.known ? v->whole.last_year : v->group->year;
    const zb_group_pool *p = zb_model_pool(m, v->group, v->indicator->index, year);
    if (!p) {
        zb_rich_text(text,
                     ZB_TR(paper, "%d年载明分子分母的%.*s不足三分之二，不计算%.*s值。",
                           "In %d fewer than two thirds of the %.*s state both numerator and "
                           "denominator; no rate is computed for %.*s."),
                     v->group->year, ZB_ARG(v->group->members_name), ZB_ARG(v->group->whole_short));
        return;
    }
    zb_buf range = {0};
    zb_put_range(&range, paper->english, p->value.low, p->value.high, 1, "%");
    zb_rich_bold(
        text, ZB_INK, ZB_TR(paper, "%.*s%.*s%d年为%.1f%%", "For %.*s, the %.*s in %d was %.1f%%"),
        ZB_ARG(v->group->whole), ZB_ARG(zb_name_of(paper, v->indicator)), year, p->value.value);
    zb_rich_text(text, ZB_TR(paper, "（95%%区间%.*s）", " (95%% interval %.*s)"),
                 ZB_ARG(zb_buf_str(&range)));
    if (v->whole.known && v->whole.sign) {
        zb_buf_clear(&range);
        double sign = v->whole.sign;
        double a = sign * v->whole.change.low, b = sign * v->whole.change.high;
        zb_put_range(&range, paper->english, a < b ? a : b, a < b ? b : a, 1, "");
        zb_rich_text(text,
                     ZB_TR(paper, "，比%d年%s%.1f个百分点（区间%.*s）。",
                           ". From %d it %s by %.1f percentage points (interval %.*s)."),
                     v->whole.first_year, zb_moved(paper, v->whole.sign),
                     fabs(v->whole.change.value), ZB_ARG(zb_buf_str(&range)));
    } else if (v->whole.known) {
        zb_buf_clear(&range);
        zb_put_range(&range, paper->english, v->whole.change.low, v->whole.change.high, 1, "");
        zb_rich_text(text,
                     ZB_TR(paper, "，与%d年的%.1f%%相比变化不显著（差的区间%.*s个百分点）。",
                           ". Compared with %d (%.1f%%) the change is not significant (interval of "
                           "the difference %.*s percentage points)."),
                     v->whole.first_year, v->whole.first, ZB_ARG(zb_buf_str(&range)));
    } else {
        zb_rich_text(text, "%s", ZB_TR(paper, "。", "."));
    }
    zb_buf_free(&range);
    say_no_later(paper, text, v, year);
}

static const char *standing_phrase(const zb_paper *paper, zb_standing standing) {
    switch (standing) {
    case ZB_STAND_LOW95:
        return ZB_TR(paper, "低于95%控制限", "below the 95% control limit");
    case ZB_STAND_LOW998:
        return ZB_TR(paper, "低于99.8%控制限", "below the 99.8% control limit");
    case ZB_STAND_HIGH95:
        return ZB_TR(paper, "高于95%控制限", "above the 95% control limit");
    case ZB_STAND_HIGH998:
        return ZB_TR(paper, "高于99.8%控制限", "above the 99.8% control limit");
    default:
        return ZB_TR(paper, "未超出控制限", "within the control limits");
    }
}

static zb_color sign_color(int sign) {
    return sign > 0 ? ZB_BLUE : ZB_ORANGE;
}

static void say_run(zb_paper *paper, zb_rich *text, const zb_topic_view *v,
                    const zb_topic_run *run) {
    if (run->place < 0) {
        return;
    }
    zb_str name = zb_model_place_name(paper->model, run->place);
    bool up = run->streak.sign > 0;
    zb_next_sentence(paper, text);
    zb_rich_bold(text, sign_color(run->streak.sign),
                 ZB_TR(paper, "%.*s连续%d年%s", "%.*s had %d consecutive annual %s"), ZB_ARG(name),
                 run->streak.years,
                 up ? ZB_TR(paper, "上升", "rises") : ZB_TR(paper, "下降", "falls"));
    zb_rich_text(text, ZB_TR(paper, "，由%.1f%%%s至%.1f%%", ", from %.1f%%%s to %.1f%%"),
                 run->streak.shift.first, ZB_TR(paper, up ? "升" : "降", ""),
                 run->streak.shift.last);
    const zb_standing_row *row = zb_model_standing(v->rate, run->place);
    if (row && row->standing > ZB_STAND_SAME && run->streak.shift.last_year == v->group->year) {
        zb_rich_text(text, ZB_TR(paper, "，%d年%s", "; in %d it was %s"), v->group->year,
                     standing_phrase(paper, row->standing));
    }
    zb_rich_text(text, "%s", ZB_TR(paper, "。", "."));
}

void zb_topic_say_streak(zb_paper *paper, zb_rich *text, const zb_topic_view *v) {
    bool falls_first = v->runs[0].streak.years >= v->runs[1].streak.years;
    say_run(paper, text, v, &v->runs[!falls_first]);
    say_run(paper, text, v, &v->runs[falls_first]);
}

void zb_topic_say_standings(zb_paper *paper, zb_rich *text, const zb_topic_view *v) {
    const zb_model *m = paper->model;
    if (!v->rate || v->compared < 2) {
        return;
    }
    zb_next_sentence(paper, text);
    if (v->flagged == 0) {
        zb_rich_text(
            text,
            ZB_TR(paper, "%d年可比的%zu个%.*s均未超出随机波动的范围。",
                  v->compared == 2
                      ? "In %d neither of the %zu comparable %.*s lay outside the range of "
                        "random variation."
                      : "In %d none of the %zu comparable %.*s lay outside the range of "
                        "random variation."),
            v->group->year, v->compared, ZB_ARG(zb_shown_name(paper, v->group, v->compared)));
        return;
    }
    zb_rich_text(text,
                 ZB_TR(paper, "%d年可比的%zu个%.*s中，", "In %d, of the %zu comparable %.*s, "),
                 v->group->year, v->compared, ZB_ARG(zb_shown_name(paper, v->group, v->compared)));
    size_t told = 0;
    for (size_t i = 0; i < v->rate->comparison.count && told < 3; i++) {
        const zb_standing_row *row = &v->rate->comparison.rows[i];
        if (row->standing <= ZB_STAND_SAME || !m->shown[row->place]) {
            continue;
        }
        zb_rich_text(text, ZB_TR(paper, "%s%.*s（%.1f%%）%s", "%s%.*s (%.1f%%) was %s"),
                     told ? ZB_TR(paper, "，", ", ") : "",
                     ZB_ARG(zb_model_place_name(m, row->place)), row->value.value,
                     standing_phrase(paper, row->standing));
        told++;
    }
    if (v->flagged > told) {
        zb_rich_text(
            text, ZB_TR(paper, "等%zu个超出控制限", "; %zu in all lay outside the control limits"),
            v->flagged);
    }
    zb_rich_text(text, "%s",
                 v->flagged == v->compared ? ZB_TR(paper, "。", ".")
                                           : ZB_TR(paper, "，其余未超出随机波动的范围。",
                                                   "; all others lay within the range of random "
                                                   "variation."));
}

/* `the rate rose in 6 of 8 counties, fell in 1 and did not change significantly in 1`; a rate that
 * moved one way everywhere did so `in all 8 counties`. */
static zb_str tell_changes_english(zb_paper *paper, const zb_topic_view *v, const char *subject) {
    const struct {
        size_t count;
        const char *what;
    } parts[] = {
        {v->rose, "rose"}, {v->fell, "fell"}, {v->unclear, "did not change significantly"}};
    size_t tested = v->rose + v->fell + v->unclear, told = 0, kinds = 0;
    zb_str members = zb_shown_of(paper, v->group, tested);
    zb_buf text = {0};
    for (size_t i = 0; i < 3; i++) {
        kinds += parts[i].count > 0;
    }
    zb_buf_text(&text, subject);
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].count == tested) {
            bool both = tested == 2 && v->unclear < tested;
            zb_buf_format(&text, " %s in %s%.*s", parts[i].what,
                          tested == 1           ? "the "
                          : both                ? "both "
                          : v->unclear < tested ? "all "
                          : tested == 2         ? "either of the "
                                                : "any of the ",
                          ZB_ARG(both ? zb_shown_name(paper, v->group, tested) : members));
        } else if (parts[i].count) {
            zb_buf_format(&text, "%s%s in %zu", told ? zb_joint(paper, told, kinds) : " ",
                          parts[i].what, parts[i].count);
            if (told++ == 0) {
                zb_buf_format(&text, " of %.*s", ZB_ARG(members));
            }
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

zb_str zb_topic_changes(zb_paper *paper, const zb_topic_view *v, const char *subject) {
    if (paper->english) {
        return tell_changes_english(paper, v, subject);
    }
    const struct {
        size_t count;
        const char *what;
    } parts[] = {{v->rose, "上升"}, {v->fell, "下降"}, {v->unclear, "变化不显著"}};
    size_t tested = v->rose + v->fell + v->unclear, told = 0;
    zb_buf text = {0};
    zb_buf_add(&text, zb_shown_of(paper, v->group, tested));
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].count == tested) {
            zb_buf_format(&text, "%s%s", tested > 1 ? "均" : "", parts[i].what);
        } else if (parts[i].count) {
            zb_buf_format(&text, "%s%zu个%s", told++ ? "、" : "中", parts[i].count, parts[i].what);
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

zb_str zb_topic_trend_sentence(zb_paper *paper, const zb_topic_view *v) {
    size_t tested = v->rose + v->fell + v->unclear;
    if (v->whole.known && v->whole.sign && tested) {
        bool up = v->whole.sign > 0;
        return zb_say(
            paper, ZB_TR(paper, "%.*s%s至%.1f%%；%.*s", "For %.*s the rate %s to %.1f%%; %.*s"),
            ZB_ARG(v->group->whole), up ? ZB_TR(paper, "升", "rose") : ZB_TR(paper, "降", "fell"),
            v->whole.last, ZB_ARG(zb_topic_changes(paper, v, "it")));
    }
    return tested ? zb_topic_changes(paper, v, "The rate")
                  : zb_say(paper, ZB_TR(paper, "%.*s的历年数值", "%.*s by year"),
                           ZB_ARG(zb_capital(paper, zb_name_of(paper, v->indicator))));
}

/* `8个县（市、区）`, `All 8 counties`, `Both counties`: of those compared. */
static zb_str all_of(zb_paper *paper, const zb_topic_view *v) {
    zb_str name = zb_shown_name(paper, v->group, v->compared);
    return paper->english && v->compared == 2
               ? zb_say(paper, "Both %.*s", ZB_ARG(name))
               : zb_say(paper, ZB_TR(paper, "%zu个%.*s", "All %zu %.*s"), v->compared,
                        ZB_ARG(name));
}

/* `墨川县低于99.8%控制限，汀桥区未超出控制限`: of a few chosen each is told, for the ranking has
 * the others, too. */
static zb_str tell_chosen(zb_paper *paper, const zb_topic_view *v) {
    zb_buf text = {0};
    for (size_t i = 0; i < v->rate->comparison.count; i++) {
        const zb_standing_row *row = &v->rate->comparison.rows[i];
        if (row->standing != ZB_STAND_UNKNOWN && paper->model->shown[row->place]) {
            zb_buf_format(&text, ZB_TR(paper, "%s%.*s%s", "%s%.*s is %s"),
                          text.n ? ZB_TR(paper, "，", ", ") : "",
                          ZB_ARG(zb_model_place_name(paper->model, row->place)),
                          standing_phrase(paper, row->standing));
        }
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* By the control limits, as the text: an interval that leaves out the whole's value is no evidence
 * where the places differ more than chance lets them. */
zb_str zb_topic_ranking_sentence(zb_paper *paper, const zb_topic_view *v) {
    size_t within = v->compared - v->flagged;
    bool others = zb_group_has_others(paper->model, v->group);
    if (others && v->compared <= ZB_MOST_PICKED && (v->flagged || v->compared == 1)) {
        return tell_chosen(paper, v);
    }
    if (v->compared < 2) {
        return ZB_TR_STR(paper, "可比的不足2个，不论名次",
                         "Fewer than two can be compared: no ranking");
    }
    if (v->flagged == 0) {
        return zb_say(paper,
                      ZB_TR(paper, "%.*s均未超出95%%控制限，不宜细分名次",
                            "%.*s lie within the 95%% control limits: fine ranking is not "
                            "warranted"),
                      ZB_ARG(all_of(paper, v)));
    }
    if (2 * within >= v->compared) {
        return zb_say(paper,
                      ZB_TR(paper, "可比的%.*s中%zu个未超出95%%控制限，不宜细分名次",
                            "Of %.*s compared, %zu lie within the 95%% control limits: fine "
                            "ranking is not warranted"),
                      ZB_ARG(others ? zb_shown_of(paper, v->group, v->compared)
                                    : zb_say(paper, ZB_TR(paper, "%zu个", "%zu"), v->compared)),
                      within);
    }
    return zb_say(paper, ZB_TR(paper, "%.*s%s", "%.*s is %s"),
                  ZB_ARG(zb_model_place_name(paper->model, v->farthest->place)),
                  standing_phrase(paper, v->farthest->standing));
}

/* ---- notes ------------------------------------------------------------------------------- */

/* Reports of the group's places that state the rate. */
static size_t reports_of(const zb_model *m, const zb_topic_view *v) {
    size_t reports = 0;
    for (size_t i = 0; i < v->group->count; i++) {
        for (int year = m->first_year; year <= m->last_year; year++) {
            reports += zb_model_rate(m, v->group->members[i], v->indicator->index, year) != NULL;
        }
    }
    return reports;
}

zb_str zb_reports_source(zb_paper *paper, const zb_group *group, size_t reports) {
    zb_buf years = {0};
    zb_put_years(&years, paper->english, paper->model->first_year, paper->model->last_year);
    zb_str said =
        zb_say(paper,
               ZB_TR(paper, "%.*s法治政府建设年度报告，%.*s，共%zu份，目录见附录B。",
                     "Annual reports on law-based government of %.*s, %.*s (%zu in all, "
                     "listed in Appendix B)."),
               ZB_ARG(zb_group_source(paper, group)), ZB_ARG(zb_buf_str(&years)), reports);
    zb_buf_free(&years);
    return said;
}

zb_str zb_topic_source(zb_paper *paper, const zb_topic_view *v) {
    return zb_reports_source(paper, v->group, reports_of(paper->model, v));
}

/* Which places the whole lacks in which years: `全市值2018、2019年不含岚浦县`. */
zb_str zb_topic_whole_note(zb_paper *paper, const zb_topic_view *v) {
    enum { MOST_TOLD = 4 };
    const zb_model *m = paper->model;
    zb_buf text = {0};
    size_t told = 0, lacking = 0;
    for (size_t i = 0; i < v->group->count; i++) {
        zb_buf years = {0};
        for (int year = m->first_year; year <= m->last_year; year++) {
            const zb_rate *r = zb_model_rate(m, v->group->members[i], v->indicator->index, year);
            if (zb_model_pool(m, v->group, v->indicator->index, year) && !(r && r->computed)) {
                zb_buf_format(&years, "%s%d", years.n ? ZB_TR(paper, "、", ", ") : "", year);
            }
        }
        lacking += years.n > 0;
        if (years.n && told < MOST_TOLD) {
            zb_str place = zb_model_place_name(m, v->group->members[i]), when = zb_buf_str(&years);
            zb_buf_text(&text, told++ ? ZB_TR(paper, "，", ", ") : "");
            if (paper->english) {
                zb_buf_format(&text, "%.*s (%.*s)", ZB_ARG(place), ZB_ARG(when));
            } else {
                zb_buf_format(&text, "%.*s年不含%.*s", ZB_ARG(when), ZB_ARG(place));
            }
        }
        zb_buf_free(&years);
    }
    zb_str said = {0};
    if (lacking > MOST_TOLD) {
        said = zb_say(paper,
                      ZB_TR(paper, "%.*s值在部分年份不含未载分子、分母的地区（共%zu个）。",
                            "The value of %.*s excludes, in some years, regions that do not state "
                            "numerator and denominator (%zu in all)."),
                      ZB_ARG(v->group->whole_short), lacking);
    } else if (lacking) {
        said = zb_say(paper, ZB_TR(paper, "%.*s值%.*s。", "The value of %.*s excludes %.*s."),
                      ZB_ARG(v->group->whole_short), ZB_ARG(zb_buf_str(&text)));
    }
    zb_buf_free(&text);
    bool later = false; /* a year that the whole has is passed over */
    for (int year = m->first_year; v->whole.known && year < v->whole.first_year; year++) {
        later = later || zb_model_pool(m, v->group, v->indicator->index, year);
    }
    return !later ? said
                  : zb_say(paper,
                           ZB_TR(paper, "%.*s升降只在所含地区相同的年份之间比较，故与%d年比。",
                                 "%.*s Changes are measured only between years that have the same "
                                 "regions, hence from %d."),
                           ZB_ARG(said), v->whole.first_year);
}

/* The marks of a ranking's dots. */
typedef struct ranked_marks {
    bool high, low, hollow, few; /* few: too few cases to be compared */
    zb_str absent;               /* who is left out of the other figures for that */
} ranked_marks;

/* `chosen`: only of the places that the report is on. */
static ranked_marks marks_of(zb_paper *paper, const zb_comparison *c, bool chosen) {
    enum { MOST_NAMED = 3 };
    ranked_marks marks = {0};
    zb_buf names = {0};
    size_t few = 0;
    for (size_t i = 0; i < c->count; i++) {
        const zb_standing_row *row = &c->rows[i];
        zb_tone tone =
            paper->model->shown[row->place] ? zb_tone_of(row->standing) : ZB_TONE_CONTEXT;
        if (row->stated_only || (chosen && !paper->model->shown[row->place])) {
            continue;
        }
        marks.high |= tone == ZB_TONE_HIGH || tone == ZB_TONE_HIGH998;
        marks.low |= tone == ZB_TONE_LOW || tone == ZB_TONE_LOW998;
        marks.hollow |= row->denominator < ZB_FEW_CASES;
        if (row->denominator < ZB_COMPARED_FROM && few++ < MOST_NAMED) {
            zb_buf_text(&names, names.n ? ZB_TR(paper, "、", ", ") : "");
            zb_buf_add(&names, zb_model_place_name(paper->model, row->place));
        }
    }
    marks.few = few > 0;
    marks.absent = few > MOST_NAMED ? zb_count_of(paper, few, "个地区", "region", "regions")
                                    : zb_keep(paper, &names);
    zb_buf_free(&names);
    return marks;
}

/* In grey print low dots are about as grey as those within the limits: their values tell. Who is
 * not chosen is grey wherever he stands. */
static void put_ranking_key(zb_paper *paper, zb_buf *out, const ranked_marks *marks, bool others) {
    if (!marks->high && !marks->low) {
        return;
    }
    const char *rest = others ? ZB_TR(paper, "未超出或未选", "within them or not selected")
                              : ZB_TR(paper, "未超出", "within them");
    if (paper->grey) {
        zb_buf_format(out,
                      ZB_TR(paper, "；数值加粗的超出控制限，其余%s",
                            "; values in bold: beyond the control limits, others: %s"),
                      rest);
        return;
    }
    zb_buf_format(out,
                  ZB_TR(paper, "；%s%s%s控制限，灰色%s", "; %s%s%s the control limits, grey: %s"),
                  marks->high ? ZB_TR(paper, "蓝色高于", "blue: above") : "",
                  marks->high && marks->low ? ZB_TR(paper, "、", ", ") : "",
                  marks->low ? ZB_TR(paper, "橙色低于", "orange: below") : "", rest);
}

zb_str zb_topic_comparison_note(zb_paper *paper, const zb_topic_view *v, bool funnel,
                                const zb_change_count *drawn) {
    const zb_comparison *c = &v->rate->comparison;
    zb_buf text = {0};
    ranked_marks marks = marks_of(paper, c, false);
    zb_buf_text(&text, ZB_TR(paper, "排序图的横线为Wilson 95%区间",
                             "In the ranking, bars are Wilson 95% intervals"));
    put_ranking_key(paper, &text, &marks, zb_group_has_others(paper->model, v->group));
    if (marks.hollow) {
        zb_buf_text(&text, ZB_TR(paper, "；空心点的分母小于50",
                                 "; hollow dots have a denominator below 50"));
    }
    if (marks.few) {
        zb_buf_text(&text,
                    ZB_TR(paper, "，※为分母小于10，不作比较", "; ※: below 10, not compared"));
    }
    zb_buf_text(&text, ZB_TR(paper, "。", "."));
    if (funnel) {
        zb_buf_text(&text,
                    ZB_TR(paper, "漏斗图的虚线为95%、实线为99.8%控制限，按二项分布",
                          " In the funnel plot, dashed lines are the 95% and solid lines the "
                          "99.8% binomial control limits"));
        if (c->spread > 1.0005) {
            zb_buf_format(&text,
                          ZB_TR(paper, "并作过离散调整（φ=%.1f，χ²检验p%s）",
                                ", adjusted for overdispersion (φ=%.1f, χ² test p%s)"),
                          c->spread * c->spread, c->heterogeneity.p < 0.001 ? "<0.001" : "<0.01");
        }
        if (marks.few) {
            zb_buf_format(
                &text,
                ZB_TR(paper, "，不含%.*s（分母小于10）", ", without %.*s (denominator below 10)"),
                ZB_ARG(marks.absent));
        }
        zb_buf_text(&text, ZB_TR(paper, "。", "."));
    } else if (c->spread > 1.0005) {
        zb_buf_format(&text,
                      ZB_TR(paper, "控制限已作过离散调整（φ=%.1f）。",
                            " Control limits are adjusted for overdispersion (φ=%.1f)."),
                      c->spread * c->spread);
    }
    if (zb_group_has_others(paper->model, v->group)) {
        zb_buf_text(&text,
                    paper->grey
                        ? ZB_TR(paper, "所选地区在排序图中名称加粗，其余各地为背景。",
                                " The selected regions have bold names in the ranking, the others "
                                "are their background.")
                        : ZB_TR(paper, "只为所选地区着色（排序图中名称加粗），其余各地为背景。",
                                " Only the selected regions have colours (bold names in the "
                                "ranking), the others are their background."));
    }
    if (drawn) {
        zb_buf_text(&text, paper->english ? " " : "");
        zb_buf_add(&text, zb_changes_note(paper, drawn));
        marks = marks_of(paper, c, true);
        if (marks.few) {
            zb_buf_format(&text,
                          ZB_TR(paper, "变化图不含%.*s（分母小于10）。",
                                " The figure of changes is without %.*s (denominator below 10)."),
                          ZB_ARG(marks.absent));
        }
    }
    if (v->rate->computed > ZB_MOST_RANKED) {
        zb_buf_format(&text,
                      ZB_TR(paper, "共%zu个，排序图只列首尾各%d个。",
                            " Of %zu in all, the ranking shows the first and the last %d."),
                      v->rate->computed, ZB_RANKED_EACH_END);
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

zb_str zb_topic_funnel_sentence(zb_paper *paper, const zb_topic_view *v) {
    if (v->farthest) {
        bool low =
            v->farthest->standing == ZB_STAND_LOW95 || v->farthest->standing == ZB_STAND_LOW998;
        bool far =
            v->farthest->standing == ZB_STAND_LOW998 || v->farthest->standing == ZB_STAND_HIGH998;
        zb_str name = zb_model_place_name(paper->model, v->farthest->place);
        const char *limit = far ? "99.8%" : "95%";
        return paper->english
                   ? zb_say(paper, "%.*s lies %s the %s control limit", ZB_ARG(name),
                            low ? "below" : "above", limit)
                   : zb_say(paper, "%.*s落在%s控制限之%s", ZB_ARG(name), limit, low ? "下" : "上");
    }
    return zb_say(paper,
                  ZB_TR(paper, "%.*s均在95%%控制限之内", "%.*s lie within the 95%% control limits"),
                  ZB_ARG(all_of(paper, v)));
}
