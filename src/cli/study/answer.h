/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_STUDY_ANSWER_H
#define DARK__CLI_STUDY_ANSWER_H

/* A study as what a page or a figure is made from: the answer of its baseline, as `fit` would have written it, what is compared, as `study compare` writes it,
   or what is asked of the baseline's table anew. */

#include "cli/options/request.h"
#include "study/document/document.h"

typedef struct dark__study_answer {
  char *store;                 /* its path */
  dark__document *baseline;    /* of the first comparison; of the first task where nothing is compared: what is needed of it */
  dark__document *comparisons; /* NULL: none, or not needed */
  dark__document **
      models; /* [n_models] of models: those of further categories, the first being the baseline; an item that was taken is NULL */
  size_t n_models;
} dark__study_answer;

typedef enum dark__study_need {
  DARK__NEED_BASELINE,    /* the answer, as `fit` would have written it, from the store */
  DARK__NEED_COMPARISONS, /* that, and all that is compared */
  DARK__NEED_MODELS, /* what `models` would write of the baseline's table, or of each of its categories, by its method: no store is read */
  DARK__NEED_ASSUMPTIONS, /* what `sensitivity` would, without draws of fewer people; with them */
  DARK__NEED_THINNED
} dark__study_need;

/* Whether the file that a command line names is a study: --store is given, or its name ends as that of a study file. */
bool dark__is_study(const dark__request *request, const char *path);

/* From the study file that the command line names first, and its store (--store; default as for `study compare`). Of the store nothing is
   estimated anew but the one number of the baseline. dark__study_answer_clear also after a failure. Errors: those of reading a study, its data and its store; DARK_EDATA where the
   baseline has not been done, or has failed; those of asking (asked.h). */
DARK_MUST_CHECK dark_status dark__study_answer_read(dark__study_answer *answer, const dark__request *request, const char *path,
                                                    dark__study_need need, dark_error *err);
void dark__study_answer_clear(dark__study_answer *answer);

#endif
