/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <argp.h>
#include <fnmatch.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_REPEATS = 1000, DEFAULT_REPEATS = 3 };

static const double DEFAULT_SECONDS = 1;

static const struct argp_option options[] = {
    {"list", 'l', 0, 0, "Print the names of the cases and measure nothing", 0},
    {"seconds", 's', "S", 0, "Repeat each case for about S seconds (default 1), at most 1000 times", 0},
    {"repeats", 'r', "N", 0, "and at least N times (default 3), after a first run that is not counted", 0},
    {0}};

static error_t take(int key, char *argument, struct argp_state *state) {
  bench *of = state->input;
  char *end = NULL;
  switch (key) {
    case 'l': of->list_only = true; return 0;
    case 's':
      of->seconds = strtod(argument, &end);
      if (*end != '\0' || !(of->seconds >= 0)) argp_error(state, "'%s' is no number of seconds", argument);
      return 0;
    case 'r':
      of->n_least = strtoul(argument, &end, 10);
      if (*end != '\0' || of->n_least < 1 || of->n_least > MOST_REPEATS) argp_error(state, "'%s' is not 1 to 1000", argument);
      return 0;
    case ARGP_KEY_ARGS:
      of->patterns = state->argv + state->next;
      of->n_patterns = (size_t)(state->argc - state->next);
      return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

bench bench_open(int argc, char **argv) {
  static const struct argp syntax = {.options = options,
                                     .parser = take,
                                     .args_doc = "[PATTERN...]",
                                     .doc = "Measure the cases whose names match a PATTERN as in file names ('fits-*'), or all."};
  bench of = {.seconds = DEFAULT_SECONDS, .n_least = DEFAULT_REPEATS};
  argp_err_exit_status = 2;
  argp_parse(&syntax, argc, argv, 0, NULL, &of);
  if (!of.list_only) puts("case,lists,models,replicates,threads,repeats,min_seconds,median_seconds,rate,checksum");
  return of;
}

int bench_close(const bench *of) { return of->failed ? EXIT_FAILURE : EXIT_SUCCESS; }

static bool is_wanted(const bench *of, const char *name) {
  for (size_t i = 0; i < of->n_patterns; i++)
    if (fnmatch(of->patterns[i], name, 0) == 0) return true;
  return of->n_patterns == 0;
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int compare_doubles(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median_of(double *sorted, size_t n) { return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]); }

/* In the case's own process: first a run that only counts for its result, then runs that count for their time. */
static bench_times repeat(const bench *of, const bench_job *job) {
  double seconds[MOST_REPEATS], spent = 0;
  bench_times times = {.is_measured = true};
  if (job->prepare != NULL) job->prepare(job->context);
  times.work = job->run(job->context);
  if (job->check != NULL) job->check(job->context, times.work);
  while (times.n_repeats < MOST_REPEATS && (times.n_repeats < of->n_least || spent < of->seconds)) {
    const double begin = seconds_now();
    const bench_work work = job->run(job->context);
    spent += seconds[times.n_repeats++] = seconds_now() - begin;
    if (work.amount != times.work.amount || work.checksum != times.work.checksum)
      bench_fail("run %zu gave %.17g, the first %.17g", times.n_repeats, work.checksum, times.work.checksum);
  }
  qsort(seconds, times.n_repeats, sizeof seconds[0], compare_doubles);
  times.min_seconds = seconds[0];
  times.median_seconds = median_of(seconds, times.n_repeats);
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) == 0) times.peak_megabytes = (double)usage.ru_maxrss * 1024 / 1e6;
  return times;
}

/* Run the case in a new process and hear from it; is_measured stays false when it ends without a word. */
static bench_times measure_apart(const bench *of, const bench_job *job) {
  bench_times times = {0};
  int ends[2];
  fflush(NULL);
  if (pipe(ends) != 0) return times;
  const pid_t child = fork();
  if (child == 0) {
    times = repeat(of, job);
    _exit(write(ends[1], &times, sizeof times) == (ssize_t)sizeof times ? EXIT_SUCCESS : EXIT_FAILURE);
  }
  close(ends[1]);
  if (child < 0 || read(ends[0], &times, sizeof times) != (ssize_t)sizeof times) times = (bench_times){0};
  close(ends[0]);
  int status = 0;
  if (child > 0 && (waitpid(child, &status, 0) != child || status != 0)) times.is_measured = false;
  return times;
}

static void print_row(const char *name, const bench_case *what, const bench_times *times, const char *seconds, double rate) {
  printf("%s,%u,%.0f,%zu,%d,%zu,%s,%.6g,%.12g\n", name, what->n_lists, what->n_models, what->n_replicates, what->n_threads,
         times->n_repeats, seconds, rate, times->work.checksum);
  fflush(stdout);
}

bench_times bench_measure(bench *of, const bench_case *what, const bench_job *job) {
  bench_times times = {0};
  if (!is_wanted(of, what->name)) return times;
  if (of->list_only) {
    puts(what->name);
    return times;
  }
  times = measure_apart(of, job);
  if (!times.is_measured) {
    fprintf(stderr, "bench: case %s failed\n", what->name);
    of->failed = true;
    return times;
  }
  char seconds[64];
  snprintf(seconds, sizeof seconds, "%.6g,%.6g", times.min_seconds, times.median_seconds);
  print_row(what->name, what, &times, seconds, times.work.amount / times.min_seconds);
  return times;
}

void bench_amount(const bench_case *what, const bench_times *times, const char *unit, double amount) {
  char name[256];
  snprintf(name, sizeof name, "%s:%s", unit, what->name);
  print_row(name, what, times, ",", amount);
}

bench_times bench_measure_with_memory(bench *of, const bench_case *what, const bench_job *job) {
  const bench_times times = bench_measure(of, what, job);
  if (times.is_measured) bench_amount(what, &times, "peak-megabytes", times.peak_megabytes);
  return times;
}

void bench_fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("bench: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  _exit(EXIT_FAILURE);
}

void bench_expect(const char *what, double actual, double expected, double tolerance) {
  if (!(fabs(actual - expected) <= tolerance * fabs(expected))) bench_fail("%s is %.17g, not %.17g", what, actual, expected);
}

void *bench_allocate(size_t n, size_t size) {
  void *memory = calloc(n, size);
  if (memory == NULL) bench_fail("out of memory");
  return memory;
}
