/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/weed.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static void drop_column(double *variance, double *estimate, size_t n, size_t column) {
  const double pivot = variance[column * n + column];
  for (size_t i = 0; pivot > 0 && i < n; i++) {
    const double share = i == column ? 0 : variance[i * n + column] / pivot;
    estimate[i] -= share * estimate[column];
    for (size_t j = 0; share != 0 && j < n; j++) variance[i * n + j] -= share * variance[column * n + j];
  }
  for (size_t i = 0; i < n; i++) variance[i * n + column] = variance[column * n + i] = 0;
}

typedef struct weeding {
  dark__open_form form; /* all of it, not the upper triangle alone */
  double *work;
  double worth[DARK__MOST_OPTIONAL]; /* of the opening's terms, beyond their price */
  bool is_out[DARK__MOST_OPTIONAL];
} weeding;

static void weigh_terms(weeding *of, const dark__opening *from) {
  for (size_t t = 0, first = 0; t < from->n_terms; first += from->terms[t++].df)
    if (!of->is_out[t]) of->worth[t] = dark__open_loss(&of->form, first, from->terms[t].df, of->work) - from->terms[t].price;
}

/* Take the weakest term out; what is gained, 0 when every term is worth its price. */
static double weed_one(weeding *of, const dark__opening *from) {
  size_t weakest = 0, first = 0;
  double least = 0;
  weigh_terms(of, from);
  for (size_t t = 0; t < from->n_terms; t++)
    if (!of->is_out[t] && of->worth[t] < least) least = of->worth[weakest = t];
  if (!(least < 0)) return 0;
  for (size_t t = 0; t < weakest; t++) first += from->terms[t].df;
  for (size_t j = 0; j < from->terms[weakest].df; j++) drop_column(of->form.variance, of->form.estimate, of->form.n, first + j);
  of->is_out[weakest] = true;
  return -least;
}

static dark__subset weed(weeding *of, const dark__opening *from) {
  const size_t n = from->form.n;
  dark__subset left = {from->in, from->loss + from->price};
  for (size_t i = 0; i < n; i++)
    for (size_t j = i; j < n; j++) of->form.variance[i * n + j] = of->form.variance[j * n + i] = from->form.variance[i * n + j];
  memcpy(of->form.estimate, from->form.estimate, n * sizeof *of->form.estimate);
  for (size_t t = 0; t < from->n_terms; t++) left.loss += from->terms[t].price;
  double gain;
  while ((gain = weed_one(of, from)) > 0) left.loss -= gain;
  for (size_t t = 0; t < from->n_terms; t++) left.terms |= of->is_out[t] ? 0 : from->terms[t].bit;
  return left;
}

dark_status dark__weed(dark__subset *left, double *worth, const dark__opening *from, dark_error *err) {
  const size_t n = from->form.n;
  weeding weeds = {.form = {calloc(n * n + 1, sizeof(double)), calloc(n + 1, sizeof(double)), n, n}};
  weeds.work = calloc(n * n + n + 1, sizeof(double));
  const bool is_complete = weeds.form.variance != NULL && weeds.form.estimate != NULL && weeds.work != NULL;
  if (is_complete) {
    *left = weed(&weeds, from);
    memcpy(worth, weeds.worth, from->n_terms * sizeof *worth);
  }
  free(weeds.form.variance);
  free(weeds.form.estimate);
  free(weeds.work);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}
