/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao extract: observations as a stream.
 */
#define _GNU_SOURCE
#include "cli/cli.h"

#include "cli/intake.h"

static zb_status put_document(void *user, const zb_document *document, const zb_observation *rows,
                              size_t count, zb_error *err) {
    cli_intake *intake = user;
    cli_intake_note(intake, document, count);
    zb_status status = ZB_OK;
    for (size_t i = 0; i < count && status == ZB_OK; i++) {
        zb_observation row = rows[i];
        row.id = ++intake->last_id;
        status = zb_row_writer_put(intake->writer, &row, err);
    }
    return status;
}

static zb_status tell_failed(void *user, const char *input, const zb_error *reason, zb_error *err) {
    (void)user;
    (void)input;
    (void)err;
    cli_say_error(reason);
    return ZB_OK;
}

static cli_exit finish(cli_intake *intake, zb_status status, zb_error *error) {
    if (status == ZB_OK && intake->count.read == 0) {
        zb_row_writer_abort(intake->writer);
        cli_say("no input could be used; nothing is written");
        return CLI_NOTHING;
    }
    if (status == ZB_OK) {
        status = zb_row_writer_commit(intake->writer, error);
    } else {
        zb_row_writer_abort(intake->writer);
    }
    if (status != ZB_OK) {
        cli_say_error(error);
        return CLI_NOTHING;
    }
    return intake->count.failed ? CLI_PARTLY : CLI_DONE;
}

static cli_exit run(const cli_args *args) {
    int format = 0;
    cli_exit code = cli_choose_format(&format, args, "jsonl csv", ZB_FORMAT_JSONL);
    if (code != CLI_DONE) {
        return code;
    }
    cli_intake intake = {.args = args, .lexicon = cli_lexicon(args, NULL)};
    if (!intake.lexicon) {
        return CLI_NOTHING;
    }
    zb_error error = {0};
    zb_status status = zb_row_writer_open(&intake.writer, args->output, (zb_format)format, &error);
    if (status == ZB_OK) {
        const zb_pipeline_options options = {.jobs = args->jobs, .progress = !args->quiet};
        const zb_pipeline_sink sink = {&intake, put_document, tell_failed};
        status = zb_pipeline_run(&intake.count, args->words.at, args->words.count, intake.lexicon,
                                 &options, &sink, &error);
    }
    code = finish(&intake, status, &error);
    zb_lexicon_free(intake.lexicon);
    return code;
}

static const struct argp_option options[] = {
    CLI_OPTION_FORMAT("jsonl (default) or csv"),
    CLI_OPTION_OUTPUT("Write to FILE (default: standard output)"),
    CLI_OPTION_JOBS,
    {0},
};

const cli_command cli_extract = {
    .name = "extract",
    .synopsis = "PATH...",
    .summary = "Only the observations, as a stream in the order of input",
    .details = "PATH is a report (.txt), a folder of them, or - for JSON lines on standard input: "
               "{\"name\":...,\"text\":...,\"region\":...,\"year\":...}, the last two optional.",
    .options = options,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
