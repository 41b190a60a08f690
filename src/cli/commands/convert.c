/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/commands/commands.h"
#include "cli/console/output.h"
#include "cli/options/request.h"
#include "table/account.h"
#include "table/columns/categories.h"
#include "writing/csv.h"

enum { DRY_RUN = 0x100 };

static const struct argp_option options[] = {{"dry-run", DRY_RUN, NULL, 0, "Write no table: only say how the input is read", 0},
                                             {0}};

static const struct argp_child groups[] = {{&dark__categories_group, 0, "Input:", 1},
                                           {&dark__output_file_group, 0, "Output:", 2},
                                           {&dark__help_group, 0, "Help:", 3},
                                           {0}};

static const char help[] =
    "Write the table that the other commands would estimate from, whatever form it has: a column of 0 and 1 for each list, the "
    "categories of --by, and a column 'count'. What each column was taken for, rows and people are said on standard output, or "
    "on "
    "standard error when the table goes there.\v"
    "Examples:\n"
    "  darkfigure convert --by form -o lists.csv people.xlsx\n"
    "  darkfigure convert --link pseudonym -o lists.csv book.xlsx:Police book.xlsx:NGO\n"
    "  darkfigure convert --dry-run --encoding cp1252 people.csv\n\n" DARK__EXIT_HELP;

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  if (key != DRY_RUN) return dark__request_take(key, argument, state);
  request->is_dry_run = true;
  return 0;
}

static const struct argp syntax = {
    .options = options, .parser = take, .args_doc = DARK__FILES_DOC, .doc = help, .children = groups};

/* ---- The table */

/* Lists in the order of the input, on which the numbers in names of models rest. */
static void order_lists(size_t *lists, const dark_table *table) {
  for (size_t l = 0; l < dark_table_n_lists(table); l++) lists[dark_table_list_position(table, l)] = l;
}

static void write_header(FILE *stream, const dark_table *table, const size_t *lists) {
  for (size_t i = 0; i < dark_table_n_lists(table); i++) {
    dark__put_value(stream, dark_table_list_name(table, lists[i]));
    putc(',', stream);
  }
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    dark__put_value(stream, dark_table_category_name(table, c));
    putc(',', stream);
  }
  fputs("count\n", stream);
}

/* A suppressed one as it was published. */
static void write_count(FILE *stream, const dark_table *table, size_t stratum, const dark_record *record) {
  const dark_suppression *known = dark_table_suppression(table);
  for (size_t i = 0; known != NULL && i < known->n; i++) {
    const dark_suppressed_cell *cell = &known->cells[i];
    if (cell->stratum != stratum || cell->history != record->history) continue;
    fprintf(stream, "%" PRIu64 "-%" PRIu64 "\n", cell->least, cell->most);
    return;
  }
  fprintf(stream, "%.0f\n", record->count);
}

static void write_record(FILE *stream, const dark_table *table, const size_t *lists, size_t stratum, const dark_record *record) {
  for (size_t i = 0; i < dark_table_n_lists(table); i++) fputs((record->history >> lists[i] & 1) != 0 ? "1," : "0,", stream);
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    const char *level = dark_table_level_name(table, c, dark_table_stratum_level(table, stratum, c));
    if (strcmp(level, DARK__LEVEL_MISSING) != 0) dark__put_value(stream, level);
    putc(',', stream);
  }
  write_count(stream, table, stratum, record);
}

static void write_table(FILE *stream, const dark_table *table) {
  size_t lists[DARK_MAX_TABLE_LISTS] = {0}, n;
  order_lists(lists, table);
  write_header(stream, table, lists);
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    const dark_record *records = dark_table_records(table, s, &n);
    for (size_t i = 0; i < n; i++) write_record(stream, table, lists, s, &records[i]);
  }
}

/* A column of that name would stand there twice. */
static dark_status check_names(const dark_table *table, dark_error *err) {
  for (size_t l = 0; l < dark_table_n_lists(table); l++)
    if (strcmp(dark_table_list_name(table, l), "count") == 0)
      return dark__fail(err, DARK_EUSAGE, "a list is called 'count', as the column of numbers is; rename it");
  for (size_t c = 0; c < dark_table_n_categories(table); c++)
    if (strcmp(dark_table_category_name(table, c), "count") == 0)
      return dark__fail(err, DARK_EUSAGE, "a category is called 'count', as the column of numbers is; rename it");
  return DARK_OK;
}

/* ---- The account */

static void write_files(FILE *stream, const dark_table *table, const dark__account *account) {
  const dark_link *link = dark_table_link(table);
  if (link == NULL) {
    fprintf(stream, "%s: %" PRIu64 " row%s\n", dark__show_path(dark_table_path(table)).text, account->n_rows,
            account->n_rows == 1 ? "" : "s");
    return;
  }
  for (size_t i = 0; i < link->n_files; i++)
    fprintf(stream, "%s: %" PRIu64 " row%s\n", dark__show_path(link->files[i].path).text, link->files[i].n_rows,
            link->files[i].n_rows == 1 ? "" : "s");
  fprintf(stream, "  %s: key\n", dark__show(link->key).text);
}

static void write_account(FILE *stream, const dark_table *table) {
  const dark__account *account = dark__table_account(table);
  write_files(stream, table, account);
  for (size_t i = 0; i < account->n; i++) fprintf(stream, "  %s: %s\n", account->columns[i].name, account->columns[i].what);
  const double n = dark_table_n_people(table);
  const size_t n_lists = dark_table_n_lists(table);
  fprintf(stream, "%.0f %s on %zu list%s\n", n, n == 1 ? "person" : "people", n_lists, n_lists == 1 ? "" : "s");
}

/* To standard output, unless the table goes there. */
static dark_status say_account(const dark_table *table, const dark__request *request, dark_error *err) {
  const bool is_beside = request->output.path == NULL && !request->is_dry_run;
  dark__output_options where = request->output;
  dark__output output;
  if (is_beside && !request->output.is_quiet) write_account(stderr, table);
  if (is_beside || (request->output.is_quiet && !request->is_dry_run)) return DARK_OK;
  if (!request->is_dry_run) where.path = NULL;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) write_account(output.stream, table);
  if (status == DARK_OK) status = dark__output_deliver(&output, &where, err);
  dark__output_close(&output);
  return status;
}

static dark_status deliver_table(const dark_table *table, const dark__request *request, dark_error *err) {
  dark__output output;
  if (request->is_dry_run) return DARK_OK;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) write_table(output.stream, table);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static dark_status convert(dark__request *request, dark_error *err) {
  dark_table *table = NULL;
  dark_status status = dark__request_read_table(&table, request, err);
  if (status == DARK_OK) status = check_names(table, err);
  if (status == DARK_OK) status = deliver_table(table, request, err);
  if (status == DARK_OK) status = say_account(table, request, err);
  dark_table_free(table);
  return status;
}

int dark__cmd_convert(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "convert");
  return dark__request_serve(&request, &syntax, argc, argv, convert);
}
