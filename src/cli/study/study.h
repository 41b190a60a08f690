/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_STUDY_STUDY_H
#define DARK__CLI_STUDY_STUDY_H

/* The commands below `darkfigure study`, one file each, and what they share. `argv[0]` is what usage calls the command ("darkfigure
   study check"). They return the exit status.

   There are 3 things to do to add one: <name>.c, a line here, and a line in the table in study.c. */

#include <stdio.h>

#include <darkfigure/report.h>
#include <darkfigure/study.h>

#include "cli/options/request.h"
#include "study/compare/compare.h"
#include "study/store/store.h"

/* The command itself: finds the one below it. */
int dark__cmd_study(int argc, char **argv);

int dark__study_check(int argc, char **argv);
int dark__study_run(int argc, char **argv);
int dark__study_status(int argc, char **argv);
int dark__study_export(int argc, char **argv);
int dark__study_compare(int argc, char **argv);
int dark__study_query(int argc, char **argv);
int dark__study_merge(int argc, char **argv);
int dark__study_slurm(int argc, char **argv);

/* ---- study/files.c: the study that a command line names, and its store */

typedef struct dark__study_files {
  dark_study *study;
  dark_tasks *tasks;
  char *store; /* path */
} dark__study_files;

/* Read the study and make its tasks, with notes on standard error unless --quiet; say where its store is. dark__study_files_clear in
   any case. DARK_EUSAGE when the store has no name: a study from standard input without --store. */
DARK_MUST_CHECK dark_status dark__study_files_open(dark__study_files *files, const dark__request *request, dark_error *err);
void dark__study_files_clear(dark__study_files *files);

/* dark_tasks_new, without core dumps while the data are read. */
DARK_MUST_CHECK dark_status dark__study_make_tasks(dark_tasks **out, const dark_study *study, dark_error *err);

/* The store of shard i of n of the study file: its name with ".db", or ".i-of-n.db", in place of the ending. NULL: no memory. */
char *dark__study_store_path(const char *study, size_t shard, size_t n_shards);

/* The output must be none of the files that the study reads: DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__study_check_output(const dark__request *request, const dark_study *study, dark_error *err);

/* ---- plan_<format>.c: the tasks of a study, before anything is run. DARK_ENOMEM. */

typedef struct dark__study_plan {
  const dark_study *study;
  const dark_tasks *tasks;
  const char *path; /* of the study file, as given */
  dark_run run;     /* its command and what varies */
} dark__study_plan;

typedef dark_status dark__plan_writer(FILE *stream, const dark__study_plan *plan, dark_error *err);
dark__plan_writer dark__plan_text, dark__plan_csv, dark__plan_json;

/* ---- export_<format>.c: the results in a store */

typedef struct dark__study_answers {
  const dark_study *study;
  const dark_tasks *tasks;
  dark__store *store;
  bool has_hashes;        /* also of files of people */
  dark__words categories; /* names of all columns of categories, in the order in which tasks have them */
  size_t n_tasks, n_missing, n_failed;
} dark__study_answers;

typedef dark_status dark__answers_writer(FILE *stream, const dark__study_answers *answers, dark_error *err);
dark__answers_writer dark__answers_text, dark__answers_csv, dark__answers_json;

/* ---- compare_<format>.c: the comparisons of a study */

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
dark__differences_writer dark__differences_text, dark__differences_csv, dark__differences_json;

/* Count a comparison into what is missing or has no estimate. */
void dark__differences_count(dark__study_differences *differences, const dark__compared *compared);
/* "form=labour/sex=f", "" without a category. */
void dark__add_category(dark__paper *paper, const dark_group *category, size_t n);

/* Seconds of one core that all tasks take, estimated. */
double dark__plan_seconds(const dark_tasks *tasks);

#endif
