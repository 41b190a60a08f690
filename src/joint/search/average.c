/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "joint/search/search.h"
#include "numeric/normal_mixture.h"

static bool has_people(const dark__joint_search *of, size_t target) {
  for (size_t i = 0; i < of->n; i++)
    if (!(of->found[i].hidden[target] > 0) || !(of->found[i].sd[target] > 0)) return false;
  return of->n > 0;
}

dark_status dark__joint_mata(double *low, double *high, const dark__joint_search *of, size_t target, double level,
                             dark_error *err) {
  *low = *high = NAN;
  if (!has_people(of, target)) return DARK_OK;
  dark__normal *parts = malloc(of->n * sizeof *parts);
  if (parts == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < of->n; i++) {
    const dark__joint_found *model = &of->found[i];
    parts[i] = (dark__normal){model->weight, log(model->hidden[target]), model->sd[target] / model->hidden[target]};
  }
  dark_status status = dark__mixture_quantile(low, parts, of->n, (1 - level) / 2, err);
  if (status == DARK_OK) status = dark__mixture_quantile(high, parts, of->n, (1 + level) / 2, err);
  *low = exp(*low);
  *high = exp(*high);
  free(parts);
  return status;
}

size_t dark__joint_better_half(const dark__joint_search *of) {
  double all = 0, sum = 0;
  size_t n = 0;
  for (size_t i = 0; i < of->n; i++) all += of->found[i].weight;
  while (n < of->n && sum < all / 2) sum += of->found[n++].weight;
  return n;
}

double dark__joint_average(const dark__joint_search *of, size_t target) {
  double sum = 0, weights = 0;
  if (!has_people(of, target)) return NAN;
  for (size_t i = 0; i < of->n; i++) {
    sum += of->found[i].weight * log(of->found[i].hidden[target]);
    weights += of->found[i].weight;
  }
  return exp(sum / weights);
}
