/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_PRACTICE_H
#define DARK__REPORT_WORDS_PRACTICE_H

/* What published studies would have answered (dark_plan_practice), row by row beside the results. */

#include <stdbool.h>

#include <darkfigure/result.h>

/* The row of practice beside row r of the results; NULL where it has no estimate, or is not known. */
const dark_row *dark__practice_row(const dark_results *results, size_t r);

/* The largest interaction order in any table of the practice; 0 when its method has none. */
unsigned dark__practice_order(const dark_results *practice);

/* Whether pairs alone were searched where there are lists for more. */
bool dark__practice_has_pairs_only(const dark_results *practice);

/* Whether one of two estimates lies outside of the other's interval. */
bool dark__rows_disagree(const dark_row *a, const dark_row *b);

/* The rows at the first level that have an estimate, and those of them whose practice disagrees. */
typedef struct dark__disagreement {
  size_t n_compared, n_apart;
  bool is_total; /* the last row compared, which is the whole, is among these */
} dark__disagreement;
dark__disagreement dark__practice_disagrees(const dark_results *results);

/* Of a row where they do not: on what the answer depends. Without a final stop. */
#define DARK__DEPENDS                                                                                                          \
  "the answer depends on whether the pairs of lists that a model leaves out share a common dependence, as when people differ " \
  "in how easily they are detected"

#endif
