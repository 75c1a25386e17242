/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source/unwrap.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "source/reading.h"

/* A page's line is between these many columns wide (a Chinese character has two); a text with fewer
 * full lines is not taken for broken. */
enum { NARROWEST = 32, WIDEST = 160, FEWEST_FULL = 6 };
/* A full line may be so much narrower than the page: a mark or a number was not broken. */
enum { RAGGED = 8 };
/* ... and so much wider, where a mark or a number hangs out. */
enum { BEYOND = 14 };
/* Columns: at least so many blanks between them, so many lines, and so wide a side. */
enum { GUTTER = 3, COLUMN_LINES = 4, COLUMN_WIDTH = 16, GUTTER_DRIFT = 4 };

typedef struct line_shape {
    zb_str text;   /* trimmed */
    size_t indent; /* columns before it */
    size_t width;  /* of the text, in columns */
    size_t gutter; /* byte in the text behind which blanks part two columns, 0 none */
    size_t right;  /* byte where the right side begins */
    size_t right_column;
} line_shape;

/* Lines in two columns, with a gutter at one place. */
typedef struct column_run {
    size_t first, count;
    bool prose; /* else a list: its lines stand each for itself */
} column_run;

typedef struct maker {
    const zb_document *document;
    line_shape *shapes;
    ZB_VEC(column_run) runs;
    size_t page;   /* reach of a full line, 0: the text is not broken */
    size_t margin; /* columns before every line */
    zb_unwrapped *out;
    zb_buf text;
    ZB_VEC(zb_line) lines;
    bool joined;
    bool failed;
} maker;

static bool is_blank(uint32_t c) {
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

static void measure(const zb_document *d, const zb_line *line, line_shape *out) {
    zb_str whole = zb_str_sub(d->text, line->span.start, line->span.end);
    *out = (line_shape){.text = zb_str_trim(whole)};
    size_t column = 0, blanks = 0, blank_from = 0;
    size_t start = out->text.n ? (size_t)(out->text.p - whole.p) : whole.n;
    int gutters = 0;
    for (size_t i = 0; i < start + out->text.n;) {
        size_t at = i;
        uint32_t c = zb_utf8_next(whole, &i);
        if (at == start) {
            out->indent = column;
        }
        if (at >= start && is_blank(c)) {
            blank_from = blanks ? blank_from : at;
            blanks += c == '\t' ? GUTTER : zb_text_columns(zb_str_sub(whole, at, i));
        } else if (at >= start) {
            if (blanks >= GUTTER) {
                gutters++;
                out->gutter = blank_from - start;
                out->right = at - start;
                out->right_column = column;
            }
            blanks = 0;
        }
        column += zb_text_columns(zb_str_sub(whole, at, i));
    }
    out->width = column > out->indent ? column - out->indent : 0;
    if (gutters != 1) {
        out->gutter = 0;
    }
}

static bool reads(const zb_line *line) {
    return line->kind == ZB_LINE_BODY || line->kind == ZB_LINE_HEADING;
}

/* Does the text end a sentence? */
static bool ends_sentence(zb_str s) {
    static const char *const ends[] = {"。", "！", "？", "；", ";", "：", ":", "!", "?", "|"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (zb_str_ends(s, zb_str_from(ends[i]))) {
            return true;
        }
    }
    return false;
}

static int by_size(const void *a, const void *b) {
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The width that most lines reach: the upper end of the fullest stretch of RAGGED columns. */
static size_t usual_reach(size_t *sorted, size_t count) {
    size_t best = 0, most = 0;
    for (size_t low = 0, high = 0; high < count; high++) {
        while (sorted[low] + RAGGED < sorted[high]) {
            low++;
        }
        if (high - low + 1 >= most) {
            most = high - low + 1;
            best = sorted[high];
        }
    }
    return best;
}

/* The width at which lines were broken: most lines reach it, and most of those end within a
 * sentence. 0 for a text whose lines are paragraphs. */
static size_t page_of(const zb_str *texts, const size_t *reach, size_t count, size_t *scratch) {
    if (count < FEWEST_FULL) {
        return 0;
    }
    memcpy(scratch, reach, count * sizeof *reach);
    qsort(scratch, count, sizeof *scratch, by_size);
    size_t page = usual_reach(scratch, count);
    size_t full = 0, open = 0, beyond = 0;
    for (size_t i = 0; i < count; i++) {
        bool reaches = reach[i] + RAGGED >= page;
        beyond += reach[i] > page + BEYOND;
        full += reaches;
        open += reaches && !ends_sentence(texts[i]);
    }
    bool broken = page >= NARROWEST && page <= WIDEST && full >= FEWEST_FULL &&
                  full * 5 >= count * 2 && open * 5 >= full * 3 && beyond * 10 <= count;
    return broken ? page : 0;
}

/* Append text[at, at + n) of the document to the flow. */
static void put(maker *m, zb_str s) {
    if (s.n) {
        size_t at = (size_t)(s.p - m->document->text.p);
        zb_unwrapped_piece piece = {.flow = m->text.n, .text = at, .together = at + s.n};
        m->failed |= !ZB_PUSH(&m->out->pieces, piece);
        zb_buf_add(&m->text, s);
    }
}

static void put_line(maker *m, size_t start, zb_line_kind kind) {
    m->failed |= !ZB_PUSH(&m->lines, (zb_line){{start, m->text.n}, kind});
    zb_buf_char(&m->text, '\n');
}

/* A heading on a line of its own: no sentence behind it. */
static bool is_heading(zb_str s) {
    size_t marker;
    return zb_heading_depth(s, &marker) && !zb_str_has(s, ZB_STR("。")) &&
           !zb_str_has(s, ZB_STR("；")) && !zb_str_has(s, ZB_STR("："));
}

/* Columns of what cannot be broken at the start of a line: a number, or one character. */
static size_t first_width(zb_str s) {
    size_t end = 0;
    while (end < s.n && ((s.p[end] >= '0' && s.p[end] <= '9') || s.p[end] == '.')) {
        end++;
    }
    if (!end) {
        zb_utf8_next(s, &end);
    }
    return zb_text_columns(zb_str_sub(s, 0, end));
}

/* How lines that stand one below another were set. */
typedef struct setting {
    size_t page, margin;
} setting;

/* Does the line go on in the next one? */
static bool goes_on(zb_str line, zb_line_kind kind, size_t reach, const setting *set, zb_str next,
                    size_t next_indent) {
    enum { INDENT = 2, MARK = 2 };
    size_t marker;
    if (!set->page || reach + RAGGED < set->page || !next.n || line.n == 0 ||
        next_indent >= set->margin + INDENT) {
        return false;
    }
    /* a heading ends where it wants, and was broken only when the next word had no room */
    if (kind == ZB_LINE_HEADING && reach + first_width(next) + MARK <= set->page) {
        return false;
    }
    return !ends_sentence(line) || !zb_heading_depth(next, &marker);
}

/* Scratch of the lines that are being put, each array by line. */
typedef struct put_lines {
    zb_str *texts;
    size_t *reach, *indents, *scratch;
    zb_line_kind *kinds;
} put_lines;

/* Lines that stand one below another become paragraphs. */
static void put_paragraphs(maker *m, const put_lines *l, size_t count, setting set) {
    for (size_t i = 0; i < count;) {
        size_t start = m->text.n, k = i;
        put(m, l->texts[i]);
        zb_line_kind kind = l->kinds[i]; /* of a heading's second line nobody knows */
        bool joins = kind == ZB_LINE_BODY || kind == ZB_LINE_HEADING;
        while (joins && k + 1 < count && l->kinds[k + 1] == ZB_LINE_BODY &&
               goes_on(l->texts[k], kind, l->reach[k], &set, l->texts[k + 1], l->indents[k + 1])) {
            put(m, l->texts[++k]);
            kind = ZB_LINE_BODY;
            m->joined = true;
        }
        put_line(m, start, l->kinds[i] == ZB_LINE_HEADING ? ZB_LINE_BODY : l->kinds[i]);
        i = k + 1;
    }
}

/* How many lines from `first` on have a gutter at the same place. */
static size_t columns_at(const maker *m, size_t first) {
    const zb_document *d = m->document;
    const line_shape *lead = &m->shapes[first];
    size_t i = first;
    for (; i < d->line_count && reads(&d->lines[i]); i++) {
        const line_shape *s = &m->shapes[i];
        size_t drift = s->right_column > lead->right_column ? s->right_column - lead->right_column
                                                            : lead->right_column - s->right_column;
        if (!s->gutter || drift > GUTTER_DRIFT || s->right_column < COLUMN_WIDTH ||
            s->width + s->indent < s->right_column + COLUMN_WIDTH / 2) {
            break;
        }
    }
    return i - first >= COLUMN_LINES ? i - first : 0;
}

/* Prose in two columns: most left sides end within a sentence. Lists of names do not. */
static bool is_prose(const maker *m, size_t first, size_t count) {
    size_t marks = 0;
    for (size_t i = first; i < first + count; i++) {
        zb_str s = m->shapes[i].text;
        marks += zb_str_has(s, ZB_STR("，")) || zb_str_has(s, ZB_STR("。")) ||
                 zb_str_has(s, ZB_STR(",")) || zb_str_has(s, ZB_STR("、"));
    }
    return marks * 2 >= count;
}

/* Find the columns, each line once: where a run ends the next may begin. */
static void find_runs(maker *m) {
    for (size_t i = 0; i < m->document->line_count;) {
        size_t count = m->shapes[i].gutter ? columns_at(m, i) : 0;
        if (count) {
            column_run run = {.first = i, .count = count, .prose = is_prose(m, i, count)};
            m->failed |= !ZB_PUSH(&m->runs, run);
            m->out->reordered |= run.prose;
        }
        i += count ? count : 1;
    }
}

/* The columns of a run, one after the other. */
static void put_columns(maker *m, const column_run *run, put_lines *l) {
    const line_shape *shapes = m->shapes + run->first;
    for (int side = 0; side < 2; side++) {
        size_t widest = 0;
        for (size_t i = 0; i < run->count; i++) {
            const line_shape *s = &shapes[i];
            l->texts[i] = side ? zb_str_sub(s->text, s->right, s->text.n)
                               : zb_str_trim(zb_str_sub(s->text, 0, s->gutter));
            l->indents[i] = side || s->indent < shapes[0].indent + 2 ? 0 : 2;
            l->reach[i] = zb_text_columns(l->texts[i]) + l->indents[i];
            l->kinds[i] = is_heading(l->texts[i]) ? ZB_LINE_HEADING : ZB_LINE_BODY;
            widest = l->reach[i] > widest ? l->reach[i] : widest;
        }
        put_paragraphs(m, l, run->count, (setting){.page = widest});
    }
}

/* Lines [first, end) as they stand. */
static void put_lines_between(maker *m, size_t first, size_t end, put_lines *l, setting set) {
    for (size_t i = first; i < end; i++) {
        const line_shape *s = &m->shapes[i];
        l->texts[i - first] = s->text;
        l->reach[i - first] = s->indent + s->width;
        l->indents[i - first] = s->indent;
        l->kinds[i - first] = m->document->lines[i].kind;
    }
    put_paragraphs(m, l, end - first, set);
}

static void put_all(maker *m, put_lines *l) {
    setting set = {.page = m->page, .margin = m->margin};
    size_t done = 0;
    for (size_t i = 0; i < m->runs.count; i++) {
        const column_run *run = &m->runs.at[i];
        put_lines_between(m, done, run->first, l, set);
        done = run->first + run->count;
        if (run->prose) {
            put_columns(m, run, l);
        } else {
            put_lines_between(m, run->first, done, l, (setting){0});
        }
    }
    put_lines_between(m, done, m->document->line_count, l, set);
}

/* The left margin that a converted page leaves before each line: where those begin that go on with
 * a sentence from a full line. What is indented more begins a paragraph. */
static size_t margin_of(const maker *m, size_t page, size_t *scratch) {
    const zb_document *d = m->document;
    size_t count = 0;
    for (size_t i = 1; i < d->line_count; i++) {
        const line_shape *before = &m->shapes[i - 1];
        if (d->lines[i].kind == ZB_LINE_BODY && d->lines[i - 1].kind == ZB_LINE_BODY &&
            before->indent + before->width + RAGGED >= page && !ends_sentence(before->text)) {
            scratch[count++] = m->shapes[i].indent;
        }
    }
    qsort(scratch, count, sizeof *scratch, by_size);
    return count ? scratch[count / 2] : 0;
}

/* Is there anything to do? Finds the columns, the page's width and its margin. */
static bool is_broken(maker *m, put_lines *l) {
    const zb_document *d = m->document;
    size_t count = 0;
    for (size_t i = 0; i < d->line_count; i++) {
        measure(d, &d->lines[i], &m->shapes[i]);
        if (reads(&d->lines[i])) {
            l->texts[count] = m->shapes[i].text;
            l->reach[count++] = m->shapes[i].indent + m->shapes[i].width;
        }
    }
    find_runs(m);
    size_t page = page_of(l->texts, l->reach, count, l->scratch);
    m->margin = page ? margin_of(m, page, l->scratch) : 0;
    m->page = page >= m->margin + NARROWEST ? page : 0;
    return m->page || m->out->reordered;
}

/* Does nothing but blanks stand in text[start, end)? */
static bool is_gap(zb_str text, size_t start, size_t end) {
    bool blank = start <= end;
    while (blank && start < end) {
        uint32_t c = zb_utf8_next(text, &start);
        blank = is_blank(c) || c == '\n' || c == '\r';
    }
    return blank;
}

static void find_together(zb_unwrapped *flow, zb_str text) {
    for (size_t i = flow->pieces.count; i-- > 1;) {
        zb_unwrapped_piece *before = &flow->pieces.at[i - 1], *piece = &flow->pieces.at[i];
        if (is_gap(text, before->together, piece->text)) {
            before->together = piece->together;
        }
    }
}

/* The sections are found anew: a heading in a column is none in the text, one that was broken is
 * cut there, and where a sentence turns to the future its words may be broken. */
static zb_status finish(maker *m, const zb_lexicon *lexicon, zb_arena *arena, zb_error *err) {
    zb_unwrapped *out = m->out;
    bool ok = !m->failed && !m->text.failed;
    zb_line *lines = ZB_NEW(arena, zb_line, m->lines.count + 1);
    zb_str text = zb_arena_copy(arena, zb_buf_str(&m->text), &ok);
    if (!ok || !lines) {
        return zb_error_nomem(err);
    }
    if (m->lines.count) {
        memcpy(lines, m->lines.at, m->lines.count * sizeof *lines);
    }
    find_together(out, m->document->text);
    out->document.text = text;
    out->document.lines = lines;
    out->document.line_count = m->lines.count;
    out->changed = true;
    zb_reading reading = {.arena = arena,
                          .lexicon = lexicon,
                          .cues = &lexicon->document_cues,
                          .document = &out->document,
                          .lines = lines,
                          .line_count = m->lines.count};
    return zb_reading_sections(&reading, err);
}

zb_status zb_unwrap(zb_unwrapped *out, const zb_document *document, const zb_lexicon *lexicon,
                    zb_arena *arena, zb_error *err) {
    *out = (zb_unwrapped){.document = *document};
    size_t count = document->line_count + 1;
    maker m = {.document = document, .out = out};
    zb_arena scratch = {0};
    put_lines l = {.texts = ZB_NEW(&scratch, zb_str, count),
                   .reach = ZB_NEW(&scratch, size_t, count),
                   .indents = ZB_NEW(&scratch, size_t, count),
                   .scratch = ZB_NEW(&scratch, size_t, count),
                   .kinds = ZB_NEW(&scratch, zb_line_kind, count)};
    m.shapes = ZB_NEW(&scratch, line_shape, count);
    zb_status status = ZB_OK;
    if (!l.texts || !l.reach || !l.indents || !l.scratch || !l.kinds || !m.shapes) {
        status = zb_error_nomem(err);
    } else if (is_broken(&m, &l) || m.failed) {
        put_all(&m, &l);
        status = m.joined || out->reordered || m.failed ? finish(&m, lexicon, arena, err) : ZB_OK;
    }
    zb_buf_free(&m.text);
    ZB_VEC_FREE(&m.lines);
    ZB_VEC_FREE(&m.runs);
    zb_arena_free(&scratch);
    return status;
}

void zb_unwrapped_free(zb_unwrapped *flow) {
    ZB_VEC_FREE(&flow->pieces);
}

/* The last piece that begins at or before the offset of the flow; NULL: there is none. */
static const zb_unwrapped_piece *piece_at(const zb_unwrapped *flow, size_t offset) {
    size_t low = 0, high = flow->pieces.count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (flow->pieces.at[middle].flow <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high ? &flow->pieces.at[low] : NULL;
}

size_t zb_unwrapped_start(const zb_unwrapped *flow, size_t offset) {
    const zb_unwrapped_piece *piece = flow->changed ? piece_at(flow, offset) : NULL;
    return piece ? piece->text + (offset - piece->flow) : offset;
}

bool zb_unwrapped_span(const zb_unwrapped *flow, size_t start, size_t end, zb_span *out) {
    const zb_unwrapped_piece *first = flow->changed ? piece_at(flow, start) : NULL;
    *out = (zb_span){zb_unwrapped_start(flow, start), zb_unwrapped_start(flow, start)};
    if (!first || end <= start) {
        out->end += end > start ? end - start : 0;
        return true;
    }
    const zb_unwrapped_piece *last = piece_at(flow, end - 1);
    bool whole = first->together == last->together; /* no two stretches end at one place */
    out->end = whole ? last->text + (end - last->flow) : first->together;
    return whole;
}
