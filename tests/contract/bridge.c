/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests, columns, answers and frames. */
#include "contract/contract.h"
#include "contract/scene.h"

#include <string.h>

/* ---- Made for a check */

static dark_request *new_request(void) {
  dark_request *request;
  assert_int_equal(dark_request_new(&request, NULL), DARK_OK);
  return request;
}

static dark_data *new_data(void) {
  dark_data *data;
  assert_int_equal(dark_data_new(&data, 2, NULL), DARK_OK);
  return data;
}

static dark_answer *new_answer(void) {
  dark_answer *answer;
  assert_int_equal(dark_answer_describe(&answer, the.table, NULL, NULL, NULL), DARK_OK);
  return answer;
}

static dark_frame *new_frame(void) {
  dark_frame *frame;
  dark_answer *answer = new_answer();
  assert_int_equal(dark_answer_frame(&frame, answer, "verdicts", NULL), DARK_OK);
  dark_answer_free(answer);
  return frame;
}

/* ---- Requests */

static void check_dark_key_kind_name(void) {
  ANSWERS("kind",
          strcmp(dark_key_kind_name(DARK_N_KEY_KINDS), "") == 0 && strcmp(dark_key_kind_name((dark_key_kind)99), "") == 0);
}

static void check_dark_request_new(void) { REFUSES("out", dark_request_new(NULL, ERR)); }

static void check_dark_request_parse(void) {
  dark_request *out;
  REFUSES("out", dark_request_parse(NULL, "{}", 2, ERR));
  REFUSES_OUT("json", out, dark_request_parse(&out, NULL, 2, ERR));
  REFUSES_OUT_FOR("n", "settings:1:", out, dark_request_parse(&out, "{\"seed\": 1}", 4, ERR));
}

static void check_dark_request_copy(void) {
  dark_request *out;
  dark_request *request = new_request();
  REFUSES("out", dark_request_copy(NULL, request, ERR));
  REFUSES_OUT("request", out, dark_request_copy(&out, NULL, ERR));
  dark_request_free(request);
}

static void check_dark_request_free(void) {
  dark_request_free(NULL);
  TAKES("request");
}

static void check_dark_request_has(void) {
  dark_request *request = new_request();
  ANSWERS("request", dark_request_has(NULL, "seed") == 0);
  ANSWERS("key", dark_request_has(request, NULL) == 0 && dark_request_has(request, "no such") == 0);
  dark_request_free(request);
}

/* What all that set a key refuse; `call` uses `r` and `k`. */
#define CHECK_SET(call)                            \
  do {                                             \
    dark_request *made = new_request(), *r = NULL; \
    const char *k = "seed";                        \
    REFUSES("request", call);                      \
    r = made, k = NULL;                            \
    REFUSES("key", call);                          \
    k = "sede";                                    \
    REFUSES_FOR("key", "'sede'", call);            \
    dark_request_free(made);                       \
  } while (0)

static void check_dark_request_set_text(void) {
  dark_request *request = new_request();
  CHECK_SET(dark_request_set_text(r, k, "1", ERR));
  REFUSES("value", dark_request_set_text(request, "seed", NULL, ERR));
  REFUSES_FOR("value", "not UTF-8", dark_request_set_text(request, "method", "\xff", ERR));
  dark_request_free(request);
}

static void check_dark_request_set_whole(void) {
  CHECK_SET(dark_request_set_whole(r, k, 1, ERR));
  TAKES("value");
}

static void check_dark_request_set_real(void) {
  dark_request *request = new_request();
  CHECK_SET(dark_request_set_real(r, k, 1, ERR));
  REFUSES_FOR("value", "xi: ", dark_request_set_real(request, "xi", NAN, ERR));
  dark_request_free(request);
}

static void check_dark_request_set_flag(void) {
  CHECK_SET(dark_request_set_flag(r, k, 1, ERR));
  TAKES("value");
}

static void check_dark_request_set_texts(void) {
  dark_request *request = new_request();
  const char *const texts[] = {"A", NULL};
  CHECK_SET(dark_request_set_texts(r, k, texts, 1, ERR));
  REFUSES("values", dark_request_set_texts(request, "lists", NULL, 2, ERR));
  REFUSES_FOR("n", "a text is NULL", dark_request_set_texts(request, "lists", texts, 2, ERR));
  dark_request_free(request);
}

static void check_dark_request_set_reals(void) {
  dark_request *request = new_request();
  const double numbers[] = {0.9, INFINITY};
  CHECK_SET(dark_request_set_reals(r, k, numbers, 1, ERR));
  REFUSES("values", dark_request_set_reals(request, "levels", NULL, 2, ERR));
  REFUSES_FOR("n", "levels: ", dark_request_set_reals(request, "levels", numbers, 2, ERR));
  dark_request_free(request);
}

static void check_dark_request_put_text(void) {
  dark_request *request = new_request();
  CHECK_SET(dark_request_put_text(r, k, "m", "1", ERR));
  REFUSES("member", dark_request_put_text(request, "set", NULL, "1", ERR));
  REFUSES_FOR("member", "an empty name", dark_request_put_text(request, "set", "", "1", ERR));
  REFUSES("value", dark_request_put_text(request, "set", "top", NULL, ERR));
  dark_request_free(request);
}

static void check_dark_request_put_real(void) {
  dark_request *request = new_request();
  CHECK_SET(dark_request_put_real(r, k, "m", 1, ERR));
  REFUSES("member", dark_request_put_real(request, "set", NULL, 1, ERR));
  REFUSES_FOR("value", "set: ", dark_request_put_real(request, "set", "top", INFINITY, ERR));
  dark_request_free(request);
}

static void check_dark_request_put_texts(void) {
  dark_request *request = new_request();
  const char *const texts[] = {"a", NULL};
  CHECK_SET(dark_request_put_texts(r, k, "m", texts, 1, ERR));
  REFUSES("member", dark_request_put_texts(request, "where", NULL, texts, 1, ERR));
  REFUSES("values", dark_request_put_texts(request, "where", "sex", NULL, 1, ERR));
  REFUSES_FOR("n", "a text is NULL", dark_request_put_texts(request, "where", "sex", texts, 2, ERR));
  dark_request_free(request);
}

static void check_dark_request_unset(void) { CHECK_SET(dark_request_unset(r, k, ERR)); }

static void check_dark_request_command(void) {
  dark_request *request = new_request();
  char *text = (char *)elsewhere;
  REFUSES("text", dark_request_command(NULL, request, "fit", "f.csv", ERR));
  REFUSES("request", dark_request_command(&text, NULL, "fit", "f.csv", ERR));
  REFUSES("command", dark_request_command(&text, request, NULL, "f.csv", ERR));
  REFUSES_FOR("command", "'fitt'", dark_request_command(&text, request, "fitt", "f.csv", ERR));
  REFUSES("path", dark_request_command(&text, request, "fit", NULL, ERR));
  assert_null(text);
  dark_request_free(request);
}

/* ---- Columns */

static void check_dark_data_new(void) {
  REFUSES("out", dark_data_new(NULL, 1, ERR));
  TAKES("n_rows");
}

static void check_dark_data_free(void) {
  dark_data_free(NULL);
  TAKES("data");
}

#define CHECK_ADD(function, array)                                              \
  do {                                                                          \
    dark_data *made = new_data();                                               \
    REFUSES("data", function(NULL, "A", array, NULL, ERR));                     \
    REFUSES("name", function(made, NULL, array, NULL, ERR));                    \
    REFUSES_FOR("name", "has no name", function(made, "", array, NULL, ERR));   \
    REFUSES_FOR("name", "not UTF-8", function(made, "\xff", array, NULL, ERR)); \
    REFUSES("values", function(made, "A", NULL, NULL, ERR));                    \
    TAKES("valid");                                                             \
    dark_data_free(made);                                                       \
  } while (0)

static void check_dark_data_add_bytes(void) { CHECK_ADD(dark_data_add_bytes, ((const int8_t[]){0, 1})); }
static void check_dark_data_add_ints(void) { CHECK_ADD(dark_data_add_ints, ((const int32_t[]){0, 1})); }
static void check_dark_data_add_wholes(void) { CHECK_ADD(dark_data_add_wholes, ((const int64_t[]){0, 1})); }
static void check_dark_data_add_reals(void) { CHECK_ADD(dark_data_add_reals, ((const double[]){0, 1})); }
static void check_dark_data_add_texts(void) { CHECK_ADD(dark_data_add_texts, ((const char *const[]){"a", "b"})); }

static void check_dark_data_add_codes(void) {
  dark_data *data = new_data();
  const int32_t codes[] = {0, 1};
  const char *const levels[] = {"a", NULL};
  REFUSES("data", dark_data_add_codes(NULL, "A", codes, 0, levels, 1, NULL, ERR));
  REFUSES("name", dark_data_add_codes(data, NULL, codes, 0, levels, 1, NULL, ERR));
  REFUSES("codes", dark_data_add_codes(data, "A", NULL, 0, levels, 1, NULL, ERR));
  REFUSES("levels", dark_data_add_codes(data, "A", codes, 0, NULL, 1, NULL, ERR));
  REFUSES_FOR("n_levels", "levels[1] is NULL", dark_data_add_codes(data, "A", codes, 0, levels, 2, NULL, ERR));
  TAKES("first");
  TAKES("valid");
  dark_data_free(data);
}

static void check_dark_data_from_arrow(void) {
  dark_data *out;
  struct ArrowSchema schema = {.format = "+s"};
  struct ArrowArray array = {.length = 0};
  REFUSES("out", dark_data_from_arrow(NULL, &schema, &array, ERR));
  REFUSES_OUT("schema", out, dark_data_from_arrow(&out, NULL, &array, ERR));
  REFUSES_OUT("array", out, dark_data_from_arrow(&out, &schema, NULL, ERR));
  REFUSES_OUT_FOR("array", "was released", out, dark_data_from_arrow(&out, &schema, &array, ERR));
}

static void check_dark_table_from_data(void) {
  dark_table *out;
  dark_data *data = new_data();
  REFUSES("out", dark_table_from_data(NULL, data, NULL, ERR));
  REFUSES_OUT("data", out, dark_table_from_data(&out, NULL, NULL, ERR));
  REFUSES_OUT_FOR("data", "no columns", out, dark_table_from_data(&out, data, NULL, ERR));
  TAKES("request");
  dark_data_free(data);
}

static void check_dark_table_from_data_watched(void) {
  dark_watch watch = DARK_WATCH_INIT;
  dark_table *out;
  dark_data *data = new_data();
  watch.progress = contract_hear;
  REFUSES("out", dark_table_from_data_watched(NULL, data, NULL, NULL, ERR));
  REFUSES_OUT("data", out, dark_table_from_data_watched(&out, NULL, NULL, NULL, ERR));
  TAKES("request");
  REFUSES_VERSIONS("watch", watch.version, DARK_WATCH_VERSION, "dark_watch",
                   dark_table_from_data_watched(&out, data, NULL, &watch, ERR));
  dark_data_free(data);
}

static void check_dark_table_from_file_watched(void) {
  dark_watch watch = DARK_WATCH_INIT;
  dark_table *out;
  watch.progress = contract_hear;
  REFUSES("out", dark_table_from_file_watched(NULL, the.csv, NULL, NULL, ERR));
  REFUSES_OUT("path", out, dark_table_from_file_watched(&out, NULL, NULL, NULL, ERR));
  TAKES("request");
  REFUSES_VERSIONS("watch", watch.version, DARK_WATCH_VERSION, "dark_watch",
                   dark_table_from_file_watched(&out, the.csv, NULL, &watch, ERR));
}

static void check_dark_table_from_file(void) {
  dark_table *out;
  REFUSES("out", dark_table_from_file(NULL, the.csv, NULL, ERR));
  REFUSES_OUT("path", out, dark_table_from_file(&out, NULL, NULL, ERR));
  TAKES("request");
}

/* ---- Answers */

#define CHECK_ANSWER(function)                                                                                                   \
  do {                                                                                                                           \
    dark_answer *out;                                                                                                            \
    dark_request *request = new_request();                                                                                       \
    dark_watch watch = DARK_WATCH_INIT;                                                                                          \
    assert_int_equal(dark_request_set_text(request, "model", "[1,2,3]", NULL), DARK_OK);                                         \
    REFUSES("out", function(NULL, the.plain, request, &watch, ERR));                                                             \
    REFUSES_OUT("table", out, function(&out, NULL, request, &watch, ERR));                                                       \
    REFUSES_VERSIONS("watch", watch.version, DARK_WATCH_VERSION, "dark_watch", function(&out, the.plain, request, &watch, ERR)); \
    TAKES("request");                                                                                                            \
    dark_request_free(request);                                                                                                  \
  } while (0)

static void check_dark_answer_fit(void) { CHECK_ANSWER(dark_answer_fit); }
static void check_dark_answer_models(void) { CHECK_ANSWER(dark_answer_models); }
static void check_dark_answer_check(void) { CHECK_ANSWER(dark_answer_check); }
static void check_dark_answer_describe(void) { CHECK_ANSWER(dark_answer_describe); }
static void check_dark_answer_methods(void) { CHECK_ANSWER(dark_answer_methods); }
static void check_dark_answer_sensitivity(void) { CHECK_ANSWER(dark_answer_sensitivity); }

static void check_dark_catalogue_new(void) { REFUSES("out", dark_catalogue_new(NULL, ERR)); }

static void check_dark_answer_free(void) {
  dark_answer_free(NULL);
  TAKES("answer");
}

static void check_dark_answer_has_estimate(void) { ANSWERS("answer", dark_answer_has_estimate(NULL) == 0); }

static void check_dark_answer_frame_name(void) {
  dark_answer *answer = new_answer();
  ANSWERS("answer", dark_answer_frame_name(NULL, 0) == NULL);
  ANSWERS("i", dark_answer_frame_name(answer, 99) == NULL && dark_answer_frame_name(answer, SIZE_MAX) == NULL);
  dark_answer_free(answer);
}

static void check_dark_answer_frame(void) {
  dark_answer *answer = new_answer();
  dark_frame *out;
  REFUSES("out", dark_answer_frame(NULL, answer, "notes", ERR));
  REFUSES_OUT("answer", out, dark_answer_frame(&out, NULL, "notes", ERR));
  REFUSES_OUT("name", out, dark_answer_frame(&out, answer, NULL, ERR));
  REFUSES_OUT_FOR("name", "did you mean 'notes'", out, dark_answer_frame(&out, answer, "note", ERR));
  dark_answer_free(answer);
}

static void check_dark_answer_write(void) {
  dark_answer *answer = new_answer(), *catalogue;
  char *text = (char *)elsewhere;
  size_t length = 9;
  REFUSES("text", dark_answer_write(NULL, &length, answer, DARK_FORMAT_CSV, ERR));
  REFUSES("answer", dark_answer_write(&text, &length, NULL, DARK_FORMAT_CSV, ERR));
  REFUSES("format", dark_answer_write(&text, &length, answer, (dark_format)9, ERR));
  assert_null(text);
  assert_int_equal(dark_answer_write(&text, NULL, answer, DARK_FORMAT_CSV, NULL), DARK_OK);
  TAKES("length");
  dark_text_free(text);
  assert_int_equal(dark_catalogue_new(&catalogue, NULL), DARK_OK);
  REFUSES_FOR("answer", "frames alone", dark_answer_write(&text, &length, catalogue, DARK_FORMAT_CSV, ERR));
  dark_answer_free(catalogue);
  dark_answer_free(answer);
}

static void check_dark_text_free(void) {
  dark_text_free(NULL);
  TAKES("text");
}

/* ---- Frames */

static void check_dark_frame_free(void) {
  dark_frame_free(NULL);
  TAKES("frame");
}

static void check_dark_frame_n_rows(void) { ANSWERS("frame", dark_frame_n_rows(NULL) == 0); }
static void check_dark_frame_n_columns(void) { ANSWERS("frame", dark_frame_n_columns(NULL) == 0); }

static void check_dark_frame_column_name(void) {
  dark_frame *frame = new_frame();
  ANSWERS("frame", dark_frame_column_name(NULL, 0) == NULL);
  ANSWERS("column", dark_frame_column_name(frame, 99) == NULL);
  dark_frame_free(frame);
}

static void check_dark_frame_column_type(void) {
  dark_frame *frame = new_frame();
  ANSWERS("frame", dark_frame_column_type(NULL, 0) == DARK_N_COLUMN_TYPES);
  ANSWERS("column", dark_frame_column_type(frame, SIZE_MAX) == DARK_N_COLUMN_TYPES);
  dark_frame_free(frame);
}

static void check_dark_frame_find_column(void) {
  dark_frame *frame = new_frame();
  ANSWERS("frame", dark_frame_find_column(NULL, "verdict") == SIZE_MAX);
  ANSWERS("name", dark_frame_find_column(frame, NULL) == SIZE_MAX && dark_frame_find_column(frame, "") == SIZE_MAX);
  dark_frame_free(frame);
}

/* In frame `verdicts` column 0 is a category, 1 a number; none is whole. */
static void check_dark_frame_reals(void) {
  dark_frame *frame = new_frame();
  ANSWERS("frame", dark_frame_reals(NULL, 0) == NULL);
  ANSWERS("column", dark_frame_reals(frame, 0) == NULL && dark_frame_reals(frame, 99) == NULL);
  dark_frame_free(frame);
}

static void check_dark_frame_wholes(void) {
  dark_frame *frame = new_frame();
  ANSWERS("frame", dark_frame_wholes(NULL, 0) == NULL);
  ANSWERS("column", dark_frame_wholes(frame, 1) == NULL && dark_frame_wholes(frame, 99) == NULL);
  dark_frame_free(frame);
}

static void check_dark_frame_texts(void) {
  dark_frame *frame = new_frame();
  ANSWERS("frame", dark_frame_texts(NULL, 0) == NULL);
  ANSWERS("column", dark_frame_texts(frame, 1) == NULL && dark_frame_texts(frame, 99) == NULL);
  dark_frame_free(frame);
}

static void check_dark_answer_compare(void) {
  dark_answer *fit, *answer = new_answer(), *out;
  dark_request *request = new_request();
  assert_int_equal(dark_request_set_whole(request, "replicates", 0, NULL), DARK_OK);
  assert_int_equal(dark_answer_fit(&fit, the.table, request, NULL, NULL), DARK_OK);
  REFUSES("out", dark_answer_compare(NULL, fit, fit, NULL, ERR));
  REFUSES_OUT("baseline", out, dark_answer_compare(&out, NULL, fit, NULL, ERR));
  REFUSES_OUT("other", out, dark_answer_compare(&out, fit, NULL, NULL, ERR));
  REFUSES_OUT_FOR("baseline", "two answers of fit", out, dark_answer_compare(&out, answer, fit, NULL, ERR));
  REFUSES_OUT_FOR("other", "two answers of fit", out, dark_answer_compare(&out, fit, answer, NULL, ERR));
  assert_int_equal(dark_request_set_whole(request, "levels", 2, NULL), DARK_OK);
  REFUSES_OUT_FOR("request", "levels", out, dark_answer_compare(&out, fit, fit, request, ERR));
  dark_request_free(request);
  dark_answer_free(fit);
  dark_answer_free(answer);
}

static void check_dark_answer_page_watched(void) {
  dark_answer *answer = new_answer(), *fit;
  dark_request *request = new_request();
  dark_watch watch = DARK_WATCH_INIT;
  char *text;
  size_t length;
  assert_int_equal(dark_request_set_whole(request, "replicates", 0, NULL), DARK_OK);
  watch.progress = contract_hear;
  assert_int_equal(dark_answer_fit(&fit, the.table, request, NULL, NULL), DARK_OK);
  REFUSES("text", dark_answer_page_watched(NULL, &length, answer, NULL, NULL, ERR));
  REFUSES_OUT("answer", text, dark_answer_page_watched(&text, &length, NULL, NULL, NULL, ERR));
  REFUSES_VERSIONS("watch", watch.version, DARK_WATCH_VERSION, "dark_watch",
                   dark_answer_page_watched(&text, NULL, fit, NULL, &watch, ERR));
  TAKES("length");
  TAKES("request");
  dark_request_free(request);
  dark_answer_free(fit);
  dark_answer_free(answer);
}

static void check_dark_answer_page(void) {
  dark_answer *answer = new_answer();
  char *text;
  size_t length;
  REFUSES("text", dark_answer_page(NULL, &length, answer, NULL, ERR));
  REFUSES_OUT("answer", text, dark_answer_page(&text, &length, NULL, NULL, ERR));
  REFUSES_OUT_FOR("answer", "what fit answers", text, dark_answer_page(&text, NULL, answer, NULL, ERR));
  TAKES("length");
  TAKES("request");
  dark_answer_free(answer);
}

static void check_dark_frame_export(void) {
  dark_frame *frame = new_frame();
  struct ArrowSchema schema;
  struct ArrowArray array;
  REFUSES("frame", dark_frame_export(NULL, &schema, &array, ERR));
  assert_int_equal(dark_frame_export(frame, NULL, NULL, NULL), DARK_OK);
  TAKES("schema");
  TAKES("array");
  dark_frame_free(frame);
}

const contract bridge_contracts[] = {
    CONTRACT(dark_key_kind_name),
    CONTRACT(dark_request_new),
    CONTRACT(dark_request_parse),
    CONTRACT(dark_request_copy),
    CONTRACT(dark_request_free),
    CONTRACT(dark_request_has),
    CONTRACT(dark_request_set_text),
    CONTRACT(dark_request_set_whole),
    CONTRACT(dark_request_set_real),
    CONTRACT(dark_request_set_flag),
    CONTRACT(dark_request_set_texts),
    CONTRACT(dark_request_set_reals),
    CONTRACT(dark_request_put_text),
    CONTRACT(dark_request_put_real),
    CONTRACT(dark_request_put_texts),
    CONTRACT(dark_request_unset),
    CONTRACT(dark_request_command),
    CONTRACT(dark_data_new),
    CONTRACT(dark_data_free),
    CONTRACT(dark_data_add_bytes),
    CONTRACT(dark_data_add_ints),
    CONTRACT(dark_data_add_wholes),
    CONTRACT(dark_data_add_reals),
    CONTRACT(dark_data_add_texts),
    CONTRACT(dark_data_add_codes),
    CONTRACT(dark_data_from_arrow),
    CONTRACT(dark_table_from_data),
    CONTRACT(dark_table_from_data_watched),
    CONTRACT(dark_table_from_file_watched),
    CONTRACT(dark_table_from_file),
    CONTRACT(dark_answer_fit),
    CONTRACT(dark_answer_models),
    CONTRACT(dark_answer_check),
    CONTRACT(dark_answer_describe),
    CONTRACT(dark_answer_methods),
    CONTRACT(dark_answer_sensitivity),
    CONTRACT(dark_catalogue_new),
    CONTRACT(dark_answer_free),
    CONTRACT(dark_answer_has_estimate),
    CONTRACT(dark_answer_frame_name),
    CONTRACT(dark_answer_frame),
    CONTRACT(dark_answer_write),
    CONTRACT(dark_text_free),
    CONTRACT(dark_frame_free),
    CONTRACT(dark_frame_n_rows),
    CONTRACT(dark_frame_n_columns),
    CONTRACT(dark_frame_column_name),
    CONTRACT(dark_frame_column_type),
    CONTRACT(dark_frame_find_column),
    CONTRACT(dark_frame_reals),
    CONTRACT(dark_frame_wholes),
    CONTRACT(dark_frame_texts),
    CONTRACT(dark_frame_export),
    CONTRACT(dark_answer_compare),
    CONTRACT(dark_answer_page),
    CONTRACT(dark_answer_page_watched),
    NO_CONTRACT,
};
