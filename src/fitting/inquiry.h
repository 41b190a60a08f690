/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__FITTING_INQUIRY_H
#define DARK__FITTING_INQUIRY_H

/* What is asked of every table of an analysis of sensitivity: replicates only where somebody wants them, and the method's own intervals
   else. */

#include <darkfigure/sensitivity.h>

#include "fitting/uncertainty.h"

typedef struct dark__inquiry {
  dark__uncertainty uncertainty;
  size_t n_thinnings;      /* SIZE_MAX: nobody said */
  bool ignores_replicates; /* that were asked for: the method's own intervals need none */
} dark__inquiry;

/* DARK_EUSAGE: tables of replicates, or several levels. */
DARK_MUST_CHECK dark_status dark__inquiry_settle(dark__inquiry *inquiry, const dark_table *table, const char *method,
                                                 dark_error *err);

/* What dark_sensitivity_new takes, without anybody who hears. */
dark_sensitivity_options dark__inquiry_options(const dark__inquiry *inquiry);

/* Whether the answers have an estimate. */
bool dark__inquiry_any(const dark_sensitivity *found);

#endif
