/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__FITTING_RANKING_H
#define DARK__FITTING_RANKING_H

/* The best models of a table with their names, and what is said of the one that the search chose. */

#include <stdbool.h>

#include <darkfigure/plan.h>

#include "base/words.h"

typedef struct dark__ranking {
  dark_candidate *candidates; /* [n] */
  size_t n;
  dark__words names;       /* [n] */
  dark_explanation chosen; /* of the model that the search chose; zeroed without one */
  bool has_chosen;
  dark_reason obstacle; /* why there are none; DARK_N_REASONS when there are */
} dark__ranking;

/* Rank the candidate models of the plan. A table in which an estimate is hopeless has none. Errors as of dark_plan_rank; DARK_EUSAGE for
   a table with categories that the method estimates apart. dark__ranking_clear also after a failure. */
DARK_MUST_CHECK dark_status dark__ranking_make(dark__ranking *ranking, const dark_plan *plan, size_t top, dark_error *err);
void dark__ranking_clear(dark__ranking *ranking);

/* Only models of all categories have something to say of each: DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__ranking_check(bool has_categories, const char *method, dark_error *err);

/* Whether any of them has an estimate. */
bool dark__ranking_is_usable(const dark__ranking *ranking);

#endif
