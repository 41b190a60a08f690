/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_ASKING_H
#define DARK_TESTS_ASKING_H

/* What another language asks, in a line: whatever goes wrong fails the test. */

#include <darkfigure.h>

/* Three lists of 6 + 5 + 4 people alone, 3 on A and B, 2 on A and C, 1 on all. */
dark_data *three_lists(void);

/* The table of columns, which are freed. */
dark_table *asked_table(dark_data *data, const dark_request *request);

dark_request *request_of(const char *json);

/* The fit of a table by settings. */
dark_answer *fit_of(const dark_table *table, const char *json);

dark_frame *frame_of(const dark_answer *answer, const char *name);

/* In a row of a column that is there. */
double real_at(const dark_frame *frame, const char *column, size_t row);
const char *text_at(const dark_frame *frame, const char *column, size_t row);

#endif
