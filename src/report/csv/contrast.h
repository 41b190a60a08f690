/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_CSV_CONTRAST_H
#define DARK__REPORT_CSV_CONTRAST_H

/* Two answers set against each other, at one level: the columns, and a row of them, without a comma or a newline behind. The contract:
   users' scripts read these columns by name. */

#include <stdio.h>

#include <darkfigure/result.h>

#define DARK__CONTRAST_COLUMNS                                                                                            \
  "level,baseline_observed,baseline_total,observed,total,difference,difference_lower,difference_upper,ratio,ratio_lower," \
  "ratio_upper,interval,paired,replicates,failed,state,reasons"

void dark__csv_put_contrast(FILE *stream, const dark_contrast *of);

/* All contrasts of categories that were asked for, as a table of their own: column, baseline, value and the columns above. */
void dark__csv_category_contrasts(FILE *stream, const dark_results *results);

#endif
