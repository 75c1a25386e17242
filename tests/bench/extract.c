/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast documents are read and their figures extracted: the sample many times over, on one
 * thread and on all processors.
 *
 *     bench_extract [FOLDER]
 */
#include <stdio.h>
#include <time.h>

#include "zhibiao/lexicon.h"
#include "zhibiao/pipeline.h"

enum { ROUNDS = 40 };

typedef struct tally {
    size_t bytes, observations;
} tally;

static zb_status take(void *user, const zb_document *document, const zb_observation *rows,
                      size_t count, zb_error *err) {
    tally *sum = user;
    (void)rows;
    (void)err;
    sum->bytes += document->text.n;
    sum->observations += count;
    return ZB_OK;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int measure(const zb_lexicon *lexicon, const char *folder, int jobs) {
    const char *paths[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        paths[i] = folder;
    }
    tally sum = {0};
    zb_error error = {0};
    zb_pipeline_count count;
    const zb_pipeline_options options = {.jobs = jobs};
    const zb_pipeline_sink sink = {.user = &sum, .document = take};
    double begun = now();
    if (zb_pipeline_run(&count, paths, ROUNDS, lexicon, &options, &sink, &error) != ZB_OK) {
        fprintf(stderr, "%s: %s\n", error.input, error.message);
        return 1;
    }
    double seconds = now() - begun;
    printf("%-14s %6zu documents, %8zu observations: %5.2f s, %6.0f documents/s, %5.2f MB/s\n",
           jobs ? "one thread" : "all processors", count.read, sum.observations, seconds,
           (double)count.read / seconds, (double)sum.bytes / 1e6 / seconds);
    return count.read ? 0 : 1;
}

int main(int argc, char **argv) {
    const char *folder = argc > 1 ? argv[1] : ZB_TEST_ROOT "/datasets/sample/reports";
    const char *const regions = ZB_TEST_ROOT "/datasets/sample/regions.csv";
    const zb_lexicon_options options = {
        .datasets = ZB_TEST_ROOT "/datasets", .extra_regions = &regions, .extra_region_count = 1};
    zb_lexicon *lexicon = NULL;
    zb_error error = {0};
    double begun = now();
    if (zb_lexicon_load(&lexicon, &options, &error) != ZB_OK) {
        fprintf(stderr, "%s: %s\n", error.input, error.message);
        return 1;
    }
    printf("knowledge loaded in %.3f s\n", now() - begun);
    int failed = measure(lexicon, folder, 1) || measure(lexicon, folder, 0);
    zb_lexicon_free(lexicon);
    return failed;
}
