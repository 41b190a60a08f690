/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_JSON_JSON_H
#define DARK__REPORT_JSON_JSON_H

/* JSON documents by jansson. Every value that could not be made or stored marks the document as failed, so that only the end needs a
   check. Members stay in the order in which they were put. */

#include <jansson.h>

#include <darkfigure/report.h>

#include "report/words/format.h"
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

/* Seeds that a JSON integer cannot hold become text. */
json_t *dark__json_seed(uint64_t seed);
/* An array "reasons" of codes; and an object "reasons" of the document, which says what the codes mean. */
void dark__json_put_reasons(dark__json *json, json_t *object, dark_reasons reasons);
void dark__json_put_sentences(dark__json *json, dark_reasons used);

/* Name and versions of the program, for documents that are about no table. */
void dark__json_put_program(dark__json *json);
/* A document with what every document begins with: program, command, input, options. Ended by dark__json_finish. */
void dark__json_start(dark__json *json, const dark_table *table, const dark_run *run);
/* {"form": "labour"}, put into `object` one by one. */
void dark__json_put_levels(dark__json *json, json_t *object, const char *const *categories, const char *const *levels, size_t n);
/* Append what varies from run to run, write the document and free it. */
dark_status dark__json_finish(dark__json *json, FILE *stream, const dark_run *run, dark_error *err);
/* The same for a document that is to be the same bytes however it was made. */
dark_status dark__json_write(dark__json *json, FILE *stream, dark_error *err);

/* The writers, by file. */
dark_status dark__json_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                               dark_error *err);
dark_status dark__json_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                    const dark_run *run, dark_error *err);
dark_status dark__json_sensitivity(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                   dark_error *err);
/* Part of every document: json/input.c. */
void dark__json_put_input(dark__json *json, const dark_table *table, const dark_run *run);
/* Part of the results: json/details.c. */
void dark__json_put_interval(dark__json *json, json_t *object, const dark_interval *interval);
void dark__json_append_detail(dark__json *json, json_t *array, const dark_detail *detail, const dark_results *results,
                              const dark_table *table);

#endif
