/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Given odds ratios and forced interactions in the engine: fits, bounds, lanes and searches. */

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lattice/transform.h"
#include "loglinear/rank/average.h"
#include "loglinear/rank/catalogue.h"
#include "loglinear/search/branch.h"
#include "loglinear/search/searched.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

enum { NO_LIMIT = 1000000000, MOST_GIVEN = 4 };

/* A sparse table, with what is given at random: a pure function of `number`. */
typedef struct scene {
  double cells[32];
  dark_record records[31];
  uint32_t pairs[MOST_GIVEN], forced[MOST_GIVEN];
  double log_odds[MOST_GIVEN];
  dark__dependence given;
  dark__problem problem;
} scene;

static uint32_t draw_set(unsigned n_lists, int size, uint64_t number) {
  uint32_t set = 0;
  for (uint64_t k = 0; __builtin_popcount(set) < size; k++) set |= (uint32_t)1 << draw_below(n_lists, 1000 * number + k);
  return set;
}

static bool contains_pair(const dark__dependence *given, uint32_t set) {
  for (size_t i = 0; i < given->n_pairs; i++)
    if ((set & given->pairs[i]) == given->pairs[i]) return true;
  return false;
}

static void draw_given(scene *of, unsigned n_lists, unsigned max_order, uint64_t number) {
  dark__dependence *given = &of->given;
  *given = (dark__dependence){.pairs = of->pairs, .log_odds = of->log_odds, .forced = of->forced, .xi = 1};
  const size_t n_pairs = draw_below(3, 3 * number), n_forced = draw_below(3, 3 * number + 1);
  for (size_t i = 0; i < n_pairs; i++) {
    const uint32_t pair = draw_set(n_lists, 2, 17 * number + i);
    if (contains_pair(given, pair)) continue;
    of->pairs[given->n_pairs] = pair;
    of->log_odds[given->n_pairs++] = (draw_below(800, number + 71 * i) - 400.0) / 100;
  }
  for (size_t i = 0; i < n_forced; i++) {
    const int size = max_order > 2 && draw_below(3, number + i) == 0 ? 3 : 2;
    const uint32_t term = draw_set(n_lists, size, 29 * number + i);
    if ((unsigned)size < n_lists && !contains_pair(given, term)) of->forced[given->n_forced++] = term;
  }
  if (draw_below(4, number) == 0) given->xi = 0.5 + draw_below(300, number + 5) / 100.0;
  given->log_xi = log(given->xi);
}

static void set_scene(scene *of, unsigned n_lists, unsigned max_order, uint64_t number) {
  draw_sparse(of->cells, n_lists, number);
  problem_of_cells(&of->problem, of->records, of->cells, n_lists);
  draw_given(of, n_lists, max_order, number);
  of->problem.given = &of->given;
}

/* Bits, since 0 and -0 differ. NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
static int same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)); }

/* ---- one model */

/* The interaction of a pair within the means, the other lists fixed: log odds ratio, at every combination of the others. */
static void assert_odds(const double *means, unsigned n_lists, uint32_t pair, double log_odds) {
  const uint32_t a = pair & -pair, b = pair ^ a;
  for (uint32_t rest = 0; rest < (uint32_t)1 << n_lists; rest++) {
    if ((rest & pair) != 0) continue;
    const double m00 = means[rest], m10 = means[rest | a], m01 = means[rest | b], m11 = means[rest | pair];
    if (!(m00 > 0 && m10 > 0 && m01 > 0 && m11 > 0)) continue;
    assert_close(log(m11) + log(m00) - log(m10) - log(m01), log_odds, 0, 1e-8);
  }
}

/* The means have the margins of the data and the interactions given, which no other table of the model has: that is the maximum. */
static size_t check_fit(scene *of, unsigned n_lists, uint64_t number) {
  dark_error err = DARK_ERROR_INIT;
  dark__lattice lattice;
  dark__engine *engine;
  dark__verdict verdict;
  uint32_t terms[DARK__MAX_TERMS];
  dark__term_set model = {{0, 0}};
  assert_ok(dark__searched_lattice(&lattice, &of->problem, n_lists - 1, &err), err);
  model = lattice.forced;
  for (size_t i = 0; i < lattice.n_optional; i++)
    if (draw_below(2, number * 64 + i) == 1 && dark__lattice_can_add(&lattice, model, i)) dark__set_add(&model, i);
  const size_t n_terms = dark__lattice_expand(terms, &lattice, model);
  assert_ok(dark__engine_new(&engine, &of->problem, n_terms, &err), err);
  assert_ok(dark__engine_load_observed(engine, &err), err);
  const dark__fit_request request = {.terms = terms, .n_terms = n_terms, .floor = -INFINITY};
  assert_ok(dark__engine_judge(&verdict, engine, &request, &err), err);
  double means[32] = {0}, log_lik = 0, sums[32];
  const size_t n_cells = (size_t)1 << n_lists;
  memcpy(means, engine->space.means, n_cells * sizeof *means);
  memcpy(sums, means, sizeof sums);
  dark__superset_sums(sums, n_lists);
  for (size_t i = 0; verdict.code == 0 && i < n_terms; i++)
    assert_close(sums[terms[i]], engine->counts.margins[terms[i]], 1e-8, 1e-8);
  for (size_t cell = 1; cell < n_cells; cell++)
    log_lik += (of->cells[cell] > 0 ? of->cells[cell] * log(means[cell]) : 0) - means[cell];
  if (verdict.code == 0) assert_close(verdict.log_lik, log_lik, 1e-9, 1e-9);
  means[0] = verdict.hidden * of->given.xi;
  for (size_t i = 0; verdict.code == 0 && i < of->given.n_pairs; i++) assert_odds(means, n_lists, of->pairs[i], of->log_odds[i]);
  dark__engine_free(engine);
  return verdict.code == 0;
}

static void fits_have_the_margins_of_the_data_and_the_odds_ratios_given(void **state) {
  (void)state;
  size_t n_fits = 0;
  for (uint64_t i = 0; i < TIMES(2000, 200); i++) {
    const unsigned n_lists = 3 + draw_below(3, i);
    scene of;
    set_scene(&of, n_lists, n_lists - 1, i);
    n_fits += check_fit(&of, n_lists, i);
  }
  assert_true(n_fits > TIMES(700, 70));
}

/* A loose fit, or one that is given up, must have known a bound that holds. */
static void upper_bounds_hold_with_a_base_measure(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  size_t n_worthless = 0;
  for (uint64_t i = 0; i < TIMES(2000, 200); i++) {
    const unsigned n_lists = 3 + draw_below(3, i);
    scene of;
    dark__lattice lattice;
    dark__engine *engine;
    uint32_t terms[DARK__MAX_TERMS];
    set_scene(&of, n_lists, n_lists - 1, i);
    assert_ok(dark__searched_lattice(&lattice, &of.problem, n_lists - 1, &err), err);
    const size_t n_terms = dark__lattice_expand(terms, &lattice, i % 2 == 0 ? lattice.forced : dark__lattice_all(&lattice));
    assert_ok(dark__engine_new(&engine, &of.problem, n_terms, &err), err);
    assert_ok(dark__engine_load_observed(engine, &err), err);
    dark__fit_request request = {.terms = terms, .n_terms = n_terms, .floor = -INFINITY};
    const double reached = dark__fit_model(&engine->space, &engine->counts, &request).log_lik;
    const double rounding = 1e-10 + 1e-11 * fabs(reached);
    request.loose = 0.02;
    const dark__fit bounded = dark__fit_model(&engine->space, &engine->counts, &request);
    assert_true(bounded.log_lik_most >= reached - rounding);
    assert_true(engine->counts.saturated >= reached - rounding);
    request.loose = 0;
    request.floor = reached + 0.5;
    n_worthless += dark__fit_model(&engine->space, &engine->counts, &request).end == DARK__FIT_WORTHLESS;
    request.floor = reached - 1e-6;
    assert_true(dark__fit_model(&engine->space, &engine->counts, &request).end != DARK__FIT_WORTHLESS);
    dark__engine_free(engine);
  }
  assert_true(n_worthless > TIMES(1500, 150));
}

/* ---- lanes */

static const char *const kernel_names[] = {"portable", "avx2", "avx512"};

/* The forced model and the largest, from the data and from given starts, in every lane of a kernel and by the scalar fit. */
static size_t compare_lanes(const dark__kernel *kernel, unsigned n_lists, uint64_t number) {
  dark_error err = DARK_ERROR_INIT;
  scene of;
  dark__block *block;
  dark__fit_space space;
  dark__lattice lattice;
  uint32_t terms[DARK__MAX_TERMS], histories[31];
  double starts[DARK__MAX_TERMS * DARK__MOST_LANES];
  set_scene(&of, n_lists, n_lists - 1, number);
  assert_ok(dark__searched_lattice(&lattice, &of.problem, n_lists - 1, &err), err);
  const size_t n_terms = dark__lattice_expand(terms, &lattice, number % 2 == 0 ? lattice.forced : dark__lattice_all(&lattice));
  assert_ok(dark__block_new(&block, kernel, n_lists, n_terms, &err), err);
  assert_ok(dark__fit_space_new(&space, n_lists, n_terms, &err), err);
  block->given = space.given = &of.given;
  for (uint32_t cell = 1; cell < (uint32_t)1 << n_lists; cell++) histories[cell - 1] = cell;
  for (size_t lane = 0; lane < kernel->width; lane++) {
    double cells[32];
    resample_cells(cells, of.cells, n_lists, number * 8 + lane);
    dark__block_load(block, lane, histories, cells + 1, ((size_t)1 << n_lists) - 1);
    for (size_t i = 0; i < n_terms; i++) starts[i * kernel->width + lane] = i == 0 ? 3 : (double)lane / 8 - 0.5;
  }
  dark__block_request request = {.terms = terms, .n_terms = n_terms, .active = (1u << kernel->width) - 1};
  for (size_t lane = 0; lane < kernel->width; lane++) request.floor[lane] = -INFINITY;
  if (number % 3 == 0) request.start = starts;
  dark__block_result result;
  kernel->fit(&result, block, &request);
  size_t n_compared = 0;
  for (size_t lane = 0; lane < kernel->width; lane++) {
    double start[DARK__MAX_TERMS];
    for (size_t i = 0; i < n_terms; i++) start[i] = starts[i * kernel->width + lane];
    const dark__fit_request scalar = {
        .terms = terms, .n_terms = n_terms, .start = request.start != NULL ? start : NULL, .floor = -INFINITY};
    const dark__fit *fit = &result.lanes[lane], alone = dark__fit_model(&space, block->lanes[lane], &scalar);
    if (fit->end == DARK__FIT_FAILED) continue;
    assert_true(fit->end == alone.end && same_bits(fit->log_lik, alone.log_lik) && same_bits(fit->hidden, alone.hidden) &&
                same_bits(fit->log_lik_most, alone.log_lik_most) && fit->certain == alone.certain);
    n_compared++;
  }
  dark__fit_space_clear(&space);
  dark__block_free(block);
  return n_compared;
}

static void every_kernel_fits_given_odds_ratios_like_the_scalar_fit(void **state) {
  (void)state;
  size_t n_kernels = 0;
  for (size_t k = 0; k < sizeof kernel_names / sizeof kernel_names[0]; k++) {
    const dark__kernel *kernel = dark__kernel_find(kernel_names[k]);
    size_t n_compared = 0;
    if (kernel == NULL) continue;
    n_kernels++;
    for (uint64_t i = 0; i < TIMES(600, 60); i++) n_compared += compare_lanes(kernel, 2 + draw_below(4, i), i);
    assert_true(n_compared > TIMES(500, 50) * kernel->width);
  }
  assert_true(n_kernels > 0);
}

/* ---- searches */

static bool is_inside_any(uint32_t term, const uint32_t *sets, size_t n) {
  for (size_t i = 0; i < n; i++)
    if ((term & sets[i]) == term) return true;
  return false;
}

/* Of all models of the full lattice, those without a given pair and with all forced terms: by definition. */
static size_t count_candidates(const scene *of, unsigned n_lists, unsigned max_order) {
  dark_error err = DARK_ERROR_INIT;
  dark__lattice full;
  dark__term_set *models;
  size_t n, n_candidates = 0;
  assert_ok(dark__lattice_make(&full, n_lists, max_order, &err), err);
  assert_ok(dark__lattice_enumerate(&models, &n, &full, 100000, &err), err);
  for (size_t m = 0; m < n; m++) {
    bool is_candidate = true;
    for (size_t i = 0; i < full.n_optional; i++) {
      const bool has = dark__set_has(&models[m], i);
      if (has && contains_pair(&of->given, full.terms[i])) is_candidate = false;
      if (!has && is_inside_any(full.terms[i], of->forced, of->given.n_forced)) is_candidate = false;
    }
    n_candidates += is_candidate;
  }
  free(models);
  return n_candidates;
}

/* The average over the candidates on the observed table, by fitting every one of them, and by the weighing that leaves most out. */
static void compare_average(const dark__catalogue *catalogue, const dark__branch *branch, dark__branch_space *space) {
  dark_error err = DARK_ERROR_INIT;
  dark_estimate average;
  double best = INFINITY, weight = 0, first = 0;
  for (size_t m = 0; m < catalogue->n_models; m++)
    if (catalogue->judged[m].code == 0) best = fmin(best, catalogue->judged[m].criterion);
  for (size_t m = 0; m < catalogue->n_models; m++) {
    const dark__judged_model *judged = &catalogue->judged[m];
    const double share = judged->code == 0 ? exp((best - judged->criterion) / 2) : 0;
    weight += share;
    if (share > 0) first += share * log(fmax(judged->hidden, DBL_MIN));
  }
  assert_ok(dark__crowd_load_observed(space->crowd, &err), err);
  assert_ok(dark__average_tables(&average, branch, space, catalogue->criterion, 0, NO_LIMIT, &err), err);
  assert_int_equal(average.reason == DARK_N_REASONS, isfinite(best));
  if (isfinite(best)) assert_close(log(fmax(average.hidden, DBL_MIN)), first / weight, 1e-6, 1e-6);
}

/* Branch and bound against fitting every candidate; and the weights of all of them. Returns 1 when there is a winner. */
static int compare_search(scene *of, unsigned n_lists, unsigned max_order, dark__criterion criterion, uint64_t number) {
  dark_error err = DARK_ERROR_INIT;
  dark__catalogue *catalogue;
  dark__branch *branch;
  dark__branch_space *space;
  dark__engine *engine;
  assert_ok(dark__catalogue_new(&catalogue, &of->problem, max_order, criterion, &err), err);
  assert_int_equal(catalogue->n_models, count_candidates(of, n_lists, max_order));
  assert_int_equal(dark__lattice_count(&catalogue->lattice, 100000), catalogue->n_models);
  assert_ok(dark__branch_new(&branch, &of->problem, max_order, criterion, 4, NO_LIMIT, &err), err);
  assert_ok(dark__branch_space_new(&space, branch, &err), err);
  assert_ok(dark__engine_new(&engine, &of->problem, DARK__MAX_TERMS, &err), err);
  compare_average(catalogue, branch, space);
  int n_won = 0;
  for (int k = 0; k < 3; k++) {
    double weights[32];
    dark_estimate oracle;
    dark__branch_report report;
    resample_cells(weights, of->cells, n_lists, number * 3 + (uint64_t)k);
    dark__engine_load(engine, k == 0 ? of->cells + 1 : weights + 1);
    const double *const cells = k == 0 ? of->cells + 1 : weights + 1;
    dark__crowd_load(space->crowd, &cells, 1);
    space->best[0].n = 0;
    assert_ok(dark__branch_search(space->best, &report, branch, space, false, &err), err);
    assert_ok(dark__catalogue_search(&oracle, catalogue, engine, &err), err);
    assert_true(report.complete);
    assert_int_equal(space->best[0].n, oracle.reason == DARK_N_REASONS ? 1 : 0);
    if (space->best[0].n == 0) continue;
    assert_true(dark__set_equal(space->best[0].found[0].model, dark__id_set(oracle.model)));
    assert_close(space->best[0].found[0].hidden, oracle.hidden, 1e-9, 0);
    n_won++;
  }
  dark__engine_free(engine);
  dark__branch_space_free(space);
  dark__branch_free(branch);
  dark__catalogue_free(catalogue);
  return n_won;
}

static void the_search_finds_the_best_candidate_with_what_is_given(void **state) {
  (void)state;
  static const struct {
    unsigned n_lists, max_order;
    uint64_t n;
  } kinds[] = {{3, 2, TIMES(400, 40)}, {4, 2, TIMES(150, 15)}, {4, 3, TIMES(150, 15)}, {5, 2, TIMES(15, 2)}, {5, 3, TIMES(3, 1)}};
  for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
    size_t n_won = 0;
    for (uint64_t i = 0; i < kinds[k].n; i++) {
      scene of;
      set_scene(&of, kinds[k].n_lists, kinds[k].max_order, 10000 * k + i);
      n_won += (size_t)compare_search(&of, kinds[k].n_lists, kinds[k].max_order,
                                      i % 4 == 3 ? DARK__CRITERION_AIC : DARK__CRITERION_BIC, 10000 * k + i);
    }
    assert_true(n_won > kinds[k].n);
  }
}

/* Pairs with an odds ratio of 1: the candidates, fitted with and without the pairs given. */
static void an_odds_ratio_of_one_only_takes_the_pair_out_of_the_search(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  size_t n_usable = 0;
  for (uint64_t i = 0; i < TIMES(300, 30); i++) {
    const unsigned n_lists = 3 + draw_below(2, i);
    scene of;
    dark__catalogue *with;
    dark__engine *without;
    set_scene(&of, n_lists, n_lists - 1, i);
    for (size_t p = 0; p < of.given.n_pairs; p++) of.log_odds[p] = log(1);
    of.given.xi = 1;
    of.given.log_xi = log(1);
    assert_ok(dark__catalogue_new(&with, &of.problem, n_lists - 1, DARK__CRITERION_BIC, &err), err);
    of.problem.given = NULL;
    assert_ok(dark__engine_new(&without, &of.problem, DARK__MAX_TERMS, &err), err);
    assert_ok(dark__engine_load_observed(without, &err), err);
    for (size_t m = 0; m < with->n_models; m++) {
      dark__verdict verdict;
      const size_t n_terms = dark__lattice_expand(without->terms, &with->lattice, with->models[m]);
      const dark__fit_request request = {.terms = without->terms, .n_terms = n_terms, .floor = -INFINITY};
      assert_ok(dark__engine_judge(&verdict, without, &request, &err), err);
      assert_int_equal(verdict.code, with->judged[m].code);
      assert_true(same_bits(verdict.log_lik, with->judged[m].log_lik) && same_bits(verdict.hidden, with->judged[m].hidden));
      n_usable += verdict.code == 0;
    }
    dark__engine_free(without);
    dark__catalogue_free(with);
  }
  assert_true(n_usable > TIMES(1000, 100));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fits_have_the_margins_of_the_data_and_the_odds_ratios_given),
      cmocka_unit_test(upper_bounds_hold_with_a_base_measure),
      cmocka_unit_test(every_kernel_fits_given_odds_ratios_like_the_scalar_fit),
      cmocka_unit_test(the_search_finds_the_best_candidate_with_what_is_given),
      cmocka_unit_test(an_odds_ratio_of_one_only_takes_the_pair_out_of_the_search),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
