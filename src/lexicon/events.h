/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dated facts of events.json.
 */
#ifndef ZB_LEXICON_EVENTS_H
#define ZB_LEXICON_EVENTS_H

#include "base/arena.h"
#include "zhibiao/lexicon.h"

/* What an event may explain. */
typedef struct zb_event_scope {
    zb_str code; /* of an indicator, or the beginning of codes */
    bool prefix;
} zb_event_scope;

typedef struct zb_events {
    zb_event *at; /* by date */
    size_t count;
} zb_events;

/* Read FOLDER/events.json; a folder without one has no events. Indicators must be those of the
 * lexicon. ZB_E_FORMAT names the line. */
zb_status zb_events_load(zb_events *out, const zb_lexicon *lexicon, const char *folder,
                         zb_arena *arena, zb_error *err);

#endif
