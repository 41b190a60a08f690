/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_STUDY_ANSWER_H
#define DARK__CLI_STUDY_ANSWER_H

/* A study as what a page is made from: the answer of its baseline, as `fit` would have written it, and what is compared, as `study compare` writes it. */

#include "cli/options/request.h"
#include "study/document/document.h"

typedef struct dark__study_answer {
  char *store;                 /* its path */
  dark__document *baseline;    /* of the first comparison; of the first task where nothing is compared */
  dark__document *comparisons; /* NULL: none */
} dark__study_answer;

/* Whether the file that a command line names is a study: --store is given, or its name ends as that of a study file. */
bool dark__is_study(const dark__request *request, const char *path);

/* From the study file that the command line names first, and its store (--store; default as for `study compare`). Nothing is estimated anew but the
   one number of the baseline. dark__study_answer_clear also after a failure. Errors: those of reading a study, its data and its store; DARK_EDATA where the
   baseline has not been done, or has failed. */
DARK_MUST_CHECK dark_status dark__study_answer_read(dark__study_answer *answer, const dark__request *request, const char *path,
                                                    dark_error *err);
void dark__study_answer_clear(dark__study_answer *answer);

#endif
