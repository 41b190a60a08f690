/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_QUEST_H
#define DARK__LOGLINEAR_SEARCH_QUEST_H

/* What is sought on the way down (descent.h): searching for the best models and weighing all of them go the same way, and what a node is worth,
   and when it is left, each of them says itself. */

#include "loglinear/search/node.h"

typedef enum dark__leaving {
  DARK__LEFT_WORTHLESS, /* nothing in the node matters */
  DARK__LEFT_SPENT,     /* the table's budget is spent */
  DARK__LEFT_AT_END     /* nothing but the inner model matters, which is looked at */
} dark__leaving;

/* `most` is the most that a model of the node can have for log-likelihood. Those that find out depend on the table alone, change nothing,
   and may be asked about nodes and models that are never reached; the others are told what happens. */
typedef struct dark__quest {
  void *context;
  size_t budget;       /* most nodes of one table */
  bool wants_variance; /* of the intercepts of single models */
  /* Nearly every model is wanted: the outer model of a node, which is what its last part consists of, is fitted to the end when it is bounded, if
     it has an estimate. */
  bool wants_outer;
  /* Find out: what the log-likelihood of the outer model must be able to reach. It does not fall while a search goes on. */
  double (*floor)(void *context, const dark__branch_node *node, size_t table);
  /* Find out: nothing in the node matters. */
  bool (*is_worthless)(void *context, const dark__branch_node *node, double most, size_t table);
  /* Find out: nothing but inner itself matters. */
  bool (*is_at_end)(void *context, const dark__branch_node *node, double most, size_t table);
  /* Find out: whether a single model can be worth a fit, and the log-likelihood that it must be able to reach. has_estimate: it is known to have
     one. */
  dark_status (*weigh_up)(bool *is_worthy, double *floor, void *context, dark__term_set model, size_t table, bool has_estimate);
  /* The table does not go on in a node. May be NULL. */
  void (*leave)(void *context, const dark__branch_node *node, double most, size_t table, dark__leaving why);
  /* A single model is not worth a fit. May be NULL. */
  void (*pass_over)(void *context, dark__term_set model, size_t table);
  /* A single model has been fitted, perhaps when its floor was lower than it is now. */
  dark_status (*take)(void *context, const dark__task *task);
} dark__quest;

#endif
