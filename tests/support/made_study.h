/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_MADE_STUDY_H
#define DARK_TESTS_MADE_STUDY_H

/* Studies with their tasks, from text. Messages call the study "s.yaml". */

#include "support/documents.h"

#define UK DARK_DATA "/uk-trafficking-2013-five-lists.csv"
#define KOREA DARK_DATA "/korea-palembang.csv"

/* The study may once name a table with categories as FORMS, which stands for a new file. */
typedef struct made_study {
  dark_study *study;
  dark_tasks *tasks;
  char forms[32];
  char text[4096];
} made_study;

/* The test fails when they are refused. unmake them. */
made_study make_tasks(const char *text);
void unmake(made_study *made);

/* Refused with that status, in these words behind "s.yaml:"; "FORMS" in them stands for the name of the file. */
void reject_tasks(const char *text, dark_status status, const char *message);

#endif
