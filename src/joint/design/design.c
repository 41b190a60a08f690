/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/design/design.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"

/* Powers of scores stay exact in doubles, sums of some of them too. */
static const int64_t MOST_SCORE = INT64_C(1) << 40;

/* ---- categories */

/* A term's part: a category as it is or a polynomial of it. */
typedef struct part {
  size_t category;
  unsigned degree; /* 0: as it is */
  size_t n_columns;
} part;

static int64_t score_of(const dark__joint_strata *strata, size_t category, size_t level) {
  const int64_t *scores = strata->scores == NULL ? NULL : strata->scores[category];
  return scores == NULL ? (int64_t)level : scores[level];
}

/* Scores from the middle of their range, and half of that range, both times two. */
static void centre_score(int64_t *score, int64_t *reach, const dark__joint_strata *strata, size_t category, size_t level) {
  int64_t least = score_of(strata, category, 0), most = least;
  for (size_t l = 1; l < strata->n_levels[category]; l++) {
    const int64_t s = score_of(strata, category, l);
    if (s < least) least = s;
    if (s > most) most = s;
  }
  *score = 2 * score_of(strata, category, level) - least - most;
  *reach = most - least;
}

static bool is_power_too_large(int64_t reach, unsigned degree) {
  int64_t power = 1;
  for (unsigned d = 0; d < degree; d++) {
    if (reach > 0 && power > MOST_SCORE / reach) return true;
    power *= reach;
  }
  return false;
}

static dark_status check_polynomial(const part *of, const dark__joint_strata *strata, dark_error *err) {
  int64_t score, reach;
  if (of->degree >= strata->n_levels[of->category])
    return dark__fail(err, DARK_EUSAGE, "a polynomial of degree %u needs a category of more than %zu levels", of->degree,
                      strata->n_levels[of->category]);
  centre_score(&score, &reach, strata, of->category, 0);
  if (is_power_too_large(reach, of->degree))
    return dark__fail(err, DARK_ELIMIT, "the values of a category are too far apart for a polynomial of degree %u", of->degree);
  return DARK_OK;
}

/* The parts [DARK__MOST_JOINT_CATEGORIES x 8] of a term. */
static dark_status list_parts(part *parts, size_t *n_parts, uint64_t bits, const dark__joint_strata *strata, dark_error *err) {
  dark_status status = DARK_OK;
  *n_parts = 0;
  for (uint64_t rest = bits; status == DARK_OK && rest != 0; rest &= rest - 1) {
    const unsigned bit = (unsigned)__builtin_ctzll(rest);
    part *next = &parts[(*n_parts)++];
    *next = (part){.category = bit / 8, .degree = bit % 8};
    next->n_columns = next->degree > 0 ? next->degree : strata->n_levels[next->category] - 1;
    if (next->degree > 0) status = check_polynomial(next, strata, err);
  }
  return status;
}

static size_t count_columns(const part *parts, size_t n_parts) {
  size_t n = 1;
  for (size_t i = 0; i < n_parts && n > 0; i++)
    n = parts[i].n_columns > DARK__MOST_COLUMNS ? SIZE_MAX / 2 : n * parts[i].n_columns;
  return n > DARK__MOST_COLUMNS ? DARK__MOST_COLUMNS + 1 : n;
}

/* Bits of categories without polynomials. */
#define AS_THEY_ARE UINT64_C(0x0101010101010101)

/* Column `digit` of a part in a stratum. */
static void part_value(double *value, int64_t *whole, const part *of, size_t digit, const dark__joint_strata *strata, size_t x) {
  const size_t level = strata->levels[x * strata->n_categories + of->category];
  if (of->degree == 0) {
    *whole = level == digit + 1;
    *value = (double)*whole;
    return;
  }
  int64_t score, reach;
  centre_score(&score, &reach, strata, of->category, level);
  *whole = 1;
  *value = 1;
  for (size_t d = 0; d <= digit; d++) {
    *whole *= score;
    *value *= (double)score / (double)reach;
  }
}

/* ---- columns */

typedef struct making {
  dark__joint_design *design;
  size_t n_active, capacity;
  part parts[8 * DARK__MOST_JOINT_CATEGORIES];
  size_t n_parts;
} making;

static dark_status add_active(making *of, dark__active active, dark_error *err) {
  void *grown = dark__array_grow(of->design->active, &of->capacity, of->n_active + 1, sizeof active);
  if (grown == NULL) return dark__fail_memory(err);
  of->design->active = grown;
  of->design->active[of->n_active++] = active;
  return DARK_OK;
}

size_t dark__joint_n_dummies(const dark__joint_strata *strata, dark__joint_term term) {
  size_t n = 1;
  for (uint64_t rest = term.parts; rest != 0; rest &= rest - 1) n *= strata->n_levels[(unsigned)__builtin_ctzll(rest) / 8] - 1;
  return n;
}

bool dark__joint_dummy_at(size_t *column, const dark__joint_strata *strata, dark__joint_term term, size_t x) {
  size_t stride = 1;
  *column = 0;
  for (uint64_t rest = term.parts; rest != 0; rest &= rest - 1) {
    const unsigned category = (unsigned)__builtin_ctzll(rest) / 8;
    const uint32_t level = strata->levels[x * strata->n_categories + category];
    if (level == 0) return false;
    *column += (level - 1) * stride;
    stride *= strata->n_levels[category] - 1;
  }
  return true;
}

static dark_status add_dummy(making *of, dark__joint_term term, size_t first, size_t x, dark_error *err) {
  size_t column;
  if (!dark__joint_dummy_at(&column, of->design->strata, term, x)) return DARK_OK;
  return add_active(of, (dark__active){(uint32_t)(first + column), {term.lists, term.common}, 1, 1}, err);
}

/* The columns of a term where they are not 0 in stratum x. */
static dark_status add_term(making *of, dark__joint_term term, size_t first, size_t x, dark_error *err) {
  if ((term.parts & ~AS_THEY_ARE) == 0) return add_dummy(of, term, first, x, err);
  dark_status status = list_parts(of->parts, &of->n_parts, term.parts, of->design->strata, err);
  const size_t n = count_columns(of->parts, of->n_parts);
  for (size_t column = 0; status == DARK_OK && column < n; column++) {
    dark__active next = {(uint32_t)(first + column), {term.lists, term.common}, 1, 1};
    size_t rest = column;
    for (size_t i = 0; i < of->n_parts && next.whole != 0; i++) {
      double value;
      int64_t whole;
      part_value(&value, &whole, &of->parts[i], rest % of->parts[i].n_columns, of->design->strata, x);
      rest /= of->parts[i].n_columns;
      next.value *= value;
      if (__builtin_mul_overflow(next.whole, whole, &next.whole) || llabs(next.whole) > MOST_SCORE)
        return dark__fail(err, DARK_ELIMIT, "the values of categories are too far apart for a product of polynomials");
    }
    if (next.whole != 0) status = add_active(of, next, err);
  }
  return status;
}

static bool has_columns(const dark__joint_design *design, dark__joint_term term) {
  return !design->is_saturated || term.lists != 0 || term.common;
}

/* Number the columns; a term's number of them is the difference of starts. */
static dark_status number_columns(making *of, const dark__joint_terms *terms, dark_error *err) {
  dark__joint_design *design = of->design;
  size_t n = design->is_saturated ? 0 : 1;
  for (size_t i = 0; i < terms->n; i++) {
    design->term_starts[i] = n;
    if (!has_columns(design, terms->terms[i])) continue;
    const dark_status status = list_parts(of->parts, &of->n_parts, terms->terms[i].parts, design->strata, err);
    if (status != DARK_OK) return status;
    design->has_common = design->has_common || terms->terms[i].common;
    n += count_columns(of->parts, of->n_parts);
    if (n > DARK__MOST_COLUMNS)
      return dark__fail(err, DARK_ELIMIT, "the model has more than %d effects; at most so many can be fitted",
                        (int)DARK__MOST_COLUMNS);
  }
  design->term_starts[terms->n] = design->n_columns = n;
  return DARK_OK;
}

static dark_status fill_stratum(making *of, const dark__joint_terms *terms, size_t x, dark_error *err) {
  dark__joint_design *design = of->design;
  const dark__active intercept = {0, {0, 0}, 1, 1};
  dark_status status = design->is_saturated ? DARK_OK : add_active(of, intercept, err);
  for (size_t i = 0; status == DARK_OK && i < terms->n; i++)
    if (has_columns(design, terms->terms[i])) status = add_term(of, terms->terms[i], design->term_starts[i], x, err);
  design->starts[x + 1] = of->n_active;
  return status;
}

dark_status dark__joint_design_make(dark__joint_design *out, const dark__joint_strata *strata, const dark__joint_terms *terms,
                                    bool is_saturated, dark_error *err) {
  *out = (dark__joint_design){.strata = strata, .is_saturated = is_saturated, .n_terms = terms->n};
  out->term_starts = calloc(terms->n + 1, sizeof *out->term_starts);
  out->starts = calloc(strata->n_strata + 1, sizeof *out->starts);
  out->common = calloc(dark__n_histories(strata), sizeof *out->common);
  if (out->term_starts == NULL || out->starts == NULL || out->common == NULL) return dark__fail_memory(err);
  for (uint32_t w = 0; w < dark__n_histories(strata); w++) out->common[w] = dark__pairs_in(w);
  making of = {.design = out};
  dark_status status = number_columns(&of, terms, err);
  for (size_t x = 0; status == DARK_OK && x < strata->n_strata; x++) status = fill_stratum(&of, terms, x, err);
  return status;
}

void dark__joint_design_clear(dark__joint_design *design) {
  free(design->term_starts);
  free(design->starts);
  free(design->active);
  free(design->common);
  *design = (dark__joint_design){0};
}
