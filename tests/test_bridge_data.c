/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables from columns, and columns from Arrow and to it. */

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <darkfigure.h>

#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"

static dark_error err;
static const int32_t a[] = {1, 0, 0, 1, 1, 1};

/* ---- Tables */

/* A 12, B 9, C 7; 21 people. */
static void columns_become_a_table(void **state) {
  dark_table *table = asked_table(three_lists(), NULL);
  size_t n_records = 0;
  (void)state;
  assert_int_equal(dark_table_n_lists(table), 3);
  assert_true(dark_table_n_people(table) == 21);
  assert_non_null(dark_table_records(table, 0, &n_records));
  assert_int_equal(n_records, 6);
  assert_string_equal(dark_table_path(table), "");
  dark_table_free(table);
}

/* The same table from every kind of column. */
static void kinds_of_columns_say_the_same(void **state) {
  const int8_t flags[] = {1, 0, 0, 1, 1, 1};
  const int64_t wholes[] = {0, 1, 0, 1, 0, 1};
  const double reals[] = {0, 0, 1, 0, 1, 1}, people[] = {6, 5, 4, 3, 2, 1};
  dark_data *data;
  (void)state;
  assert_ok(dark_data_new(&data, 6, &err), err);
  assert_ok(dark_data_add_bytes(data, "A", flags, NULL, &err), err);
  assert_ok(dark_data_add_wholes(data, "B", wholes, NULL, &err), err);
  assert_ok(dark_data_add_reals(data, "C", reals, NULL, &err), err);
  assert_ok(dark_data_add_reals(data, "n", people, NULL, &err), err);
  dark_table *table = asked_table(data, NULL), *other = asked_table(three_lists(), NULL);
  size_t n_left, n_right;
  const dark_record *left = dark_table_records(table, 0, &n_left), *right = dark_table_records(other, 0, &n_right);
  assert_int_equal(n_left, n_right);
  for (size_t i = 0; i < n_left; i++) assert_true(left[i].history == right[i].history && left[i].count == right[i].count);
  dark_table_free(table);
  dark_table_free(other);
}

static void a_missing_membership_is_refused(void **state) {
  const int32_t holes[] = {1, 0, INT32_MIN, 1, 1, 1};
  const uint8_t valid = 0x3b; /* all but the third */
  dark_table *table;
  dark_request *request = request_of("{\"lists\": [\"A\", \"B\", \"D\"]}");
  (void)state;
  for (int by_bits = 0; by_bits < 2; by_bits++) {
    dark_data *data = three_lists();
    assert_ok(dark_data_add_ints(data, "D", by_bits ? a : holes, by_bits ? &valid : NULL, &err), err);
    assert_int_equal(dark_table_from_data(&table, data, request, &err), DARK_EDATA);
    if (strncmp(err.message, "data:3:5: ", 10) != 0) fail_msg("%s", err.message);
    assert_null(table);
    dark_data_free(data);
  }
  dark_request_free(request);
}

/* In a file 1 and blank are a way to write lists; of columns that hold 1 and missing values nobody has said what these mean. Texts that are empty do say it. */
static void one_and_missing_are_no_list(void **state) {
  const int32_t p[] = {1, 1, INT32_MIN, 1}, q[] = {INT32_MIN, 1, 1, 1};
  const char *const u[] = {"1", "1", "", "1"}, *const v[] = {"", "1", "1", "1"}, *const w[] = {NULL, "1", "1", "1"};
  dark_table *table;
  (void)state;
  for (int kind = 0; kind < 3; kind++) {
    dark_data *data;
    assert_ok(dark_data_new(&data, 4, &err), err);
    if (kind == 0) assert_ok(dark_data_add_ints(data, "P", p, NULL, &err), err);
    else assert_ok(dark_data_add_texts(data, "P", u, NULL, &err), err);
    if (kind == 0) assert_ok(dark_data_add_ints(data, "Q", q, NULL, &err), err);
    else assert_ok(dark_data_add_texts(data, "Q", kind == 1 ? v : w, NULL, &err), err);
    dark_request *request = request_of("{\"lists\": [\"P\", \"Q\"]}");
    assert_int_equal(dark_table_from_data(&table, data, request, &err), kind == 1 ? DARK_OK : DARK_EDATA);
    if (kind != 1 && strstr(err.message, ": NA is a missing membership (list ") == NULL) fail_msg("%s", err.message);
    dark_table_free(table);
    dark_request_free(request);
    dark_data_free(data);
  }
}

/* R's factors begin with 1; no row is of the third level. */
static void levels_that_nobody_has_are_strata(void **state) {
  const int32_t codes[] = {1, 1, 1, 2, 2, INT32_MIN};
  const char *const levels[] = {"east", "west", "north"};
  dark_request *request = request_of("{\"by\": \"region\", \"method\": \"independence\", \"replicates\": 0}");
  dark_data *data = three_lists();
  (void)state;
  assert_ok(dark_data_add_codes(data, "region", codes, 1, levels, 3, NULL, &err), err);
  dark_table *table = asked_table(data, request);
  assert_int_equal(dark_table_n_levels(table, 0), 4);
  dark_answer *answer;
  assert_ok(dark_answer_fit(&answer, table, request, NULL, &err), err);
  dark_frame *frame = frame_of(answer, "estimates");
  assert_string_equal(dark_frame_column_name(frame, 0), "region");
  assert_string_equal(text_at(frame, "region", 0), "(missing)");
  assert_string_equal(text_at(frame, "region", 2), "north");
  assert_string_equal(text_at(frame, "state", 2), "no_estimate");
  assert_true(isnan(real_at(frame, "total", 2)));
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
  dark_request_free(request);
}

static void bad_columns_are_refused(void **state) {
  const char *const jsons[] = {"{\"lists\": [\"A\", \"Z\"]}", "{\"date\": \"A\"}", "{\"by\": \"Z\"}",
                               "{\"where\": {\"Z\": \"1\"}}"};
  const char *const words[] = {"no column 'Z' (lists)", "'date' is for files", "no column 'Z' (by)", "no column 'Z' (where)"};
  dark_table *table;
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    dark_request *request = request_of(jsons[i]);
    dark_data *data = three_lists();
    assert_int_equal(dark_table_from_data(&table, data, request, &err), DARK_EUSAGE);
    if (strstr(err.message, words[i]) == NULL) fail_msg("%s", err.message);
    dark_data_free(data);
    dark_request_free(request);
  }
  dark_data *data = three_lists();
  assert_int_equal(dark_data_add_ints(data, "A", a, NULL, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "two columns are called 'A'");
  const double halves[] = {0.5, 1, 1, 1, 1, 1};
  assert_ok(dark_data_add_reals(data, "count", halves, NULL, &err), err);
  dark_request *request = request_of("{\"count\": \"count\", \"lists\": [\"A\", \"B\"]}");
  assert_int_equal(dark_table_from_data(&table, data, request, &err), DARK_EDATA);
  assert_non_null(strstr(err.message, "data:1:5: "));
  dark_request_free(request);
  dark_data_free(data);
}

/* ---- Arrow, read by its structs alone */

static int is_null(const struct ArrowArray *array, int64_t i) {
  const uint8_t *bits = array->buffers[0];
  return bits != NULL && (bits[i / 8] >> (i % 8) & 1) == 0;
}

static void a_frame_is_an_arrow_struct(void **state) {
  dark_table *table = asked_table(three_lists(), NULL);
  dark_answer *answer = fit_of(table, "{\"method\": \"bic\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "details");
  struct ArrowSchema schema;
  struct ArrowArray array;
  (void)state;
  assert_ok(dark_frame_export(frame, &schema, &array, &err), err);
  const double *values = dark_frame_reals(frame, 2);
  const void *buffer = array.children[2]->buffers[1];
  assert_ptr_equal(values, buffer); /* not copied */
  dark_frame_free(frame);
  dark_answer_free(answer);
  assert_string_equal(schema.format, "+s");
  assert_int_equal(schema.n_children, array.n_children);
  assert_int_equal(array.length, 1);
  for (int64_t i = 0; i < schema.n_children; i++) {
    const struct ArrowArray *child = array.children[i];
    const char *format = schema.children[i]->format;
    int64_t n_nulls = 0;
    assert_int_equal(child->length, 1);
    assert_int_equal(child->n_buffers, format[0] == 'u' ? 3 : 2);
    for (int64_t r = 0; r < child->length; r++) n_nulls += is_null(child, r);
    assert_int_equal(n_nulls, child->null_count);
  }
  assert_string_equal(schema.children[0]->name, "method");
  const int32_t *offsets = array.children[0]->buffers[1];
  assert_int_equal(offsets[1], 3);
  assert_memory_equal(array.children[0]->buffers[2], "bic", 3);
  assert_true(is_null(array.children[5], 0)); /* reason */
  /* A child is moved out, and outlives its parent. */
  struct ArrowArray moved = *array.children[2];
  array.children[2]->release = NULL;
  array.release(&array);
  schema.release(&schema);
  assert_null(array.release);
  assert_null(schema.release);
  assert_true(((const double *)moved.buffers[1])[0] == 21);
  moved.release(&moved);
  dark_table_free(table);
}

/* The frame of one answer is the data of the next: the description of a table as columns. */
static void columns_come_from_arrow(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_answer *answer = fit_of(table, "{\"method\": \"bic\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "cells");
  struct ArrowSchema schema;
  struct ArrowArray array;
  dark_data *data;
  (void)state;
  assert_ok(dark_frame_export(frame, &schema, &array, &err), err);
  assert_ok(dark_data_from_arrow(&data, &schema, &array, &err), err);
  assert_null(array.release);
  assert_null(schema.release);
  dark_request *request = request_of("{\"count\": \"observed\", \"ignore\": [\"fitted\", \"residual\"]}");
  dark_table *again = asked_table(data, request);
  assert_true(dark_table_n_people(again) == dark_table_n_people(table));
  dark_answer *second = fit_of(again, "{\"method\": \"bic\", \"replicates\": 0}");
  dark_frame *one = frame_of(answer, "estimates"), *two = frame_of(second, "estimates");
  assert_true(real_at(one, "total", 0) == real_at(two, "total", 0));
  dark_frame_free(two);
  dark_frame_free(one);
  dark_answer_free(second);
  dark_table_free(again);
  dark_request_free(request);
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
}

/* A frame has a column of a type that nobody takes (here: what its format says is a duration). */
static dark_data *with_unread(const char *column) {
  dark_table *table = published_table("Kosovo");
  dark_answer *answer = fit_of(table, "{\"method\": \"bic\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "cells");
  struct ArrowSchema schema;
  struct ArrowArray array;
  dark_data *data;
  bool found = false;
  assert_ok(dark_frame_export(frame, &schema, &array, &err), err);
  for (int64_t c = 0; c < schema.n_children; c++) {
    if (strcmp(schema.children[c]->name, column) != 0) continue;
    schema.children[c]->format = "tDs";
    found = true;
  }
  assert_true(found);
  assert_ok(dark_data_from_arrow(&data, &schema, &array, &err), err);
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
  return data;
}

static void a_column_of_another_type_is_passed_over_unless_it_is_named(void **state) {
  dark_request *request = request_of("{\"count\": \"observed\", \"ignore\": [\"residual\"]}");
  const char *const naming[] = {"{\"count\": \"fitted\"}", "{\"count\": \"observed\", \"by\": \"fitted\"}",
                                "{\"count\": \"observed\", \"lists\": [\"EXH\", \"fitted\"]}",
                                "{\"count\": \"observed\", \"where\": {\"fitted\": \"2\"}}"};
  dark_data *data = with_unread("fitted");
  dark_table *table;
  (void)state;
  assert_ok(dark_table_from_data(&table, data, request, &err), err);
  assert_int_equal(dark_table_n_lists(table), 4);
  assert_true(dark_table_n_people(table) == 4400);
  dark_table_free(table);
  for (size_t i = 0; i < sizeof naming / sizeof naming[0]; i++) {
    dark_request *named = request_of(naming[i]);
    assert_int_equal(dark_table_from_data(&table, data, named, &err), DARK_EUSAGE);
    if (strstr(err.message, "column 'fitted' has values of a type that is not taken (Arrow's 'tDs')") == NULL)
      fail_msg("%s: %s", naming[i], err.message);
    dark_request_free(named);
  }
  dark_data_free(data);
  dark_request_free(request);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_become_a_table),
      cmocka_unit_test(kinds_of_columns_say_the_same),
      cmocka_unit_test(a_missing_membership_is_refused),
      cmocka_unit_test(one_and_missing_are_no_list),
      cmocka_unit_test(levels_that_nobody_has_are_strata),
      cmocka_unit_test(bad_columns_are_refused),
      cmocka_unit_test(a_frame_is_an_arrow_struct),
      cmocka_unit_test(columns_come_from_arrow),
      cmocka_unit_test(a_column_of_another_type_is_passed_over_unless_it_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
