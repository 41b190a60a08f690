/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_CHOICE_H
#define DARK_COVERAGE_CHOICE_H

/* Which interval darkfigure should give unasked: candidates held against floors, and ranked by their scores. The rule stood before anything was
   counted: tests/coverage/RULE.md. */

#include "coverage/summary.h"

/* One candidate on the designs that choose. */
typedef struct candidate {
  const method *of;
  double score;      /* mean over families of the mean over their designs of tally_score; NaN unless all of them were tried */
  size_t n_tried;    /* designs with a floor */
  size_t n_below;    /* ... whose floor is missed by more than chance ... */
  size_t n_too_wide; /* ... whose median width is beyond the most ... */
} candidate;

/* A floor is missed when the share held lies below it by more than 1.645 standard errors of a share as large as the floor. */
bool is_below_floor(const tally *of, double floor);

/* Judge one method on the chapters of a summary. */
candidate candidate_judge(const summary *on, const method *of);

/* The section of the page; nothing where no candidate was tried on any such design. */
void write_choice(FILE *stream, const summary *of);

#endif
