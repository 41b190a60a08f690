/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/answer.h"

#include <math.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark_plan *ordered_plan(const dark_table *table, const char *method, const char *set) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  settings.method = method;
  settings.set = &set;
  settings.n_set = set != NULL;
  settings.ordered = 1;
  assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
  return plan;
}

answer ask(const dark_table *table, const char *method, const char *set) {
  dark_error err = DARK_ERROR_INIT;
  answer result = {.se = NAN};
  dark_plan *plan = ordered_plan(table, method, set);
  result.estimate = *dark_plan_estimate(plan, 0);
  if (result.estimate.reason == DARK_N_REASONS) {
    assert_ok(dark_plan_explain(&result.explanation, plan, 0, &err), err);
    result.se = result.explanation.se;
  }
  dark_plan_free(plan);
  return result;
}

answer ask_text(unsigned n_lists, const char *records, const char *method, const char *set) {
  dark_table *table = table_of_text(n_lists, records);
  const answer result = ask(table, method, set);
  dark_table_free(table);
  return result;
}

answer ask_cells(unsigned n_lists, const double *cells, const char *method, const char *set) {
  dark_table *table = table_of_cells(cells, n_lists);
  const answer result = ask(table, method, set);
  dark_table_free(table);
  return result;
}

void answer_clear(answer *of) { dark_explanation_clear(&of->explanation); }

double total_of(unsigned n_lists, const char *records, const char *method, const char *set) {
  answer result = ask_text(n_lists, records, method, set);
  answer_clear(&result);
  return result.estimate.total;
}

dark_reason reason_of(unsigned n_lists, const char *records, const char *method, const char *set) {
  answer result = ask_text(n_lists, records, method, set);
  answer_clear(&result);
  return result.estimate.reason;
}

dark_interval interval_of(const dark_table *table, const char *method, dark_interval_type type, double level) {
  dark_error err = DARK_ERROR_INIT;
  dark_interval result;
  dark_plan *plan = ordered_plan(table, method, NULL);
  assert_ok(dark_plan_interval(&result, plan, 0, type, level, &err), err);
  dark_plan_free(plan);
  return result;
}

const dark_term *term_of(const answer *of, const char *name) {
  for (size_t i = 0; i < of->explanation.n_parameters; i++)
    if (strcmp(of->explanation.terms[i].name, name) == 0) return &of->explanation.terms[i];
  fail_msg("no term is called %s", name);
  return NULL;
}

void reverse_cells(double *reversed, const double *cells, unsigned n_lists, double factor) {
  for (uint32_t cell = 0; cell < (uint32_t)1 << n_lists; cell++) {
    uint32_t other = 0;
    for (unsigned list = 0; list < n_lists; list++)
      if ((cell >> list) & 1) other |= (uint32_t)1 << (n_lists - 1 - list);
    reversed[other] = factor * cells[cell];
  }
}
