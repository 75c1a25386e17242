/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The region of a document, and the department that reports.
 */
#include "source/region.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"

static zb_status write_region(zb_reading *reading, const zb_settled *settled, zb_error *err) {
    zb_document *document = reading->document;
    document->level = settled->level;
    if (settled->region) {
        document->region = settled->region->path;
        document->region_code = settled->region->code;
        return ZB_OK;
    }
    zb_buf path = {0};
    if (settled->parent) {
        zb_buf_add(&path, settled->parent->path);
    }
    zb_buf_add(&path, settled->name);
    bool ok = !path.failed;
    document->region = zb_arena_copy(reading->arena, zb_buf_str(&path), &ok);
    zb_buf_free(&path);
    return ok ? ZB_OK : zb_error_nomem(err);
}

/* What the caller knows: a code or a name; of several places of that name the one that the text
 * tells of. */
static zb_settled settle_hint(const zb_region_search *search, zb_str hint) {
    enum { MOST = 64 };
    const zb_region *found[MOST];
    size_t count = zb_lexicon_find_regions(search->reading->lexicon, hint, found, MOST);
    zb_settled settled = {.name = hint, .level = zb_place_level_of(hint)};
    if (count && zb_str_eq(found[0]->code, hint)) {
        settled.region = found[0];
        settled.level = found[0]->level;
        return settled;
    }
    zb_choice choice = {0};
    for (size_t i = 0; i < count && i < MOST; i++) {
        if (count == 1 || !zb_place_names_parent(found[i])) {
            int score = zb_place_evidence(search->index, found[i], search->context);
            zb_choice_add(&choice, search->index, found[i], score);
            settled.level = found[i]->level;
        }
    }
    settled.region = zb_choice_made(&choice);
    if (settled.region) {
        settled.level = settled.region->level;
    }
    return settled;
}

/* The department: behind the place in the title, or at its start (县司法局…), or behind the
 * place's first mention in the text. */
static void find_department(zb_reading *reading, size_t title_end, size_t text_end) {
    static const zb_str own[] = {ZB_STR_INIT("省"), ZB_STR_INIT("市"), ZB_STR_INIT("县"),
                                 ZB_STR_INIT("区"), ZB_STR_INIT("旗"), ZB_STR_INIT("州"),
                                 ZB_STR_INIT("盟")};
    zb_str title = reading->document->title;
    zb_str found = {0};
    if (title_end) {
        found = zb_department_at(reading->cues, zb_str_sub(title, title_end, title.n));
    }
    for (size_t i = 0; i < sizeof own / sizeof *own && !found.n && !title_end; i++) {
        if (zb_str_starts(title, own[i])) {
            found = zb_department_at(reading->cues, zb_str_sub(title, own[i].n, title.n));
        }
    }
    if (!found.n && text_end) {
        zb_str text = reading->document->text;
        found = zb_department_at(reading->cues, zb_str_sub(text, text_end, text.n));
    }
    reading->document->department = found;
}

/* Put the mentions of both windows on one list, with offsets of the text. */
static bool find_places(zb_region_search *search) {
    zb_str text = search->reading->document->text;
    if (!zb_places_find(&search->places, search->index, search->context[0])) {
        return false;
    }
    size_t base = search->places.count;
    size_t shift = search->context[1].n ? (size_t)(search->context[1].p - text.p) : 0;
    if (!zb_places_find(&search->places, search->index, search->context[1])) {
        return false;
    }
    for (size_t i = base; i < search->places.count; i++) {
        search->places.at[i].start += shift;
        search->places.at[i].end += shift;
    }
    return true;
}

zb_status zb_reading_region(zb_reading *reading, zb_str hint, zb_error *err) {
    zb_region_search search = {
        .reading = reading,
        .index = &reading->lexicon->regions,
        .context = {zb_reading_window(reading, 0), zb_reading_window(reading, 1)},
    };
    zb_status status = find_places(&search) ? ZB_OK : zb_error_nomem(err);
    if (status == ZB_OK) {
        zb_settled settled = {0};
        size_t title_end = 0, text_end = 0;
        bool found = zb_region_of_title(&search, reading->document->title, &settled, &title_end) ||
                     zb_region_of_text(&search, &settled, &text_end);
        if (hint.n) {
            settled = settle_hint(&search, hint);
            found = true;
        }
        if (found) {
            status = write_region(reading, &settled, err);
        } else {
            reading->document->level = zb_region_own_level(&search);
        }
        find_department(reading, title_end, text_end);
    }
    zb_mem_free(search.places.at);
    return status;
}
