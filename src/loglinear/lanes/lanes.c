/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/lanes/lanes.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "lattice/common.h"
#include "loglinear/fit/factored.h"

dark_status dark__lanes_new(dark__lanes **out, const dark__problem *problem, size_t max_terms, dark_error *err) {
  *out = NULL;
  dark__lanes *lanes = calloc(1, sizeof *lanes);
  if (lanes == NULL) return dark__fail_memory(err);
  lanes->kernel = dark__kernel_best();
  lanes->problem = problem;
  lanes->histories = malloc((problem->n_records + 1) * sizeof *lanes->histories);
  lanes->starts = malloc((max_terms + 1) * lanes->kernel->width * sizeof *lanes->starts);
  lanes->own_terms = malloc((max_terms + 1) * sizeof *lanes->own_terms);
  const bool is_complete = lanes->histories != NULL && lanes->starts != NULL && lanes->own_terms != NULL;
  dark_status status = is_complete ? DARK_OK : dark__fail_memory(err);
  if (status == DARK_OK) status = dark__block_new(&lanes->block, lanes->kernel, problem->n_lists, max_terms, err);
  if (status == DARK_OK) status = dark__fit_space_new(&lanes->space, problem->n_lists, max_terms, err);
  if (status != DARK_OK) {
    dark__lanes_free(lanes);
    return status;
  }
  dark__block_give(lanes->block, problem->given);
  lanes->space.given = problem->given;
  for (size_t i = 0; i < problem->n_records; i++) lanes->histories[i] = (uint32_t)problem->records[i].history;
  *out = lanes;
  return DARK_OK;
}

void dark__lanes_free(dark__lanes *lanes) {
  if (lanes == NULL) return;
  dark__block_free(lanes->block);
  dark__fit_space_clear(&lanes->space);
  free(lanes->histories);
  free(lanes->starts);
  free(lanes->own_terms);
  free(lanes);
}

void dark__lanes_load(dark__lanes *lanes, size_t lane, const double *weights) {
  dark__block_load(lanes->block, lane, lanes->histories, weights, lanes->problem->n_records);
}

static bool is_absent(const dark__block_request *request, size_t term, size_t lane) {
  return request->absent != NULL && ((request->absent[term] >> lane) & 1) != 0;
}

static void keep_effects(double *effects, const dark__lanes *lanes, const dark__block_request *request, size_t lane) {
  const size_t width = lanes->kernel->width;
  for (size_t i = 0; i < request->n_terms; i++) {
    const bool kept = lanes->block->lanes[lane]->margins[request->terms[i]] > 0 && !is_absent(request, i, lane);
    effects[i * width + lane] = kept ? lanes->block->coefficients[i * width + lane] : -INFINITY;
  }
}

static void keep_scalar_effects(double *effects, const dark__fit_space *space, const dark__block_request *request, size_t lane,
                                size_t width) {
  size_t kept = 0;
  for (size_t i = 0; i < request->n_terms; i++) {
    const bool is_kept = kept < space->n_kept && space->kept[kept] == request->terms[i];
    effects[i * width + lane] = is_kept ? space->coefficients[kept++] : -INFINITY;
  }
}

/* What a lane asks for. `start` [DARK__MAX_TERMS] receives where it is to start. */
static dark__fit_request scalar_request(double *start, dark__lanes *lanes, const dark__block_request *request, size_t lane) {
  const size_t width = lanes->kernel->width;
  const bool has_start = request->start != NULL && request->n_terms <= DARK__MAX_TERMS;
  dark__fit_request scalar = {
      .terms = lanes->own_terms, .start = has_start ? start : NULL, .floor = request->floor[lane], .loose = request->loose};
  for (size_t i = 0; i < request->n_terms; i++) {
    if (is_absent(request, i, lane)) continue;
    if (has_start) start[scalar.n_terms] = request->start[i * width + lane];
    lanes->own_terms[scalar.n_terms++] = request->terms[i];
  }
  return scalar;
}

static void put_means(dark__lanes *lanes, size_t lane) {
  const size_t width = lanes->kernel->width;
  for (size_t cell = 0; cell < (size_t)1 << lanes->problem->n_lists; cell++) {
    lanes->block->means[cell * width + lane] = lanes->space.means[cell];
    lanes->block->sums[cell * width + lane] = lanes->space.sums[cell];
  }
}

/* Of up to two lists. */
static void put_margins(dark__lanes *lanes, size_t lane) {
  const size_t width = lanes->kernel->width;
  const uint32_t end = UINT32_C(1) << lanes->problem->n_lists;
  lanes->block->sums[lane] = dark__fit_margin(&lanes->space, 0);
  for (uint32_t a = 1; a < end; a <<= 1)
    for (uint32_t b = a; b < end; b <<= 1)
      lanes->block->sums[(size_t)(a | b) * width + lane] = dark__fit_margin(&lanes->space, a | b);
}

/* Lanes whose models go by components. */
static unsigned find_factored(dark__lanes *lanes, const dark__block_request *request) {
  unsigned found = 0;
  double start[DARK__MAX_TERMS];
  if (!dark__factored_is_possible(lanes->problem->n_lists, lanes->problem->given) || request->n_terms > DARK__MAX_TERMS) return 0;
  for (size_t lane = 0; lane < lanes->kernel->width; lane++) {
    if (((request->active >> lane) & 1) == 0) continue;
    const dark__fit_request scalar = scalar_request(start, lanes, request, lane);
    if (dark__factored_is_worth(scalar.terms, scalar.n_terms, lanes->block->lanes[lane])) found |= 1u << lane;
  }
  return found;
}

/* After the block, which writes to the sums of all lanes. */
static void fit_factored(dark__block_result *out, dark__lanes *lanes, const dark__block_request *request, size_t lane,
                         double *effects) {
  double start[DARK__MAX_TERMS];
  dark__fit_request scalar = scalar_request(start, lanes, request, lane);
  scalar.needs_no_means = true;
  out->lanes[lane] = dark__fit_model(&lanes->space, lanes->block->lanes[lane], &scalar);
  if (request->wants_variance) out->variances[lane] = dark__fit_intercept_variance(&lanes->space, NULL);
  put_margins(lanes, lane);
  if (effects != NULL) keep_scalar_effects(effects, &lanes->space, request, lane, lanes->kernel->width);
  lanes->block->effort.n_fits++;
}

/* The scalar fit has two ways to start, and takes each as far as it goes. */
static void fit_scalar(dark__fit *out, dark__lanes *lanes, const dark__block_request *request, size_t lane, double *effects) {
  double start[DARK__MAX_TERMS];
  const dark__fit_request scalar = scalar_request(start, lanes, request, lane);
  *out = dark__fit_model(&lanes->space, lanes->block->lanes[lane], &scalar);
  put_means(lanes, lane);
  if (effects != NULL) keep_scalar_effects(effects, &lanes->space, request, lane, lanes->kernel->width);
}

void dark__lanes_end(dark__fit *fit, dark__lanes *lanes, const dark__block_request *request, size_t lane, double *effects) {
  if (fit->end == DARK__FIT_FAILED) fit_scalar(fit, lanes, request, lane, effects);
  else if (effects != NULL) keep_effects(effects, lanes, request, lane);
}

static void end_lane(dark__block_result *out, dark__lanes *lanes, const dark__block_request *request, size_t lane,
                     double *effects) {
  const bool is_repeated = out->lanes[lane].end == DARK__FIT_FAILED;
  dark__lanes_end(&out->lanes[lane], lanes, request, lane, effects);
  if (is_repeated && request->wants_variance) out->variances[lane] = dark__fit_intercept_variance(&lanes->space, NULL);
}

static void fit_in_block(dark__block_result *out, dark__lanes *lanes, const dark__block_request *request, double *effects) {
  lanes->kernel->fit(out, lanes->block, request);
  for (size_t lane = 0; lane < lanes->kernel->width; lane++)
    if (((request->active >> lane) & 1) != 0) end_lane(out, lanes, request, lane, effects);
}

void dark__lanes_fit(dark__block_result *out, dark__lanes *lanes, const dark__block_request *request, double *effects) {
  const unsigned factored = lanes->factored = find_factored(lanes, request);
  dark__block_request rest = *request;
  rest.active &= ~factored;
  if (rest.active != 0) fit_in_block(out, lanes, factored != 0 ? &rest : request, effects);
  for (size_t lane = 0; lane < lanes->kernel->width; lane++)
    if (((factored >> lane) & 1) != 0) fit_factored(out, lanes, request, lane, effects);
}

size_t dark__lanes_width(const void *workspace) { return ((const dark__lanes *)workspace)->kernel->width; }

void dark__lanes_workspace_free(void *workspace) { dark__lanes_free(workspace); }
