/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_OUTCOME_H
#define DARK_COVERAGE_OUTCOME_H

/* What one method said of one table, beside the truth. */

#include <stdbool.h>
#include <stdio.h>

#include <darkfigure.h>

enum { MOST_NAME = 48 };

typedef struct outcome {
  size_t table;
  char target[MOST_NAME]; /* "(all)", or levels joined by '/' */
  char method[MOST_NAME];
  double level;
  double truth;                         /* how many people there are, in the categories that the estimate covers */
  double observed, total, lower, upper; /* as the row of a result has them; NaN: absent */
  dark_state state;
  dark_reasons reasons;
  int has_truth; /* 1: the model chosen has all effects of the truth, 0: it has not, -1: no model, or several */
} outcome;

/* MISSED_BELOW: the truth lies under the lower limit; MISSED_ABOVE: over the upper one. An upper limit that is unbounded misses nothing
   above. */
typedef enum verdict { NO_ESTIMATE, NO_INTERVAL, MISSED_BELOW, HELD, MISSED_ABOVE, N_VERDICTS } verdict;
verdict outcome_verdict(const outcome *of);

/* The upper limit, infinite where it is unbounded. Only where there is an interval. */
double outcome_upper(const outcome *of);

/* The interval score on the log scale (Gneiting & Raftery 2007, J. Am. Stat. Assoc. 102:359, section 6.2), at the level of 95%: log(upper / lower),
   at most 7, and 40 times by how much log(truth) lies beyond a limit. No interval, and none of an estimate, is one of width 7 that holds the truth:
   who says nothing is neither right nor of use. */
double outcome_score(const outcome *of);

/* One line of CSV each; numbers in full precision, empty for NaN. */
void outcome_write_header(FILE *stream);
void outcome_write(FILE *stream, const outcome *of);
bool outcome_is_header(const char *line);
/* False when the line is none that outcome_write wrote. `line` is cut into pieces. */
bool outcome_read(outcome *out, char *line);

#endif
