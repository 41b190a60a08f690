/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/terms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

void dark__joint_model_clear(dark__joint_model *model) { dark__joint_terms_clear(&model->terms); }

static bool is_of_categories(dark__joint_term term) { return term.lists == 0 && !term.common; }

/* ---- which margin a formula has */

static bool are_of_categories(const dark__joint_terms *terms) {
  for (size_t i = 0; i < terms->n; i++)
    if (!is_of_categories(terms->terms[i])) return false;
  return terms->n > 0;
}

/* Length of the summand that text begins with: up to a + outside parentheses and quotes. */
static size_t summand_length(const char *text) {
  int depth = 0;
  bool is_quoted = false;
  size_t n = 0;
  for (; text[n] != '\0' && !(text[n] == '+' && depth == 0 && !is_quoted); n++) {
    if (text[n] == '"') is_quoted = !is_quoted;
    if (!is_quoted) depth += (text[n] == '(') - (text[n] == ')');
  }
  return n;
}

/* The formula can be read. */
static dark_status find_own_summand(bool *has_own, const char *formula, const dark__formula_names *names, dark_error *err) {
  char *copy = malloc(strlen(formula) + 1), *at = copy;
  if (copy == NULL) return dark__fail_memory(err);
  strcpy(copy, formula);
  dark_status status = DARK_OK;
  for (bool is_last = false; status == DARK_OK && !*has_own && !is_last;) {
    dark__joint_terms terms = {0};
    const size_t n = summand_length(at);
    is_last = at[n] == '\0';
    at[n] = '\0';
    status = dark__formula_read(&terms, at, names, err);
    *has_own = status == DARK_OK && are_of_categories(&terms);
    dark__joint_terms_clear(&terms);
    at += n + 1;
  }
  free(copy);
  return status;
}

static bool has_own_top(const dark__joint_terms *terms) {
  for (size_t i = 0; i < terms->n; i++) {
    bool is_below = false;
    for (size_t j = i + 1; j < terms->n && !is_below; j++) is_below = dark__joint_term_contains(terms->terms[j], terms->terms[i]);
    if (!is_below && is_of_categories(terms->terms[i])) return true;
  }
  return false;
}

/* All categories crossed: saturated, whoever says so. */
static bool is_crossed(const dark__joint_terms *terms, size_t n_categories) {
  uint64_t all = 0;
  for (size_t c = 0; c < n_categories; c++) all |= dark__part(c, 0);
  for (size_t i = 0; i < terms->n; i++)
    if (is_of_categories(terms->terms[i]) && terms->terms[i].parts == all) return true;
  return n_categories == 0;
}

static dark_status settle_margin(bool *is_saturated, const dark__joint_terms *terms, const char *formula,
                                 dark__joint_margin margin, const dark__joint_group *group, dark_error *err) {
  bool has_own = margin == DARK__MARGIN_FORMULA || (margin == DARK__MARGIN_AS_WRITTEN && has_own_top(terms));
  dark_status status = DARK_OK;
  if (!has_own && margin == DARK__MARGIN_AS_WRITTEN) status = find_own_summand(&has_own, formula, &group->spoken, err);
  *is_saturated = !has_own || is_crossed(terms, group->strata.n_categories);
  return status;
}

/* ---- terms of the group */

/* What is left of a term with the lists and categories of the group. */
static dark__joint_term restrict_term(dark__joint_term term, const dark__joint_group *group) {
  dark__joint_term out = {.common = term.common, .parts = group->strata.n_categories > 0 ? term.parts : 0};
  for (unsigned l = 0; l < group->strata.n_lists; l++)
    if ((term.lists >> group->in_whole[l] & 1) != 0) out.lists |= UINT32_C(1) << l;
  return out;
}

static dark_status restrict_terms(dark__joint_model *out, const dark__joint_terms *terms, const dark__joint_group *group,
                                  dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < terms->n; i++) {
    const dark__joint_term term = restrict_term(terms->terms[i], group);
    if (dark__joint_term_order(term) == 0 || (out->is_saturated && is_of_categories(term))) continue;
    status = dark__joint_terms_add(&out->terms, term, err);
  }
  return status == DARK_OK ? dark__joint_terms_settle(&out->terms, err) : status;
}

dark_status dark__joint_model_read(dark__joint_model *out, const char *formula, dark__joint_margin margin,
                                   const dark__joint_group *group, dark_error *err) {
  dark__joint_terms terms;
  *out = (dark__joint_model){0};
  dark_status status = dark__formula_read(&terms, formula, &group->spoken, err);
  if (status == DARK_OK) status = settle_margin(&out->is_saturated, &terms, formula, margin, group, err);
  if (status == DARK_OK) status = restrict_terms(out, &terms, group, err);
  dark__joint_terms_clear(&terms);
  return status;
}

/* ---- words */

/* Terms of categories alone, or the others with those of categories that they bring. */
static dark_status choose_terms(dark__joint_terms *out, const dark__joint_terms *terms, bool of_categories, dark_error *err) {
  dark_status status = DARK_OK;
  *out = (dark__joint_terms){0};
  for (size_t i = 0; status == DARK_OK && i < terms->n; i++)
    if (is_of_categories(terms->terms[i]) == of_categories) status = dark__joint_terms_add(out, terms->terms[i], err);
  return status == DARK_OK ? dark__joint_terms_settle(out, err) : status;
}

static dark_status join(char **text, const char *first, const char *second, dark_error *err) {
  const size_t size = strlen(first) + strlen(second) + 4;
  *text = malloc(size);
  if (*text == NULL) return dark__fail_memory(err);
  snprintf(*text, size, "%s%s%s", first, second[0] != '\0' ? " + " : "", second);
  return DARK_OK;
}

/* Where margins are not saturated their terms stand behind the others, even those that lie below one. */
dark_status dark__joint_model_write(char **text, const dark__joint_model *model, const dark__joint_group *group,
                                    dark_error *err) {
  dark__joint_terms parts[2] = {{0}, {0}};
  char *texts[2] = {NULL, NULL};
  dark_status status = DARK_OK;
  *text = NULL;
  for (int i = 0; status == DARK_OK && i < 2; i++) {
    status = choose_terms(&parts[i], &model->terms, i == 1, err);
    if (status == DARK_OK) status = dark__formula_write(&texts[i], &parts[i], &group->names, err);
  }
  if (status == DARK_OK) status = join(text, texts[0], texts[1], err);
  for (int i = 0; i < 2; i++) {
    free(texts[i]);
    dark__joint_terms_clear(&parts[i]);
  }
  return status;
}
