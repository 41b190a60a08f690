/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results, descriptions, sensitivity. */
#include "contract/contract.h"
#include "contract/scene.h"

static void check_dark_results_new(void) {
  const double levels[] = {0.9}, wrong_levels[] = {0.9, 1};
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_results *out;
  options.levels = levels, options.n_levels = 1;
  const dark_result_options good = options;
  REFUSES("out", dark_results_new(NULL, the.plan, the.replicates, &options, ERR));
  REFUSES_OUT("plan", out, dark_results_new(&out, NULL, the.replicates, &options, ERR));
  REFUSES_OUT_FOR("replicates", "belong to another plan", out,
                  dark_results_new(&out, the.hopeless, the.replicates, &options, ERR));
  REFUSES_OUT("options", out, dark_results_new(&out, the.plan, the.replicates, NULL, ERR));
  REFUSES_VERSIONS("options", options.version, DARK_RESULT_OPTIONS_VERSION, "dark_result_options",
                   dark_results_new(&out, the.plan, the.replicates, &options, ERR));
  options.interval = DARK_N_INTERVALS;
  REFUSES_OUT_FOR("options", "interval is 10", out, dark_results_new(&out, the.plan, NULL, &options, ERR));
  REFUSES_OUT_FOR("options", "interval is 10", out, dark_results_new(&out, the.plan, the.replicates, &options, ERR));
  options = good, options.n_levels = 0;
  REFUSES_OUT_FOR("options", "no level", out, dark_results_new(&out, the.plan, the.replicates, &options, ERR));
  options = good, options.levels = NULL;
  REFUSES_OUT_FOR("options", "no level", out, dark_results_new(&out, the.plan, the.replicates, &options, ERR));
  options.levels = wrong_levels, options.n_levels = 2;
  REFUSES_OUT_FOR("options", "level 1 is not between", out, dark_results_new(&out, the.plan, the.replicates, &options, ERR));
  options = good, options.n_contrasts = 1;
  REFUSES_OUT_FOR("options", "contrasts are 1 and NULL", out, dark_results_new(&out, the.plan, NULL, &options, ERR));
  options.contrasts = (const char *const[]){NULL};
  REFUSES_OUT_FOR("options", "contrasts[0] is NULL", out, dark_results_new(&out, the.plan, NULL, &options, ERR));
  contract_begin(1);
  assert_int_equal(dark_results_new(&out, the.plan, NULL, &good, ERR), DARK_OK); /* replicates NULL: without them */
  dark_results_free(out);
}

static void check_dark_results_free(void) {
  dark_results_free(NULL);
  TAKES("results");
}

static void check_dark_results_any(void) { ANSWERS("results", dark_results_any(NULL) == 0); }

static void check_dark_describe(void) {
  dark_descriptions *out;
  REFUSES("out", dark_describe(NULL, the.table, ERR));
  REFUSES_OUT("table", out, dark_describe(&out, NULL, ERR));
}

static void check_dark_descriptions_free(void) {
  dark_descriptions_free(NULL);
  TAKES("descriptions");
}

static void check_dark_sensitivity_new(void) {
  const dark_sensitivity_options good = DARK_SENSITIVITY_OPTIONS_INIT;
  dark_sensitivity_options options = good;
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity *out;
  REFUSES("out", dark_sensitivity_new(NULL, the.table, &settings, &options, ERR));
  REFUSES_OUT("table", out, dark_sensitivity_new(&out, NULL, &settings, &options, ERR));
  REFUSES_OUT("settings", out, dark_sensitivity_new(&out, the.table, NULL, &options, ERR));
  REFUSES_VERSIONS("settings", settings.version, DARK_SETTINGS_VERSION, "dark_settings",
                   dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
  settings.resample = (dark_resample)3;
  REFUSES_OUT_FOR("settings", "resample is 3", out, dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
  settings.resample = DARK_RESAMPLE_OBSERVED;
  REFUSES_OUT("options", out, dark_sensitivity_new(&out, the.table, &settings, NULL, ERR));
  REFUSES_VERSIONS("options", options.version, DARK_SENSITIVITY_OPTIONS_VERSION, "dark_sensitivity_options",
                   dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
  options.interval = DARK_N_INTERVALS;
  REFUSES_OUT_FOR("options", "interval is 10", out, dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
  options = good, options.level = NAN;
  REFUSES_OUT_FOR("options", "level nan", out, dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
  options = good, options.n_threads = -1;
  REFUSES_OUT_FOR("options", "-1 threads", out, dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
  options = good, options.interval = DARK_INTERVAL_BCA, options.n_replicates = SIZE_MAX;
  REFUSES_AS("options", DARK_ELIMIT, "more than 100000000", dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
  options = good, options.n_thinnings = SIZE_MAX / 2;
  REFUSES_AS("options", DARK_ELIMIT, "more than 100000000", dark_sensitivity_new(&out, the.table, &settings, &options, ERR));
}

static void check_dark_sensitivity_free(void) {
  dark_sensitivity_free(NULL);
  TAKES("sensitivity");
}

static void check_dark_residents_read(void) {
  dark_residents *out;
  REFUSES("out", dark_residents_read(NULL, "x.csv", ERR));
  REFUSES_OUT("path", out, dark_residents_read(&out, NULL, ERR));
}

static void check_dark_residents_free(void) {
  dark_residents_free(NULL);
  TAKES("residents");
}

static void check_dark_residents_check(void) {
  REFUSES("residents", dark_residents_check(NULL, the.table, ERR));
  REFUSES("table", dark_residents_check(the.residents, NULL, ERR));
}

static void check_dark_residents_rate(void) {
  const char *const names[] = {"sex"};
  ANSWERS("residents", isnan(dark_residents_rate(NULL, names, names, 1, 5, 4, 6).residents));
  ANSWERS("categories", isnan(dark_residents_rate(the.residents, NULL, names, 1, 5, 4, 6).residents));
  ANSWERS("levels", isnan(dark_residents_rate(the.residents, names, NULL, 1, 5, 4, 6).residents));
  TAKES("n"), TAKES("total"), TAKES("lower"), TAKES("upper");
}

const contract result_contracts[] = {
    CONTRACT(dark_residents_read),  CONTRACT(dark_residents_free),   CONTRACT(dark_residents_check),
    CONTRACT(dark_residents_rate),  CONTRACT(dark_results_new),      CONTRACT(dark_results_free),
    CONTRACT(dark_results_any),     CONTRACT(dark_describe),         CONTRACT(dark_descriptions_free),
    CONTRACT(dark_sensitivity_new), CONTRACT(dark_sensitivity_free), NO_CONTRACT,
};
