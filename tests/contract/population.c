/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capture probabilities, populations and drawings. */
#include <unistd.h>

#include "contract/contract.h"
#include "contract/scene.h"
#include "support/tables.h"

static const char *const two_names[] = {"A", "B"}, *const a_gap[] = {"A", NULL};
static const double quarters[] = {0.25, 0.25, 0.25, 0.25};

static void check_dark_capture_probabilities(void) {
  const double margins[] = {0.3, 0.4};
  const dark_capture_model good = {.n_lists = 2, .margins = margins};
  dark_capture_model model = good;
  const dark_odds_ratio far = {0, 2, 2};
  const dark_referral from = {2, 0.1};
  double probabilities[4];
  REFUSES("probabilities", dark_capture_probabilities(NULL, &model, ERR));
  REFUSES("model", dark_capture_probabilities(probabilities, NULL, ERR));
  model.margins = NULL;
  REFUSES_FOR("model", "the margins are NULL", dark_capture_probabilities(probabilities, &model, ERR));
  model = good, model.n_odds_ratios = 1;
  REFUSES_FOR("model", "model->odds_ratios is NULL", dark_capture_probabilities(probabilities, &model, ERR));
  model.odds_ratios = &far;
  REFUSES_FOR("model", "a list beyond the last", dark_capture_probabilities(probabilities, &model, ERR));
  model = good, model.n_referrals = 1;
  REFUSES_FOR("model", "model->referrals is NULL", dark_capture_probabilities(probabilities, &model, ERR));
  model.referrals = &from;
  REFUSES_FOR("model", "a list beyond the last", dark_capture_probabilities(probabilities, &model, ERR));
  model.absorbing = 2;
  REFUSES_FOR("model", "the absorbing list is beyond the last", dark_capture_probabilities(probabilities, &model, ERR));
  model = good, model.names = a_gap;
  REFUSES_FOR("model", "names[1] is NULL", dark_capture_probabilities(probabilities, &model, ERR));
  model.n_lists = SIZE_MAX;
  REFUSES_AS("model", DARK_ELIMIT, "more than 16", dark_capture_probabilities(probabilities, &model, ERR));
  model = good, model.n_lists = 0;
  REFUSES_FOR("model", "at least one list", dark_capture_probabilities(probabilities, &model, ERR));
}

static void check_dark_population_new(void) {
  const char *const level[] = {"x"}, *const no_level[] = {NULL}, *const forms[] = {"form"};
  const dark_population_stratum good = {level, 10, quarters}, no_levels = {NULL, 10, quarters};
  const dark_population_stratum gap = {no_level, 10, quarters}, no_probabilities = {level, 10, NULL};
  const dark_population_stratum no_number = {level, NAN, quarters};
  dark_population *out;
  REFUSES("out", dark_population_new(NULL, two_names, 2, forms, 1, &good, 1, ERR));
  REFUSES_OUT("lists", out, dark_population_new(&out, NULL, 2, forms, 1, &good, 1, ERR));
  REFUSES_OUT_FOR("lists", "list 2 has no name", out, dark_population_new(&out, a_gap, 2, forms, 1, &good, 1, ERR));
  REFUSES_OUT_FOR("n_lists", "at least one list", out, dark_population_new(&out, two_names, 0, forms, 1, &good, 1, ERR));
  REFUSES_AS("n_lists", DARK_ELIMIT, "more than 16", dark_population_new(&out, two_names, 17, forms, 1, &good, 1, ERR));
  REFUSES_OUT("categories", out, dark_population_new(&out, two_names, 2, NULL, 1, &good, 1, ERR));
  REFUSES_OUT_FOR("categories", "category 1 has no name", out,
                  dark_population_new(&out, two_names, 2, no_level, 1, &good, 1, ERR));
  REFUSES_OUT("strata", out, dark_population_new(&out, two_names, 2, forms, 1, NULL, 1, ERR));
  REFUSES_OUT_FOR("strata", "level 1 is NULL", out, dark_population_new(&out, two_names, 2, forms, 1, &no_levels, 1, ERR));
  REFUSES_OUT_FOR("strata", "level 1 is NULL", out, dark_population_new(&out, two_names, 2, forms, 1, &gap, 1, ERR));
  REFUSES_OUT_FOR("strata", "the probabilities are NULL", out,
                  dark_population_new(&out, two_names, 2, forms, 1, &no_probabilities, 1, ERR));
  REFUSES_OUT_FOR("strata", "nan is no number", out, dark_population_new(&out, two_names, 2, forms, 1, &no_number, 1, ERR));
  REFUSES_OUT_FOR("n_strata", "at least one stratum", out, dark_population_new(&out, two_names, 2, forms, 1, &good, 0, ERR));
  contract_begin(1);
  assert_int_equal(dark_population_new(&out, two_names, 2, NULL, 0, &no_levels, 1, ERR), DARK_OK);
  TAKES("n_categories"); /* without any, names and levels may be NULL */
  dark_population_free(out);
}

static void check_dark_population_read_csv(void) {
  dark_population_options options = DARK_POPULATION_OPTIONS_INIT;
  dark_population *out;
  char path[32];
  write_file(path, "people,A,B\n100,0.5,0.25\n");
  REFUSES("out", dark_population_read_csv(NULL, path, NULL, ERR));
  REFUSES_OUT("path", out, dark_population_read_csv(&out, NULL, NULL, ERR));
  REFUSES_VERSIONS("options", options.version, DARK_POPULATION_OPTIONS_VERSION, "dark_population_options",
                   dark_population_read_csv(&out, path, &options, ERR));
  options.n_lists = 2;
  REFUSES_OUT_FOR("options", "lists are 2 and NULL", out, dark_population_read_csv(&out, path, &options, ERR));
  options.lists = a_gap;
  REFUSES_OUT_FOR("options", "lists[1] is NULL", out, dark_population_read_csv(&out, path, &options, ERR));
  options = (dark_population_options)DARK_POPULATION_OPTIONS_INIT, options.by = a_gap, options.n_by = 2;
  REFUSES_OUT_FOR("options", "by[1] is NULL", out, dark_population_read_csv(&out, path, &options, ERR));
  options = (dark_population_options)DARK_POPULATION_OPTIONS_INIT, options.ignore = a_gap, options.n_ignore = 2;
  REFUSES_OUT_FOR("options", "ignore[1] is NULL", out, dark_population_read_csv(&out, path, &options, ERR));
  options = (dark_population_options)DARK_POPULATION_OPTIONS_INIT, options.size = (dark_population_size)2;
  REFUSES_OUT_FOR("options", "size is 2", out, dark_population_read_csv(&out, path, &options, ERR));
  options = (dark_population_options)DARK_POPULATION_OPTIONS_INIT, options.delimiter = 'x';
  REFUSES_OUT_FOR("options", "'x' cannot separate fields", out, dark_population_read_csv(&out, path, &options, ERR));
  contract_begin(1);
  assert_int_equal(dark_population_read_csv(&out, path, NULL, ERR), DARK_OK); /* NULL: the defaults */
  dark_population_free(out);
  unlink(path);
}

static void check_dark_population_free(void) {
  dark_population_free(NULL);
  TAKES("population");
}

static void check_dark_population_shape(void) { ANSWERS("population", dark_population_shape(NULL) == NULL); }

static void check_dark_population_people(void) {
  ANSWERS("population", isnan(dark_population_people(NULL, 0)));
  ANSWERS("stratum", isnan(dark_population_people(the.population, 1)));
  ANSWERS("stratum", isnan(dark_population_people(the.population, SIZE_MAX)));
}

static void check_dark_population_probabilities(void) {
  ANSWERS("population", dark_population_probabilities(NULL, 0) == NULL);
  ANSWERS("stratum", dark_population_probabilities(the.population, 1) == NULL);
  ANSWERS("stratum", dark_population_probabilities(the.population, SIZE_MAX) == NULL);
}

static void check_dark_population_margin(void) {
  ANSWERS("population", isnan(dark_population_margin(NULL, 0, 0)));
  ANSWERS("stratum", isnan(dark_population_margin(the.population, 1, 0)));
  ANSWERS("stratum", isnan(dark_population_margin(the.population, SIZE_MAX, 0)));
  ANSWERS("list", isnan(dark_population_margin(the.population, 0, 2)));
  ANSWERS("list", isnan(dark_population_margin(the.population, 0, SIZE_MAX)));
}

static void check_dark_population_observed(void) {
  ANSWERS("population", isnan(dark_population_observed(NULL, 0)));
  ANSWERS("stratum", isnan(dark_population_observed(the.population, 1)));
  ANSWERS("stratum", isnan(dark_population_observed(the.population, SIZE_MAX)));
}

static void check_dark_population_draw(void) {
  dark_sample *out;
  REFUSES("out", dark_population_draw(NULL, the.population, DARK_POPULATION_FIXED, 1, 1, ERR));
  REFUSES_OUT("population", out, dark_population_draw(&out, NULL, DARK_POPULATION_FIXED, 1, 1, ERR));
  REFUSES_OUT_FOR("size", "size is 2", out, dark_population_draw(&out, the.population, (dark_population_size)2, 1, 1, ERR));
  contract_begin(1);
  assert_int_equal(dark_population_draw(&out, the.population, DARK_POPULATION_POISSON, UINT64_MAX, UINT64_MAX, ERR), DARK_OK);
  TAKES("seed"), TAKES("number"); /* names of drawings: any */
  dark_sample_free(out);
}

static void check_dark_sample_free(void) {
  dark_sample_free(NULL);
  TAKES("sample");
}

const contract population_contracts[] = {
    CONTRACT(dark_capture_probabilities),    CONTRACT(dark_population_new),    CONTRACT(dark_population_read_csv),
    CONTRACT(dark_population_free),          CONTRACT(dark_population_shape),  CONTRACT(dark_population_people),
    CONTRACT(dark_population_probabilities), CONTRACT(dark_population_margin), CONTRACT(dark_population_observed),
    CONTRACT(dark_population_draw),          CONTRACT(dark_sample_free),       NO_CONTRACT,
};
