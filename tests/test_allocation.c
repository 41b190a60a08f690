/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every call that allocates survives the failure of each of its allocations: it says so, leaves nothing behind, and works when called
   again. To add a call: a line in FILES, POINTERS or VALUES. GLPK takes memory of its own, which does not fail here. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure.h>

#include "allocation/survive.h"
#include "base/error.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"
#include "support/workbook_file.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))
#define TEXTS(...) ((const char *const[]){__VA_ARGS__})
#define SET(field, ...) .field = TEXTS(__VA_ARGS__), .n_##field = N_OF(TEXTS(__VA_ARGS__))
#define SETTINGS(...) (&(dark_settings){.version = 1, __VA_ARGS__})

/* ---- The net itself: calls that do not survive are caught. Blocks are volatile, or the compiler would do without them. */

static char *volatile forgotten; /* by the call below; leak detectors find it here */

static dark_status forget_a_block(const void *context, dark_error *err) {
  char *volatile first = malloc(8), *volatile second = malloc(8);
  (void)context;
  if (first == NULL || second == NULL) {
    forgotten = first;
    free(second);
    return dark__fail_memory(err);
  }
  free(first);
  free(second);
  return DARK_OK;
}

static dark_status say_nothing(const void *context, dark_error *err) {
  char *volatile block = malloc(8);
  (void)context, (void)err;
  const dark_status status = block == NULL ? DARK_ENOMEM : DARK_OK;
  free(block);
  return status;
}

static dark_status blame_another(const void *context, dark_error *err) {
  char *volatile block = malloc(8);
  (void)context;
  const dark_status status = block == NULL ? dark__fail(err, DARK_EDATA, "something else") : DARK_OK;
  free(block);
  return status;
}

/* Works as long as what follows the failure is there. */
static dark_status go_on(const void *context, dark_error *err) {
  (void)context, (void)err;
  for (int i = 0; i < 3; i++) {
    char *volatile block = malloc(8);
    free(block);
  }
  return DARK_OK;
}

static void calls_that_do_not_survive_are_caught(void **state) {
  static const struct {
    memory_attempt *attempt;
    const char *fault;
  } calls[] = {{forget_a_block, "1 blocks are lost when allocation 2 fails"},
               {say_nothing, "'' for status 4 when allocation 1 fails"},
               {blame_another, "status 2 (something else) when allocation 1 fails"},
               {go_on, "status 0 () when allocation 1 fails"}};
  const char *asked = getenv("DARK_ALLOCATION_STRIDE");
  char fault[MEMORY_FAULT], *kept = asked == NULL ? NULL : strdup(asked);
  (void)state;
  unsetenv("DARK_ALLOCATION_STRIDE"); /* each allocation fails here */
  for (size_t i = 0; i < N_OF(calls); i++) {
    assert_true(memory_find_fault(fault, calls[i].attempt, NULL, DARK_OK, MEMORY_NEEDED));
    assert_string_equal(fault, calls[i].fault);
  }
  if (kept != NULL) setenv("DARK_ALLOCATION_STRIDE", kept, 1);
  free(kept);
  free(forgotten);
}

/* ---- What the calls are about; made once, with memory */

static char counts_csv[32], people_csv[32], resamples_csv[32], police_csv[32], ngo_csv[32], spec_csv[32], contacts_csv[32],
    residents_csv[32], latin_csv[32];
static char excel_book_path[32], opendocument_path[32];
static dark_table *contacts;
static dark_population *population;
static dark_list_file list_files[2];
static dark_table *two_lists, *three_lists, *four_lists, *impossible, *strata, *small_strata;
static dark_plan *plan, *strata_plan, *small_plan, *parametric_plan;
static dark_resamples resamples;
static dark_replicates *replicates, *strata_replicates, *small_replicates;
static dark_results *results, *small_results, *bare_results;
static dark_descriptions *descriptions;
static dark_check checked;
static dark_candidate *candidates;
static size_t n_candidates;
static FILE *sink;

static const uint32_t histories[] = {1, 2, 3, 1};
static const double counts[] = {4, 3, 2, 1};

static const double levels[] = {0.95, 0.5};
static const dark_bootstrap_options few = {.version = 1, .n_replicates = 4, .seed = 1, .n_threads = 1};
static const char *const by_form[] = {"form"};
static const dark_result_options percentile = {.version = 1,
                                               .interval = DARK_INTERVAL_PERCENTILE,
                                               .levels = levels,
                                               .n_levels = 2,
                                               .seed = 1,
                                               .contrasts = by_form,
                                               .n_contrasts = 1};
static const dark_result_options bca_by_form = {
    .version = 1, .interval = DARK_INTERVAL_BCA, .levels = levels, .n_levels = 1, .contrasts = by_form, .n_contrasts = 1};
static const dark_result_options bca = {.version = 1, .interval = DARK_INTERVAL_BCA, .levels = levels, .n_levels = 1};

static dark_plan *make_plan(const dark_table *table, const dark_settings *settings) {
  dark_plan *made = NULL;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_new(&made, table, settings, &err), err);
  return made;
}

static void write_books(void) {
  const char *csv = "A,B,form,count\n1,0,x,30\n0,1,x y,20\n1,1,x,5\n";
  write_file(excel_book_path, "");
  write_file(opendocument_path, "");
  excel_write_csv(excel_book_path, csv);
  opendocument_write_csv(opendocument_path, csv);
  write_file(latin_csv, "A,B,form,count\n1,0,\xE4,30\n0,1,x,20\n1,1,x,5\n");
}

static void write_files(void) {
  write_file(counts_csv,
             "\xEF\xBB\xBF\"A\",B,C,form,n\n1,0,0,x,30\n0,1,0,x,20\n0,0,1,,10\n1,1,0,\"y\nz\",5\n1,0,1,x,4\n0,0,0,x,NA\n");
  write_file(people_csv, "A;B;year\n1;0;1\n0;1;1\n1;1;2\n0;0;2\n");
  write_file(police_csv, "id,form\nk1,x\nk2,\nk3,y\n");
  write_file(ngo_csv, "form;id\nx;k2\ny;k4\n");
  write_file(residents_csv, "form,people,lower,upper\nx,1000,900,1200\ny,2000,,\nz,30,20,40\n");
  write_file(spec_csv,
             "form,class,people,A,B,C,A:B,*>C\nx,u,60,0.3,0.2,0.5,2,0.1\nx,v,40,0.1,0.2,0.4,,0.1\ny,,30,0.3,0.2,0.5,0,0.1\n");
  write_file(contacts_csv, "y,n,g,size\n1,40,a,0.5\n2,9,a,1\n3,2,b,2\n1,25,b,-1\n2,11,b,0.5\n");
  list_files[0] = (dark_list_file){"police", police_csv, NULL};
  list_files[1] = (dark_list_file){"ngo", ngo_csv, NULL};
  write_file(resamples_csv, "rep,h100,h010,h001,h110,h101,h011,h111\n1,30,20,10,5,4,0,1\n2,31,19,10,5,4,0,1\n");
}

static void make_tables(void) {
  static const char *const by[] = {"form"}, *const covariates[] = {"g", "size"};
  dark_error err = DARK_ERROR_INIT;
  const dark_read_options reading = {.version = 1, .count_of_captures = "y", .covariates = covariates, .n_covariates = 2};
  assert_ok(dark_table_read_csv(&contacts, contacts_csv, &reading, &err), err);
  assert_ok(dark_population_read_csv(&population, spec_csv, NULL, &err), err);
  two_lists = table_of_text(2, "10:30 01:20 11:7");
  three_lists = table_of_text(3, "100:30 010:20 001:10 110:5 101:4 111:1");
  four_lists = table_of_text(4, "1000:9 0100:7 0010:5 0001:4 1100:2 1010:1 0110:1 1001:1");
  impossible = table_of_text(3, "100:30 010:20 001:10 110:5 101:4 111:2");
  strata =
      table_of_csv("A,B,C,form,count\n1,0,0,x,30\n0,1,0,x,20\n0,0,1,x,10\n1,1,0,x,5\n1,0,1,x,4\n1,0,0,y,3\n0,1,0,y,2\n1,1,0,y,1\n"
                   "1,0,0,z,3\n0,1,0,z,3\n",
                   by, 1);
  small_strata = table_of_csv("A,B,form,count\n1,0,x,30\n0,1,x,20\n1,1,x,5\n1,0,y,3\n0,1,y,3\n", by, 1);
}

static void make_replicates(void) {
  dark_error err = DARK_ERROR_INIT;
  small_plan = make_plan(small_strata, SETTINGS(.method = "independence"));
  plan = make_plan(three_lists, SETTINGS(.method = "bic", .max_order = 2));
  strata_plan = make_plan(strata, SETTINGS(.method = "bic"));
  parametric_plan = make_plan(three_lists, SETTINGS(.method = "independence", .resample = DARK_RESAMPLE_PARAMETRIC));
  assert_ok(dark_resamples_read_csv(&resamples, resamples_csv, three_lists, &err), err);
  assert_ok(dark_bootstrap(&replicates, plan, &few, &err), err);
  assert_ok(dark_bootstrap(&strata_replicates, strata_plan, &few, &err), err);
  assert_ok(dark_bootstrap(&small_replicates, small_plan, &few, &err), err);
}

static void make_results(void) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_results_new(&results, strata_plan, strata_replicates, &percentile, &err), err);
  assert_ok(dark_results_new(&bare_results, small_plan, NULL, &bca_by_form, &err), err);
  assert_ok(dark_results_new(&small_results, small_plan, small_replicates, &bca_by_form, &err), err);
  assert_ok(dark_describe(&descriptions, small_strata, &err), err);
  assert_ok(dark_check_model(&checked, three_lists, "[12,3]", &err), err);
  assert_ok(dark_plan_rank(&candidates, &n_candidates, plan, 0, 3, INFINITY, &err), err);
}

static int make_all(void **state) {
  (void)state;
  write_books();
  write_files();
  make_tables();
  make_replicates();
  make_results();
  sink = fopen("/dev/null", "w");
  return sink == NULL ? -1 : 0;
}

static int free_all(void **state) {
  (void)state;
  free(candidates);
  dark_descriptions_free(descriptions);
  dark_results_free(bare_results);
  dark_results_free(small_results);
  dark_results_free(results);
  dark_replicates_free(small_replicates);
  dark_replicates_free(strata_replicates);
  dark_replicates_free(replicates);
  dark_resamples_clear(&resamples);
  dark_plan_free(parametric_plan);
  dark_plan_free(strata_plan);
  dark_plan_free(small_plan);
  dark_plan_free(plan);
  dark_table_free(small_strata);
  dark_table_free(strata);
  dark_table_free(impossible);
  dark_table_free(three_lists);
  dark_table_free(two_lists);
  dark_table_free(four_lists);
  dark_table_free(contacts);
  dark_population_free(population);
  unlink(counts_csv), unlink(people_csv), unlink(resamples_csv), unlink(police_csv), unlink(ngo_csv), unlink(spec_csv),
      unlink(residents_csv), unlink(contacts_csv), unlink(latin_csv), unlink(excel_book_path), unlink(opendocument_path);
  return fclose(sink);
}

static dark_status bootstrap(dark_replicates **out, const dark_plan *of, int n_threads, const dark_resamples *given,
                             dark_error *err) {
  dark_bootstrap_options options = few;
  options.n_threads = n_threads;
  options.resamples = given;
  return dark_bootstrap(out, of, &options, err);
}

/* ---- The calls. FILES: X(test, file, what reading it returns, need, options). POINTERS: X(test, type, call with `out` and `err`, how
   `out` is freed, what it returns, need). VALUES: X(test, type, call, how `out` is freed also after a failure); need: MEMORY_NEEDED but
   where a suggestion may be missing. */

#define FILES(X)                                                                                                       \
  X(a_table_of_counts, counts_csv, DARK_OK, MEMORY_NEEDED, .drop_unlisted = 0)                                         \
  X(a_table_by_category, counts_csv, DARK_OK, MEMORY_NEEDED, SET(by, "form"), SET(expect, "form=u,v"))                 \
  X(a_table_with_a_condition, counts_csv, DARK_OK, MEMORY_NEEDED, SET(where, "form=x"))                                \
  X(a_table_with_a_misspelt_condition, counts_csv, DARK_OK, MEMORY_SPARED, SET(where, "form=x", "form=xx"))            \
  X(a_recoded_table, counts_csv, DARK_OK, MEMORY_NEEDED, SET(merge_lists, "D=A+B"), SET(ignore, "form"))               \
  X(a_table_without_a_list, counts_csv, DARK_OK, MEMORY_NEEDED, SET(drop_lists, "C"))                                  \
  X(a_table_with_named_lists, counts_csv, DARK_OK, MEMORY_NEEDED, SET(lists, "B", "A"), .drop_unlisted = 1)            \
  X(a_table_of_people, people_csv, DARK_OK, MEMORY_NEEDED, SET(ignore, "year"), .drop_unlisted = 1)                    \
  X(a_table_that_is_refused, people_csv, DARK_EDATA, MEMORY_NEEDED, .drop_unlisted = 0)                                \
  X(a_table_of_captures, contacts_csv, DARK_OK, MEMORY_NEEDED, .count_of_captures = "y", SET(covariates, "g", "size"), \
    SET(by, "n"), .count = NULL)                                                                                       \
  X(a_workbook_of_excel, excel_book_path, DARK_OK, MEMORY_NEEDED, SET(by, "form"))                                     \
  X(a_workbook_of_opendocument, opendocument_path, DARK_OK, MEMORY_NEEDED, SET(by, "form"))                            \
  X(a_file_in_another_encoding, latin_csv, DARK_OK, MEMORY_NEEDED, SET(by, "form"), .encoding = "latin1")              \
  X(a_misspelt_column, counts_csv, DARK_EUSAGE, MEMORY_SPARED, SET(by, "from"))

#define POINTERS(X)                                                                                                             \
  X(a_table_of_arrays, dark_table, dark_table_new(&out, TEXTS("B", "A"), 2, histories, counts, N_OF(counts), err),              \
    dark_table_free, DARK_OK, MEMORY_NEEDED)                                                                                    \
  X(a_table_of_linked_files, dark_table,                                                                                        \
    dark_table_link_csv(&out, "id", list_files, 2, &(dark_read_options){.version = 1, SET(by, "form")}, err), dark_table_free,  \
    DARK_OK, MEMORY_NEEDED)                                                                                                     \
  X(residents, dark_residents, dark_residents_read(&out, residents_csv, err), dark_residents_free, DARK_OK, MEMORY_NEEDED)      \
  X(a_population, dark_population, dark_population_read_csv(&out, spec_csv, NULL, err), dark_population_free, DARK_OK,          \
    MEMORY_NEEDED)                                                                                                              \
  X(a_sample, dark_sample, dark_population_draw(&out, population, DARK_POPULATION_FIXED, 1, 0, err), dark_sample_free, DARK_OK, \
    MEMORY_NEEDED)                                                                                                              \
  X(a_plan_with_strata, dark_plan, dark_plan_new(&out, strata, SETTINGS(.method = "auto"), err), dark_plan_free, DARK_OK,       \
    MEMORY_NEEDED)                                                                                                              \
  X(a_plan_with_options, dark_plan,                                                                                             \
    dark_plan_new(&out, three_lists, SETTINGS(.method = "bic", SET(set, "top=3", "criterion=aic")), err), dark_plan_free,       \
    DARK_OK, MEMORY_NEEDED)                                                                                                     \
  X(a_plan_to_fill_cells, dark_plan, dark_plan_new(&out, three_lists, SETTINGS(.resample = DARK_RESAMPLE_PARAMETRIC), err),     \
    dark_plan_free, DARK_OK, MEMORY_NEEDED)                                                                                     \
  X(a_plan_for_a_bad_model, dark_plan, dark_plan_new(&out, three_lists, SETTINGS(.method = "fixed", .model = "[12"), err),      \
    dark_plan_free, DARK_EUSAGE, MEMORY_NEEDED)                                                                                 \
  X(a_bootstrap_of_strata, dark_replicates, bootstrap(&out, strata_plan, 1, NULL, err), dark_replicates_free, DARK_OK,          \
    MEMORY_NEEDED)                                                                                                              \
  X(a_bootstrap_of_strata_by_two, dark_replicates, bootstrap(&out, strata_plan, 2, NULL, err), dark_replicates_free, DARK_OK,   \
    MEMORY_NEEDED)                                                                                                              \
  X(a_parametric_bootstrap, dark_replicates, bootstrap(&out, parametric_plan, 2, NULL, err), dark_replicates_free, DARK_OK,     \
    MEMORY_NEEDED)                                                                                                              \
  X(a_bootstrap_of_given_tables, dark_replicates, bootstrap(&out, plan, 1, &resamples, err), dark_replicates_free, DARK_OK,     \
    MEMORY_NEEDED)                                                                                                              \
  X(results_with_replicates, dark_results, dark_results_new(&out, strata_plan, strata_replicates, &percentile, err),            \
    dark_results_free, DARK_OK, MEMORY_NEEDED)                                                                                  \
  X(results_with_bca, dark_results, dark_results_new(&out, plan, replicates, &bca, err), dark_results_free, DARK_OK,            \
    MEMORY_NEEDED)                                                                                                              \
  X(results_with_contrasts, dark_results, dark_results_new(&out, small_plan, small_replicates, &bca_by_form, err),              \
    dark_results_free, DARK_OK, MEMORY_NEEDED)                                                                                  \
  X(results_without_replicates, dark_results, dark_results_new(&out, strata_plan, NULL, &bca, err), dark_results_free, DARK_OK, \
    MEMORY_NEEDED)                                                                                                              \
  X(a_description, dark_descriptions, dark_describe(&out, strata, err), dark_descriptions_free, DARK_OK, MEMORY_NEEDED)

#define VALUES(X)                                                                                                             \
  X(given_tables, dark_resamples, dark_resamples_read_csv(&out, resamples_csv, three_lists, err), dark_resamples_clear(&out)) \
  X(an_interval, dark_interval, dark_interval_compute(&out, replicates, 0, DARK_INTERVAL_BCA, 0.9, err), (void)out)           \
  X(an_interval_of_a_part, dark_interval,                                                                                     \
    dark_interval_compute_part(&out, strata_replicates, 0, DARK_INTERVAL_PERCENTILE, 0.9, err), (void)out)                    \
  X(an_explanation, dark_explanation, dark_plan_explain(&out, plan, 0, err), dark_explanation_clear(&out))                    \
  X(a_check, dark_check, dark_check_model(&out, three_lists, "[12,13]", err), (void)out)                                      \
  X(a_check_by_linear_programme, dark_check, dark_check_model(&out, impossible, "[12,13,23]", err), (void)out)

/* NOLINTBEGIN(bugprone-macro-parentheses): a type cannot have them. */
#define POINTER_TEST(name, type, call, release, with_memory, need)       \
  static dark_status call_##name(const void *context, dark_error *err) { \
    type *out = (void *)&plan;                                           \
    (void)context;                                                       \
    const dark_status status = call;                                     \
    assert_true((status == DARK_OK) == (out != NULL));                   \
    release(out);                                                        \
    return status;                                                       \
  }                                                                      \
  static void name##_survives(void **state) {                            \
    (void)state;                                                         \
    assert_survives(#name, call_##name, NULL, with_memory, need);        \
  }
/* NOLINTEND(bugprone-macro-parentheses) */

#define FILE_TEST(name, path, with_memory, need, ...)                                                                   \
  POINTER_TEST(name, dark_table, dark_table_read_csv(&out, path, &(dark_read_options){.version = 1, __VA_ARGS__}, err), \
               dark_table_free, with_memory, need)

#define VALUE_TEST(name, type, call, release)                            \
  static dark_status call_##name(const void *context, dark_error *err) { \
    type out;                                                            \
    memset(&out, 0xAB, sizeof out);                                      \
    (void)context;                                                       \
    const dark_status status = call;                                     \
    release;                                                             \
    return status;                                                       \
  }                                                                      \
  static void name##_survives(void **state) {                            \
    (void)state;                                                         \
    assert_survives(#name, call_##name, NULL, DARK_OK, MEMORY_NEEDED);   \
  }

FILES(FILE_TEST)
POINTERS(POINTER_TEST)
VALUES(VALUE_TEST)

/* ---- Every estimator, on the first table that it takes */

typedef struct task {
  const dark_table *table;
  dark_settings settings;
  dark_plan *plan;
  int n_threads;
} task;

/* With something supposed of dependence where the estimator takes that. */
static void find_task(task *of, const dark_estimator *estimator) {
  static const dark_fixed_odds odds = {{"[13]", NULL}, 2};
  static const char *const forced[] = {"[23]"};
  const dark_dependence supposed[] = {{&odds, 1, forced, 1, 0.5}, {&odds, 1, NULL, 0, 0.5}, {.xi = 0}};
  const dark_table *const tables[] = {three_lists, two_lists, four_lists, contacts};
  const char *const models[] = {NULL, "[12,3]"};
  for (size_t s = 0; s < N_OF(supposed); s++)
    for (size_t t = 0; t < N_OF(tables); t++)
      for (size_t m = 0; m < N_OF(models); m++) {
        *of = (task){.table = tables[t],
                     .settings = {.version = 1,
                                  .method = dark_estimator_name(estimator),
                                  .model = models[m],
                                  .ordered = 1,
                                  .dependence = supposed[s]}};
        if (dark_plan_new(&of->plan, of->table, &of->settings, NULL) == DARK_OK) return;
      }
  fail_msg("no table in find_task() suits method %s", dark_estimator_name(estimator));
}

static dark_status call_plan(const void *context, dark_error *err) {
  const task *of = context;
  dark_plan *out = of->plan;
  const dark_status status = dark_plan_new(&out, of->table, &of->settings, err);
  assert_true((status == DARK_OK) == (out != NULL));
  dark_plan_free(out);
  return status;
}

static dark_status call_workspace(const void *context, dark_error *err) {
  const task *of = context;
  dark_workspace *out = (dark_workspace *)of->plan;
  const dark_status status = dark_workspace_new(&out, of->plan, err);
  assert_true((status == DARK_OK) == (out != NULL));
  dark_workspace_free(out);
  return status;
}

/* The observed table and one with a record less, on their own and together. */
static dark_status call_estimate(const void *context, dark_error *err) {
  enum { N_TABLES = 2, MOST_RECORDS = 8 };
  const task *of = context;
  double weights[N_TABLES][MOST_RECORDS] = {{0}};
  const double *const tables[N_TABLES] = {weights[0], weights[1]};
  dark_estimate estimates[N_TABLES];
  dark_workspace *workspace;
  size_t n;
  const dark_record *records = dark_plan_records(of->plan, 0, &n);
  assert_true(n <= MOST_RECORDS);
  for (size_t i = 0; i < n; i++) weights[0][i] = weights[1][i] = records[i].count;
  weights[1][n - 1] = 0;
  dark_status status = dark_workspace_new(&workspace, of->plan, err);
  for (size_t k = 0; status == DARK_OK && k < N_TABLES; k++)
    status = dark_estimate_part(&estimates[k], of->plan, 0, workspace, weights[k], err);
  if (status == DARK_OK) status = dark_estimate_tables(estimates, of->plan, 0, workspace, tables, N_TABLES, err);
  dark_workspace_free(workspace);
  return status;
}

static dark_status call_explain(const void *context, dark_error *err) {
  dark_explanation out;
  const dark_status status = dark_plan_explain(&out, ((const task *)context)->plan, 0, err);
  dark_explanation_clear(&out);
  return status;
}

static dark_status call_rank(const void *context, dark_error *err) {
  dark_candidate *out = NULL;
  size_t n = 1;
  const dark_status status = dark_plan_rank(&out, &n, ((const task *)context)->plan, 0, SIZE_MAX, INFINITY, err);
  assert_true(status == DARK_OK || n == 0);
  if (status == DARK_OK) free(out);
  else assert_null(out);
  return status;
}

static dark_status call_bootstrap(const void *context, dark_error *err) {
  const task *of = context;
  dark_replicates *out = NULL;
  const dark_status status = bootstrap(&out, of->plan, of->n_threads, NULL, err);
  assert_true((status == DARK_OK) == (out != NULL));
  dark_replicates_free(out);
  return status;
}

/* What a method does not offer is wrong usage. */
static void try_each_estimator(memory_attempt *attempt, int n_threads) {
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    task of;
    dark_error err = DARK_ERROR_INIT;
    find_task(&of, dark_estimator_at(i));
    of.n_threads = n_threads;
    const dark_status offered = attempt(&of, &err);
    assert_true(offered == DARK_OK || offered == DARK_EUSAGE);
    assert_survives(of.settings.method, attempt, &of, offered, MEMORY_NEEDED);
    dark_plan_free(of.plan);
  }
}

#define ESTIMATOR_TESTS(X)              \
  X(every_plan, call_plan, 1)           \
  X(every_workspace, call_workspace, 1) \
  X(every_estimate, call_estimate, 1)   \
  X(every_explanation, call_explain, 1) \
  X(every_ranking, call_rank, 1)        \
  X(every_bootstrap, call_bootstrap, 1) \
  X(every_bootstrap_by_two, call_bootstrap, 2)

#define ESTIMATOR_TEST(name, attempt, n_threads) \
  static void name##_survives(void **state) {    \
    (void)state;                                 \
    try_each_estimator(attempt, n_threads);      \
  }

ESTIMATOR_TESTS(ESTIMATOR_TEST)

/* ---- Reports, in every format */

static const dark_fixed_odds pair = {{"A", "B"}, 2};
static const dark_dependence supposed_of_lists = {&pair, 1, TEXTS("A*C"), 1, 0.5};
static const dark_run run = {
    .command = "fit", .options = TEXTS("where", "a=1", "where", "b=2"), .n_options = 2, .dependence = &supposed_of_lists};

/* As JSON the results of many categories have thousands of allocations, each of which would be made to fail. */
static dark_status report_results(const void *format, dark_error *err) {
  return dark_report_results(sink, *(const dark_format *)format, results, strata, &run, err);
}

static dark_status report_small_results(const void *format, dark_error *err) {
  return dark_report_results(sink, *(const dark_format *)format, small_results, small_strata, &run, err);
}

static dark_status report_bare_results(const void *format, dark_error *err) {
  return dark_report_results(sink, *(const dark_format *)format, bare_results, small_strata, &run, err);
}

static dark_status report_descriptions(const void *format, dark_error *err) {
  return dark_report_descriptions(sink, *(const dark_format *)format, descriptions, small_strata, &run, err);
}

static dark_status report_candidates(const void *format, dark_error *err) {
  return dark_report_candidates(sink, *(const dark_format *)format, candidates, TEXTS("[12]", "[1]", "[2]"), n_candidates,
                                three_lists, &run, err);
}

static dark_status report_check(const void *format, dark_error *err) {
  return dark_report_check(sink, *(const dark_format *)format, &checked, three_lists, &run, err);
}

static void every_report_survives(void **state) {
  static const dark_format formats[] = {DARK_FORMAT_TABLE, DARK_FORMAT_CSV, DARK_FORMAT_JSON, DARK_FORMAT_MARKDOWN};
  memory_attempt *const reports[] = {report_small_results, report_bare_results, report_descriptions, report_candidates,
                                     report_check};
  (void)state;
  assert_survives("a report of strata", report_results, &formats[0], DARK_OK, MEMORY_NEEDED);
  for (size_t r = 0; r < N_OF(reports); r++)
    for (size_t f = 0; f < N_OF(formats); f++)
      if (r < 3 || formats[f] != DARK_FORMAT_MARKDOWN)
        assert_survives("a report", reports[r], &formats[f], DARK_OK, MEMORY_NEEDED);
}

int main(void) {
#define ENTRY(name, ...) cmocka_unit_test(name##_survives),
  const struct CMUnitTest tests[] = {FILES(ENTRY) POINTERS(ENTRY) VALUES(ENTRY) ESTIMATOR_TESTS(ENTRY)
                                         cmocka_unit_test(calls_that_do_not_survive_are_caught),
                                     cmocka_unit_test(every_report_survives)};
  return cmocka_run_group_tests(tests, make_all, free_all);
}
