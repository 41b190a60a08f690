/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_SCENARIO_H
#define DARK__REPORT_SHOWN_SCENARIO_H

/* Scenarios: their names, what is shown of them, and what is drawn. */

#include "report/shown/sheet.h"

/* ---- Names (scenario_names.c) */
/* The baseline of a comparison, with its category; its data and its method where the comparisons have several. */
void dark__scenario_add_baseline(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of);
/* The scenario of the other side, and its data and its method where the baseline has others; the second with its category where that is another. */
void dark__scenario_add_name(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of);
void dark__scenario_add_other(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of);

/* What a scenario is (dark__side_meaning). *is_foreign: in English, on a page that is not, which is to be said (DARK__SAY_IN_ENGLISH). */
const char *dark__scenario_meaning(bool *is_english, bool *is_foreign, const dark__sheet *sheet, const dark__source_side *side);

/* ---- What is shown of a comparison, in tables and figures alike (scenario_shown.c) */
typedef enum dark__difference_worth {
  DARK__WORTH_AS_IT_IS,
  DARK__WORTH_OUTSIDE,  /* of its own interval */
  DARK__WORTH_UNSTABLE, /* not to be relied on */
  DARK__WORTH_SPANS     /* its interval includes no difference */
} dark__difference_worth;

/* Rounded as it is printed, differences to the unit of the smaller estimate and with their sign. NaN: there is none; of a limit, none on that side. All are
   where the comparison is hidden, or there are no two estimates to compare. */
typedef struct dark__shown_difference {
  bool is_hidden, is_compared, is_partial;
  dark__difference_worth worth;
  double found;  /* people on lists, more than in the baseline */
  double people; /* the estimate of the other side; where it is about detection those of them on no list */
  double difference, lower, upper;
} dark__shown_difference;
dark__shown_difference dark__shown_difference_of(const dark__sheet *sheet, const dark__source_comparison *of);

/* Of rounded people: "170 fewer", "hardly a difference"; "400 fewer to 30 more", "from 400 fewer, no upper limit". */
void dark__add_difference(dark__paper *text, const dark__sheet *sheet, double people);
void dark__add_difference_interval(dark__paper *text, const dark__sheet *sheet, const dark__shown_difference *shown);
/* The same people of the baseline as `people`, rounded; NaN: hidden, a range alone, or no estimate. In words: "480", "not shown", "900–2,400: range only", "UNKNOWN, not
   zero". */
double dark__shown_baseline(const dark__sheet *sheet, const dark__source_comparison *of);
void dark__add_baseline_estimate(dark__paper *text, const dark__sheet *sheet, const dark__source_comparison *of);

/* Whether comparison i has the kind and the baseline of `first`; whether none before it has its own. */
bool dark__is_beside(const dark__comparisons_source *source, size_t i, size_t first);
bool dark__is_first_beside(const dark__comparisons_source *source, size_t i);

/* ---- The same as rows of a figure (scenario_marks.c) */
/* What is drawn: the difference with its interval, without a point where it is unstable, with infinite limits where there are none; nothing where it is
   outside of its interval, or there is no interval. */
dark__mark dark__difference_mark(const dark__shown_difference *shown);
/* All of a kind have one axis, unless what stands beside some baseline would have less than a quarter of it: then each baseline has its own. */
typedef struct dark__differences_axes {
  bool is_own, has_marks;
  dark__scale common;
} dark__differences_axes;
dark__differences_axes dark__differences_axes_of(const dark__sheet *sheet, dark__comparison_kind kind);
/* For what stands beside the baseline of comparison `first`; without marks there is nothing to draw on it. Limits that are larger than any number of people
   and any difference on it go on beyond it, as those of unstable differences do unless there are no others. Draw on it what dark__mark_within returns. */
typedef struct dark__difference_axis {
  bool has_marks;
  dark__scale scale;
} dark__difference_axis;
dark__difference_axis dark__difference_axis_of(const dark__sheet *sheet, const dark__differences_axes *axes, size_t first);
dark__mark dark__mark_within(const dark__mark *mark, const dark__scale *scale);
/* "170 fewer (400 fewer to 30 more)", with what it is worth; what is found first; "not shown". */
void dark__add_difference_words(dark__paper *text, const dark__sheet *sheet, const dark__source_comparison *of);
/* "Baseline: plain · labour. Estimate: about 480." */
void dark__add_baseline_words(dark__paper *text, dark__sheet *sheet, const dark__source_comparison *of);
/* The heading of a kind; what is said of it, with one argument, a level. */
dark__saying dark__kind_title(dark__comparison_kind kind);
dark__saying dark__kind_caption(dark__comparison_kind kind);

#endif
