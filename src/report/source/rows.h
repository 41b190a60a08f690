/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_ROWS_H
#define DARK__REPORT_SOURCE_ROWS_H

#include "report/source/member.h"
#include "report/source/source.h"

/* What source->root says of the program, of its input and of its options. */
void dark__read_frame(dark__reading *reading, dark__source *source);
/* *texts [*n] of an array. */
void dark__read_texts(dark__reading *reading, const char ***texts, size_t *n, const dark__node *array, dark__arena *arena,
                      const char *name);
/* The member "state". */
dark_state dark__read_state(dark__reading *reading, const dark__node *object);
/* The object "categories": columns [*n] and what people have in each. */
void dark__read_categories(dark__reading *reading, const char ***columns, const char ***values, size_t *n,
                           const dark__node *object, dark__arena *arena);
/* The array `name` of `object` into rows [*n] for the categories of the source. */
void dark__read_rows(dark__reading *reading, dark_row **rows, size_t *n, const dark__node *object, const char *name,
                     const dark__source *source);
/* source->rates of the array "results", whose rows have been read. */
void dark__read_rates(dark__reading *reading, dark__source *source);
/* The array "details" of the document into source->details: what is known of strata. */
void dark__read_details(dark__reading *reading, dark__source *source);

#endif
