/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/certify.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "joint/fit/estimate.h"
#include "joint/search/incomplete.h"
#include "joint/search/keep.h"
#include "joint/search/near.h"
#include "joint/search/refused.h"

enum { MOST_TERMS = 64 };
/* Criteria that differ by less are equal up to rounding. */
static const double ROUNDING = 1e-7;

typedef struct node {
  uint64_t in, undecided;
  double deviance; /* -2 log L of both together */
  double bound;
} node;

typedef struct certifying {
  dark__certificate *out;
  dark__joint_search *found;
  const dark__joint_search_request *request;
  dark__full full;
  dark__joint_term terms[MOST_TERMS]; /* two factors, the strongest first, then three */
  size_t subset_bits[MOST_TERMS];     /* of the former, in subsets of the full model */
  double prices[MOST_TERMS];
  uint64_t parents[MOST_TERMS];
  size_t n_two, n;
  uint64_t common, pairs; /* H, and all pairs of lists when these say the same as H and more */
  dark__refused refused;
  node *heap; /* the least bound first */
  size_t n_heap, capacity;
  double best;
} certifying;

static uint64_t bit(size_t term) { return UINT64_C(1) << term; }

/* ---- the terms */

static uint64_t find_term(const certifying *of, dark__joint_term term) {
  for (size_t i = 0; i < of->n; i++)
    if (dark__joint_term_is(of->terms[i], term)) return bit(i);
  return 0;
}

static double price_of(const certifying *of, dark__joint_term term) {
  return of->request->price * (double)dark__joint_n_dummies(of->request->strata, term);
}

/* Parents that are always in have no bit. */
static uint64_t parents_of(const certifying *of, dark__joint_term term) {
  uint64_t parents = term.parts == 0 ? 0 : find_term(of, (dark__joint_term){term.lists, false, 0});
  for (uint32_t lists = term.lists; lists != 0; lists &= lists - 1)
    parents |= find_term(of, (dark__joint_term){term.lists & ~(lists & -lists), false, term.parts});
  return parents;
}

static void list_two(certifying *of, const size_t *order) {
  for (size_t i = 0; i < of->full.optional.n; i++) {
    of->terms[i] = of->full.optional.terms[order[i]];
    of->subset_bits[i] = order[i];
    of->prices[i] = price_of(of, of->terms[i]);
  }
  of->n = of->n_two = of->full.optional.n;
}

static dark_status list_three(certifying *of, dark_error *err) {
  dark__joint_terms all = {0};
  dark__addition at = {0};
  dark__joint_term next;
  dark_status status = dark__joint_terms_unite(&all, &of->full.all, err);
  if (status == DARK_OK) status = dark__joint_terms_settle(&all, err);
  while (status == DARK_OK && dark__addition_next(&next, &at, &all, of->request->strata)) {
    if (of->n == MOST_TERMS) {
      status = dark__fail(err, DARK_ELIMIT, "a search over more than %d terms cannot be certified", (int)MOST_TERMS);
      break;
    }
    of->terms[of->n] = next;
    of->prices[of->n] = price_of(of, next);
    of->parents[of->n] = parents_of(of, next);
    of->n++;
  }
  dark__joint_terms_clear(&all);
  return status;
}

/* When all pairs of lists may be chosen H says nothing beside all of them. */
static void find_common(certifying *of) {
  size_t n_pairs = 0;
  for (size_t i = 0; i < of->n_two; i++) {
    if (of->terms[i].common) of->common = bit(i);
    if (__builtin_popcount(of->terms[i].lists) != 2) continue;
    of->pairs |= bit(i);
    n_pairs++;
  }
  if (n_pairs < (size_t)of->request->strata->n_lists * (of->request->strata->n_lists - 1) / 2) of->common = 0;
}

static dark_status list_terms(certifying *of, dark__certify_scope scope, dark_error *err) {
  dark__subsets ranked = {0};
  dark__joint_search_request short_request = *of->request;
  short_request.most_nodes = short_request.most_models = 1;
  dark_status status = dark__full_rank(&ranked, &of->full, &short_request, err);
  if (status == DARK_OK) list_two(of, ranked.order);
  if (status == DARK_OK && scope == DARK__CERTIFY_ALL) status = list_three(of, err);
  find_common(of);
  free(ranked.found);
  return status;
}

/* ---- one model */

static dark_status make_terms(dark__joint_terms *out, const certifying *of, uint64_t terms, dark_error *err) {
  dark_status status = dark__joint_terms_unite(out, &of->full.fixed, err);
  for (size_t i = 0; status == DARK_OK && i < of->n; i++)
    if ((terms & bit(i)) != 0) status = dark__joint_terms_add(out, of->terms[i], err);
  return status == DARK_OK ? dark__joint_terms_settle(out, err) : status;
}

static dark__joint_start start_of(certifying *of, uint64_t terms) {
  uint64_t subset = 0;
  for (size_t i = 0; i < of->n_two; i++)
    if ((terms & bit(i)) != 0) subset |= bit(of->subset_bits[i]);
  return dark__near_start(&of->full, subset);
}

/* -2 log L; *deviance stays where no maximum can be told, for which the larger model's will do. */
static dark_status fit_deviance(double *deviance, certifying *of, uint64_t terms, dark_error *err) {
  dark__joint_terms model = {0};
  if ((terms & of->pairs) == of->pairs) terms &= ~of->common;
  const dark__joint_start start = start_of(of, terms);
  dark_status status = make_terms(&model, of, terms, err);
  if (status == DARK_OK) status = dark__joint_deviance(deviance, of->request, &model, &start, err);
  dark__joint_terms_clear(&model);
  of->out->n_fits++;
  return status;
}

/* ---- the heap */

static bool comes_before(const node *a, const node *b) {
  if (a->bound != b->bound) return a->bound < b->bound;
  if (a->in != b->in) return a->in < b->in;
  return a->undecided < b->undecided;
}

static dark_status push(certifying *of, node added, dark_error *err) {
  if (added.bound >= of->best - ROUNDING || dark__is_refused(&of->refused, added.in)) return DARK_OK;
  void *grown = dark__array_grow(of->heap, &of->capacity, of->n_heap + 1, sizeof *of->heap);
  if (grown == NULL) return dark__fail_memory(err);
  of->heap = grown;
  size_t at = of->n_heap++;
  for (; at > 0 && comes_before(&added, &of->heap[(at - 1) / 2]); at = (at - 1) / 2) of->heap[at] = of->heap[(at - 1) / 2];
  of->heap[at] = added;
  return DARK_OK;
}

static node pop(certifying *of) {
  const node first = of->heap[0], moved = of->heap[--of->n_heap];
  size_t at = 0;
  for (size_t child = 1; child < of->n_heap; child = 2 * at + 1) {
    if (child + 1 < of->n_heap && comes_before(&of->heap[child + 1], &of->heap[child])) child++;
    if (!comes_before(&of->heap[child], &moved)) break;
    of->heap[at] = of->heap[child];
    at = child;
  }
  of->heap[at] = moved;
  return first;
}

/* ---- branch and bound */

static dark_status settle(certifying *of, node leaf, dark_error *err) {
  dark__joint_terms model = {0};
  bool is_candidate = false;
  bool is_known = false;
  dark_status status = make_terms(&model, of, leaf.in, err);
  if (status == DARK_OK) status = dark__keep_knows(&is_known, of->found, &model, err);
  if (status == DARK_OK && !is_known) {
    const dark__joint_start start = start_of(of, leaf.in);
    status = dark__keep_model(&is_candidate, of->found, of->request, &model, &start, err);
    of->out->n_fits++;
  }
  dark__joint_terms_clear(&model);
  if (status != DARK_OK || is_known) return status;
  if (!is_candidate) return dark__refuse(&of->refused, leaf.in, err);
  of->out->n_better++;
  of->best = fmin(of->best, dark__kept(of->found, 0)->criterion);
  return DARK_OK;
}

/* Of terms whose parents are out none can come. */
static uint64_t without(const certifying *of, uint64_t in, uint64_t undecided) {
  for (size_t i = of->n_two; i < of->n; i++)
    if ((undecided & bit(i)) != 0 && (of->parents[i] & ~(in | undecided)) != 0) undecided &= ~bit(i);
  return undecided;
}

static dark_status branch(certifying *of, node at, dark_error *err) {
  const size_t next = (size_t)__builtin_ctzll(at.undecided);
  const uint64_t rest = at.undecided & ~bit(next);
  node with = {at.in | bit(next), rest, at.deviance, at.bound + of->prices[next]};
  node lacking = {at.in, without(of, at.in, rest), at.deviance, 0};
  dark_status status = push(of, with, err);
  if (status == DARK_OK) status = fit_deviance(&lacking.deviance, of, lacking.in | lacking.undecided, err);
  lacking.bound = at.bound + fmax(lacking.deviance - at.deviance, 0);
  return status == DARK_OK ? push(of, lacking, err) : status;
}

static dark_status search(certifying *of, size_t most_fits, dark_error *err) {
  node all = {.undecided = of->n == 64 ? UINT64_MAX : bit(of->n) - 1, .deviance = -INFINITY};
  dark_status status = fit_deviance(&all.deviance, of, all.undecided, err);
  all.bound = all.deviance + of->request->price * (double)of->full.starts[of->full.fixed.n];
  if (status == DARK_OK) status = push(of, all, err);
  if (isinf(all.deviance)) return status; /* nothing bounds what is open */
  while (status == DARK_OK && of->n_heap > 0 && of->out->n_fits < most_fits) {
    const node at = pop(of);
    if (at.bound >= of->best - ROUNDING) of->n_heap = 0;
    else if (dark__is_refused(&of->refused, at.in)) continue;
    else status = at.undecided == 0 ? settle(of, at, err) : branch(of, at, err);
  }
  return status;
}

dark_status dark__joint_certify(dark__certificate *out, dark__joint_search *found, const dark__joint_search_request *request,
                                dark__certify_scope scope, size_t most_fits, dark_error *err) {
  *out = (dark__certificate){.gap = INFINITY};
  if (dark__is_incomplete(request)) return DARK_OK;
  certifying of = {.out = out, .found = found, .request = request, .best = found->n > 0 ? found->found[0].criterion : INFINITY};
  dark_status status = dark__full_make(&of.full, request, err);
  if (status == DARK_OK) status = list_terms(&of, scope, err);
  if (status == DARK_OK) status = search(&of, most_fits, err);
  if (status == DARK_OK) {
    out->is_certified = of.n_heap == 0 || of.heap[0].bound >= of.best - ROUNDING;
    out->gap = out->is_certified ? 0 : of.best - of.heap[0].bound;
    dark__keep_settled(found);
  }
  free(of.heap);
  free(of.refused.subsets);
  dark__full_clear(&of.full);
  return status;
}
