/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Populations of known size, and lists drawn from them (darkfigure/population.h). R code has read the specification. */
#include <darkfigure/population.h>

#include "glue.h"

/* ---- Probabilities of histories. Indices of lists are from 0; one below 0 is any list. */

static dark_odds_ratio *odds_ratios_of(SEXP a, SEXP b, SEXP values) {
  const R_xlen_t n = XLENGTH(values);
  dark_odds_ratio *all = (dark_odds_ratio *)R_alloc((size_t)n + 1, sizeof *all);
  for (R_xlen_t i = 0; i < n; i++) all[i] = (dark_odds_ratio){(size_t)INTEGER(a)[i], (size_t)INTEGER(b)[i], REAL(values)[i]};
  return all;
}

static dark_referral *referrals_of(SEXP from, SEXP shares) {
  const R_xlen_t n = XLENGTH(shares);
  dark_referral *all = (dark_referral *)R_alloc((size_t)n + 1, sizeof *all);
  for (R_xlen_t i = 0; i < n; i++)
    all[i] = (dark_referral){INTEGER(from)[i] < 0 ? DARK_ANY_LIST : (size_t)INTEGER(from)[i], REAL(shares)[i]};
  return all;
}

/* pairs: list(a, b, odds ratio); referrals: list(from, share, absorbing list). */
SEXP dark_r_probabilities(SEXP names, SEXP margins, SEXP pairs, SEXP referrals) {
  dark_error err = DARK_ERROR_INIT;
  dark_capture_model model = {.n_lists = (size_t)XLENGTH(margins), .margins = REAL(margins), .names = dark_r_texts(names)};
  if (model.n_lists < 1 || model.n_lists > DARK_MAX_LISTS) return dark_r_no_object("list, or too many of them:");
  model.n_odds_ratios = (size_t)XLENGTH(VECTOR_ELT(pairs, 2));
  model.odds_ratios = odds_ratios_of(VECTOR_ELT(pairs, 0), VECTOR_ELT(pairs, 1), VECTOR_ELT(pairs, 2));
  model.n_referrals = (size_t)XLENGTH(VECTOR_ELT(referrals, 1));
  model.referrals = referrals_of(VECTOR_ELT(referrals, 0), VECTOR_ELT(referrals, 1));
  model.absorbing = (size_t)Rf_asInteger(VECTOR_ELT(referrals, 2));
  SEXP probabilities = PROTECT(Rf_allocVector(REALSXP, (R_xlen_t)1 << model.n_lists));
  const dark_status status = dark_capture_probabilities(REAL(probabilities), &model, &err);
  SEXP result = status == DARK_OK ? probabilities : dark_r_failure(&err);
  UNPROTECT(1);
  return result;
}

/* ---- Drawing */

static void free_population(void *object) { dark_population_free(object); }
static void forget_population(SEXP handle) { dark_r_release(handle, free_population); }

static void free_sample(void *object) { dark_sample_free(object); }
static void forget_sample(SEXP handle) { dark_r_release(handle, free_sample); }

static dark_population_stratum *strata_of(SEXP levels, SEXP people, SEXP probabilities) {
  const R_xlen_t n = XLENGTH(people);
  dark_population_stratum *all = (dark_population_stratum *)R_alloc((size_t)n + 1, sizeof *all);
  for (R_xlen_t s = 0; s < n; s++)
    all[s] = (dark_population_stratum){dark_r_texts(VECTOR_ELT(levels, s)), REAL(people)[s], REAL(VECTOR_ELT(probabilities, s))};
  return all;
}

/* spec: list(lists, categories, levels, people, probabilities). */
SEXP dark_r_population(SEXP spec) {
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  SEXP lists = VECTOR_ELT(spec, 0), categories = VECTOR_ELT(spec, 1), people = VECTOR_ELT(spec, 3);
  const char **list_names = dark_r_texts(lists), **category_names = dark_r_texts(categories);
  const dark_population_stratum *strata = strata_of(VECTOR_ELT(spec, 2), people, VECTOR_ELT(spec, 4));
  SEXP handle = PROTECT(dark_r_handle("population", forget_population, R_NilValue));
  const dark_status status = dark_population_new(&population, list_names, (size_t)XLENGTH(lists), category_names,
                                                 (size_t)XLENGTH(categories), strata, (size_t)XLENGTH(people), &err);
  R_SetExternalPtrAddr(handle, population);
  SEXP result = status == DARK_OK ? handle : dark_r_failure(&err);
  UNPROTECT(1);
  return result;
}

/* Rows of a drawing: stratum (from 1), history (bit l = list l by name), count. */
static SEXP records_of(const dark_table *table) {
  size_t n_all = 0, next = 0;
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n = 0;
    if (dark_table_records(table, s, &n) != NULL) n_all += n;
  }
  SEXP rows = PROTECT(Rf_allocMatrix(REALSXP, (int)n_all, 3));
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n = 0;
    const dark_record *records = dark_table_records(table, s, &n);
    for (size_t i = 0; records != NULL && i < n; i++, next++) {
      REAL(rows)[next] = (double)s + 1;
      REAL(rows)[n_all + next] = (double)records[i].history;
      REAL(rows)[2 * n_all + next] = (double)records[i].count;
    }
  }
  UNPROTECT(1);
  return rows;
}

/* Levels of strata, a row each. */
static SEXP levels_of(const dark_table *table) {
  const size_t n = dark_table_n_strata(table), width = dark_table_n_categories(table);
  SEXP levels = PROTECT(Rf_allocMatrix(STRSXP, (int)n, (int)width));
  for (size_t s = 0; s < n; s++)
    for (size_t c = 0; c < width; c++)
      SET_STRING_ELT(levels, (R_xlen_t)(c * n + s),
                     dark_r_string(dark_table_level_name(table, c, dark_table_stratum_level(table, s, c))));
  UNPROTECT(1);
  return levels;
}

static SEXP doubles_of(const double *values, size_t n) {
  SEXP out = PROTECT(Rf_allocVector(REALSXP, (R_xlen_t)n));
  for (size_t i = 0; i < n; i++) REAL(out)[i] = values[i];
  UNPROTECT(1);
  return out;
}

static SEXP drawing_of(const dark_sample *sample) {
  const char *names[] = {"records", "levels", "people", "lists", ""};
  const size_t n_lists = dark_table_n_lists(sample->table);
  SEXP drawing = PROTECT(Rf_mkNamed(VECSXP, names));
  SET_VECTOR_ELT(drawing, 0, records_of(sample->table));
  SET_VECTOR_ELT(drawing, 1, levels_of(sample->table));
  SET_VECTOR_ELT(drawing, 2, doubles_of(sample->people, dark_table_n_strata(sample->table)));
  SEXP lists = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)n_lists));
  for (size_t l = 0; l < n_lists; l++) SET_STRING_ELT(lists, (R_xlen_t)l, dark_r_string(dark_table_list_name(sample->table, l)));
  SET_VECTOR_ELT(drawing, 3, lists);
  UNPROTECT(2);
  return drawing;
}

SEXP dark_r_draw(SEXP handle, SEXP is_poisson, SEXP seed, SEXP number) {
  dark_error err = DARK_ERROR_INIT;
  dark_sample *sample = NULL;
  const dark_population *population = dark_r_held(handle, "population");
  const dark_population_size size = Rf_asLogical(is_poisson) ? DARK_POPULATION_POISSON : DARK_POPULATION_FIXED;
  if (population == NULL) return dark_r_no_object("population");
  SEXP held = PROTECT(dark_r_handle("sample", forget_sample, R_NilValue));
  const dark_status status =
      dark_population_draw(&sample, population, size, (uint64_t)Rf_asReal(seed), (uint64_t)Rf_asReal(number), &err);
  R_SetExternalPtrAddr(held, sample);
  SEXP result = PROTECT(status == DARK_OK ? drawing_of(sample) : dark_r_failure(&err));
  dark_r_release(held, free_sample);
  UNPROTECT(2);
  return result;
}
