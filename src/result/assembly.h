/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_ASSEMBLY_H
#define DARK__RESULT_ASSEMBLY_H

/* What is at hand while results are put together, and the steps of that work. Everything is borrowed but what the arena gives. */

#include <darkfigure/result.h>

#include "result/arena.h"
#include "result/margins.h"

typedef struct dark__assembly {
  const dark_plan *plan;
  const dark_table *table;
  const dark_replicates *replicates; /* NULL: none were asked for */
  dark_interval_type interval;
  const double *levels; /* [n_levels] */
  size_t n_levels;
  const dark_interval *intervals; /* [n_parts x n_levels] those that need no replicates; NULL: from replicates, or log-normal */
  const char *asked_method;       /* never NULL */
  const dark_goodness *goodness;  /* [n_parts]; NULL: nothing was tested */
  const char *lists;              /* all list names, input's order, joined by '+' */
  dark__arena *arena;
} dark__assembly;

/* Add a part's records; part = stratum, or the pooled table. */
void dark__part_margins(dark__margins *margins, const dark__assembly *assembly, size_t part);
/* Whether no two of these parts that have an estimate were estimated together, so that their errors are independent. */
int dark__parts_are_apart(const dark__assembly *assembly, const size_t *parts, size_t n);
/* together [n] receives those of these parts that have an estimate; returns how many, 0 unless all of them were estimated together. */
size_t dark__parts_together(size_t *together, const dark__assembly *assembly, const size_t *parts, size_t n);
/* True when the part has an estimate on the observed table. */
int dark__part_is_estimated(const dark__assembly *assembly, size_t part);
/* Name of the part's estimator; the method asked for when none ran. */
const char *dark__part_method(const dark__assembly *assembly, size_t part);
/* The model in words, whole however long, taken from `arena`; NULL when memory is exhausted. */
const char *dark__model_name(dark__arena *arena, const dark_plan *plan, size_t part, dark_model_id model);
/* The chosen model of a part in words, "" when there is none; NULL when memory is exhausted. */
const char *dark__part_model(const dark__assembly *assembly, size_t part);

/* detail.c: everything about one part into *detail (zeroed). On failure what was written stays for dark_results_free. */
DARK_MUST_CHECK dark_status dark__detail_fill(dark_detail *detail, const dark__assembly *assembly, size_t part, dark_error *err);

/* residual.c: the largest Pearson residuals of an explained part. */
DARK_MUST_CHECK dark_status dark__residuals_fill(dark_detail *detail, const dark__assembly *assembly, dark_error *err);

/* wins.c: which models won in the replicates, and which caused the extreme ones. */
DARK_MUST_CHECK dark_status dark__wins_fill(dark_detail *detail, const dark__assembly *assembly, dark_error *err);

/* influence.c: the cases whose loss moves the estimate most. */
DARK_MUST_CHECK dark_status dark__influences_fill(dark_detail *detail, const dark__assembly *assembly, dark_error *err);

/* intervals.c: what every part's own interval is, at every level, when it comes from the plan alone; NULL when it does not. */
DARK_MUST_CHECK dark_status dark__intervals_fill(const dark_interval **intervals, const dark__assembly *assembly,
                                                 dark_error *err);

/* missing.c: whom categories are missing of. */
DARK_MUST_CHECK dark_status dark__missing_fill(dark_results *results, const dark__assembly *assembly, dark_error *err);

/* suppressed.c: what the model says of suppressed counts. */
DARK_MUST_CHECK dark_status dark__suppressed_fill(dark_results *results, const dark__assembly *assembly, dark_error *err);

/* shrunken.c: what stands beside the rows, which are there. */
DARK_MUST_CHECK dark_status dark__shrunken_fill(dark_results *results, const dark__assembly *assembly, dark_error *err);

/* contrasts.c: values of categories set against each other; rows and details are there. Errors: DARK_EUSAGE (contrast_pairs.h), DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__contrasts_fill(dark_results *results, const dark__assembly *assembly,
                                                 const dark_result_options *options, dark_error *err);

/* row.c: one row per level. `target` is a target of the plan; or dark_plan_n_targets for the pooled part. `details`: one per part. */
DARK_MUST_CHECK dark_status dark__rows_fill(dark_row *rows, const dark__assembly *assembly, const dark_detail *details,
                                            size_t target, dark_error *err);

#endif
