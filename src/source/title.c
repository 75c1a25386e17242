/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title: the best line of the head, with the issuing body above it when that stands on a line
 * of its own (青海省人民政府⏎关于2018年度法治政府建设情况的报告).
 */
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "source/reading.h"
#include "source/years.h"

enum {
    TITLE_BYTES = 64 * 3,
    PART_BYTES = 36 * 3, /* of a line that is joined to the title */
    SHORT_BYTES = 8 * 3, /* shorter lines need more to be a title */
    SURE = 4,            /* score of a line that is a title */
    LIKELY = 3,          /* of one that is when nothing better stands there */
    PARTS_LIMIT = 2      /* lines above that may belong to the title */
};

/* Without a bracket at the end: `…报告（行政争议化解专章）`. */
static zb_str without_bracket(zb_str line) {
    static const struct {
        zb_str open, close;
    } pairs[] = {{ZB_STR_INIT("（"), ZB_STR_INIT("）")}, {ZB_STR_INIT("("), ZB_STR_INIT(")")}};
    for (size_t i = 0; i < 2; i++) {
        size_t open =
            zb_str_ends(line, pairs[i].close) ? zb_str_rfind(line, pairs[i].open) : ZB_NOT_FOUND;
        if (open != ZB_NOT_FOUND && open > 0) {
            return zb_str_trim(zb_str_sub(line, 0, open));
        }
    }
    return line;
}

static bool has_year(zb_str text) {
    size_t at = 0;
    zb_year_hit hit;
    while (zb_year_next(text, &at, &hit)) {
        if (!hit.month) {
            return true;
        }
    }
    return false;
}

static bool names_a_body(zb_str text) {
    static const zb_str kinds[] = {
        ZB_STR_INIT("省"), ZB_STR_INIT("市"), ZB_STR_INIT("县"),   ZB_STR_INIT("区"),
        ZB_STR_INIT("镇"), ZB_STR_INIT("乡"), ZB_STR_INIT("街道"), ZB_STR_INIT("旗"),
        ZB_STR_INIT("盟"), ZB_STR_INIT("州"), ZB_STR_INIT("局"),
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (zb_str_has(text, kinds[i])) {
            return true;
        }
    }
    return false;
}

/* Sentences, salutations, subtitles and notes are no titles. */
static bool cannot_be(zb_str line) {
    static const zb_str ends[] = {ZB_STR_INIT("："), ZB_STR_INIT(":"),  ZB_STR_INIT("，"),
                                  ZB_STR_INIT(","),  ZB_STR_INIT("；"), ZB_STR_INIT(";"),
                                  ZB_STR_INIT("、")};
    static const zb_str starts[] = {ZB_STR_INIT("—"), ZB_STR_INIT("〔"), ZB_STR_INIT("表"),
                                    ZB_STR_INIT("-"), ZB_STR_INIT("图")};
    size_t marker;
    bool no = line.n == 0 || line.n > TITLE_BYTES || zb_str_has(line, ZB_STR("。")) ||
              zb_heading_depth(line, &marker) > 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        no = no || zb_str_ends(line, ends[i]);
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        no = no || zb_str_starts(line, starts[i]);
    }
    return no;
}

static int score_of(const zb_document_cues *cues, zb_str line) {
    if (cannot_be(line)) {
        return 0;
    }
    bool ends = zb_str_list_end(&cues->title_ends, without_bracket(line)).n > 0;
    bool about = zb_str_list_within(&cues->title_words, line).n > 0;
    bool sentence = zb_str_has(line, ZB_STR("，")) || zb_str_has(line, ZB_STR("；")) ||
                    zb_str_has(line, ZB_STR(","));
    if (!ends && (!about || sentence)) {
        return 0;
    }
    int score = (ends ? 3 : 0) + (about ? 2 : 0);
    score += has_year(line) ? 2 : 0;
    score += zb_str_starts(line, ZB_STR("关于")) ? 1 : 0;
    score += names_a_body(line) ? 1 : 0;
    return score;
}

/* The title told in a page's list of facts: `信息名称：…`. */
static zb_str labelled(const zb_document_cues *cues, zb_str line) {
    zb_str label = zb_str_list_start(&cues->title_labels, line);
    zb_str rest = zb_str_trim(zb_str_sub(line, label.n, line.n));
    if (!label.n) {
        return (zb_str){0};
    }
    if (zb_str_starts(rest, ZB_STR("："))) {
        return zb_str_trim(zb_str_sub(rest, ZB_STR("：").n, rest.n));
    }
    return zb_str_starts(rest, ZB_STR(":")) ? zb_str_trim(zb_str_sub(rest, 1, rest.n))
                                            : (zb_str){0};
}

/* A line above the title that belongs to it: an issuing body, or the first half. */
static bool is_upper_part(const zb_reading *reading, size_t line) {
    static const zb_str bodies[] = {
        ZB_STR_INIT("人民政府"), ZB_STR_INIT("委员会"), ZB_STR_INIT("局"),
        ZB_STR_INIT("厅"),       ZB_STR_INIT("办公室"), ZB_STR_INIT("公署"),
        ZB_STR_INIT("管委会"),   ZB_STR_INIT("办事处"), ZB_STR_INIT("党委"),
        ZB_STR_INIT("政府办"),   ZB_STR_INIT("街道办"), ZB_STR_INIT("党工委"),
    };
    zb_str text = zb_reading_trimmed(reading, line);
    if (reading->lines[line].kind != ZB_LINE_BODY || text.n > PART_BYTES || cannot_be(text)) {
        return false;
    }
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        if (zb_str_ends(text, bodies[i])) {
            return true;
        }
    }
    return (zb_str_starts(text, ZB_STR("关于")) || has_year(text)) &&
           !zb_str_list_end(&reading->cues->title_ends, without_bracket(text)).n;
}

static size_t first_line(const zb_reading *reading, size_t best) {
    size_t first = best;
    for (int parts = 0; parts < PARTS_LIMIT; parts++) {
        size_t above = first;
        while (above > 0 && reading->lines[above - 1].kind == ZB_LINE_BLANK) {
            above--;
        }
        if (above == 0 || first - above > 1 || !is_upper_part(reading, above - 1)) {
            break;
        }
        first = above - 1;
    }
    return first;
}

static zb_status join(zb_reading *reading, zb_error *err) {
    zb_buf joined = {0};
    for (size_t i = reading->title_first; i <= reading->title_last; i++) {
        zb_buf_add(&joined, zb_reading_trimmed(reading, i));
    }
    bool ok = !joined.failed;
    reading->document->title = zb_arena_copy(reading->arena, zb_buf_str(&joined), &ok);
    zb_buf_free(&joined);
    return ok ? ZB_OK : zb_error_nomem(err);
}

/* The title itself, its repetitions and the subtitles below it (——2017年…会议上). */
static void mark(zb_reading *reading) {
    zb_str last = zb_reading_trimmed(reading, reading->title_last);
    for (size_t i = 0; i < reading->head_end; i++) {
        zb_str text = zb_reading_trimmed(reading, i);
        bool own = i >= reading->title_first && i <= reading->title_last && text.n;
        bool subtitle = i == reading->title_last + 1 && zb_str_starts(text, ZB_STR("——"));
        bool again = reading->lines[i].kind == ZB_LINE_BODY &&
                     (zb_str_eq(text, last) || zb_str_eq(text, reading->document->title));
        if (own || subtitle || again) {
            reading->lines[i].kind = ZB_LINE_TITLE;
        }
    }
}

/* A title that stands on one line with the text behind it, parted by spaces. */
static zb_str glued_title(const zb_reading *reading) {
    enum { WITHIN = 900 };
    zb_str best = {0};
    if (reading->head_end >= reading->line_count) {
        return best;
    }
    zb_str line = zb_reading_line(reading, reading->head_end);
    int best_score = 0;
    for (size_t start = 0; start < line.n && start < WITHIN;) {
        zb_str rest = zb_str_sub(line, start, start + WITHIN);
        size_t wide = zb_str_find(rest, ZB_STR("\u3000")), narrow = zb_str_find(rest, ZB_STR(" "));
        size_t end = wide < narrow ? wide : narrow;
        if (end == ZB_NOT_FOUND) {
            break;
        }
        int score = score_of(reading->cues, zb_str_sub(rest, 0, end));
        if (score > best_score && score >= SURE) {
            best_score = score;
            best = zb_str_sub(rest, 0, end);
        }
        start += end + (end == wide ? ZB_STR("\u3000").n : 1);
    }
    return best;
}

/* What a line that leads to the report names as its title: 于都县2024年法治政府建设情况|如下：,
 * 根据要求，现将|延陵镇2025年度…情况汇报|如下：, 《|玉林市2018年度…报告|》由市人民政府印发。 */
static zb_str led_title(const zb_document_cues *cues, zb_str line) {
    static const zb_str tails[] = {ZB_STR_INIT("："), ZB_STR_INIT(":"), ZB_STR_INIT("如下")};
    if (zb_str_starts(line, ZB_STR("《"))) {
        size_t close = zb_str_find(line, ZB_STR("》"));
        return close == ZB_NOT_FOUND ? (zb_str){0} : zb_str_sub(line, strlen("《"), close);
    }
    bool leads = zb_str_ends(line, tails[0]) || zb_str_ends(line, tails[1]);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        line.n -= zb_str_ends(line, tails[i]) ? tails[i].n : 0;
    }
    for (size_t i = 0; i < cues->title_leads.count; i++) {
        zb_str lead = cues->title_leads.at[i];
        size_t at = zb_str_rfind(line, lead);
        line = at == ZB_NOT_FOUND ? line : zb_str_sub(line, at + lead.n, line.n);
    }
    /* of several clauses it is a sentence without a name in it */
    return leads && !zb_str_has(line, ZB_STR("，")) ? line : (zb_str){0};
}

/* The title that one of the first lines leads with, for a text without one. */
static zb_str lead_title(const zb_reading *reading) {
    for (size_t i = 0; i <= reading->head_end && i < reading->line_count; i++) {
        zb_str title = led_title(reading->cues, zb_reading_trimmed(reading, i));
        if (reading->lines[i].kind == ZB_LINE_BODY && score_of(reading->cues, title) > SURE) {
            return title;
        }
    }
    return (zb_str){0};
}

zb_status zb_reading_title(zb_reading *reading, zb_error *err) {
    int best_score = 0;
    size_t best = ZB_NOT_FOUND;
    zb_str label_title = {0};
    for (size_t i = 0; i < reading->head_end; i++) {
        zb_str line = zb_reading_trimmed(reading, i);
        zb_str labelled_title = labelled(reading->cues, line);
        if (labelled_title.n && !label_title.n) {
            label_title = labelled_title;
            reading->lines[i].kind = ZB_LINE_FURNITURE;
        }
        int score = reading->lines[i].kind == ZB_LINE_BODY ? score_of(reading->cues, line) : 0;
        int needed = line.n >= SHORT_BYTES ? LIKELY : SURE;
        if (score > best_score && score >= needed) {
            best_score = score;
            best = i;
        }
    }
    reading->title_first = reading->title_last = ZB_NOT_FOUND;
    if (best == ZB_NOT_FOUND) {
        zb_str title = label_title.n ? label_title : glued_title(reading);
        reading->document->title = title.n ? title : lead_title(reading);
        return ZB_OK;
    }
    reading->title_last = best;
    reading->title_first = first_line(reading, best);
    zb_status status = join(reading, err);
    if (status == ZB_OK) {
        mark(reading);
    }
    return status;
}

void zb_reading_kind(zb_reading *reading) {
    zb_document *document = reading->document;
    zb_str about = document->title;
    if (!about.n) {
        enum { OPENING_BYTES = 1500 };
        size_t start = reading->head_end < reading->line_count
                           ? reading->lines[reading->head_end].span.start
                           : 0;
        about = zb_str_sub(document->text, start, start + OPENING_BYTES);
    }
    const zb_str_list *words =
        document->title.n ? &reading->cues->rule_of_law : &reading->cues->rule_of_law_openings;
    if (zb_str_list_within(words, about).n) {
        document->kind = ZB_STR("rule-of-law");
    } else if (document->title.n && zb_str_list_within(&reading->cues->work_report, about).n &&
               !zb_str_list_within(&reading->cues->other_reports, about).n) {
        document->kind = ZB_STR("work-report");
    } else {
        document->kind = ZB_STR("other");
    }
}
