/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/subsets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/search/floor.h"
#include "joint/search/neighbours.h"

/* Nodes of the first pass weigh at least this share of the best subset; those of the next ones so much less. */
static const double FIRST_CUT = 0.5, FINER = 4;
/* And those of passes that are to find no more than what is kept. */
static const double SETTLING_CUTS[] = {1.0 / 16, 1.0 / 64, 1.0 / 256};

/* floors [openings->n], or NULL: nodes are left by what the cut says alone. */
static dark_status pass(dark__tally *tally, const dark__openings *openings, const dark__floor *floors,
                        const dark__subset_problem *problem, double log_cut, dark_error *err) {
  dark_status status = DARK_OK;
  *tally = (dark__tally){.best.most = problem->most_subsets,
                         .origin = openings->good.loss,
                         .least = openings->good.loss,
                         .log_cut = log_cut,
                         .cover = floors != NULL ? problem->cover : 0,
                         .most_nodes = problem->most_nodes,
                         .is_complete = true};
  for (size_t i = 0; status == DARK_OK && i < openings->n; i++)
    status = dark__walk_run(tally, &openings->openings[i], floors != NULL ? &floors[i] : NULL, err);
  return status;
}

static double share_missed(const dark__tally *of) { return of->missed > 0 ? of->missed / (of->missed + of->weight) : 0; }

/* Is there anything to win by a finer pass, and is it likely to end within its nodes? */
static bool is_worth_going_on(const dark__tally *last, const dark__subset_problem *problem) {
  return last->is_complete && share_missed(last) > problem->miss && 2 * last->n_nodes <= problem->most_nodes;
}

/* ---- which are the best, and no more */

/* Passes that leave, once they are settled, whatever is worse than what they keep. *is_settled: the last one is in the place of `first`. */
static dark_status settle(bool *is_settled, dark__tally *first, const dark__openings *openings, const dark__floor *floors,
                          const dark__subset_problem *problem, dark_error *err) {
  dark_status status = DARK_OK;
  *is_settled = false;
  for (size_t i = 0; status == DARK_OK && i < sizeof SETTLING_CUTS / sizeof *SETTLING_CUTS && !*is_settled; i++) {
    dark__tally mine;
    status = pass(&mine, openings, floors, problem, log(SETTLING_CUTS[i]), err);
    *is_settled = status == DARK_OK && mine.is_complete && dark__tally_is_settled(&mine);
    const bool is_hopeless = !mine.is_complete || mine.best.n == mine.best.most;
    free(*is_settled ? first->best.heap : mine.best.heap);
    if (*is_settled) *first = mine;
    if (is_hopeless) break;
  }
  return status;
}

static dark_status try_to_settle(bool *is_settled, dark__tally *first, const dark__openings *openings,
                                 const dark__subset_problem *problem, dark_error *err) {
  *is_settled = false;
  dark__floor *floors = calloc(openings->n + 1, sizeof *floors);
  dark_status status = floors == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t k = 0; status == DARK_OK && k < openings->n; k++)
    status = dark__floor_make(&floors[k], &openings->openings[k], err);
  if (status == DARK_OK) status = settle(is_settled, first, openings, floors, problem, err);
  for (size_t k = 0; floors != NULL && k < openings->n; k++) dark__floor_clear(&floors[k]);
  free(floors);
  return status;
}

/* ---- the weight of all */

/* Pass after pass; of those that end within their nodes the last one counts, of others only the first. */
static dark_status run_passes(dark__tally *last, const dark__openings *openings, const dark__subset_problem *problem,
                              dark_error *err) {
  double log_cut = problem->miss > 0 ? log(FIRST_CUT) : -INFINITY;
  bool is_settled = false;
  dark_status status = pass(last, openings, NULL, problem, log_cut, err);
  if (status == DARK_OK && problem->cover > 0 && is_worth_going_on(last, problem))
    status = try_to_settle(&is_settled, last, openings, problem, err);
  while (status == DARK_OK && !is_settled && is_worth_going_on(last, problem)) {
    dark__tally finer;
    log_cut -= log(FINER);
    status = pass(&finer, openings, NULL, problem, log_cut, err);
    const bool is_better = status == DARK_OK && finer.is_complete;
    free(is_better ? last->best.heap : finer.best.heap);
    if (!is_better) break;
    *last = finer;
  }
  return status;
}

/* Were fewer met than are to be kept, and not because there are no others of weight? */
static bool is_short(const dark__tally *of, const dark__subset_problem *problem) {
  return !of->is_complete || (of->best.n < problem->most_subsets && share_missed(of) > problem->miss);
}

dark_status dark__subsets_find(dark__subsets *out, const dark__subset_problem *problem, dark_error *err) {
  *out = (dark__subsets){.missed = 1};
  dark__openings openings;
  dark__tally tally = {.best.most = 1};
  dark_status status = dark__openings_find(&openings, problem, err);
  if (status == DARK_OK) status = run_passes(&tally, &openings, problem, err);
  if (status == DARK_OK && openings.n > 0 && is_short(&tally, problem))
    status = dark__neighbours_find(&tally, &openings, problem, err);
  memcpy(out->order, openings.order, sizeof out->order);
  const bool is_open = openings.is_complete;
  dark__openings_clear(&openings);
  if (status != DARK_OK) {
    free(tally.best.heap);
    return status;
  }
  out->found = tally.best.heap;
  out->n = tally.best.n;
  if (out->n > 1) qsort(out->found, out->n, sizeof *out->found, dark__subset_compare);
  out->n_nodes = tally.n_nodes;
  out->cut = exp(tally.log_cut);
  out->weight = out->n == 0 ? 0 : tally.weight * exp((out->found[0].loss - tally.origin) / 2);
  out->missed = out->n == 0 || !is_open ? 1 : share_missed(&tally);
  out->is_complete = tally.is_complete && is_open;
  return DARK_OK;
}
