/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_BESIDE_H
#define DARK__REPORT_SOURCE_BESIDE_H

/* What goes onto a page beside the results: scenarios, what the answer depends on, what each method and each model says. Which of them a
   file has it says itself. */

#include "report/source/comparisons.h"
#include "report/source/what_if.h"

typedef struct dark__beside {
  dark__document *documents[2]; /* of comparisons and of what-ifs; NULL: not given */
  dark__comparisons_source comparisons;
  dark__what_ifs_source what_ifs;
  dark__source methods; /* what each method says of the same lists */
  dark__source *models; /* [n_models] what each model says, of one table a file */
  size_t n_models;
} dark__beside;

bool dark__has_comparisons(const dark__beside *beside);
bool dark__has_what_ifs(const dark__beside *beside);
bool dark__has_methods(const dark__beside *beside);

/* Read one more file beside the results. dark__beside_clear also after a failure. Errors: DARK_EDATA, where it is what none of `study
   compare`, `sensitivity`, `methods` and `models` writes, is a second one of its kind (there may be several of `models`), or is not about
   the same estimates; DARK_ELIMIT, DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__beside_read(dark__beside *beside, const dark__source *fitted, const char *path,
                                              dark_error *err);
/* The same of what `sensitivity` writes alone: anything else is refused. */
DARK_MUST_CHECK dark_status dark__beside_read_what_ifs(dark__beside *beside, const dark__source *fitted, const char *path,
                                                       dark_error *err);
/* And of what `study compare` writes. */
DARK_MUST_CHECK dark_status dark__beside_read_comparisons(dark__beside *beside, const dark__source *fitted, const char *path,
                                                          dark_error *err);
/* And of what `models` writes: beside results about any of their people, beside what `models` wrote about the same lists. */
DARK_MUST_CHECK dark_status dark__beside_read_models(dark__beside *beside, const dark__source *fitted, const char *path,
                                                     dark_error *err);
/* Comparisons from a document of `study compare` that is taken over and that messages call `path`. */
DARK_MUST_CHECK dark_status dark__beside_take_comparisons(dark__beside *beside, dark__document *document, const char *path,
                                                          dark_error *err);
/* Models likewise, from a document of `models`. */
DARK_MUST_CHECK dark_status dark__beside_take_models(dark__beside *beside, const dark__source *fitted, dark__document *document,
                                                     const char *path, dark_error *err);
void dark__beside_clear(dark__beside *beside);

#endif
