/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 一、总览: the rates of the main group in one year as a heat map.
 */
#include "report/chapters.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/block.h"
#include "report/numbers.h"
#include "report/overview.h"
#include "report/words.h"

enum { MOST_COLUMNS = 12, MOST_ROWS = 30, FEWEST_ROWS = 8, FEWEST_COLUMNS = 3 };

/* What the heat map shows and how the cells come out. */
typedef struct sight {
    const zb_group *group;
    const int *places; /* of the group, that the report is on */
    size_t count;
    const zb_group_rate *columns[MOST_COLUMNS];
    const zb_indicator *indicators[MOST_COLUMNS];
    size_t column_count, computed;
    size_t absent;                              /* places without a report of the year */
    size_t values, missing, flagged, few, same; /* cells of computed columns, of the others */
    const zb_standing_row *farthest;
    const zb_indicator *farthest_rate;
} sight;

static void take_columns(sight *s, const zb_model *m, bool computed) {
    for (size_t r = 0; r < m->rate_count && s->column_count < MOST_COLUMNS; r++) {
        const zb_group_rate *rate = &s->group->rates[r];
        bool can =
            rate->known && 2 * rate->computed >= s->group->count && rate->comparison.has_whole;
        bool stated = rate->known && !can && 2 * rate->comparison.count >= s->group->count &&
                      rate->computed == 0;
        if (computed ? can : stated) {
            s->columns[s->column_count] = rate;
            s->indicators[s->column_count++] = m->rates[r];
            s->computed += computed;
        }
    }
}

static void count_cells(sight *s, const zb_model *m) {
    double most = 0;
    for (size_t i = 0; i < s->count; i++) {
        s->absent += !zb_model_reported(m, s->places[i], s->group->year);
    }
    for (size_t k = 0; k < s->computed; k++) {
        const zb_comparison *c = &s->columns[k]->comparison;
        size_t here = 0;
        for (size_t i = 0; i < c->count; i++) {
            const zb_standing_row *row = &c->rows[i];
            if (row->stated_only || !m->shown[row->place]) {
                continue;
            }
            here++;
            s->few += row->denominator < ZB_COMPARED_FROM;
            s->same += row->standing == ZB_STAND_SAME;
            s->flagged += row->standing > ZB_STAND_SAME;
            if (row->standing > ZB_STAND_SAME && zb_surprise(c, row) > most) {
                most = zb_surprise(c, row);
                s->farthest = row;
                s->farthest_rate = s->indicators[k];
            }
        }
        s->values += here;
        s->missing += s->count - s->absent - here;
    }
}

static zb_heat_cell cell_of(zb_paper *paper, const sight *s, const zb_group_rate *rate, int place,
                            bool stated) {
    zb_heat_cell cell = {0};
    const zb_standing_row *row = zb_model_standing(rate, place);
    if (!row) {
        return cell;
    }
    cell.known = true;
    cell.value = row->value.value;
    cell.stated = stated || row->stated_only;
    cell.few = !cell.stated && row->denominator < ZB_COMPARED_FROM;
    cell.tone = cell.stated ? ZB_TONE_CONTEXT : zb_tone_of(row->standing);
    cell.difference = cell.stated ? 0 : row->value.value - rate->comparison.whole.value;
    const zb_rate *r = zb_model_rate(paper->model, place, rate->indicator, s->group->year);
    if (row->stated_only && r && r->bounded) {
        cell.told = zb_stated_text(paper, r);
    }
    return cell;
}

/* In English the chart parts the words.
 *
 * `负责人出庭` over `应诉率`: the names of rates end in a verb of two characters and 率. */
static zb_str head_of(zb_paper *paper, const zb_indicator *indicator) {
    zb_str name = zb_name_of(paper, indicator);
    size_t at = name.n;
    if (paper->english) {
        return zb_capital(paper, name);
    }
    for (int i = 0; i < 3; i++) {
        at = zb_utf8_before(name, at);
    }
    if (!zb_str_ends(name, ZB_STR("率")) || at == 0) {
        return name;
    }
    return zb_say(paper, "%.*s\n%.*s", ZB_ARG(zb_str_sub(name, 0, at)),
                  ZB_ARG(zb_str_sub(name, at, name.n)));
}

/* Over columns of rates that are only stated. */
static zb_str stated_head(const zb_paper *paper, size_t columns) {
    if (columns > 2) {
        return paper->english ? ZB_STR("Only stated, not compared") : ZB_STR("只有表述值，不比较");
    }
    return paper->english ? ZB_STR("Only stated") : ZB_STR("仅表述值");
}

/* Over the columns of a group, which may be one: `Admin. review`. */
static zb_str group_head(zb_paper *paper, const zb_indicator *indicator) {
    const zb_str longest = ZB_STR("Administrative ");
    zb_str name = zb_group_name_of(paper, indicator);
    return zb_str_starts(name, longest)
               ? zb_say(paper, "Admin. %.*s", ZB_ARG(zb_str_sub(name, longest.n, name.n)))
               : name;
}

/* Rows from `first`, at most `most`; the whole on top of each part. */
static bool make_map(zb_paper *paper, zb_heat_map *map, const sight *s, size_t first, size_t most) {
    size_t rows = s->count - first;
    rows = rows < most ? rows : most;
    zb_str *names = ZB_PAPER_NEW(paper, zb_str, rows + 1);
    zb_str *columns = ZB_PAPER_NEW(paper, zb_str, s->column_count);
    zb_str *groups = ZB_PAPER_NEW(paper, zb_str, s->column_count);
    zb_heat_cell *cells = ZB_PAPER_NEW(paper, zb_heat_cell, (rows + 1) * s->column_count);
    if (!names || !columns || !groups || !cells) {
        return false;
    }
    names[0] = s->group->whole_label;
    for (size_t i = 0; i < rows; i++) {
        names[i + 1] = zb_model_place_name(paper->model, s->places[first + i]);
    }
    for (size_t k = 0; k < s->column_count; k++) {
        bool stated = k >= s->computed;
        columns[k] = head_of(paper, s->indicators[k]);
        groups[k] = stated ? stated_head(paper, s->column_count - s->computed)
                           : group_head(paper, s->indicators[k]);
        if (!stated) {
            cells[k].known = true;
            cells[k].value = s->columns[k]->comparison.whole.value;
        }
        for (size_t i = 0; i < rows; i++) {
            int place = s->places[first + i];
            cells[(i + 1) * s->column_count + k] = cell_of(paper, s, s->columns[k], place, stated);
        }
    }
    *map = (zb_heat_map){.rows = names,
                         .row_count = rows + 1,
                         .has_whole = true,
                         .columns = columns,
                         .groups = groups,
                         .column_count = s->column_count,
                         .cells = cells,
                         .decimals = 1,
                         .english = paper->english,
                         .absent = s->absent > 0};
    return true;
}

/* Of values that none of stands out; there may be none that can be compared. */
static zb_str all_within(zb_paper *paper, const sight *s) {
    if (s->same == 0) {
        return ZB_TR_STR(paper, "没有可以比较的数值", "None of them can be compared");
    }
    return s->same == 1 ? ZB_TR_STR(paper, "可比的1个未超出随机波动范围",
                                    "The one that can be compared lies within random variation")
                        : zb_say(paper,
                                 ZB_TR(paper, "可比的%zu个均未超出随机波动范围",
                                       "All %zu that can be compared lie within random variation"),
                                 s->same);
}

/* `澄川市缺2022年报告`; of many how many they are. */
static zb_str tell_absent(zb_paper *paper, const sight *s) {
    enum { MOST_NAMED = 3 };
    zb_buf text = {0};
    if (s->absent > MOST_NAMED) {
        zb_buf_add(&text, zb_members_of(paper, s->group, s->absent));
    }
    for (size_t i = 0, told = 0; s->absent <= MOST_NAMED && i < s->count; i++) {
        if (!zb_model_reported(paper->model, s->places[i], s->group->year)) {
            zb_buf_text(&text, zb_joint(paper, told++, s->absent));
            zb_buf_add(&text, zb_model_place_name(paper->model, s->places[i]));
        }
    }
    zb_str said =
        zb_say(paper, ZB_TR(paper, "%.*s缺%d年报告", "no report of %.*s for %d was found"),
               ZB_ARG(zb_buf_str(&text)), s->group->year);
    zb_buf_free(&text);
    return said;
}

/* Which of the cells are empty, and why; in brackets. */
static void say_empty(zb_paper *paper, zb_rich *text, const sight *s) {
    if (!s->absent && !s->missing) {
        return;
    }
    zb_rich_text(text, "%s", ZB_TR(paper, "（", " ("));
    if (s->absent) {
        zb_rich_add(text, tell_absent(paper, s), false, ZB_TEXT);
    }
    if (s->missing) {
        zb_rich_text(text,
                     ZB_TR(paper, "%s另有%zu个原文未载或缺分子、分母",
                           "%s%zu more are not in the reports, or lack numerator or denominator"),
                     s->absent ? ZB_TR(paper, "；", "; ") : "", s->missing);
    }
    zb_rich_text(text, "%s", ZB_TR(paper, "）", ")"));
}

static void say_english(zb_paper *paper, zb_rich *text, const sight *s) {
    const zb_group *g = s->group;
    zb_rich_text(text, "In %d, %.*s can be %s among %.*s, with %.*s", g->year,
                 ZB_ARG(zb_count_of(paper, s->computed, "", "rate", "rates")),
                 s->flagged + s->same ? "compared" : "computed",
                 ZB_ARG(zb_shown_of(paper, g, s->count - s->absent)),
                 ZB_ARG(zb_count_of(paper, s->values, "", "value", "values")));
    say_empty(paper, text, s);
    if (s->flagged) {
        zb_rich_text(text, ". Of these, %zu %s significantly from %.*s", s->flagged,
                     s->flagged == 1 ? "differs" : "differ", ZB_ARG(g->whole));
        if (s->same) {
            zb_rich_text(text, "; ");
            zb_rich_bold(text, ZB_INK,
                         "the other %zu that can be compared %s within random variation", s->same,
                         s->same == 1 ? "lies" : "lie");
        }
    } else {
        zb_rich_text(text, ". ");
        zb_rich_add(text, all_within(paper, s), true, ZB_INK);
    }
    if (s->few) {
        zb_rich_text(text, "; %zu with a denominator below 10 %s not compared", s->few,
                     s->few == 1 ? "is" : "are");
    }
    size_t rounded = s->values - s->flagged - s->same - s->few;
    if (rounded) {
        zb_rich_text(text, "; %zu with an approximate numerator or denominator %s not compared",
                     rounded, rounded == 1 ? "is" : "are");
    }
    zb_rich_text(text, ".");
    if (s->farthest) {
        zb_rich_text(text, " The most marked is %.*s's %.*s.",
                     ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                     ZB_ARG(zb_name_of(paper, s->farthest_rate)));
    }
}

static void say_chinese(zb_paper *paper, zb_rich *text, const sight *s) {
    const zb_group *g = s->group;
    zb_rich_text(text, "%d年，%zu个%.*s%s%zu项比率，共有%zu个数值", g->year, s->count - s->absent,
                 ZB_ARG(zb_shown_name(paper, g, s->count - s->absent)),
                 s->flagged + s->same ? "之间可以比较" : "可以计算", s->computed, s->values);
    say_empty(paper, text, s);
    if (s->flagged) {
        zb_rich_text(text, "，其中与%.*s水平有显著差异的%zu个", ZB_ARG(g->whole), s->flagged);
        if (s->same) {
            zb_rich_text(text, "，");
            zb_rich_bold(text, ZB_INK, "可比的其余%zu个未超出随机波动范围", s->same);
        }
    } else {
        zb_rich_text(text, "，");
        zb_rich_add(text, all_within(paper, s), true, ZB_INK);
    }
    if (s->few) {
        zb_rich_text(text, "；%zu个因分母小于10不作比较", s->few);
    }
    size_t rounded = s->values - s->flagged - s->same - s->few;
    if (rounded) {
        zb_rich_text(text, "；%zu个的分子或分母为约数，不作比较", rounded);
    }
    zb_rich_text(text, "。");
    if (s->farthest) {
        zb_rich_text(text, "差异最突出的是%.*s的%.*s。",
                     ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                     ZB_ARG(s->farthest_rate->name_zh));
    }
}

/* The region above has figures of its own, which are not the sum of its parts. */
static void say_own(zb_paper *paper, zb_rich *text, const zb_group *g) {
    int own = zb_group_own(paper->model, g);
    if (own < 0) {
        return;
    }
    zb_str name = zb_model_place_name(paper->model, own);
    if (paper->english) {
        zb_rich_text(text,
                     " The values of %.*s add up the reports of %.*s; what the reports of %.*s "
                     "itself state has another coverage, stands in its section and is not added.",
                     ZB_ARG(g->whole), ZB_ARG(g->each), ZB_ARG(name));
    } else {
        zb_rich_text(text,
                     "%.*s数为%.*s报告合计；%.*s本级报告所载口径不同，列在“分地区”，不与之相加。",
                     ZB_ARG(g->whole_short), ZB_ARG(g->each), ZB_ARG(name));
    }
}

static void say(zb_paper *paper, const sight *s) {
    zb_rich text = {0};
    if (paper->english) {
        say_english(paper, &text, s);
    } else {
        say_chinese(paper, &text, s);
    }
    say_own(paper, &text, s->group);
    zb_flow_paragraph(paper->flow, &text);
    zb_rich_free(&text);
    zb_flow_skip(paper->flow, 10);
}

static zb_str sentence(zb_paper *paper, const sight *s) {
    if (!s->farthest && s->same < 2) {
        return ZB_TR_STR(paper, "可比的数值不足2个", "Fewer than two values can be compared");
    }
    if (!s->farthest) {
        return zb_say(paper,
                      ZB_TR(paper, "%zu个可比数值均未超出随机波动范围",
                            "The %zu values that can be compared all lie within random variation"),
                      s->same);
    }
    if (paper->english) {
        return zb_say(paper, "%s%zu %s significantly from %.*s, most markedly %.*s's %.*s",
                      2 * s->flagged < s->same ? "Only " : "", s->flagged,
                      s->flagged == 1 ? "value differs" : "values differ", ZB_ARG(s->group->whole),
                      ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                      ZB_ARG(zb_name_of(paper, s->farthest_rate)));
    }
    return zb_say(paper, "与%.*s有显著差异的%s%zu处，%.*s%.*s最突出", ZB_ARG(s->group->whole),
                  2 * s->flagged < s->same ? "只有" : "有", s->flagged,
                  ZB_ARG(zb_model_place_name(paper->model, s->farthest->place)),
                  ZB_ARG(s->farthest_rate->name_zh));
}

/* How many of so many values are beyond the 95 % limits by chance alone, on average. */
static void say_chance(zb_paper *paper, zb_buf *text, size_t compared) {
    double expected = 0.05 * (double)compared;
    if (compared < 2) {
        return;
    }
    zb_buf_format(text,
                  ZB_TR(paper, "即使各地并无差别，比较的%zu个数值中仅因偶然平均也会有",
                        " Even if no region differed, of the %zu values compared "),
                  compared);
    zb_buf_format(text,
                  expected < 1 ? ZB_TR(paper, "不到1个", "less than one")
                               : ZB_TR(paper, "约%.0f个", "about %.0f"),
                  expected);
    zb_buf_text(text, ZB_TR(paper, "超出95%控制限。",
                            " would on average be beyond the 95% limits by chance alone."));
}

static zb_str note(zb_paper *paper, const sight *s) {
    zb_buf text = {0};
    zb_buf_format(
        &text,
        ZB_TR(paper, "%.*s值为%.*s分子、分母分别合计后相除；显著与否按二项分布控制限判定",
              "The values of %.*s are the numerators of %.*s, added up, divided by their "
              "denominators, added up. Significance is judged by binomial control limits"),
        ZB_ARG(s->group->whole_short), ZB_ARG(s->group->each));
    size_t adjusted = 0;
    const char *first = ZB_TR(paper, "，", ", adjusted for overdispersion for the ");
    for (size_t k = 0; k < s->computed; k++) {
        double spread = s->columns[k]->comparison.spread;
        if (spread > 1.0005) {
            zb_buf_text(&text, adjusted++ ? ZB_TR(paper, "、", ", ") : first);
            zb_buf_add(&text, zb_name_of(paper, s->indicators[k]));
            zb_buf_format(&text, ZB_TR(paper, "（φ=%.1f）", " (φ = %.1f)"), spread * spread);
        }
    }
    zb_buf_text(&text, ZB_TR(paper, adjusted ? "已作过离散调整。" : "。", "."));
    say_chance(paper, &text, s->flagged + s->same);
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

/* `part` from 1; 0: there is one only. */
static zb_str map_name(zb_paper *paper, const sight *s, size_t part) {
    const zb_group *g = s->group;
    zb_str name = paper->english ? zb_say(paper, "Rates of %.*s compared with %.*s, %d",
                                          ZB_ARG(g->each), ZB_ARG(g->whole), g->year)
                                 : zb_say(paper, "%d年%.*s比率指标与%.*s比较", g->year,
                                          ZB_ARG(g->each), ZB_ARG(g->whole));
    return part ? zb_say(paper, ZB_TR(paper, "%.*s（第%zu部分）", "%.*s (part %zu)"), ZB_ARG(name),
                         part)
                : name;
}

/* Rows of a part of the heat map. */
typedef struct map_part {
    size_t number; /* from 1; 0: there is one only */
    size_t first, most;
} map_part;

static bool make_part(zb_paper *paper, zb_block *block, zb_figure *figure, const sight *s,
                      map_part part) {
    *figure = (zb_figure){.kind = ZB_FIG_HEAT};
    if (!make_map(paper, &figure->as.heat, s, part.first, part.most)) {
        return false;
    }
    *block = (zb_block){
        .figure = figure,
        .key = zb_say(paper, "heat:%zu", part.number ? part.number : 1),
        .indicators = s->indicators,
        .indicator_count = s->column_count,
        .sentence = part.first == 0 ? sentence(paper, s) : (zb_str){0},
        .reading =
            zb_say(paper,
                   ZB_TR(paper,
                         "比率，%%；格内短线表示与%.*s值之差（各列自定标尺），有底色的格子表示与"
                         "%.*s有显著差异",
                         "Rates, %%; the short bar in a cell is the difference from %.*s (each "
                         "column has its own scale), shaded cells differ significantly from %.*s"),
                   ZB_ARG(s->group->whole_short), ZB_ARG(s->group->whole_short)),
        .name = map_name(paper, s, part.number),
        .note = part.first + part.most >= s->count ? note(paper, s) : (zb_str){0}};
    return true;
}

/* How many rows a part may have to stand in the room with all that goes with it. */
static size_t rows_in(zb_paper *paper, const sight *s, double room) {
    size_t most = MOST_ROWS;
    zb_figure figure;
    zb_block block;
    for (; most > FEWEST_ROWS && make_part(paper, &block, &figure, s, (map_part){1, 0, most});
         most--) {
        block.note = note(paper, s);
        if (zb_block_height(paper->flow, &block, ZB_MEASURE) <= room) {
            break;
        }
    }
    return most;
}

/* The first part stands below the text of its page; a last one of a few rows takes some of it. */
static void draw_maps(zb_paper *paper, const sight *s) {
    size_t count = s->count;
    size_t whole = rows_in(paper, s, paper->flow->sheet.bottom - ZB_PAGE_TOP);
    size_t here = rows_in(paper, s, zb_flow_room(paper->flow));
    if (here < count && count < here + FEWEST_ROWS) {
        here = count > 2 * FEWEST_ROWS ? count - FEWEST_ROWS : (count + 1) / 2;
    }
    zb_figure figure;
    zb_block block;
    map_part one = {.number = here < count, .most = here};
    for (; one.first < count; one.first += one.most, one.most = whole, one.number++) {
        if (!make_part(paper, &block, &figure, s, one)) {
            return;
        }
        zb_flow_block(paper->flow, &block);
    }
}

static bool take_places(sight *s, zb_paper *paper) {
    int *places = ZB_PAPER_NEW(paper, int, s->group->count);
    for (size_t i = 0; places && i < s->group->count; i++) {
        if (paper->model->shown[s->group->members[i]]) {
            places[s->count++] = s->group->members[i];
        }
    }
    s->places = places;
    return places != NULL;
}

static bool look(sight *s, const zb_model *m) {
    *s = (sight){.group = m->main};
    if (m->main) {
        take_columns(s, m, true);
        take_columns(s, m, false);
    }
    return s->column_count >= FEWEST_COLUMNS && s->computed > 0;
}

bool zb_overview_fits(const zb_model *model) {
    sight s;
    return look(&s, model);
}

void zb_chapter_overview(zb_paper *paper) {
    const zb_model *m = paper->model;
    sight s;
    if (!look(&s, m) || !take_places(&s, paper)) {
        return;
    }
    count_cells(&s, m);
    zb_flow_chapter(paper->flow, ZB_CHAPTER_NUMBERED,
                    paper->english ? ZB_STR("Overview") : ZB_STR("总览"), ZB_STR("overview"));
    say(paper, &s);
    draw_maps(paper, &s);
    zb_buf years = {0};
    zb_put_years(&years, paper->english, m->first_year, m->last_year);
    zb_str source = zb_say(paper,
                           ZB_TR(paper, "%.*s法治政府建设年度报告，%.*s，目录见附录B。",
                                 "Annual reports on law-based government of %.*s, %.*s, listed in "
                                 "Appendix B."),
                           ZB_ARG(zb_group_source(paper, s.group)), ZB_ARG(zb_buf_str(&years)));
    zb_buf_free(&years);
    zb_overview_changes(paper, s.group, source);
    zb_overview_wholes(paper, s.group, source);
}
