/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__SENSITIVITY_QUESTION_H
#define DARK__SENSITIVITY_QUESTION_H

/* One question: the whole estimation repeated for a table or an assumption that differs a little. */

#include <darkfigure/sensitivity.h>

#include "result/arena.h"
#include "sensitivity/pace.h"
#include "sensitivity/relist.h"

/* What all questions share. Read-only while they are asked, but for how far the work is. */
typedef struct dark__inquiry {
  const dark_table *table;
  const dark_settings *settings;
  const dark_dependence *given; /* of the observed table: by names; NULL while that is being found out */
  const dark_sensitivity_options *options;
  dark__pace *pace;
} dark__inquiry;

typedef struct dark__question {
  dark_analysis analysis;
  size_t list_a, list_b;
  double value;
  const char *option;     /* that is set to value; NULL: none is */
  size_t category, level; /* whose odds are, among people of whom the category is not known */
  /* What came of it. */
  dark_row *rows;     /* [n_parts of a plan for the observed table] */
  const char *why;    /* the question cannot be asked; NULL: it was */
  dark__arena *arena; /* of rows and why; freed by whoever owns the question */
} dark__question;

/* Whether the question is asked of a table with one list less. */
int dark__question_is_relisted(const dark__question *question);

/* A plan, and what it says: one row per part, as `fit` has them, but for their levels. `plan` may be NULL: not needed afterwards. Any thread. */
DARK_MUST_CHECK dark_status dark__question_ask(dark__question *question, const dark__inquiry *inquiry, dark_plan **plan,
                                               dark_error *err);

/* answers.c: rows [n_parts] of a plan, strings from `arena` or static. */
DARK_MUST_CHECK dark_status dark__answers_fill(dark_row *rows, const dark_plan *plan, const dark__inquiry *inquiry,
                                               dark__arena *arena, dark_error *err);

#endif
