/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of models: read, written, read again; checked and fitted on a small table.

   The input is texts with NULs between them: the model, then the names of the lists (default A, B, C). A text "=0352" holds no name but
   counts of people, digit k (again from the first after the last) for history k. */

#include "fuzz/fuzz.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "estimator/part.h"
#include "lattice/terms.h"

/* Tables of more lists are not worked on: one input should take milliseconds. */
enum { MOST_CHECKED = 5, MOST_TERMS = 300, MOST_RECORDS = 255 };

/* ---- The task */

typedef struct task {
  fuzz_texts texts;
  const char *model;
  const char *names[DARK_MAX_LISTS + 1];
  size_t n_lists;
  const char *counts; /* digits */
  bool is_utf8;       /* model and names */
} task;

static task read_task(const uint8_t *data, size_t size) {
  task of = {.texts = fuzz_split(data, size, '\0'), .counts = "3102140112", .is_utf8 = true};
  of.model = of.texts.items[0];
  for (size_t i = 1; i < of.texts.n; i++) {
    const char *text = of.texts.items[i];
    if (text[0] == '=' && text[1] != '\0') of.counts = text + 1;
    else if (of.n_lists <= DARK_MAX_LISTS) of.names[of.n_lists++] = text;
  }
  if (of.n_lists == 0) of.names[0] = "A", of.names[1] = "B", of.names[2] = "C", of.n_lists = 3;
  for (size_t i = 0; i < of.texts.n; i++) of.is_utf8 = of.is_utf8 && dark__utf8_is_valid(of.texts.items[i]);
  return of;
}

static dark_status make_table(dark_table **table, const task *of, dark_error *err) {
  uint32_t histories[MOST_RECORDS];
  double counts[MOST_RECORDS];
  size_t n = 0;
  const size_t n_digits = strspn(of->counts, "0123456789");
  const uint32_t n_cells = of->n_lists <= DARK_MAX_LISTS ? UINT32_C(1) << of->n_lists : 2;
  for (uint32_t history = 1; history < n_cells && n < MOST_RECORDS; history++) {
    histories[n] = history;
    counts[n++] = n_digits > 0 ? of->counts[(history - 1) % n_digits] - '0' : 0;
  }
  return dark_table_new(table, of->names, of->n_lists, histories, counts, n, err);
}

/* ---- Reading and writing */

/* A hierarchical model. */
typedef struct closed {
  uint32_t *terms;
  size_t n;
} closed;

static dark_status read_model(closed *out, const char *text, const dark__naming *naming, dark_error *err) {
  uint32_t *generators;
  size_t n;
  *err = (dark_error)DARK_ERROR_INIT;
  *out = (closed){NULL, 0};
  const dark_status status = dark__model_read(&generators, &n, text, naming, err);
  if (status != DARK_OK) return status;
  MUST(n > 0, "no term in '%s'", text);
  MUST(dark__terms_close(&out->terms, &out->n, naming->n_lists, generators, n, err) == DARK_OK, "%s", err->message);
  free(generators);
  return status;
}

static char *write_model(const closed *model, const dark__naming *naming) {
  const size_t size = (size_t)1 << 20;
  char *text = malloc(size);
  MUST(text != NULL, "the fuzz target itself is out of memory");
  dark__model_write(text, size, model->terms, model->n, naming);
  MUST(strlen(text) + 1 < size, "a name of a model without end");
  return text;
}

static void check_round_trip(const closed *model, const dark__naming *naming) {
  closed again;
  dark_error err;
  char *name = write_model(model, naming);
  MUST(read_model(&again, name, naming, &err) == DARK_OK, "%s", err.message);
  const bool is_same = again.n == model->n && memcmp(again.terms, model->terms, model->n * sizeof *model->terms) == 0;
  MUST(is_same, "'%s' is read as another model", name);
  char *rewritten = write_model(&again, naming);
  MUST(strcmp(name, rewritten) == 0, "'%s', then '%s'", name, rewritten);
  free(rewritten);
  free(again.terms);
  free(name);
}

/* ---- Working with the model */

static void check_checking(const task *of, const dark_table *table, dark_status expected, const char *message) {
  dark_check checked, again;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark_check_model(&checked, table, of->model, &err);
  const bool is_too_many = dark_table_n_lists(table) > DARK_MAX_LISTS; /* which is refused before the model is read */
  if (expected != DARK_OK && !is_too_many)
    MUST(status == expected && strcmp(err.message, message) == 0, "%s, not: %s", err.message, message);
  if (status != DARK_OK) {
    fuzz_check_failure(status, &err, of->is_utf8);
    return;
  }
  MUST(checked.code >= 0 && checked.code <= 3, "code %d", checked.code);
  MUST(checked.n_minus_infinity <= checked.n_parameters, "%zu of %zu effects", checked.n_minus_infinity, checked.n_parameters);
  MUST(checked.reason[0] != '\0', "no reason for code %d", checked.code);
  MUST(dark_check_model(&again, table, of->model, &err) == DARK_OK, "%s", err.message);
  MUST(checked.code == again.code && strcmp(checked.model, again.model) == 0 && strcmp(checked.reason, again.reason) == 0,
       "'%s', then '%s'", checked.reason, again.reason);
}

/* The chosen model of a plan has the name that was asked for, or that of what is left of it where lists are empty. */
static void check_fitting(const task *of, const dark_table *table, const closed *model, const dark__naming *naming) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  settings.method = "fixed";
  settings.model = of->model;
  const dark_status status = dark_plan_new(&plan, table, &settings, &err);
  if (status != DARK_OK) {
    fuzz_check_failure(status, &err, of->is_utf8);
    return;
  }
  static char name[1 << 16];
  dark_plan_model_name(name, sizeof name, plan, 0, dark_plan_estimate(plan, 0)->model);
  if (dark_plan_n_lists(plan, 0) == naming->n_lists && dark_plan_estimator(plan, 0) != NULL) {
    char *wanted = write_model(model, naming);
    MUST(strcmp(name, wanted) == 0, "'%s' is fitted as '%s'", wanted, name);
    free(wanted);
  }
  dark_plan_free(plan);
}

/* The text as an interaction that is forced, and as a pair whose odds ratio is given: in every model, and in none. */
static void check_dependence(const task *of, const dark_table *table) {
  const dark_fixed_odds odds = {.lists = {of->model, NULL}, .value = 2};
  for (int is_pair = 0; is_pair < 2; is_pair++) {
    dark_error err = DARK_ERROR_INIT;
    dark_settings settings = DARK_SETTINGS_INIT;
    dark_plan *plan = NULL;
    settings.method = "stepwise";
    settings.dependence = (dark_dependence){
        .odds_ratios = &odds, .n_odds_ratios = (size_t)is_pair, .forced = &of->model, .n_forced = (size_t)!is_pair};
    const dark_status status = dark_plan_new(&plan, table, &settings, &err);
    if (status != DARK_OK) fuzz_check_failure(status, &err, of->is_utf8);
    else MUST(dark_plan_dependence(plan)->n_odds_ratios == (size_t)is_pair, "an odds ratio got lost");
    dark_plan_free(plan);
  }
}

static void check_model(const task *of, const dark_table *table) {
  dark__table_naming whole;
  closed model;
  dark_error err = DARK_ERROR_INIT;
  MUST(dark__table_naming_make(&whole, table, &err) == DARK_OK, "%s", err.message);
  const dark_status status = read_model(&model, of->model, &whole.naming, &err);
  if (status != DARK_OK) fuzz_check_failure(status, &err, of->is_utf8);
  else if (model.n <= MOST_TERMS) check_round_trip(&model, &whole.naming);
  if (status != DARK_OK || of->n_lists <= MOST_CHECKED) check_checking(of, table, status, err.message);
  if (status == DARK_OK && of->n_lists <= MOST_CHECKED) check_fitting(of, table, &model, &whole.naming);
  if (of->n_lists <= MOST_CHECKED) check_dependence(of, table);
  free(model.terms);
  dark__table_naming_clear(&whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  task of = read_task(data, size);
  dark_table *table = NULL;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = make_table(&table, &of, &err);
  if (status == DARK_OK) check_model(&of, table);
  else fuzz_check_failure(status, &err, 1);
  dark_table_free(table);
  fuzz_texts_free(&of.texts);
  return 0;
}
