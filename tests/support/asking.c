/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/asking.h"

#include <string.h>

#include "support/assert_close.h"
#include "support/published.h"

/* Three lists of 6 + 5 + 4 people alone, 3 on A and B, 2 on A and C, 1 on all. */
static const int32_t a[] = {1, 0, 0, 1, 1, 1}, b[] = {0, 1, 0, 1, 0, 1}, c[] = {0, 0, 1, 0, 1, 1}, n[] = {6, 5, 4, 3, 2, 1};

dark_data *three_lists(void) {
  dark_error err = DARK_ERROR_INIT;
  dark_data *data;
  assert_ok(dark_data_new(&data, 6, &err), err);
  assert_ok(dark_data_add_ints(data, "A", a, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "B", b, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "C", c, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "n", n, NULL, &err), err);
  return data;
}

dark_table *asked_table(dark_data *data, const dark_request *request) {
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  const dark_status status = dark_table_from_data(&table, data, request, &err);
  dark_data_free(data);
  if (status != DARK_OK) fail_msg("%s", err.message);
  return table;
}

dark_request *request_of(const char *json) {
  dark_error err = DARK_ERROR_INIT;
  dark_request *request;
  assert_ok(dark_request_parse(&request, json, strlen(json), &err), err);
  return request;
}

dark_answer *fit_of(const dark_table *table, const char *json) {
  dark_error err = DARK_ERROR_INIT;
  dark_answer *answer;
  dark_request *request = request_of(json);
  assert_ok(dark_answer_fit(&answer, table, request, NULL, &err), err);
  dark_request_free(request);
  return answer;
}

dark_frame *frame_of(const dark_answer *answer, const char *name) {
  dark_error err = DARK_ERROR_INIT;
  dark_frame *frame;
  assert_ok(dark_answer_frame(&frame, answer, name, &err), err);
  return frame;
}

double real_at(const dark_frame *frame, const char *column, size_t row) {
  const double *values = dark_frame_reals(frame, dark_frame_find_column(frame, column));
  assert_non_null(values);
  assert_true(row < dark_frame_n_rows(frame));
  return values[row];
}

const char *text_at(const dark_frame *frame, const char *column, size_t row) {
  const char *const *values = dark_frame_texts(frame, dark_frame_find_column(frame, column));
  assert_non_null(values);
  assert_true(row < dark_frame_n_rows(frame));
  return values[row];
}
