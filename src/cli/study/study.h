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
#include "report/study/study.h"

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
/* The same of the study file at `path`, where a command line names other files as well. */
DARK_MUST_CHECK dark_status dark__study_files_open_at(dark__study_files *files, const dark__request *request, const char *path,
                                                      dark_error *err);
void dark__study_files_clear(dark__study_files *files);

/* dark_tasks_new, without core dumps while the data are read. */
DARK_MUST_CHECK dark_status dark__study_make_tasks(dark_tasks **out, const dark_study *study, dark_error *err);

/* The store of shard i of n of the study file: its name with ".db", or ".i-of-n.db", in place of the ending. NULL: no memory. */
char *dark__study_store_path(const char *study, size_t shard, size_t n_shards);

/* The output must be none of the files that the study reads: DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__study_check_output(const dark__request *request, const dark_study *study, dark_error *err);

#endif
