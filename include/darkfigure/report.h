/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_REPORT_H
#define DARKFIGURE_REPORT_H

/* Writers. They format what they are given onto a stdio stream and compute little. Errors: DARK_EUSAGE (an argument that is NULL or
   no value of its enumeration; nothing is written then), DARK_EIO, DARK_ENOMEM. `run` NULL: unknown. */

#include <stdio.h>

#include <darkfigure/link.h>
#include <darkfigure/population.h>
#include <darkfigure/residents.h>
#include <darkfigure/result.h>
#include <darkfigure/sensitivity.h>

DARK_PUBLIC_BEGIN

/* What a run was: goes into JSON and into the head of tables. Strings borrowed; NULL means unknown. */
typedef struct dark_run {
  const char *command; /* "fit" */
  const char *const *options;
  size_t n_options; /* pairs NAME, VALUE with defaults filled in: 2 x n_options strings */
  const char *path; /* of the one file, and the SHA-256 of its bytes; NULL when files were linked: dark_table_link has them */
  const char *sha256;
  int has_hashes; /* also write the SHA-256 of files whose rows are people (dark_table_is_of_people), which JSON else leaves out */
  /* what varies from run to run */
  int n_threads;
  double seconds;
  const dark_dependence *dependence; /* supposed by ranked models (results have their own); NULL: none */
  const dark_explanation *
      chosen; /* of ranked models: that of the model which their search chose, so that it is told whether the best is; NULL: not known */
  const dark_residents *residents; /* results are also given per 100,000 of them; borrowed; NULL: not */
} dark_run;

/* MARKDOWN, tables for papers, and XLSX, a workbook of Excel 2007 and later, are for results and descriptions: DARK_EUSAGE for others. */
typedef enum dark_format {
  DARK_FORMAT_TABLE,
  DARK_FORMAT_CSV,
  DARK_FORMAT_JSON,
  DARK_FORMAT_MARKDOWN,
  DARK_FORMAT_XLSX
} dark_format;

DARK_MUST_CHECK dark_status dark_report_results(FILE *stream, dark_format format, const dark_results *results,
                                                const dark_table *table, const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_descriptions(FILE *stream, dark_format format, const dark_descriptions *descriptions,
                                                     const dark_table *table, const dark_run *run, dark_error *err);
/* `names [n]`: the models in words, in the same order as `candidates [n]`. */
DARK_MUST_CHECK dark_status dark_report_candidates(FILE *stream, dark_format format, const dark_candidate *candidates,
                                                   const char *const *names, size_t n, const dark_table *table,
                                                   const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_check(FILE *stream, dark_format format, const dark_check *check, const dark_table *table,
                                              const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_sensitivity(FILE *stream, dark_format format, const dark_sensitivity *sensitivity,
                                                    const dark_table *table, const dark_run *run, dark_error *err);

/* What a row of people is: one person, or all people of one stratum and history, with a column `count`. */
typedef enum dark_people_form { DARK_PEOPLE_ROWS, DARK_PEOPLE_COUNTS } dark_people_form;

/* The people of a table as CSV that dark_table_read_csv reads: category columns, list columns of 0 and 1 in the input's order, `count`
   where asked for; sorted by stratum and history, so that equal tables give equal bytes. go_on(context), which may be NULL, is called
   now and then; when it returns 0 the writing ends with DARK_EINTERRUPTED. DARK_EUSAGE: one list with counts of captures. */
DARK_MUST_CHECK dark_status dark_report_people(FILE *stream, const dark_table *table, dark_people_form form,
                                               int (*go_on)(void *context), void *context, dark_error *err);

/* The truth behind a drawing as CSV: rows for strata, margins ("(all)" in a category column) and the total as `fit` has them; columns
   observed, hidden, total (people drawn: on lists, on none, both), expected_observed, expected_total (of the population), and for each
   list L size_L and expected_size_L. DARK_ELIMIT: more than 12 categories; DARK_EUSAGE: a sample of
   a population of another shape. */
DARK_MUST_CHECK dark_status dark_report_truth(FILE *stream, const dark_population *population, const dark_sample *sample,
                                              dark_error *err);

/* Versions of the program ("0.1.0") and of what it runs on: GSL, and the instruction set of the kernels: the widest that this processor
   runs ("portable", "avx2", "avx512"; results are the same bits with any of them), or the one that the environment variable
   DARKFIGURE_INSTRUCTION_SET names, if it runs that. Static storage. */
const char *dark_version(void);
const char *dark_gsl_version(void);
const char *dark_instruction_set(void);

/* DARK_EUSAGE: DARKFIGURE_INSTRUCTION_SET is set and names none that this processor runs; the message says which it runs. Otherwise what it
   names is used; an empty one counts as not set. */
DARK_MUST_CHECK dark_status dark_instruction_set_check(dark_error *err);

DARK_PUBLIC_END

#endif
