/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Covariances of the coefficients of a log-linear model: the inverse of X' diag(mu) X over the cells that can be observed, X having a
   column for each term with a finite coefficient. The explanation has the fitted counts and the standard errors of the terms; a matrix
   whose diagonal is not the square of these is of another kind of model and is not shown. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "bridge/answer/fit.h"
#include "numeric/cholesky.h"

enum { MOST_TERMS = 1024 };

typedef struct matrix {
  const dark_detail *detail;
  size_t *terms;       /* [n] of the explanation: those with a finite coefficient */
  uint64_t *histories; /* [n] lists of each, in bits of the part */
  double *information; /* [n x n], then its factor */
  double *column;      /* [n] */
  size_t n, n_lists;
} matrix;

static void clear(matrix *of) {
  free(of->terms);
  free(of->histories);
  free(of->information);
  free(of->column);
}

/* The list of the part, the longest, that `text` begins with, ended by '*' or by its end; its name's length. n_lists: none. */
static size_t find_list(size_t *length, const matrix *of, const dark_table *table, const char *text) {
  size_t found = of->n_lists, place = 0;
  *length = 0;
  for (size_t l = 0; l < dark_table_n_lists(table); l++) {
    if ((of->detail->lists >> l & 1) == 0) continue;
    const char *name = dark_table_list_name(table, l);
    const size_t n = strlen(name);
    if (n > *length && strncmp(text, name, n) == 0 && (text[n] == '*' || text[n] == '\0')) found = place, *length = n;
    place++;
  }
  return found;
}

/* False: the name is not that of an interaction of lists. */
static bool read_term(uint64_t *history, const matrix *of, const dark_table *table, const char *name) {
  *history = 0;
  if (strcmp(name, "intercept") == 0) return true;
  for (;;) {
    size_t length;
    const size_t list = find_list(&length, of, table, name);
    if (list == of->n_lists) return false;
    *history |= UINT64_C(1) << list;
    if (name[length] == '\0') return true;
    name += length + 1;
  }
}

/* False: the part has no such model. */
static bool read_terms(matrix *of, const dark_table *table) {
  const dark_explanation *model = &of->detail->explanation;
  for (size_t t = 0; t < model->n_parameters; t++) {
    if (!isfinite(model->terms[t].se)) continue;
    of->terms[of->n] = t;
    if (!read_term(&of->histories[of->n++], of, table, model->terms[t].name)) return false;
  }
  return of->n > 0;
}

static void add_cell(matrix *of, uint64_t history, double mean) {
  for (size_t i = 0; i < of->n; i++)
    for (size_t k = 0; k <= i; k++)
      if (((of->histories[i] | of->histories[k]) & ~history) == 0) of->information[i * of->n + k] += mean;
}

/* Column k of the inverse. */
static void solve(matrix *of, size_t k) {
  for (size_t i = 0; i < of->n; i++) of->column[i] = 0;
  of->column[k] = 1;
  dark__cholesky_solve(of->information, of->n, of->column);
}

static bool agrees(matrix *of) {
  for (size_t k = 0; k < of->n; k++) {
    const double se = of->detail->explanation.terms[of->terms[k]].se;
    solve(of, k);
    if (!(fabs(of->column[k] - se * se) <= 1e-6 * se * se)) return false;
  }
  return true;
}

static void put_columns(dark_frame *frame, matrix *of, size_t n_categories) {
  const dark_term *terms = of->detail->explanation.terms;
  for (size_t k = 0; k < of->n; k++) {
    solve(of, k);
    for (size_t i = 0; i < of->n; i++) {
      dark__frame_put_levels(frame, of->detail->levels, n_categories);
      dark__frame_put_text(frame, terms[of->terms[k]].name);
      dark__frame_put_text(frame, terms[of->terms[i]].name);
      dark__frame_put_real(frame, of->column[i]);
    }
  }
}

static bool can_have(const dark_detail *detail) {
  const dark_explanation *model = &detail->explanation;
  return detail->has_explanation && model->has_model && model->terms != NULL && model->fitted != NULL &&
         model->n_parameters <= MOST_TERMS;
}

static dark_status put_part(dark_frame *frame, const dark_answer *answer, const dark_detail *detail, dark_error *err) {
  const size_t most = detail->explanation.n_parameters + 1;
  matrix of = {.detail = detail,
               .terms = calloc(most, sizeof *of.terms),
               .histories = calloc(most, sizeof *of.histories),
               .information = calloc(most * most, sizeof *of.information),
               .column = calloc(most, sizeof *of.column),
               .n_lists = dark_plan_n_lists(dark__answer_fit(answer)->plan, detail->part)};
  const bool is_made = of.terms != NULL && of.histories != NULL && of.information != NULL && of.column != NULL;
  if (is_made && read_terms(&of, answer->table)) {
    for (uint64_t history = 1; history < UINT64_C(1) << of.n_lists; history++)
      if (detail->explanation.fitted[history] > 0) add_cell(&of, history, detail->explanation.fitted[history]);
    dark__cholesky_factor(of.information, of.n, 1e-12);
    if (agrees(&of)) put_columns(frame, &of, dark__answer_fit(answer)->results->n_categories);
  }
  clear(&of);
  return is_made ? DARK_OK : dark__fail_memory(err);
}

dark_status dark__fill_vcov(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = dark__answer_fit(answer)->results;
  dark_status status = DARK_OK;
  dark__frame_categories(frame, results->categories, results->n_categories);
  dark__frame_texts(frame, "term,other");
  dark__frame_reals(frame, "covariance");
  for (size_t d = 0; status == DARK_OK && d < results->n_details; d++)
    if (can_have(&results->details[d])) status = put_part(frame, answer, &results->details[d], err);
  return status;
}
