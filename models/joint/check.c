/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "models/joint/absent.h"
#include "models/joint/terms.h"

bool dark__joint_is_auto(const char *formula) { return formula == NULL || strcmp(formula, "auto") == 0; }

typedef struct spoken_names {
  const char *lists[DARK_MAX_LISTS], *categories[DARK__MOST_JOINT_CATEGORIES];
  dark__formula_names names;
} spoken_names;

static dark_status find_names(spoken_names *out, const dark_table *table, dark_error *err) {
  const size_t n_lists = dark_table_n_lists(table), n_categories = dark_table_n_categories(table);
  if (n_categories > DARK__MOST_JOINT_CATEGORIES)
    return dark__fail(err, DARK_ELIMIT, "--joint: a model takes at most %d categories and there are %zu",
                      (int)DARK__MOST_JOINT_CATEGORIES, n_categories);
  for (size_t l = 0; l < n_lists; l++) out->lists[l] = dark_table_list_name(table, l);
  for (size_t c = 0; c < n_categories; c++) out->categories[c] = dark_table_category_name(table, c);
  out->names = (dark__formula_names){n_lists, out->lists, n_categories, out->categories};
  return DARK_OK;
}

/* Everybody would be as likely to be on a list that no term has as not. */
static dark_status check_lists(const dark__joint_terms *terms, const dark__formula_names *names, dark_error *err) {
  uint32_t named = 0;
  for (size_t i = 0; i < terms->n; i++) named |= terms->terms[i].lists;
  for (size_t l = 0; l < names->n_lists; l++)
    if ((named >> l & 1) == 0)
      return dark__fail(err, DARK_EUSAGE,
                        "--joint: the formula leaves out the list '%s'; add it, or leave it out with --drop-list",
                        names->lists[l]);
  return DARK_OK;
}

static dark_status check_formula(const char *formula, const dark_table *table, dark_error *err) {
  spoken_names spoken;
  dark__joint_terms terms = {0};
  dark_error cause = DARK_ERROR_INIT;
  dark_status status = find_names(&spoken, table, err);
  if (status != DARK_OK || dark__joint_is_auto(formula)) return status;
  const char *advice = spoken.names.n_categories == 0 ? "; categories are named with --by" : "";
  status = dark__formula_read(&terms, formula, &spoken.names, &cause);
  if (status == DARK_OK) status = check_lists(&terms, &spoken.names, err);
  else if (status == DARK_ENOMEM) status = dark__fail_memory(err);
  else dark__fail(err, status, "--joint: %s%s", cause.message, status == DARK_EUSAGE ? advice : "");
  dark__joint_terms_clear(&terms);
  return status;
}

dark_status dark__joint_formula_check(const dark_settings *settings, const dark_table *table, dark_error *err) {
  const dark_status status = check_formula(settings->model, table, err);
  if (status != DARK_OK || settings->n_absent == 0) return status;
  return dark__joint_absent_check(table, settings->absent, settings->n_absent, err);
}
