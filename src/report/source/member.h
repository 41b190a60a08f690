/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_MEMBER_H
#define DARK__REPORT_SOURCE_MEMBER_H

/* Members of a JSON object, asked for by name and kind. All fail with DARK_EDATA: "FILE: this is not what 'darkfigure fit --format json' ...
   writes: 'rows' is missing"; after a failure they are asked in vain. Objects and arrays may be NULL then. */

#include <stdbool.h>

#include "study/document/document.h"

/* What is being read: where messages say it is, and whether all went well so far; nothing is read after a failure. */
typedef struct dark__reading {
  const char *path;
  dark_status status;
  dark_error *err;
  const char *command; /* that writes it: "fit --format json"; and what messages call file and input of it */
  const char *file, *input;
} dark__reading;

/* Read the document at `path`. What is wrong with a study file is wrong usage; with a source it is bad data: DARK_EDATA, with "; " and the hint behind it.
   DARK_ELIMIT, DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__read_source_document(dark__document **out, const char *path, const char *hint, dark_error *err);
/* Whether what begins at `root` says that this command wrote it. */
bool dark__is_written_by(const dark__node *root, const char *command);

/* Fail, unless it has failed already: `what` says what is wrong with the member. */
void dark__reading_fail(dark__reading *reading, const char *member, const char *what);

/* Zeroed room in the arena; NULL after a failure, which running out of memory is: DARK_ENOMEM. */
void *dark__reading_take(dark__reading *reading, dark__arena *arena, size_t n, size_t size);

const dark__node *dark__member_object(dark__reading *reading, const dark__node *object, const char *name);
const dark__node *dark__member_array(dark__reading *reading, const dark__node *object, const char *name);
/* Borrowed from the document. The second takes null for NULL. */
const char *dark__member_text(dark__reading *reading, const dark__node *object, const char *name);
const char *dark__member_text_or_null(dark__reading *reading, const dark__node *object, const char *name);
/* A number, null for NaN; and one that is there, finite, not below zero. */
double dark__member_real(dark__reading *reading, const dark__node *object, const char *name);
double dark__member_count(dark__reading *reading, const dark__node *object, const char *name);
bool dark__member_flag(dark__reading *reading, const dark__node *object, const char *name);
/* How many items an array or an object has: 0 for NULL. */
size_t dark__n_items(const dark__node *node);
/* Item i of an array of texts. */
const char *dark__item_text(dark__reading *reading, const dark__node *array, size_t i, const char *name);

#endif
