/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_STUDY_STUDY_H
#define DARK__REPORT_STUDY_STUDY_H

/* What reports on studies are about; the writers stand in the folders of their formats. */

#include <stdio.h>

#include <darkfigure/report.h>
#include <darkfigure/study.h>

#include "base/words.h"
#include "report/words/comparison.h"
#include "study/compare/compare.h"
#include "study/store/store.h"
#include "writing/paper.h"

/* ---- <format>/plan.c: the tasks of a study, before anything is run. DARK_ENOMEM. */

typedef struct dark__study_plan {
  const dark_study *study;
  const dark_tasks *tasks;
  const char *path; /* of the study file, as given */
  dark_run run;     /* its command and what varies */
} dark__study_plan;

typedef dark_status dark__plan_writer(FILE *stream, const dark__study_plan *plan, dark_error *err);
dark__plan_writer dark__plan_text, dark__plan_csv, dark__plan_json;

/* ---- <format>/answers.c: the results in a store */

typedef struct dark__study_answers {
  const dark_study *study;
  const dark_tasks *tasks;
  dark__store *store;
  bool has_hashes;                 /* also of files of people */
  const dark_residents *residents; /* NULL: none */
  bool has_shrunken;               /* some method pools */
  dark__words categories;          /* names of all columns of categories, in the order in which tasks have them */
  size_t n_tasks, n_missing, n_failed;
} dark__study_answers;

typedef dark_status dark__answers_writer(FILE *stream, const dark__study_answers *answers, dark_error *err);
dark__answers_writer dark__answers_text, dark__answers_csv, dark__answers_json;

/* Fill in what is known of all answers together: whether some method pools, categories, how many tasks. The categories are the caller's to
   dark__words_free, also after a failure. Errors of the store, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__answers_look(dark__study_answers *answers, dark_error *err);
/* What stands before the name of a category as a column: "category_" of one that is called like another column, so that no name stands twice,
   else "". */
const char *dark__answers_prefix(const char *category);

/* What an answer is per 100,000 residents: NaN without residents, and for a task that failed. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__answer_rate(dark_resident_rate *out, const dark__study_answers *answers,
                                              const dark__answer *answer, dark_error *err);

/* ---- <format>/differences.c: the comparisons of a study */

typedef struct dark__study_differences {
  const dark_study *study;
  const dark_tasks *tasks;
  dark__store *store;
  const dark__comparisons *comparisons;
  const double *levels; /* [n_levels]; NULL: those of the methods */
  size_t n_levels;
  size_t n_missing, n_without; /* filled in by the writer: comparisons that are missing, and that have no estimate */
} dark__study_differences;

typedef dark_status dark__differences_writer(FILE *stream, dark__study_differences *differences, dark_error *err);
dark__differences_writer dark__differences_text, dark__differences_csv, dark__differences_json, dark__differences_markdown,
    dark__differences_workbook;

/* What it is about: people who are chosen otherwise, or of another category or data set, are other people. */
dark__comparison_kind dark__comparison_kind_of(const dark__study_differences *differences, const dark__comparison *of);

/* Count a comparison into what is missing or has no estimate. */
void dark__differences_count(dark__study_differences *differences, const dark__compared *compared);
/* "form=labour/sex=f", "" without a category. */
void dark__add_category(dark__paper *paper, const dark_group *category, size_t n);

/* ---- <format>/status.c: how far a study is */

typedef struct dark__progress_of_study {
  dark__store *store;
  char name[128];
  dark__shard shard;
  bool lists_missing; /* only what is not done, and all of it */
  bool is_verified;
  size_t n_tasks, n_done, n_missing, n_failed, n_replicates, n_stored; /* filled in by the writer */
} dark__progress_of_study;

typedef dark_status dark__status_writer(FILE *stream, dark__progress_of_study *status, dark_error *err);
dark__status_writer dark__status_text, dark__status_csv, dark__status_json;

/* Count a task; whether it is one of those to be listed. */
bool dark__status_count(dark__progress_of_study *status, const dark__progress_of_task *task);
/* "done", "failed" or "missing". */
const char *dark__state_name(char state);

/* ---- <format>/rows.c: what a query of a store answers. Errors: those of dark__store_query. */
typedef dark_status dark__rows_writer(FILE *stream, dark__store *store, const char *query, dark_error *err);
dark__rows_writer dark__rows_text, dark__rows_csv, dark__rows_json;

/* Seconds of one core that all tasks take, estimated. */
double dark__plan_seconds(const dark_tasks *tasks);

#endif
