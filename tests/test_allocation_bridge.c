/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests, tables from columns, answers and frames survive the failure of each of their allocations. */

#include <stdlib.h>
#include <string.h>

#include <darkfigure.h>

#include "allocation/survive.h"
#include "support/assert_close.h"
#include "support/published.h"

static const int32_t a[] = {1, 0, 0, 1, 1, 1}, b[] = {0, 1, 0, 1, 0, 1}, c[] = {0, 0, 1, 0, 1, 1}, n[] = {6, 5, 4, 3, 2, 1};
static const int32_t codes[] = {0, 1, 1, 0, 1, 0};
static const char *const levels[] = {"x", "y", "z"};

static dark_request *usual; /* what the attempts below ask */
static dark_table *table, *plain;

static dark_status make_request(dark_request **out, dark_error *err) {
  dark_status status = dark_request_new(out, err);
  if (status != DARK_OK) return status;
  status = dark_request_set_text(*out, "method", "independence", err);
  if (status == DARK_OK) status = dark_request_set_real(*out, "replicates", 3, err);
  if (status == DARK_OK) status = dark_request_set_text(*out, "by", "g", err);
  if (status == DARK_OK) status = dark_request_put_text(*out, "expect", "g", "w", err);
  if (status == DARK_OK) status = dark_request_put_real(*out, "odds_ratio", "A:B", 2, err);
  return status;
}

static dark_status set_and_copy(const void *context, dark_error *err) {
  dark_request *request = NULL, *copy = NULL;
  (void)context;
  dark_status status = make_request(&request, err);
  if (status == DARK_OK) status = dark_request_copy(&copy, request, err);
  dark_request_free(copy);
  dark_request_free(request);
  return status;
}

static dark_status parse(const void *context, dark_error *err) {
  dark_request *request;
  const dark_status status = dark_request_parse(&request, context, strlen(context), err);
  dark_request_free(request);
  return status;
}

static dark_status make_table(dark_table **out, dark_error *err) {
  dark_data *data = NULL;
  *out = NULL;
  dark_status status = dark_data_new(&data, 6, err);
  if (status == DARK_OK) status = dark_data_add_ints(data, "A", a, NULL, err);
  if (status == DARK_OK) status = dark_data_add_ints(data, "B", b, NULL, err);
  if (status == DARK_OK) status = dark_data_add_ints(data, "C", c, NULL, err);
  if (status == DARK_OK) status = dark_data_add_ints(data, "n", n, NULL, err);
  if (status == DARK_OK) status = dark_data_add_codes(data, "g", codes, 0, levels, 3, NULL, err);
  if (status == DARK_OK) status = dark_table_from_data(out, data, usual, err);
  dark_data_free(data);
  return status;
}

static dark_status take_columns(const void *context, dark_error *err) {
  dark_table *made;
  (void)context;
  const dark_status status = make_table(&made, err);
  dark_table_free(made);
  return status;
}

/* A frame of an answer. */
typedef struct reading {
  const dark_answer *answer;
  const char *name;
} reading;

static dark_status read_frame(const void *context, dark_error *err) {
  const reading *of = context;
  dark_frame *frame;
  struct ArrowArray array = {.length = 0};
  struct ArrowSchema schema = {.format = NULL};
  dark_status status = dark_answer_frame(&frame, of->answer, of->name, err);
  if (status == DARK_OK) status = dark_frame_export(frame, &schema, &array, err);
  if (array.release != NULL) array.release(&array);
  if (schema.release != NULL) schema.release(&schema);
  dark_frame_free(frame);
  return status;
}

static dark_status write_text(const void *context, dark_error *err) {
  char *text;
  const dark_status status = dark_answer_write(&text, NULL, context, DARK_FORMAT_CSV, err);
  dark_text_free(text);
  return status;
}

typedef dark_status asking(dark_answer **, const dark_table *, const dark_request *, const dark_watch *, dark_error *);

/* What is asked, of the plain table. */
typedef struct question {
  asking *ask;
  const dark_request *request;
} question;

static dark_status ask(const void *context, dark_error *err) {
  const question *what = context;
  dark_answer *answer;
  const dark_status status = what->ask(&answer, plain, what->request, NULL, err);
  dark_answer_free(answer);
  return status;
}

static dark_status from_arrow(const void *context, dark_error *err) {
  const dark_frame *frame = context;
  struct ArrowArray array;
  struct ArrowSchema schema;
  dark_data *data = NULL;
  dark_status status = dark_frame_export(frame, &schema, &array, err);
  if (status == DARK_OK) status = dark_data_from_arrow(&data, &schema, &array, err);
  dark_data_free(data);
  return status;
}

static void requests_survive(void **state) {
  (void)state;
  assert_survives("keys", set_and_copy, NULL, DARK_OK, MEMORY_NEEDED);
  assert_survives("json", parse, "{\"seed\": 1, \"levels\": 0.9, \"set\": {\"p\": 0.1}, \"by\": [\"g\"]}", DARK_OK,
                  MEMORY_NEEDED);
}

static void columns_survive(void **state) {
  (void)state;
  assert_survives("columns", take_columns, NULL, DARK_OK, MEMORY_NEEDED);
}

static void frames_survive(const dark_answer *answer) {
  for (size_t i = 0; dark_answer_frame_name(answer, i) != NULL; i++) {
    const reading of = {answer, dark_answer_frame_name(answer, i)};
    assert_survives(of.name, read_frame, &of, DARK_OK, MEMORY_NEEDED);
  }
}

static void answers_survive(void **state) {
  dark_request *model, *search;
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  assert_ok(dark_request_new(&model, &err), err);
  assert_ok(dark_request_set_text(model, "model", "[1,2,3]", &err), err);
  assert_ok(dark_request_set_whole(model, "replicates", 0, &err), err);
  assert_ok(dark_request_new(&search, &err), err);
  assert_ok(dark_request_set_whole(search, "top", 2, &err), err);
  const question all[] = {
      {dark_answer_fit, model}, {dark_answer_describe, NULL}, {dark_answer_check, model}, {dark_answer_models, search}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    dark_answer *answer;
    assert_survives("an answer", ask, &all[i], DARK_OK, MEMORY_NEEDED);
    assert_ok(all[i].ask(&answer, plain, all[i].request, NULL, &err), err);
    frames_survive(answer);
    dark_answer_free(answer);
  }
  dark_request_free(search);
  dark_request_free(model);
}

/* With categories, replicates, and something supposed. */
static void a_larger_answer_survives(void **state) {
  dark_answer *answer;
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  assert_ok(dark_answer_fit(&answer, table, usual, NULL, &err), err);
  frames_survive(answer);
  assert_survives("csv", write_text, answer, DARK_OK, MEMORY_NEEDED);
  dark_answer_free(answer);
  assert_ok(dark_catalogue_new(&answer, &err), err);
  frames_survive(answer);
  dark_answer_free(answer);
}

static void arrow_survives(void **state) {
  dark_answer *answer;
  dark_frame *frame;
  (void)state;
  assert_int_equal(dark_answer_describe(&answer, table, NULL, NULL, NULL), DARK_OK);
  assert_int_equal(dark_answer_frame(&frame, answer, "verdicts", NULL), DARK_OK);
  assert_survives("columns of Arrow", from_arrow, frame, DARK_OK, MEMORY_NEEDED);
  dark_frame_free(frame);
  dark_answer_free(answer);
}

static int begin(void **state) {
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  return make_request(&usual, &err) == DARK_OK && make_table(&table, &err) == DARK_OK &&
                 (plain = published_table("Korea")) != NULL
             ? 0
             : -1;
}

static int end(void **state) {
  (void)state;
  dark_table_free(plain);
  dark_table_free(table);
  dark_request_free(usual);
  return 0;
}

/* ---- Pages */

static dark_status make_page(const void *context, dark_error *err) {
  char *text;
  const dark_status status = dark_answer_page(&text, NULL, context, usual, err);
  dark_text_free(text);
  return status;
}

static dark_status compare(const void *context, dark_error *err) {
  dark_answer *answer;
  dark_frame *frame = NULL;
  dark_status status = dark_answer_compare(&answer, context, context, NULL, err);
  if (status == DARK_OK) status = dark_answer_frame(&frame, answer, "differences", err);
  dark_frame_free(frame);
  dark_answer_free(answer);
  return status;
}

static void a_comparison_survives(void **state) {
  dark_answer *answer;
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  assert_ok(dark_answer_fit(&answer, table, usual, NULL, &err), err);
  assert_survives("a comparison", compare, answer, DARK_OK, MEMORY_NEEDED);
  dark_answer_free(answer);
}

/* It takes many thousands: of those some fail, where nobody said how many. */
static void pages_survive(void **state) {
  dark_answer *answer;
  dark_error err = DARK_ERROR_INIT;
  const char *stride = getenv("DARK_ALLOCATION_STRIDE");
  (void)state;
  assert_ok(dark_answer_fit(&answer, plain, NULL, NULL, &err), err);
  if (stride == NULL) setenv("DARK_ALLOCATION_STRIDE", "7", 1);
  assert_survives("a page", make_page, answer, DARK_OK, MEMORY_NEEDED);
  if (stride == NULL) unsetenv("DARK_ALLOCATION_STRIDE");
  dark_answer_free(answer);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(requests_survive),     cmocka_unit_test(columns_survive),
                                     cmocka_unit_test(answers_survive),      cmocka_unit_test(a_larger_answer_survives),
                                     cmocka_unit_test(arrow_survives),       cmocka_unit_test(pages_survive),
                                     cmocka_unit_test(a_comparison_survives)};
  return cmocka_run_group_tests(tests, begin, end);
}
