/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of places in text: mentions, chains of them (重庆市|大足区), and which row of the table a
 * chain means.
 */
#ifndef ZB_SOURCE_PLACES_H
#define ZB_SOURCE_PLACES_H

#include "lexicon/regions.h"
#include "zhibiao/document.h"

/* A chain of names that follow each other, from the higher to the lower place. */
enum { PLACE_CHAIN = 4 };
typedef struct zb_place {
    size_t start, end;         /* in the text that was searched */
    zb_str names[PLACE_CHAIN]; /* views into it; the last is the place itself */
    int count;
} zb_place;

typedef struct zb_place_list {
    zb_place *at;
    size_t count, capacity;
} zb_place_list;

/* Find the chains of a text, in order; appends to `out`. False: no memory. */
bool zb_places_find(zb_place_list *out, const zb_region_index *index, zb_str text);

/* What a place is settled to. */
typedef struct zb_settled {
    const zb_region *region; /* NULL: in no table, or several and nothing tells which */
    const zb_region *parent; /* known parent of a place that is in no table */
    zb_str name;             /* as told, when region is NULL */
    zb_level level;
} zb_settled;

/* Settle which row a chain means. `context` (two windows of the text) decides between places of
 * the same name by the names of their parents and children; `year` leaves out former names. */
zb_settled zb_place_settle(const zb_region_index *index, const zb_place *place,
                           const zb_str context[2], int year);

/* A division that bears the name of the one above, and stands for the whole of it: 嘉峪关市. */
bool zb_place_names_parent(const zb_region *region);

/* A choice between rows by their scores; `{0}` to begin with. */
typedef struct zb_choice {
    const zb_region *best;
    int rows, places; /* rows of one place, former and present ones, are one */
    int score;
    bool tied;
} zb_choice;
void zb_choice_add(zb_choice *c, const zb_region_index *index, const zb_region *row, int score);
/* The row chosen; NULL when there is none, or several places and nothing tells which. */
const zb_region *zb_choice_made(const zb_choice *c);

/* The level that a name's ending tells. */
zb_level zb_place_level_of(zb_str name);

/* How strongly the context tells of a row: its parents and children named there. */
int zb_place_evidence(const zb_region_index *index, const zb_region *region,
                      const zb_str context[2]);

#endif
