/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_TEXT_CHECKS_PARTS_H
#define DARK__REPORT_TEXT_CHECKS_PARTS_H

/* What estimates hang on: the section of checks, put together of sentences about one part each. */

#include <stdbool.h>

#include "report/text/text.h"

/* One part and what is around it. */
typedef struct dark__checked {
  const dark__subject *of;
  const dark_detail *detail;
} dark__checked;

/* ---- one thing at a time; each adds a sentence or two, without a final stop */

/* fit.c: whether the table contradicts the model, and where it differs most. Only of parts with an estimate. */
bool dark__check_has_estimate(const dark_detail *detail);
void dark__check_fit(dark__paper *text, const dark__checked *p);
void dark__check_residual(dark__paper *text, const dark__checked *p, const dark_residual *residual);
/* Whether the estimate is, or holds, a posterior. */
bool dark__check_has_priors(const dark__checked *p);

/* choice.c: whether the search ended, other models, what replicates chose, what hangs on one case. */
bool dark__check_search_is_open(const dark__checked *p);
void dark__check_search(dark__paper *text, const dark__checked *p);
/* The row says that the search is incomplete; this, how much there can be in it. */
void dark__check_gap(dark__paper *text, const dark__checked *p);
void dark__check_ranges(dark__paper *text, const dark__checked *p);
void dark__check_wins(dark__paper *text, const dark__checked *p);
/* A shift that rounding swallows is not worth a sentence. */
bool dark__check_sees_influence(const dark__checked *p);
void dark__check_influence(dark__paper *text, const dark__checked *p);
void dark__check_failures(dark__paper *text, const dark__checked *p);

/* overlaps.c: pairs of lists that share few people. */
size_t dark__check_count_thin(const dark_detail *detail);
void dark__check_overlaps(dark__paper *text, const dark__checked *p);
void dark__check_pair_coverage(dark__paper *text, const dark__checked *p);
/* Chao's bound, over the pairs that the model leaves out. */
void dark__check_bound(dark__paper *text, const dark__checked *p);

/* ---- of one part everything in brief, of many what is alarming */

void dark__put_brief_checks(dark__paper *page, const dark__checked *p);
/* Returns how many alarms there were. */
size_t dark__put_alarms(dark__paper *page, const dark__checked *p);

#endif
