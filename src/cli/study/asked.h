/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_STUDY_ASKED_H
#define DARK__CLI_STUDY_ASKED_H

/* What no store has of a task, asked anew of its table: as `models` and `sensitivity` would write it. */

#include "cli/options/request.h"
#include "study/document/document.h"
#include "study/tasks/ready.h"

/* A task of a study as it was made ready, with a plan. */
typedef struct dark__asked {
  const dark_study *study;
  const dark_task *task;
  const dark__ready *ready;
  const char *path; /* of the study file */
} dark__asked;

/* How the JSON is told what it is about. */
dark_run dark__asked_run(const dark__asked *of, const char *command);

/* The candidate models, a thousand at most, of the one table that there is, or of each category that has people: documents [*n], which come one behind the other
   as `models --where` would write them. What is there, also after a failure, is freed with dark__documents_free. DARK_EUSAGE, with what to type: the method ranks none;
   DARK_ENOMEM, DARK_ENUMERIC, DARK_ELIMIT. */
DARK_MUST_CHECK dark_status dark__ask_models(dark__document ***documents, size_t *n, const dark__asked *of, dark_error *err);
void dark__documents_free(dark__document **documents, size_t n);
/* Sensitivity, by the method's own intervals, which need no replicates; with or without draws of fewer people. Heard are the meter and requests to
   stop: DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark__ask_sensitivity(dark__document **out, const dark__asked *of, bool has_thinnings,
                                                  const dark__request *request, dark_error *err);

/* What was written into the output, read back; messages call it `place`. */
DARK_MUST_CHECK dark_status dark__take_document(dark__document **out, dark__output *output, const char *place, dark_error *err);

#endif
