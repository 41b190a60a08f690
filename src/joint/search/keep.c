/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/keep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void dark__joint_search_clear(dark__joint_search *of) {
  for (size_t i = 0; i < of->n_met; i++) dark__joint_found_clear(&of->found[i]);
  free(of->found);
  free(of->order);
  dark__keys_free(&of->known);
  *of = (dark__joint_search){0};
}

/* ---- which are known: terms without what lies between their parts in memory */

enum { WORDS_OF_TERM = 2, BUFFER = 64 };

typedef struct key {
  uint64_t *words;
  size_t length; /* in bytes */
  uint64_t buffer[BUFFER];
} key;

static dark_status write_key(key *out, const dark__joint_terms *terms, dark_error *err) {
  const size_t n = WORDS_OF_TERM * terms->n;
  out->length = n * sizeof *out->words;
  out->words = n <= BUFFER ? out->buffer : malloc(out->length);
  if (out->words == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < terms->n; i++) {
    out->words[WORDS_OF_TERM * i] = terms->terms[i].parts;
    out->words[WORDS_OF_TERM * i + 1] = terms->terms[i].lists | (uint64_t)terms->terms[i].common << 32;
  }
  return DARK_OK;
}

static void clear_key(key *of) {
  if (of->words != of->buffer) free(of->words);
}

dark_status dark__keep_knows(bool *is_known, const dark__joint_search *of, const dark__joint_terms *terms, dark_error *err) {
  key mine;
  const dark_status status = write_key(&mine, terms, err);
  if (status != DARK_OK) return status;
  *is_known = dark__keys_find(&of->known, mine.words, mine.length) != DARK__NONE;
  clear_key(&mine);
  return DARK_OK;
}

static dark_status know(dark__joint_search *out, const dark__joint_terms *terms, dark_error *err) {
  key mine;
  size_t number;
  dark_status status = write_key(&mine, terms, err);
  if (status != DARK_OK) return status;
  status = dark__keys_add(&number, &out->known, mine.words, mine.length, err);
  clear_key(&mine);
  return status;
}

/* ---- the order */

static int compare_found(const dark__joint_found *left, const dark__joint_found *right) {
  if (left->criterion != right->criterion) return left->criterion < right->criterion ? -1 : 1;
  if (left->terms.n != right->terms.n) return left->terms.n < right->terms.n ? -1 : 1;
  for (size_t i = 0; i < left->terms.n; i++) {
    const int order = dark__joint_term_compare(&left->terms.terms[i], &right->terms.terms[i]);
    if (order != 0) return order;
  }
  return 0;
}

/* How many of the first n are better than a model. */
static size_t count_better(const dark__joint_search *of, size_t n, const dark__joint_found *model) {
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (compare_found(dark__kept(of, middle), model) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* A place in `found` comes into the order, in which there is room. */
static void enter(dark__joint_search *out, size_t place) {
  const size_t at = count_better(out, out->n, &out->found[place]);
  memmove(out->order + at + 1, out->order + at, (out->n - at) * sizeof *out->order);
  out->order[at] = place;
  out->n++;
}

static size_t leave(dark__joint_search *out, size_t i) {
  const size_t place = out->order[i];
  memmove(out->order + i, out->order + i + 1, (--out->n - i) * sizeof *out->order);
  return place;
}

/* ---- keeping */

static dark_status make_room(dark__joint_search *out, dark_error *err) {
  void *grown = dark__array_grow(out->found, &out->capacity, out->n_met + 1, sizeof *out->found);
  if (grown == NULL) return dark__fail_memory(err);
  out->found = grown;
  grown = dark__array_grow(out->order, &out->order_capacity, out->n_met + 1, sizeof *out->order);
  if (grown == NULL) return dark__fail_memory(err);
  out->order = grown;
  return DARK_OK;
}

dark_status dark__keep_found(dark__joint_search *out, dark__joint_found *found, dark_error *err) {
  dark_status status = make_room(out, err);
  if (status == DARK_OK) status = know(out, &found->terms, err);
  if (status != DARK_OK) {
    dark__joint_found_clear(found);
    return status;
  }
  out->found[out->n_met] = *found;
  *found = (dark__joint_found){0};
  enter(out, out->n_met++);
  return DARK_OK;
}

dark_status dark__keep_model(bool *is_candidate, dark__joint_search *out, const dark__joint_search_request *request,
                             const dark__joint_terms *terms, const dark__joint_start *start, dark_error *err) {
  dark__joint_found found;
  const dark_status status = dark__joint_refit_from(&found, is_candidate, request, terms, start, err);
  if (status == DARK_OK && *is_candidate) return dark__keep_found(out, &found, err);
  dark__joint_found_clear(&found);
  return status;
}

dark_status dark__keep_closer(dark__joint_search *out, const dark__joint_search_request *request, size_t i, dark_error *err) {
  dark__joint_found *model = dark__kept(out, i), closer;
  const dark__joint_start start = {.terms = model->terms.terms,
                                   .n_terms = model->terms.n,
                                   .starts = model->term_starts,
                                   .coefficients = model->coefficients,
                                   .aim = model->bound == DARK__BOUND_FORM ? DARK__AIM_BOUND : DARK__AIM_LIKELIHOOD};
  bool is_candidate;
  dark_status status = dark__joint_refit_from(&closer, &is_candidate, request, &model->terms, &start, err);
  if (status != DARK_OK) {
    dark__joint_found_clear(&closer);
    return status;
  }
  const size_t place = leave(out, i);
  dark__joint_found_clear(model);
  *model = closer;
  if (is_candidate) enter(out, place);
  return DARK_OK;
}

/* ---- the end */

/* `found` in the order, those that are no more kept behind the others, where nothing of them is left. */
void dark__keep_settled(dark__joint_search *out) {
  for (size_t i = 0; i < out->n; i++) {
    size_t from = out->order[i];
    while (from < i) from = out->order[from]; /* where what stood there has gone */
    const dark__joint_found moved = out->found[i];
    out->found[i] = out->found[from];
    out->found[from] = moved;
    out->order[i] = from;
  }
  for (size_t i = 0; i < out->n; i++) {
    out->order[i] = i;
    out->found[i].weight = exp((out->found[0].criterion - out->found[i].criterion) / 2);
  }
  out->n_met = out->n;
}
