/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resampling: what replicates may depend on and what not, the three ways of drawing, the jackknife, interruption. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resample/replicates/bootstrap.h"
#include "resample/replicates/replicates.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark_plan *plan_drawing(const dark_table *table, const char *method, dark_resample resample) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  settings.method = method;
  settings.resample = resample;
  assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
  return plan;
}

static dark_replicates *bootstrap(const dark_plan *plan, size_t n, uint64_t seed, int n_threads) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates = NULL;
  options.n_replicates = n;
  options.seed = seed;
  options.n_threads = n_threads;
  assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
  assert_int_equal(dark_replicates_n(replicates), n);
  assert_ptr_equal(dark_replicates_plan(replicates), plan);
  return replicates;
}

/* The first n replicates of a part of `a` and a part of `b`, byte by byte. */
static bool same_replicates(const dark_replicates *a, size_t part_a, const dark_replicates *b, size_t part_b, size_t n) {
  return memcmp(dark_replicates_part(a, part_a), dark_replicates_part(b, part_b), n * sizeof(double)) == 0;
}

static void assert_all_same(const dark_replicates *a, const dark_replicates *b) {
  const dark_plan *plan = dark_replicates_plan(a);
  assert_int_equal(dark_replicates_n(a), dark_replicates_n(b));
  for (size_t part = 0; part < dark_plan_n_parts(plan); part++) {
    size_t n_records;
    dark_plan_records(plan, part, &n_records);
    assert_true(same_replicates(a, part, b, part, dark_replicates_n(a)));
    assert_memory_equal(dark_replicates_models(a, part), dark_replicates_models(b, part),
                        dark_replicates_n(a) * sizeof(dark_model_id));
    assert_memory_equal(dark_replicates_jackknife(a, part), dark_replicates_jackknife(b, part), n_records * sizeof(double));
  }
}

static const dark_resample ways[] = {DARK_RESAMPLE_OBSERVED, DARK_RESAMPLE_IMPUTED, DARK_RESAMPLE_PARAMETRIC};

static void bootstrap_ignores_thread_count(void **state) {
  static const struct {
    const char *dataset, *method;
  } cases[] = {
      {"Kosovo", "bic"}, {"Western", "stepwise"}, {"NewOrl_5", "downhill"}, {"Kosovo", "saturated"}, {"Korea", "independence"}};
  static const int n_threads[] = {2, 5, 7};
  (void)state;
  for (size_t c = 0; c < 5; c++)
    for (size_t way = 0; way < 3; way++) {
      dark_table *table = published_table(cases[c].dataset);
      dark_plan *plan = plan_drawing(table, cases[c].method, ways[way]);
      if (dark_plan_estimate(plan, 0)->reason == DARK_N_REASONS) {
        dark_replicates *one = bootstrap(plan, 101, 3, 1);
        for (size_t i = 0; i < 3; i++) {
          dark_replicates *several = bootstrap(plan, 101, 3, n_threads[i]);
          assert_all_same(one, several);
          dark_replicates_free(several);
        }
        dark_replicates_free(one);
      }
      dark_plan_free(plan);
      dark_table_free(table);
    }
}

/* Kosovo with its columns in another order, its rows reversed and one of them in two pieces. */
static dark_table *shuffled_kosovo(void) {
  static const char *const names[] = {"OSCE", "HRW", "EXH", "ABA"};
  static const unsigned from[] = {2, 3, 0, 1}; /* column of the file */
  static const struct {
    const char *history;
    double count;
  } rows[] = {{"1111", 27},  {"0111", 32},  {"1011", 42},   {"1101", 18},  {"1110", 100}, {"0011", 123},
              {"0101", 31},  {"0110", 217}, {"1001", 106},  {"1010", 228}, {"1100", 177}, {"0001", 306},
              {"0010", 936}, {"0100", 845}, {"1000", 1131}, {"1110", 81}};
  uint32_t histories[16];
  double counts[16];
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  for (size_t i = 0; i < 16; i++) {
    histories[i] = 0;
    for (unsigned list = 0; list < 4; list++)
      if (rows[i].history[from[list]] == '1') histories[i] |= (uint32_t)1 << list;
    counts[i] = rows[i].count;
  }
  assert_ok(dark_table_new(&table, names, 4, histories, counts, 16, &err), err);
  return table;
}

static void bootstrap_ignores_the_order_of_rows_and_columns(void **state) {
  (void)state;
  dark_table *table = published_table("Kosovo"), *shuffled = shuffled_kosovo();
  for (size_t way = 0; way < 3; way++) {
    dark_plan *plan = plan_drawing(table, "bic", ways[way]), *other = plan_drawing(shuffled, "bic", ways[way]);
    dark_replicates *a = bootstrap(plan, 100, 1, 0), *b = bootstrap(other, 100, 1, 0);
    assert_all_same(a, b);
    dark_replicates_free(a);
    dark_replicates_free(b);
    dark_plan_free(plan);
    dark_plan_free(other);
  }
  dark_table_free(table);
  dark_table_free(shuffled);
}

static void replicates_depend_on_seed_way_and_number_only(void **state) {
  dark_replicates *runs[4];
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_OBSERVED);
  runs[0] = bootstrap(plan, 100, 1, 0);
  runs[1] = bootstrap(plan, 37, 1, 0);
  runs[2] = bootstrap(plan, 100, 2, 0);
  runs[3] = bootstrap(plan, 100, UINT64_MAX, 0);
  assert_true(same_replicates(runs[0], 0, runs[1], 0, 37));
  const double *values[] = {dark_replicates_part(runs[0], 0), dark_replicates_part(runs[2], 0), dark_replicates_part(runs[3], 0)};
  for (size_t r = 0; r < 100; r++)
    for (size_t a = 0; a < 3; a++) {
      for (size_t b = 0; b < a; b++) assert_true(values[a][r] != values[b][r]);
      for (size_t s = 0; s < r; s++) assert_true(values[a][r] != values[a][s]);
    }
  for (size_t i = 0; i < 4; i++) dark_replicates_free(runs[i]);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Labour and sexual exploitation by sex; labour,m and sexual,m have the same counts. */
static const char strata_text[] = "B,A,form,sex,count\n"
                                  "1,0,labour,f,40\n0,1,labour,f,25\n1,1,labour,f,9\n"
                                  "1,0,labour,m,60\n0,1,labour,m,31\n1,1,labour,m,12\n"
                                  "1,0,sexual,f,22\n0,1,sexual,f,71\n1,1,sexual,f,14\n"
                                  "1,0,sexual,m,60\n0,1,sexual,m,31\n1,1,sexual,m,12\n";
/* The same without labour and with its columns renamed and the rows in another order. */
static const char sexual_text[] = "sex,A,form,count,B\n"
                                  "m,1,sexual,31,0\nm,0,sexual,60,1\nf,1,sexual,14,1\n"
                                  "m,1,sexual,12,1\nf,0,sexual,22,1\nf,1,sexual,71,0\n";

static void strata_are_resampled_within_themselves(void **state) {
  static const char *const form_sex[] = {"form", "sex"}, *const sex_form[] = {"sex", "form"};
  (void)state;
  dark_table *tables[] = {table_of_csv(strata_text, form_sex, 2), table_of_csv(strata_text, sex_form, 2),
                          table_of_csv(sexual_text, form_sex, 2)};
  dark_plan *plans[3];
  dark_replicates *runs[3];
  for (size_t i = 0; i < 3; i++) {
    plans[i] = plan_drawing(tables[i], "chapman", DARK_RESAMPLE_OBSERVED);
    runs[i] = bootstrap(plans[i], 50, 1, 0);
  }
  /* form,sex: (labour f) (labour m) (sexual f) (sexual m); sex,form: (f labour) (f sexual) (m labour) (m sexual). */
  static const size_t place[] = {0, 2, 1, 3};
  for (size_t stratum = 0; stratum < 4; stratum++) assert_true(same_replicates(runs[0], stratum, runs[1], place[stratum], 50));
  assert_true(same_replicates(runs[0], 2, runs[2], 0, 50));
  assert_true(same_replicates(runs[0], 3, runs[2], 1, 50));
  size_t n_equal = 0;
  for (size_t r = 0; r < 50; r++) n_equal += dark_replicates_part(runs[0], 1)[r] == dark_replicates_part(runs[0], 3)[r];
  assert_true(n_equal < 10);
  for (size_t i = 0; i < 3; i++) {
    dark_replicates_free(runs[i]);
    dark_plan_free(plans[i]);
    dark_table_free(tables[i]);
  }
}

/* What is shown beside the summed total is what a run without --by would show. */
static void the_pooled_part_is_the_table_without_categories(void **state) {
  static const char *const by[] = {"sex"};
  (void)state;
  dark_table *split = table_of_csv(strata_text, by, 1), *whole = table_of_csv(strata_text, NULL, 0);
  dark_plan *of_split = plan_drawing(split, "chapman", DARK_RESAMPLE_OBSERVED),
            *of_whole = plan_drawing(whole, "chapman", DARK_RESAMPLE_OBSERVED);
  dark_replicates *a = bootstrap(of_split, 50, 1, 0), *b = bootstrap(of_whole, 50, 1, 0);
  assert_int_equal(dark_plan_pooled_part(of_split), 2);
  assert_int_equal(dark_plan_pooled_part(of_whole), dark_plan_n_parts(of_whole));
  assert_true(same_replicates(a, 2, b, 0, 50));
  dark_replicates_free(a);
  dark_replicates_free(b);
  dark_plan_free(of_split);
  dark_plan_free(of_whole);
  dark_table_free(split);
  dark_table_free(whole);
}

/* Means and variances of many drawn tables. */
typedef struct moments {
  double mean[128], variance[128], mean_sum, variance_sum;
} moments;

enum { N_DRAWS = 4000 };

static void draw_many(moments *out, const dark_plan *plan) {
  dark_error err = DARK_ERROR_INIT;
  dark__urn urn;
  bool drawable;
  double weights[128];
  unsigned cells[129];
  assert_ok(dark__urn_make(&urn, &drawable, plan, 0, 1, &err), err);
  assert_true(drawable);
  *out = (moments){.mean_sum = 0};
  for (uint64_t r = 0; r < N_DRAWS; r++) {
    double sum = 0;
    dark__urn_draw(weights, cells, &urn, r);
    for (size_t i = 0; i + 1 < urn.n_cells; i++) {
      sum += weights[i];
      out->mean[i] += weights[i] / N_DRAWS;
      out->variance[i] += weights[i] * weights[i] / N_DRAWS;
    }
    out->mean_sum += sum / N_DRAWS;
    out->variance_sum += sum * sum / N_DRAWS;
  }
  for (size_t i = 0; i + 1 < urn.n_cells; i++) out->variance[i] -= out->mean[i] * out->mean[i];
  out->variance_sum -= out->mean_sum * out->mean_sum;
  dark__urn_clear(&urn);
}

/* `n` people in a cell of share p have mean np and variance np(1 - p); over the draws the mean has that error, and the variance a relative
   error of about sqrt(2 / draws) (more for rare cells). Five errors are allowed. */
static void assert_binomial(double mean, double variance, double n, double p) {
  const double expected = n * p * (1 - p);
  assert_close(mean, n * p, 0, 5 * sqrt(expected / N_DRAWS) + 1e-12);
  assert_close(variance, expected, 5 * sqrt((2 + 1 / fmax(expected, 1e-3)) / N_DRAWS), 1e-9 * n);
}

static void observed_draws_have_the_moments_of_the_multinomial(void **state) {
  moments drawn;
  size_t n;
  (void)state;
  dark_table *table = published_table("Korea");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_OBSERVED);
  const dark_record *records = dark_plan_records(plan, 0, &n);
  draw_many(&drawn, plan);
  assert_int_equal(n, 6);
  assert_close(drawn.mean_sum, 123, 1e-12, 0);
  assert_close(drawn.variance_sum, 0, 0, 1e-6);
  for (size_t i = 0; i < n; i++) assert_binomial(drawn.mean[i], drawn.variance[i], 123, records[i].count / 123);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Korea, [12,23]: 157.17 people estimated, 157 drawn from the observed and 34.17 unseen ones. */
static void imputed_draws_let_the_number_observed_vary(void **state) {
  moments drawn;
  size_t n;
  (void)state;
  dark_table *table = published_table("Korea");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_IMPUTED);
  const double total = dark_plan_estimate(plan, 0)->total;
  const dark_record *records = dark_plan_records(plan, 0, &n);
  draw_many(&drawn, plan);
  assert_close(total, 123 + 5 * 41 / 6.0, 1e-12, 0);
  assert_binomial(drawn.mean_sum, drawn.variance_sum, 157, 123 / total);
  for (size_t i = 0; i < n; i++) assert_binomial(drawn.mean[i], drawn.variance[i], 157, records[i].count / total);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* The same model puts people where nobody was seen: of the 71 on list 2, 66 are on 1 and 12 on 3, independently, so that 12 * 5 / 71 are
   expected in history 011. */
static void parametric_draws_fill_cells_in_which_nobody_was_observed(void **state) {
  moments drawn;
  size_t n;
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  (void)state;
  dark_table *table = published_table("Korea");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_PARAMETRIC);
  const dark_record *records = dark_plan_records(plan, 0, &n);
  const double total = dark_plan_estimate(plan, 0)->total;
  assert_int_equal(n, 7);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  draw_many(&drawn, plan);
  assert_binomial(drawn.mean_sum, drawn.variance_sum, 157, 123 / total);
  for (size_t i = 0; i < n; i++)
    assert_binomial(drawn.mean[i], drawn.variance[i], 157, explanation.fitted[records[i].history] / total);
  assert_int_equal(records[5].history, 6);
  assert_true(records[5].count == 0);
  assert_close(explanation.fitted[6], 12 * 5 / 71.0, 1e-10, 0);
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- portions, and tables made elsewhere */

static dark_replicates *portion_of(const dark_plan *plan, dark__portion portion, const dark__draws *draws) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates = NULL;
  options.seed = 5;
  assert_ok(dark__bootstrap(&replicates, plan, &options, &portion, draws, &err), err);
  assert_int_equal(dark_replicates_n(replicates), portion.n);
  return replicates;
}

static void portions_put_together_are_the_whole(void **state) {
  static const size_t ends[] = {0, 1, 37, 64, 200};
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  dark_table *table = published_table("Western");
  dark_plan *plan = plan_drawing(table, "stepwise", DARK_RESAMPLE_OBSERVED);
  dark_replicates *whole = bootstrap(plan, 200, 5, 2), *joined = NULL;
  assert_ok(dark__replicates_new(&joined, plan, 200, &err), err);
  for (size_t i = 0; i + 1 < sizeof ends / sizeof ends[0]; i++) {
    dark_replicates *portion = portion_of(plan, (dark__portion){.first = ends[i], .n = ends[i + 1] - ends[i]}, NULL);
    assert_true(isnan(dark_replicates_jackknife(portion, 0)[0]));
    dark__replicates_put(joined, ends[i], portion);
    dark_replicates_free(portion);
  }
  dark_replicates *jackknife = portion_of(plan, (dark__portion){.has_jackknife = true}, NULL);
  dark__replicates_put_jackknife(joined, jackknife);
  assert_all_same(joined, whole);
  dark_replicates_free(jackknife);
  dark_replicates_free(joined);
  dark_replicates_free(whole);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Draws of the plan's own urn with one person more in the first record; none for every seventh number, none without the last record. */
static bool draw_and_add(double *weights, void *scratch, const void *context, size_t part, size_t number) {
  assert_int_equal(part, 0);
  dark__urn_draw(weights, scratch, context, number);
  weights[0] += 1;
  return number % 7 != 3;
}

static bool leave_out(double *weights, void *scratch, const void *context, size_t part, size_t record) {
  const dark__urn *urn = context;
  (void)scratch, (void)part;
  for (size_t i = 0; i + 1 < urn->n_cells; i++) weights[i] = urn->shares[i] - (i == record ? 1 : 0);
  return record + 2 < urn->n_cells;
}

static void tables_made_elsewhere_are_estimated(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark__urn urn;
  bool is_drawable;
  double weights[64];
  dark_workspace *workspace = NULL;
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_OBSERVED);
  assert_ok(dark__urn_make(&urn, &is_drawable, plan, 0, 5, &err), err);
  unsigned *cells = calloc(urn.n_cells, sizeof *cells);
  const dark__draws draws = {&urn, urn.n_cells * sizeof *cells, draw_and_add, leave_out};
  dark_replicates *ours = portion_of(plan, (dark__portion){.first = 40, .n = 50, .has_jackknife = true}, &draws),
                  *own = bootstrap(plan, 1, 5, 1);
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  for (size_t r = 0; r < 50; r++) {
    dark_estimate expected = {.total = (double)NAN};
    if (draw_and_add(weights, cells, &urn, 0, 40 + r))
      assert_ok(dark_estimate_part(&expected, plan, 0, workspace, weights, &err), err);
    assert_memory_equal(&dark_replicates_part(ours, 0)[r], &expected.total, isnan(expected.total) ? 0 : sizeof(double));
    assert_int_equal(isnan(dark_replicates_part(ours, 0)[r]), isnan(expected.total));
  }
  assert_memory_equal(dark_replicates_jackknife(ours, 0), dark_replicates_jackknife(own, 0), (urn.n_cells - 2) * sizeof(double));
  assert_true(isnan(dark_replicates_jackknife(ours, 0)[urn.n_cells - 2]));
  dark_workspace_free(workspace);
  dark_replicates_free(own);
  dark_replicates_free(ours);
  free(cells);
  dark__urn_clear(&urn);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Two lists of a million that share one person: 10^12 people, more than can be drawn. */
static void a_population_beyond_what_can_be_drawn_has_no_replicates(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:1000000 01:1000000 11:1");
  for (size_t way = 0; way < 3; way++) {
    dark_error err = DARK_ERROR_INIT;
    dark_interval interval;
    dark_plan *plan = plan_drawing(table, "petersen", ways[way]);
    dark_replicates *replicates = bootstrap(plan, 200, 1, 0);
    assert_ok(dark_interval_compute(&interval, replicates, 0, DARK_INTERVAL_PERCENTILE, 0.95, &err), err);
    const bool drawable = ways[way] == DARK_RESAMPLE_OBSERVED;
    assert_int_equal((interval.reasons & DARK_REASON_BIT(DARK_REASON_NO_REPLICATES)) == 0, drawable);
    for (size_t r = 0; !drawable && r < 200; r++) assert_true(isnan(dark_replicates_part(replicates, 0)[r]));
    if (!drawable) assert_true(isnan(interval.lower) && isnan(interval.upper) && interval.unstable);
    dark_replicates_free(replicates);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

static double total_without_one(const dark_plan *plan, size_t without, const char *method) {
  uint32_t histories[128];
  double counts[128];
  size_t n;
  const char *names[DARK_MAX_LISTS];
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  const dark_table *whole = dark_plan_table(plan);
  const dark_record *records = dark_plan_records(plan, 0, &n);
  for (size_t i = 0; i < n; i++) {
    histories[i] = (uint32_t)records[i].history;
    counts[i] = records[i].count - (i == without);
  }
  for (size_t list = 0; list < dark_table_n_lists(whole); list++) names[list] = dark_table_list_name(whole, list);
  assert_ok(dark_table_new(&table, names, dark_table_n_lists(whole), histories, counts, n, &err), err);
  dark_plan *fewer = plan_drawing(table, method, DARK_RESAMPLE_OBSERVED);
  const double total = dark_plan_estimate(fewer, 0)->total;
  dark_plan_free(fewer);
  dark_table_free(table);
  return total;
}

/* Every delete-one table as a table of its own, planned and searched from the start. */
static void the_jackknife_leaves_out_one_case_of_each_record(void **state) {
  static const struct {
    const char *dataset, *method;
  } cases[] = {{"Korea", "bic"}, {"Kosovo", "bic"}, {"Western", "stepwise"}, {"NewOrl_5", "downhill"}, {"Kosovo", "saturated"}};
  (void)state;
  for (size_t c = 0; c < 5; c++) {
    dark_table *table = published_table(cases[c].dataset);
    dark_plan *plan = plan_drawing(table, cases[c].method, DARK_RESAMPLE_OBSERVED);
    dark_replicates *replicates = bootstrap(plan, 0, 1, 0);
    size_t n;
    dark_plan_records(plan, 0, &n);
    for (size_t i = 0; i < n; i++)
      assert_close(dark_replicates_jackknife(replicates, 0)[i], total_without_one(plan, i, cases[c].method), 1e-9, 0);
    dark_replicates_free(replicates);
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

/* With one person on both lists, n10 = 17 and n01 = 5: 17 * 5 / 1 are hidden, 16 * 5 and 17 * 4 without one of those on a single list, and
   without the one on both there is no estimate. An empty record (parametric resampling) has no case to leave out. */
static void a_jackknife_without_estimate_is_missing(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:17 01:5 11:1");
  dark_plan *plan = plan_drawing(table, "petersen", DARK_RESAMPLE_OBSERVED);
  dark_replicates *replicates = bootstrap(plan, 0, 1, 0);
  const double *jackknife = dark_replicates_jackknife(replicates, 0);
  assert_close(jackknife[0], 22 + 16 * 5, 1e-14, 0);
  assert_close(jackknife[1], 22 + 17 * 4, 1e-14, 0);
  assert_true(isnan(jackknife[2]));
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
  table = published_table("Korea");
  plan = plan_drawing(table, "bic", DARK_RESAMPLE_PARAMETRIC);
  replicates = bootstrap(plan, 0, 1, 0);
  for (size_t i = 0; i < 7; i++) assert_int_equal(isnan(dark_replicates_jackknife(replicates, 0)[i]), i == 5);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* What the callback saw, and when it says stop. */
typedef struct witness {
  size_t n_calls, stop_at, n_tables;
  double share;
} witness;

static int see_progress(void *context, double share, size_t n_tables) {
  witness *seen = context;
  if (share < seen->share || share > 1 || n_tables < seen->n_tables)
    fail_msg("progress went back to %g (%zu tables)", share, n_tables);
  seen->share = share;
  seen->n_tables = n_tables;
  return ++seen->n_calls == seen->stop_at;
}

static void an_interrupted_bootstrap_says_so_and_keeps_nothing(void **state) {
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_OBSERVED);
  for (int n_threads = 1; n_threads <= 4; n_threads++)
    for (size_t stop_at = 1; stop_at <= 3; stop_at++) {
      witness seen = {.stop_at = stop_at};
      dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
      dark_error err = DARK_ERROR_INIT;
      dark_replicates *replicates = (dark_replicates *)&seen;
      options.n_replicates = 100000;
      options.n_threads = n_threads;
      options.progress = see_progress;
      options.context = &seen;
      assert_int_equal(dark_bootstrap(&replicates, plan, &options, &err), DARK_EINTERRUPTED);
      assert_null(replicates);
      assert_int_equal(err.status, DARK_EINTERRUPTED);
      assert_int_equal(seen.n_calls, stop_at);
      assert_true(seen.n_tables < 100000);
    }
  dark_plan_free(plan);
  dark_table_free(table);
}

/* However they are cut: eight tables at a time would be as good, or all. */
static void who_watches_changes_no_replicate(void **state) {
  (void)state;
  dark_table *table = published_table("UKdat");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_OBSERVED);
  dark_replicates *alone, *watched;
  dark_error err = DARK_ERROR_INIT;
  witness seen = {.stop_at = 0};
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.n_replicates = TIMES(500, 150);
  assert_ok(dark_bootstrap(&alone, plan, &options, &err), err);
  options.progress = see_progress;
  options.context = &seen;
  assert_ok(dark_bootstrap(&watched, plan, &options, &err), err);
  assert_memory_equal(dark_replicates_part(watched, 0), dark_replicates_part(alone, 0), options.n_replicates * sizeof(double));
  dark_replicates_free(watched);
  dark_replicates_free(alone);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* 200 replicates and 15 delete-one tables; whichever thread has the last of them. */
static void progress_ends_at_the_whole_of_the_work(void **state) {
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *plan = plan_drawing(table, "bic", DARK_RESAMPLE_OBSERVED);
  for (int round = 0; round < TIMES(40, 8); round++) {
    witness seen = {.stop_at = 0};
    dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
    dark_error err = DARK_ERROR_INIT;
    dark_replicates *replicates;
    options.n_replicates = 200;
    options.n_threads = round % 4 + 1;
    options.progress = see_progress;
    options.context = &seen;
    assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
    assert_true(options.n_threads > 1 || seen.n_calls > 3);
    assert_int_equal(seen.n_tables, 215);
    assert_true(seen.share == 1);
    dark_replicates_free(replicates);
  }
  dark_plan_free(plan);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bootstrap_ignores_thread_count),
      cmocka_unit_test(bootstrap_ignores_the_order_of_rows_and_columns),
      cmocka_unit_test(replicates_depend_on_seed_way_and_number_only),
      cmocka_unit_test(strata_are_resampled_within_themselves),
      cmocka_unit_test(the_pooled_part_is_the_table_without_categories),
      cmocka_unit_test(observed_draws_have_the_moments_of_the_multinomial),
      cmocka_unit_test(imputed_draws_let_the_number_observed_vary),
      cmocka_unit_test(parametric_draws_fill_cells_in_which_nobody_was_observed),
      cmocka_unit_test(portions_put_together_are_the_whole),
      cmocka_unit_test(tables_made_elsewhere_are_estimated),
      cmocka_unit_test(a_population_beyond_what_can_be_drawn_has_no_replicates),
      cmocka_unit_test(the_jackknife_leaves_out_one_case_of_each_record),
      cmocka_unit_test(a_jackknife_without_estimate_is_missing),
      cmocka_unit_test(an_interrupted_bootstrap_says_so_and_keeps_nothing),
      cmocka_unit_test(progress_ends_at_the_whole_of_the_work),
      cmocka_unit_test(who_watches_changes_no_replicate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
