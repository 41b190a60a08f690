/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coverage experiment: how outcomes are judged and counted, that blocks do not depend on how they are run, how they are kept. */

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "coverage/choice.h"
#include "coverage/schedule.h"
#include "coverage/summary.h"
#include "support/assert_close.h"
#include "support/published.h"

static outcome made_up(double lower, double upper, dark_state state) {
  return (outcome){.target = "(all)",
                   .method = "bic percentile",
                   .level = 0.95,
                   .truth = 100,
                   .observed = 40,
                   .total = 110,
                   .lower = lower,
                   .upper = upper,
                   .state = state,
                   .has_truth = -1};
}

static verdict judge(double lower, double upper, dark_state state) {
  const outcome said = made_up(lower, upper, state);
  return outcome_verdict(&said);
}

static void an_outcome_is_judged_by_its_limits(void **state) {
  (void)state;
  assert_int_equal(judge(90, 120, DARK_STATE_OK), HELD);
  assert_int_equal(judge(100, 120, DARK_STATE_OK), HELD);
  assert_int_equal(judge(90, 100, DARK_STATE_PARTIAL), HELD);
  assert_int_equal(judge(101, 120, DARK_STATE_UNSTABLE), MISSED_BELOW);
  assert_int_equal(judge(80, 99, DARK_STATE_OK), MISSED_ABOVE);
  assert_int_equal(judge(90, NAN, DARK_STATE_UNSTABLE), HELD);
  assert_int_equal(judge(101, NAN, DARK_STATE_UNSTABLE), MISSED_BELOW);
  assert_int_equal(judge(NAN, NAN, DARK_STATE_UNSTABLE), NO_INTERVAL);
  assert_int_equal(judge(90, 120, DARK_STATE_NO_ESTIMATE), NO_ESTIMATE);
}

/* log(120 / 90) inside; 40 log(101 / 100) more below, 40 log(100 / 99) above; 7 where nothing is said or nothing bounds it. */
static void an_interval_is_scored_by_hand(void **state) {
  (void)state;
  const outcome held = made_up(90, 120, DARK_STATE_OK), below = made_up(101, 120, DARK_STATE_OK),
                above = made_up(80, 99, DARK_STATE_OK), none = made_up(NAN, NAN, DARK_STATE_UNSTABLE),
                unbounded = made_up(90, NAN, DARK_STATE_UNSTABLE), failed = made_up(90, 120, DARK_STATE_NO_ESTIMATE);
  assert_close(outcome_score(&held), log(120.0 / 90), 1e-14, 0);
  assert_close(outcome_score(&below), log(120.0 / 101) + 40 * log(1.01), 1e-12, 0);
  assert_close(outcome_score(&above), log(99.0 / 80) + 40 * log(100.0 / 99), 1e-12, 0);
  assert_close(outcome_score(&none), 7, 0, 0);
  assert_close(outcome_score(&unbounded), 7, 0, 0);
  assert_close(outcome_score(&failed), 7, 0, 0);
}

/* 93 of 100 hold for a floor of 93, 89 too, by chance (0.93 - 1.645 * 0.0255 = 0.888), 88 do not; those without an interval do not hold. */
static void a_floor_is_missed_beyond_chance(void **state) {
  (void)state;
  for (size_t n_held = 87; n_held <= 93; n_held++) {
    tally one = {.n = 100};
    one.verdicts[HELD] = n_held;
    one.verdicts[NO_INTERVAL] = 100 - n_held;
    assert_int_equal(is_below_floor(&one, 93), n_held < 89);
  }
}

/* Two families, one of two designs: the mean of family means, and nobody is ranked who was not tried on all. */
static void candidates_are_ranked_by_families(void **state) {
  (void)state;
  static const design designs[] = {{.name = "a", .span = SPAN_IN, .order = 2, .family = "x", .floor = 90, .widest = 1},
                                   {.name = "b", .span = SPAN_IN, .order = 2, .family = "x", .floor = 90, .widest = 0.1},
                                   {.name = "c", .span = SPAN_IN, .order = 2, .family = "y", .floor = 90, .widest = 1},
                                   {.name = "d", .span = SPAN_IN, .order = 2, .family = "z", .floor = 0, .widest = 0}};
  static const double uppers[] = {120, 130, 99, 99};
  const method *of = NULL;
  dark_error err = DARK_ERROR_INIT;
  chapter chapters[4] = {{0}};
  for (size_t m = 0; m < n_coverage_methods; m++)
    if (strcmp(coverage_methods[m].name, "bic percentile") == 0) of = &coverage_methods[m];
  for (size_t i = 0; i < 4; i++) {
    const outcome said = made_up(90, uppers[i], DARK_STATE_OK);
    chapters[i] = (chapter){.of = &designs[i], .n_lists = 4};
    tallies_start(&chapters[i].counts, &designs[i], 4);
    assert_ok(tallies_add(&chapters[i].counts, &said, &err), err);
  }
  const summary on = {.chapters = chapters, .n = 4};
  const candidate one = candidate_judge(&on, of);
  const double x = (log(120.0 / 90) + log(130.0 / 90)) / 2, y = log(99.0 / 90) + 40 * log(100.0 / 99);
  assert_close(one.score, (x + y) / 2, 1e-12, 0);
  assert_int_equal(one.n_tried, 3);
  assert_int_equal(one.n_below, 1);
  assert_int_equal(one.n_too_wide, 1);
  tallies_clear(&chapters[2].counts);
  assert_true(isnan(candidate_judge(&on, of).score));
  for (size_t i = 0; i < 4; i++) tallies_clear(&chapters[i].counts);
}

/* What was written of an outcome, in a buffer of its own. */
static char *line_of(const outcome *what) {
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  assert_non_null(stream);
  outcome_write(stream, what);
  fclose(stream);
  return text;
}

static void an_outcome_is_read_as_it_was_written(void **state) {
  outcome said = made_up(100.0 / 3, NAN, DARK_STATE_UNSTABLE), read;
  said.table = 999;
  said.has_truth = 0;
  said.reasons = DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL) | DARK_REASON_BIT(DARK_REASON_NO_RECORDS);
  (void)state;
  char *line = line_of(&said);
  assert_true(outcome_read(&read, line));
  assert_int_equal(read.table, 999);
  assert_string_equal(read.target, said.target);
  assert_string_equal(read.method, said.method);
  assert_true(read.level == said.level && read.truth == said.truth && read.observed == said.observed);
  assert_true(read.total == said.total && read.lower == said.lower && isnan(read.upper));
  assert_int_equal(read.state, said.state);
  assert_true(read.reasons == said.reasons);
  assert_int_equal(read.has_truth, 0);
  free(line);
}

static void a_damaged_line_is_refused(void **state) {
  static const char *const lines[] = {"",
                                      "0,(all),m,0.95,100,40,110,90,120,ok\n",
                                      "0,(all),m,0.95,100,40,110,90,120,ok,\n",
                                      "0,(all),m,0.95,100,40,110,90,120,ok,,,\n",
                                      "x,(all),m,0.95,100,40,110,90,120,ok,,\n",
                                      "0,,m,0.95,100,40,110,90,120,ok,,\n",
                                      "0,(all),m,0.95,1e,40,110,90,120,ok,,\n",
                                      "0,(all),m,0.95,100,40,110,90,120,fine,,\n",
                                      "0,(all),m,0.95,100,40,110,90,120,ok,no_such_reason,\n",
                                      "0,(all),m,0.95,100,40,110,90,120,ok,,2\n"};
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    char text[128];
    outcome read;
    snprintf(text, sizeof text, "%s", lines[i]);
    assert_false(outcome_read(&read, text));
  }
}

static void add(tallies *to, outcome what) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(tallies_add(to, &what, &err), err);
}

/* Ten tables: five held (one of them unstable and unbounded), two missed below, one above and unstable, one without an interval, one
   without an estimate. */
static void count_ten(tallies *out) {
  outcome missing = made_up(NAN, NAN, DARK_STATE_NO_ESTIMATE), partial = made_up(80, 160, DARK_STATE_PARTIAL);
  missing.total = NAN;
  partial.reasons = DARK_REASON_BIT(DARK_REASON_PART_FAILED);
  tallies_start(out, design_find("kosovo"), 10);
  for (size_t i = 0; i < 3; i++) add(out, made_up(50, 200, DARK_STATE_OK));
  add(out, partial);
  add(out, made_up(90, NAN, DARK_STATE_UNSTABLE));
  for (size_t i = 0; i < 2; i++) add(out, made_up(101, 202, DARK_STATE_OK));
  add(out, made_up(45, 90, DARK_STATE_UNSTABLE));
  add(out, made_up(NAN, NAN, DARK_STATE_UNSTABLE));
  add(out, missing);
}

static void outcomes_add_up(void **state) {
  tallies counts;
  (void)state;
  count_ten(&counts);
  assert_int_equal(counts.n, 1);
  tally *one = &counts.items[0];
  assert_int_equal(one->n, 10);
  assert_int_equal(one->verdicts[HELD], 5);
  assert_int_equal(one->verdicts[MISSED_BELOW], 2);
  assert_int_equal(one->verdicts[MISSED_ABOVE], 1);
  assert_int_equal(one->verdicts[NO_INTERVAL], 1);
  assert_int_equal(one->verdicts[NO_ESTIMATE], 1);
  assert_int_equal(tally_n_intervals(one), 8);
  assert_int_equal(one->n_unstable, 2);
  assert_int_equal(one->n_partial, 1);
  assert_close(tally_coverage(one).value, 5.0 / 8, 1e-15, 0);
  assert_close(tally_coverage(one).error, sqrt(5.0 / 8 * 3 / 8 / 8), 1e-15, 0);
  assert_close(tally_missed(one, MISSED_BELOW).value, 2.0 / 8, 1e-15, 0);
  assert_close(tally_coverage_stable(one).value, 4.0 / 6, 1e-15, 0);
  assert_close(tally_coverage_unstable(one).value, 1.0 / 2, 1e-15, 0);
  /* log widths: log 4 three times, log 2 four times, infinity; the median lies between the fourth and fifth. */
  assert_close(tally_log_width(one), (log(2) + log(4)) / 2, 1e-15, 0);
  assert_close(tally_log_bias(one), log(1.1), 1e-15, 0);
  assert_ptr_equal(tally_find(&counts, "(all)", "bic percentile", 0.95), one);
  assert_null(tally_find(&counts, "(all)", "bic percentile", 0.80));
  dark_error err = DARK_ERROR_INIT;
  const outcome eleventh = made_up(90, 120, DARK_STATE_OK);
  assert_int_equal(tallies_add(&counts, &eleventh, &err), DARK_EDATA);
  tallies_clear(&counts);
}

/* Of five tables four have an estimate, three of them the whole truth in their model; two are complained of, one of these of a model that has it. */
static void complaints_about_the_bound_add_up(void **state) {
  static const struct {
    int has_truth;
    bool is_flagged, has_estimate;
  } tables[] = {{1, false, true}, {1, true, true}, {1, false, true}, {0, true, true}, {-1, true, false}};
  tallies counts;
  (void)state;
  tallies_start(&counts, design_find("kosovo"), 5);
  for (size_t i = 0; i < 5; i++) {
    outcome said = made_up(90, 120, tables[i].has_estimate ? DARK_STATE_OK : DARK_STATE_NO_ESTIMATE);
    if (!tables[i].has_estimate) said.total = NAN;
    said.has_truth = tables[i].has_truth;
    said.reasons = tables[i].is_flagged ? DARK_REASON_BIT(DARK_REASON_BELOW_CHAO) : 0;
    add(&counts, said);
  }
  const tally *one = &counts.items[0];
  assert_int_equal(tally_n_estimates(one), 4);
  assert_int_equal(one->n_flagged, 2);
  assert_int_equal(one->n_right, 3);
  assert_int_equal(one->n_right_flagged, 1);
  tallies_clear(&counts);
}

static void none_and_all_have_an_error_too(void **state) {
  (void)state;
  assert_true(isnan(share_of(0, 0).value));
  assert_close(share_of(0, 100).value, 0, 0, 0);
  assert_close(share_of(0, 100).error, sqrt(0.005 * 0.995 / 100), 1e-12, 0);
  assert_close(share_of(100, 100).error, share_of(0, 100).error, 1e-12, 0);
}

static mark mark_from(size_t below, size_t held, size_t above, bool *is_sure) {
  const tally one = {.n = below + held + above, .verdicts = {[MISSED_BELOW] = below, [HELD] = held, [MISSED_ABOVE] = above}};
  return mark_of(&one, is_sure);
}

/* Standard errors with 1000 tables: 0.7% near 95%, 0.6% near 4%. */
static void the_mark_asks_for_the_share_and_for_both_tails(void **state) {
  bool is_sure;
  (void)state;
  assert_int_equal(mark_from(25, 950, 25, &is_sure), MARK_MET);
  assert_int_equal(mark_from(40, 930, 30, &is_sure), MARK_MET);
  assert_int_equal(mark_from(45, 945, 10, &is_sure), MARK_NARROW);
  assert_false(is_sure);
  assert_int_equal(mark_from(5, 935, 60, &is_sure), MARK_NARROW);
  assert_true(is_sure);
  assert_int_equal(mark_from(39, 922, 39, &is_sure), MARK_NARROW);
  assert_false(is_sure);
  assert_int_equal(mark_from(39, 700, 261, &is_sure), MARK_NARROW);
  assert_true(is_sure);
  assert_int_equal(mark_from(10, 975, 15, &is_sure), MARK_WIDE);
  assert_false(is_sure);
  assert_int_equal(mark_from(0, 1000, 0, &is_sure), MARK_WIDE);
  assert_true(is_sure);
}

/* ---- Blocks */

/* Whatever is in a temporary folder, at most one level of folders below. */
static void remove_all(const char *folder) {
  DIR *open = opendir(folder);
  assert_non_null(open);
  for (struct dirent *item = readdir(open); item != NULL; item = readdir(open)) {
    char path[1024];
    if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0) continue;
    snprintf(path, sizeof path, "%s/%s", folder, item->d_name);
    if (unlink(path) != 0) remove_all(path);
  }
  closedir(open);
  assert_int_equal(rmdir(folder), 0);
}

static char *contents(const char *folder, const char *name) {
  char path[1024], *text = NULL;
  size_t size, n = 0;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *from = fopen(path, "r"), *to = open_memstream(&text, &size);
  assert_true(from != NULL && to != NULL);
  char piece[4096];
  while ((n = fread(piece, 1, sizeof piece, from)) > 0) fwrite(piece, 1, n, to);
  fclose(from);
  fclose(to);
  return text;
}

static void assert_same_file(const store *a, const store *b, const char *name) {
  char *x = contents(a->folder, name), *y = contents(b->folder, name);
  assert_true(strlen(x) > 1000);
  assert_string_equal(x, y);
  free(x);
  free(y);
}

static store open_store(const char *folder, const experiment *how) {
  store made;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(store_open(&made, folder, "test", how, &err), err);
  return made;
}

static void run_blocks(const store *in, const char *name, const experiment *how, size_t first, size_t end) {
  const design *of = design_find(name);
  dark_error err = DARK_ERROR_INIT;
  truth drawn_from;
  assert_ok(truth_make(&drawn_from, of, &err), err);
  for (size_t block = first; block < end; block++) {
    block_outcomes outcomes;
    if (store_has(in, of, block)) continue;
    assert_ok(block_run(&outcomes, of, &drawn_from, how, block, &err), err);
    assert_ok(store_write(in, of, block, &outcomes, &err), err);
    block_clear(&outcomes);
  }
  truth_clear(&drawn_from);
}

static char *new_folder(char path[32]) {
  snprintf(path, 32, "/tmp/dark-coverage-XXXXXX");
  assert_non_null(mkdtemp(path));
  return path;
}

static void blocks_do_not_depend_on_threads_nor_on_what_ran_before(void **state) {
  const experiment one = {.replicates = 30, .seed = 7, .n_threads = 1}, two = {.replicates = 30, .seed = 7, .n_threads = 2};
  char a[32], b[32];
  (void)state;
  const store straight = open_store(new_folder(a), &one), resumed = open_store(new_folder(b), &two);
  run_blocks(&straight, "three-300", &one, 0, 2);
  run_blocks(&straight, "strata-3", &one, 0, 1);
  run_blocks(&resumed, "strata-3", &two, 0, 1);
  run_blocks(&resumed, "three-300", &two, 1, 2);
  run_blocks(&resumed, "three-300", &two, 0, 2);
  assert_same_file(&straight, &resumed, "three-300-0000.csv");
  assert_same_file(&straight, &resumed, "three-300-0001.csv");
  assert_same_file(&straight, &resumed, "strata-3-0000.csv");
  remove_all(a);
  remove_all(b);
}

static void a_draft_or_a_block_of_other_settings_is_no_block(void **state) {
  const experiment how = {.replicates = 10, .seed = 1}, other = {.replicates = 11, .seed = 1},
                   seed = {.replicates = 10, .seed = 2};
  const design *of = design_find("three-300");
  char folder[32], path[1024];
  (void)state;
  const store in = open_store(new_folder(folder), &how);
  snprintf(path, sizeof path, "%s/three-300-0000.csv.1.part", in.folder);
  fclose(fopen(path, "w"));
  assert_false(store_has(&in, of, 0));
  run_blocks(&in, "three-300", &how, 0, 1);
  assert_true(store_has(&in, of, 0));
  assert_false(store_has(&in, of, 1));
  assert_false(store_has(&in, design_find("kosovo"), 0));
  const store with_other = open_store(folder, &other), with_seed = open_store(folder, &seed);
  assert_false(store_has(&with_other, of, 0));
  assert_false(store_has(&with_seed, of, 0));
  remove_all(folder);
}

static void a_damaged_block_is_named_with_its_line(void **state) {
  const experiment how = {.replicates = 10, .seed = 1};
  char folder[32], path[1024];
  (void)state;
  const store in = open_store(new_folder(folder), &how);
  snprintf(path, sizeof path, "%s/three-300-0000.csv", in.folder);
  FILE *stream = fopen(path, "w");
  outcome_write_header(stream);
  fputs("0,(all),bic\n", stream);
  fclose(stream);
  tallies counts;
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(tallies_read(&counts, &in, design_find("three-300"), 1, &err), DARK_EDATA);
  assert_non_null(strstr(err.message, "three-300-0000.csv:2: "));
  tallies_clear(&counts);
  remove_all(folder);
}

/* In one stratum what was observed is the table's own number, whatever the method: all see the same tables. */
static void every_method_speaks_once_of_every_table(void **state) {
  const experiment how = {.replicates = 20, .seed = 3};
  const design *of = design_find("four-150");
  dark_error err = DARK_ERROR_INIT;
  truth drawn_from;
  block_outcomes block;
  (void)state;
  assert_ok(truth_make(&drawn_from, of, &err), err);
  assert_ok(block_run(&block, of, &drawn_from, &how, 1, &err), err);
  assert_int_equal(block.n, BLOCK_TABLES * block.n_methods * N_LEVELS);
  for (size_t i = 0; i < block.n; i++) {
    const outcome *said = &block.outcomes[i];
    const size_t first = i / (block.n_methods * N_LEVELS) * block.n_methods * N_LEVELS;
    assert_int_equal(said->table, BLOCK_TABLES + i / (block.n_methods * N_LEVELS));
    assert_string_equal(said->method, block.methods[i / N_LEVELS % block.n_methods]->name);
    assert_true(said->level == coverage_levels[i % N_LEVELS]);
    assert_true(said->observed == block.outcomes[first].observed);
    assert_true(said->truth == (said->state == DARK_STATE_NO_ESTIMATE ? 0 : 150));
  }
  block_clear(&block);
  truth_clear(&drawn_from);
}

static void the_schedule_levels_what_is_spent(void **state) {
  const experiment how = {.replicates = 10, .seed = 1};
  char folder[32];
  dark_error err = DARK_ERROR_INIT;
  schedule todo;
  size_t block;
  (void)state;
  const store in = open_store(new_folder(folder), &how);
  assert_int_equal(schedule_make(&todo, "no-such-design", 2, &in, &err), DARK_EUSAGE);
  schedule_clear(&todo);
  run_blocks(&in, "three-300", &how, 0, 1);
  assert_ok(schedule_make(&todo, "three-300,kosovo kosovo-3", 2, &in, &err), err);
  assert_int_equal(todo.n, 3);
  assert_int_equal(schedule_n_done(&todo), 1);
  assert_string_equal(schedule_next(&todo, &in, &block)->of->name, "kosovo");
  assert_int_equal(block, 0);
  const double spent[] = {4, 9, 1};
  for (size_t i = 0; i < 3; i++) {
    todo.entries[i].n_done = 1;
    todo.entries[i].seconds = spent[i];
  }
  assert_string_equal(schedule_next(&todo, &in, &block)->of->name, todo.entries[2].of->name);
  todo.entries[2].n_done = 2;
  assert_string_equal(schedule_next(&todo, &in, &block)->of->name, "kosovo");
  for (size_t i = 0; i < todo.n; i++) todo.entries[i].n_done = 2;
  assert_null(schedule_next(&todo, &in, &block));
  schedule_clear(&todo);
  remove_all(folder);
}

/* The page of one block has the shares that a count of its lines gives. */
static void the_page_shows_what_the_blocks_hold(void **state) {
  const experiment how = {.replicates = 20, .seed = 5};
  char folder[32], expected[128], *page = NULL;
  size_t size;
  dark_error err = DARK_ERROR_INIT;
  summary made = {.seed = 5, .program = "test", .command = "make coverage"};
  (void)state;
  const store in = open_store(new_folder(folder), &how);
  run_blocks(&in, "three-300", &how, 0, 1);
  assert_ok(summary_add(&made, &in, &how, 4, &err), err);
  assert_int_equal(made.n, 1);
  const tally *found = tally_find(&made.chapters[0].counts, "(all)", "bic percentile", 0.95);
  assert_non_null(found);
  assert_int_equal(found->n, BLOCK_TABLES);
  FILE *stream = open_memstream(&page, &size);
  summary_write(stream, &made);
  fclose(stream);
  snprintf(expected, sizeof expected, "| bic percentile | %.1f ± ", 100 * (double)found->verdicts[HELD] / BLOCK_TABLES);
  assert_non_null(strstr(page, expected));
  assert_non_null(strstr(page, "| three-300 | 25 | 20 | "));
  assert_null(strstr(page, "nan"));
  free(page);
  summary_clear(&made);
  remove_all(folder);
}

/* Without replicates only what needs none is tried, one method a plan, and the section counts what the blocks hold: independence is true of
   ind4, and its model has all effects, of which there are none, in every table. */
static void complaints_are_counted_without_replicates(void **state) {
  const experiment how = {.replicates = 0, .seed = 5};
  char folder[32], expected[128], *page = NULL;
  size_t size;
  dark_error err = DARK_ERROR_INIT;
  summary made = {.seed = 5, .program = "test", .command = "make coverage FLAGS=1"};
  (void)state;
  const store in = open_store(new_folder(folder), &how);
  run_blocks(&in, "ind4", &how, 0, 4);
  run_blocks(&in, "latent4", &how, 0, 1);
  assert_ok(summary_add(&made, &in, &how, 4, &err), err);
  assert_int_equal(made.n, 2);
  const tallies *counts = &made.chapters[0].counts;
  for (size_t i = 0; i < counts->n; i++) assert_non_null(strstr(counts->items[i].method, "log-normal"));
  const tally *right = tally_find(counts, "(all)", "independence log-normal", 0.95);
  assert_int_equal(right->n_right, 100);
  assert_true(right->n_flagged <= 12 && right->n_right_flagged == right->n_flagged);
  const tally *wrong = tally_find(&made.chapters[1].counts, "(all)", "bic log-normal", 0.95);
  assert_true(wrong->n == 25 && wrong->n_right == 0 && wrong->n_flagged > 2);
  FILE *stream = open_memstream(&page, &size);
  write_flags(stream, &made);
  fclose(stream);
  snprintf(expected, sizeof expected, " | %.1f ± %.1f (100) |", 100 * share_of(right->n_flagged, 100).value,
           100 * share_of(right->n_flagged, 100).error);
  assert_non_null(strstr(page, expected));
  assert_non_null(strstr(page, "make coverage FLAGS=1"));
  free(page);
  summary_clear(&made);
  remove_all(folder);
}

static void a_design_is_shown_from_the_run_with_more_of_its_tables(void **state) {
  const experiment few = {.replicates = 12, .seed = 1}, many = {.replicates = 10, .seed = 1};
  char folder[32];
  dark_error err = DARK_ERROR_INIT;
  summary made = {.seed = 1, .program = "test", .command = "make coverage"};
  (void)state;
  const store with_few = open_store(new_folder(folder), &few), with_many = open_store(folder, &many);
  run_blocks(&with_few, "three-300", &few, 0, 1);
  run_blocks(&with_few, "four-150", &few, 0, 1);
  run_blocks(&with_many, "three-300", &many, 0, 2);
  run_blocks(&with_many, "four-150", &many, 0, 1);
  assert_ok(summary_add(&made, &with_few, &few, 4, &err), err);
  assert_ok(summary_add(&made, &with_many, &many, 4, &err), err);
  assert_int_equal(made.n, 2);
  assert_string_equal(made.chapters[0].of->name, "four-150");
  assert_int_equal(made.chapters[0].counts.n_tables, BLOCK_TABLES);
  assert_int_equal(made.chapters[0].replicates, 12);
  assert_int_equal(made.chapters[1].counts.n_tables, 2 * BLOCK_TABLES);
  assert_int_equal(made.chapters[1].replicates, 10);
  summary_clear(&made);
  remove_all(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_outcome_is_judged_by_its_limits),
      cmocka_unit_test(an_interval_is_scored_by_hand),
      cmocka_unit_test(a_floor_is_missed_beyond_chance),
      cmocka_unit_test(candidates_are_ranked_by_families),
      cmocka_unit_test(an_outcome_is_read_as_it_was_written),
      cmocka_unit_test(a_damaged_line_is_refused),
      cmocka_unit_test(outcomes_add_up),
      cmocka_unit_test(complaints_about_the_bound_add_up),
      cmocka_unit_test(none_and_all_have_an_error_too),
      cmocka_unit_test(the_mark_asks_for_the_share_and_for_both_tails),
      cmocka_unit_test(blocks_do_not_depend_on_threads_nor_on_what_ran_before),
      cmocka_unit_test(a_draft_or_a_block_of_other_settings_is_no_block),
      cmocka_unit_test(a_damaged_block_is_named_with_its_line),
      cmocka_unit_test(every_method_speaks_once_of_every_table),
      cmocka_unit_test(the_schedule_levels_what_is_spent),
      cmocka_unit_test(the_page_shows_what_the_blocks_hold),
      cmocka_unit_test(complaints_are_counted_without_replicates),
      cmocka_unit_test(a_design_is_shown_from_the_run_with_more_of_its_tables),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
