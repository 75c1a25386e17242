/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/document_cues.h"

#include "base/error.h"
#include "base/str.h"
#include "lexicon/json.h"

zb_status zb_document_cues_load(zb_document_cues *out, const cJSON *json, zb_arena *arena,
                                zb_error *err) {
    *out = (zb_document_cues){0};
    const struct {
        const char *key;
        zb_str_list *list;
    } lists[] = {
        {"furniture", &out->furniture},
        {"counters", &out->counters},
        {"injected", &out->injected},
        {"furniture_starts", &out->furniture_starts},
        {"furniture_ends", &out->furniture_ends},
        {"sources", &out->sources},
        {"publication", &out->publication},
        {"title_words", &out->title_words},
        {"title_ends", &out->title_ends},
        {"title_labels", &out->title_labels},
        {"title_leads", &out->title_leads},
        {"plan_headings", &out->plan_headings},
        {"plan_headings_late", &out->plan_headings_late},
        {"plan_starts", &out->plan_starts},
        {"problem_words", &out->problem_words},
        {"future_years", &out->future_years},
        {"future_words", &out->future_words},
        {"departments", &out->departments},
        {"zones", &out->zones},
        {"provincial_bodies", &out->provincial_bodies},
        {"branches", &out->branches},
        {"rule_of_law", &out->rule_of_law},
        {"rule_of_law_openings", &out->rule_of_law_openings},
        {"work_report", &out->work_report},
        {"other_reports", &out->other_reports},
        {"revision_words", &out->revision_words},
    };
    bool ok = true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        lists[i].list->at = zb_json_texts(&lists[i].list->count, json, lists[i].key, arena, &ok);
        if (!ok) {
            return zb_error_nomem(err);
        }
        if (!lists[i].list->count) {
            return zb_error_set(err, ZB_E_FORMAT, "needs an array of words named '%s'",
                                lists[i].key);
        }
    }
    return ZB_OK;
}

typedef bool holds_fn(zb_str text, zb_str word);

static zb_str longest(const zb_str_list *list, zb_str text, holds_fn *holds) {
    zb_str best = {0};
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].n > best.n && holds(text, list->at[i])) {
            best = list->at[i];
        }
    }
    return best;
}

zb_str zb_str_list_within(const zb_str_list *list, zb_str text) {
    return longest(list, text, zb_str_has);
}

zb_str zb_str_list_start(const zb_str_list *list, zb_str text) {
    return longest(list, text, zb_str_starts);
}

zb_str zb_str_list_end(const zb_str_list *list, zb_str text) {
    return longest(list, text, zb_str_ends);
}
