/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies, their tasks, and running them. */
#include <stdio.h>
#include <unistd.h>

#include "contract/contract.h"
#include "contract/scene.h"

static void check_dark_study_read(void) {
  dark_study *out;
  REFUSES("out", dark_study_read(NULL, "s.yaml", ERR));
  REFUSES_OUT("path", out, dark_study_read(&out, NULL, ERR));
}

static void check_dark_study_parse(void) {
  dark_study *out;
  REFUSES("out", dark_study_parse(NULL, "study: x", 8, ERR));
  REFUSES_OUT("text", out, dark_study_parse(&out, NULL, 0, ERR));
  REFUSES_OUT_FOR("n", "study: ", out, dark_study_parse(&out, "study: x", 0, ERR));
}

static void check_dark_study_free(void) {
  dark_study_free(NULL);
  TAKES("study");
}

static void check_dark_study_name(void) { ANSWERS("study", dark_study_name(NULL) == NULL); }
static void check_dark_study_sha256(void) { ANSWERS("study", dark_study_sha256(NULL) == NULL); }
static void check_dark_study_n_data(void) { ANSWERS("study", dark_study_n_data(NULL) == 0); }
static void check_dark_study_n_methods(void) { ANSWERS("study", dark_study_n_methods(NULL) == 0); }
static void check_dark_study_n_scenarios(void) { ANSWERS("study", dark_study_n_scenarios(NULL) == 0); }
static void check_dark_study_n_comparisons(void) { ANSWERS("study", dark_study_n_comparisons(NULL) == 0); }

#define ANSWERS_OF_STUDY(function, n)                         \
  do {                                                        \
    ANSWERS("study", function(NULL, 0) == NULL);              \
    ANSWERS("i", function(the.made.study, (n)) == NULL);      \
    ANSWERS("i", function(the.made.study, SIZE_MAX) == NULL); \
  } while (0)

static void check_dark_study_data_at(void) { ANSWERS_OF_STUDY(dark_study_data_at, 1); }
static void check_dark_study_method_at(void) { ANSWERS_OF_STUDY(dark_study_method_at, 2); }
static void check_dark_study_scenario_at(void) { ANSWERS_OF_STUDY(dark_study_scenario_at, 1); }
static void check_dark_study_comparison_at(void) { ANSWERS_OF_STUDY(dark_study_comparison_at, 1); }

static void check_dark_tasks_new(void) {
  dark_tasks *out;
  REFUSES("out", dark_tasks_new(NULL, the.made.study, ERR));
  REFUSES_OUT("study", out, dark_tasks_new(&out, NULL, ERR));
}

static void check_dark_tasks_free(void) {
  dark_tasks_free(NULL);
  TAKES("tasks");
}

static void check_dark_tasks_n(void) { ANSWERS("tasks", dark_tasks_n(NULL) == 0); }
static void check_dark_tasks_n_pairs(void) { ANSWERS("tasks", dark_tasks_n_pairs(NULL) == 0); }
static void check_dark_tasks_n_notes(void) { ANSWERS("tasks", dark_tasks_n_notes(NULL) == 0); }
static void check_dark_tasks_sha256(void) { ANSWERS("tasks", dark_tasks_sha256(NULL) == NULL); }

static void check_dark_tasks_at(void) {
  ANSWERS("tasks", dark_tasks_at(NULL, 0) == NULL);
  ANSWERS("i", dark_tasks_at(the.made.tasks, 2) == NULL);
  ANSWERS("i", dark_tasks_at(the.made.tasks, SIZE_MAX) == NULL);
}

static void check_dark_tasks_table(void) {
  ANSWERS("tasks", dark_tasks_table(NULL, 0) == NULL);
  ANSWERS("data", dark_tasks_table(the.made.tasks, 1) == NULL);
  ANSWERS("data", dark_tasks_table(the.made.tasks, SIZE_MAX) == NULL);
}

static void check_dark_tasks_pair(void) {
  ANSWERS("tasks", dark_tasks_pair(NULL, 0) == NULL);
  ANSWERS("i", dark_tasks_pair(the.made.tasks, 1) == NULL);
  ANSWERS("i", dark_tasks_pair(the.made.tasks, SIZE_MAX) == NULL);
}

static void check_dark_tasks_note(void) {
  ANSWERS("tasks", dark_tasks_note(NULL, 0) == NULL);
  ANSWERS("i", dark_tasks_note(the.made.tasks, dark_tasks_n_notes(the.made.tasks)) == NULL);
  ANSWERS("i", dark_tasks_note(the.made.tasks, SIZE_MAX) == NULL);
}

static void check_dark_tasks_deal(void) {
  size_t shards[2];
  REFUSES("shards", dark_tasks_deal(NULL, the.made.tasks, 2, ERR));
  REFUSES("tasks", dark_tasks_deal(shards, NULL, 2, ERR));
  REFUSES_FOR("n_shards", "0 shards", dark_tasks_deal(shards, the.made.tasks, 0, ERR));
  contract_begin(1);
  assert_int_equal(dark_tasks_deal(shards, the.made.tasks, SIZE_MAX, ERR), DARK_OK);
}

static void check_dark_study_run(void) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_run_state out;
  char path[64];
  snprintf(path, sizeof path, "build/contract-%ld.db", (long)getpid());
  options.store = path;
  const dark_run_options good = options;
  REFUSES("out", dark_study_run(NULL, the.made.tasks, &options, ERR));
  REFUSES("tasks", dark_study_run(&out, NULL, &options, ERR));
  REFUSES("options", dark_study_run(&out, the.made.tasks, NULL, ERR));
  REFUSES_VERSIONS("options", options.version, DARK_RUN_OPTIONS_VERSION, "dark_run_options",
                   dark_study_run(&out, the.made.tasks, &options, ERR));
  options.store = NULL;
  REFUSES_FOR("options", "store is NULL", dark_study_run(&out, the.made.tasks, &options, ERR));
  options = good, options.n_threads = -1;
  REFUSES_FOR("options", "-1 threads", dark_study_run(&out, the.made.tasks, &options, ERR));
  options = good, options.shard = 0;
  REFUSES_FOR("options", "no shard 0 of 1", dark_study_run(&out, the.made.tasks, &options, ERR));
  options = good, options.shard = 2;
  REFUSES_FOR("options", "no shard 2 of 1", dark_study_run(&out, the.made.tasks, &options, ERR));
  assert_int_equal(out.n_tasks, 0);
  assert_int_not_equal(access(path, F_OK), 0); /* nothing was begun */
}

static void check_dark_answer_study(void) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_watch watch = DARK_WATCH_INIT;
  dark_answer *out;
  watch.progress = contract_hear;
  REFUSES("out", dark_answer_study(NULL, the.made.tasks, NULL, NULL, ERR));
  REFUSES_OUT("tasks", out, dark_answer_study(&out, NULL, NULL, NULL, ERR));
  REFUSES_VERSIONS("options", options.version, DARK_RUN_OPTIONS_VERSION, "dark_run_options",
                   dark_answer_study(&out, the.made.tasks, &options, NULL, ERR));
  REFUSES_VERSIONS("watch", watch.version, DARK_WATCH_VERSION, "dark_watch",
                   dark_answer_study(&out, the.made.tasks, NULL, &watch, ERR));
  options.shard = 2;
  REFUSES_OUT_FOR("options", "no shard 2 of 1", out, dark_answer_study(&out, the.made.tasks, &options, NULL, ERR));
}

static void check_dark_tasks_new_watched(void) {
  dark_watch watch = DARK_WATCH_INIT;
  dark_tasks *out;
  watch.progress = contract_hear;
  REFUSES("out", dark_tasks_new_watched(NULL, the.made.study, NULL, ERR));
  REFUSES_OUT("study", out, dark_tasks_new_watched(&out, NULL, NULL, ERR));
  REFUSES_VERSIONS("watch", watch.version, DARK_WATCH_VERSION, "dark_watch",
                   dark_tasks_new_watched(&out, the.made.study, &watch, ERR));
}

const contract study_contracts[] = {
    CONTRACT(dark_study_parse),         CONTRACT(dark_answer_study),
    CONTRACT(dark_tasks_new_watched),   CONTRACT(dark_study_read),
    CONTRACT(dark_study_free),          CONTRACT(dark_study_name),
    CONTRACT(dark_study_sha256),        CONTRACT(dark_study_n_data),
    CONTRACT(dark_study_n_methods),     CONTRACT(dark_study_n_scenarios),
    CONTRACT(dark_study_n_comparisons), CONTRACT(dark_study_data_at),
    CONTRACT(dark_study_method_at),     CONTRACT(dark_study_scenario_at),
    CONTRACT(dark_study_comparison_at), CONTRACT(dark_tasks_new),
    CONTRACT(dark_tasks_free),          CONTRACT(dark_tasks_n),
    CONTRACT(dark_tasks_n_pairs),       CONTRACT(dark_tasks_n_notes),
    CONTRACT(dark_tasks_sha256),        CONTRACT(dark_tasks_at),
    CONTRACT(dark_tasks_table),         CONTRACT(dark_tasks_pair),
    CONTRACT(dark_tasks_note),          CONTRACT(dark_tasks_deal),
    CONTRACT(dark_study_run),           NO_CONTRACT,
};
