/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_BENCH_H
#define DARK_BENCH_H

/* What the benchmark programs share: a case is measured in a process of its own, checked, and printed as a row of CSV.

   A program is benchmarks/bench_<what>.c: it opens a bench, measures its cases one after the other and closes it. benchmarks/README.md
   states the rules of measurement and what the columns mean. */

#include <stdbool.h>
#include <stddef.h>

#include "effort.h"

/* One program at work: what its command line asked for, and whether all went well. */
typedef struct bench {
  char **patterns; /* [n_patterns] cases wanted; none: all */
  size_t n_patterns;
  double seconds;      /* repeat each case for about so long ... */
  size_t n_least;      /* ... and at least so often */
  bool list_only;      /* print the names of the cases, measure nothing */
  bool with_long;      /* measure long cases too, without being asked by name */
  size_t n_replicates; /* of whole jobs; 0: as many as the case has */
  int n_threads;       /* the same */
  bool failed;
} bench;

/* The columns of a row that are known beforehand. */
typedef struct bench_case {
  const char *name; /* unique over all programs */
  unsigned n_lists;
  double n_models;
  size_t n_replicates;
  int n_threads;
} bench_case;

/* An estimate and its interval. */
typedef struct bench_limits {
  double total, lower, upper;
} bench_limits;

/* What one run did. */
typedef struct bench_work {
  double amount;       /* in the unit of the case's rate: fits, replicates, nodes, checks, megabytes */
  double checksum;     /* the estimate, or what stands for it; every run must give the same bits */
  size_t n_tables;     /* how many tables were estimated; 0: nobody counts them */
  size_t n_incomplete; /* how many of them by a search that ran out of budget */
  bench_limits limits; /* upper 0: there are none */
} bench_work;

/* What a run takes. */
typedef enum bench_length {
  BENCH_SHORT, /* less than a second */
  BENCH_ONCE,  /* some seconds: the first run counts, and there is no other */
  BENCH_LONG   /* tens of seconds: also measured only when asked for, by --long or by the full name */
} bench_length;

typedef struct bench_job {
  void (*prepare)(void *context);           /* not timed; may be NULL */
  bench_work (*run)(void *context);         /* timed */
  void (*check)(void *context, bench_work); /* the result of the first run, before any time is told; bench_fails if it is wrong */
  bench_length length;
  void *context;
} bench_job;

typedef struct bench_times {
  bool is_measured; /* false: the case was not wanted, or failed; nothing else is set */
  size_t n_repeats;
  double min_seconds, median_seconds;         /* on the clock, which other work on the machine delays */
  double min_cpu_seconds, median_cpu_seconds; /* of processor time, all threads together */
  double peak_megabytes;                      /* most memory that the case's process ever held */
  bench_effort effort;                        /* of the first run */
  bench_work work;
} bench_times;

/* Read the command line and print the header. Exits when the command line makes no sense. */
bench bench_open(int argc, char **argv);

/* Measure a case and print its row. It runs in a forked process, so that peaks of memory are its own and a crash ends nothing else; what
   the job leaves in `context` is lost. */
bench_times bench_measure(bench *of, const bench_case *what, const bench_job *job);

/* Print an amount that belongs to a measured case, as a row without seconds: case "<unit>:<name of the case>", rate the amount. */
void bench_amount(const bench_case *what, const bench_times *times, const char *unit, double amount);

/* bench_measure, then what else is known of it as amounts: the peak memory, how many lanes had work in a Newton step and how many fits a
   table took (where models were fitted in lanes, and in all where nobody counts the tables), tables whose search was not complete. */
bench_times bench_measure_in_full(bench *of, const bench_case *what, const bench_job *job);

/* The program's exit status: 1 when a case failed. */
int bench_close(const bench *of);

/* Say on standard error what is wrong, and give up the case. For callbacks of a job. */
_Noreturn void bench_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* bench_fail unless |actual - expected| <= tolerance * |expected|. */
void bench_expect(const char *what, double actual, double expected, double tolerance);

/* The same of an estimate and both of its limits, to 1e-6. */
void bench_expect_limits(const bench_limits *actual, const bench_limits *expected);

/* malloc that gives up the case. */
void *bench_allocate(size_t n, size_t size);

#endif
