/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_JSON_JSON_H
#define DARK__REPORT_JSON_JSON_H

/* The documents: what all begin and end with, and the writers of each kind of report. */

#include <darkfigure/report.h>

#include "report/words/format.h"
#include "writing/json.h"

/* Seeds that a JSON integer cannot hold become text. */
json_t *dark__json_seed(uint64_t seed);
/* An array "reasons" of codes; and an object "reasons" of the document, which says what the codes mean. */
void dark__json_put_reasons(dark__json *json, json_t *object, dark_reasons reasons);
/* "residents", "rate", "rate_lower", "rate_upper" into `object`. */
void dark__json_put_rate(dark__json *json, json_t *object, const dark_resident_rate *rate);
void dark__json_put_sentences(dark__json *json, dark_reasons used);

/* contrast.c: two answers set against each other: their numbers into `object`; what one level says of the change, appended; and all contrasts of categories
   that were asked for, "contrasts". */
void dark__json_put_contrast(dark__json *json, json_t *object, const dark_contrast *of);
void dark__json_append_contrast(dark__json *json, json_t *array, const dark_contrast *of);
void dark__json_put_category_contrasts(dark__json *json, const dark_results *results);

/* Name and versions of the program, for documents that are about no table. */
void dark__json_put_program(dark__json *json);
/* A document with what every document begins with: program, command, input, options. Ended by dark__json_finish. */
void dark__json_start(dark__json *json, const dark_table *table, const dark_run *run);
/* Append what varies from run to run, write the document and free it; nothing is written once the thread is to end its work: DARK_EINTERRUPTED. */
dark_status dark__json_finish(dark__json *json, FILE *stream, const dark_run *run, dark_error *err);

/* What the user had the estimates suppose of dependence between lists: a member "assumed"; none when nothing is supposed. */
void dark__json_put_supposed(dark__json *json, const dark_dependence *supposed, size_t n_lists);

/* The writers, by file. */
dark_status dark__json_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                               dark_error *err);
dark_status dark__json_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                    const dark_run *run, dark_error *err);
dark_status dark__json_sensitivity(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                   dark_error *err);
/* models.c */
dark_status dark__json_candidates(FILE *stream, const dark__candidates *candidates, const dark_table *table, const dark_run *run,
                                  dark_error *err);
dark_status dark__json_check(FILE *stream, const dark_check *check, const dark_table *table, const dark_run *run,
                             dark_error *err);
/* Part of every document: input.c. */
void dark__json_put_input(dark__json *json, const dark_table *table, const dark_run *run);
/* Part of the results of `fit`: histories.c. None of more than DARK_MAX_LISTS lists, nor of numbers of captures, nor where counts are suppressed. */
void dark__json_put_histories(dark__json *json, const dark_table *table);
/* Part of the results: details.c. */
/* {"list": , "people": }, appended. */
void dark__json_put_list_size(dark__json *json, json_t *array, const char *list, double people);
void dark__json_put_interval(dark__json *json, json_t *object, const dark_interval *interval);
void dark__json_put_bound(dark__json *json, json_t *object, const dark_bound *bound);
void dark__json_append_detail(dark__json *json, json_t *array, const dark_detail *detail, const dark_results *results,
                              const dark_table *table);

#endif
