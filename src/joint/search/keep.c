/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/keep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void dark__joint_search_clear(dark__joint_search *of) {
  for (size_t i = 0; i < of->n; i++) dark__joint_found_clear(&of->found[i]);
  free(of->found);
  *of = (dark__joint_search){0};
}

bool dark__is_kept(const dark__joint_search *of, const dark__joint_terms *terms) {
  for (size_t i = 0; i < of->n; i++)
    if (dark__joint_terms_are(&of->found[i].terms, terms)) return true;
  return false;
}

/* Room behind those that are kept. */
static dark_status take_next(dark__joint_found **next, dark__joint_search *out, dark_error *err) {
  void *grown = dark__array_grow(out->found, &out->capacity, out->n + 1, sizeof *out->found);
  if (grown == NULL) return dark__fail_memory(err);
  out->found = grown;
  *next = &out->found[out->n];
  return DARK_OK;
}

dark_status dark__keep_beyond(dark__joint_search *out, const dark__joint_search_request *request, const dark__border *border,
                              const dark__joint_terms *terms, dark__joint_term added, dark_error *err) {
  dark__joint_found *next;
  dark_status status = take_next(&next, out, err);
  if (status != DARK_OK) return status;
  status = dark__joint_found_beyond(next, request, border, terms, added, err);
  if (status == DARK_OK) out->n++;
  else dark__joint_found_clear(next);
  return status;
}

dark_status dark__keep_model(bool *is_candidate, dark__joint_search *out, const dark__joint_search_request *request,
                             const dark__joint_terms *terms, const dark__joint_start *start, dark_error *err) {
  *is_candidate = false;
  dark__joint_found *next;
  if (dark__is_kept(out, terms)) return DARK_OK;
  dark_status status = take_next(&next, out, err);
  if (status != DARK_OK) return status;
  status = dark__joint_refit_from(next, is_candidate, request, terms, start, err);
  if (status == DARK_OK && *is_candidate) out->n++;
  else dark__joint_found_clear(next);
  return status;
}

static int compare_found(const void *a, const void *b) {
  const dark__joint_found *left = a, *right = b;
  if (left->criterion != right->criterion) return left->criterion < right->criterion ? -1 : 1;
  if (left->terms.n != right->terms.n) return left->terms.n < right->terms.n ? -1 : 1;
  for (size_t i = 0; i < left->terms.n; i++) {
    const int order = dark__joint_term_compare(&left->terms.terms[i], &right->terms.terms[i]);
    if (order != 0) return order;
  }
  return 0;
}

void dark__keep_sorted(dark__joint_search *out) {
  if (out->n > 1) qsort(out->found, out->n, sizeof *out->found, compare_found);
  for (size_t i = 0; i < out->n; i++) out->found[i].weight = exp((out->found[0].criterion - out->found[i].criterion) / 2);
}

static void forget(dark__joint_search *out, size_t i) {
  dark__joint_found_clear(&out->found[i]);
  memmove(out->found + i, out->found + i + 1, (--out->n - i) * sizeof *out->found);
}

/* Behind all that are better now. */
static void sink(dark__joint_search *out, size_t i) {
  const dark__joint_found moved = out->found[i];
  for (; i + 1 < out->n && compare_found(&out->found[i + 1], &moved) < 0; i++) out->found[i] = out->found[i + 1];
  out->found[i] = moved;
}

dark_status dark__keep_exactly(dark__joint_search *out, const dark__joint_search_request *request, size_t i, dark_error *err) {
  dark__joint_found *model = &out->found[i], whole;
  const dark__joint_start start = {model->terms.terms, model->terms.n, model->term_starts, model->coefficients, NULL, false};
  bool is_candidate;
  const dark_status status = dark__joint_refit_from(&whole, &is_candidate, request, &model->terms, &start, err);
  if (status != DARK_OK || !is_candidate) {
    dark__joint_found_clear(&whole);
    if (status == DARK_OK) forget(out, i);
    return status;
  }
  dark__joint_found_clear(model);
  *model = whole;
  sink(out, i);
  return DARK_OK;
}
