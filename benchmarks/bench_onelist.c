/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list with counts of captures: fits, with standard errors, of 12,000 made-up people with two numeric covariates and a factor, so that
   hardly two people are alike. Rate: people per second. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <darkfigure.h>

#include "bench.h"
#include "tables.h"

enum { PEOPLE = 12000 };

typedef struct fitting {
  const char *method;
  dark_table *table;
} fitting;

/* Captures of a person: geometric around what the covariates say, at least one. */
static unsigned captures_of(bench_random *random, double size, double distance) {
  const double mean = exp(0.25 * size - 0.1 * distance);
  unsigned y = 1;
  while (y < 1000 && (double)bench_below(random, 1000000) < 1e6 * mean / (1 + mean)) y++;
  return y;
}

static void write_people(FILE *file) {
  static const char *const kinds[] = {"beef", "dairy", "mixed"};
  bench_random random = {PEOPLE};
  fputs("captures,size,distance,kind\n", file);
  for (size_t i = 0; i < PEOPLE; i++) {
    const double size = (double)bench_below(&random, 7000) / 1000, distance = 5 + (double)bench_below(&random, 7000) / 1000;
    fprintf(file, "%u,%.3f,%.3f,%s\n", captures_of(&random, size, distance), size, distance, kinds[bench_below(&random, 3)]);
  }
}

static void prepare(void *context) {
  fitting *mine = context;
  static const char *const covariates[] = {"size", "distance", "kind"};
  char path[] = "/tmp/darkfigure-bench-XXXXXX";
  dark_error err = DARK_ERROR_INIT;
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.count_of_captures = "captures";
  options.covariates = covariates, options.n_covariates = 3;
  const int descriptor = mkstemp(path);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (file == NULL) bench_fail("no file can be made in /tmp");
  write_people(file);
  if (fclose(file) != 0) bench_fail("%s cannot be written", path);
  const dark_status status = dark_table_read_csv(&mine->table, path, &options, &err);
  unlink(path);
  if (status != DARK_OK) bench_fail("%s", err.message);
}

static bench_work fit(void *context) {
  const fitting *mine = context;
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_plan *plan;
  settings.method = mine->method;
  if (dark_plan_new(&plan, mine->table, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
  if (dark_plan_explain(&explanation, plan, 0, &err) != DARK_OK) bench_fail("%s", err.message);
  if (!(explanation.se > 0)) bench_fail("%s has no standard error", mine->method);
  const bench_work work = {.amount = PEOPLE, .checksum = dark_plan_estimate(plan, 0)->total};
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  return work;
}

int main(int argc, char **argv) {
  static const char *const methods[] = {"chao-regression", "zelterman-regression", "ztpoisson", "ztgeom",
                                        "ztnegbin",        "oiztpoisson",          "oiztgeom"};
  bench of = bench_open(argc, argv);
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
    char name[64];
    fitting mine = {.method = methods[m]};
    snprintf(name, sizeof name, "onelist-12000-%s", methods[m]);
    const bench_job job = {.prepare = prepare, .run = fit, .context = &mine};
    const bench_case what = {name, 1, 1, 0, 1};
    bench_measure(&of, &what, &job);
  }
  return bench_close(&of);
}
