/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Head and order of a brief, and how much of it fits: each plan is laid out dry, the first that
 * fills two to four pages well is drawn.
 */
#include "report/brief_inside.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "chart/text.h"
#include "report/lines.h"
#include "report/numbers.h"

#define TITLE 20.0
#define TITLE_ENGLISH 18.0
#define TITLE_LEAD 29.0
#define LOGO_WIDTH 140.0 /* at most */
#define LOGO_HEIGHT 44.0
#define FACTS_HEIGHT 46.0
#define ENDLESS 1e6     /* a page nothing is broken over */
#define LEAST_LAST 0.5  /* of the last page to be filled */
#define SOURCE 14.0     /* 资料来源 below figures */
#define STEP_DOWN 0.05  /* what a poorer plan must be better by */
#define MOST_BLANK 0.35 /* of a page to be blank at the ends of the others together */

enum {
    FEWEST_PAGES = 2,
    MOST_PAGES = 4,
    MOST_TITLE_LINES = 2,
    MOST_MISSING = 4,
    MOST_OUTSIDE = 30
};

/* ---- head ----------------------------------------------------------------------------------- */

/* The logo at the right of the title, else the program's mark above it; gives the title's width. */
static double draw_mark(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    if (paper->logo) {
        double scale = fmin(LOGO_WIDTH / paper->logo->width, LOGO_HEIGHT / paper->logo->height);
        double w = paper->logo->width * scale, h = paper->logo->height * scale;
        if (!zb_flow_dry(flow)) {
            zb_pdf_image(flow->pdf, paper->logo, flow->sheet.right - w, ZB_PAGE_TOP, w, h);
        }
        return ZB_MEASURE - w - 16;
    }
    if (!zb_flow_dry(flow)) {
        const zb_canvas *c = flow->canvas;
        const zb_stroke none = {0, ZB_NO_COLOR, 0, 0};
        c->rect(c->self, flow->sheet.left, 38.5, 3, 5, ZB_GREY, none);
        c->rect(c->self, flow->sheet.left + 4.5, 35.5, 3, 8, ZB_GREY, none);
        c->rect(c->self, flow->sheet.left + 9, 32.5, 3, 11, ZB_INK, none);
    }
    zb_flow_text(flow, flow->sheet.left + 18, 43.5,
                 ZB_TR(paper, ZB_STR("指标 zhibiao"), ZB_STR("zhibiao")), ZB_TINY, false, ZB_SOFT);
    return ZB_MEASURE;
}

/* The title without the region that stands above it, with the department where it is one's. */
static zb_str own_title(zb_paper *paper) {
    zb_str title = paper->title, region = paper->model->region;
    if (zb_str_starts(title, region) && title.n > region.n) {
        zb_str rest = zb_str_sub(title, region.n, title.n);
        rest = zb_str_starts(rest, ZB_STR(": ")) ? zb_str_sub(rest, 2, rest.n) : rest;
        return zb_capital(paper, zb_str_trim(rest));
    }
    if (zb_str_ends(title, region) && title.n > region.n + 2) {
        zb_str head = zb_str_sub(title, 0, title.n - region.n);
        return zb_str_ends(head, ZB_STR(": ")) ? zb_str_sub(head, 0, head.n - 2) : title;
    }
    return title;
}

static void draw_title(zb_brief *b, double width) {
    zb_paper *paper = b->paper;
    zb_flow *flow = paper->flow;
    const double size = paper->english ? TITLE_ENGLISH : TITLE;
    zb_lines lines;
    zb_str title = own_title(paper);
    zb_flow_text(flow, flow->sheet.left, flow->y + 13, zb_region_author(paper, &b->view), 14, false,
                 ZB_SOFT);
    flow->y += 20;
    zb_arena_mark mark = zb_arena_here(&flow->scratch);
    if (!zb_lines_break(&lines, &flow->scratch, flow->font, title, size, width, 0)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
        return;
    }
    for (size_t i = 0; i < lines.count && i < MOST_TITLE_LINES; i++, flow->y += TITLE_LEAD) {
        zb_str line = zb_str_sub(title, lines.at[i].start, lines.at[i].end);
        if (i + 1 == MOST_TITLE_LINES && i + 1 < lines.count) {
            zb_str rest = zb_str_sub(title, lines.at[i].start, title.n);
            line = zb_str_sub(rest, 0, zb_text_fit(flow->font, rest, size, width));
            line = zb_say(paper, "%.*s…", ZB_ARG(line));
        }
        zb_flow_text(flow, flow->sheet.left, zb_baseline(flow->y, TITLE_LEAD, size), line, size,
                     true, ZB_INK);
    }
    zb_arena_release(&flow->scratch, mark);
}

static void draw_author(zb_paper *paper) {
    zb_flow *flow = paper->flow;
    zb_buf text = {0};
    zb_put_years(&text, paper->english, paper->model->first_year, paper->model->last_year);
    if (paper->author.n) {
        zb_buf_text(&text, "　|　");
        zb_buf_add(&text, zb_flow_cut(flow, paper->author, ZB_SMALL, ZB_MEASURE));
    }
    zb_buf_text(&text, ZB_TR(paper, "　|　", "　|　compiled "));
    zb_put_date(&text, paper->english, paper->date);
    zb_buf_text(&text, ZB_TR(paper, "编制", ""));
    const zb_setting setting = {flow->sheet.left, ZB_MEASURE, ZB_SMALL, ZB_SMALL_LEAD, 0, false};
    zb_rich rich = {0};
    zb_rich_add(&rich, zb_buf_str(&text), false, ZB_TEXT);
    rich.text.failed |= text.failed;
    flow->y += zb_flow_rich_at(flow, &rich, &setting, flow->y + 2) + 8;
    zb_rich_free(&rich);
    zb_buf_free(&text);
    zb_flow_rule(flow, flow->sheet.left, flow->sheet.right, flow->y, 0.9, ZB_INK);
    flow->y += 10;
}

static void fact(zb_paper *paper, int column, size_t number, const char *unit, zb_str first,
                 zb_str second) {
    zb_flow *flow = paper->flow;
    double width = ZB_MEASURE / 4, x = flow->sheet.left + width * column + (column ? 12 : 0);
    double y = flow->y;
    if (column && !zb_flow_dry(flow)) {
        flow->canvas->line(flow->canvas->self, (zb_point){x - 12, y},
                           (zb_point){x - 12, y + FACTS_HEIGHT}, (zb_stroke){0.5, ZB_PALE, 0, 0});
    }
    zb_buf text = {0};
    zb_buf_thousands(&text, (double)number, 0);
    zb_flow_text(flow, x, y + 17, zb_buf_str(&text), 18, true, ZB_INK);
    zb_flow_text(flow, x + zb_flow_width(flow, zb_buf_str(&text), 18) + 3.5, y + 17,
                 zb_str_from(unit), ZB_SMALL, false, ZB_TEXT);
    zb_flow_text(flow, x, y + 32.5, first, ZB_TINY, false, ZB_SOFT);
    zb_flow_text(flow, x, y + 43, second, ZB_TINY, false, ZB_SOFT);
    zb_buf_free(&text);
}

/* `2018年、2019年`, of many `等5年`. */
static zb_str list_years(zb_paper *paper, const int *years, size_t count) {
    zb_buf text = {0};
    for (size_t i = 0; i < count && i < MOST_MISSING; i++) {
        zb_buf_text(&text, i ? ZB_TR(paper, "、", ", ") : "");
        zb_buf_format(&text, "%d%s", years[i], ZB_TR(paper, "年", ""));
    }
    if (count > MOST_MISSING) {
        zb_buf_format(&text, ZB_TR(paper, "等%zu年", " … (%zu years)"), count);
    }
    zb_str said = zb_keep(paper, &text);
    zb_buf_free(&text);
    return said;
}

zb_str zb_brief_missing(zb_brief *b, size_t *count) {
    int *years = ZB_PAPER_NEW(b->paper, int, (size_t)b->paper->model->year_count);
    *count = 0;
    for (int year = b->view.first_year + 1; years && year < b->view.last_year; year++) {
        if (!zb_model_reported(b->paper->model, b->view.place, year)) {
            years[(*count)++] = year;
        }
    }
    return list_years(b->paper, years, *count);
}

static bool is_member(const zb_group *group, int place) {
    for (size_t i = 0; i < group->count; i++) {
        if (group->members[i] == place) {
            return true;
        }
    }
    return false;
}

/* Those of others that the readers did not ask for are not missed: a place with an earlier report
 * has its years chosen by them. */
zb_str zb_brief_outside(zb_brief *b, size_t *count) {
    const zb_model *m = b->paper->model;
    size_t documents;
    const zb_document_row *all = zb_dataset_documents(m->dataset, &documents);
    int *years = ZB_PAPER_NEW(b->paper, int, MOST_OUTSIDE + 1);
    bool before = true, after = true;
    *count = 0;
    for (size_t i = 0; i < documents; i++) {
        const zb_document_row *d = &all[i];
        if (zb_model_find_place(m, d->region_code, d->region) == b->view.place &&
            d->status == ZB_DOC_USED) {
            before = before && d->year >= b->view.first_year;
            after = after && d->year <= b->view.last_year;
        }
    }
    for (size_t i = 0; years && b->view.group && i < documents; i++) {
        const zb_document_row *d = &all[i];
        bool outside =
            (before && d->year < b->view.first_year) || (after && d->year > b->view.last_year);
        if (!outside || d->status != ZB_DOC_USED || d->year <= 0 || *count == MOST_OUTSIDE ||
            !is_member(b->view.group, zb_model_find_place(m, d->region_code, d->region))) {
            continue;
        }
        size_t at = 0;
        while (at < *count && years[at] < d->year) {
            at++;
        }
        if (at == *count || years[at] != d->year) {
            memmove(&years[at + 1], &years[at], (*count - at) * sizeof *years);
            years[at] = d->year;
            ++*count;
        }
    }
    return list_years(b->paper, years, *count);
}

static void facts(zb_brief *b) {
    zb_paper *paper = b->paper;
    const zb_model *m = paper->model;
    const zb_region_view *v = &b->view;
    size_t missing;
    zb_brief_missing(b, &missing);
    zb_buf years = {0};
    zb_put_years(&years, paper->english, v->first_year, v->last_year);
    fact(paper, 0, m->reports[v->place], ZB_TR(paper, "份", ""),
         zb_say(paper, ZB_TR(paper, "年度报告，%.*s", "annual reports, %.*s"),
                ZB_ARG(zb_buf_str(&years))),
         missing ? zb_say(paper, ZB_TR(paper, "其间缺%zu年", "years missing between: %zu"), missing)
         : v->first_year < v->last_year
             ? ZB_TR(paper, ZB_STR("其间没有缺漏"), ZB_STR("none missing between"))
             : ZB_TR(paper, ZB_STR("没有其他年度"), ZB_STR("no other year")));
    zb_buf_free(&years);
    fact(paper, 1, m->observations, ZB_TR(paper, "条", ""),
         ZB_TR(paper, ZB_STR("数据，每条均可"), ZB_STR("figures, each with")),
         ZB_TR(paper, ZB_STR("查到原文句子"), ZB_STR("its sentence")));
    fact(paper, 2, v->rates_stated, ZB_TR(paper, "项", ""),
         zb_say(paper, ZB_TR(paper, "%d年的比率，可比%zu项，", "rates in %d, %zu comparable,"),
                v->year, v->compared),
         zb_say(paper, ZB_TR(paper, "超出控制限%zu项", "%zu beyond control limits"), v->flagged));
    fact(paper, 3, paper->findings->shown, ZB_TR(paper, "处", ""),
         ZB_TR(paper, ZB_STR("核对发现，其中"), ZB_STR("findings of the checks,")),
         zb_say(paper, ZB_TR(paper, "数值不一致%zu处", "%zu of them disagreements"),
                paper->findings->faults));
    paper->flow->y += FACTS_HEIGHT;
}

void zb_brief_head(zb_brief *b) {
    zb_flow *flow = b->paper->flow;
    zb_str running = flow->running;
    flow->running = (zb_str){0}; /* the title stands below */
    zb_flow_new_page(flow);
    flow->running = running;
    if (!zb_flow_dry(flow)) {
        zb_pdf_bookmark(flow->pdf, 0, b->paper->title, flow->page, ZB_PAGE_TOP);
    }
    double width = draw_mark(b->paper);
    draw_title(b, width);
    draw_author(b->paper);
    facts(b);
}

void zb_brief_heading(zb_brief *b, const char *title, const char *key, double room) {
    zb_paper *paper = b->paper;
    zb_flow *flow = paper->flow;
    zb_buf text = {0};
    b->sections++;
    if (paper->english) {
        zb_buf_format(&text, "%zu  ", b->sections);
    } else {
        zb_han_number(&text, (int)b->sections);
        zb_buf_text(&text, "、");
    }
    zb_buf_text(&text, title);
    zb_str full = zb_keep(paper, &text);
    zb_buf_free(&text);
    zb_flow_heading(flow, full, room);
    double y = flow->y - 31;
    if (!zb_refs_add(flow->refs, zb_str_from(key), full, flow->page, y)) {
        zb_flow_fail(flow, ZB_E_NOMEM);
    }
    if (!zb_flow_dry(flow)) {
        zb_pdf_bookmark(flow->pdf, 1, full, flow->page, y);
    }
}

zb_str zb_brief_name(zb_brief *b, const zb_indicator *indicator) {
    return zb_capital(b->paper, zb_name_of(b->paper, indicator));
}

/* ---- order ------------------------------------------------------------------------------------
 */

static void rates_part(zb_brief *b) {
    zb_brief_heading(b, ZB_TR(b->paper, "比率与数量", "Rates and counts"), "brief-numbers", 90);
    if (zb_region_rates(b->paper, &b->view)) {
        zb_brief_source(b, true);
        zb_flow_skip(b->paper->flow, 10);
    }
}

static void counts_part(zb_brief *b) {
    if (!b->rates) {
        zb_brief_heading(b, ZB_TR(b->paper, "数量", "Counts"), "brief-numbers", 90);
    }
    zb_region_counts(b->paper, &b->view);
    zb_brief_source(b, false);
}

typedef void part_fn(zb_brief *b);

/* A brief of its own that is laid out dry on a sheet of that height; nothing is kept. */
static zb_brief try_on(const zb_brief *b, zb_flow *flow, zb_paper *paper, zb_refs *refs) {
    zb_brief copy = *b;
    *flow = *b->paper->flow;
    *paper = *b->paper;
    flow->pdf = NULL;
    flow->canvas = NULL;
    flow->refs = refs;
    flow->scratch = (zb_arena){0};
    paper->flow = flow;
    copy.paper = paper;
    return copy;
}

static void try_off(const zb_brief *b, zb_flow *flow, zb_refs *refs) {
    zb_flow_fail(b->paper->flow, flow->status);
    zb_flow_free(flow);
    zb_refs_free(refs);
}

static double height_of(const zb_brief *b, part_fn *part) {
    zb_flow flow;
    zb_paper paper;
    zb_refs refs = {0};
    zb_arena_mark mark = zb_arena_here(b->paper->arena);
    zb_brief copy = try_on(b, &flow, &paper, &refs);
    const double top = ZB_PAGE_TOP + 0.01; /* not at the top, where nothing is skipped */
    flow.sheet.bottom = ENDLESS;
    flow.y = top;
    part(&copy);
    double height = flow.y - top;
    try_off(b, &flow, &refs);
    zb_arena_release(b->paper->arena, mark);
    return height;
}

static void break_page(zb_brief *b) {
    b->waste += zb_flow_room(b->paper->flow);
    zb_flow_new_page(b->paper->flow);
}

/* The part as a whole on one page; figures fill what it would leave blank. */
static void place(zb_brief *b, part_fn *part) {
    zb_flow *flow = b->paper->flow;
    double height = height_of(b, part), page = flow->sheet.bottom - ZB_PAGE_TOP;
    while (flow->status == ZB_OK && height > zb_flow_room(flow)) {
        double pair = zb_brief_pair_height(b);
        if (pair <= 0 || pair + 12 + SOURCE > zb_flow_room(flow)) {
            break;
        }
        zb_flow_skip(flow, 12);
        zb_brief_pair(b);
        zb_brief_source(b, true);
    }
    if (height > zb_flow_room(flow) && height <= page) {
        break_page(b);
    }
    part(b);
}

static void trends_part(zb_brief *b) {
    zb_flow *flow = b->paper->flow;
    for (bool first = true; flow->status == ZB_OK; first = false) {
        double pair = zb_brief_pair_height(b);
        if (pair <= 0) {
            if (!first) {
                zb_brief_source(b, true);
            }
            return;
        }
        if (pair + (first ? 39 : 0) > zb_flow_room(flow)) {
            break_page(b);
        }
        if (first) {
            zb_brief_heading(b, ZB_TR(b->paper, "走势", "Trends"), "brief-trends", pair);
        }
        zb_brief_pair(b);
    }
}

static void write(zb_brief *b) {
    zb_brief_head(b);
    zb_brief_findings(b);
    if (b->rates) {
        place(b, rates_part);
    }
    if (b->counts) {
        place(b, counts_part);
    }
    trends_part(b);
    if (b->plan.parted == ZB_PARTED_QUOTES) {
        break_page(b);
    }
    zb_brief_quotes(b);
    place(b, zb_brief_checks);
    if (b->plan.parted == ZB_PARTED_NOTES) {
        break_page(b);
    }
    place(b, zb_brief_notes);
    place(b, zb_brief_documents);
    zb_brief_rest(b);
}

/* ---- how much -----------------------------------------------------------------------------------
 */

/* How far the plan is from two to four pages well filled; 0 is best. */
static double faults_of(const zb_brief *b, const zb_brief_plan *plan) {
    zb_flow flow;
    zb_paper paper;
    zb_refs refs = {0};
    zb_arena_mark mark = zb_arena_here(b->paper->arena);
    zb_brief copy = try_on(b, &flow, &paper, &refs);
    copy.plan = *plan;
    copy.view.most_rates = plan->rates;
    write(&copy);
    double page = flow.sheet.bottom - ZB_PAGE_TOP, last = (flow.y - ZB_PAGE_TOP) / page;
    double pages = (double)(flow.page + 1 - b->paper->flow->page);
    double faults = pages > MOST_PAGES     ? 100 * (pages - MOST_PAGES)
                    : pages < FEWEST_PAGES ? 100
                                           : 0;
    faults += fmax(0, LEAST_LAST - last) + fmax(0, copy.waste / page - MOST_BLANK);
    try_off(b, &flow, &refs);
    zb_arena_release(b->paper->arena, mark);
    return faults;
}

/* From all to the least that is told; figures go last but one, the sources' sentences last. */
static const zb_brief_plan plans[] = {
    {4, 8, 24, 8, 16, 12, ZB_PARTED_NOT}, {4, 8, 24, 5, 12, 10, ZB_PARTED_NOT},
    {4, 8, 24, 4, 8, 8, ZB_PARTED_NOT},   {4, 4, 24, 8, 12, 10, ZB_PARTED_NOT},
    {4, 0, 24, 8, 12, 10, ZB_PARTED_NOT}, {4, 0, 24, 5, 8, 8, ZB_PARTED_NOT},
    {4, 0, 24, 3, 5, 6, ZB_PARTED_NOT},   {2, 0, 20, 5, 8, 8, ZB_PARTED_NOT},
    {2, 0, 20, 3, 4, 5, ZB_PARTED_NOT},   {0, 0, 18, 3, 4, 5, ZB_PARTED_NOT},
    {0, 0, 12, 2, 3, 3, ZB_PARTED_NOT},
};

static double step_down(size_t plan) {
    return STEP_DOWN * (double)plan;
}

static zb_brief_plan choose_plan(const zb_brief *b, bool evidence) {
    zb_brief_plan best = plans[0];
    double least = INFINITY;
    static const size_t sentences[] = {60, 40, 26, 16};
    size_t more = evidence ? sizeof sentences / sizeof *sentences : 0;
    for (size_t i = 0; i < more + sizeof plans / sizeof *plans && least > step_down(i); i++) {
        zb_brief_plan plan = plans[i < more ? 3 : i - more];
        plan.quotes = i < more ? sentences[i] : plan.quotes;
        for (plan.parted = ZB_PARTED_NOT; plan.parted <= ZB_PARTED_NOTES; plan.parted++) {
            double faults = step_down(i) + faults_of(b, &plan);
            if (faults < least) {
                least = faults;
                best = plan;
            }
            if (faults <= step_down(i)) {
                break;
            }
        }
    }
    return best;
}

void zb_brief_years(const zb_dataset *dataset, zb_report_options *options) {
    size_t places, count;
    const zb_place *all = zb_dataset_places(dataset, &places);
    const zb_document_row *rows = zb_dataset_documents(dataset, &count);
    int first = 0, last = 0;
    if (options->place_count != 1 || options->places[0] < 0 ||
        (size_t)options->places[0] >= places) {
        return;
    }
    const zb_place *own = &all[options->places[0]];
    for (size_t i = 0; i < count; i++) {
        const zb_document_row *d = &rows[i];
        bool of_it = own->code.n ? zb_str_eq(own->code, d->region_code)
                                 : !d->region_code.n && zb_str_eq(own->path, d->region);
        bool wanted = d->year >= options->first_year &&
                      (!options->last_year || d->year <= options->last_year);
        if (of_it && wanted && d->status == ZB_DOC_USED) {
            first = !first || d->year < first ? d->year : first;
            last = d->year > last ? d->year : last;
        }
    }
    options->first_year = first ? first : options->first_year;
    options->last_year = last ? last : options->last_year;
}

bool zb_brief_fits(const zb_model *m) {
    return m->included_count == 1;
}

void zb_brief_write(zb_paper *paper, bool evidence) {
    const zb_model *m = paper->model;
    int one = 0;
    while ((size_t)one + 1 < m->place_count && !m->shown[one]) {
        one++;
    }
    zb_brief b = {.paper = paper, .view = zb_region_look(m, one)};
    zb_brief_choose(&b);
    b.plan = choose_plan(&b, evidence);
    b.view.most_rates = b.plan.rates;
    if (paper->flow->status == ZB_OK) {
        write(&b);
    }
}
