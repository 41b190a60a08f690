/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_TEXT_TEXT_H
#define DARK__REPORT_TEXT_TEXT_H

/* Reports for reading. Each function adds its part to the page; report.h says what is computed elsewhere. */

#include <darkfigure/captures.h>
#include <darkfigure/report.h>

#include "report/words/certificate.h"
#include "report/words/names.h"
#include "report/words/rows.h"
#include "writing/grid.h"
#include "writing/numbers.h"
#include "writing/page.h"

/* What a report of results is about. */
typedef struct dark__subject {
  const dark_results *results;
  const dark_table *table;
  const dark_run *run;
} dark__subject;

/* ---- text.c: for every kind of report */

/* "1 EXH, 2 ABA": the lists with the digits that stand for them in model names. `names [n]` in the input's order. */
void dark__put_lists(dark__paper *page, const char *const *names, size_t n);
/* Value of an option of the run, NULL when it has none. */
const char *dark__run_option(const dark_run *run, const char *name);
/* The files, and options that changed which records were counted. */
void dark__put_input(dark__paper *page, const dark_table *table, const dark_run *run);
/* text/link.c: the entries of linked files for the head, and what was linked. Nothing for a table that was not linked. */
void dark__put_linked_files(dark__paper *page, const dark_table *table);
void dark__put_link(dark__paper *page, const dark_table *table);
/* text/account.c: what each column of the input was taken for, rows and people, what was left out and why. Nothing for a table that was not
   read from files. */
void dark__put_account(dark__paper *page, const dark_table *table);
/* text/captures.c: one list with counts of captures: entries for the head; "once: 1,645 people, twice: 183" from counts [n] of people captured
   1, 2, ... times (the last stands for `most` or more); criteria of the fit; its coefficients; the population of each value of a factor. */
void dark__put_captures(dark__paper *page, const dark_captures *captures);
void dark__add_capture_counts(dark__paper *text, const double *counts, size_t n, size_t most);
void dark__add_captures_fit(dark__paper *text, const dark_explanation *explanation);
void dark__put_coefficients(dark__paper *page, const dark_explanation *explanation);
void dark__put_levels(dark__paper *page, const dark_explanation *explanation);

/* "0.18 (...)", with a word on 0.55. */
void dark__add_sample_coverage(dark__paper *paper, double coverage);

void dark__add_row_label(dark__paper *paper, const dark__subject *of, const dark_row *row);
void dark__add_detail_label(dark__paper *paper, const dark__subject *of, const dark_detail *detail);

/* ---- common.c: the common dependence H, where the model of a part has it, and what its odds ratio means */

bool dark__has_common_effect(const dark_detail *detail);
void dark__add_common_effect(dark__paper *text, const dark_detail *detail);

/* ---- certificate.c: whether the model that a search chose is the best there is, where that was asked */

bool dark__has_certificate(const dark_detail *detail);
void dark__add_certificate(dark__paper *text, const dark_detail *detail);
void dark__add_certified(dark__paper *text, const dark__certified *of);
/* Whether a search left more out than is asked for, and what share of the weight it has. */
bool dark__has_fitted_share(const dark_detail *detail);
void dark__add_fitted_share(dark__paper *text, const dark_detail *detail);

/* ---- bound.c: Chao's bound, where a method is held against one, and whether its estimate lies below by more than chance */

bool dark__is_bounded(const dark_detail *detail);
bool dark__is_below_chao(const dark_results *results, const dark_detail *detail);
void dark__add_bound(dark__paper *text, const dark__subject *of, const dark_detail *detail);

/* ---- contrast.c: two answers set against each other: "13,400 people, 1,200 more (1.10 times as many). 95% interval of the difference: ..." of the same contrast
   at levels [n_levels], which has an estimate; and what follows its numbers of people where they are not all. */

void dark__add_contrasts(dark__paper *text, const dark_contrast *levels, size_t n_levels);
const char *dark__contrast_extent(const dark_contrast *of);
/* What must be said of n > 1 intervals. */
void dark__add_multiplicity(dark__paper *text, size_t n, double level);

/* ---- practice.c: what published studies would have answered, beside the estimates; and before them, where the two are far apart, what that
   means. Nothing where it is not known. */

void dark__put_disagreement(dark__paper *page, const dark__subject *of);
void dark__put_practice(dark__paper *page, const dark__subject *of);

/* ---- the parts of a report of results */

/* text/intervals.c: what the intervals are, where they come from and what they ignore. */
void dark__put_intervals(dark__paper *page, const dark__subject *of);
/* text/estimates.c: the table of estimates. */
void dark__put_estimates(dark__paper *page, const dark__subject *of);
/* text/warnings.c: what must be read with the table: who is left out, what is missing, what is unstable. Adds to *told the reasons
   whose sentences were said. */
void dark__put_warnings(dark__paper *page, const dark__subject *of, dark_reasons *told);
/* Whether a model was chosen at all (text/intervals.c). */
bool dark__has_search(const dark_results *results);
/* text/shrunken.c: totals with effects that differ by category shrunken. Nothing where it was not asked for. */
void dark__put_shrunken(dark__paper *page, const dark__subject *of);
/* text/categories.c: values of categories set against each other. Nothing where it was not asked for. */
void dark__put_category_contrasts(dark__paper *page, const dark__subject *of);
/* text/missing.c: whom categories are missing of, where a model makes something of these people. */
void dark__put_missing_shares(dark__paper *page, const dark__subject *of);
/* text/suppressed.c: suppressed counts, and how many people the model expects in them. Nothing where every count was given. */
void dark__put_suppressed(dark__paper *page, const dark__subject *of);
/* text/checks/: what reviewers ask. */
void dark__put_checks(dark__paper *page, const dark__subject *of);

/* The writers, by file. */
dark_status dark__text_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                               dark_error *err);
dark_status dark__text_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                    const dark_run *run, dark_error *err);
dark_status dark__text_sensitivity(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                   dark_error *err);

#endif
