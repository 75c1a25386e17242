/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Editions of one report: which one counts, and what the later one changed.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "dataset/bounds.h"
#include "dataset/pick.h"
#include "lexicon/lexicon.h"

enum {
    FEWEST_SHARED = 3, /* cells that two texts must share to be taken for one report */
    HEAD_BYTES = 600   /* where a note of correction stands */
};

/* A document of a group that may hold several editions of one report. */
typedef struct edition {
    zb_str place, department, kind;
    int year;
    size_t document;
} edition;

static int compare_groups(const edition *a, const edition *b) {
    int order = zb_str_cmp(a->place, b->place);
    order = order ? order : (a->year > b->year) - (a->year < b->year);
    order = order ? order : zb_str_cmp(a->department, b->department);
    return order ? order : zb_str_cmp(a->kind, b->kind);
}

static int compare_editions(const void *left, const void *right) {
    const edition *a = left, *b = right;
    int order = compare_groups(a, b);
    return order ? order : (a->document > b->document) - (a->document < b->document);
}

/* `…-revised`, `…（修订版）`, or a 更正说明 at the head of the text. */
static bool is_marked(const zb_dataset *dataset, const zb_document_row *document) {
    const zb_str_list *words = &dataset->lexicon->document_cues.revision_words;
    zb_str head = zb_str_sub(document->text, 0, HEAD_BYTES);
    if (zb_str_ends(document->name, ZB_STR("-revised")) ||
        zb_str_ends(document->name, ZB_STR("_revised"))) {
        return true;
    }
    for (size_t i = 0; i < words->count; i++) {
        if (zb_str_has(document->title, words->at[i]) || zb_str_has(document->name, words->at[i])) {
            return true;
        }
        size_t at = zb_str_find(head, words->at[i]);
        if (at != ZB_NOT_FOUND &&
            zb_str_starts(zb_str_sub(head, at + words->at[i].n, head.n), ZB_STR("说明"))) {
            return true;
        }
    }
    return false;
}

static size_t shared_cells(const zb_dataset *dataset, size_t a, size_t b) {
    const zb_slot *slot = &dataset->slots.at[a];
    size_t shared = 0;
    for (size_t i = 0; i < slot->pick_count; i++) {
        const zb_pick *one = &dataset->picks.at[slot->first_pick + i];
        const zb_pick *two = zb_pick_of(dataset, b, one->place, one->indicator, one->year);
        shared += two && one->row != ZB_NO_ROW && two->row != ZB_NO_ROW &&
                  dataset->rows.at[one->row].value == dataset->rows.at[two->row].value;
    }
    return shared;
}

/* Which of two documents of one group gives way, or ZB_NO_ROW when both stand. */
static size_t superseded(const zb_dataset *dataset, size_t earlier, size_t later) {
    size_t cells = dataset->slots.at[earlier].pick_count;
    size_t others = dataset->slots.at[later].pick_count;
    size_t most = cells > others ? cells : others;
    size_t shared = shared_cells(dataset, earlier, later);
    bool first_marked = is_marked(dataset, &dataset->documents.at[earlier]);
    bool second_marked = is_marked(dataset, &dataset->documents.at[later]);
    if (first_marked != second_marked && (shared || !cells || !others)) {
        return first_marked ? later : earlier;
    }
    return shared >= FEWEST_SHARED && 2 * shared > most ? earlier : ZB_NO_ROW;
}

static bool says(const zb_dataset *dataset, const zb_pick *pick, double value) {
    for (size_t i = 0; i < pick->mention_count; i++) {
        const zb_mention *mention = &dataset->mentions.at[pick->first_mention + i];
        if (dataset->rows.at[mention->row].value == value) {
            return true;
        }
    }
    return false;
}

static zb_status tell_change(zb_dataset *dataset, const zb_observation *before,
                             const zb_observation *after, bool marked, zb_buf *note,
                             zb_error *err) {
    zb_finding finding = zb_finding_about(ZB_FIND_REVISED, before);
    finding.has_stated = finding.has_expected = true;
    finding.stated = before->value;
    finding.expected = after->value;
    finding.other = after->id;
    zb_buf_add(note, zb_indicator_name(dataset, before->indicator));
    zb_buf_text(note, "原为 ");
    zb_note_value(note, before->value, before->unit);
    zb_buf_format(note, "，%s %.*s 为 ", marked ? "更正后的" : "后一版本", ZB_ARG(after->document));
    zb_note_value(note, after->value, after->unit);
    zb_buf_text(note, "，采用后者");
    return zb_finding_push(dataset, finding, note, err);
}

static zb_status tell_changes(zb_dataset *dataset, size_t old, size_t new, zb_buf *note,
                              zb_error *err) {
    zb_status status = ZB_OK;
    const zb_slot *slot = &dataset->slots.at[old];
    bool marked = is_marked(dataset, &dataset->documents.at[new]);
    for (size_t i = 0; i < slot->pick_count && status == ZB_OK; i++) {
        const zb_pick *one = &dataset->picks.at[slot->first_pick + i];
        const zb_pick *two = zb_pick_of(dataset, new, one->place, one->indicator, one->year);
        if (!two || one->row == ZB_NO_ROW || two->row == ZB_NO_ROW) {
            continue;
        }
        const zb_observation *before = &dataset->rows.at[one->row];
        const zb_observation *after = &dataset->rows.at[two->row];
        if (before->value == after->value || says(dataset, two, before->value)) {
            dataset->counts[ZB_FIND_REVISED].agree++;
        } else {
            dataset->counts[ZB_FIND_REVISED].disagree++;
            status = tell_change(dataset, before, after, marked, note, err);
        }
    }
    return status;
}

static zb_status supersede(zb_dataset *dataset, size_t old, size_t new, zb_buf *note,
                           zb_error *err) {
    bool ok = true;
    zb_document_row *document = &dataset->documents.at[old];
    document->status = ZB_DOC_SUPERSEDED;
    dataset->slots.at[old].revised_by = new;
    zb_buf_format(note, "已由 %.*s 取代", ZB_ARG(dataset->documents.at[new].name));
    document->note = zb_arena_copy(&dataset->arena, zb_buf_str(note), &ok);
    ok &= !note->failed;
    zb_buf_clear(note);
    return ok ? ZB_OK : zb_error_nomem(err);
}

/* Settle who gives way first: only what the last edition changed is told, once per edition. */
static zb_status settle_group(zb_dataset *dataset, const edition *group, size_t count, zb_buf *note,
                              zb_error *err) {
    zb_status status = ZB_OK;
    for (size_t j = 1; j < count && status == ZB_OK; j++) {
        for (size_t i = 0; i < j && status == ZB_OK; i++) {
            size_t a = group[i].document, b = group[j].document;
            if (dataset->documents.at[a].status != ZB_DOC_USED ||
                dataset->documents.at[b].status != ZB_DOC_USED) {
                continue;
            }
            size_t old = superseded(dataset, a, b);
            if (old != ZB_NO_ROW) {
                status = supersede(dataset, old, old == a ? b : a, note, err);
            }
        }
    }
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        size_t new = dataset->slots.at[group[i].document].revised_by;
        if (new != ZB_NO_ROW) {
            status = tell_changes(dataset, group[i].document, new, note, err);
        }
    }
    return status;
}

zb_status zb_settle_revisions(zb_dataset *dataset, zb_error *err) {
    size_t count = 0;
    edition *all = zb_mem_zero(dataset->documents.count + 1, sizeof *all);
    if (!all) {
        return zb_error_nomem(err);
    }
    for (size_t i = 0; i < dataset->documents.count; i++) {
        const zb_document_row *document = &dataset->documents.at[i];
        if (document->status == ZB_DOC_USED) {
            all[count++] = (edition){zb_place_key(document->region_code, document->region),
                                     document->department, document->kind, document->year, i};
        }
    }
    qsort(all, count, sizeof *all, compare_editions);
    zb_buf note = {0};
    zb_status status = ZB_OK;
    for (size_t first = 0, next; first < count && status == ZB_OK; first = next) {
        for (next = first + 1; next < count && !compare_groups(&all[first], &all[next]); next++) {
        }
        status = settle_group(dataset, all + first, next - first, &note, err);
    }
    zb_buf_free(&note);
    zb_mem_free(all);
    return status;
}
