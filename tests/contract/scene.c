/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/scene.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

scene the;

static void make_tables(dark_error *err) {
  const char *const by[] = {"form"};
  const char *const covariates[] = {"g"};
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  char path[32];
  the.table = table_of_csv("A,B,C,form,n\n1,0,0,x,30\n0,1,0,x,20\n0,0,1,x,10\n1,1,0,x,5\n1,0,1,x,4\n0,1,1,x,3\n"
                           "1,0,0,y,31\n0,1,0,y,21\n0,0,1,y,11\n1,1,0,y,6\n1,0,1,y,5\n0,1,1,y,4\n1,1,1,y,2\n",
                           by, 1);
  the.plain = table_of_text(3, "100:30 010:20 001:10 110:5 101:4 011:3 111:1");
  write_file(path, "y,n,g\n1,40,a\n2,9,a\n3,2,b\n1,25,b\n2,11,b\n");
  options.count_of_captures = "y", options.count = "n";
  options.covariates = covariates, options.n_covariates = 1;
  assert_ok(dark_table_read_csv(&the.captures, path, &options, err), *err);
  unlink(path);
  write_file(path, "form,people\nx,1000\ny,2000\n");
  assert_ok(dark_residents_read(&the.residents, path, err), *err);
  unlink(path);
  write_file(the.csv, "A,B,C,n\n1,0,0,30\n0,1,0,20\n0,0,1,10\n1,1,0,5\n");
}

static void make_estimates(dark_error *err) {
  const dark_settings settings = DARK_SETTINGS_INIT;
  dark_bootstrap_options drawing = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_result_options wanted = DARK_RESULT_OPTIONS_INIT;
  dark_sensitivity_options asked = DARK_SENSITIVITY_OPTIONS_INIT;
  const double level = 0.95;
  size_t n;
  dark_table *without_overlap = table_of_text(3, "100:30 010:20 001:10");
  assert_ok(dark_plan_new(&the.plan, the.table, &settings, err), *err);
  assert_ok(dark_plan_new(&the.hopeless, without_overlap, &settings, err), *err);
  assert_ok(dark_workspace_new(&the.workspace, the.plan, err), *err);
  const dark_record *records = dark_plan_records(the.plan, 0, &n);
  the.weights = calloc(n, sizeof *the.weights);
  for (size_t i = 0; i < n; i++) the.weights[i] = records[i].count;
  drawing.n_replicates = 20;
  wanted.levels = &level, wanted.n_levels = 1;
  asked.n_thinnings = 2;
  assert_ok(dark_bootstrap(&the.replicates, the.plan, &drawing, err), *err);
  assert_ok(dark_results_new(&the.results, the.plan, the.replicates, &wanted, err), *err);
  assert_ok(dark_describe(&the.descriptions, the.table, err), *err);
  assert_ok(dark_sensitivity_new(&the.sensitivity, the.table, &settings, &asked, err), *err);
}

static void make_population(dark_error *err) {
  const char *const lists[] = {"A", "B"};
  const double probabilities[] = {0.25, 0.25, 0.25, 0.25};
  const dark_population_stratum stratum = {NULL, 100, probabilities};
  assert_ok(dark_population_new(&the.population, lists, 2, NULL, 0, &stratum, 1, err), *err);
  assert_ok(dark_population_draw(&the.sample, the.population, DARK_POPULATION_FIXED, 1, 1, err), *err);
}

int scene_begin(void **state) {
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  make_tables(&err);
  make_estimates(&err);
  make_population(&err);
  the.made = make_tasks("study: x\nreplicates: 20\ndata: [{name: korea, file: " KOREA "}]\n"
                        "methods: [{name: a, method: bic}, {name: b, method: chao}]\n"
                        "comparisons: [{baseline: {method: a}, against: [{method: b}]}]\n");
  return 0;
}

int scene_end(void **state) {
  (void)state;
  unmake(&the.made);
  dark_sample_free(the.sample);
  dark_population_free(the.population);
  dark_sensitivity_free(the.sensitivity);
  dark_residents_free(the.residents);
  dark_descriptions_free(the.descriptions);
  dark_results_free(the.results);
  dark_replicates_free(the.replicates);
  dark_workspace_free(the.workspace);
  free(the.weights);
  const dark_table *without_overlap = dark_plan_table(the.hopeless);
  dark_plan_free(the.hopeless);
  dark_table_free((dark_table *)without_overlap);
  dark_plan_free(the.plan);
  dark_table_free(the.captures);
  dark_table_free(the.plain);
  dark_table_free(the.table);
  unlink(the.csv);
  return 0;
}
