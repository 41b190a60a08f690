/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two fits set against each other, row by row: as `study compare` does it with two methods on one data set. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "bridge/answer/fit.h"
#include "report/words/rows.h"
#include "result/arena.h"
#include "result/opposition.h"

/* A row of both at one level. */
typedef struct compared {
  const char **levels; /* [n_categories] "(all)" for the margin */
  dark_contrast of;
} compared;

typedef struct comparison {
  dark__arena *arena;
  const char **categories; /* [n_categories] */
  size_t n_categories;
  compared *rows; /* [n] */
  size_t n;
} comparison;

/* Both fits, and what they have in common. */
typedef struct both {
  const dark_answer *baseline, *other;
  dark__opposition between;
  double *people;          /* [between.n_cells] */
  size_t *parts, *records; /* [between.n_cells] */
  const double *levels;
  size_t n_levels;
} both;

/* ---- Whether they see the same people */

static bool same_names(const dark_table *a, const dark_table *b) {
  if (dark_table_n_lists(a) != dark_table_n_lists(b) || dark_table_n_categories(a) != dark_table_n_categories(b)) return false;
  for (size_t l = 0; l < dark_table_n_lists(a); l++)
    if (strcmp(dark_table_list_name(a, l), dark_table_list_name(b, l)) != 0) return false;
  for (size_t c = 0; c < dark_table_n_categories(a); c++)
    if (strcmp(dark_table_category_name(a, c), dark_table_category_name(b, c)) != 0) return false;
  return true;
}

static bool same_stratum(const dark_table *a, const dark_table *b, size_t stratum) {
  size_t n, n_other;
  const dark_record *x = dark_table_records(a, stratum, &n), *y = dark_table_records(b, stratum, &n_other);
  if (n != n_other) return false;
  for (size_t c = 0; c < dark_table_n_categories(a); c++)
    if (strcmp(dark_table_level_name(a, c, dark_table_stratum_level(a, stratum, c)),
               dark_table_level_name(b, c, dark_table_stratum_level(b, stratum, c))) != 0)
      return false;
  for (size_t i = 0; i < n; i++)
    if (x[i].history != y[i].history || !(x[i].count >= y[i].count && x[i].count <= y[i].count)) return false;
  return true;
}

static bool same_people(const dark_table *a, const dark_table *b) {
  if (a == b) return dark_table_captures(a) == NULL;
  if (dark_table_captures(a) != NULL || dark_table_captures(b) != NULL || !same_names(a, b)) return false;
  if (dark_table_n_strata(a) != dark_table_n_strata(b)) return false;
  for (size_t s = 0; s < dark_table_n_strata(a); s++)
    if (!same_stratum(a, b, s)) return false;
  return true;
}

static bool are_paired(const dark_answer *a, const dark_answer *b) {
  const dark__uncertainty *x = &dark__answer_fit(a)->uncertainty, *y = &dark__answer_fit(b)->uncertainty;
  return x->seed == y->seed && x->n_replicates == y->n_replicates && x->resample == DARK_RESAMPLE_OBSERVED &&
         y->resample == DARK_RESAMPLE_OBSERVED && same_people(a->table, b->table);
}

/* ---- The cells of these people: the records of the table, which both have */

static bool find(size_t *part, size_t *record, const void *context, bool is_other, size_t cell) {
  const both *of = context;
  (void)is_other;
  *part = of->parts[cell];
  *record = of->records[cell];
  return true;
}

static size_t count_cells(const dark_table *table) {
  size_t n = 0, n_here;
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    dark_table_records(table, s, &n_here);
    n += n_here;
  }
  return n;
}

static dark_status list_cells(both *of, dark_error *err) {
  const dark_table *table = of->baseline->table;
  const size_t n = count_cells(table);
  of->people = calloc(n + 1, sizeof *of->people);
  of->parts = calloc(n + 1, sizeof *of->parts);
  of->records = calloc(n + 1, sizeof *of->records);
  if (of->people == NULL || of->parts == NULL || of->records == NULL) return dark__fail_memory(err);
  for (size_t s = 0, cell = 0, n_here = 0; s < dark_table_n_strata(table); s++) {
    const dark_record *records = dark_table_records(table, s, &n_here);
    for (size_t i = 0; i < n_here; i++, cell++) of->people[cell] = records[i].count, of->parts[cell] = s, of->records[cell] = i;
  }
  of->between.n_cells = n;
  of->between.people = of->people;
  return DARK_OK;
}

static dark_status begin(both *of, dark_error *err) {
  of->between = (dark__opposition){.is_paired = are_paired(of->baseline, of->other), .find = find, .context = of};
  return of->between.is_paired ? list_cells(of, err) : DARK_OK;
}

static void end(both *of) {
  free(of->people);
  free(of->parts);
  free(of->records);
}

/* ---- Rows */

static dark__opposed_side side_of(const dark_answer *answer, const dark_group *category, size_t n) {
  const dark__fit *fit = dark__answer_fit(answer);
  return (dark__opposed_side){fit->plan, answer->table, fit->replicates, category, n};
}

static dark_interval_type type_of(const both *of) {
  const bool is_bca = dark__answer_fit(of->baseline)->uncertainty.interval == DARK_INTERVAL_BCA &&
                      dark__answer_fit(of->other)->uncertainty.interval == DARK_INTERVAL_BCA;
  return is_bca ? DARK_INTERVAL_BCA : DARK_INTERVAL_PERCENTILE;
}

/* The first row of a fit with these levels, or NULL. */
static const dark_row *find_row(const dark_answer *answer, const char *const *levels) {
  const dark_results *results = dark__answer_fit(answer)->results;
  for (size_t r = 0; r < results->n_rows; r++) {
    bool is_it = true;
    for (size_t c = 0; c < results->n_categories && is_it; c++) is_it = strcmp(results->rows[r].levels[c], levels[c]) == 0;
    if (is_it) return &results->rows[r];
  }
  return NULL;
}

/* Without replicates on either side there are the estimates alone. */
static void set_estimates(dark_contrast *out, const dark_row *a, const dark_row *b) {
  const bool has_both = !isnan(a->total) && !isnan(b->total);
  out->baseline_observed = isnan(a->total) ? (double)NAN : a->observed;
  out->other_observed = isnan(b->total) ? (double)NAN : b->observed;
  out->baseline_total = a->total;
  out->other_total = b->total;
  out->difference = b->total - a->total;
  out->ratio = b->total / a->total;
  out->interval = DARK_INTERVAL_NONE;
  out->reasons = a->reasons | b->reasons | (has_both ? DARK_REASON_BIT(DARK_REASON_NO_REPLICATES) : 0);
  out->state = has_both ? DARK_STATE_UNSTABLE : DARK_STATE_NO_ESTIMATE;
}

static dark_status compare_at(dark_contrast *out, const both *of, const dark_group *category, size_t n, double level,
                              const dark_row *const rows[2], dark_error *err) {
  const dark__opposed_side a = side_of(of->baseline, category, n), b = side_of(of->other, category, n);
  const dark_status status = dark__opposition_make(out, &of->between, &a, &b, type_of(of), level, err);
  if (status == DARK_OK && (a.replicates == NULL || b.replicates == NULL)) set_estimates(out, rows[0], rows[1]);
  return status;
}

/* All levels of one row of the other fit. */
static dark_status compare_row(comparison *out, const both *of, dark_group *category, const dark_row *row, dark_error *err) {
  const dark_row *rows[2] = {find_row(of->baseline, row->levels), row};
  dark_status status = DARK_OK;
  if (rows[0] == NULL) return DARK_OK;
  for (size_t c = 0; c < out->n_categories; c++)
    category[c] = (dark_group){.name = out->categories[c], .members = &row->levels[c], .n_members = 1};
  for (size_t l = 0; status == DARK_OK && l < of->n_levels; l++) {
    compared *to = &out->rows[out->n++];
    to->levels = dark__arena_take(out->arena, out->n_categories + 1, sizeof *to->levels);
    if (to->levels == NULL) return dark__fail_memory(err);
    for (size_t c = 0; c < out->n_categories; c++) {
      to->levels[c] = dark__arena_copy(out->arena, row->levels[c]);
      if (to->levels[c] == NULL) return dark__fail_memory(err);
    }
    status = compare_at(&to->of, of, category, out->n_categories, of->levels[l], rows, err);
  }
  return status;
}

static dark_status compare_rows(comparison *out, const both *of, dark_error *err) {
  const dark_results *results = dark__answer_fit(of->other)->results;
  dark_group *category = calloc(out->n_categories + 1, sizeof *category);
  out->rows = dark__arena_take(out->arena, results->n_rows * of->n_levels + 1, sizeof *out->rows);
  dark_status status = category == NULL || out->rows == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t r = 0; status == DARK_OK && r < results->n_rows; r++)
    if (dark__row_is_first(results, r)) status = compare_row(out, of, category, &results->rows[r], err);
  free(category);
  return status;
}

/* ---- The answer */

static dark_status name_categories(comparison *out, const dark_results *results, dark_error *err) {
  out->arena = dark__arena_new();
  if (out->arena == NULL) return dark__fail_memory(err);
  out->n_categories = results->n_categories;
  out->categories = dark__arena_take(out->arena, results->n_categories + 1, sizeof *out->categories);
  if (out->categories == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < results->n_categories; c++) {
    out->categories[c] = dark__arena_copy(out->arena, results->categories[c]);
    if (out->categories[c] == NULL) return dark__fail_memory(err);
  }
  return DARK_OK;
}

static const comparison *found_by(const dark_answer *answer) { return answer->content; }

static dark_status fill_differences(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const comparison *of = found_by(answer);
  (void)err;
  dark__frame_categories(frame, of->categories, of->n_categories);
  dark__frame_contrast_columns(frame);
  for (size_t r = 0; r < of->n; r++) {
    dark__frame_put_levels(frame, of->rows[r].levels, of->n_categories);
    dark__frame_put_contrast(frame, &of->rows[r].of);
  }
  return DARK_OK;
}

static bool has_estimate(const dark_answer *answer) {
  const comparison *of = found_by(answer);
  for (size_t r = 0; r < of->n; r++)
    if (of->rows[r].of.state != DARK_STATE_NO_ESTIMATE) return true;
  return false;
}

static void clear(void *content) { dark__arena_free(((comparison *)content)->arena); }

static const dark__named_frame frames[] = {{"differences", fill_differences}, {"settings", dark__fill_given}, {NULL, NULL}};
static const dark__answer_kind kind = {frames, NULL, has_estimate, clear};

static dark_status compare(dark_answer *answer, both *of, dark_error *err) {
  const dark__uncertainty *usual = &dark__answer_fit(of->other)->uncertainty;
  const bool is_given = answer->asked.method.n_levels > 0;
  comparison *out = answer->content = calloc(1, sizeof *out);
  if (out == NULL) return dark__fail_memory(err);
  of->levels = is_given ? answer->asked.method.levels : usual->levels;
  of->n_levels = is_given ? answer->asked.method.n_levels : usual->n_levels;
  dark_status status = name_categories(out, dark__answer_fit(of->other)->results, err);
  if (status == DARK_OK) status = begin(of, err);
  if (status == DARK_OK) status = compare_rows(out, of, err);
  end(of);
  return status;
}

/* What is told row by row needs the same rows. */
static dark_status check_both(const dark_answer *baseline, const dark_answer *other, dark_error *err) {
  if (!dark__is_fit(baseline) || !dark__is_fit(other))
    return dark__fail(err, DARK_EUSAGE, "what is compared are two answers of fit, and here is another");
  const dark_results *a = dark__answer_fit(baseline)->results, *b = dark__answer_fit(other)->results;
  bool is_same = a->n_categories == b->n_categories;
  for (size_t c = 0; is_same && c < a->n_categories; c++) is_same = strcmp(a->categories[c], b->categories[c]) == 0;
  return is_same ? DARK_OK : dark__fail(err, DARK_EUSAGE, "the two fits have different categories; give both the same 'by'");
}

dark_status dark_answer_compare(dark_answer **out, const dark_answer *baseline, const dark_answer *other,
                                const dark_request *request, dark_error *err) {
  both of = {.baseline = baseline, .other = other};
  dark_answer *answer = NULL;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(baseline, err);
  DARK__REQUIRE(other, err);
  dark_status status = check_both(baseline, other, err);
  if (status == DARK_OK) status = dark__answer_new(&answer, &kind, NULL, request, "auto", err);
  if (status == DARK_OK) {
    dark__gsl_enter();
    status = compare(answer, &of, err);
    dark__gsl_leave();
  }
  if (status == DARK_OK) *out = answer;
  else dark_answer_free(answer);
  return status;
}
