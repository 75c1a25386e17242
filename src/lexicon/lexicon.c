/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon/lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "lexicon/json.h"

enum { REGIONS_LIMIT = 256 * 1024 * 1024 };

/* Mix a file's bytes into the fingerprint. */
static void mix(zb_lexicon *lexicon, zb_str bytes) {
    lexicon->fingerprint = lexicon->fingerprint * 0x9E3779B97F4A7C15u ^ zb_str_hash(bytes);
}

static bool has_catalogue(const char *folder) {
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/indicators.json", folder);
    return n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0;
}

static zb_status find_folder(const char *wanted, const char **out, zb_error *err) {
    const char *named = wanted ? wanted : getenv("ZHIBIAO_DATASETS");
    if (named && *named) {
        *out = named;
        return has_catalogue(named)
                   ? ZB_OK
                   : zb_error_set(err, ZB_E_NOTFOUND,
                                  "no indicators.json in the knowledge folder '%s'; name the "
                                  "right one with --datasets",
                                  named);
    }
    static const char *const places[] = {ZB_SOURCE_DATASETS, ZB_INSTALL_DATASETS};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (has_catalogue(places[i])) {
            *out = places[i];
            return ZB_OK;
        }
    }
    return zb_error_set(err, ZB_E_NOTFOUND,
                        "no knowledge folder found; name one with --datasets or "
                        "ZHIBIAO_DATASETS");
}

static zb_status load_regions(zb_lexicon *lexicon, const zb_lexicon_options *options,
                              zb_error *err) {
    size_t extra = options ? options->extra_region_count : 0;
    zb_buf *bytes = zb_mem_zero(extra + 1, sizeof *bytes);
    zb_str *texts = zb_mem_zero(extra + 1, sizeof *texts);
    const char **names = zb_mem_zero(extra + 1, sizeof *names);
    zb_buf path = {0};
    zb_buf_format(&path, "%s/regions.csv", lexicon->folder);
    zb_status status = bytes && texts && names && !path.failed ? ZB_OK : zb_error_nomem(err);
    for (size_t i = 0; i <= extra && status == ZB_OK; i++) {
        names[i] = i ? options->extra_regions[i - 1] : path.p;
        status = zb_file_read(&bytes[i], names[i], REGIONS_LIMIT, err);
        texts[i] = zb_buf_str(&bytes[i]);
        mix(lexicon, texts[i]);
    }
    if (status == ZB_OK) {
        status = zb_regions_load(&lexicon->regions, texts, names, extra + 1, &lexicon->arena, err);
    }
    for (size_t i = 0; bytes && i <= extra; i++) {
        zb_buf_free(&bytes[i]);
    }
    zb_buf_free(&path);
    zb_mem_free(bytes);
    zb_mem_free(texts);
    zb_mem_free(names);
    return status;
}

static zb_status load_document_cues(zb_lexicon *lexicon, zb_error *err) {
    cJSON *json = NULL;
    zb_buf bytes = {0};
    zb_status status = zb_json_load(&json, &bytes, lexicon->folder, "documents.json", err);
    if (status == ZB_OK) {
        mix(lexicon, zb_buf_str(&bytes));
        status = zb_document_cues_load(&lexicon->document_cues, json, &lexicon->arena, err);
        zb_error_input(err, ZB_STR("documents.json"));
    }
    cJSON_Delete(json);
    zb_buf_free(&bytes);
    return status;
}

static zb_status load_knowledge(zb_lexicon *lexicon, zb_error *err) {
    static const char *const names[] = {"indicators.json", "units.json", "cues.json"};
    cJSON *json[3] = {0};
    zb_status status = ZB_OK;
    for (int i = 0; i < 3 && status == ZB_OK; i++) {
        zb_buf bytes = {0};
        status = zb_json_load(&json[i], &bytes, lexicon->folder, names[i], err);
        if (status == ZB_OK) {
            mix(lexicon, zb_buf_str(&bytes));
        }
        zb_buf_free(&bytes);
    }
    if (status == ZB_OK) {
        status = zb_catalogue_load(lexicon, json[0], err);
    }
    if (status == ZB_OK) {
        status = zb_knowledge_load(&lexicon->knowledge, lexicon, json[0], json[1], json[2], err);
    }
    for (int i = 0; i < 3; i++) {
        cJSON_Delete(json[i]);
    }
    return status;
}

/* What was learnt from examples, where the folder has it. */
static zb_status load_weights(zb_lexicon *lexicon, zb_error *err) {
    enum { WEIGHTS_LIMIT = 256 << 20 };
    zb_buf path = {0}, bytes = {0};
    zb_buf_format(&path, "%s/weights.tsv", lexicon->folder);
    FILE *file = path.failed ? NULL : fopen(path.p, "rb");
    if (!file) {
        zb_status status = path.failed ? zb_error_nomem(err) : ZB_OK;
        zb_buf_free(&path);
        return status;
    }
    fclose(file);
    zb_status status = zb_file_read(&bytes, path.p, WEIGHTS_LIMIT, err);
    if (status == ZB_OK) {
        bool ok = true;
        mix(lexicon, zb_buf_str(&bytes));
        zb_str text = zb_arena_copy(&lexicon->arena, zb_buf_str(&bytes), &ok);
        status = ok ? zb_weights_load(&lexicon->weights, text, lexicon, &lexicon->arena, err)
                    : zb_error_nomem(err);
        zb_error_input(err, ZB_STR("weights.tsv"));
    }
    zb_buf_free(&path);
    zb_buf_free(&bytes);
    return status;
}

zb_status zb_lexicon_load(zb_lexicon **out, const zb_lexicon_options *options, zb_error *err) {
    *out = NULL;
    const char *folder = NULL;
    zb_status status = find_folder(options ? options->datasets : NULL, &folder, err);
    if (status != ZB_OK) {
        return status;
    }
    zb_lexicon *lexicon = zb_mem_zero(1, sizeof *lexicon);
    if (!lexicon) {
        return zb_error_nomem(err);
    }
    lexicon->folder = zb_mem_get(strlen(folder) + 1);
    if (!lexicon->folder) {
        status = zb_error_nomem(err);
    } else {
        strcpy(lexicon->folder, folder);
        status = load_knowledge(lexicon, err);
    }
    if (status == ZB_OK && !(options && options->without_weights)) {
        status = load_weights(lexicon, err);
    }
    if (status == ZB_OK) {
        status = load_document_cues(lexicon, err);
    }
    if (status == ZB_OK) {
        status = load_regions(lexicon, options, err);
    }
    if (status == ZB_OK) {
        status = zb_events_load(&lexicon->events, lexicon, folder, &lexicon->arena, err);
    }
    if (status != ZB_OK) {
        zb_lexicon_free(lexicon);
        return status;
    }
    *out = lexicon;
    return ZB_OK;
}

void zb_lexicon_free(zb_lexicon *lexicon) {
    if (lexicon) {
        zb_map_free(&lexicon->indicator_by_code);
        zb_regions_free(&lexicon->regions);
        zb_knowledge_free(&lexicon->knowledge);
        zb_weights_free(&lexicon->weights);
        zb_arena_free(&lexicon->arena);
        zb_mem_free(lexicon->folder);
        zb_mem_free(lexicon);
    }
}

const char *zb_lexicon_folder(const zb_lexicon *lexicon) {
    return lexicon->folder;
}

uint64_t zb_lexicon_fingerprint(const zb_lexicon *lexicon) {
    return lexicon->fingerprint;
}

size_t zb_lexicon_indicator_count(const zb_lexicon *lexicon) {
    return lexicon->indicator_count;
}

const zb_indicator *zb_lexicon_indicator_at(const zb_lexicon *lexicon, size_t index) {
    return index < lexicon->indicator_count ? &lexicon->indicators[index] : NULL;
}

const zb_indicator *zb_lexicon_indicator(const zb_lexicon *lexicon, zb_str code) {
    int64_t index = zb_map_get(&lexicon->indicator_by_code, code, -1);
    return index < 0 ? NULL : &lexicon->indicators[index];
}
