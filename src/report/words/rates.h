/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_RATES_H
#define DARK__REPORT_WORDS_RATES_H

/* Rates per 100,000 residents, beside the numbers of people. */

#include <stdbool.h>

#include <darkfigure/report.h>

#include "writing/paper.h"

/* Of a row of the results; all NaN for a run without residents. */
dark_resident_rate dark__row_rate(const dark_results *results, const dark_row *row, const dark_run *run);

/* "22.1 (15.0–40.2)", "at least 0.4", "–": for people. */
void dark__add_rate(dark__paper *paper, const dark_resident_rate *rate);

#endif
