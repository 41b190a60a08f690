/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cli/options/request.h"
#include "cli/options/value.h"
#include "writing/numbers.h"

enum { REPLICATES = 0x100, RESAMPLE, SEED, THREADS, LEVEL, INTERVAL, RESAMPLES, PROGRESS };

static const struct argp_option options[] = {
    {"replicates", REPLICATES, "B", 0,
     "Resampled tables for the intervals (default 10000 up to five lists, else 1000); 0: only the estimate and its standard "
     "error given "
     "the model",
     0},
    {"resample", RESAMPLE, "HOW", 0,
     "observed: the people observed; imputed: with as many unseen as estimated; parametric: the fitted model, too narrow after a "
     "search (default observed)",
     0},
    {"seed", SEED, "S", 0, "Seed of the random numbers (default 1)", 0},
    {"threads", THREADS, "N", 0, "Threads; never changes a result (default: OMP_NUM_THREADS, else all cores)", 0},
    {"level", LEVEL, "L[,L]", 0,
     "Levels of the intervals (default 0.95); quantiles stands for 25 more, 0.98, 0.94 to 0.02, whose limits are the quantiles "
     "1%, 3% "
     "to 99%",
     0},
    {"interval", INTERVAL, "TYPE", 0,
     "From replicates: percentile, or bca as in published studies. Without: log-normal and profile, which take the model for "
     "true; "
     "mata-aic, mata-bic, averaged over models; exact, for two lists; credible, of hierarchical; mixture, of mixture (default: "
     "the "
     "method's own, "
     "mostly percentile)",
     0},
    {"resamples", RESAMPLES, "FILE", 0,
     "Use these tables instead of drawing: one a row, columns named by histories such as 101 or h101", 0},
    {"progress", PROGRESS, "WHEN", 0, "Progress on standard error: auto (on a terminal), always or never (default auto)", 0},
    {0}};

/* In the order of dark_resample and dark__progress_when. */
static const char *const resample_words[] = {"observed", "imputed", "parametric"};
static const char *const progress_words[] = {"auto", "always", "never"};

static bool has_level(const dark__uncertainty *uncertainty, double level) {
  for (size_t i = 0; i < uncertainty->n_levels; i++)
    if (uncertainty->levels[i] == level) return true;
  return false;
}

/* Behind those that were given, or else the usual one: the first is the one that is quoted. */
static dark_status add_quantiles(dark__uncertainty *uncertainty, dark_error *err) {
  if (uncertainty->n_levels == 0) uncertainty->levels[uncertainty->n_levels++] = 0.95;
  for (int percent = 98; percent > 0; percent -= 4) {
    if (has_level(uncertainty, percent / 100.0)) continue;
    if (uncertainty->n_levels == DARK__MAX_LEVELS)
      return dark__fail(err, DARK_EUSAGE, "option '--level': more than %d levels", DARK__MAX_LEVELS);
    uncertainty->levels[uncertainty->n_levels++] = percent / 100.0;
  }
  return DARK_OK;
}

static dark_status add_level(dark__resampling_options *resampling, const char *text, dark_error *err) {
  double level;
  if (strcmp(text, "quantiles") == 0) return add_quantiles(&resampling->uncertainty, err);
  const dark_status status = dark__value_share(&level, "--level", text, err);
  if (status != DARK_OK) return status;
  if (has_level(&resampling->uncertainty, level))
    return dark__fail(err, DARK_EUSAGE, "option '--level': level %s is given twice", text);
  if (resampling->uncertainty.n_levels == DARK__MAX_LEVELS)
    return dark__fail(err, DARK_EUSAGE, "option '--level': more than %d levels", DARK__MAX_LEVELS);
  resampling->uncertainty.levels[resampling->uncertainty.n_levels++] = level;
  return DARK_OK;
}

dark_status dark__resampling_take_levels(dark__resampling_options *resampling, const char *text, dark_error *err) {
  dark__words words = {0};
  dark_status status = dark__words_split(&words, "--level", text, err);
  if (status == DARK_OK && words.failed) status = dark__fail_memory(err);
  if (!resampling->uncertainty.has_levels) resampling->uncertainty.n_levels = 0;
  resampling->uncertainty.has_levels = true;
  for (size_t i = 0; status == DARK_OK && i < words.n; i++) status = add_level(resampling, words.items[i], err);
  dark__words_free(&words);
  return status;
}

static dark_status take_numbers(dark__resampling_options *resampling, int key, const char *argument, dark_error *err) {
  uint64_t whole = 0;
  dark_status status = DARK_OK;
  if (key == REPLICATES) {
    status = dark__value_whole(&whole, "--replicates", argument, 0, DARK_MAX_REPLICATES, err);
    resampling->uncertainty.n_replicates = (size_t)whole;
    resampling->uncertainty.has_replicates = true;
  } else if (key == SEED) {
    status = dark__value_whole(&resampling->uncertainty.seed, "--seed", argument, 0, UINT64_MAX, err);
  } else {
    status = dark__value_whole(&whole, "--threads", argument, 1, DARK_MAX_THREADS, err);
    resampling->uncertainty.n_threads = (int)whole;
  }
  return status;
}

static dark_status take_words(dark__resampling_options *resampling, int key, const char *argument, dark_error *err) {
  size_t index = 0;
  dark_status status = DARK_OK;
  if (key == RESAMPLE) {
    status = dark__value_choice(&index, "--resample", argument, resample_words, 3, err);
    resampling->uncertainty.resample = (dark_resample)index;
    resampling->uncertainty.has_resample = true;
  } else if (key == INTERVAL) {
    const char *words[DARK_N_INTERVALS - 1]; /* all but NONE */
    for (int type = 1; type < DARK_N_INTERVALS; type++) words[type - 1] = dark_interval_name((dark_interval_type)type);
    status = dark__value_choice(&index, "--interval", argument, words, DARK_N_INTERVALS - 1, err);
    resampling->uncertainty.interval = (dark_interval_type)(index + 1);
    resampling->uncertainty.has_interval = true;
  } else {
    status = dark__value_choice(&index, "--progress", argument, progress_words, 3, err);
    resampling->progress = (dark__progress_when)index;
  }
  return status;
}

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__resampling_options *resampling = &request->resampling;
  switch (key) {
    case REPLICATES:
    case SEED:
    case THREADS: return dark__request_proceed(take_numbers(resampling, key, argument, &request->err));
    case RESAMPLE:
    case INTERVAL:
    case PROGRESS: return dark__request_proceed(take_words(resampling, key, argument, &request->err));
    case LEVEL: return dark__request_proceed(dark__resampling_take_levels(resampling, argument, &request->err));
    case RESAMPLES:
      resampling->uncertainty.is_given = true;
      return dark__request_proceed(dark__value_text(&resampling->resamples, "--resamples", argument, &request->err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__resampling_group = {.options = options, .parser = take};

/* Given tables leave nothing to draw, and no categories to draw within. */
static dark_status check_given(const dark__request *request, dark_error *err) {
  const dark__resampling_options *resampling = &request->resampling;
  if (request->input.by.n > 0)
    return dark__fail(err, DARK_EUSAGE,
                      "options '--resamples' and '--by' exclude each other: the tables in the file have no categories");
  if (resampling->uncertainty.has_replicates && resampling->uncertainty.n_replicates == 0)
    return dark__fail(err, DARK_EUSAGE, "options '--resamples' and '--replicates 0' exclude each other");
  if (resampling->uncertainty.has_resample)
    return dark__fail(err, DARK_EUSAGE, "options '--resamples' and '--resample' exclude each other: nothing is drawn");
  if (strcmp(resampling->resamples, "-") == 0 && dark__words_has(&request->input.paths, "-"))
    return dark__fail(err, DARK_EUSAGE, "option '--resamples': standard input can be read only once");
  return DARK_OK;
}

/* An interval that needs no replicates leaves nothing to draw or to read. */
static dark_status check_without_replicates(const dark__resampling_options *resampling, dark_error *err) {
  const char *name = dark_interval_name(resampling->uncertainty.interval);
  if (resampling->resamples != NULL)
    return dark__fail(err, DARK_EUSAGE, "options '--interval %s' and '--resamples' exclude each other: it needs no replicates",
                      name);
  if (resampling->uncertainty.has_replicates && resampling->uncertainty.n_replicates > 0)
    return dark__fail(err, DARK_EUSAGE,
                      "options '--interval %s' and '--replicates %zu' exclude each other: it needs no replicates", name,
                      resampling->uncertainty.n_replicates);
  if (resampling->uncertainty.has_resample)
    return dark__fail(err, DARK_EUSAGE, "options '--interval %s' and '--resample %s' exclude each other: it needs no replicates",
                      name, resample_words[resampling->uncertainty.resample]);
  return DARK_OK;
}

dark_status dark__resampling_check(const dark__request *request, dark_error *err) {
  const dark__resampling_options *resampling = &request->resampling;
  if (resampling->uncertainty.has_interval && !dark_interval_needs_replicates(resampling->uncertainty.interval))
    return check_without_replicates(resampling, err);
  if (resampling->resamples != NULL) return check_given(request, err);
  if (resampling->uncertainty.n_replicates > 0) return DARK_OK;
  if (resampling->uncertainty.has_interval)
    return dark__fail(err, DARK_EUSAGE, "option '--interval %s' needs replicates, and there are none with '--replicates 0'",
                      dark_interval_name(resampling->uncertainty.interval));
  if (resampling->uncertainty.has_resample)
    return dark__fail(err, DARK_EUSAGE, "option '--resample %s' needs replicates, and there are none with '--replicates 0'",
                      resample_words[resampling->uncertainty.resample]);
  return DARK_OK;
}

static void show_levels(dark__words *shown, const dark__resampling_options *resampling) {
  char text[32 * DARK__MAX_LEVELS] = "";
  for (size_t i = 0; i < resampling->uncertainty.n_levels; i++) {
    const size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "%s%s", i == 0 ? "" : ",", dark__shortest(resampling->uncertainty.levels[i]).text);
  }
  dark__show_pair(shown, "level", text);
}

/* What is shown can be given back. Beside an interval that draws nothing, published practice may have replicates: then the interval is the one
   given unasked, and is no option, or the replicates are. */
static void show_replicates(dark__words *shown, const dark__resampling_options *resampling, bool draws) {
  char number[32];
  const bool has_beside = resampling->uncertainty.n_beside > 0;
  snprintf(number, sizeof number, "%zu", has_beside ? resampling->uncertainty.n_beside : resampling->uncertainty.n_replicates);
  if (!has_beside || !resampling->uncertainty.has_interval) dark__show_pair(shown, "replicates", number);
  if (draws) dark__show_pair(shown, "resample", resample_words[resampling->uncertainty.resample]);
  snprintf(number, sizeof number, "%" PRIu64, resampling->uncertainty.seed);
  dark__show_pair(shown, "seed", number);
}

void dark__resampling_show(dark__words *shown, const dark__resampling_options *resampling) {
  const bool has_none =
      resampling->uncertainty.n_replicates == 0 && dark_interval_needs_replicates(resampling->uncertainty.interval);
  const dark_interval_type interval = has_none ? DARK_INTERVAL_LOG_NORMAL : resampling->uncertainty.interval;
  if (resampling->resamples != NULL) dark__show_pair(shown, "resamples", resampling->resamples);
  else show_replicates(shown, resampling, dark_interval_needs_replicates(interval));
  show_levels(shown, resampling);
  if (resampling->uncertainty.n_beside == 0 || resampling->uncertainty.has_interval)
    dark__show_pair(shown, "interval", dark_interval_name(interval));
}
