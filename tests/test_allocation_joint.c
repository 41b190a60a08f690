/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out in any allocation of the joint model. */

#include <stdlib.h>
#include <unistd.h>

#include <darkfigure/result.h>

#include "allocation/survive.h"
#include "joint/fit/estimate.h"
#include "joint/formula/formula.h"
#include "joint/latent/boundary.h"
#include "joint/latent/parts.h"
#include "joint/pool/pool.h"
#include "joint/search/certify.h"
#include "support/assert_close.h"

static const char *const LISTS[] = {"A", "B", "C"}, *const CATEGORIES[] = {"x"};
static const dark__formula_names NAMES = {3, LISTS, 1, CATEGORIES};

static const size_t N_LEVELS[] = {2};
static const uint32_t LEVELS[] = {0, 1}, ABSENT[] = {0, 4}, MISSING[] = {DARK__LEVEL_UNKNOWN};
static const dark__joint_strata STRATA = {.n_lists = 3, .n_categories = 1, .n_levels = N_LEVELS, .n_strata = 2, .levels = LEVELS};
static const dark__joint_strata WITH_ABSENT = {
    .n_lists = 3, .n_categories = 1, .n_levels = N_LEVELS, .n_strata = 2, .levels = LEVELS, .absent = ABSENT};

/* The second stratum has no overlap of A and B: its own effects need the linear programmes. */
static const double COUNTS[] = {0, 33, 24, 9, 18, 6, 12, 3, 0, 15, 40, 0, 22, 5, 9, 0};
static const double WITHOUT_C[] = {0, 33, 24, 9, 18, 6, 12, 3, 0, 15, 40, 8, 0, 0, 0, 0};

static dark_status read_and_write(const void *context, dark_error *err) {
  dark__joint_terms terms;
  char *text = NULL;
  dark_status status = dark__formula_read(&terms, context, &NAMES, err);
  if (status == DARK_OK) status = dark__formula_write(&text, &terms, &NAMES, err);
  free(text);
  dark__joint_terms_clear(&terms);
  return status;
}

static void formulas_survive(void **state) {
  (void)state;
  assert_survives("a formula", read_and_write, "(A + B + C)^2*x + H + \"A\":poly(x,1)", DARK_OK, MEMORY_NEEDED);
  assert_survives("a wrong formula", read_and_write, "(A + B)*y", DARK_EUSAGE, MEMORY_NEEDED);
}

static dark_status make_design(dark__joint_design *design, const dark__joint_strata *strata, const char *formula,
                               dark_error *err) {
  dark__joint_terms terms;
  *design = (dark__joint_design){0};
  dark_status status = dark__formula_read(&terms, formula, &NAMES, err);
  if (status == DARK_OK) status = dark__joint_design_make(design, strata, &terms, true, err);
  dark__joint_terms_clear(&terms);
  return status;
}

static dark_status estimate(const void *context, dark_error *err) {
  dark__joint_design design;
  dark__joint_estimate made = {0};
  dark_status status = make_design(&design, &STRATA, context, err);
  if (status == DARK_OK) status = dark__joint_estimate_find(&made, &design, COUNTS, err);
  dark__joint_estimate_clear(&made);
  dark__joint_design_clear(&design);
  return status;
}

static void estimates_survive(void **state) {
  (void)state;
  assert_survives("an estimate", estimate, "A*B + C", DARK_OK, MEMORY_NEEDED);
  assert_survives("an estimate on a face", estimate, "A*B*x + C*x", DARK_OK, MEMORY_NEEDED);
}

static dark_status estimate_with_parts(const void *context, dark_error *err) {
  const dark__joint_record records[] = {{.history = 1, .levels = MISSING, .count = 4},
                                        {.history = 2, .unknown = 4, .levels = LEVELS, .count = 3}};
  dark__joint_design design;
  dark__parts parts = {0};
  dark__latent latent = {0};
  dark_status status = make_design(&design, &WITH_ABSENT, context, err);
  if (status == DARK_OK) status = dark__parts_make(&parts, &WITH_ABSENT, WITHOUT_C, records, 2, err);
  const dark__emission emission = dark__parts_emission(&parts);
  if (status == DARK_OK) status = dark__latent_find(&latent, &design, &emission, parts.kinds, parts.start, err);
  dark__latent_clear(&latent);
  dark__parts_clear(&parts);
  dark__joint_design_clear(&design);
  return status;
}

static dark_status estimate_with_veil(const void *context, dark_error *err) {
  const dark__veiled veiled[] = {{7, 1, 4, NULL}, {11, 0, 5, NULL}};
  dark__joint_design design;
  dark__veil veil = {.design = &design, .counts = COUNTS, .veiled = veiled, .n = 2, .has_total = true, .total = 4};
  dark__latent latent = {0};
  dark_status status = make_design(&design, &STRATA, context, err);
  if (status == DARK_OK) status = dark__veil_make(&veil, err);
  if (status == DARK_OK) status = dark__veil_find(&latent, &veil, err);
  dark__latent_clear(&latent);
  dark__veil_clear(&veil);
  dark__joint_design_clear(&design);
  return status;
}

static void incomplete_data_survive(void **state) {
  (void)state;
  assert_survives("missing values", estimate_with_parts, "A*B + C", DARK_OK, MEMORY_NEEDED);
  assert_survives("suppressed counts", estimate_with_veil, "A*B + C", DARK_OK, MEMORY_NEEDED);
}

/* context: records, or NULL. */
static dark_status search(const void *context, dark_error *err) {
  const double both[] = {1, 1};
  const dark__joint_search_request request = {.strata = &STRATA,
                                              .counts = COUNTS,
                                              .price = 2,
                                              .cover = 0.9,
                                              .most_models = 12,
                                              .most_nodes = 10000,
                                              .targets = both,
                                              .n_targets = 1,
                                              .records = context,
                                              .n_records = context != NULL};
  dark__joint_search found;
  double low, high;
  dark_status status = dark__joint_search_find(&found, &request, err);
  if (status == DARK_OK) status = dark__joint_mata(&low, &high, &found, 0, 0.95, err);
  dark__certificate certificate;
  if (status == DARK_OK) status = dark__joint_certify(&certificate, &found, &request, DARK__CERTIFY_ALL, 1000, err);
  dark__joint_search_clear(&found);
  return status;
}

static dark_status pool(const void *context, dark_error *err) {
  const double both[] = {1, 1};
  const uint64_t x = dark__part(0, 0);
  dark__joint_term terms[] = {{1, false, 0}, {2, false, 0}, {4, false, 0}, {1, false, x}, {2, false, x}};
  const dark__joint_terms model = {terms, 5, 5};
  const dark__pool_request request = {
      .strata = &STRATA, .counts = COUNTS, .terms = &model, .targets = both, .n_targets = 1, .scale = 0.5, .n_taus = 3};
  dark__pooled found;
  double average, low, high;
  (void)context;
  dark_status status = dark__pool_find(&found, &request, err);
  if (status == DARK_OK) status = dark__pool_interval(&average, &low, &high, &found, 0, 0.95, err);
  dark__pool_clear(&found);
  return status;
}

static void pools_survive(void **state) {
  (void)state;
  assert_survives("a pooled fit", pool, NULL, DARK_OK, MEMORY_NEEDED);
}

static void searches_survive(void **state) {
  (void)state;
  static const uint32_t missing[] = {DARK__LEVEL_UNKNOWN};
  static const dark__joint_record record = {.history = 1, .levels = missing, .count = 4};
  assert_survives("a search", search, NULL, DARK_OK, MEMORY_NEEDED);
  assert_survives("a search with missing values", search, &record, DARK_OK, MEMORY_NEEDED);
}

/* ---- plan and results, by category, one person's value missing */

typedef struct asked {
  const dark_table *table;
  dark_settings settings;
} asked;

static dark_status estimate_all(const void *context, dark_error *err) {
  const asked *of = context;
  const double level = 0.95;
  dark_plan *plan = NULL;
  dark_results *results = NULL;
  const char *const contrast = "g=x,y";
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  options.contrasts = &contrast;
  options.n_contrasts = 1;
  options.interval = of->settings.model == NULL ? DARK_INTERVAL_MATA_AIC : DARK_INTERVAL_LOG_NORMAL;
  options.levels = &level;
  options.n_levels = 1;
  dark_status status = dark_plan_new(&plan, of->table, &of->settings, err);
  if (status == DARK_OK) status = dark_results_new(&results, plan, NULL, &options, err);
  dark_results_free(results);
  dark_plan_free(plan);
  return status;
}

static void plans_with_missing_values_survive(void **state) {
  (void)state;
  static const char csv[] = "A,B,g,count\n1,0,x,30\n0,1,x,20\n1,1,x,6\n1,0,y,13\n0,1,y,9\n1,1,y,4\n1,0,,3\n";
  static const char *const by[] = {"g"};
  char path[] = "/tmp/test_allocation_joint_XXXXXX";
  dark_error err = DARK_ERROR_INIT;
  dark_read_options reading = DARK_READ_OPTIONS_INIT;
  dark_table *table = NULL;
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, csv, sizeof csv - 1), sizeof csv - 1);
  close(file);
  reading.by = by;
  reading.n_by = 1;
  assert_int_equal(dark_table_read_csv(&table, path, &reading, &err), DARK_OK);
  unlink(path);
  asked of = {table, DARK_SETTINGS_INIT};
  of.settings.method = "joint";
  assert_survives("a search with a value missing", estimate_all, &of, DARK_OK, MEMORY_NEEDED);
  of.settings.model = "A*g + B*g";
  assert_survives("a formula with a value missing", estimate_all, &of, DARK_OK, MEMORY_NEEDED);
  of.settings.missing = DARK_MISSING_DROP;
  of.settings.pool = 1;
  assert_survives("a pooled formula", estimate_all, &of, DARK_OK, MEMORY_NEEDED);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formulas_survive),        cmocka_unit_test(estimates_survive),
      cmocka_unit_test(incomplete_data_survive), cmocka_unit_test(searches_survive),
      cmocka_unit_test(pools_survive),           cmocka_unit_test(plans_with_missing_values_survive),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
