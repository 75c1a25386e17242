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

typedef struct maker {
    const zb_document *document;
    line_shape *shapes;
    size_t page; /* width of a full line, 0: the text is not broken */
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
    zb_unwrapped_piece piece = {m->text.n, (size_t)(s.p - m->document->text.p)};
    if (s.n) {
        m->failed |= !ZB_PUSH(&m->out->pieces, piece);
        zb_buf_add(&m->text, s);
    }
}

static void put_line(maker *m, size_t start, zb_line_kind kind) {
    m->failed |= !ZB_PUSH(&m->lines, (zb_line){{start, m->text.n}, kind});
    zb_buf_char(&m->text, '\n');
}

/* Does the line go on in the next one? */
static bool goes_on(zb_str line, size_t reach, size_t page, zb_str next, size_t next_indent) {
    size_t marker;
    if (!page || reach + RAGGED < page || !next.n || line.n == 0 || next_indent >= 2) {
        return false;
    }
    return !ends_sentence(line) || !zb_heading_depth(next, &marker);
}

/* Lines that stand one below another become paragraphs. `texts`, `reach` and `indents` by line. */
static void put_paragraphs(maker *m, const zb_str *texts, const size_t *reach,
                           const size_t *indents, const zb_line_kind *kinds, size_t count,
                           size_t page) {
    for (size_t i = 0; i < count;) {
        size_t start = m->text.n, k = i;
        put(m, texts[i]);
        bool joins = kinds[i] == ZB_LINE_BODY || kinds[i] == ZB_LINE_HEADING;
        while (joins && k + 1 < count && kinds[k + 1] == ZB_LINE_BODY &&
               goes_on(texts[k], reach[k], page, texts[k + 1], indents[k + 1])) {
            put(m, texts[++k]);
            m->joined = true;
        }
        put_line(m, start, k > i && kinds[i] == ZB_LINE_HEADING ? ZB_LINE_BODY : kinds[i]);
        i = k + 1;
    }
}

/* The columns of lines[first, end), one after the other. */
typedef struct column_lines {
    zb_str *texts;
    size_t *reach, *indents, *scratch;
    zb_line_kind *kinds;
} column_lines;

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

static void put_columns(maker *m, size_t first, size_t count, column_lines *c) {
    m->out->reordered = true;
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < count; i++) {
            const line_shape *s = &m->shapes[first + i];
            c->texts[i] = side ? zb_str_sub(s->text, s->right, s->text.n)
                               : zb_str_trim(zb_str_sub(s->text, 0, s->gutter));
            c->indents[i] = side || s->indent < m->shapes[first].indent + 2 ? 0 : 2;
            c->reach[i] = zb_text_columns(c->texts[i]) + c->indents[i];
            c->kinds[i] = ZB_LINE_BODY;
        }
        size_t widest = 0;
        for (size_t i = 0; i < count; i++) {
            widest = c->reach[i] > widest ? c->reach[i] : widest;
        }
        put_paragraphs(m, c->texts, c->reach, c->indents, c->kinds, count, widest);
    }
}

static void put_all(maker *m, column_lines *c) {
    const zb_document *d = m->document;
    for (size_t i = 0; i < d->line_count;) {
        size_t columns = m->shapes[i].gutter ? columns_at(m, i) : 0;
        if (columns && is_prose(m, i, columns)) {
            put_columns(m, i, columns, c);
            i += columns;
            continue;
        }
        size_t count = 0;
        for (; i + count < d->line_count; count++) {
            const line_shape *s = &m->shapes[i + count];
            if (count && s->gutter && columns_at(m, i + count)) {
                break;
            }
            c->texts[count] = s->text;
            c->reach[count] = s->indent + s->width;
            c->indents[count] = s->indent;
            c->kinds[count] = d->lines[i + count].kind;
        }
        put_paragraphs(m, c->texts, c->reach, c->indents, c->kinds, count, m->page);
        i += count;
    }
}

/* Is there anything to do? Sets the page's width. */
static bool is_broken(maker *m, column_lines *c) {
    const zb_document *d = m->document;
    size_t count = 0;
    bool columns = false;
    for (size_t i = 0; i < d->line_count; i++) {
        measure(d, &d->lines[i], &m->shapes[i]);
    }
    for (size_t i = 0; i < d->line_count; i++) {
        if (reads(&d->lines[i])) {
            c->texts[count] = m->shapes[i].text;
            c->reach[count++] = m->shapes[i].indent + m->shapes[i].width;
        }
    }
    m->page = page_of(c->texts, c->reach, count, c->scratch);
    for (size_t i = 0; i < d->line_count && !columns;) {
        size_t run = m->shapes[i].gutter ? columns_at(m, i) : 0;
        columns = run && is_prose(m, i, run);
        i += run ? run : 1;
    }
    return m->page || columns;
}

static size_t flow_of(const zb_unwrapped *flow, size_t text) {
    for (size_t i = flow->pieces.count; i-- > 0;) {
        if (flow->pieces.at[i].text <= text) {
            return flow->pieces.at[i].flow + (text - flow->pieces.at[i].text);
        }
    }
    return 0;
}

/* Sections keep their order; each begins where its heading went. */
static zb_section *move_sections(const zb_unwrapped *flow, const zb_document *d, size_t length,
                                 zb_arena *arena) {
    zb_section *sections = ZB_NEW(arena, zb_section, d->section_count + 1);
    size_t last = 0;
    for (size_t i = 0; sections && i < d->section_count; i++) {
        zb_section *s = &sections[i];
        *s = d->sections[i];
        size_t start = i ? flow_of(flow, s->body.start) : 0;
        start = start < last ? last : start < length ? start : length;
        size_t heading = flow_of(flow, s->heading.start);
        size_t bytes = s->heading.end - s->heading.start;
        s->heading = (zb_span){heading, heading + bytes < length ? heading + bytes : length};
        s->body = (zb_span){start, length};
        if (i) {
            sections[i - 1].body.end = start;
        }
        last = start;
    }
    return sections;
}

static zb_status finish(maker *m, zb_arena *arena, zb_error *err) {
    zb_unwrapped *out = m->out;
    bool ok = !m->failed && !m->text.failed;
    zb_line *lines = ZB_NEW(arena, zb_line, m->lines.count + 1);
    out->document.text = zb_arena_copy(arena, zb_buf_str(&m->text), &ok);
    zb_section *sections = ok ? move_sections(out, m->document, out->document.text.n, arena) : NULL;
    if (!ok || !lines || !sections) {
        return zb_error_nomem(err);
    }
    if (m->lines.count) {
        memcpy(lines, m->lines.at, m->lines.count * sizeof *lines);
    }
    out->document.lines = lines;
    out->document.line_count = m->lines.count;
    out->document.sections = sections;
    out->changed = true;
    return ZB_OK;
}

zb_status zb_unwrap(zb_unwrapped *out, const zb_document *document, zb_arena *arena,
                    zb_error *err) {
    *out = (zb_unwrapped){.document = *document};
    size_t count = document->line_count + 1;
    maker m = {.document = document, .out = out};
    zb_arena scratch = {0};
    column_lines c = {.texts = ZB_NEW(&scratch, zb_str, count),
                      .reach = ZB_NEW(&scratch, size_t, count),
                      .indents = ZB_NEW(&scratch, size_t, count),
                      .scratch = ZB_NEW(&scratch, size_t, count),
                      .kinds = ZB_NEW(&scratch, zb_line_kind, count)};
    m.shapes = ZB_NEW(&scratch, line_shape, count);
    zb_status status = ZB_OK;
    if (!c.texts || !c.reach || !c.indents || !c.scratch || !c.kinds || !m.shapes) {
        status = zb_error_nomem(err);
    } else if (is_broken(&m, &c)) {
        put_all(&m, &c);
        status = m.joined || out->reordered || m.failed ? finish(&m, arena, err) : ZB_OK;
    }
    zb_buf_free(&m.text);
    ZB_VEC_FREE(&m.lines);
    zb_arena_free(&scratch);
    return status;
}

void zb_unwrapped_free(zb_unwrapped *flow) {
    ZB_VEC_FREE(&flow->pieces);
}

size_t zb_unwrapped_start(const zb_unwrapped *flow, size_t offset) {
    if (!flow->changed) {
        return offset;
    }
    size_t low = 0, high = flow->pieces.count; /* the last piece that begins at or before it */
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (flow->pieces.at[middle].flow <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const zb_unwrapped_piece *piece = &flow->pieces.at[low];
    return flow->pieces.count ? piece->text + (offset - piece->flow) : offset;
}

size_t zb_unwrapped_end(const zb_unwrapped *flow, size_t offset) {
    return flow->changed && offset ? zb_unwrapped_start(flow, offset - 1) + 1 : offset;
}
