/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__FITTING_TRIALS_H
#define DARK__FITTING_TRIALS_H

/* Every method that may apply, tried on one table. */

#include <stdbool.h>

#include "fitting/fit.h"

typedef struct dark__trial {
  const dark_estimator *estimator;
  dark__fit fit;      /* when it applies */
  char why_not[1024]; /* "" when it applies */
} dark__trial;

typedef struct dark__trials {
  const dark_table *table; /* borrowed */
  dark__trial *items;      /* [n] in the order of the registry */
  size_t n;
} dark__trials;

/* Fit the table by a method. */
typedef dark_status dark__try(dark__fit *fit, const dark_table *table, const char *method, void *context, dark_error *err);

/* That the table does not suit a method, or is too much for it, is a finding and no failure. Errors: those of `fit` that are neither
   DARK_EUSAGE nor DARK_ELIMIT. dark__trials_clear also after a failure. */
DARK_MUST_CHECK dark_status dark__trials_make(dark__trials *trials, const dark_table *table, dark__try *fit, void *context,
                                              dark_error *err);
void dark__trials_clear(dark__trials *trials);

static inline bool dark__trial_applies(const dark__trial *trial) { return trial->why_not[0] == '\0'; }
/* Whether any has an estimate. */
bool dark__trials_any(const dark__trials *trials);

#endif
