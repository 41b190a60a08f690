/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_AHEAD_H
#define DARK__LOGLINEAR_SEARCH_AHEAD_H

/* What has been found out before it was asked for. It may be forgotten: then it is found out again. */

#include "loglinear/search/pack.h"

typedef struct dark__foreseen {
  size_t table;
  dark__term_set model;
  bool is_worthy; /* of a fit; if not there is none */
  bool is_whole;  /* a bound that was fitted to the end */
  dark__fit fit;
  double variance, *effects; /* as in a task; [n_effects] */
} dark__foreseen;

typedef struct dark__ahead {
  uint32_t *marks;       /* [2^n_bits] of what is there: most questions are answered by them alone */
  dark__foreseen *found; /* [2^n_bits] a model on a table has one place */
  double *effects;       /* [2^n_bits x n_effects] */
  unsigned n_bits;
  size_t n_effects;
} dark__ahead;

/* dark__ahead_clear it, also after an error. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__ahead_make(dark__ahead *ahead, unsigned n_bits, size_t n_effects, dark_error *err);
void dark__ahead_clear(dark__ahead *ahead);

/* Other tables, or other questions. */
void dark__ahead_forget(dark__ahead *ahead);

/* What is known of a model on a table, or NULL. It stays until the next note. */
const dark__foreseen *dark__ahead_find(const dark__ahead *ahead, size_t table, dark__term_set model);

/* Keep what a fit found, or that the task is not worth one. */
void dark__ahead_note(dark__ahead *ahead, const dark__task *task, bool is_worthy);

#endif
