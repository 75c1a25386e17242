/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Learning from examples: sentences in which each figure is marked with what it counts become
 * weights, which the extraction asks where its rules leave a figure without a name, or nearly so.
 */
#ifndef ZHIBIAO_LEARN_H
#define ZHIBIAO_LEARN_H

#include "zhibiao/document.h"
#include "zhibiao/lexicon.h"
#include "zhibiao/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What was learnt. */
typedef struct zb_learnt {
    size_t documents; /**< that held marked figures */
    size_t figures;   /**< learnt from */
    size_t cues;      /**< words around figures that got weights */
    double right;     /**< share of the figures that weights fitted to the other four fifths of the
                           documents name as marked; NaN with fewer than five documents */
} zb_learnt;

/** Fit weights to marked examples and write them to `out_path`, usually `weights.tsv` in a folder
 * of knowledge.
 *
 * `paths` are text files or folders of them. A file that has NAME.tsv beside it (surface, value,
 * unit, qualifier, kind, status, indicator, class by tabs) is marked by that; in any other a figure
 * is marked as `{118件@review.received}`: braces around the figure, `@`, and its code, `-` for what
 * the catalogue has no code for, `/part` behind a code for a part of it, `a|b` where either is
 * right, at most eight; a blank and `o` behind it leave it out. Lines that begin with `#` are
 * comments. Figures without a mark are not learnt from, nor are those of tables.
 *
 * `complain` (NULL allowed) is called with `user` for each file with marks that stand at no figure,
 * which are passed over.
 *
 * The averaged perceptron with a margin: Y. Freund and R. E. Schapire (1999), Large margin
 * classification using the perceptron algorithm; M. Collins (2002), Discriminative training methods
 * for hidden Markov models. The same examples give the same bytes.
 *
 * Fails with ZB_E_IO, ZB_E_FORMAT (a mark that cannot be read or is not closed on its line, more
 * than eight codes, a code that is not in the catalogue; names the file, the line and the mark),
 * ZB_E_EMPTY (no marked figure), ZB_E_NOMEM. */
ZB_API zb_status zb_learn(const zb_lexicon *lexicon, const char *const *paths, size_t count,
                          const char *out_path, zb_complain_fn *complain, void *user,
                          zb_learnt *result, zb_error *err);

#ifdef __cplusplus
}
#endif
#endif
