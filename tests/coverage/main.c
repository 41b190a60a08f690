/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `make coverage`: run the blocks that are missing, then write the page. */

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gsl/gsl_errno.h>

#include "base/error.h"
#include "base/text.h"
#include "coverage/schedule.h"
#include "coverage/summary.h"

static const char usage[] =
    "usage: run --program ID [OPTION...]\n"
    "  --program ID      identifies code and data; outcomes of another program are not used\n"
    "  --folder FOLDER   where blocks are kept (build/coverage)\n"
    "  --report FILE     the page (build/coverage/COVERAGE.md)\n"
    "  --command TEXT    how to repeat the run, for the page\n"
    "  --full            1,000 tables of every design, B = 2,000; else 100 of the quick ones, B = 500\n"
    "  --flags           1,000 tables of the designs `bound`, without replicates: the section on Chao's bound alone\n"
    "  --designs NAMES   these only: patterns, separated by spaces; `quick` for the quick ones, `choice` for those that a "
    "default is chosen by\n"
    "  --methods NAMES   these only: patterns, separated by commas (RULE.md's candidates that are not out)\n"
    "  --tables N        of each design, in blocks of 25\n"
    "  --replicates B    of each table\n"
    "  --seed S          (1)\n"
    "  --threads N       never changes an outcome\n"
    "  --minutes M       begin no block after so long; 0: write the page only\n"
    "  --list            name the designs and stop\n";

enum { QUICK_TABLES = 100, QUICK_REPLICATES = 500, FULL_TABLES = 1000, FULL_REPLICATES = 2000, MOST_WHOLE = 1000000 };

typedef struct request {
  const char *program, *folder, *report, *command, *designs, *methods;
  bool is_full, is_flags, is_list;
  uint64_t tables, replicates, seed, threads; /* 0: not asked for */
  uint64_t minutes;                           /* UINT64_MAX: no limit */
} request;

static bool read_whole(uint64_t *out, const char *text) { return dark__parse_whole(out, text, MOST_WHOLE); }

static bool take_option(request *out, int option, const char *value) {
  switch (option) {
    case 'p': out->program = value; return true;
    case 'f': out->folder = value; return true;
    case 'r': out->report = value; return true;
    case 'c': out->command = value; return true;
    case 'd': out->designs = *value != '\0' ? value : NULL; return true;
    case 'M': out->methods = *value != '\0' ? value : NULL; return true;
    case 'F': out->is_full = true; return true;
    case 'C': out->is_flags = true; return true;
    case 'l': out->is_list = true; return true;
    case 't': return read_whole(&out->tables, value);
    case 'b': return read_whole(&out->replicates, value);
    case 's': return read_whole(&out->seed, value);
    case 'j': return read_whole(&out->threads, value);
    case 'm': return read_whole(&out->minutes, value);
    default: return false;
  }
}

static bool read_request(request *out, int argc, char **argv) {
  static const struct option options[] = {{"program", required_argument, NULL, 'p'},
                                          {"folder", required_argument, NULL, 'f'},
                                          {"report", required_argument, NULL, 'r'},
                                          {"command", required_argument, NULL, 'c'},
                                          {"designs", required_argument, NULL, 'd'},
                                          {"full", no_argument, NULL, 'F'},
                                          {"flags", no_argument, NULL, 'C'},
                                          {"list", no_argument, NULL, 'l'},
                                          {"tables", required_argument, NULL, 't'},
                                          {"replicates", required_argument, NULL, 'b'},
                                          {"seed", required_argument, NULL, 's'},
                                          {"threads", required_argument, NULL, 'j'},
                                          {"minutes", required_argument, NULL, 'm'},
                                          {"methods", required_argument, NULL, 'M'},
                                          {NULL, 0, NULL, 0}};
  *out = (request){.folder = "build/coverage",
                   .report = "build/coverage/COVERAGE.md",
                   .command = "make coverage",
                   .seed = 1,
                   .minutes = UINT64_MAX};
  for (int option = getopt_long(argc, argv, "", options, NULL); option != -1; option = getopt_long(argc, argv, "", options, NULL))
    if (!take_option(out, option, optarg)) return false;
  if (out->designs == NULL) out->designs = out->is_flags ? "bound" : out->is_full ? "*" : "quick";
  if (out->tables == 0) out->tables = out->is_full || out->is_flags ? FULL_TABLES : QUICK_TABLES;
  if (out->is_flags) out->replicates = 0;
  else if (out->replicates == 0) out->replicates = out->is_full ? FULL_REPLICATES : QUICK_REPLICATES;
  return (out->program != NULL || out->is_list) && optind == argc;
}

static void list_designs(void) {
  for (size_t i = 0; i < n_coverage_designs; i++) {
    const design *of = &coverage_designs[i];
    printf("%-18s %-11s %s%s\n", of->name, span_name(of->span), of->title, (of->traits & TRAIT_QUICK) != 0 ? " (quick)" : "");
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static dark_status run_block(entry *next, size_t block, const store *in, const experiment *how, dark_error *err) {
  block_outcomes outcomes;
  dark_status status = block_run(&outcomes, next->of, &next->drawn_from, how, block, err);
  if (status == DARK_OK) status = store_write(in, next->of, block, &outcomes, err);
  for (size_t m = 0; m < outcomes.n_methods; m++) next->seconds += outcomes.seconds[m];
  block_clear(&outcomes);
  if (status == DARK_OK) next->n_done++;
  return status;
}

static dark_status run_all(schedule *of, const store *in, const experiment *how, const request *asked, dark_error *err) {
  const double start = now();
  size_t block;
  for (entry *next = schedule_next(of, in, &block); next != NULL; next = schedule_next(of, in, &block)) {
    if (now() - start >= 60 * (double)asked->minutes) break;
    const dark_status status = run_block(next, block, in, how, err);
    if (status != DARK_OK) return status;
    fprintf(stderr, "coverage: %s: %zu tables; %zu of %zu blocks, %.0f s\n", next->of->name, next->n_done * BLOCK_TABLES,
            schedule_n_done(of), of->n * of->n_blocks, now() - start);
  }
  return DARK_OK;
}

static dark_status write_page(const char *path, const summary *of, void (*write)(FILE *, const summary *), dark_error *err) {
  FILE *stream = fopen(path, "w");
  if (stream == NULL) return dark__fail(err, DARK_EIO, "%s cannot be written", path);
  write(stream, of);
  const bool is_written = ferror(stream) == 0;
  if (fclose(stream) != 0 || !is_written) return dark__fail(err, DARK_EIO, "%s cannot be written", path);
  fprintf(stderr, "coverage: see %s\n", path);
  return DARK_OK;
}

/* Designs of which a full run has not come to more tables are shown as a quick run left them. */
static dark_status summarise(const request *asked, const store *in, const experiment *how, size_t n_blocks, dark_error *err) {
  summary page = {.seed = asked->seed, .program = asked->program, .command = asked->command};
  const experiment quick = {.replicates = QUICK_REPLICATES, .seed = asked->seed};
  store other;
  summary bounds = {.seed = asked->seed, .program = asked->program, .command = "make coverage FLAGS=1"};
  const experiment none = {.replicates = 0, .seed = asked->seed};
  page.bounds = &bounds;
  dark_status status = summary_add(&page, in, how, n_blocks, err);
  if (status == DARK_OK) status = store_open(&other, asked->folder, asked->program, &none, err);
  if (status == DARK_OK) status = summary_add(&bounds, &other, &none, FULL_TABLES / BLOCK_TABLES, err);
  if (status == DARK_OK && asked->is_full) status = store_open(&other, asked->folder, asked->program, &quick, err);
  if (status == DARK_OK && asked->is_full) status = summary_add(&page, &other, &quick, QUICK_TABLES / BLOCK_TABLES, err);
  if (status == DARK_OK) status = write_page(asked->report, &page, asked->is_flags ? write_flags : summary_write, err);
  summary_clear(&page);
  summary_clear(&bounds);
  return status;
}

static dark_status answer(const request *asked, dark_error *err) {
  const experiment how = {
      .replicates = asked->replicates, .seed = asked->seed, .n_threads = (int)asked->threads, .methods = asked->methods};
  const size_t n_blocks = (asked->tables + BLOCK_TABLES - 1) / BLOCK_TABLES;
  schedule todo = {0};
  store in;
  char unmatched[MOST_NAME];
  if (!methods_are_known(asked->methods, unmatched, sizeof unmatched))
    return dark__fail(err, DARK_EUSAGE, "there is no method '%s'", unmatched);
  dark_status status = store_open(&in, asked->folder, asked->program, &how, err);
  if (status == DARK_OK) status = schedule_make(&todo, asked->designs, n_blocks, &in, err);
  if (status == DARK_OK) status = run_all(&todo, &in, &how, asked, err);
  if (status == DARK_OK) status = summarise(asked, &in, &how, n_blocks, err);
  schedule_clear(&todo);
  return status;
}

int main(int argc, char **argv) {
  request asked;
  dark_error err = DARK_ERROR_INIT;
  gsl_set_error_handler_off();
  if (!read_request(&asked, argc, argv)) {
    fputs(usage, stderr);
    return 2;
  }
  if (asked.is_list) {
    list_designs();
    return 0;
  }
  if (answer(&asked, &err) == DARK_OK) return 0;
  fprintf(stderr, "coverage: %s\n", err.message);
  return 1;
}
