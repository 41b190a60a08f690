/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ONELIST_ONELIST_H
#define DARK__ONELIST_ONELIST_H

/* What the estimators for one list share: everything but the family. */

#include "estimator/estimator.h"
#include "onelist/family.h"

/* The slots of an estimator of that family. DARK_EUSAGE: the table has lists instead of counts of captures. */
DARK_MUST_CHECK dark_status dark__onelist_plan(void **plan, const dark__problem *problem, const dark__family *family,
                                               dark_error *err);
void dark__onelist_plan_free(void *plan);
DARK_MUST_CHECK dark_status dark__onelist_workspace(void **workspace, const void *plan, dark_error *err);
void dark__onelist_workspace_free(void *workspace);
DARK_MUST_CHECK dark_status dark__onelist_estimate(dark_estimate *out, const void *plan, void *workspace,
                                                   const double *const *weights, size_t n, dark_error *err);
/* "~gender+age", "~1" without covariates. */
void dark__onelist_model_name(char *buffer, size_t size, const void *plan, dark_model_id model);
DARK_MUST_CHECK dark_status dark__onelist_explain(dark_explanation *out, const void *plan, const dark_estimate *observed,
                                                  dark_error *err);

#define DARK__ONELIST_SLOTS                                                                                                     \
  .min_lists = 1, .max_lists = 1, .is_one_list = 1, .plan_free = dark__onelist_plan_free,                                       \
  .workspace_new = dark__onelist_workspace, .workspace_free = dark__onelist_workspace_free, .estimate = dark__onelist_estimate, \
  .model_name = dark__onelist_model_name, .explain = dark__onelist_explain

#endif
