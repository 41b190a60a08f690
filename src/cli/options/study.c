/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of the commands below `study`. One parser serves their groups. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum { STORE = 0x100, THREADS, SHARD, PROGRESS, MISSING, VERIFY, LEVEL, TASKS, BASELINE, RESIDENTS };
enum { MOST_SHARDS = 1000000 };

#define STORE_OPTION \
  { "store", STORE, "FILE", 0, "The results store (default: the study file's name with .db in place of its ending)", 0 }

static const struct argp_option run_options[] = {
    STORE_OPTION,
    {"threads", THREADS, "N", 0, "Threads; never changes a result (default: OMP_NUM_THREADS, else all cores)", 0},
    {"shard", SHARD, "I/N", 0,
     "Run the I-th of N parts of the tasks, into a store of its own (default: all; the store is then NAME.I-of-N.db)", 0},
    {"progress", PROGRESS, "WHEN", 0, "Progress on standard error: auto (on a terminal), always or never (default auto)", 0},
    {0}};
static const struct argp_option status_options[] = {
    STORE_OPTION,
    {"missing", MISSING, NULL, 0, "List every task that is not done", 0},
    {"verify", VERIFY, NULL, 0, "Check all bytes of the store against their checksums first; damage ends with exit status 3", 0},
    {0}};
static const struct argp_option export_options[] = {
    STORE_OPTION,
    {"level", LEVEL, "L[,L]", 0, "Levels of the intervals, from the stored replicates (default: those of the study)", 0},
    DARK__RESIDENTS_OPTION(RESIDENTS),
    {0}};
static const struct argp_option compare_options[] = {
    STORE_OPTION,
    {"baseline", BASELINE, "SCENARIO", 0,
     "Compare all other scenarios with this one (default: the comparisons of the study file)", 0},
    {"level", LEVEL, "L[,L]", 0, "Levels of the intervals (default: those of the study)", 0},
    {0}};
static const struct argp_option slurm_options[] = {
    {"tasks", TASKS, "N", 0, "Tasks of the job array: shards of the study", 0},
    {"missing", MISSING, NULL, 0, "Write the list of shards that are not complete, for sbatch --array=, in place of the script",
     0},
    {0}};

static const char *const progress_words[] = {"auto", "always", "never"};

/* "3/8" */
static dark_status take_shard(dark__study_options *study, const char *text, dark_error *err) {
  const char *slash = strchr(text, '/');
  char number[16] = "";
  uint64_t shard = 0, count = 0;
  if (slash != NULL && (size_t)(slash - text) < sizeof number) memcpy(number, text, (size_t)(slash - text));
  if (slash == NULL || !dark__parse_whole(&shard, number, MOST_SHARDS) || !dark__parse_whole(&count, slash + 1, MOST_SHARDS) ||
      shard < 1 || shard > count)
    return dark__fail(err, DARK_EUSAGE, "option '--shard': '%s' is no I/N with 1 <= I <= N, such as 3/8", text);
  study->shard = (size_t)shard;
  study->n_shards = (size_t)count;
  study->has_shard = true;
  return DARK_OK;
}

static dark_status take_number(dark__request *request, int key, const char *argument, dark_error *err) {
  uint64_t whole = 0;
  dark_status status;
  if (key == THREADS) {
    status = dark__value_whole(&whole, "--threads", argument, 1, DARK_MAX_THREADS, err);
    request->resampling.uncertainty.n_threads = (int)whole;
  } else {
    status = dark__value_whole(&whole, "--tasks", argument, 1, MOST_SHARDS, err);
    request->study.n_shards_wanted = (size_t)whole;
  }
  return status;
}

static dark_status take_progress(dark__resampling_options *resampling, const char *argument, dark_error *err) {
  size_t index = 0;
  const dark_status status = dark__value_choice(&index, "--progress", argument, progress_words, 3, err);
  resampling->progress = (dark__progress_when)index;
  return status;
}

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  switch (key) {
    case BASELINE:
      return dark__request_proceed(dark__value_text(&request->study.baseline, "--baseline", argument, &request->err));
    case STORE: return dark__request_proceed(dark__value_text(&request->study.store, "--store", argument, &request->err));
    case RESIDENTS: return dark__request_proceed(dark__value_text(&request->residents, "--residents", argument, &request->err));
    case MISSING: request->study.is_missing = true; return 0;
    case VERIFY: request->study.verifies = true; return 0;
    case THREADS:
    case TASKS: return dark__request_proceed(take_number(request, key, argument, &request->err));
    case SHARD: return dark__request_proceed(take_shard(&request->study, argument, &request->err));
    case PROGRESS: return dark__request_proceed(take_progress(&request->resampling, argument, &request->err));
    case LEVEL: return dark__request_proceed(dark__resampling_take_levels(&request->resampling, argument, &request->err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__run_group = {.options = run_options, .parser = take};
const struct argp dark__status_group = {.options = status_options, .parser = take};
const struct argp dark__export_group = {.options = export_options, .parser = take};
const struct argp dark__compare_group = {.options = compare_options, .parser = take};
const struct argp dark__slurm_group = {.options = slurm_options, .parser = take};
