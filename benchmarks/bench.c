/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <argp.h>
#include <fnmatch.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_REPEATS = 1000, DEFAULT_REPEATS = 3, MOST_THREADS = 1024, MOST_REPLICATES = 1000000 };
enum { REPLICATES = 256, THREADS };

static const double DEFAULT_SECONDS = 0.3;

static const struct argp_option options[] = {
    {"list", 'l', 0, 0, "Print the names of the cases and measure nothing", 0},
    {"seconds", 's', "S", 0, "Repeat each case for about S seconds (default 0.3), at most 1000 times", 0},
    {"repeats", 'r', "N", 0, "and at least N times (default 3), after a first run that is not counted", 0},
    {"long", 'L', 0, 0, "Measure also the cases that take tens of seconds; else only those named in full", 0},
    {"replicates", REPLICATES, "B", 0, "Whole jobs: B replicates. Limits are checked with as many as the case has, beforehand",
     0},
    {"threads", THREADS, "N", 0, "Whole jobs: N threads", 0},
    {0}};

static size_t take_number(const char *argument, size_t most, struct argp_state *state) {
  char *end = NULL;
  const unsigned long number = strtoul(argument, &end, 10);
  if (*end != '\0' || number < 1 || number > most) argp_error(state, "'%s' is not 1 to %zu", argument, most);
  return number;
}

static error_t take(int key, char *argument, struct argp_state *state) {
  bench *of = state->input;
  char *end = NULL;
  switch (key) {
    case 'l': of->list_only = true; return 0;
    case 's':
      of->seconds = strtod(argument, &end);
      if (*end != '\0' || !(of->seconds >= 0)) argp_error(state, "'%s' is no number of seconds", argument);
      return 0;
    case 'r': of->n_least = take_number(argument, MOST_REPEATS, state); return 0;
    case 'L': of->with_long = true; return 0;
    case REPLICATES: of->n_replicates = take_number(argument, MOST_REPLICATES, state); return 0;
    case THREADS: of->n_threads = (int)take_number(argument, MOST_THREADS, state); return 0;
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
  if (!of.list_only)
    puts("case,lists,models,replicates,threads,repeats,min_seconds,median_seconds,min_cpu_seconds,median_cpu_seconds,rate,"
         "checksum,"
         "total,lower,upper");
  return of;
}

int bench_close(const bench *of) { return of->failed ? EXIT_FAILURE : EXIT_SUCCESS; }

static bool is_named(const bench *of, const char *name) {
  for (size_t i = 0; i < of->n_patterns; i++)
    if (strcmp(of->patterns[i], name) == 0) return true;
  return false;
}

static bool is_wanted(const bench *of, const char *name, bench_length length) {
  if (length == BENCH_LONG && !of->with_long) return is_named(of, name);
  for (size_t i = 0; i < of->n_patterns; i++)
    if (fnmatch(of->patterns[i], name, 0) == 0) return true;
  return of->n_patterns == 0;
}

static double seconds_on(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A moment on both clocks. */
typedef struct moment {
  double wall, cpu;
} moment;

static moment look_at_clocks(void) { return (moment){seconds_on(CLOCK_MONOTONIC), seconds_on(CLOCK_PROCESS_CPUTIME_ID)}; }

static int compare_doubles(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void summarise(double *least, double *median, double *values, size_t n) {
  qsort(values, n, sizeof values[0], compare_doubles);
  *least = values[0];
  *median = 0.5 * (values[(n - 1) / 2] + values[n / 2]);
}

static double peak_megabytes(void) {
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss * 1024 / 1e6 : 0;
}

/* The seconds of runs that count. */
typedef struct stopwatch {
  double wall[MOST_REPEATS], cpu[MOST_REPEATS], spent;
  size_t n;
} stopwatch;

static bench_work time_run(stopwatch *watch, const bench_job *job) {
  const moment begin = look_at_clocks();
  const bench_work work = job->run(job->context);
  const moment end = look_at_clocks();
  watch->wall[watch->n] = end.wall - begin.wall;
  watch->cpu[watch->n++] = end.cpu - begin.cpu;
  watch->spent += end.wall - begin.wall;
  return work;
}

/* In the case's own process: first a run that only counts for its result, then runs that count for their time. */
static bench_times repeat(const bench *of, const bench_job *job) {
  stopwatch watch = {.n = 0};
  bench_times times = {.is_measured = true};
  if (job->prepare != NULL) job->prepare(job->context);
  bench_effort_take();
  times.work = time_run(&watch, job);
  times.effort = bench_effort_take();
  times.peak_megabytes = peak_megabytes();
  if (job->check != NULL) job->check(job->context, times.work);
  if (job->length == BENCH_SHORT) watch = (stopwatch){.n = 0};
  while (watch.n == 0 ||
         (job->length == BENCH_SHORT && watch.n < MOST_REPEATS && (watch.n < of->n_least || watch.spent < of->seconds))) {
    const bench_work work = time_run(&watch, job);
    if (work.amount != times.work.amount || work.checksum != times.work.checksum)
      bench_fail("run %zu gave %.17g, the first %.17g", watch.n, work.checksum, times.work.checksum);
  }
  times.n_repeats = watch.n;
  summarise(&times.min_seconds, &times.median_seconds, watch.wall, watch.n);
  summarise(&times.min_cpu_seconds, &times.median_cpu_seconds, watch.cpu, watch.n);
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

static void print_row(const char *name, const bench_case *what, const bench_times *times, const char *seconds, double rate,
                      const char *limits) {
  printf("%s,%u,%.0f,%zu,%d,%zu,%s,%.6g,%.12g,%s\n", name, what->n_lists, what->n_models, what->n_replicates, what->n_threads,
         times->n_repeats, seconds, rate, times->work.checksum, limits);
  fflush(stdout);
}

static void print_times(const bench_case *what, const bench_times *times) {
  char seconds[96], limits[96] = ",,";
  const bench_limits *of = &times->work.limits;
  snprintf(seconds, sizeof seconds, "%.6g,%.6g,%.6g,%.6g", times->min_seconds, times->median_seconds, times->min_cpu_seconds,
           times->median_cpu_seconds);
  if (of->upper > 0) snprintf(limits, sizeof limits, "%.12g,%.12g,%.12g", of->total, of->lower, of->upper);
  print_row(what->name, what, times, seconds, times->work.amount / times->min_seconds, limits);
}

bench_times bench_measure(bench *of, const bench_case *what, const bench_job *job) {
  bench_times times = {0};
  if (!is_wanted(of, what->name, job->length)) return times;
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
  print_times(what, &times);
  return times;
}

void bench_amount(const bench_case *what, const bench_times *times, const char *unit, double amount) {
  char name[256];
  snprintf(name, sizeof name, "%s:%s", unit, what->name);
  print_row(name, what, times, ",,,", amount, ",,");
}

static void tell_effort(const bench_case *what, const bench_times *times) {
  const bench_effort *effort = &times->effort;
  const size_t n_tables = times->work.n_tables;
  if (effort->n_steps == 0) return;
  bench_amount(what, times, "busy-lanes", (double)effort->n_lane_steps / (double)effort->n_steps);
  if (n_tables > 0) bench_amount(what, times, "fits-per-table", (double)effort->n_fits / (double)n_tables);
  else bench_amount(what, times, "fits", (double)effort->n_fits);
}

bench_times bench_measure_in_full(bench *of, const bench_case *what, const bench_job *job) {
  const bench_times times = bench_measure(of, what, job);
  if (!times.is_measured) return times;
  bench_amount(what, &times, "peak-megabytes", times.peak_megabytes);
  tell_effort(what, &times);
  if (times.work.n_incomplete > 0) bench_amount(what, &times, "incomplete", (double)times.work.n_incomplete);
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

void bench_expect_limits(const bench_limits *actual, const bench_limits *expected) {
  static const double TOLERANCE = 1e-6;
  bench_expect("the estimate", actual->total, expected->total, TOLERANCE);
  bench_expect("the lower limit", actual->lower, expected->lower, TOLERANCE);
  bench_expect("the upper limit", actual->upper, expected->upper, TOLERANCE);
}

void *bench_allocate(size_t n, size_t size) {
  void *memory = calloc(n, size);
  if (memory == NULL) bench_fail("out of memory");
  return memory;
}
