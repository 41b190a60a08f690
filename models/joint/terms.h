/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_TERMS_H
#define DARK__MODELS_JOINT_TERMS_H

/* Models of a group: what a formula means for it, and the words and keys of models. */

#include <stdbool.h>

#include "estimator/estimator.h"
#include "joint/formula/formula.h"
#include "joint/search/search.h"
#include "models/joint/strata.h"

typedef enum dark__joint_margin { DARK__MARGIN_AS_WRITTEN, DARK__MARGIN_SATURATED, DARK__MARGIN_FORMULA } dark__joint_margin;

typedef struct dark__joint_model {
  dark__joint_terms terms; /* closed, of the group's lists; without terms of categories alone where margins are saturated */
  bool is_saturated;
} dark__joint_model;

/* Whether the model is to be searched: NULL or "auto". */
bool dark__joint_is_auto(const char *formula);

/* Slot `formula_check` of the contract. */
DARK_MUST_CHECK dark_status dark__joint_formula_check(const dark_settings *settings, const dark_table *table, dark_error *err);

/* The model of a formula for a group. Lists that caught nobody in it are left out of terms, and categories where all strata are thrown together. AS_WRITTEN:
   the margin of the categories is saturated unless a summand of the formula, or a term that lies below no other, is of categories alone; then it is what
   these terms say. The formula has been checked. Zeroes first; clear it also after failure. Errors: DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_model_read(dark__joint_model *out, const char *formula, dark__joint_margin margin,
                                                   const dark__joint_group *group, dark_error *err);
void dark__joint_model_clear(dark__joint_model *model);

/* Its formula, which reads back to it; the caller's to free(). DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_model_write(char **text, const dark__joint_model *model, const dark__joint_group *group,
                                                    dark_error *err);

/* A key of one of the models of a search, from which its terms can be had again: a bit for each optional two-factor term in the first word; in
   the second a bit for each term above two factors while there are at most 64 of these, and else up to eight of their numbers. */
dark_model_id dark__joint_key(const dark__joint_terms *terms, const dark__joint_group *group);
/* The terms of a key, saturated. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_key_read(dark__joint_model *out, dark_model_id key, const dark__joint_group *group,
                                                 dark_error *err);

#endif
