/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_STUDY_H
#define DARK__CLI_STUDY_H

/* The commands below `darkfigure study`, one file study_<name>.c each, and what they share. `argv[0]` is what usage calls the command ("darkfigure
   study check"). They return the exit status.

   There are 3 things to do to add one: study_<name>.c, a line here, and a line in the table in cmd_study.c. */

#include <stdio.h>

#include <darkfigure/report.h>
#include <darkfigure/study.h>

int dark__study_check(int argc, char **argv);

/* ---- study_plan_<format>.c: the tasks of a study, before anything is run. DARK_ENOMEM. */

typedef struct dark__study_plan {
  const dark_study *study;
  const dark_tasks *tasks;
  const char *path; /* of the study file, as given */
  dark_run run;     /* its command and what varies */
} dark__study_plan;

typedef dark_status dark__plan_writer(FILE *stream, const dark__study_plan *plan, dark_error *err);
dark__plan_writer dark__plan_text, dark__plan_csv, dark__plan_json;

/* Seconds of one core that all tasks take, estimated. */
double dark__plan_seconds(const dark_tasks *tasks);

#endif
