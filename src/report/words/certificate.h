/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_CERTIFICATE_H
#define DARK__REPORT_WORDS_CERTIFICATE_H

/* Whether a model is the best of all that a search decides between, or by how much another may be better. */

#include <stdbool.h>

#include <darkfigure/plan.h>

typedef struct dark__certified {
  bool is_told; /* it was asked */
  bool is_certified;
  double gap; /* none can be better by more; infinite: nothing says by how much */
  double met; /* one is better by this; 0: none was met that is */
  size_t n_fits;
  const char *criterion; /* "AIC" or "BIC" */
} dark__certified;

/* Of the model that a search chose. */
dark__certified dark__certified_of(const dark_explanation *chosen);
/* Of the best of ranked models, which may be better than the one that the search chose; either NULL: nothing is told. */
dark__certified dark__certified_best(const dark_explanation *chosen, const dark_candidate *best);

#endif
