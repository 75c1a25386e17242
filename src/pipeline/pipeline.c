/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zhibiao/pipeline.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/str.h"
#include "base/vec.h"
#include "pipeline/records.h"

/* A batch ends with either; one large file makes a batch of its own. */
enum { BATCH_DOCUMENTS = 64, BATCH_BYTES = 64 << 20 };
/* Of a record's line, for the next one. */
enum { KEPT_BYTES = 1 << 20 };

/* One input on its way: filled by the reader of the batch, worked on by one thread. */
typedef struct item {
    const char *path; /* NULL: the record in `line` */
    zb_buf line;
    size_t number; /* of the record's line */
    zb_document *document;
    zb_observation_list observations;
    zb_status status;
    zb_error error;
} item;

typedef struct pipeline {
    const zb_lexicon *lexicon;
    const zb_pipeline_options *options;
    const zb_pipeline_sink *sink;
    zb_pipeline_count *count;
    ZB_VEC(char *) inputs; /* paths of files; NULL stands for standard input */
    size_t next;           /* input to read from */
    zb_records records;
    item batch[BATCH_DOCUMENTS];
    size_t batch_count;
    /* while walking: */
    zb_status status;
    zb_error *err;
} pipeline;

static zb_status tell_failed(pipeline *line, const char *input, const zb_error *reason,
                             zb_error *err) {
    line->count->failed++;
    return line->sink->failed ? line->sink->failed(line->sink->user, input, reason, err) : ZB_OK;
}

static void complain(void *user, const zb_error *error) {
    pipeline *line = user;
    if (line->status == ZB_OK) {
        line->status = tell_failed(line, error->input, error, line->err);
    }
}

/* Add the files under one path to the inputs. */
static zb_status walk(pipeline *line, const char *path, zb_error *err) {
    if (strcmp(path, "-") == 0) {
        return ZB_PUSH(&line->inputs, NULL) ? ZB_OK : zb_error_nomem(err);
    }
    zb_file_list files = {0};
    line->status = ZB_OK;
    line->err = err;
    zb_status status = zb_file_list_walk(&files, &path, 1, complain, line, err);
    if (status == ZB_OK) {
        status = line->status;
    }
    for (size_t i = 0; i < files.count && status == ZB_OK; i++) {
        size_t size = strlen(files.paths[i]) + 1;
        char *copy = zb_mem_get(size);
        if (!copy || !ZB_PUSH(&line->inputs, memcpy(copy, files.paths[i], size))) {
            zb_mem_free(copy);
            status = zb_error_nomem(err);
        }
    }
    zb_file_list_free(&files);
    return status;
}

/* Take the next input into the batch; its bytes, or 0 when standard input has ended. */
static size_t take(pipeline *line) {
    item *into = &line->batch[line->batch_count];
    into->path = line->inputs.at[line->next];
    into->status = ZB_OK;
    if (into->path) {
        struct stat info;
        line->batch_count++;
        line->next++;
        return stat(into->path, &info) == 0 && info.st_size > 0 ? (size_t)info.st_size : 1;
    }
    into->status = zb_records_next(&line->records, &into->line, &into->error);
    into->number = line->records.number;
    if (into->status == ZB_E_EMPTY) {
        line->next++;
        return 0;
    }
    line->batch_count++;
    return into->line.n + 1;
}

static void work(void *context, size_t index) {
    pipeline *line = context;
    item *it = &line->batch[index];
    if (it->status == ZB_OK && it->path) {
        it->status = zb_document_read(&it->document, it->path, line->lexicon, &it->error);
    } else if (it->status == ZB_OK) {
        it->status =
            zb_records_document(&it->document, zb_buf_str(&it->line), line->lexicon, &it->error);
    }
    if (it->status == ZB_OK) {
        it->status = zb_extract(&it->observations, it->document, line->lexicon, &it->error);
    }
}

static zb_status deliver(pipeline *line, item *it, zb_error *err) {
    if (it->status == ZB_OK) {
        line->count->read++;
        return line->sink->document(line->sink->user, it->document, it->observations.rows,
                                    it->observations.count, err);
    }
    char record[64];
    snprintf(record, sizeof record, "standard input, line %zu", it->number);
    const char *input = it->path ? it->path : record;
    if (!it->path) {
        it->error.input[0] = '\0';
    }
    zb_error_input(&it->error, zb_str_from(input));
    return tell_failed(line, input, &it->error, err);
}

static void item_clear(item *it) {
    zb_observation_list_free(&it->observations);
    zb_document_free(it->document);
    it->document = NULL;
    it->observations = (zb_observation_list){0};
    if (it->line.capacity > KEPT_BYTES) {
        zb_buf_free(&it->line);
    }
}

static zb_status run_batches(pipeline *line, zb_error *err) {
    zb_status status = ZB_OK;
    zb_progress progress;
    zb_progress_begin(&progress, line->inputs.count, !line->options->progress);
    while (status == ZB_OK && line->next < line->inputs.count) {
        size_t bytes = 0;
        line->batch_count = 0;
        while (line->next < line->inputs.count && line->batch_count < BATCH_DOCUMENTS &&
               bytes < BATCH_BYTES) {
            bytes += take(line);
        }
        zb_parallel_for(line->batch_count, line->options->jobs, work, line);
        for (size_t i = 0; i < line->batch_count; i++) {
            if (status == ZB_OK) {
                status = deliver(line, &line->batch[i], err);
            }
            item_clear(&line->batch[i]);
        }
        zb_progress_step(&progress, line->next, "reading");
    }
    zb_progress_end(&progress);
    return status;
}

zb_status zb_pipeline_run(zb_pipeline_count *out, const char *const *paths, size_t count,
                          const zb_lexicon *lexicon, const zb_pipeline_options *options,
                          const zb_pipeline_sink *sink, zb_error *err) {
    static const zb_pipeline_options usual = {0};
    *out = (zb_pipeline_count){0};
    pipeline *line = zb_mem_zero(1, sizeof *line);
    if (!line) {
        return zb_error_nomem(err);
    }
    line->lexicon = lexicon;
    line->options = options ? options : &usual;
    line->sink = sink;
    line->count = out;
    line->records.fd = STDIN_FILENO;
    line->records.limit = ZB_PIPELINE_LINE_LIMIT;
    zb_status status = ZB_OK;
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        status = walk(line, paths[i], err);
    }
    if (status == ZB_OK) {
        status = run_batches(line, err);
    }
    for (size_t i = 0; i < BATCH_DOCUMENTS; i++) {
        zb_buf_free(&line->batch[i].line);
    }
    for (size_t i = 0; i < line->inputs.count; i++) {
        zb_mem_free(line->inputs.at[i]);
    }
    ZB_VEC_FREE(&line->inputs);
    zb_mem_free(line);
    return status;
}
