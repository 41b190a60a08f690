/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity/agenda.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "base/halt.h"
#include "base/threads.h"
#include "estimator/dependence.h"
#include "estimator/estimator.h"
#include "estimator/settings.h"
#include "table/columns/categories.h"

static const double ODDS_RATIOS[] = {0.25, 0.5, 1, 2, 4}, XI[] = {0.25, 0.5, 2.0 / 3, 1, 1.5, 2, 4};
enum { N_ODDS_RATIOS = sizeof ODDS_RATIOS / sizeof ODDS_RATIOS[0], N_XI = sizeof XI / sizeof XI[0] };

/* Lists of the table in the input's order. */
typedef struct order {
  size_t lists[DARK_MAX_TABLE_LISTS];
  size_t n;
} order;

static order order_of(const dark_table *table) {
  order all = {.n = dark_table_captures(table) == NULL ? dark_table_n_lists(table) : 0};
  for (size_t l = 0; l < all.n; l++) all.lists[dark_table_list_position(table, l)] = l;
  return all;
}

static void add(dark__agenda *agenda, dark_analysis analysis, size_t a, size_t b, double value) {
  agenda->questions[agenda->n++] = (dark__question){
      .analysis = analysis, .list_a = a, .list_b = b, .value = value, .category = DARK__NO_LIST, .level = DARK__NO_LIST};
}

/* The level of people whose value is missing; the number of levels where there are none. */
static size_t find_missing(const dark_table *table, size_t category) {
  size_t level = 0;
  while (level < dark_table_n_levels(table, category) &&
         strcmp(dark_table_level_name(table, category, level), DARK__LEVEL_MISSING) != 0)
    level++;
  return level;
}

/* Half and twice the odds of each value against the others; of two the first will do. */
static void add_missing(dark__agenda *agenda, const dark_table *table) {
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    const size_t missing = find_missing(table, c), n = dark_table_n_levels(table, c);
    bool is_done = missing == n || n < 3;
    for (size_t level = 0; level < n && !is_done; level++) {
      if (level == missing) continue;
      for (size_t i = 0; i < 2; i++) {
        add(agenda, DARK_ANALYSIS_MISSING_ODDS, DARK__NO_LIST, DARK__NO_LIST, i == 0 ? 0.5 : 2);
        agenda->questions[agenda->n - 1].category = c;
        agenda->questions[agenda->n - 1].level = level;
      }
      is_done = n == 3;
    }
  }
}

/* Whether the method says where people may be of whom a category is not known. */
static bool has_model_of_missing(const dark_table *table, const dark_settings *settings) {
  const dark_estimator *estimator =
      dark__estimator_named(settings->method, dark_table_n_lists(table), dark_table_captures(table) != NULL,
                            dark__dependence_is_asked(&settings->dependence));
  return estimator != NULL && estimator->formula_check != NULL && settings->missing <= DARK_MISSING_MODEL;
}

static size_t count_levels(const dark_table *table) {
  size_t n = 0;
  for (size_t c = 0; c < dark_table_n_categories(table); c++) n += dark_table_n_levels(table, c);
  return n;
}

static void add_lists(dark__agenda *agenda, dark_analysis analysis, const order *all) {
  for (size_t i = 0; i < all->n; i++) add(agenda, analysis, all->lists[i], DARK__NO_LIST, NAN);
}

static void add_mergers(dark__agenda *agenda, const order *all) {
  for (size_t i = 0; i < all->n; i++)
    for (size_t j = i + 1; j < all->n; j++) add(agenda, DARK_ANALYSIS_LISTS_MERGED, all->lists[i], all->lists[j], NAN);
}

static void add_xi(dark__agenda *agenda, const order *all) {
  for (size_t i = 0; all->n > 0 && i < N_XI; i++) add(agenda, DARK_ANALYSIS_XI, DARK__NO_LIST, DARK__NO_LIST, XI[i]);
}

static void add_odds_ratios(dark__agenda *agenda, const order *all) {
  for (size_t i = 0; i < all->n; i++)
    for (size_t j = i + 1; j < all->n; j++)
      for (size_t v = 0; v < N_ODDS_RATIOS; v++)
        add(agenda, DARK_ANALYSIS_ODDS_RATIO, all->lists[i], all->lists[j], ODDS_RATIOS[v]);
}

enum { MOST_PRIORS = 8 };

/* The method, when it has priors. */
static const dark_estimator *priors_of(const dark_table *table, const dark_settings *settings) {
  const dark_estimator *estimator =
      dark__estimator_named(settings->method, dark_table_n_lists(table), dark_table_captures(table) != NULL,
                            dark__dependence_is_asked(&settings->dependence));
  return estimator != NULL && (estimator->traits & DARK__HAS_PRIORS) != 0 && estimator->n_options <= MOST_PRIORS ? estimator
                                                                                                                 : NULL;
}

static void add_prior(dark__agenda *agenda, const dark_option *option, double value) {
  if (option->type != DARK_OPTION_REAL || !(value >= option->least && value <= option->most)) return;
  add(agenda, DARK_ANALYSIS_PRIOR, DARK__NO_LIST, DARK__NO_LIST, value);
  agenda->questions[agenda->n - 1].option = option->name;
}

/* Half and twice each scale; of one that is 0 the usual one. */
static dark_status add_priors(dark__agenda *agenda, const dark_table *table, const dark_settings *settings, dark_error *err) {
  const dark_estimator *estimator = priors_of(table, settings);
  double values[MOST_PRIORS];
  if (estimator == NULL) return DARK_OK;
  const dark_status status = dark__options_read(values, estimator, settings->set, settings->n_set, err);
  for (size_t i = 0; status == DARK_OK && i < estimator->n_options; i++) {
    const dark_option *option = &estimator->options[i];
    if (values[i] > 0) add_prior(agenda, option, values[i] / 2), add_prior(agenda, option, values[i] * 2);
    else add_prior(agenda, option, option->initial);
  }
  return status;
}

dark_status dark__agenda_make(dark__agenda *agenda, const dark_table *table, const dark_settings *settings, dark_error *err) {
  const order all = order_of(table);
  const size_t n_pairs = all.n * (all.n + 1) / 2;
  *agenda = (dark__agenda){
      .questions = calloc(1 + N_XI + 2 * MOST_PRIORS + 2 * all.n + (1 + N_ODDS_RATIOS) * n_pairs + 2 * count_levels(table),
                          sizeof *agenda->questions)};
  if (agenda->questions == NULL) return dark__fail_memory(err);
  add(agenda, DARK_ANALYSIS_ESTIMATE, DARK__NO_LIST, DARK__NO_LIST, NAN);
  add_lists(agenda, DARK_ANALYSIS_LIST_LEFT_OUT, &all);
  add_mergers(agenda, &all);
  if (all.n <= DARK_MAX_LISTS) { /* more can be given no dependence */
    add_xi(agenda, &all);
    add_odds_ratios(agenda, &all);
  }
  const dark_status status = add_priors(agenda, table, settings, err);
  if (has_model_of_missing(table, settings)) add_missing(agenda, table);
  add_lists(agenda, DARK_ANALYSIS_INTERNAL_CONSISTENCY, &all);
  return status;
}

void dark__agenda_clear(dark__agenda *agenda) {
  for (size_t i = 0; agenda->questions != NULL && i < agenda->n; i++) dark__arena_free(agenda->questions[i].arena);
  free(agenda->questions);
  *agenda = (dark__agenda){0};
}

/* What stopped the work; of several failures the one of the first question, whatever the threads were at. */
typedef struct failure {
  size_t question;
  dark_status status;
  dark_error error;
} failure;

static void ask_one(failure *first, dark__question *question, size_t i, const dark__inquiry *inquiry, dark__halt halt) {
  dark_error own = DARK_ERROR_INIT;
  if (atomic_load(&inquiry->pace->stop)) return;
  const dark__halt before = dark__halt_heed(halt);
  const dark_status status = dark__question_ask(question, inquiry, NULL, &own);
  dark__halt_heed(before);
  dark__pace_step(inquiry->pace, 1 + inquiry->options->n_replicates);
  if (status == DARK_OK) return;
  atomic_store(&inquiry->pace->stop, 1);
#pragma omp critical(dark_sensitivity_failures)
  if (i < first->question) *first = (failure){i, status, own};
}

/* Replicates have threads of their own, and questions follow each other then. */
dark_status dark__agenda_ask(dark__agenda *agenda, const dark__inquiry *inquiry, dark_error *err) {
  const dark_sensitivity_options *options = inquiry->options;
  const dark__halt halt = dark__halt_heeded();
  failure first = {SIZE_MAX, DARK_OK, DARK_ERROR_INIT};
#pragma omp parallel for schedule(dynamic, 1) num_threads(dark__n_threads(options->n_threads)) if (options->n_replicates == 0)
  for (size_t i = 1; i < agenda->n; i++) ask_one(&first, &agenda->questions[i], i, inquiry, halt);
  if (first.status != DARK_OK) return dark__fail(err, first.status, "%s", first.error.message);
  return atomic_load(&inquiry->pace->stop) ? dark__fail(err, DARK_EINTERRUPTED, "interrupted") : DARK_OK;
}
