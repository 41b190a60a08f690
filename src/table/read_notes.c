/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/read_notes.h"

#include <inttypes.h>
#include <string.h>

#include "base/show.h"
#include "table/columns/view.h"
#include "table/notes.h"

static size_t list_column_at(const void *context, size_t i) {
  const dark__tally *tally = context;
  return tally->lists.columns[i].column;
}

static dark_status note_doubtful_header(dark_table *table, const dark__tally *tally, dark_error *err) {
  if (!tally->header.is_record) return DARK_OK;
  return dark__table_add_note(table, err, "the first line looks like a record; is the header with the column names missing?");
}

static dark_status note_lists_found(dark_table *table, const dark__tally *tally, dark_error *err) {
  if (!tally->lists.is_guessed) return DARK_OK;
  return dark__table_add_note(table, err, "lists found by their values: %s",
                              dark__header_show_all(&tally->header, list_column_at, tally, tally->lists.n_columns).text);
}

static dark_status note_convention(dark_table *table, const dark__tally *tally, dark_error *err) {
  const dark__convention convention = tally->judgement.convention;
  if (convention == DARK__CONVENTION_DIGITS || convention == DARK__CONVENTION_GIVEN) return DARK_OK;
  return dark__table_add_note(table, err, "memberships are written as %s", dark__convention_words(convention, false));
}

/* A list in other words than the rest would go unnoticed. */
static dark_status note_other_words(dark_table *table, const dark__tally *tally, dark_error *err) {
  const dark__judgement *judgement = &tally->judgement;
  dark_status status = DARK_OK;
  for (size_t i = 0; judgement->verdicts != NULL && status == DARK_OK && i < tally->candidates.n; i++) {
    if (judgement->verdicts[i] != DARK__VERDICT_OTHER) continue;
    const dark__census *census = dark__candidates_census(&tally->candidates, i);
    status = dark__table_add_note(table, err, "column %s holds %s where lists hold %s, and was not taken for a list",
                                  dark__header_show(&tally->header, tally->candidates.all[i].column).text,
                                  dark__convention_words(dark__view_other(census, judgement->convention), false),
                                  dark__convention_words(judgement->convention, false));
  }
  return status;
}

/* The columns without a role, identifiers or all others, as a context for dark__header_show_all. */
typedef struct unused_columns {
  const dark__tally *tally;
  bool are_identifiers;
  size_t n;
} unused_columns;

static bool is_one_of(const unused_columns *of, size_t column) {
  const dark__tally *tally = of->tally;
  const char *date = tally->options->date;
  if (tally->columns.columns[column].role != DARK__ROLE_NONE) return false;
  if (date != NULL && strcmp(dark__header_name(&tally->header, column), date) == 0) return false;
  return (tally->is_identifier != NULL && tally->is_identifier[column]) == of->are_identifiers;
}

static unused_columns count_unused(const dark__tally *tally, bool are_identifiers) {
  unused_columns unused = {tally, are_identifiers, 0};
  for (size_t i = 0; i < tally->columns.n_columns; i++) unused.n += is_one_of(&unused, i);
  return unused;
}

static size_t unused_column_at(const void *context, size_t i) {
  size_t column = 0;
  for (size_t left = i + 1; left > 0; column++) left -= is_one_of(context, column);
  return column - 1;
}

static dark_status note_residue(dark_table *table, const dark__tally *tally, dark_error *err) {
  size_t n_unnamed = 0;
  for (size_t i = 0; i < tally->columns.n_columns; i++) n_unnamed += dark__header_is_unnamed(&tally->header, i);
  const bool is_first = n_unnamed > 0 && tally->header.is_unnamed[0];
  dark_status status = DARK_OK;
  if (is_first)
    status = dark__table_add_note(table, err, "the first column has no name, as names of rows have none, and was not looked at");
  n_unnamed -= is_first;
  if (status == DARK_OK && n_unnamed > 0) {
    status = dark__table_add_note(table, err, "%zu empty %s without a name %s left out", n_unnamed,
                                  dark__plural(n_unnamed, "column", "columns"), dark__plural(n_unnamed, "was", "were"));
  }
  if (status != DARK_OK || tally->n_empty_rows == 0) return status;
  return dark__table_add_note(table, err, "%" PRIu64 " empty %s left out", tally->n_empty_rows,
                              dark__plural(tally->n_empty_rows, "row was", "rows were"));
}

static dark_status note_identifiers(dark_table *table, const dark__tally *tally, dark_error *err) {
  const unused_columns unused = count_unused(tally, true);
  if (unused.n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%s %s %s left aside: %s", dark__plural(unused.n, "column", "columns"),
                              dark__header_show_all(&tally->header, unused_column_at, &unused, unused.n).text,
                              dark__plural(unused.n, "was", "were"),
                              "other values in every row, as numbers and keys of persons have");
}

/* Counts under another name would go unnoticed. */
static dark_status note_unused_columns(dark_table *table, const dark__tally *tally, dark_error *err) {
  const unused_columns unused = count_unused(tally, false);
  if (unused.n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%scolumns not used: %s",
                              tally->columns.count == DARK__NONE ? "each row was taken for one person; " : "",
                              dark__header_show_all(&tally->header, unused_column_at, &unused, unused.n).text);
}

static dark_status note_count(dark_table *table, const dark__tally *tally, dark_error *err) {
  const size_t column = tally->columns.guessed;
  if (column == DARK__NONE || strcmp(dark__header_name(&tally->header, column), "count") == 0) return DARK_OK;
  return dark__table_add_note(table, err, "people are counted by column %s", dark__header_show(&tally->header, column).text);
}

static dark_status note_conditions(dark_table *table, const dark__tally *tally, dark_error *err) {
  for (size_t i = 0; i < tally->filter.n; i++) {
    const dark__condition *condition = &tally->filter.conditions[i];
    if (condition->is_matched) continue;
    const char *nearest = dark__filter_nearest(&tally->filter, i);
    const dark_status status = dark__table_add_note(table, err, "where %s matched no row%s%s%s", dark__show(condition->text).text,
                                                    nearest == NULL ? "" : "; did you mean '",
                                                    nearest == NULL ? "" : dark__show(nearest).text, nearest == NULL ? "" : "'?");
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

/* What is done with them is for the estimate to do. */
static const char *fate_of_missing(dark_missing missing) {
  if (missing == DARK_MISSING_MODEL) return "counted where the model says that they may be";
  return missing == DARK_MISSING_DROP ? "left out of the fit, which is biased" : "counted as " DARK__LEVEL_MISSING;
}

static dark_status note_missing_values(dark_table *table, const dark__tally *tally, dark_error *err) {
  for (size_t i = 0; i < tally->categories.n; i++) {
    const uint64_t n = tally->n_missing_values[i];
    if (n == 0) continue;
    const char *name = tally->categories.all[i].name;
    const dark_status status = dark__table_add_note(table, err, "%" PRIu64 " %s no value of %s and %s %s", n,
                                                    dark__plural(n, "person has", "people have"), dark__show(name).text,
                                                    dark__plural(n, "is", "are"), fate_of_missing(tally->options->missing));
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

static dark_status note_repeats(dark_table *table, const dark__tally *tally, dark_error *err) {
  const uint64_t n = tally->n_repeats;
  if (n == 0 || tally->columns.count == DARK__NONE) return DARK_OK;
  return dark__table_add_note(table, err, "%" PRIu64 " %s a history of an earlier row%s; counts were added up", n,
                              dark__plural(n, "row repeats", "rows repeat"),
                              tally->lists.is_recoded ? " once lists are dropped and merged" : "");
}

static dark_status note_unknown_cells(dark_table *table, const dark__tally *tally, dark_error *err) {
  const uint64_t n = tally->n_unknown_cells;
  if (n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%" PRIu64 " %s left out: their number is what is unknown", n,
                              dark__plural(n, "row for people on no list was", "rows for people on no list were"));
}

/* People left out, and `where` they are that they are left out. */
static dark_status note_left_out(dark_table *table, uint64_t n, const char *where, dark_error *err) {
  if (n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%" PRIu64 " %s on %s %s left out", n,
                              dark__plural(n, "person who is", "people who are"), where, dark__plural(n, "was", "were"));
}

static const char *absorbing_at(const void *context, size_t i) { return ((const dark_read_options *)context)->absorbing[i]; }

/* With odds of its own for people on other lists, such a list tells nothing of those on none of them: leaving it out is the estimate then. */
static dark_status note_absorbing(dark_table *table, const dark__tally *tally, dark_error *err) {
  const dark_read_options *options = tally->options;
  if (options->n_absorbing == 0) return DARK_OK;
  return dark__table_add_note(
      table, err, "left out, because the other lists refer people to %s: %s; people on nothing else count among the unseen",
      dark__plural(options->n_absorbing, "it", "them"), dark__show_names(absorbing_at, options, options->n_absorbing).text);
}

/* Some lists, as a context for dark__show_names. */
typedef struct list_names {
  const char *names[DARK_MAX_TABLE_LISTS];
  size_t n;
} list_names;

static const char *list_name_at(const void *context, size_t i) { return ((const list_names *)context)->names[i]; }

static dark_status note_empty_lists(dark_table *table, const dark__tally *tally, uint64_t kept_lists, dark_error *err) {
  list_names empty = {{NULL}, 0};
  if (tally->sightings.are_of_lists) return DARK_OK;
  if (tally->lists.n_empty > 0) {
    return dark__table_add_note(table, err, "%zu %s caught nobody and %s dropped", tally->lists.n_empty,
                                dark__plural(tally->lists.n_empty, "list", "lists"),
                                dark__plural(tally->lists.n_empty, "was", "were"));
  }
  for (size_t i = 0; i < tally->lists.n; i++) {
    if ((kept_lists >> i & 1) == 0) empty.names[empty.n++] = tally->lists.names[i];
  }
  if (empty.n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%s %s caught nobody and %s dropped", dark__plural(empty.n, "list", "lists"),
                              dark__show_names(list_name_at, &empty, empty.n).text, dark__plural(empty.n, "was", "were"));
}

/* People of the table on list l, and those of them who are on no other. */
static void count_on_list(double *n_on, double *n_alone, const dark_table *table, size_t l) {
  const uint64_t bit = UINT64_C(1) << l;
  *n_on = *n_alone = 0;
  for (size_t s = 0; s < table->n_strata; s++) {
    for (size_t i = 0; i < table->strata[s].n_records; i++) {
      const dark_record *record = &table->strata[s].records[i];
      if ((record->history & bit) != 0) *n_on += record->count;
      if (record->history == bit) *n_alone += record->count;
    }
  }
}

/* People on a list, of whom one would be on it alone. */
enum { TELLING = 10 };

/* A property of people cannot be what somebody is found by. Last, as warnings are. */
static dark_status note_never_alone(dark_table *table, const dark__tally *tally, dark_error *err) {
  list_names never = {{NULL}, 0};
  if (!tally->lists.is_guessed || table->n_lists < 3) return DARK_OK;
  for (size_t l = 0; l < table->n_lists; l++) {
    double n_on, n_alone;
    count_on_list(&n_on, &n_alone, table, l);
    if (n_on >= TELLING && n_alone == 0) never.names[never.n++] = table->lists[l].name;
  }
  if (never.n == 0) return DARK_OK;
  table->n_warnings++;
  return dark__table_add_note(
      table, err, "nobody is on %s %s alone; what is a property of people and no list is left out with --ignore",
      dark__plural(never.n, "list", "any of the lists"), dark__show_names(list_name_at, &never, never.n).text);
}

dark_status dark__read_notes(dark_table *table, const dark__tally *tally, uint64_t kept_lists, dark_error *err) {
  dark_status status = note_doubtful_header(table, tally, err);
  if (status == DARK_OK) status = note_lists_found(table, tally, err);
  if (status == DARK_OK) status = note_convention(table, tally, err);
  if (status == DARK_OK) status = note_other_words(table, tally, err);
  if (status == DARK_OK) status = note_count(table, tally, err);
  if (status == DARK_OK) status = note_residue(table, tally, err);
  if (status == DARK_OK) status = note_identifiers(table, tally, err);
  if (status == DARK_OK) status = note_unused_columns(table, tally, err);
  if (status == DARK_OK) status = note_conditions(table, tally, err);
  if (status == DARK_OK) status = note_missing_values(table, tally, err);
  if (status == DARK_OK) status = note_repeats(table, tally, err);
  if (status == DARK_OK) status = note_unknown_cells(table, tally, err);
  if (status == DARK_OK) status = note_left_out(table, tally->n_unlisted, "no list", err);
  if (status == DARK_OK) status = note_left_out(table, tally->n_dropped, "dropped lists only", err);
  if (status == DARK_OK) status = note_absorbing(table, tally, err);
  if (status == DARK_OK) status = note_empty_lists(table, tally, kept_lists, err);
  if (status == DARK_OK) status = note_never_alone(table, tally, err);
  return status;
}
