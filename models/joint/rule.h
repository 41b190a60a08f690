/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_RULE_H
#define DARK__MODELS_JOINT_RULE_H

/* Which counts of a table are suppressed: of the observed one those that were, and of any other those that would have been. */

#include <darkfigure/suppression.h>

#include "joint/latent/published.h"

struct dark__joint_group;

/* Counts from `first`, n of them; n = 0: none. */
typedef struct dark__count_range {
  size_t first, n;
} dark__count_range;

typedef struct dark__joint_rule {
  bool is_any;
  size_t n_cells;
  dark__count_range *own;    /* [n_cells] of the cells that were suppressed */
  dark__count_range *ranges; /* [n_ranges] all of them, the narrowest first; none where other counts within them were given */
  size_t n_ranges;
  bool has_total;
} dark__joint_rule;

/* Zeroes first; of a table without suppressed counts nothing else. The group has its strata. Clear it also after failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_rule_make(dark__joint_rule *out, const struct dark__joint_group *group,
                                                  const dark_table *table, const size_t *places, dark_error *err);
void dark__joint_rule_clear(dark__joint_rule *of);

/* What is published of counts [n_cells of the rule], of which unseen cells are 0. Owns its cells. */
typedef struct dark__joint_veiled_table {
  dark__veiled *veiled;
  dark__joint_published published;
} dark__joint_veiled_table;

/* A cell that was suppressed is so again where its count lies in its own range, and otherwise any count in the narrowest range that it lies
   in. Clear it also after failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_rule_apply(dark__joint_veiled_table *out, const dark__joint_rule *rule,
                                                   const double *counts, size_t n_histories, dark_error *err);
void dark__joint_veiled_clear(dark__joint_veiled_table *of);

#endif
