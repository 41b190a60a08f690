/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__HIERARCHICAL_TABLE_POSTERIOR_H
#define DARK__HIERARCHICAL_TABLE_POSTERIOR_H

/* Posteriors of the tables of a problem, on the lists that caught anybody in each. */

#include "estimator/estimator.h"
#include "hierarchical/posterior.h"

/* Memory of one thread for the tables of one problem. */
typedef struct dark__table_posterior dark__table_posterior;
DARK_MUST_CHECK dark_status dark__table_posterior_new(dark__table_posterior **out, const dark__problem *problem, dark_error *err);
void dark__table_posterior_free(dark__table_posterior *space);

/* The posterior of a table, weights [n_records of the problem]; or *reason says why there is none, and is DARK_N_REASONS else. *out is zeroed
   first; dark__posterior_clear it whatever comes back. Pure. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__table_posterior_find(dark__posterior *out, dark_reason *reason, dark__table_posterior *space,
                                                       const dark__priors *priors, const double *weights, dark_error *err);

/* Of the observed table, or nothing where it has none: log_hidden.n is then 0. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__observed_posterior_find(dark__posterior *out, const dark__problem *problem,
                                                          const dark__priors *priors, dark_error *err);

/* Whether the forced terms of a problem are effects of the hierarchy, which has none of more than three lists.
   Errors: DARK_EUSAGE, naming the term. */
DARK_MUST_CHECK dark_status dark__hierarchy_has_forced(const dark__problem *problem, const dark__priors *priors, dark_error *err);

/* What is supposed beforehand, in words without a final stop. */
void dark__priors_write(char *buffer, size_t size, const dark__priors *priors, unsigned n_lists);

#endif
