/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/request/asked.h"

#include <string.h>

#include "base/error.h"
#include "study/document/ask.h"
#include "study/document/make.h"
#include "study/document/plain_words.h"

enum { DEFAULT_TOP = 10, MOST_TOP = 1000000, MOST_THINNINGS = 1000000, MOST_TOTAL = DARK_MAX_SUPPRESSED_TOTAL };

static dark_status begin(dark__asked *asked, const dark_request *request, dark_error *err) {
  *asked = (dark__asked){.options = DARK_READ_OPTIONS_INIT, .scratch = {.seed = 1}, .top = DEFAULT_TOP, .n_thinnings = SIZE_MAX};
  asked->scratch.arena = dark__arena_new();
  if (asked->scratch.arena == NULL) return dark__fail_memory(err);
  if (request == NULL) asked->scratch.document = dark__document_new("settings");
  if (request == NULL && asked->scratch.document == NULL) return dark__fail_memory(err);
  asked->map = request == NULL ? asked->scratch.document->root : request->root;
  return DARK_OK;
}

void dark__asked_clear(dark__asked *asked) {
  dark__arena_free(asked->scratch.arena);
  dark__document_free(asked->scratch.document);
  *asked = (dark__asked){.map = NULL};
}

dark_status dark__asked_fail(const dark__asked *asked, const dark_error *cause, dark_error *err) {
  return dark__fail_in_study(asked->map, asked->map, "", cause, err);
}

/* ---- What several uses read */

static dark_status read_number(size_t *number, bool *has, const dark__asked *asked, const char *key, uint64_t least,
                               uint64_t most, dark_error *err) {
  const dark__node *node = dark__map_get(asked->map, key);
  uint64_t whole = 0;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_whole(&whole, node, key, least, most, err);
  if (status != DARK_OK) return status;
  *number = (size_t)whole;
  if (has != NULL) *has = true;
  return DARK_OK;
}

static dark_status read_names(const char *const **names, size_t *n, dark__asked *asked, const char *key, dark_error *err) {
  return dark__file_names_at(names, n, &asked->scratch, asked->map, key, err);
}

/* ---- Data */

/* What only a file has. */
static dark_status check_no_file(const dark__asked *asked, dark_error *err) {
  for (size_t i = 0; i < DARK__N_KEYS; i++) {
    const dark__node *key = dark__map_key(asked->map, dark__keys_known[i].name);
    if (key != NULL && dark__keys_known[i].uses == DARK__USE_FILES)
      return dark__node_fail(key, err, "'%s' is for files; here are columns", dark__keys_known[i].name);
  }
  return DARK_OK;
}

static dark_status read_suppressed(dark__asked *asked, dark_error *err) {
  dark_read_options *options = &asked->options;
  const dark__node *node = dark__map_get(asked->map, "suppressed_total");
  dark_status status = dark__file_text_at(&options->suppressed, asked->map, "suppressed", err);
  if (status != DARK_OK || node == NULL) return status;
  uint64_t *total = dark__study_take(&asked->scratch, 1, sizeof *total, err);
  if (total == NULL) return DARK_ENOMEM;
  options->suppressed_total = total;
  return dark__ask_whole(total, node, "suppressed_total", 0, MOST_TOTAL, err);
}

/* What will be done with people of whom a category is not known: a note on the table says it. */
static dark_status read_fate(dark__asked *asked, dark_error *err) {
  static const char *const words[] = {"model", "category", "drop"};
  const dark__node *node = dark__map_get(asked->map, "missing"), *method = dark__map_get(asked->map, "method");
  const bool is_joint = dark__map_get(asked->map, "joint") != NULL ||
                        (method != NULL && method->kind == DARK__NODE_TEXT && strcmp(method->text, "joint") == 0);
  size_t word = 0;
  asked->options.missing = is_joint ? DARK_MISSING_MODEL : DARK_MISSING_CATEGORY;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_word(&word, node, "missing", words, 3, err);
  if (status == DARK_OK && is_joint) asked->options.missing = (dark_missing)(DARK_MISSING_MODEL + word);
  return status;
}

dark_status dark__asked_data(dark__asked *asked, const dark_request *request, bool is_file, dark_error *err) {
  dark_status status = begin(asked, request, err);
  if (status == DARK_OK && !is_file) status = check_no_file(asked, err);
  if (status == DARK_OK) status = dark__file_read_options(&asked->options, &asked->scratch, asked->map, err);
  if (status == DARK_OK) status = read_suppressed(asked, err);
  return status == DARK_OK ? read_fate(asked, err) : status;
}

/* ---- Estimation */

static const dark__range odds_range = {1e-6, 1e6, false};

static dark_status read_odds_ratios(dark__asked *asked, dark_error *err) {
  const dark__node *node = dark__map_get(asked->map, "odds_ratio");
  if (node == NULL) return DARK_OK;
  dark_status status = dark__ask_any_map(node, "odds_ratio", err);
  if (status != DARK_OK) return status;
  dark_fixed_odds *odds = dark__study_take(&asked->scratch, node->n, sizeof *odds, err);
  if (odds == NULL) return DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < node->n; i++) {
    odds[i].lists[0] = node->keys[i]->text;
    status = dark__ask_real(&odds[i].value, node->items[i], "odds_ratio", odds_range, err);
  }
  asked->method.settings.dependence.odds_ratios = odds;
  asked->method.settings.dependence.n_odds_ratios = node->n;
  return status;
}

static dark_status read_dependence(dark__asked *asked, dark_error *err) {
  dark_dependence *dependence = &asked->method.settings.dependence;
  const dark__node *xi = dark__map_get(asked->map, "xi");
  dark_status status = read_odds_ratios(asked, err);
  if (status == DARK_OK) status = read_names(&dependence->forced, &dependence->n_forced, asked, "force", err);
  return status == DARK_OK && xi != NULL ? dark__ask_real(&dependence->xi, xi, "xi", odds_range, err) : status;
}

static dark_status read_ordered(dark__asked *asked, dark_error *err) {
  const dark__node *node = dark__map_get(asked->map, "ordered");
  bool is_ordered = false;
  const dark_status status = node == NULL ? DARK_OK : dark__ask_flag(&is_ordered, node, "ordered", err);
  asked->method.settings.ordered = is_ordered;
  return status;
}

static dark_status read_numbers(dark__asked *asked, dark_error *err) {
  size_t n_threads = 0;
  dark_status status = read_number(&n_threads, NULL, asked, "threads", 1, DARK_MAX_THREADS, err);
  asked->n_threads = (int)n_threads;
  if (status == DARK_OK)
    status = read_number(&asked->n_draws, &asked->has_draws, asked, "fit_draws", 0, DARK_MAX_REPLICATES, err);
  if (status == DARK_OK) status = read_number(&asked->top, NULL, asked, "top", 1, MOST_TOP, err);
  return status == DARK_OK ? read_number(&asked->n_thinnings, NULL, asked, "thinnings", 0, MOST_THINNINGS, err) : status;
}

/* What the method is when nobody names one. */
static void settle_method(dark__asked *asked, const char *initial) {
  static const char *const naming[] = {"method", "model", "joint"};
  for (size_t i = 0; i < sizeof naming / sizeof naming[0]; i++)
    if (dark__map_get(asked->map, naming[i]) != NULL) return;
  asked->method.settings.method = initial;
}

dark_status dark__asked_fit(dark__asked *asked, const dark_request *request, const char *initial, dark_error *err) {
  dark_status status = begin(asked, request, err);
  if (status == DARK_OK) status = dark__file_method_read(&asked->method, &asked->scratch, asked->map, err);
  if (status == DARK_OK) status = read_ordered(asked, err);
  if (status == DARK_OK) status = read_dependence(asked, err);
  if (status == DARK_OK) status = read_numbers(asked, err);
  if (status == DARK_OK) status = read_names(&asked->contrasts, &asked->n_contrasts, asked, "contrast", err);
  if (status == DARK_OK) settle_method(asked, initial);
  return status;
}

/* ---- What is wished */

static dark__uncertainty uncertainty_of(const dark__asked *asked) {
  const dark_study_method *method = &asked->method;
  dark__uncertainty wanted = DARK__UNCERTAINTY_INIT;
  wanted.seed = method->seed;
  wanted.n_threads = asked->n_threads;
  wanted.resample = method->settings.resample;
  wanted.has_resample = method->has_resample != 0;
  wanted.has_replicates = method->has_replicates != 0;
  if (wanted.has_replicates) wanted.n_replicates = method->n_replicates;
  wanted.has_interval = method->has_interval != 0;
  if (wanted.has_interval) wanted.interval = method->interval;
  wanted.has_levels = method->n_levels > 0;
  if (wanted.has_levels) wanted.n_levels = method->n_levels;
  for (size_t i = 0; i < method->n_levels; i++) wanted.levels[i] = method->levels[i];
  return wanted;
}

dark__wish dark__asked_wish(const dark__asked *asked, const char *method) {
  return (dark__wish){.method = method,
                      .settings = &asked->method.settings,
                      .uncertainty = uncertainty_of(asked),
                      .tests_fit = true,
                      .has_draws = asked->has_draws,
                      .n_draws = asked->n_draws,
                      .contrasts = asked->contrasts,
                      .n_contrasts = asked->n_contrasts};
}
