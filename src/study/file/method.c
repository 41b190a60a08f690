/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods of a study: what the command line says of estimation and resampling. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "estimator/estimator.h"
#include "study/document/ask.h"
#include "study/document/number.h"
#include "study/document/plain_words.h"
#include "study/file/study.h"

static const char *const keys[] = {"name", "method",   "model",    "joint",      "max_order", "common_dependence",
                                   "set",  "interval", "resample", "replicates", "levels",    "seed",
                                   "data", "absent",   "missing",  "pool"};

enum { MOST_METHODS = 1000 };

static bool is_auto(const dark_study_method *method) { return strcmp(method->settings.method, "auto") == 0; }

dark_status dark__file_method_at(const char **method, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "method");
  const char *name;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_text(&name, node, "method", err);
  if (status != DARK_OK) return status;
  *method = name;
  if (strcmp(name, "auto") == 0 || dark_estimator_find(name) != NULL) return DARK_OK;
  const char *nearest = dark_estimator_nearest(name);
  return dark__node_fail(node, err, "unknown method '%s'%s%s%s", dark__show(name).text,
                         nearest == NULL ? "; see 'darkfigure methods'" : "; did you mean '", nearest == NULL ? "" : nearest,
                         nearest == NULL ? "" : "'?");
}

static dark_status read_method(dark_study_method *method, const dark__node *map, dark_error *err) {
  const char *name = dark__map_get(map, "joint") != NULL ? "joint" : dark__map_get(map, "model") != NULL ? "fixed" : "auto";
  const dark_status status = dark__file_method_at(&name, map, err);
  if (status != DARK_OK) return status;
  method->settings.method = method->name = name;
  return dark__file_name_at(&method->name, map, "name", err);
}

/* What an option is set to, as "NAME=VALUE". A whole number is written out: 1e3 is 1000. */
static dark_status read_setting(const char **text, dark_study *study, const dark__node *key, const dark__node *value,
                                dark_error *err) {
  const char *word;
  uint64_t whole;
  const dark_status status = dark__ask_text(&word, value, "an option in set", err);
  if (status != DARK_OK) return status;
  if (value->is_plain && dark__read_whole(&whole, word)) *text = dark__study_print(study, err, "%s=%" PRIu64, key->text, whole);
  else *text = dark__study_print(study, err, "%s=%s", key->text, word);
  return *text == NULL ? DARK_ENOMEM : DARK_OK;
}

/* What `auto` chooses depends on the table, so that its options wait for that. */
static dark_status check_set(const dark_study_method *method, dark_study *study, const dark__node *map, dark_error *err) {
  dark_error cause = DARK_ERROR_INIT;
  if (is_auto(method)) return DARK_OK;
  const dark_estimator *estimator = dark_estimator_find(method->settings.method);
  double *values = dark__study_take(study, estimator->n_options + 1, sizeof *values, err);
  if (values == NULL) return DARK_ENOMEM;
  const dark_status status = dark__options_read(values, estimator, method->settings.set, method->settings.n_set, &cause);
  return status == DARK_OK ? DARK_OK : dark__fail_in_study(map, map, "", &cause, err);
}

static dark_status read_set(dark_study_method *method, dark_study *study, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "set");
  if (node == NULL) return DARK_OK;
  dark_status status = dark__ask_any_map(node, "set", err);
  if (status != DARK_OK) return status;
  const char **set = dark__study_take(study, node->n, sizeof *set, err);
  if (set == NULL) return DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < node->n; i++)
    status = read_setting(&set[i], study, node->keys[i], node->items[i], err);
  method->settings.set = set;
  method->settings.n_set = node->n;
  return status == DARK_OK ? check_set(method, study, map, err) : status;
}

dark_status dark__file_check_search(const dark_settings *settings, const dark__node *map, dark_error *err) {
  const dark_estimator *estimator = dark_estimator_find(settings->method);
  const char *name = settings->method;
  const bool takes_model = estimator != NULL && estimator->takes_model,
             takes_order = estimator == NULL || estimator->takes_max_order;
  if (takes_model && settings->model == NULL)
    return dark__node_fail(map, err, "method %s needs a model, such as model: '[12,3]'", name);
  if (!takes_model && settings->model != NULL)
    return dark__node_fail(dark__map_key(map, "model"), err, "method %s %s; 'model' goes with method fixed", name,
                           estimator != NULL && estimator->formula_check != NULL ? "takes a formula, as in joint: 'A*B + C*year'"
                                                                                 : "chooses its own model");
  if (!takes_order && settings->max_order != 0)
    return dark__node_fail(dark__map_key(map, "max_order"), err, "method %s searches no orders", name);
  return DARK_OK;
}

dark_status dark__file_search_at(dark_settings *settings, const dark__node *map, dark_error *err) {
  const dark__node *order = dark__map_get(map, "max_order");
  uint64_t whole = 0;
  dark_status status = dark__file_text_at(&settings->model, map, "model", err);
  if (status == DARK_OK && order != NULL) status = dark__ask_whole(&whole, order, "max_order", 1, DARK_MAX_LISTS, err);
  settings->max_order = (unsigned)whole;
  return status;
}

/* Whether the method knows it, only the plan can tell. */
static dark_status read_common(dark_settings *settings, const dark__node *map, dark_error *err) {
  static const char *const words[] = {"no", "search", "always"};
  const dark__node *node = dark__map_get(map, "common_dependence");
  size_t word;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_word(&word, node, "common_dependence", words, 3, err);
  if (status == DARK_OK) settings->common_dependence = (dark_common_dependence)(DARK_COMMON_NO + word);
  return status;
}

/* Whether the method knows it, only the plan can tell. */
static dark_status read_missing(dark_settings *settings, const dark__node *map, dark_error *err) {
  static const char *const words[] = {"model", "category", "drop"};
  const dark__node *node = dark__map_get(map, "missing");
  size_t word;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_word(&word, node, "missing", words, 3, err);
  if (status == DARK_OK) settings->missing = (dark_missing)(DARK_MISSING_MODEL + word);
  return status;
}

/* Whether the method pools, only the plan can tell. */
static dark_status read_pool(dark_settings *settings, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "pool");
  bool pools = false;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_flag(&pools, node, "pool", err);
  settings->pool = pools;
  return status;
}

/* A formula, or "auto", in the place of a model. */
static dark_status read_joint(dark_settings *settings, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "joint");
  if (node == NULL) return DARK_OK;
  if (strcmp(settings->method, "joint") != 0)
    return dark__node_fail(dark__map_key(map, "joint"), err, "'joint' goes with method joint, and the method is %s",
                           settings->method);
  return dark__file_text_at(&settings->model, map, "joint", err);
}

static dark_status read_search(dark_study_method *method, dark_study *study, const dark__node *map, dark_error *err) {
  dark_status status = dark__file_search_at(&method->settings, map, err);
  if (status == DARK_OK) status = read_common(&method->settings, map, err);
  if (status == DARK_OK) status = read_missing(&method->settings, map, err);
  if (status == DARK_OK) status = read_pool(&method->settings, map, err);
  if (status == DARK_OK) status = dark__file_check_search(&method->settings, map, err);
  if (status == DARK_OK) status = read_joint(&method->settings, map, err);
  if (status == DARK_OK)
    status = dark__file_names_at(&method->settings.absent, &method->settings.n_absent, study, map, "absent", err);
  return status == DARK_OK ? read_set(method, study, map, err) : status;
}

/* An interval that needs none leaves nothing to draw; a number of replicates at the top of the file is meant for other methods. */
static dark_status check_without_replicates(const dark_study_method *method, const dark__node *map, dark_error *err) {
  const char *drawn = dark__map_get(map, "replicates") != NULL && method->n_replicates > 0 ? "replicates"
                      : dark__map_get(map, "resample") != NULL                             ? "resample"
                                                                                           : NULL;
  if (drawn == NULL) return DARK_OK;
  return dark__node_fail(dark__map_key(map, drawn), err, "'%s' and interval %s exclude each other: it needs no replicates", drawn,
                         dark_interval_name(method->interval));
}

static dark_status check_replicates(const dark_study_method *method, const dark__node *map, dark_error *err) {
  static const char *const needing[] = {"interval", "resample"};
  if (method->has_interval && !dark_interval_needs_replicates(method->interval))
    return check_without_replicates(method, map, err);
  for (size_t i = 0; method->has_replicates && method->n_replicates == 0 && i < 2; i++)
    if (dark__map_get(map, needing[i]) != NULL)
      return dark__node_fail(dark__map_key(map, needing[i]), err, "'%s' needs replicates, and there are none with replicates 0",
                             needing[i]);
  return DARK_OK;
}

dark_interval_type dark__method_interval(const dark_study_method *method, const dark_estimator *estimator) {
  const bool has_own = estimator != NULL && estimator->usual_interval != NULL,
             has_practice = has_own && estimator->practice != NULL;
  const bool wants_replicates = (method->has_replicates && method->n_replicates > 0 && !has_practice) || method->has_resample;
  if (method->has_interval) return method->interval;
  return wants_replicates || !has_own ? DARK_INTERVAL_PERCENTILE : DARK_INTERVAL_NONE;
}

static dark_status read_interval(dark_study_method *method, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "interval");
  const char *words[DARK_N_INTERVALS - 1]; /* all but NONE */
  size_t index = 0;
  if (node == NULL) return DARK_OK;
  for (int type = 1; type < DARK_N_INTERVALS; type++) words[type - 1] = dark_interval_name((dark_interval_type)type);
  const dark_status status = dark__ask_word(&index, node, "interval", words, DARK_N_INTERVALS - 1, err);
  method->interval = (dark_interval_type)(index + 1);
  method->has_interval = 1;
  return status;
}

static dark_status read_resampling(dark_study_method *method, dark_study *study, const dark__node *map, dark_error *err) {
  static const char *const resample_words[] = {"observed", "imputed", "parametric"}; /* in the order of dark_resample */
  const dark__node *resample = dark__map_get(map, "resample"), *seed = dark__map_get(map, "seed");
  size_t how = 0;
  bool has_replicates = method->has_replicates != 0;
  dark_status status = dark__file_replicates(&has_replicates, &method->n_replicates, map, err);
  method->has_replicates = has_replicates;
  if (status == DARK_OK) status = dark__file_levels(&method->levels, &method->n_levels, study, map, err);
  if (status == DARK_OK && seed != NULL) status = dark__ask_whole(&method->seed, seed, "seed", 0, UINT64_MAX, err);
  if (status == DARK_OK) status = read_interval(method, map, err);
  if (status == DARK_OK && resample != NULL) status = dark__ask_word(&how, resample, "resample", resample_words, 3, err);
  if (status != DARK_OK) return status;
  method->settings.resample = (dark_resample)how;
  method->has_resample = resample != NULL;
  method->interval = dark__method_interval(method, dark_estimator_find(method->settings.method));
  return check_replicates(method, map, err);
}

static dark_status check_name(dark_study *study, const dark__method_entry *entry, dark_error *err) {
  const dark__node *name = dark__map_get(entry->node, "name");
  size_t earlier = DARK__NONE;
  const dark_status status = dark__file_add_name(&earlier, &study->method_names, entry->method.name, err);
  if (status != DARK_OK || earlier == DARK__NONE) return status;
  return dark__node_fail(name == NULL ? entry->node : name, err,
                         "two methods are called '%s', first on line %zu; 'name' tells them apart",
                         dark__show(entry->method.name).text, study->methods[earlier].method.line);
}

/* What a method inherits from the top of the file. */
static dark__method_entry begin_entry(const dark_study *study, const dark__node *node) {
  return (dark__method_entry){.method = {.line = node->line,
                                         .settings = DARK_SETTINGS_INIT,
                                         .interval = DARK_INTERVAL_PERCENTILE,
                                         .levels = study->levels,
                                         .n_levels = study->n_levels,
                                         .seed = study->seed,
                                         .has_replicates = study->has_replicates,
                                         .n_replicates = study->n_replicates},
                              .node = node};
}

dark_status dark__file_method_read(dark_study_method *method, dark_study *study, const dark__node *map, dark_error *err) {
  *method = begin_entry(study, map).method;
  dark_status status = read_method(method, map, err);
  if (status == DARK_OK) status = read_search(method, study, map, err);
  return status == DARK_OK ? read_resampling(method, study, map, err) : status;
}

static dark_status read_entry(dark__method_entry *entry, dark_study *study, const dark__node *map, dark_error *err) {
  *entry = (dark__method_entry){.node = map};
  dark_status status = dark__ask_map(map, "a method", keys, sizeof keys / sizeof keys[0], err);
  if (status == DARK_OK) status = dark__file_method_read(&entry->method, study, map, err);
  if (status == DARK_OK) status = dark__file_selection(&entry->on_data, study, map, "data", &study->data_names, err);
  return status;
}

/* When the file names no method: what `fit` does. */
static dark_status add_usual(dark_study *study, dark_error *err) {
  study->methods[0] = begin_entry(study, study->document->root);
  study->methods[0].method.name = study->methods[0].method.settings.method = "auto";
  study->n_methods = 1;
  return check_name(study, &study->methods[0], err);
}

dark_status dark__file_methods(dark_study *study, const dark__node *node, dark_error *err) {
  dark_status status = node == NULL ? DARK_OK : dark__ask_list(node, "methods", MOST_METHODS, err);
  if (status != DARK_OK) return status;
  study->methods = dark__study_take(study, node == NULL ? 1 : node->n, sizeof *study->methods, err);
  if (study->methods == NULL) return DARK_ENOMEM;
  if (node == NULL) status = add_usual(study, err);
  for (; status == DARK_OK && node != NULL && study->n_methods < node->n; study->n_methods++) {
    status = read_entry(&study->methods[study->n_methods], study, node->items[study->n_methods], err);
    if (status == DARK_OK) status = check_name(study, &study->methods[study->n_methods], err);
  }
  return status;
}
