/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicates and the intervals read off them. */
#include <unistd.h>

#include "contract/contract.h"
#include "contract/scene.h"
#include "support/tables.h"

static void check_dark_resamples_read_csv(void) {
  dark_resamples out;
  char path[32];
  write_file(path, "h100,h010,h001\n3,4,5\n");
  REFUSES("out", dark_resamples_read_csv(NULL, path, the.plain, ERR));
  REFUSES("path", dark_resamples_read_csv(&out, NULL, the.plain, ERR));
  REFUSES("table", dark_resamples_read_csv(&out, path, NULL, ERR));
  assert_null(out.counts);
  unlink(path);
}

static void check_dark_resamples_clear(void) {
  dark_resamples_clear(NULL);
  TAKES("resamples");
}

static void check_dark_replicates_advised(void) { ANSWERS("table", dark_replicates_advised(NULL) == 0); }

static void check_dark_bootstrap(void) {
  const dark_bootstrap_options good = DARK_BOOTSTRAP_OPTIONS_INIT;
  uint64_t history = 1;
  double count = 1;
  dark_resamples resamples = {.n_replicates = 1, .n_columns = 1, .counts = &count};
  dark_bootstrap_options options = good;
  dark_replicates *out;
  REFUSES("out", dark_bootstrap(NULL, the.plan, &options, ERR));
  REFUSES_OUT("plan", out, dark_bootstrap(&out, NULL, &options, ERR));
  REFUSES_OUT("options", out, dark_bootstrap(&out, the.plan, NULL, ERR));
  REFUSES_VERSIONS("options", options.version, DARK_BOOTSTRAP_OPTIONS_VERSION, "dark_bootstrap_options",
                   dark_bootstrap(&out, the.plan, &options, ERR));
  options.n_replicates = SIZE_MAX;
  REFUSES_AS("options", DARK_ELIMIT, "more than 100000000", dark_bootstrap(&out, the.plan, &options, ERR));
  options = good, options.n_threads = -1;
  REFUSES_OUT_FOR("options", "-1 threads", out, dark_bootstrap(&out, the.plan, &options, ERR));
  options.n_threads = DARK_MAX_THREADS + 1;
  REFUSES_OUT_FOR("options", "1025 threads", out, dark_bootstrap(&out, the.plan, &options, ERR));
  options = good, options.resamples = &resamples;
  REFUSES_OUT_FOR("options", "the histories of the resamples are NULL", out, dark_bootstrap(&out, the.plan, &options, ERR));
  resamples.histories = &history, resamples.counts = NULL;
  REFUSES_OUT_FOR("options", "the counts of the resamples are NULL", out, dark_bootstrap(&out, the.plan, &options, ERR));
  resamples.counts = &count, resamples.n_replicates = SIZE_MAX;
  REFUSES_AS("options", DARK_ELIMIT, "more than 100000000", dark_bootstrap(&out, the.plan, &options, ERR));
}

static void check_dark_goodness_test(void) {
  const dark_bootstrap_options good = DARK_BOOTSTRAP_OPTIONS_INIT;
  const dark_resamples resamples = {0};
  dark_bootstrap_options options = good;
  dark_goodness out[DARK_MAX_LISTS];
  REFUSES("out", dark_goodness_test(NULL, the.plan, &options, ERR));
  REFUSES("plan", dark_goodness_test(out, NULL, &options, ERR));
  REFUSES_AS("plan", DARK_EUSAGE, "needs a plan made for DARK_RESAMPLE_PARAMETRIC",
             dark_goodness_test(out, the.plan, &options, ERR));
  REFUSES("options", dark_goodness_test(out, the.plan, NULL, ERR));
  REFUSES_VERSIONS("options", options.version, DARK_BOOTSTRAP_OPTIONS_VERSION, "dark_bootstrap_options",
                   dark_goodness_test(out, the.plan, &options, ERR));
  options.n_replicates = SIZE_MAX;
  REFUSES_AS("options", DARK_ELIMIT, "more than 100000000", dark_goodness_test(out, the.plan, &options, ERR));
  options = good, options.resamples = &resamples;
  REFUSES_AS("options", DARK_EUSAGE, "resamples", dark_goodness_test(out, the.plan, &options, ERR));
}

static void check_dark_replicates_free(void) {
  dark_replicates_free(NULL);
  TAKES("replicates");
}

static void check_dark_replicates_n(void) { ANSWERS("replicates", dark_replicates_n(NULL) == 0); }
static void check_dark_replicates_plan(void) { ANSWERS("replicates", dark_replicates_plan(NULL) == NULL); }

static void check_dark_replicates_part(void) {
  ANSWERS("replicates", dark_replicates_part(NULL, 0) == NULL);
  ANSWERS("part", dark_replicates_part(the.replicates, 3) == NULL);
  ANSWERS("part", dark_replicates_part(the.replicates, SIZE_MAX) == NULL);
}

static void check_dark_replicates_models(void) {
  ANSWERS("replicates", dark_replicates_models(NULL, 0) == NULL);
  ANSWERS("part", dark_replicates_models(the.replicates, 3) == NULL);
  ANSWERS("part", dark_replicates_models(the.replicates, SIZE_MAX) == NULL);
}

static void check_dark_replicates_jackknife(void) {
  ANSWERS("replicates", dark_replicates_jackknife(NULL, 0) == NULL);
  ANSWERS("part", dark_replicates_jackknife(the.replicates, 3) == NULL);
  ANSWERS("part", dark_replicates_jackknife(the.replicates, SIZE_MAX) == NULL);
}

static void check_dark_replicates_n_incomplete(void) {
  ANSWERS("replicates", dark_replicates_n_incomplete(NULL, 0) == 0);
  ANSWERS("part", dark_replicates_n_incomplete(the.replicates, 3) == 0);
  ANSWERS("part", dark_replicates_n_incomplete(the.replicates, SIZE_MAX) == 0);
}

static void check_dark_interval_compute(void) {
  const size_t n_targets = dark_plan_n_targets(the.plan);
  dark_interval out;
  REFUSES("out", dark_interval_compute(NULL, the.replicates, 0, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES("replicates", dark_interval_compute(&out, NULL, 0, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES("target", dark_interval_compute(&out, the.replicates, n_targets, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES("target", dark_interval_compute(&out, the.replicates, SIZE_MAX, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES_FOR("type", "percentile and bca", dark_interval_compute(&out, the.replicates, 0, DARK_N_INTERVALS, 0.9, ERR));
  REFUSES_FOR("type", "percentile and bca", dark_interval_compute(&out, the.replicates, 0, DARK_INTERVAL_EXACT, 0.9, ERR));
  REFUSES("level", dark_interval_compute(&out, the.replicates, 0, DARK_INTERVAL_BCA, 0, ERR));
  REFUSES("level", dark_interval_compute(&out, the.replicates, 0, DARK_INTERVAL_BCA, NAN, ERR));
  assert_true(isnan(out.lower) && isnan(out.upper));
}

static void check_dark_interval_compute_part(void) {
  dark_interval out;
  REFUSES("out", dark_interval_compute_part(NULL, the.replicates, 0, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES("replicates", dark_interval_compute_part(&out, NULL, 0, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES("part", dark_interval_compute_part(&out, the.replicates, 3, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES("part", dark_interval_compute_part(&out, the.replicates, SIZE_MAX, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES_FOR("type", "percentile and bca", dark_interval_compute_part(&out, the.replicates, 0, DARK_N_INTERVALS, 0.9, ERR));
  REFUSES("level", dark_interval_compute_part(&out, the.replicates, 0, DARK_INTERVAL_BCA, 1, ERR));
  REFUSES("level", dark_interval_compute_part(&out, the.replicates, 0, DARK_INTERVAL_BCA, NAN, ERR));
  assert_true(isnan(out.lower) && isnan(out.upper));
}

const contract replicates_contracts[] = {
    CONTRACT(dark_resamples_read_csv), CONTRACT(dark_resamples_clear),       CONTRACT(dark_replicates_advised),
    CONTRACT(dark_bootstrap),          CONTRACT(dark_goodness_test),         CONTRACT(dark_replicates_free),
    CONTRACT(dark_replicates_n),       CONTRACT(dark_replicates_plan),       CONTRACT(dark_replicates_part),
    CONTRACT(dark_replicates_models),  CONTRACT(dark_replicates_jackknife),  CONTRACT(dark_replicates_n_incomplete),
    CONTRACT(dark_interval_compute),   CONTRACT(dark_interval_compute_part), NO_CONTRACT,
};
