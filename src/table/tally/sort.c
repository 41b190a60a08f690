/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/tally/sightings.h"

/* A value of a covariate on its way into order. */
typedef struct value {
  const char *text;
  double number;
  size_t id; /* in the order of arrival */
} value;

/* A sighting likewise: ranks of its values, then captures. */
typedef struct entry {
  const uint32_t *words; /* [n_words] */
  size_t n_words, id;
} entry;

static int compare_texts(const void *a, const void *b) { return strcmp(((const value *)a)->text, ((const value *)b)->text); }

/* Equal numbers in different words ("1" and "1.0") stay different values, in a fixed order. */
static int compare_numbers(const void *a, const void *b) {
  const double x = ((const value *)a)->number, y = ((const value *)b)->number;
  return x < y ? -1 : x > y ? 1 : compare_texts(a, b);
}

static int compare_entries(const void *a, const void *b) {
  const entry *x = a, *y = b;
  for (size_t i = 0; i < x->n_words; i++)
    if (x->words[i] != y->words[i]) return x->words[i] < y->words[i] ? -1 : 1;
  return 0;
}

/* The values in order; true when all are finite numbers. */
static bool sort_values(value *values, const dark__keys *keys) {
  bool is_numeric = keys->n > 0;
  for (size_t id = 0; id < keys->n; id++) {
    values[id] = (value){.text = dark__keys_at(keys, id), .id = id};
    is_numeric = is_numeric && dark__parse_real(&values[id].number, values[id].text) && isfinite(values[id].number);
  }
  if (keys->n > 0) qsort(values, keys->n, sizeof *values, is_numeric ? compare_numbers : compare_texts);
  return is_numeric;
}

/* Copy a covariate; ranks [values.n]: where each of its values went. */
static dark_status copy_covariate(dark_covariate *out, uint32_t *ranks, const dark__category_values *from, dark_error *err) {
  const size_t n = from->values.n;
  value *values = malloc((n + 1) * sizeof *values);
  out->name = dark__copy_text(from->name, strlen(from->name));
  out->values = calloc(n + 1, sizeof *out->values);
  dark_status status = values == NULL || out->name == NULL || out->values == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK && sort_values(values, &from->values)) {
    out->numbers = calloc(n, sizeof *out->numbers);
    if (out->numbers == NULL) status = dark__fail_memory(err);
  }
  for (size_t k = 0; status == DARK_OK && k < n; k++) {
    out->values[k] = dark__copy_text(values[k].text, strlen(values[k].text));
    if (out->values[k] == NULL) status = dark__fail_memory(err);
    if (out->numbers != NULL) out->numbers[k] = values[k].number;
    ranks[values[k].id] = (uint32_t)k;
    out->n_values = k + 1;
  }
  free(values);
  return status;
}

/* words [n x (1 + covariates)]: of each sighting the ranks of its values, then its captures. */
static void rank_words(uint32_t *words, const dark__sightings *sightings, uint32_t *const *value_ranks) {
  const size_t n_covariates = sightings->columns.n;
  for (size_t i = 0; i < sightings->keys.n; i++) {
    uint32_t *own = words + i * (n_covariates + 1);
    memcpy(own, dark__keys_at(&sightings->keys, i), (n_covariates + 1) * sizeof *own);
    const uint32_t captures = own[0];
    for (size_t c = 0; c < n_covariates; c++) own[c] = value_ranks[c][own[c + 1]];
    own[n_covariates] = captures;
  }
}

static dark_status copy_sightings(dark_captures *out, uint32_t *ranks, const uint32_t *words, size_t n, dark_error *err) {
  const size_t n_covariates = out->n_covariates;
  entry *entries = malloc((n + 1) * sizeof *entries);
  out->captures = calloc(n + 1, sizeof *out->captures);
  out->values = calloc(n * n_covariates + 1, sizeof *out->values);
  if (entries == NULL || out->captures == NULL || out->values == NULL) {
    free(entries);
    return dark__fail_memory(err);
  }
  for (size_t i = 0; i < n; i++) entries[i] = (entry){words + i * (n_covariates + 1), n_covariates + 1, i};
  if (n > 0) qsort(entries, n, sizeof *entries, compare_entries);
  for (size_t k = 0; k < n; k++) {
    ranks[entries[k].id] = (uint32_t)k;
    out->captures[k] = entries[k].words[n_covariates];
    memcpy(out->values + k * n_covariates, entries[k].words, n_covariates * sizeof *out->values);
  }
  out->n_sightings = n;
  free(entries);
  return DARK_OK;
}

/* value_ranks [n covariates]: arrays in one block `pool`. */
static dark_status sort_all(dark_captures *out, uint32_t *ranks, const dark__sightings *sightings, uint32_t **value_ranks,
                            uint32_t *words, dark_error *err) {
  for (size_t c = 0; c < sightings->columns.n; c++) {
    out->n_covariates = c + 1;
    const dark_status status = copy_covariate(&out->covariates[c], value_ranks[c], &sightings->columns.all[c], err);
    if (status != DARK_OK) return status;
  }
  rank_words(words, sightings, value_ranks);
  return copy_sightings(out, ranks, words, sightings->keys.n, err);
}

dark_status dark__sightings_sort(dark_captures **out, uint32_t *ranks, const dark__sightings *sightings, dark_error *err) {
  const size_t n_covariates = sightings->columns.n;
  size_t n_values = 0;
  for (size_t c = 0; c < n_covariates; c++) n_values += sightings->columns.all[c].values.n;
  dark_captures *captures = *out = calloc(1, sizeof *captures);
  if (captures == NULL) return dark__fail_memory(err);
  const char *name = sightings->name == NULL ? DARK__OCCASIONS : sightings->name;
  captures->n_occasions = sightings->n_occasions;
  captures->column = dark__copy_text(name, strlen(name));
  captures->covariates = calloc(n_covariates + 1, sizeof *captures->covariates);
  uint32_t **value_ranks = calloc(n_covariates + 1, sizeof *value_ranks);
  uint32_t *pool = calloc(n_values + 1, sizeof *pool);
  uint32_t *words = calloc(sightings->keys.n * (n_covariates + 1) + 1, sizeof *words);
  dark_status status = DARK_OK;
  if (captures->column == NULL || captures->covariates == NULL || value_ranks == NULL || pool == NULL || words == NULL) {
    status = dark__fail_memory(err);
  } else {
    for (size_t c = 0, start = 0; c < n_covariates; start += sightings->columns.all[c++].values.n) value_ranks[c] = pool + start;
    status = sort_all(captures, ranks, sightings, value_ranks, words, err);
  }
  free(words);
  free(pool);
  free(value_ranks);
  return status;
}

static void free_covariate(dark_covariate *covariate) {
  for (size_t k = 0; k < covariate->n_values && covariate->values != NULL; k++) free(covariate->values[k]);
  free(covariate->values);
  free(covariate->numbers);
  free(covariate->name);
}

void dark__captures_free(dark_captures *captures) {
  if (captures == NULL) return;
  for (size_t c = 0; c < captures->n_covariates; c++) free_covariate(&captures->covariates[c]);
  free(captures->covariates);
  free(captures->captures);
  free(captures->values);
  free(captures->column);
  free(captures);
}
