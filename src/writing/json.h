/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_JSON_H
#define DARK__WRITING_JSON_H

/* JSON documents by jansson; in the core by writing/plain_json.h. Every value that could not be made or stored marks the document as failed,
   so that only the end needs a check. Members stay in the order in which they were put. */

#include <stdio.h>

#ifndef DARK_CORE
#include <jansson.h>
#else
#include "writing/core_json.h"
#endif

#include "writing/paper.h"

typedef struct dark__json {
  json_t *root;
  bool failed;
} dark__json;

/* Both take over `value`; NULL means that it could not be made. */
void dark__json_put(dark__json *json, json_t *object, const char *key, json_t *value);
void dark__json_append(dark__json *json, json_t *array, json_t *value);
/* A new object or array inside another; NULL on failure, which all functions here accept. */
json_t *dark__json_put_object(dark__json *json, json_t *object, const char *key);
json_t *dark__json_put_array(dark__json *json, json_t *object, const char *key);
json_t *dark__json_append_object(dark__json *json, json_t *array);

/* null for what is not finite. */
json_t *dark__json_real(double value);
/* Whole numbers without a decimal point. */
json_t *dark__json_count(double value);
json_t *dark__json_size(size_t value);
/* null for NULL; bytes that are not UTF-8 become U+FFFD. */
json_t *dark__json_text(const char *text);
/* Takes what is on the paper and clears it. */
json_t *dark__json_paper(dark__paper *paper);
json_t *dark__json_texts(const char *const *texts, size_t n);

/* {"form": "labour"}, put into `object` one by one. */
void dark__json_put_levels(dark__json *json, json_t *object, const char *const *categories, const char *const *levels, size_t n);

/* Write the document and free it. DARK_EIO, DARK_ENOMEM. */
dark_status dark__json_write(dark__json *json, FILE *stream, dark_error *err);

#endif
