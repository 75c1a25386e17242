/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What run and extract share: taking documents in and telling which of them lack something.
 */
#ifndef ZB_CLI_INTAKE_H
#define ZB_CLI_INTAKE_H

#include "cli/cli.h"

typedef struct cli_intake {
    const cli_args *args;
    zb_lexicon *lexicon;
    zb_pipeline_count count;
    size_t incomplete;     /* documents without region or year */
    zb_dataset *dataset;   /* run */
    zb_row_writer *writer; /* extract */
    int64_t last_id;       /* extract */
} cli_intake;

/* Tell on standard error what a document lacks, as its figures will be in no series; true when it
 * lacks something. */
bool cli_intake_note(const cli_intake *intake, const zb_document *document, size_t observations);
/* Keep the regions given on the command line beside the results, or remove those of an earlier
 * run when none are given. */
zb_status cli_intake_keep_regions(const cli_args *args, const char *folder, zb_error *err);
/* Make the folder of results. */
zb_status cli_intake_folder(const char *path, zb_error *err);

#endif
