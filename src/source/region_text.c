/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The place that a text speaks for when its title names none: signature, opening, source,
 * breadcrumbs, and the name told most, weighed by how the text calls its own place (我县, 全镇).
 */
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "source/region.h"

enum {
    CANDIDATES = 64,
    OPENING_BYTES = 600, /* of the first two sentences at most */
    BOOK_BYTES = 120,    /* how far before a name its 《 may stand */
    SALUTATION_BYTES = 90
};

/* What a mention is worth by where it stands. */
enum {
    WORTH_LINE = 90, /* a line of the head: 长汀县司法局 */
    WORTH_SIGNATURE = 80,
    WORTH_FIRST = 60, /* first in the opening */
    WORTH_SOURCE = 60,
    WORTH_PATH = 45,  /* breadcrumbs, name of the site */
    WORTH_TITLE = 50, /* in a book title of the title */
    WORTH_OPENING = 35,
    WORTH_BOOK = 6,
    WORTH_BODY = 4,
    BODY_MOST = 40
};

typedef struct candidate {
    zb_place place;
    size_t end;
    int worth; /* by where it stands */
    int body;  /* told in the body */
    int books; /* in titles of laws and plans there */
} candidate;

typedef struct own_kind {
    zb_str kind;
    int count;
    int mine; /* of them 我县, not 全县 */
} own_kind;

/* How the text calls its own place. */
typedef struct own_words {
    own_kind kinds[12];
    int total, mine;
} own_words;

static int count_of(zb_str text, zb_str word) {
    int count = 0;
    for (size_t hit; (hit = zb_str_find(text, word)) != ZB_NOT_FOUND;) {
        text = zb_str_sub(text, hit + word.n, text.n);
        count++;
    }
    return count;
}

static void read_own_words(own_words *own, zb_str text) {
    static const zb_str kinds[] = {ZB_STR_INIT("省"),   ZB_STR_INIT("市"),  ZB_STR_INIT("区"),
                                   ZB_STR_INIT("县"),   ZB_STR_INIT("旗"),  ZB_STR_INIT("盟"),
                                   ZB_STR_INIT("州"),   ZB_STR_INIT("镇"),  ZB_STR_INIT("乡"),
                                   ZB_STR_INIT("街道"), ZB_STR_INIT("苏木")};
    static const zb_str before[] = {ZB_STR_INIT("我"), ZB_STR_INIT("全"), ZB_STR_INIT("本")};
    *own = (own_words){0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        own->kinds[i].kind = kinds[i];
        for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
            char word[16];
            memcpy(word, before[k].p, before[k].n);
            memcpy(word + before[k].n, kinds[i].p, kinds[i].n);
            int found = count_of(text, (zb_str){word, before[k].n + kinds[i].n});
            own->kinds[i].count += k == 0 ? found * 2 : found;
            own->kinds[i].mine += k == 0 ? found : 0;
        }
        own->mine += own->kinds[i].mine;
        own->total += own->kinds[i].count;
    }
}

/* The kind that a name ends with; NULL for a name of another. */
static const own_kind *kind_of(const own_words *own, zb_str name) {
    for (size_t i = 0; i < sizeof own->kinds / sizeof *own->kinds; i++) {
        if (own->kinds[i].kind.n && zb_str_ends(name, own->kinds[i].kind)) {
            return &own->kinds[i];
        }
    }
    return NULL;
}

static int own_count(const own_words *own, zb_str name) {
    const own_kind *kind = kind_of(own, name);
    return kind ? kind->count : 0;
}

/* Does the text call itself by the kind of this name? */
static bool is_alike(const own_words *own, zb_str name) {
    int count = own_count(own, name);
    return count > 0 && count * 5 >= own->total * 2;
}

/* Hundredths that a name's worth is multiplied by. */
static int likeness(const own_words *own, zb_str name) {
    enum { ENOUGH = 2, UNLIKE = 30 };
    return own->total < ENOUGH ? 100 : UNLIKE + own_count(own, name) * 100 / own->total;
}

/* A wrong place is worse than none. Names told only in the body must be of the kind by which the
 * text calls its own place, or come often in a text that calls itself by none; titles of laws
 * count only for the former. Where a place of another kind stands must say that it reports. */
static bool acceptable(const candidate *c, const own_words *own) {
    enum { OWN_OFTEN = 3, BODY_OFTEN = 3 * WORTH_BODY };
    zb_str name = c->place.names[c->place.count - 1];
    bool alike = is_alike(own, name);
    if (c->worth == 0) {
        return alike ? c->body == 0 || c->body >= BODY_OFTEN
                     : own->total == 0 && c->body >= BODY_OFTEN;
    }
    const own_kind *kind = kind_of(own, name);
    bool denied = own->mine > 0 && (!kind || !kind->mine);
    return alike || own->total == 0 ||
           c->worth >= (own->total < OWN_OFTEN && !denied ? WORTH_FIRST : WORTH_SIGNATURE);
}

static bool in_book(zb_str text, size_t at) {
    size_t from = at > BOOK_BYTES ? at - BOOK_BYTES : 0;
    zb_str before = zb_str_sub(text, from, at);
    size_t open = zb_str_rfind(before, ZB_STR("《"));
    return open != ZB_NOT_FOUND && !zb_str_has(zb_str_sub(before, open, before.n), ZB_STR("》"));
}

/* 省人民政府：, but not 于都县2024年法治政府建设情况如下：. */
static bool is_salutation(const zb_reading *reading, zb_str line) {
    return line.n <= SALUTATION_BYTES &&
           (zb_str_ends(line, ZB_STR("：")) || zb_str_ends(line, ZB_STR(":"))) &&
           !zb_str_list_within(&reading->cues->title_words, line).n;
}

/* Does the name stand in a book title that names a report: 《玉林市2018年度…报告》由…? */
static bool in_report_title(const zb_reading *reading, size_t at) {
    zb_str text = reading->document->text;
    size_t from = at > BOOK_BYTES ? at - BOOK_BYTES : 0;
    size_t open = zb_str_rfind(zb_str_sub(text, from, at), ZB_STR("《"));
    zb_str book = open == ZB_NOT_FOUND ? (zb_str){0} : zb_str_sub(text, from + open, text.n);
    book = zb_str_sub(book, 0, zb_str_find(book, ZB_STR("》")));
    return book.n <= 2 * BOOK_BYTES && zb_str_list_within(&reading->cues->title_words, book).n &&
           zb_str_list_end(&reading->cues->title_ends, book).n;
}

static bool behind_source(const zb_reading *reading, zb_str line, size_t at) {
    zb_str before = zb_str_sub(line, 0, at);
    return zb_str_list_within(&reading->cues->sources, before).n > 0;
}

/* Worth of a mention outside of the body; 0 for one that only counts as told there, less for the
 * one that is addressed. */
static int worth_at(const zb_reading *reading, size_t line, const zb_place *place, size_t opening,
                    bool *first) {
    zb_str text = reading->document->text;
    zb_str whole = zb_reading_line(reading, line);
    zb_str trimmed = zb_str_trim(whole);
    zb_line_kind kind = reading->lines[line].kind;
    bool head = line < reading->head_end, tail = line >= reading->tail_start;
    bool book = in_book(text, place->start);
    zb_str rest = zb_str_sub(text, place->end, text.n);
    int worth = 0;
    if (kind == ZB_LINE_FURNITURE) {
        bool source = behind_source(reading, whole, place->start - reading->lines[line].span.start);
        worth = source ? WORTH_SOURCE : WORTH_PATH;
    } else if (is_salutation(reading, trimmed)) {
        return -1;
    } else if (kind == ZB_LINE_TITLE) {
        worth = WORTH_TITLE;
    } else if (head) {
        worth = WORTH_LINE;
    } else if (tail) {
        worth = book ? 0 : WORTH_SIGNATURE;
    } else if (place->start < opening && (!book || in_report_title(reading, place->start))) {
        worth = *first ? WORTH_FIRST : WORTH_OPENING;
        *first = false;
    }
    bool leads = zb_str_starts(rest, ZB_STR("委")) || zb_str_starts(rest, ZB_STR("党委"));
    return leads ? worth / 4 : worth;
}

/* Where the first two sentences of the prose end. */
static size_t opening_end(const zb_reading *reading) {
    if (reading->head_end >= reading->line_count) {
        return 0;
    }
    size_t start = reading->lines[reading->head_end].span.start, end = start;
    zb_str stop = ZB_STR("。");
    zb_str opening = zb_str_sub(reading->document->text, start, start + OPENING_BYTES);
    for (int sentence = 0; sentence < 2; sentence++) {
        size_t hit = zb_str_find(zb_str_sub(opening, end - start, opening.n), stop);
        if (hit == ZB_NOT_FOUND) {
            return start + opening.n;
        }
        end += hit + stop.n;
    }
    return end;
}

static candidate *candidate_of(candidate *all, size_t *count, const zb_place *place) {
    zb_str name = place->names[place->count - 1];
    for (size_t i = 0; i < *count; i++) {
        zb_place *known = &all[i].place;
        if (zb_str_eq(known->names[known->count - 1], name)) {
            if (place->count > known->count) {
                *known = *place;
            }
            return &all[i];
        }
    }
    if (*count == CANDIDATES) {
        return NULL;
    }
    all[*count] = (candidate){.place = *place, .end = place->end};
    return &all[(*count)++];
}

/* Where a report is sent or a journey goes: 向哈尔滨市政府报备. */
static bool is_elsewhere(zb_str text, size_t start) {
    static const zb_str words[] = {ZB_STR_INIT("向"), ZB_STR_INIT("赴"), ZB_STR_INIT("与"),
                                   ZB_STR_INIT("到")};
    zb_str before = zb_str_sub(text, 0, start);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zb_str_ends(before, words[i])) {
            return true;
        }
    }
    return false;
}

static size_t gather(const zb_region_search *search, candidate *all) {
    const zb_reading *reading = search->reading;
    size_t count = 0, line = 0, opening = opening_end(reading);
    bool first = true;
    for (size_t i = 0; i < search->places.count; i++) {
        const zb_place *place = &search->places.at[i];
        while (line + 1 < reading->line_count &&
               reading->lines[line + 1].span.start <= place->start) {
            line++;
        }
        if (is_elsewhere(reading->document->text, place->start)) {
            continue;
        }
        candidate *c = candidate_of(all, &count, place);
        if (!c) {
            continue;
        }
        int worth = worth_at(reading, line, place, opening, &first);
        if (worth < 0) {
            continue;
        }
        c->worth += worth;
        bool book = in_book(reading->document->text, place->start);
        int *told = book ? &c->books : &c->body;
        if (!worth && *told < BODY_MOST) {
            *told += book ? WORTH_BOOK : WORTH_BODY;
        }
    }
    return count;
}

/* The place above a row that the text calls itself by: 全县 and 罗雄街道 give 罗平县. */
static const zb_region *own_above(const own_words *own, const zb_region *row) {
    const own_kind *most = &own->kinds[0];
    for (size_t i = 1; i < sizeof own->kinds / sizeof *own->kinds; i++) {
        most = own->kinds[i].count > most->count ? &own->kinds[i] : most;
    }
    const zb_region *held = NULL;
    for (const zb_region *above = row->parent; above; above = above->parent) {
        if (zb_str_ends(above->name, most->kind)) {
            if (held) {
                return NULL; /* 全市 may be 五常市 or 哈尔滨市 */
            }
            held = above;
        }
    }
    return held;
}

/* Places below speak for the one that holds them all: two of them, or one and the name of a
 * place above in the text. */
static const zb_region *held_by(const zb_region_search *search, const candidate *all, size_t count,
                                const own_words *own) {
    enum { OWN_OFTEN = 2 };
    const zb_region *held = NULL;
    int names = 0;
    for (size_t i = 0; i < count && own->total >= OWN_OFTEN; i++) {
        const zb_region *row = zb_place_settle(search->index, &all[i].place, search->context,
                                               search->reading->document->year)
                                   .region;
        const zb_region *above = row ? own_above(own, row) : NULL;
        if (above && held && above != held) {
            return NULL;
        }
        if (above) {
            held = above;
            names++;
        }
    }
    bool told = held && zb_place_evidence(search->index, held, search->context) > 0;
    return names >= 2 || told ? held : NULL;
}

/* A zone that the text names behind its parent's name (遵义市|新蒲新区) and often by itself. */
static bool zone_of_text(const zb_region_search *search, const own_words *own, zb_settled *out) {
    enum { ZONE_OFTEN = 3 };
    zb_str text = search->context[0];
    zb_str tried = {0};
    for (size_t i = 0; i < search->places.count; i++) {
        const zb_place *place = &search->places.at[i];
        zb_str rest = zb_str_sub(text, place->end, text.n);
        zb_str zone = zb_zone_at(search->reading->cues, rest, false);
        if (!zone.n || zb_str_eq(zone, tried)) {
            continue;
        }
        tried = zone;
        if ((own->total == 0 || is_alike(own, zone)) && count_of(text, zone) >= ZONE_OFTEN) {
            *out = (zb_settled){.name = zone, .level = ZB_LEVEL_COUNTY};
            out->parent = zb_place_settle(search->index, place, search->context,
                                          search->reading->document->year)
                              .region;
            return true;
        }
    }
    return false;
}

bool zb_region_of_text(const zb_region_search *search, zb_settled *out, size_t *end) {
    candidate all[CANDIDATES];
    size_t count = gather(search, all);
    own_words own;
    read_own_words(&own, search->context[0]);
    const candidate *best = NULL;
    long best_worth = 0;
    for (size_t i = 0; i < count; i++) {
        const zb_place *place = &all[i].place;
        long worth = (long)(all[i].worth + all[i].body + all[i].books) *
                     likeness(&own, place->names[place->count - 1]);
        if (worth > best_worth && acceptable(&all[i], &own)) {
            best_worth = worth;
            best = &all[i];
        }
    }
    if ((!best || best->worth == 0) && zone_of_text(search, &own, out)) {
        return true;
    }
    const zb_region *held = best ? NULL : held_by(search, all, count, &own);
    if (held) {
        *out = (zb_settled){.region = held, .name = held->name, .level = held->level};
        return true;
    }
    if (!best) {
        return false;
    }
    *out = zb_place_settle(search->index, &best->place, search->context,
                           search->reading->document->year);
    *end = best->end;
    return true;
}

zb_level zb_region_own_level(const zb_region_search *search) {
    static const zb_str starts[] = {ZB_STR_INIT("自治区"), ZB_STR_INIT("省"), ZB_STR_INIT("市"),
                                    ZB_STR_INIT("县"),     ZB_STR_INIT("区"), ZB_STR_INIT("旗"),
                                    ZB_STR_INIT("盟"),     ZB_STR_INIT("镇"), ZB_STR_INIT("乡")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (zb_str_starts(search->reading->document->title, starts[i])) {
            return zb_place_level_of(starts[i]); /* 县司法局2020年… */
        }
    }
    own_words own;
    read_own_words(&own, search->context[0]);
    const own_kind *most = &own.kinds[0];
    for (size_t i = 1; i < sizeof own.kinds / sizeof *own.kinds; i++) {
        most = own.kinds[i].count > most->count ? &own.kinds[i] : most;
    }
    return most->count ? zb_place_level_of(most->kind) : ZB_LEVEL_OTHER;
}

/* A province or city whose name without its kind ends `before`: 河北|雄安新区. */
static const zb_region *stem_before(const zb_region_index *index, zb_str before) {
    enum { HAN = 3 };
    for (size_t n = 5 * HAN; n >= 2 * HAN; n -= HAN) {
        if (n > before.n) {
            continue;
        }
        zb_str stem = zb_str_sub(before, before.n - n, before.n);
        for (int32_t l = zb_regions_first(&index->by_stem, stem); l >= 0;
             l = index->links[l].next) {
            const zb_region *row = &index->rows[index->links[l].row];
            if (!row->until.n && (row->level == ZB_LEVEL_PROVINCE || row->level == ZB_LEVEL_CITY)) {
                return row;
            }
        }
    }
    return NULL;
}

/* The place whose name ends where `name` begins somewhere in the text. */
static const zb_region *named_before(const zb_region_search *search, zb_str name) {
    zb_str text = search->context[0];
    size_t at = 0, place = 0;
    for (size_t hit; (hit = zb_str_find(zb_str_sub(text, at, text.n), name)) != ZB_NOT_FOUND;) {
        at += hit;
        while (place < search->places.count && search->places.at[place].end < at) {
            place++;
        }
        if (place < search->places.count && search->places.at[place].end == at) {
            return zb_place_settle(search->index, &search->places.at[place], search->context,
                                   search->reading->document->year)
                .region;
        }
        const zb_region *stem = stem_before(search->index, zb_str_sub(text, 0, at));
        if (stem) {
            return stem;
        }
        at += name.n;
    }
    return NULL;
}

/* The division whose name without its kind begins `name`: 赣州|经济技术开发区. */
static const zb_region *named_within(const zb_region_search *search, zb_str name) {
    const zb_region_index *index = search->index;
    enum { HAN = 3 };
    for (size_t n = 5 * HAN; n >= 2 * HAN; n -= HAN) {
        const zb_region *found = NULL;
        int count = 0;
        zb_str stem = zb_str_sub(name, 0, n);
        if (stem.n + 2 * HAN > name.n) {
            continue;
        }
        for (int32_t l = zb_regions_first(&index->by_stem, stem); l >= 0;
             l = index->links[l].next) {
            const zb_region *row = &index->rows[index->links[l].row];
            if (row->level != ZB_LEVEL_TOWN && !row->until.n) {
                found = !found || row->level < found->level ? row : found;
                count++;
            }
        }
        if (count == 1 || (found && found->level == ZB_LEVEL_CITY)) {
            return found;
        }
    }
    return NULL;
}

/* The place of a level that the text names most often, twice at least. */
static const zb_region *told_most(const zb_region_search *search, zb_level level) {
    candidate all[CANDIDATES];
    size_t count = 0;
    for (size_t i = 0; i < search->places.count; i++) {
        candidate *c = candidate_of(all, &count, &search->places.at[i]);
        if (c) {
            c->body++;
        }
    }
    const zb_region *best = NULL;
    int most = 1;
    for (size_t i = 0; i < count; i++) {
        const zb_region *region = zb_place_settle(search->index, &all[i].place, search->context,
                                                  search->reading->document->year)
                                      .region;
        if (region && region->level == level && all[i].body > most) {
            best = region;
            most = all[i].body;
        }
    }
    return best;
}

const zb_region *zb_region_parent(const zb_region_search *search, zb_str name, zb_level level) {
    const zb_region *parent = named_before(search, name);
    if (!parent) {
        parent = named_within(search, name);
    }
    if (!parent && level == ZB_LEVEL_TOWN) {
        parent = told_most(search, ZB_LEVEL_COUNTY);
    } else if (!parent && level == ZB_LEVEL_COUNTY) {
        parent = told_most(search, ZB_LEVEL_CITY);
    }
    return parent && parent->level < level ? parent : NULL;
}
