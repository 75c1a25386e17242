/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 摘要: four counts, at most six findings, the contents.
 */
#include "report/chapters.h"

#include <math.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/graphics.h"
#include "report/numbers.h"
#include "report/summary.h"

#define COUNT_HEIGHT 46.0

/* The places of a level, whatever group they are in: `8个县（市、区）`. Several groups have the
 * name that fits all. */
static zb_str places_of(zb_paper *paper, zb_level level) {
    static const char *const names[][3] = {{"个省（区、市）", "province", "provinces"},
                                           {"个市（州）", "city", "cities"},
                                           {"个县（市、区）", "county", "counties"},
                                           {"个乡镇（街道）", "town", "towns"}};
    const zb_model *m = paper->model;
    const zb_group *only = NULL;
    size_t groups = 0, count = 0;
    for (size_t g = 0; g < m->group_count; g++) {
        if (m->groups[g].level == level) {
            size_t before = count;
            for (size_t i = 0; i < m->groups[g].count; i++) {
                count += m->shown[m->groups[g].members[i]];
            }
            only = count > before ? &m->groups[g] : only;
            groups += count > before;
        }
    }
    if (count < 2 || level < ZB_LEVEL_PROVINCE || level > ZB_LEVEL_TOWN) {
        return (zb_str){0};
    }
    const char *const *words = names[level - ZB_LEVEL_PROVINCE];
    return groups == 1 ? zb_members_of(paper, only, count)
                       : zb_count_of(paper, count, words[0], words[1], words[2]);
}

/* Whose reports were read: `安澜市及所辖8个县（市、区）、4个乡镇`, without its own `安澜市所辖…`.
 */
static void say_places(zb_paper *paper, zb_rich *text) {
    const zb_model *m = paper->model;
    zb_str levels[ZB_LEVEL_TOWN + 1];
    size_t count = 0;
    for (int level = ZB_LEVEL_PROVINCE; m->has_region && level <= ZB_LEVEL_TOWN; level++) {
        levels[count] = places_of(paper, (zb_level)level);
        count += levels[count].n > 0;
    }
    bool own = m->region_reports || !count, first = !paper->english;
    if (own || first) {
        zb_rich_text(text, "%.*s", ZB_ARG(count ? m->division : m->region));
    }
    for (size_t i = 0; i < count; i++) {
        const char *before = i > 0 ? ZB_TR(paper, "、", i + 1 == count ? " and " : ", ")
                             : own ? ZB_TR(paper, "及所辖", " and of its ")
                                   : ZB_TR(paper, "所辖", "");
        zb_rich_text(text, "%s%.*s", before, ZB_ARG(levels[i]));
    }
    if (!own && !first) {
        zb_rich_text(text, " of %.*s", ZB_ARG(m->division));
    }
}

/* What the report leaves out, and what its words for several places mean. */
static void say_scope(zb_paper *paper, zb_rich *text) {
    const zb_model *m = paper->model;
    if (m->asked.n) {
        zb_rich_text(
            text,
            ZB_TR(paper, "所选的%.*s没有本级报告，本报告所写为其下有报告的%zu个地区。",
                  "%.*s, which was chosen, has no report of its own: this report is on the "
                  "places below it that have (%zu). "),
            ZB_ARG(m->asked), m->included_count);
    } else if (!m->main && m->limited) {
        zb_rich_text(text, "%s",
                     ZB_TR(paper, "本报告只写所选地区，与同级地区的比较见“分地区”。",
                           "It covers the selected regions only; comparisons with regions of the "
                           "same level are in the chapter on regions. "));
    } else if (!m->main) {
        zb_rich_text(
            text, "%s",
            ZB_TR(paper, "没有两个以上可以互相比较的地区，因此不作总览和排序。",
                  "There are no two regions that can be compared with each other, so there "
                  "is no overview and no ranking. "));
    } else if (!zb_overview_fits(m)) {
        zb_rich_text(text, "%s",
                     ZB_TR(paper, "同一年度载明同样比率的地区太少，因此不作总览。",
                           "Too few regions state the same rates for the same year, so there is no "
                           "overview. "));
    }
    if (m->main && !m->main->is_whole) {
        zb_rich_text(text,
                     ZB_TR(paper, "“%.*s”是有报告的%.*s相加，不是上一级地区的数。",
                           "\"%.*s\" is the sum of %.*s that have reports, not the region above "
                           "them. "),
                     ZB_ARG(m->main->whole_label), ZB_ARG(m->main->each));
    }
    if (m->main && m->first_year == m->last_year) {
        zb_rich_text(text, "%s",
                     ZB_TR(paper, "只有一个年度，因此不作趋势。",
                           "There is one year only, so there are no trends."));
    }
}

static void introduction(zb_paper *paper) {
    const zb_model *m = paper->model;
    zb_buf years = {0};
    zb_put_years(&years, paper->english, m->first_year, m->last_year);
    zb_rich text = {0};
    zb_rich_text(&text, "%s",
                 ZB_TR(paper, "本报告汇总",
                       "This report brings together the figures in the annual reports on law-based "
                       "government of "));
    say_places(paper, &text);
    zb_rich_text(
        &text,
        ZB_TR(
            paper,
            "%.*s法治政府建设年度报告中的数字，逐条注明出处，计算比率、区间和变化，并与原文表述核对。",
            " for %.*s. It gives the source of each figure, computes rates, intervals and changes, "
            "and checks them against what the reports state. "),
        ZB_ARG(zb_buf_str(&years)));
    say_scope(paper, &text);
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_buf_free(&years);
}

static void count_box(zb_paper *paper, int column, double number, zb_str unit, zb_str line1,
                      zb_str line2) {
    zb_flow *flow = paper->flow;
    double width = ZB_MEASURE / 4, x = flow->sheet.left + width * column + (column ? 12 : 0);
    double y = flow->y;
    if (column && !zb_flow_dry(flow)) {
        flow->canvas->line(flow->canvas->self, (zb_point){x - 12, y}, (zb_point){x - 12, y + 46},
                           (zb_stroke){0.5, ZB_PALE, 0, 0});
    }
    zb_buf text = {0};
    zb_buf_thousands(&text, number, 0);
    zb_flow_text(flow, x, y + 17, zb_buf_str(&text), 18, true, ZB_INK);
    zb_flow_text(flow, x + zb_flow_width(flow, zb_buf_str(&text), 18) + 3.5, y + 17, unit, ZB_SMALL,
                 false, ZB_TEXT);
    zb_flow_text(flow, x, y + 32.5, line1, ZB_TINY, false, ZB_SOFT);
    zb_flow_text(flow, x, y + 43, line2, ZB_TINY, false, ZB_SOFT);
    zb_buf_free(&text);
}

static void counts(zb_paper *paper) {
    const zb_model *m = paper->model;
    size_t shown = paper->findings->shown;
    if (paper->english) {
        count_box(paper, 0, (double)m->documents,
                  m->documents == 1 ? ZB_STR("report") : ZB_STR("reports"),
                  zb_say(paper, "from %.*s",
                         ZB_ARG(zb_count_of(paper, m->included_count, "", "region", "regions"))),
                  m->unused ? zb_say(paper, "%zu more not used: Appendix B", m->unused)
                            : (zb_str){0});
        count_box(paper, 1, (double)m->observations, ZB_STR("figures"),
                  ZB_STR("each traced to the"), ZB_STR("sentence it stands in"));
        count_box(paper, 2, (double)m->indicators,
                  m->indicators == 1 ? ZB_STR("indicator") : ZB_STR("indicators"),
                  zb_say(paper, "%.*s among them,",
                         ZB_ARG(zb_count_of(paper, m->stated_rates, "", "rate", "rates"))),
                  zb_say(paper, "%zu computable at least once", m->computed_rates));
        count_box(paper, 3, (double)shown, shown == 1 ? ZB_STR("finding") : ZB_STR("findings"),
                  ZB_STR("of the checks; values that"),
                  zb_say(paper, "do not agree: %zu", paper->findings->faults));
    } else {
        count_box(paper, 0, (double)m->documents, ZB_STR("份"),
                  zb_say(paper, "报告，来自%zu个地区", m->included_count),
                  m->unused ? zb_say(paper, "另有%zu份未采用，见附录B", m->unused) : (zb_str){0});
        count_box(paper, 1, (double)m->observations, ZB_STR("条"), ZB_STR("数据，每条均可"),
                  ZB_STR("查到原文句子"));
        count_box(paper, 2, (double)m->indicators, ZB_STR("个"),
                  zb_say(paper, "指标，其中比率%zu个，", m->stated_rates),
                  zb_say(paper, "至少一处可计算的%zu个", m->computed_rates));
        count_box(paper, 3, (double)shown, ZB_STR("处"), ZB_STR("核对发现，其中"),
                  zb_say(paper, "数值不一致%zu处", paper->findings->faults));
    }
    paper->flow->y += COUNT_HEIGHT;
}

void zb_chapter_summary(zb_paper *paper) {
    zb_flow_chapter(paper->flow, ZB_CHAPTER_PLAIN,
                    paper->english ? ZB_STR("Summary") : ZB_STR("摘要"), ZB_STR("summary"));
    introduction(paper);
    zb_flow_skip(paper->flow, 10);
    counts(paper);
    zb_summary_findings(paper);
    zb_flow_contents(paper->flow);
}
