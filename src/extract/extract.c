/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document's observations: numerals, quantities, clauses, terms, linking, facts, line by line.
 */
#include "zhibiao/extract.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "extract/clause.h"
#include "extract/facts.h"
#include "extract/learned.h"
#include "extract/table.h"
#include "lexicon/lexicon.h"
#include "source/unwrap.h"

const char *zb_qualifier_name(zb_qualifier q) {
    static const char *const names[] = {"eq", "ge", "le", "approx"};
    return names[q];
}

const char *zb_kind_name(zb_kind k) {
    static const char *const names[] = {"level", "rate", "change"};
    return names[k];
}

const char *zb_fact_status_name(zb_fact_status s) {
    static const char *const names[] = {"actual", "target"};
    return names[s];
}

/* Headings up to this depth give their topics to what stands under them. */
enum { HEADING_DEPTH = 4 };
/* Of a column of figures on lines of their own, at most so many are weighed together. */
enum { MOST_CELLS_WEIGHED = 200 };

typedef struct extractor {
    const zb_document *document; /* the flow's */
    const zb_document *original;
    zb_unwrapped flow;
    const zb_lexicon *lexicon;
    zb_arena arena; /* becomes the list's */
    ZB_VEC(zb_observation) rows;
    zb_match_list matches;
    zb_quantity_list quantities;
    zb_terms terms;
    zb_fact_list facts;
    zb_table_value_list cells;              /* of the document's tables */
    size_t cell;                            /* the first that has not been read */
    size_t sections;                        /* entered so far; the last of them is being read */
    uint64_t heading_topics[HEADING_DEPTH]; /* by depth */
    uint64_t title_topics;
    int32_t about;                     /* what a document of one topic alone counts, -1 none */
    size_t last_spoken[ZB_MAX_TOPICS]; /* by topic: where it was last spoken of */
    size_t line_facts[2];              /* first facts of the last two lines that had any */
    const zb_teacher *teacher;         /* examples are learnt from, NULL else */
    zb_error *err;
} extractor;

static zb_status topics_of(extractor *x, zb_str text, size_t start, size_t end, uint64_t *out) {
    x->matches.count = 0;
    const zb_knowledge *knowledge = &x->lexicon->knowledge;
    if (!zb_automaton_scan(&knowledge->automaton, text, start, end, &x->matches)) {
        return zb_error_nomem(x->err);
    }
    *out = 0;
    for (size_t i = 0; i < x->matches.count; i++) {
        *out |= knowledge->literals[x->matches.at[i].literal].topics;
    }
    return ZB_OK;
}

/* Step to the section that holds `at` and take the topics of its heading. */
static zb_status enter_section(extractor *x, size_t at) {
    const zb_document *d = x->document;
    while (x->sections < d->section_count && d->sections[x->sections].body.start <= at) {
        const zb_section *section = &d->sections[x->sections++];
        int depth = section->depth < HEADING_DEPTH ? section->depth : HEADING_DEPTH - 1;
        for (int k = depth; k < HEADING_DEPTH; k++) {
            x->heading_topics[k] = 0;
        }
        zb_status status = topics_of(x, d->text, section->heading.start, section->heading.end,
                                     &x->heading_topics[depth]);
        if (status != ZB_OK) {
            return status;
        }
    }
    return ZB_OK;
}

static zb_str rule_text(extractor *x, const zb_fact *fact, bool *ok) {
    zb_buf buf = {0};
    zb_buf_text(&buf, zb_how_name(fact->how));
    if (fact->pattern >= 0) {
        const zb_knowledge *knowledge = &x->lexicon->knowledge;
        const zb_pattern *pattern = &knowledge->patterns[fact->pattern];
        for (int32_t i = 0; i < pattern->piece_count; i++) {
            zb_buf_text(&buf, i ? "…" : ":");
            zb_buf_add(&buf, knowledge->literals[pattern->pieces[i]].text);
        }
        if (pattern->topic >= 0) {
            zb_buf_text(&buf, "@");
            zb_buf_add(&buf, knowledge->topics[pattern->topic]);
        }
    }
    if (fact->how == ZB_HOW_LEARNED && fact->cue >= 0) {
        zb_buf_text(&buf, ":");
        zb_buf_add(&buf, x->lexicon->weights.cues[fact->cue].cue);
    }
    zb_str copy = zb_arena_copy(&x->arena, zb_buf_str(&buf), ok);
    *ok &= !buf.failed;
    zb_buf_free(&buf);
    return copy;
}

/* The measure word as the columns want it: no blanks inside, the full-width per-cent sign as %. */
static zb_str unit_text(extractor *x, const zb_quantity *q, bool *ok) {
    zb_str unit = zb_str_sub(x->document->text, q->unit_start, q->unit_end);
    if (q->unit_class == ZB_UNIT_PERCENT && !zb_str_eq(unit, ZB_STR("‰"))) {
        return ZB_STR("%");
    }
    return zb_arena_copy(&x->arena, unit, ok);
}

/* 行政处罚·罚没金额: of a table's cell, the label of its row and the head of its column. */
static zb_str label_text(extractor *x, const zb_fact *fact, bool *ok) {
    zb_str label = zb_str_sub(x->document->text, fact->label_start, fact->label_end);
    zb_str head = zb_str_sub(x->document->text, fact->label_head.start, fact->label_head.end);
    if (!head.n || !label.n) {
        return label.n ? label : head;
    }
    zb_buf buf = {0};
    zb_buf_add(&buf, label);
    zb_buf_text(&buf, "·");
    zb_buf_add(&buf, head);
    zb_str copy = zb_arena_copy(&x->arena, zb_buf_str(&buf), ok);
    *ok &= !buf.failed;
    zb_buf_free(&buf);
    return copy;
}

/* The sentence; a table's row whose cells stand on lines of their own becomes one line. */
static zb_str sentence_text(extractor *x, const zb_fact *fact, bool *ok) {
    zb_str s = zb_str_trim(zb_str_sub(x->document->text, fact->sentence, fact->sentence_end));
    if (!fact->cell || !zb_str_has(s, ZB_STR("\n"))) {
        return s;
    }
    zb_buf buf = {0};
    for (size_t i = 0; i < s.n; i++) {
        zb_buf_char(&buf, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
    }
    zb_str copy = zb_arena_copy(&x->arena, zb_buf_str(&buf), ok);
    *ok &= !buf.failed;
    zb_buf_free(&buf);
    return copy;
}

/* Where it stands in the text. A numeral that goes over a line of its column is torn apart there by
 * the other column: its surface is what was read, its span that of the first part. */
static void place(const extractor *x, const zb_fact *fact, zb_observation *row) {
    zb_span span, sentence;
    bool whole = zb_unwrapped_span(&x->flow, fact->q.start, fact->q.end, &span);
    zb_unwrapped_span(&x->flow, fact->sentence, fact->sentence_end, &sentence);
    row->surface = whole ? zb_str_sub(x->original->text, span.start, span.end)
                         : zb_str_sub(x->document->text, fact->q.start, fact->q.end);
    row->start = span.start;
    row->end = span.end;
    row->sentence_start = sentence.start;
    row->sentence_end = sentence.end;
}

static zb_status add_row(extractor *x, const zb_fact *fact) {
    const zb_document *d = x->document;
    bool ok = true;
    zb_observation row = {
        .document = d->name,
        .region = d->region,
        .region_code = d->region_code,
        .level = d->level,
        .year = fact->year,
        .value = fact->q.value,
        .value_high = fact->q.high,
        .has_high = fact->q.has_high,
        .precision = fact->q.precision,
        .unit = unit_text(x, &fact->q, &ok),
        .qualifier = fact->q.qualifier,
        .kind = fact->kind,
        .status = fact->status,
        .part = fact->part,
        .part_of = fact->total,
        .breakdown = fact->breakdown,
        .sentence = sentence_text(x, fact, &ok),
        .label = label_text(x, fact, &ok),
        .rule = rule_text(x, fact, &ok),
    };
    place(x, fact, &row);
    if (fact->indicator >= 0) {
        const zb_indicator *indicator = &x->lexicon->indicators[fact->indicator];
        row.indicator = indicator->code;
        row.label = row.label.n ? row.label : indicator->name_zh;
    }
    const zb_section *section = zb_document_section(d, fact->q.start);
    if (section) {
        row.section =
            zb_str_trim(zb_str_sub(d->text, section->heading.start, section->heading.end));
    }
    return ok && ZB_PUSH(&x->rows, row) ? ZB_OK : zb_error_nomem(x->err);
}

/* Remember where each topic was spoken of, for terms in later lines that need it. */
static void remember_topics(extractor *x) {
    const zb_knowledge *knowledge = &x->lexicon->knowledge;
    for (size_t i = 0; i < x->matches.count; i++) {
        const zb_match *match = &x->matches.at[i];
        uint64_t topics = knowledge->literals[match->literal].topics;
        for (size_t topic = 0; topics; topic++, topics >>= 1) {
            if (topics & 1) {
                x->last_spoken[topic] = match->end;
            }
        }
    }
}

static zb_status extract_line(extractor *x, zb_span span) {
    const zb_document *d = x->document;
    const zb_knowledge *knowledge = &x->lexicon->knowledge;
    zb_status status = enter_section(x, span.start);
    x->matches.count = 0;
    x->quantities.count = 0;
    zb_terms_clear(&x->terms);
    if (status == ZB_OK &&
        !zb_automaton_scan(&knowledge->automaton, d->text, span.start, span.end, &x->matches)) {
        status = zb_error_nomem(x->err);
    }
    if (status == ZB_OK) {
        status = zb_quantity_find(&x->quantities, d->text, span.start, span.end, knowledge,
                                  &x->matches, x->err);
    }
    if (status == ZB_OK && x->quantities.count) {
        status = zb_terms_find(&x->terms, d->text, knowledge, &x->matches, x->err);
    }
    zb_fact_context context = {
        .lexicon = x->lexicon,
        .text = d->text,
        .start = span.start,
        .end = span.end,
        .year = d->year,
        .heading_topics = x->title_topics,
        .about = x->about,
        .last_spoken = x->last_spoken,
        .first_near = x->line_facts[0],
    };
    for (int i = 0; i < HEADING_DEPTH; i++) {
        context.heading_topics |= x->heading_topics[i];
    }
    size_t first = x->facts.count;
    if (status == ZB_OK && x->quantities.count) {
        const zb_section *section = zb_document_section(d, x->quantities.at[0].start);
        context.plan = section && section->plan;
        status = zb_facts_of_line(&x->facts, &context, &x->quantities, &x->terms, x->err);
    }
    if (status == ZB_OK && x->facts.count > first) {
        zb_facts_weigh(&x->facts, x->line_facts[0], x->lexicon);
        status = zb_learned_pass(&x->facts, first, x->lexicon, &x->flow, x->teacher, x->err);
    }
    bool table = x->facts.count > first && x->facts.at[first].cell;
    bool long_table = x->facts.count - x->line_facts[0] > MOST_CELLS_WEIGHED;
    if (x->facts.count > first && (!table || long_table)) { /* a table's lines count as one */
        x->line_facts[0] = x->line_facts[1];
        x->line_facts[1] = first;
    }
    remember_topics(x);
    return status;
}

/* Topics of the nearest words above the line that have any: 复议办案情况见下表. Of a line of text
 * its last sentence is taken. */
static zb_status topics_above(extractor *x, size_t line, uint64_t *out) {
    enum { LINES_ABOVE = 4 };
    const zb_document *d = x->document;
    zb_status status = ZB_OK;
    *out = 0;
    for (int seen = 0; line-- > 0 && seen < LINES_ABOVE && !*out && status == ZB_OK;) {
        if (d->lines[line].kind == ZB_LINE_BODY || d->lines[line].kind == ZB_LINE_HEADING) {
            zb_span span = d->lines[line].span;
            size_t stop = zb_str_rfind(zb_str_sub(d->text, span.start, span.end), ZB_STR("。"));
            bool ends = stop != ZB_NOT_FOUND && span.start + stop + strlen("。") < span.end;
            status = topics_of(x, d->text, ends ? span.start + stop : span.start, span.end, out);
            seen++;
        }
    }
    return status;
}

/* What the one topic counts; -1 for none and for several. */
static int32_t about_of(const zb_knowledge *knowledge, uint64_t topics) {
    int32_t about = -1;
    for (size_t topic = 0; topics; topic++, topics >>= 1) {
        int32_t one = topics & 1 ? knowledge->topic_defaults[topic] : -1;
        if (one >= 0 && about >= 0 && one != about) {
            return -1;
        }
        about = one >= 0 ? one : about;
    }
    return about;
}

/* Read the cells of the table that begins on the line; `*last` becomes its last line. */
static zb_status extract_table(extractor *x, size_t *last) {
    const zb_document *d = x->document;
    const zb_table_value *values = x->cells.at + x->cell;
    size_t count = 0;
    while (x->cell + count < x->cells.count && values[count].table == values->table) {
        count++;
    }
    zb_status status = enter_section(x, d->lines[*last].span.start);
    const zb_section *section = zb_document_section(d, values->q.start);
    zb_table_context context = {.document = d,
                                .lexicon = x->lexicon,
                                .heading_topics = x->title_topics,
                                .plan = section && section->plan};
    for (int i = 0; i < HEADING_DEPTH; i++) {
        context.heading_topics |= x->heading_topics[i];
    }
    if (status == ZB_OK) {
        status = topics_above(x, *last, &context.topics_above);
    }
    int32_t above = about_of(&x->lexicon->knowledge, context.topics_above);
    context.about = above >= 0 ? above : x->about;
    if (status == ZB_OK) {
        status = zb_table_facts(&x->facts, values, count, &context, x->err);
    }
    *last = values[count - 1].line;
    x->cell += count;
    x->line_facts[0] = x->line_facts[1] = x->facts.count; /* no text adds up with its cells */
    return status;
}

/* A row and its place among the rows. */
typedef struct placed {
    zb_observation row;
    size_t place;
} placed;

static int by_start(const void *a, const void *b) {
    const placed *x = a, *y = b;
    return x->row.start != y->row.start
               ? (x->row.start > y->row.start) - (x->row.start < y->row.start)
               : (x->place > y->place) - (x->place < y->place);
}

/* Columns were read one after the other: put the rows into the order of the text. */
static zb_status put_in_order(extractor *x) {
    size_t count = x->rows.count;
    placed *all = zb_mem_zero(count + 1, sizeof *all);
    size_t *moved = zb_mem_zero(count + 1, sizeof *moved);
    if (!all || !moved) {
        zb_mem_free(all);
        zb_mem_free(moved);
        return zb_error_nomem(x->err);
    }
    for (size_t i = 0; i < count; i++) {
        all[i] = (placed){x->rows.at[i], i};
    }
    qsort(all, count, sizeof *all, by_start);
    for (size_t i = 0; i < count; i++) {
        moved[all[i].place] = i;
    }
    for (size_t i = 0; i < count; i++) {
        zb_observation *row = &x->rows.at[i];
        *row = all[i].row;
        row->part_of = row->part_of >= 0 ? (int)moved[row->part_of] : -1;
    }
    zb_mem_free(all);
    zb_mem_free(moved);
    return ZB_OK;
}

static zb_status extract_lines(extractor *x) {
    const zb_document *d = x->document;
    zb_status status = topics_of(x, d->title, 0, d->title.n, &x->title_topics);
    x->about = about_of(&x->lexicon->knowledge, x->title_topics);
    if (status == ZB_OK) {
        status = zb_table_find(&x->cells, d, &x->lexicon->knowledge, x->err);
    }
    for (size_t i = 0; i < d->line_count && status == ZB_OK; i++) {
        const zb_line *line = &d->lines[i];
        if (x->cell < x->cells.count && x->cells.at[x->cell].line == i) {
            status = extract_table(x, &i);
        } else if (line->kind == ZB_LINE_BODY || line->kind == ZB_LINE_HEADING) {
            status = extract_line(x, line->span);
        }
    }
    for (size_t i = 0; i < x->facts.count && status == ZB_OK; i++) {
        status = add_row(x, &x->facts.at[i]);
    }
    return status == ZB_OK && x->flow.reordered ? put_in_order(x) : status;
}

/* What the list keeps alive. */
typedef struct list_own {
    zb_arena arena;
} list_own;

zb_status zb_extract_taught(zb_observation_list *out, const zb_document *document,
                            const zb_lexicon *lexicon, const zb_teacher *teacher, zb_error *err) {
    *out = (zb_observation_list){0};
    extractor x = {.original = document, .lexicon = lexicon, .teacher = teacher, .err = err};
    list_own *own = zb_mem_zero(1, sizeof *own);
    zb_status status =
        own ? zb_unwrap(&x.flow, document, lexicon, &x.arena, err) : zb_error_nomem(err);
    x.document = &x.flow.document;
    status = status == ZB_OK ? extract_lines(&x) : status;
    zb_unwrapped_free(&x.flow);
    ZB_VEC_FREE(&x.matches);
    ZB_VEC_FREE(&x.quantities);
    ZB_VEC_FREE(&x.facts);
    ZB_VEC_FREE(&x.cells);
    zb_terms_free(&x.terms);
    if (status != ZB_OK) {
        ZB_VEC_FREE(&x.rows);
        zb_arena_free(&x.arena);
        zb_mem_free(own);
        return status;
    }
    own->arena = x.arena;
    *out = (zb_observation_list){.rows = x.rows.at, .count = x.rows.count, .own = own};
    return ZB_OK;
}

zb_status zb_extract(zb_observation_list *out, const zb_document *document,
                     const zb_lexicon *lexicon, zb_error *err) {
    return zb_extract_taught(out, document, lexicon, NULL, err);
}

void zb_observation_list_free(zb_observation_list *list) {
    if (list) {
        list_own *own = list->own;
        if (own) {
            zb_arena_free(&own->arena);
            zb_mem_free(own);
        }
        zb_mem_free(list->rows);
        *list = (zb_observation_list){0};
    }
}
