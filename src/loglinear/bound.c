/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/bound.h"

#include <math.h>
#include <string.h>

/* Start of an effect whose margin was empty in the fit that the start comes from. */
static const double FAR_BELOW = -30;

void dark__bound(double *log_lik_most, dark__lanes *lanes, const dark__lattice *lattice, dark__term_set outer,
                 const double *start, const double *floor, unsigned active, double *keep) {
  const size_t width = lanes->kernel->width, n_bytes = width * sizeof *keep;
  const size_t n_terms = dark__lattice_expand(lanes->terms, lattice, outer);
  for (size_t i = 0; start != NULL && i < n_terms; i++)
    memcpy(lanes->starts + i * width, start + lanes->terms[i] * width, n_bytes);
  dark__block_request request = {.terms = lanes->terms,
                                 .n_terms = n_terms,
                                 .start = start != NULL ? lanes->starts : NULL,
                                 .loose = DARK__NEAR_ENOUGH,
                                 .active = active};
  memcpy(request.floor, floor, width * sizeof *floor);
  dark__block_result result;
  double effects[DARK__MAX_TERMS * DARK__MOST_LANES];
  dark__lanes_fit(&result, lanes, &request, effects);
  for (size_t lane = 0; lane < width; lane++) {
    if (((active >> lane) & 1) == 0) continue;
    log_lik_most[lane] = fmin(log_lik_most[lane], fmin(result.lanes[lane].log_lik_most, lanes->block->lanes[lane]->saturated));
    for (size_t i = 0; i < n_terms; i++) {
      const double effect = effects[i * width + lane];
      keep[lanes->terms[i] * width + lane] = isfinite(effect) ? effect : FAR_BELOW;
    }
  }
}
