/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/format.h"

#include <math.h>
#include <string.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "report/csv/rate.h"
#include "report/csv/shrunken.h"
#include "report/words/dependence.h"
#include "report/words/rates.h"
#include "writing/csv.h"
#include "writing/numbers.h"

/* The contract: users' scripts read these columns by name. */
#define FIT_COLUMNS \
  "method,model,lists,observed,excluded,hidden,total,se,level,lower,upper,interval,replicates,failed,state,reasons"
#define DESCRIBE_COLUMNS "quantity,lists,value"
#define CANDIDATE_COLUMNS "rank,model,parameters,minus_infinity,deviance,log_lik,aic,bic,total,code"
#define CHECK_COLUMNS "model,code,parameters,minus_infinity,reason"

/* Several names in one field. */
static void put_joined(FILE *stream, const char *a, const char *b) {
  const int is_plain = strpbrk(a, ",\"\r\n") == NULL && strpbrk(b, ",\"\r\n") == NULL;
  const char *names[] = {a, "+", b};
  if (!is_plain) fputc('"', stream);
  for (size_t i = 0; i < 3; i++) {
    for (const char *c = names[i]; *c != '\0'; c++) {
      if (*c == '"') fputc('"', stream);
      fputc(*c, stream);
    }
  }
  if (!is_plain) fputc('"', stream);
  fputc(',', stream);
}

/* Estimates that suppose something carry it in a last column, which other tables do not have. */
static void end_heading(FILE *stream, const dark__paper *supposed) { fputs(supposed->length > 0 ? ",assumed\n" : "\n", stream); }

static void end_line(FILE *stream, const dark__paper *supposed) {
  if (supposed->length > 0) {
    fputc(',', stream);
    dark__put_text(stream, dark__paper_text(supposed));
  }
  fputc('\n', stream);
}

static dark_status finish_supposed(dark__paper *supposed, dark_error *err) {
  const dark_status status = supposed->failed ? dark__fail_memory(err) : DARK_OK;
  dark__paper_clear(supposed);
  return status;
}

static void put_levels(FILE *stream, const char *const *levels, size_t n) {
  for (size_t c = 0; c < n; c++) dark__put_csv_text(stream, levels[c]);
}

/* ---- fit */

static void put_interval(FILE *stream, const dark_interval *interval) {
  fprintf(stream, "%s,", dark__shortest(interval->level).text);
  dark__put_csv_number(stream, interval->lower);
  dark__put_csv_number(stream, interval->upper);
  dark__put_csv_text(stream, dark_interval_name(interval->type));
}

static void put_row(FILE *stream, const dark_results *results, const dark_row *row, const dark_run *run,
                    const dark_shrunken *shrunken, const dark__paper *supposed) {
  char reasons[2048];
  put_levels(stream, row->levels, results->n_categories);
  dark__put_csv_text(stream, row->method);
  dark__put_csv_text(stream, row->model);
  dark__put_csv_text(stream, row->lists);
  dark__put_csv_number(stream, row->observed);
  dark__put_csv_number(stream, row->excluded);
  dark__put_csv_number(stream, row->hidden);
  dark__put_csv_number(stream, row->total);
  dark__put_csv_number(stream, row->se);
  put_interval(stream, &row->interval);
  fprintf(stream, "%zu,%zu,", row->n_replicates, row->n_failed);
  dark__put_csv_text(stream, dark_state_name(row->state));
  dark__put_text(stream, dark_reasons_write(reasons, sizeof reasons, row->reasons));
  const dark_resident_rate rate = dark__row_rate(results, row, run);
  if (run->residents != NULL) dark__put_rate(stream, &rate);
  if (shrunken != NULL) dark__csv_put_shrunken(stream, shrunken);
  end_line(stream, supposed);
}

static dark_status write_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                                 dark_error *err) {
  dark__paper supposed = {0};
  (void)table;
  dark__add_supposed(&supposed, results->dependence);
  put_levels(stream, results->categories, results->n_categories);
  fputs(FIT_COLUMNS, stream);
  if (run->residents != NULL) fputs(DARK__RATE_COLUMNS, stream);
  if (results->shrunken != NULL) fputs(DARK__SHRUNKEN_COLUMNS, stream);
  end_heading(stream, &supposed);
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark_shrunken *shrunken = results->shrunken != NULL ? &results->shrunken[r] : NULL;
    put_row(stream, results, &results->rows[r], run, shrunken, &supposed);
  }
  return finish_supposed(&supposed, err);
}

/* ---- describe */

/* Where a line of `describe` belongs, and what it is about. */
typedef struct line {
  FILE *stream;
  const dark_descriptions *all;
  const dark_description *item;
} line;

static void put_quantity(const line *at, const char *quantity, const char *list_a, const char *list_b, double value) {
  put_levels(at->stream, at->item->levels, at->all->n_categories);
  dark__put_csv_text(at->stream, quantity);
  if (list_b != NULL) put_joined(at->stream, list_a, list_b);
  else dark__put_csv_text(at->stream, list_a);
  fprintf(at->stream, "%s\n", dark__exact(value).text);
}

static void put_overlaps(const line *at) {
  const size_t n = at->all->n_lists;
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++)
      put_quantity(at, "overlap", at->all->lists[a], at->all->lists[b], at->item->overlaps[a * n + b]);
}

/* The share of b's people whom a caught too. */
static void put_coverages(const line *at) {
  const size_t n = at->all->n_lists;
  for (size_t a = 0; a < n; a++) {
    for (size_t b = 0; b < n; b++) {
      if (a == b) continue;
      const double size = at->item->list_sizes[b];
      const double coverage = size > 0 ? at->item->overlaps[a * n + b] / size : (double)NAN;
      put_quantity(at, "implied_coverage", at->all->lists[a], at->all->lists[b], coverage);
    }
  }
}

static void put_description(const line *at) {
  const size_t n = at->all->n_lists;
  put_quantity(at, "observed", "", NULL, at->item->observed);
  for (size_t l = 0; l < n; l++) put_quantity(at, "list_size", at->all->lists[l], NULL, at->item->list_sizes[l]);
  put_overlaps(at);
  for (size_t k = 0; k < at->item->n_captures; k++) {
    char quantity[48];
    snprintf(quantity, sizeof quantity, "captures_%zu", k + 1);
    put_quantity(at, quantity, "", NULL, at->item->captures[k]);
  }
  put_quantity(at, "sample_coverage", "", NULL, at->item->sample_coverage);
  put_quantity(at, "chao_lower_bound", "", NULL, at->item->chao_lower_bound);
  put_coverages(at);
}

/* Rows of the files, after those of the table: everybody in them, before conditions, dropping and merging. */
static void put_link(const line *at, const dark_link *link) {
  double n_filled = 0;
  for (size_t i = 0; i < link->n_files; i++) {
    const dark_linked_file *file = &link->files[i];
    put_quantity(at, "linked_rows", file->list, NULL, (double)file->n_rows);
    put_quantity(at, "linked_people", file->list, NULL, (double)file->n_people);
    put_quantity(at, "linked_repeats", file->list, NULL, (double)(file->n_rows - file->n_people));
  }
  put_quantity(at, "linked_people", "", NULL, (double)link->n_people);
  for (size_t k = 0; k < link->n_files; k++) {
    char quantity[48];
    snprintf(quantity, sizeof quantity, "linked_on_%zu", k + 1);
    put_quantity(at, quantity, "", NULL, (double)link->on_lists[k]);
  }
  for (size_t c = 0; c < link->n_columns; c++) n_filled += (double)link->columns[c].n_filled;
  put_quantity(at, "linked_contradictory", "", NULL, (double)link->n_contradictory);
  put_quantity(at, "linked_filled", "", NULL, n_filled);
}

/* Behind those of the table too: suppressed counts, and how many people they hold. */
static void put_suppressed(const line *at, const dark_suppression *known) {
  put_quantity(at, "suppressed_counts", "", NULL, (double)known->n);
  put_quantity(at, "suppressed_least", "", NULL, (double)known->least);
  put_quantity(at, "suppressed_most", "", NULL, (double)known->most);
}

static dark_status write_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                      const dark_run *run, dark_error *err) {
  (void)run, (void)err;
  const size_t n = descriptions->n_items;
  put_levels(stream, descriptions->categories, descriptions->n_categories);
  fputs(DESCRIBE_COLUMNS "\n", stream);
  for (size_t i = 0; i < n; i++) put_description(&(line){stream, descriptions, &descriptions->items[i]});
  if (dark_table_link(table) != NULL)
    put_link(&(line){stream, descriptions, &descriptions->items[n - 1]}, dark_table_link(table));
  if (dark_table_suppression(table) != NULL)
    put_suppressed(&(line){stream, descriptions, &descriptions->items[n - 1]}, dark_table_suppression(table));
  return DARK_OK;
}

/* ---- models and check */

static dark_status write_candidates(FILE *stream, const dark__candidates *candidates, const dark_table *table,
                                    const dark_run *run, dark_error *err) {
  dark__paper supposed = {0};
  (void)table;
  dark__add_supposed(&supposed, run->dependence);
  fputs(CANDIDATE_COLUMNS, stream);
  end_heading(stream, &supposed);
  for (size_t i = 0; i < candidates->n; i++) {
    const dark_candidate *candidate = &candidates->items[i];
    fprintf(stream, "%zu,", i + 1);
    dark__put_csv_text(stream, candidates->names[i]);
    fprintf(stream, "%zu,%zu,", candidate->n_parameters, candidate->n_minus_infinity);
    dark__put_csv_number(stream, candidate->deviance);
    dark__put_csv_number(stream, candidate->log_lik);
    dark__put_csv_number(stream, candidate->aic);
    dark__put_csv_number(stream, candidate->bic);
    dark__put_csv_number(stream, candidate->total);
    fprintf(stream, "%d", candidate->code);
    end_line(stream, &supposed);
  }
  return finish_supposed(&supposed, err);
}

static dark_status write_check(FILE *stream, const dark_check *check, const dark_table *table, const dark_run *run,
                               dark_error *err) {
  (void)table, (void)run, (void)err;
  fputs(CHECK_COLUMNS "\n", stream);
  dark__put_csv_text(stream, check->model);
  fprintf(stream, "%d,%zu,%zu,", check->code, check->n_parameters, check->n_minus_infinity);
  dark__put_text(stream, check->reason);
  fputc('\n', stream);
  return DARK_OK;
}

const dark__format dark__format_csv = {write_results, write_descriptions, write_candidates, write_check, dark__csv_sensitivity};
