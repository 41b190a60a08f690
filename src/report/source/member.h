/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_MEMBER_H
#define DARK__REPORT_SOURCE_MEMBER_H

/* Members of a JSON object, asked for by name and kind. All fail with DARK_EDATA: "FILE: not what 'fit --format json' writes: 'rows' ...". */

#include <jansson.h>
#include <stdbool.h>

#include <darkfigure/status.h>

/* What is being read: where messages say it is, and whether all went well so far; nothing is read after a failure. */
typedef struct dark__reading {
  const char *path;
  dark_status status;
  dark_error *err;
} dark__reading;

/* Fail, unless it has failed already: `what` says what is wrong with the member. */
void dark__reading_fail(dark__reading *reading, const char *member, const char *what);

const json_t *dark__member_object(dark__reading *reading, const json_t *object, const char *name);
const json_t *dark__member_array(dark__reading *reading, const json_t *object, const char *name);
/* Borrowed from the document. The second takes null for NULL. */
const char *dark__member_text(dark__reading *reading, const json_t *object, const char *name);
const char *dark__member_text_or_null(dark__reading *reading, const json_t *object, const char *name);
/* A number, null for NaN; and one that is there, finite, not below zero. */
double dark__member_real(dark__reading *reading, const json_t *object, const char *name);
double dark__member_count(dark__reading *reading, const json_t *object, const char *name);
bool dark__member_flag(dark__reading *reading, const json_t *object, const char *name);
/* Item i of an array of texts. */
const char *dark__item_text(dark__reading *reading, const json_t *array, size_t i, const char *name);

#endif
