/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/bound.h"

#include <math.h>

/* Start of an effect whose margin was empty in the fit that the start comes from. */
static const double FAR_BELOW = -30;

/* Terms of a model, and where their effects are among those of the largest model. */
typedef struct outline {
  const uint32_t *terms; /* [n] */
  uint16_t places[DARK__MAX_TERMS];
  size_t n;
} outline;

static void draw_outline(outline *out, dark__lanes *lanes, const dark__lattice *lattice, dark__term_set model) {
  size_t n = 0;
  out->terms = lanes->terms;
  out->n = dark__lattice_expand(lanes->terms, lattice, model);
  for (size_t i = 0; i < (size_t)1 + lattice->n_lists; i++) out->places[n++] = (uint16_t)i;
  for (size_t i = 0; i < lattice->n_optional; i++)
    if (dark__set_has(&model, i)) out->places[n++] = (uint16_t)(1 + lattice->n_lists + i);
}

/* As many tables as there are lanes, at most. */
static void bound_few(dark__branch_node *node, const size_t *tables, size_t n, const outline *model, dark__branch_space *space,
                      const double *start, const double *floor) {
  dark__lanes *lanes = space->crowd->lanes;
  const size_t width = lanes->kernel->width;
  size_t lane_of[DARK__MOST_LANES];
  double effects[DARK__MAX_TERMS * DARK__MOST_LANES];
  dark__block_result result;
  dark__block_request request = {.terms = model->terms, .n_terms = model->n, .loose = DARK__NEAR_ENOUGH};
  request.active = dark__crowd_seat(lane_of, space->crowd, tables, n);
  for (size_t k = 0; k < n; k++) {
    request.floor[lane_of[k]] = floor[tables[k]];
    const double *from = start == NULL ? NULL : start + tables[k] * space->n_effects;
    for (size_t i = 0; from != NULL && i < model->n; i++) lanes->starts[i * width + lane_of[k]] = from[model->places[i]];
  }
  if (start != NULL) request.start = lanes->starts;
  dark__lanes_fit(&result, lanes, &request, effects);
  for (size_t k = 0; k < n; k++) {
    double *most = &node->log_lik_most[tables[k]], *keep = node->effects + tables[k] * space->n_effects;
    *most = fmin(*most, fmin(result.lanes[lane_of[k]].log_lik_most, space->crowd->counts[tables[k]].saturated));
    for (size_t i = 0; i < model->n; i++) {
      const double effect = effects[i * width + lane_of[k]];
      keep[model->places[i]] = isfinite(effect) ? effect : FAR_BELOW;
    }
  }
}

void dark__bound(dark__branch_node *node, const dark__branch *branch, dark__branch_space *space, const double *start,
                 const double *floor) {
  const size_t width = space->crowd->lanes->kernel->width;
  outline model = {.n = 0};
  draw_outline(&model, space->crowd->lanes, &branch->lattice, node->outer);
  for (size_t i = 0; i < node->n_active; i += width)
    bound_few(node, node->active + i, node->n_active - i < width ? node->n_active - i : width, &model, space, start, floor);
}
