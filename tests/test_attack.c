/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader who has nothing but a finished table to hand on, and knows how it was made, tries to find a small number that it does not show: from what sums and
   estimates leave for it, by the estimators' own formulas. Nothing here shares code with the audit. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/handout/handout.h"
#include "report/page/page.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

enum { K = 5, MOST_LISTS = 4, MOST_FORMS = 4, MOST_LINES = 16, N_TABLES = TIMES(400, 100) };

/* ---- A finished table: the CSV of a page by form */

typedef struct printed {
  char form[32], display[16], state[24];
  double recorded, total, hidden; /* NaN: not shown */
} printed;

typedef struct finished {
  printed rows[MOST_LINES];
  size_t n;
} finished;

/* Field `i` of a line of CSV without quotes before it; "" where it is empty. */
static void field(char *out, size_t size, const char *line, size_t i) {
  const char *begin = line;
  while (i-- > 0) begin += strcspn(begin, ",") + 1;
  snprintf(out, size, "%.*s", (int)strcspn(begin, ",\n"), begin);
}

static double number(const char *line, size_t i) {
  char text[64];
  field(text, sizeof text, line, i);
  return text[0] == '\0' ? NAN : strtod(text, NULL);
}

/* form,recorded,recorded_display,total,lower,upper,level,hidden,state,remark */
static void read_csv(finished *out, const char *csv) {
  out->n = 0;
  for (const char *line = strchr(csv, '\n') + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
    printed *row = &out->rows[out->n++];
    assert_true(out->n < MOST_LINES);
    field(row->form, sizeof row->form, line, 0);
    field(row->display, sizeof row->display, line, 2);
    field(row->state, sizeof row->state, line, 8);
    row->recorded = number(line, 1);
    row->total = number(line, 3);
    row->hidden = number(line, 7);
  }
}

/* ---- How it is made */

/* counts [form][history] of so many lists; what was printed is cleared by the next call. */
typedef struct tables {
  size_t n_lists, n_forms;
  int counts[MOST_FORMS][1 << MOST_LISTS];
} tables;

static void write_text(FILE *stream, const tables *of) {
  for (size_t l = 0; l < of->n_lists; l++) fprintf(stream, "%c,", (char)('A' + (int)l));
  fprintf(stream, "form,count\n");
  for (size_t f = 0; f < of->n_forms; f++)
    for (unsigned h = 1; h < 1U << of->n_lists; h++) {
      if (of->counts[f][h] == 0) continue;
      for (size_t l = 0; l < of->n_lists; l++) fprintf(stream, "%u,", (h >> l) & 1);
      fprintf(stream, "f%zu,%d\n", f, of->counts[f][h]);
    }
}

static dark_table *read_table(const tables *of) {
  const char *const by[] = {"form"};
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  assert_non_null(stream);
  write_text(stream, of);
  assert_int_equal(fclose(stream), 0);
  dark_table *table = table_of_csv(text, by, 1);
  free(text);
  return table;
}

static char *fit_json(const dark_table *table, const char *method) {
  const dark_run run = {.command = "fit", .path = "t.csv"};
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_plan *plan = plan_for(table, method, 0, NULL, NULL);
  dark_error err = DARK_ERROR_INIT;
  dark_results *results;
  const double level = 0.95;
  char *text = NULL;
  size_t size;
  options.interval = dark_plan_usual_interval(plan);
  if (dark_interval_needs_replicates(options.interval)) options.interval = DARK_INTERVAL_LOG_NORMAL;
  options.levels = &level;
  options.n_levels = 1;
  options.asked_method = method;
  assert_ok(dark_results_new(&results, plan, NULL, &options, &err), err);
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark_report_results(stream, DARK_FORMAT_JSON, results, table, &run, &err), err);
  assert_int_equal(fclose(stream), 0);
  dark_results_free(results);
  dark_plan_free(plan);
  return text;
}

static char *handout_csv(const char *json) {
  const dark__about about = {0};
  dark__page_options options = {.about = &about};
  dark__document *document;
  dark__protection protection;
  dark__handout handout;
  dark__source source;
  dark_error err = DARK_ERROR_INIT;
  char *text = NULL;
  size_t size;
  assert_ok(dark__document_parse(&document, "fit.json", json, strlen(json), &err), err);
  assert_ok(dark__source_from(&source, document, "fit.json", &err), err);
  assert_ok(dark__protection_make(&protection, &source, NULL, 0, K, false, &err), err);
  options.protection = &protection;
  assert_ok(dark__handout_make(&handout, &source, &options, &err), err);
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark__handout_write(stream, DARK_FORMAT_CSV, &handout, &err), err);
  assert_int_equal(fclose(stream), 0);
  dark__handout_clear(&handout);
  dark__protection_clear(&protection);
  dark__source_clear(&source);
  return text;
}

static void make(finished *out, const tables *of, const char *method) {
  dark_table *table = read_table(of);
  char *json = fit_json(table, method), *csv = handout_csv(json);
  read_csv(out, csv);
  free(csv);
  free(json);
  dark_table_free(table);
}

/* ---- What a reader can tell of people who are not shown */

typedef struct range {
  double least, most;
} range;

/* Two digits, and no finer than to K (the page says so). */
static range rounded(double shown) {
  double unit = 1;
  while (shown >= 100 * unit) unit *= 10;
  if (unit < K) unit = K;
  return (range){shown - unit / 2, shown + unit / 2};
}

/* The people on no list, of an estimate and of what is recorded: whichever says more. */
static range hidden_of(const printed *row) {
  range of = rounded(row->hidden), total = rounded(row->total);
  if (strcmp(row->display, "exact") != 0 || row->total == row->recorded) return of;
  return (range){fmax(of.least, total.least - row->recorded), fmin(of.most, total.most - row->recorded)};
}

static bool is_sum(const printed *row) { return strcmp(row->form, "(all)") == 0; }

/* What sums leave for those not shown; false: nothing, or there are several of them. */
static bool left_for_the_hidden(range *out, char *form, const finished *of) {
  size_t n_open = 0;
  bool has_sum = false;
  *out = (range){0, 0};
  for (size_t i = 0; i < of->n; i++) {
    const printed *row = &of->rows[i];
    if (is_sum(row) && isnan(row->hidden)) return false;
    if (is_sum(row)) {
      const range sum = hidden_of(row);
      out->least += sum.least;
      out->most += sum.most;
      has_sum = true;
    } else if (strcmp(row->display, "suppressed") == 0) {
      strcpy(form, row->form);
      n_open++;
    } else if (!isnan(row->hidden)) {
      const range own = hidden_of(row);
      out->least -= own.most;
      out->most -= own.least;
    } else if (strcmp(row->state, "no_estimate") != 0) return false; /* a range without a number is no help */
  }
  return has_sum && n_open == 1;
}

/* ---- Random tables */

static uint64_t next(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return *state >> 33;
}

static void draw(tables *out, uint64_t *state) {
  memset(out, 0, sizeof *out);
  out->n_lists = 2 + next(state) % 3;
  out->n_forms = 2 + next(state) % (MOST_FORMS - 1);
  for (size_t f = 0; f < out->n_forms; f++) {
    const bool is_small = f == 0;
    const size_t n = is_small ? 1 + next(state) % (K - 1) : 5 + next(state) % 120;
    const uint64_t odds = 2 + next(state) % 4;
    for (size_t i = 0; i < n;) {
      unsigned h = 0;
      for (size_t l = 0; l < out->n_lists; l++) h |= (unsigned)(next(state) % odds == 0) << l;
      if (h == 0) continue;
      out->counts[f][h]++;
      i++;
    }
  }
}

/* One person cannot stand for another: of 1 nobody is hidden, whatever the method, where the one is on all lists. So where sums say that somebody is, the number
   cannot be 1. */
static void estimates_leave_room_for_every_small_number(void **state) {
  (void)state;
  uint64_t random = 1;
  size_t n_tried = 0;
  for (size_t i = 0; i < N_TABLES; i++) {
    tables of;
    finished page = {0};
    range left;
    char form[32];
    draw(&of, &random);
    make(&page, &of, of.n_lists == 2 ? "chapman" : "independence");
    if (!left_for_the_hidden(&left, form, &page)) continue;
    n_tried++;
    if (left.least > 1e-9) fail_msg("table %zu: of %s at least %g people are on no list", i, form, left.least);
  }
  assert_true(n_tried > N_TABLES / 2);
}

/* By hand: f0 has 3 people, of whom one is on two lists, and 1.56 hidden; f1 has 26 and 26.45 hidden: printed are 25 hidden of 50, which is at most
   26.5 (52.5 - 26). Both have 28.01 hidden, which would be printed as 30, at least 27.5: one of f0 at least would be hidden, and none is where f0 has 1 person. */
static void a_sum_that_would_tell_has_no_number(void **state) {
  (void)state;
  const tables of = {3, 2, {{0, 1, 0, 1, 1}, {0, 7, 9, 1, 4, 2, 3}}};
  finished page = {0};
  make(&page, &of, "independence");
  assert_int_equal(page.n, 3);
  const printed *f1 = &page.rows[1], *sum = &page.rows[2];
  assert_true(f1->recorded == 26 && f1->total == 50 && f1->hidden == 25);
  assert_true(is_sum(sum) && isnan(sum->total) && isnan(sum->hidden));
  assert_true(sum->recorded == 30);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(estimates_leave_room_for_every_small_number),
                                     cmocka_unit_test(a_sum_that_would_tell_has_no_number)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
