/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The joint model of lists and categories: one fit, searches (20 models refitted, additions tried), of all models and as a replicate of a bootstrap makes
   them, of the best one, a certificate, and a pooled fit.
   Rate: models fitted per second; a thousand replicates take a thousand times one search. The checksum is the number of hidden people. */

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "bench.h"
#include "joint/fit/estimate.h"
#include "joint/pool/pool.h"
#include "joint/search/certify.h"
#include "numeric/stream.h"

enum { MOST_CATEGORIES = 4, MOST_STRATA = 96, MOST_CELLS = 32 };

typedef struct joint_table {
  size_t n_levels[MOST_CATEGORIES];
  uint32_t levels[MOST_STRATA * MOST_CATEGORIES];
  double counts[MOST_STRATA * MOST_CELLS], all[MOST_STRATA];
  double people;
  dark__joint_strata strata;
} joint_table;

typedef struct joint_case {
  unsigned n_lists;
  size_t n_categories, n_levels[MOST_CATEGORIES]; /* n_lists 0: the Scottish table */
  bool by_bic;
  size_t most_nodes;
  double expected;
  joint_table *table;
} joint_case;

/* People who inject drugs, Scotland 2006 (King and others 2013): four lists by region, gender and age. */
static const unsigned SCOTLAND[8][16] = {
    {0, 13, 34, 0, 26, 0, 4, 0, 38, 0, 4, 0, 1, 0, 0, 0},       {0, 41, 48, 3, 117, 5, 7, 0, 48, 1, 2, 0, 4, 0, 0, 0},
    {0, 60, 111, 4, 149, 4, 5, 0, 135, 1, 10, 1, 2, 0, 0, 0},   {0, 97, 77, 3, 292, 7, 6, 2, 122, 2, 5, 0, 3, 1, 3, 0},
    {0, 12, 56, 0, 114, 3, 9, 1, 25, 0, 3, 0, 1, 0, 1, 0},      {0, 86, 108, 5, 584, 53, 24, 2, 78, 3, 5, 0, 18, 0, 2, 0},
    {0, 67, 144, 0, 431, 16, 27, 1, 104, 0, 7, 0, 13, 1, 1, 0}, {0, 278, 173, 4, 1379, 110, 39, 2, 134, 6, 7, 1, 27, 5, 2, 0}};

/* Log mean of a made-up cell: lists that differ a little by category, two pairs that hang together. */
static double log_mean(const joint_table *of, size_t x, uint32_t history) {
  const uint32_t *levels = of->levels + x * of->strata.n_categories;
  double eta = log(60.0 / (1 + levels[0]));
  for (unsigned l = 0; l < of->strata.n_lists; l++)
    if ((history >> l & 1) != 0) eta += -1.6 - 0.2 * l + (l == 1 ? 0.3 * levels[0] - 0.5 : 0);
  return eta + ((history & 3) == 3 ? 0.8 : 0) + ((history & 12) == 12 ? -0.5 : 0);
}

static void fill(joint_table *out, const joint_case *mine) {
  const size_t n = dark__n_histories(&out->strata);
  dark__stream stream;
  dark__stream_start(&stream, dark__stream_key(1, "bench joint", 11), 0);
  for (size_t x = 0; x < out->strata.n_strata; x++)
    for (uint32_t w = 1; w < n; w++) {
      const double count = mine->n_lists == 0 ? SCOTLAND[x][w] : gsl_ran_poisson(&stream.rng, exp(log_mean(out, x, w)));
      out->counts[x * n + w] = count;
      out->people += count;
    }
}

static void prepare(void *context) {
  static const size_t twos[] = {2, 2, 2};
  joint_case *mine = context;
  joint_table *table = mine->table = bench_allocate(1, sizeof *table);
  const bool is_scottish = mine->n_lists == 0;
  *table = (joint_table){.strata = {.n_lists = is_scottish ? 4 : mine->n_lists, .n_strata = 1}};
  table->strata.n_categories = is_scottish ? 3 : mine->n_categories;
  for (size_t c = 0; c < table->strata.n_categories; c++) {
    table->n_levels[c] = is_scottish ? twos[c] : mine->n_levels[c];
    table->strata.n_strata *= table->n_levels[c];
  }
  for (size_t x = 0; x < table->strata.n_strata; x++) {
    size_t rest = x;
    table->all[x] = 1;
    for (size_t c = table->strata.n_categories; c-- > 0; rest /= table->n_levels[c])
      table->levels[x * table->strata.n_categories + c] = (uint32_t)(rest % table->n_levels[c]);
  }
  table->strata.n_levels = table->n_levels;
  table->strata.levels = table->levels;
  fill(table, mine);
}

static void check(void *context, bench_work work) {
  bench_expect("what was found", work.checksum, ((const joint_case *)context)->expected, 1e-6);
}

/* ---- one fit */

/* Lists and pairs of lists, each list by each category; by_pairs: each pair by the first category too. */
static void make_terms(dark__joint_terms *out, const joint_table *table, bool by_pairs) {
  dark_error err = DARK_ERROR_INIT;
  dark_status status = DARK_OK;
  for (uint32_t lists = 1; lists < dark__n_histories(&table->strata); lists++) {
    const int n = __builtin_popcount(lists);
    if (status == DARK_OK && n <= 2) status = dark__joint_terms_add(out, (dark__joint_term){lists, false, 0}, &err);
    for (size_t c = 0; status == DARK_OK && c < table->strata.n_categories; c++)
      if (n == 1 || (n == 2 && by_pairs && c == 0))
        status = dark__joint_terms_add(out, (dark__joint_term){lists, false, dark__part(c, 0)}, &err);
  }
  if (status == DARK_OK) status = dark__joint_terms_settle(out, &err);
  if (status != DARK_OK) bench_fail("%s", err.message);
}

static bench_work run_fit(void *context) {
  const joint_table *table = ((const joint_case *)context)->table;
  dark__joint_terms terms = {0};
  dark__joint_design design;
  dark__joint_estimate estimate;
  dark_error err = DARK_ERROR_INIT;
  make_terms(&terms, table, false);
  if (dark__joint_design_make(&design, &table->strata, &terms, true, &err) != DARK_OK ||
      dark__joint_estimate_find(&estimate, &design, table->counts, &err) != DARK_OK)
    bench_fail("%s", err.message);
  const bench_work work = {.amount = 1, .checksum = dark__hidden_sum(&estimate.hidden, table->all), .n_tables = 1};
  dark__joint_estimate_clear(&estimate);
  dark__joint_design_clear(&design);
  dark__joint_terms_clear(&terms);
  return work;
}

static bench_work run_pool(void *context) {
  const joint_table *table = ((const joint_case *)context)->table;
  dark__joint_terms terms = {0};
  dark__pooled found;
  dark_error err = DARK_ERROR_INIT;
  double average, low, high;
  make_terms(&terms, table, true);
  const dark__pool_request request = {.strata = &table->strata,
                                      .counts = table->counts,
                                      .terms = &terms,
                                      .targets = table->all,
                                      .n_targets = 1,
                                      .scale = 0.5,
                                      .n_taus = 8};
  if (dark__pool_find(&found, &request, &err) != DARK_OK ||
      dark__pool_interval(&average, &low, &high, &found, 0, 0.95, &err) != DARK_OK)
    bench_fail("%s", err.message);
  const bench_work work = {.amount = (double)found.n, .checksum = average, .n_tables = 1};
  dark__pool_clear(&found);
  dark__joint_terms_clear(&terms);
  return work;
}

/* ---- searches */

static dark__joint_search_request request_of(const joint_case *mine) {
  const joint_table *table = mine->table;
  return (dark__joint_search_request){.strata = &table->strata,
                                      .counts = table->counts,
                                      .price = mine->by_bic ? log(table->people) : 2,
                                      .cover = 0.99,
                                      .most_models = 20,
                                      .most_nodes = mine->most_nodes,
                                      .targets = table->all,
                                      .n_targets = 1};
}

static bench_work run_search(void *context) {
  const dark__joint_search_request request = request_of(context);
  dark__joint_search found;
  dark_error err = DARK_ERROR_INIT;
  if (dark__joint_search_find(&found, &request, &err) != DARK_OK || found.n == 0) bench_fail("%s", err.message);
  const bench_work work = {.amount = (double)(found.n_refitted + found.n_tried),
                           .checksum = dark__joint_average(&found, 0),
                           .n_tables = 1,
                           .n_incomplete = !found.is_complete};
  dark__joint_search_clear(&found);
  return work;
}

/* As a replicate makes it. */
static bench_work run_best(void *context) {
  dark__joint_search_request request = request_of(context);
  dark__joint_search found;
  dark_error err = DARK_ERROR_INIT;
  request.best_only = true;
  if (dark__joint_search_find(&found, &request, &err) != DARK_OK || found.n == 0) bench_fail("%s", err.message);
  const bench_work work = {.amount = (double)(found.n_refitted + found.n_tried),
                           .checksum = found.found[0].criterion,
                           .n_tables = 1,
                           .n_incomplete = !found.is_complete};
  dark__joint_search_clear(&found);
  return work;
}

static bench_work run_certificate(void *context) {
  const dark__joint_search_request request = request_of(context);
  dark__joint_search found;
  dark__certificate certificate;
  dark_error err = DARK_ERROR_INIT;
  if (dark__joint_search_find(&found, &request, &err) != DARK_OK ||
      dark__joint_certify(&certificate, &found, &request, DARK__CERTIFY_TWO_FACTORS, 100000, &err) != DARK_OK)
    bench_fail("%s", err.message);
  if (!certificate.is_certified) bench_fail("the best model is not certified");
  const bench_work work = {.amount = (double)certificate.n_fits, .checksum = found.found[0].hidden[0], .n_tables = 1};
  dark__joint_search_clear(&found);
  return work;
}

static void measure(bench *of, const bench_case *what, bench_work (*run)(void *), joint_case *mine) {
  bench_measure_in_full(of, what, &(bench_job){.prepare = prepare, .run = run, .check = check, .context = mine});
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  const joint_case form = {.n_lists = 5, .n_categories = 3, .n_levels = {5, 2, 6}, .most_nodes = 50000};
  joint_case large = {.n_lists = 5, .n_categories = 4, .n_levels = {4, 2, 2, 6}, .expected = 3588.79400588414};
  joint_case pooled = {.expected = 35420.7128992902};
  joint_case scotland_aic = {.most_nodes = 10000, .expected = 28241.712496823617};
  joint_case scotland_bic = {.by_bic = true, .most_nodes = 10000, .expected = 24802.943967556628};
  joint_case certified = {.by_bic = true, .most_nodes = 10000, .expected = 26879.2124939829};
  joint_case form_aic = form, form_bic = form, form_best = form;
  joint_case scotland_best = {.most_nodes = 10000, .expected = -50829.860878232917};
  form_best.expected = 79.420637557988613;
  form_bic.by_bic = true;
  form_aic.expected = 1860.26554536732;
  form_bic.expected = 1528.34928280044;
  measure(&of, &(bench_case){"joint-fit-5-lists-96-strata", 5, 1, 0, 1}, run_fit, &large);
  measure(&of, &(bench_case){"joint-pool-scotland", 4, 64, 0, 1}, run_pool, &pooled);
  measure(&of, &(bench_case){"joint-search-scotland-aic", 4, 0, 0, 1}, run_search, &scotland_aic);
  measure(&of, &(bench_case){"joint-search-scotland-bic", 4, 0, 0, 1}, run_search, &scotland_bic);
  measure(&of, &(bench_case){"joint-search-5-lists-60-strata-aic", 5, 0, 0, 1}, run_search, &form_aic);
  measure(&of, &(bench_case){"joint-search-5-lists-60-strata-bic", 5, 0, 0, 1}, run_search, &form_bic);
  measure(&of, &(bench_case){"joint-best-scotland-aic", 4, 0, 0, 1}, run_best, &scotland_best);
  measure(&of, &(bench_case){"joint-best-5-lists-60-strata-aic", 5, 0, 0, 1}, run_best, &form_best);
  measure(&of, &(bench_case){"joint-certificate-scotland-bic", 4, 0, 0, 1}, run_certificate, &certified);
  return bench_close(&of);
}
