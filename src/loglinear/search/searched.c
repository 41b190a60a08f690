/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/searched.h"

#include "base/error.h"
#include "lattice/common.h"
#include "loglinear/fit/existence.h"

enum { TERM_SIZE = 512 };

unsigned dark__forced_order(const dark__problem *problem) {
  unsigned most = 0;
  for (size_t i = 0; problem->given != NULL && i < problem->given->n_forced; i++) {
    const unsigned order = (unsigned)__builtin_popcount(problem->given->forced[i]);
    if (order > most) most = order;
  }
  return most;
}

static dark_status restrict_to_given(dark__lattice *lattice, const dark__problem *problem, dark_error *err) {
  const dark__dependence *given = problem->given;
  for (size_t i = 0; i < given->n_forced; i++) {
    char name[TERM_SIZE];
    if ((unsigned)__builtin_popcount(given->forced[i]) <= lattice->max_order) continue;
    return dark__fail(err, DARK_EUSAGE, "forced interaction %s: the models searched have no interactions of more than %u lists",
                      dark__term_write(name, sizeof name, given->forced[i], &problem->naming), lattice->max_order);
  }
  dark__lattice_restrict(lattice, given->pairs, given->n_pairs, given->forced, given->n_forced);
  return DARK_OK;
}

/* H may be in a model that leaves it two pairs; without so many there is none to have it. */
static dark_status add_common(dark__lattice *lattice, const dark__problem *problem, dark_error *err) {
  const size_t n_pairs = dark__common_pairs(dark__common_term(problem->n_lists) - 1, problem->given);
  if (problem->common < DARK_COMMON_SEARCH || n_pairs < DARK__FEWEST_COMMON_PAIRS) return DARK_OK;
  return dark__lattice_add_common(lattice, n_pairs, problem->common == DARK_COMMON_ALWAYS, err);
}

dark_status dark__searched_lattice(dark__lattice *lattice, const dark__problem *problem, unsigned max_order, dark_error *err) {
  dark_status status = dark__lattice_make(lattice, problem->n_lists, max_order, err);
  if (status == DARK_OK && problem->given != NULL) status = restrict_to_given(lattice, problem, err);
  return status == DARK_OK ? add_common(lattice, problem, err) : status;
}

dark_status dark__no_model_reason(dark_reason *out, const dark__lattice *lattice, const dark__counts *counts, dark_error *err) {
  uint32_t terms[DARK__MAX_TERMS];
  *out = DARK_REASON_NO_MODEL;
  if (dark__set_size(lattice->forced) == 0) return DARK_OK;
  const size_t n_terms = dark__lattice_expand(terms, lattice, lattice->forced);
  int code;
  const dark_status status = dark__existence(&code, terms, n_terms, counts, err);
  if (status == DARK_OK && code != 0) *out = dark__code_reason(code);
  return status;
}

static bool is_in_model(uint32_t set, const uint32_t *terms, size_t n_terms) {
  for (size_t i = 0; i < n_terms; i++)
    if (terms[i] == set) return true;
  return false;
}

/* A hierarchical model has a term if and only if it has one that contains it. */
dark_status dark__check_given(const uint32_t *terms, size_t n_terms, const dark__problem *problem, dark_error *err) {
  const dark__dependence *given = problem->given;
  char name[TERM_SIZE];
  for (size_t i = 0; given != NULL && i < given->n_pairs; i++)
    if (is_in_model(given->pairs[i], terms, n_terms))
      return dark__fail(
          err, DARK_EUSAGE,
          "the model has the interaction %s, and the odds ratio of these two lists is given: leave out one or the other",
          dark__term_write(name, sizeof name, given->pairs[i], &problem->naming));
  for (size_t i = 0; given != NULL && i < given->n_forced; i++)
    if (!is_in_model(given->forced[i], terms, n_terms))
      return dark__fail(err, DARK_EUSAGE, "the model has not the interaction %s, which is forced into every model",
                        dark__term_write(name, sizeof name, given->forced[i], &problem->naming));
  return DARK_OK;
}
