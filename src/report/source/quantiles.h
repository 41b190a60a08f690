/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_QUANTILES_H
#define DARK__REPORT_SOURCE_QUANTILES_H

/* Intervals at many levels, read as the distribution that they are quantiles of: what `fit --level 0.95,quantiles` writes. */

#include "report/source/source.h"

/* 1%, 3%, ..., 99%. */
enum { DARK__N_QUANTILES = 50 };

/* Quantiles of the target whose first row is r: NaN or infinite where the interval lacks a limit; all NaN without an estimate. False:
   some level is missing. */
bool dark__row_quantiles(double quantiles[DARK__N_QUANTILES], const dark_results *results, size_t r);
/* DARK_EDATA unless all rows have them; the message says what to type. */
DARK_MUST_CHECK dark_status dark__source_check_quantiles(const dark__source *source, dark_error *err);

#endif
