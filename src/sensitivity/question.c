/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity/question.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/interval.h"

static int is_pair(const dark__question *question, const dark_fixed_odds *odds, const dark_table *table) {
  const char *a = dark_table_list_name(table, question->list_a), *b = dark_table_list_name(table, question->list_b);
  return (strcmp(odds->lists[0], a) == 0 && strcmp(odds->lists[1], b) == 0) ||
         (strcmp(odds->lists[0], b) == 0 && strcmp(odds->lists[1], a) == 0);
}

/* What the user supposes, by names, for places may have moved; and what the question supposes of its pair. *odds is the caller's to
   free(). */
static dark_status suppose(dark_dependence *out, dark_fixed_odds **odds, const dark__question *question,
                           const dark__inquiry *inquiry, dark_error *err) {
  const dark_dependence *given = inquiry->given;
  *out = *given;
  out->xi = question->analysis == DARK_ANALYSIS_XI ? question->value : inquiry->settings->dependence.xi;
  *odds = calloc(given->n_odds_ratios + 1, sizeof **odds);
  if (*odds == NULL) return dark__fail_memory(err);
  const int is_about_pair = question->analysis == DARK_ANALYSIS_ODDS_RATIO;
  size_t n = 0;
  for (size_t i = 0; i < given->n_odds_ratios; i++)
    if (!is_about_pair || !is_pair(question, &given->odds_ratios[i], inquiry->table)) (*odds)[n++] = given->odds_ratios[i];
  if (is_about_pair)
    (*odds)[n++] = (dark_fixed_odds){
        {dark_table_list_name(inquiry->table, question->list_a), dark_table_list_name(inquiry->table, question->list_b)},
        question->value};
  out->odds_ratios = *odds;
  out->n_odds_ratios = n;
  return DARK_OK;
}

int dark__question_is_relisted(const dark__question *question) {
  return question->analysis == DARK_ANALYSIS_LIST_LEFT_OUT || question->analysis == DARK_ANALYSIS_LISTS_MERGED ||
         question->analysis == DARK_ANALYSIS_INTERNAL_CONSISTENCY;
}

static dark_status merge_names(char **out, const dark_table *table, size_t a, size_t b, dark_error *err) {
  const char *first = dark_table_list_name(table, a), *second = dark_table_list_name(table, b);
  const size_t size = strlen(first) + strlen(second) + 2;
  *out = calloc(size, 1);
  if (*out == NULL) return dark__fail_memory(err);
  strcat(strcat(strcat(*out, first), "&"), second); /* '+' joins the names of all lists in results */
  return DARK_OK;
}

/* The table that the question is about. A merged list stands where the first of the two stood, which is list_a. */
static dark_status relist(dark_table **out, const dark__question *question, const dark__inquiry *inquiry, dark_error *err) {
  const size_t a = question->list_a, b = question->list_b;
  dark__relist change = dark__relist_start(inquiry->table);
  char *name = NULL;
  dark_status status = DARK_OK;
  if (inquiry->settings->model != NULL && strcmp(inquiry->settings->model, "auto") != 0)
    return dark__fail(err, DARK_EUSAGE, "the model given is one of all lists as they are; see --method for one that is chosen");
  if (question->analysis == DARK_ANALYSIS_LISTS_MERGED) {
    status = merge_names(&name, inquiry->table, a, b, err);
    change.becomes[b] = a;
    change.names[a] = name;
  } else {
    change.becomes[a] = DARK__NO_LIST;
    if (question->analysis == DARK_ANALYSIS_INTERNAL_CONSISTENCY) change.required = UINT64_C(1) << a;
  }
  if (status == DARK_OK) status = dark__relist_table(out, inquiry->table, &change, err);
  free(name);
  return status;
}

/* The options asked for and after them, so that it counts, that of the question, written into setting [size]. *set is the caller's to
   free(). */
static dark_status set_option(dark_settings *settings, const char ***set, char *setting, size_t size,
                              const dark__question *question, dark_error *err) {
  if (question->option == NULL) return DARK_OK;
  snprintf(setting, size, "%s=%.17g", question->option, question->value);
  *set = calloc(settings->n_set + 1, sizeof **set);
  if (*set == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < settings->n_set; i++) (*set)[i] = settings->set[i];
  (*set)[settings->n_set++] = setting;
  settings->set = *set;
  return DARK_OK;
}

static dark_status make_plan(dark_plan **out, const dark_table *table, const dark__question *question,
                             const dark__inquiry *inquiry, dark_error *err) {
  dark_settings settings = *inquiry->settings;
  dark_fixed_odds *odds = NULL;
  const char **set = NULL;
  char setting[128];
  dark_missing_odds shifted;
  dark_status status = set_option(&settings, &set, setting, sizeof setting, question, err);
  if (status == DARK_OK && inquiry->given != NULL) status = suppose(&settings.dependence, &odds, question, inquiry, err);
  if (question->analysis == DARK_ANALYSIS_MISSING_ODDS) {
    shifted = (dark_missing_odds){dark_table_category_name(table, question->category),
                                  dark_table_level_name(table, question->category, question->level), question->value};
    settings.missing_odds = &shifted;
  }
  if (status == DARK_OK) status = dark_plan_new(out, table, &settings, err);
  free(odds);
  free((void *)set);
  return status;
}

static size_t n_parts_of(const dark_table *table) {
  return dark_table_n_strata(table) + (dark_table_n_categories(table) > 0 ? 1 : 0);
}

/* Rows that say that a question cannot be asked. */
static dark_status refuse(dark__question *question, const dark__inquiry *inquiry, const char *why, dark_error *err) {
  const char *method = inquiry->settings->method;
  question->why = dark__arena_copy(question->arena, why);
  if (question->why == NULL) return dark__fail_memory(err);
  for (size_t part = 0; part < n_parts_of(inquiry->table); part++)
    question->rows[part] = (dark_row){.method = method != NULL ? method : "auto",
                                      .model = "",
                                      .lists = "",
                                      .hidden = NAN,
                                      .total = NAN,
                                      .observed = NAN,
                                      .se = NAN,
                                      .interval = dark__interval_none(inquiry->options->level),
                                      .state = DARK_STATE_NO_ESTIMATE,
                                      .reasons = DARK_REASON_BIT(DARK_REASON_NOT_APPLICABLE)};
  return DARK_OK;
}

static int is_refusal(const dark__question *question, dark_status status) {
  return question->analysis != DARK_ANALYSIS_ESTIMATE && (status == DARK_EUSAGE || status == DARK_ELIMIT);
}

dark_status dark__question_ask(dark__question *question, const dark__inquiry *inquiry, dark_plan **plan, dark_error *err) {
  dark_table *relisted = NULL;
  dark_plan *made = NULL;
  dark_error why = DARK_ERROR_INIT;
  question->arena = dark__arena_new();
  if (question->arena == NULL) return dark__fail_memory(err);
  question->rows = dark__arena_take(question->arena, n_parts_of(inquiry->table), sizeof *question->rows);
  if (question->rows == NULL) return dark__fail_memory(err);
  dark_status status = dark__question_is_relisted(question) ? relist(&relisted, question, inquiry, &why) : DARK_OK;
  if (status == DARK_OK) status = make_plan(&made, relisted != NULL ? relisted : inquiry->table, question, inquiry, &why);
  if (status == DARK_OK) status = dark__answers_fill(question->rows, made, inquiry, question->arena, err);
  else if (is_refusal(question, status)) status = refuse(question, inquiry, why.message, err);
  else status = dark__fail(err, status, "%s", why.message);
  if (plan != NULL && status == DARK_OK) *plan = made;
  else dark_plan_free(made);
  dark_table_free(relisted);
  return status;
}
