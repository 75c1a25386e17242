/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zhibiao learn: weights from marked examples.
 */
#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>

static void complain(void *user, const zb_error *error) {
    (void)user;
    cli_say_error(error);
}

static cli_exit run(const cli_args *args) {
    zb_lexicon *lexicon = cli_lexicon_to_learn(args);
    if (!lexicon) {
        return CLI_NOTHING;
    }
    const char *folder = zb_lexicon_folder(lexicon);
    char *examples = cli_join_path(folder, "examples");
    char *weights = cli_join_path(folder, "weights.tsv");
    const char *usual[] = {examples};
    const char *const *paths = args->words.count ? args->words.at : usual;
    size_t count = args->words.count ? args->words.count : 1;
    const char *out = args->output ? args->output : weights;
    zb_learnt learnt;
    zb_error err = {0};
    /* marks passed over are no errors */
    zb_status status =
        zb_learn(lexicon, paths, count, out, args->quiet ? NULL : complain, NULL, &learnt, &err);
    if (status != ZB_OK) {
        cli_say_error(&err);
    } else if (!args->quiet) {
        printf(CLI_TEXT(args, "学习%zu份文件中的%zu个数字，权重%zu行写入 %s\n",
                        "%zu documents, %zu figures; weights of %zu cues written to %s\n"),
               learnt.documents, learnt.figures, learnt.cues, out);
        if (!isnan(learnt.right)) {
            printf(
                CLI_TEXT(args, "交叉验证（五折）：单凭权重，%.1f%%的数字归类正确\n",
                         "cross-validated in five folds: by weights alone %.1f %% named rightly\n"),
                100 * learnt.right);
        }
    }
    free(examples);
    free(weights);
    zb_lexicon_free(lexicon);
    return status == ZB_OK ? CLI_DONE : CLI_NOTHING;
}

static const struct argp_option options[] = {
    CLI_OPTION_OUTPUT("Write there (default: weights.tsv in the folder of knowledge)"),
    {0},
};

const cli_command cli_learn = {
    .name = "learn",
    .synopsis = "[FILE|FOLDER...]",
    .summary = "Learn from examples whose figures are marked {118件@review.received}",
    .details = "Without FILE the examples in the folder of knowledge are learnt from. The README "
               "there tells how to mark figures, and what becomes of the weights.",
    .options = options,
    .most = SIZE_MAX,
    .run = run,
};
