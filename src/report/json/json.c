/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "report/words/dependence.h"
#include "report/words/names.h"

void dark__json_put(dark__json *json, json_t *object, const char *key, json_t *value) {
  if (json_object_set_new(object, key, value) != 0) json->failed = true;
}

void dark__json_append(dark__json *json, json_t *array, json_t *value) {
  if (json_array_append_new(array, value) != 0) json->failed = true;
}

json_t *dark__json_put_object(dark__json *json, json_t *object, const char *key) {
  dark__json_put(json, object, key, json_object());
  return json_object_get(object, key);
}

json_t *dark__json_put_array(dark__json *json, json_t *object, const char *key) {
  dark__json_put(json, object, key, json_array());
  return json_object_get(object, key);
}

json_t *dark__json_append_object(dark__json *json, json_t *array) {
  const size_t n = json_array_size(array);
  dark__json_append(json, array, json_object());
  return json_array_get(array, n);
}

json_t *dark__json_real(double value) { return isfinite(value) ? json_real(value) : json_null(); }

json_t *dark__json_count(double value) {
  const double largest = 9007199254740992.0; /* 2^53 */
  if (fabs(value) <= largest && value == floor(value)) return json_integer((json_int_t)value);
  return dark__json_real(value);
}

json_t *dark__json_size(size_t value) { return json_integer((json_int_t)value); }

static json_t *repaired(const char *text) {
  dark__paper paper = {0};
  while (*text != '\0') {
    const size_t length = dark__utf8_length(text);
    if (length == 0) dark__paper_add(&paper, "\xEF\xBF\xBD");
    else dark__paper_add_bytes(&paper, text, length);
    text += length == 0 ? 1 : length;
  }
  return dark__json_paper(&paper);
}

json_t *dark__json_text(const char *text) {
  if (text == NULL) return json_null();
  return dark__utf8_is_valid(text) ? json_string(text) : repaired(text);
}

json_t *dark__json_paper(dark__paper *paper) {
  json_t *value = NULL;
  if (!paper->failed) value = dark__json_text(dark__paper_text(paper));
  dark__paper_clear(paper);
  return value;
}

json_t *dark__json_texts(const char *const *texts, size_t n) {
  dark__json part = {json_array(), false};
  for (size_t i = 0; i < n; i++) dark__json_append(&part, part.root, dark__json_text(texts[i]));
  if (!part.failed) return part.root;
  json_decref(part.root);
  return NULL;
}

void dark__json_put_program(dark__json *json) {
  json_t *program = dark__json_put_object(json, json->root, "program");
  dark__json_put(json, program, "name", json_string("darkfigure"));
  dark__json_put(json, program, "version", json_string(dark_version()));
  dark__json_put(json, program, "gsl_version", json_string(dark_gsl_version()));
  dark__json_put(json, program, "instruction_set", json_string(dark_instruction_set()));
}

/* An option that was given several times gets an array of its values. */
static void put_option(dark__json *json, json_t *options, const char *name, const char *value) {
  json_t *before = json_object_get(options, name);
  if (before == NULL) {
    dark__json_put(json, options, name, dark__json_text(value));
    return;
  }
  if (!json_is_array(before)) {
    json_t *values = json_array();
    if (json_array_append(values, before) != 0) json->failed = true;
    dark__json_put(json, options, name, values);
    before = values;
  }
  dark__json_append(json, before, dark__json_text(value));
}

void dark__json_start(dark__json *json, const dark_table *table, const dark_run *run) {
  *json = (dark__json){.root = json_object()};
  dark__json_put_program(json);
  dark__json_put(json, json->root, "command", dark__json_text(run->command));
  dark__json_put_input(json, table, run);
  json_t *options = dark__json_put_object(json, json->root, "options");
  for (size_t i = 0; i < run->n_options; i++) put_option(json, options, run->options[2 * i], run->options[2 * i + 1]);
}

void dark__json_put_levels(dark__json *json, json_t *object, const char *const *categories, const char *const *levels, size_t n) {
  for (size_t c = 0; c < n; c++) dark__json_put(json, object, categories[c], dark__json_text(levels[c]));
}

/* An interrupted write is the stream's error, found by whoever called. */
static int write_piece(const char *bytes, size_t length, void *stream) {
  return fwrite(bytes, 1, length, stream) == length ? 0 : -1;
}

dark_status dark__json_finish(dark__json *json, FILE *stream, const dark_run *run, dark_error *err) {
  json_t *varying = dark__json_put_object(json, json->root, "run");
  dark__json_put(json, varying, "threads", json_integer(run->n_threads));
  dark__json_put(json, varying, "seconds", dark__json_real(run->seconds));
  return dark__json_write(json, stream, err);
}

dark_status dark__json_write(dark__json *json, FILE *stream, dark_error *err) {
  dark_status status = DARK_OK;
  if (json->failed) status = dark__fail_memory(err);
  else if (json_dump_callback(json->root, write_piece, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) != 0)
    status = ferror(stream) != 0 ? dark__fail(err, DARK_EIO, "cannot write the output") : dark__fail_memory(err);
  else fputc('\n', stream);
  json_decref(json->root);
  return status;
}

/* ---- models and check */

static void append_candidate(dark__json *json, json_t *array, const dark__candidates *candidates, size_t i) {
  const dark_candidate *candidate = &candidates->items[i];
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "rank", dark__json_size(i + 1));
  dark__json_put(json, object, "model", dark__json_text(candidates->names[i]));
  dark__json_put(json, object, "parameters", dark__json_size(candidate->n_parameters));
  dark__json_put(json, object, "minus_infinity", dark__json_size(candidate->n_minus_infinity));
  dark__json_put(json, object, "deviance", dark__json_real(candidate->deviance));
  dark__json_put(json, object, "log_lik", dark__json_real(candidate->log_lik));
  dark__json_put(json, object, "aic", dark__json_real(candidate->aic));
  dark__json_put(json, object, "bic", dark__json_real(candidate->bic));
  dark__json_put(json, object, "total", dark__json_real(candidate->total));
  dark__json_put(json, object, "code", json_integer(candidate->code));
}

static void put_table_lists(dark__json *json, const dark_table *table) {
  json_t *lists = dark__json_put_array(json, json->root, "lists");
  size_t order[DARK_MAX_LISTS];
  dark__lists_by_position(order, table);
  for (size_t i = 0; i < dark_table_n_lists(table); i++)
    dark__json_append(json, lists, dark__json_text(dark_table_list_name(table, order[i])));
}

static dark_status write_candidates(FILE *stream, const dark__candidates *candidates, const dark_table *table,
                                    const dark_run *run, dark_error *err) {
  dark__json json;
  dark__json_start(&json, table, run);
  put_table_lists(&json, table);
  dark__json_put_supposed(&json, run->dependence, dark_table_n_lists(table));
  json_t *reasons = dark__json_put_array(&json, json.root, "reasons");
  if (dark_table_n_lists(table) == 2 && !dark__is_departure(run->dependence))
    dark__json_append(&json, reasons, dark__json_text(dark_reason_code(DARK_REASON_INDEPENDENCE_UNTESTABLE)));
  json_t *array = dark__json_put_array(&json, json.root, "candidates");
  for (size_t i = 0; i < candidates->n; i++) append_candidate(&json, array, candidates, i);
  return dark__json_finish(&json, stream, run, err);
}

static dark_status write_check(FILE *stream, const dark_check *check, const dark_table *table, const dark_run *run,
                               dark_error *err) {
  dark__json json;
  dark__json_start(&json, table, run);
  put_table_lists(&json, table);
  json_t *object = dark__json_put_object(&json, json.root, "check");
  dark__json_put(&json, object, "model", dark__json_text(check->model));
  dark__json_put(&json, object, "code", json_integer(check->code));
  dark__json_put(&json, object, "parameters", dark__json_size(check->n_parameters));
  dark__json_put(&json, object, "minus_infinity", dark__json_size(check->n_minus_infinity));
  dark__json_put(&json, object, "reason", dark__json_text(check->reason));
  return dark__json_finish(&json, stream, run, err);
}

const dark__format dark__format_json = {dark__json_results, dark__json_descriptions, write_candidates, write_check,
                                        dark__json_sensitivity};
