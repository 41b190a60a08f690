/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__SENSITIVITY_SECTION_H
#define DARK__SENSITIVITY_SECTION_H

/* The rows about one part that need the plan of the observed table only. */

#include "sensitivity/question.h"

/* Where rows are being put, and what they are about. */
typedef struct dark__section_work {
  const dark__inquiry *inquiry;
  const dark_plan *plan; /* of the observed table */
  size_t part;
  dark__arena *arena;
  const dark_row *estimate; /* on the observed table */
  dark_bound bound;         /* of its hidden number; dark__departure_bound */
  dark_sensitivity_section *section;
} dark__section_work;

/* The next row, with what all rows have; the caller fills in the answer and sets the change. Room was made by the caller. */
dark_sensitivity_row *dark__section_add(dark__section_work *work, dark_analysis analysis, const dark_row *answer);
/* total against `reference`. */
void dark__section_compare(dark_sensitivity_row *row, double reference);

/* ---- cases.c, thinning.c: how many rows each of them adds */
enum { DARK__N_SHARES = 6 };
size_t dark__n_cases(const dark_plan *plan, size_t part);

/* cases.c, thinning.c. Errors: DARK_ENOMEM, DARK_ENUMERIC, DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark__cases_add(dark__section_work *work, dark_error *err);
DARK_MUST_CHECK dark_status dark__thinning_add(dark__section_work *work, const dark_replicates *thinned, dark_error *err);

/* departures.c: log-linear methods have xi among their settings. For others the hidden number of the estimate is divided by it, and so are
   its limits. The bound of an estimate that cannot be explained is none. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__departure_bound(dark__section_work *work, dark_error *err);
int dark__departure_is_scaled(const dark__section_work *work);
dark_row dark__departure(const dark__section_work *work, double xi);

/* Estimates of the thinned tables of all parts. NULL when none are asked for. */
DARK_MUST_CHECK dark_status dark__thinning_run(dark_replicates **out, const dark_plan *plan, const dark__inquiry *inquiry,
                                               dark_error *err);

#endif
