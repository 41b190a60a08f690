/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_MODELS_H
#define DARK__REPORT_SOURCE_MODELS_H

/* The JSON of `models`, read back: what each candidate model of one table estimates, and how it compares by the criterion. */

#include "report/source/source.h"

/* From a document that is taken over and that messages call `path`: source->models, and what is said of program, input, options and
   lists; there are no rows of results. dark__source_clear also after a failure. Errors: DARK_EDATA; DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__source_from_models(dark__source *source, dark__document *document, const char *path,
                                                     dark_error *err);
/* What `fit` or `models` wrote, whichever the file at `path` says, as dark__source_read. */
DARK_MUST_CHECK dark_status dark__source_read_models(dark__source *source, const char *path, dark_error *err);
/* Whether the document says that `models` wrote it. */
bool dark__is_of_models(const dark__document *document);

/* exp(-difference/2): what a model weighs in an average by its criterion, the best being 1; 0 without an estimate. */
double dark__model_weight(const dark__source_model *model);

/* The row of `fitted`, what `fit` wrote, that is about the people of `models`: the conditions of --where beyond those of `fit` are its
   categories, and it has as many people. NULL: there is none. */
const dark_row *dark__models_row(const dark__source *models, const dark__source *fitted);
/* Condition i of --where of `models` that `fitted` does not have, as COL=VALUE; NULL behind the last. `fitted` may be NULL. */
const char *dark__models_condition(const dark__source *models, const dark__source *fitted, size_t i);

#endif
