/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The report is laid out dry until nothing moves any more, then drawn: page numbers in the contents
 * and references to figures are those of the run before.
 */
#include "zhibiao/report.h"

#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "chart/canvas_pdf.h"
#include "report/brief.h"
#include "report/chapters.h"
#include "report/numbers.h"
#include "report/report_date.h"

enum { MOST_RUNS = 5, LOGO_PIXELS = 600 };
#define LAST_DATE INT64_C(253402214400) /* of four digits' years, a day before their end */

/* What all runs share. */
typedef struct job {
    const zb_font *font;
    zb_model model;
    zb_findings findings;
    const zb_report_options *options;
    zb_image logo;
    bool english;
    zb_buf title, author, running, footer;
    int64_t date;
} job;

static bool is_date(int64_t seconds) {
    return seconds > 0 && seconds <= LAST_DATE;
}

int64_t zb_report_date(int64_t wanted) {
    if (is_date(wanted)) {
        return wanted;
    }
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    bool told = epoch && zb_str_to_int(zb_str_from(epoch), &seconds) && is_date(seconds);
    return told ? seconds : (int64_t)time(NULL);
}

/* On one line: breaks of lines, tabs and other control characters part words as a space does. */
static void put_line(zb_buf *out, const char *text) {
    zb_str all = zb_str_from(text ? text : "");
    bool blank = false;
    for (size_t at = 0; at < all.n;) {
        size_t from = at;
        uint32_t code = zb_utf8_next(all, &at);
        if (code <= ' ' || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029) {
            blank = true;
            continue;
        }
        zb_buf_text(out, blank && out->n ? " " : "");
        zb_buf_add(out, zb_str_sub(all, from, at));
        blank = false;
    }
}

static bool is_brief(const job *j) {
    return j->options->brief && zb_brief_fits(&j->model);
}

static void put_usual_title(job *j) {
    bool brief = is_brief(j);
    zb_buf_add(&j->title, j->model.region);
    if (j->english) {
        zb_buf_text(&j->title, brief ? ": annual reports on law-based government, data brief"
                                     : ": annual reports on law-based government, data summary");
    } else {
        zb_buf_text(&j->title,
                    brief ? "法治政府建设年度报告数据简报" : "法治政府建设年度报告数据摘要");
    }
}

static zb_status name_texts(job *j, zb_error *err) {
    put_line(&j->author, j->options->author);
    put_line(&j->title, j->options->title);
    if (!j->title.n) {
        put_usual_title(j);
    }
    zb_buf_add(&j->running, zb_buf_str(&j->title));
    zb_buf_text(&j->running, j->english ? " (" : "（");
    zb_put_years(&j->running, j->english, j->model.first_year, j->model.last_year);
    zb_buf_text(&j->running, j->english ? ")" : "）");
    zb_buf_format(&j->footer, j->english ? "zhibiao %s, compiled " : "zhibiao %s · ", zb_version());
    zb_put_date(&j->footer, j->english, j->date);
    zb_buf_text(&j->footer, j->english ? "" : "编制");
    bool failed = j->title.failed || j->author.failed || j->running.failed || j->footer.failed;
    return failed ? zb_error_nomem(err) : ZB_OK;
}

static void write_chapters(zb_paper *paper) {
    static void (*const chapters[])(zb_paper *) = {zb_cover,
                                                   zb_chapter_summary,
                                                   zb_chapter_overview,
                                                   zb_chapter_topics,
                                                   zb_chapter_regions,
                                                   zb_chapter_quality,
                                                   zb_chapter_methods,
                                                   zb_appendix_values,
                                                   zb_appendix_documents,
                                                   zb_appendix_evidence};
    for (size_t i = 0; i < sizeof chapters / sizeof *chapters; i++) {
        if (paper->flow->status != ZB_OK) {
            return;
        }
        zb_arena_mark mark = zb_arena_here(paper->arena);
        chapters[i](paper);
        zb_arena_release(paper->arena, mark);
    }
}

/* One run over the report; dry without a PDF. */
static zb_status run(job *j, zb_pdf *pdf, zb_refs *refs, const zb_refs *before, zb_error *err) {
    zb_arena arena = {0};
    uint64_t denied = zb_mem_denied();
    zb_flow flow = {.font = j->font,
                    .pdf = pdf,
                    .canvas = pdf ? zb_pdf_canvas(pdf) : NULL,
                    .refs = refs,
                    .before = before,
                    .sheet = zb_sheet_of(j->options->page),
                    .english = j->english,
                    .running = zb_buf_str(&j->running),
                    .footer = zb_buf_str(&j->footer),
                    .err = err};
    zb_paper paper = {.model = &j->model,
                      .findings = &j->findings,
                      .flow = &flow,
                      .arena = &arena,
                      .title = zb_buf_str(&j->title),
                      .author = zb_buf_str(&j->author),
                      .logo = j->logo.pixels ? &j->logo : NULL,
                      .date = j->date,
                      .english = j->english,
                      .grey = j->options->theme == ZB_THEME_GREY,
                      .evidence = j->options->evidence};
    if (is_brief(j)) {
        zb_brief_write(&paper, j->options->evidence);
    } else {
        write_chapters(&paper);
    }
    if (zb_mem_denied() != denied) {
        zb_flow_fail(&flow, ZB_E_NOMEM); /* a text that was lost may be told nowhere else */
    }
    zb_flow_free(&flow);
    zb_arena_free(&arena);
    return flow.status;
}

static zb_status draw(job *j, const zb_refs *before, const char *path, zb_error *err) {
    zb_pdf *pdf = NULL;
    zb_refs refs = {0};
    zb_status status = zb_pdf_begin(&pdf, j->font, err);
    if (status == ZB_OK) {
        zb_pdf_theme(pdf, j->options->theme);
        status = run(j, pdf, &refs, before, err);
    }
    if (status == ZB_OK) {
        zb_buf creator = {0};
        zb_buf_format(&creator, "zhibiao %s", zb_version());
        zb_pdf_info info = {.title = zb_buf_str(&j->running),
                            .author = j->author.n  ? zb_buf_str(&j->author)
                                      : j->english ? ZB_STR("compiled by zhibiao")
                                                   : ZB_STR("zhibiao自动编制"),
                            .subject = j->english
                                           ? ZB_STR("Data, rates, changes and checks of annual "
                                                    "reports on law-based government")
                                           : ZB_STR("法治政府建设年度报告的数据、比率、变化与核对"),
                            .keywords = j->english ? ZB_STR("law-based government, annual report, "
                                                            "statistics")
                                                   : ZB_STR("法治政府建设，年度报告，统计"),
                            .creator = zb_buf_str(&creator),
                            .date = j->date,
                            .english = j->english};
        status = creator.failed ? zb_error_nomem(err) : zb_pdf_write(pdf, &info, path, err);
        zb_buf_free(&creator);
    }
    zb_refs_free(&refs);
    zb_pdf_free(pdf);
    return status;
}

static zb_status lay_out_and_draw(job *j, const char *path, zb_error *err) {
    zb_refs before = {0};
    zb_status status = ZB_OK;
    for (int i = 0; i < MOST_RUNS && status == ZB_OK; i++) {
        zb_refs refs = {0};
        status = run(j, NULL, &refs, &before, err);
        bool settled = zb_refs_same(&refs, &before);
        zb_refs_free(&before);
        before = refs;
        if (settled) {
            break;
        }
    }
    if (status == ZB_OK) {
        status = draw(j, &before, path, err);
    }
    zb_refs_free(&before);
    return status;
}

zb_status zb_report_write(const zb_dataset *dataset, const zb_report_options *options,
                          const char *path, zb_error *err) {
    zb_report_options own = options ? *options : (zb_report_options){0};
    if (own.brief) {
        zb_brief_years(dataset, &own);
    }
    options = &own;
    job j = {
        .options = options, .english = options->english, .date = zb_report_date(options->date)};
    zb_font *font = NULL;
    zb_status status = zb_font_load(&font, NULL, err);
    if (status != ZB_OK) {
        return status;
    }
    j.font = font;
    if (options->logo) {
        status = zb_image_load(&j.logo, options->logo, LOGO_PIXELS, options->theme, err);
    }
    status = status == ZB_OK ? zb_model_make(&j.model, dataset, options, err) : status;
    if (status == ZB_OK) {
        zb_findings_make(&j.findings, &j.model);
        status = name_texts(&j, err);
    }
    if (status == ZB_OK) {
        status = lay_out_and_draw(&j, path, err);
    }
    zb_model_free(&j.model);
    zb_buf_free(&j.title);
    zb_buf_free(&j.author);
    zb_buf_free(&j.running);
    zb_buf_free(&j.footer);
    zb_image_free(&j.logo);
    zb_font_free(font);
    return status;
}
