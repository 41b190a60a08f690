/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "table/columns/telling_names.h"

/* What the roles are given out for. */
typedef struct claims {
  dark__columns *columns;
  const dark__header *header;
  dark_error *err;
} claims;

/* Column names of the CSV and keys of the JSON that are written; a category must not look like one of them. */
static const char *const reserved[] = {
    "method",          "model",    "lists",    "observed",   "excluded", "hidden", "total",         "se",       "level",
    "lower",           "upper",    "interval", "replicates", "failed",   "state",  "reasons",       "quantity", "value",
    "interval_detail", "analysis", "item",     "list_a",     "list_b",   "known",  "change_percent"};

bool dark__is_result_column(const char *name) {
  for (size_t r = 0; r < sizeof reserved / sizeof reserved[0]; r++)
    if (strcmp(name, reserved[r]) == 0) return true;
  return false;
}

static dark_status give_role(const claims *c, size_t column, dark__role role, const char *option) {
  dark__column *taken = &c->columns->columns[column];
  const char *name = dark__header_name(c->header, column);
  if (taken->role == DARK__ROLE_NONE) {
    *taken = (dark__column){role, option};
    return DARK_OK;
  }
  if (taken->role != role) {
    return dark__fail(c->err, DARK_EUSAGE, "%s: column '%s' is named by %s and by %s", c->header->place, dark__show(name).text,
                      taken->option, option);
  }
  return dark__fail(c->err, DARK_EUSAGE, "%s: column '%s' is named twice by %s", c->header->place, dark__show(name).text, option);
}

static dark_status claim_name(const claims *c, const char *name, size_t length, dark__role role, const char *option) {
  size_t column;
  const dark_status status = dark__header_find(&column, c->header, name, length, option, c->err);
  return status == DARK_OK ? give_role(c, column, role, option) : status;
}

static dark_status claim_names(const claims *c, const char *const *names, size_t n, dark__role role, const char *option) {
  for (size_t i = 0; i < n; i++) {
    const dark_status status = claim_name(c, names[i], strlen(names[i]), role, option);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

const char *dark__columns_split(size_t *length, const char *assignment) {
  const char *sign = strchr(assignment, '=');
  *length = sign == NULL ? 0 : (size_t)(sign - assignment);
  return sign == NULL ? assignment + strlen(assignment) : sign + 1;
}

/* A column may stand in any number of conditions. */
static dark_status claim_where(const claims *c, const char *const *where, size_t n) {
  for (size_t i = 0; i < n; i++) {
    size_t length, column;
    dark__columns_split(&length, where[i]);
    if (length == 0) {
      return dark__fail(c->err, DARK_EUSAGE, "'%s' is not COLUMN=VALUE (--where)", dark__show(where[i]).text);
    }
    dark_status status = dark__header_find(&column, c->header, where[i], length, "--where", c->err);
    if (status != DARK_OK) return status;
    if (c->columns->columns[column].role == DARK__ROLE_CATEGORY) continue;
    status = give_role(c, column, DARK__ROLE_CATEGORY, "--where");
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

static dark_status check_by_names(const claims *c, const char *const *by, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!dark__is_result_column(by[i])) continue;
    return dark__fail(c->err, DARK_EUSAGE,
                      "%s: column '%s' has the name of a column of the results; rename it to use it with --by", c->header->place,
                      by[i]);
  }
  return DARK_OK;
}

/* The likeliest column of counts by its name, unless it has another role. */
static void guess_count(dark__columns *columns, const dark__header *header) {
  int best = 0;
  for (size_t i = 0; i < columns->n_columns && columns->count == DARK__NONE; i++) {
    const int rank = columns->columns[i].role == DARK__ROLE_NONE ? dark__name_is_count(dark__header_name(header, i)) : 0;
    if (rank == 0 || (best != 0 && best <= rank)) continue;
    best = rank;
    columns->guessed = i;
  }
  if (best == 0) return;
  columns->columns[columns->guessed] = (dark__column){DARK__ROLE_COUNT, "--count"};
  columns->count = columns->guessed;
}

dark_status dark__columns_claim(dark__columns *columns, const dark__header *header, const dark_read_options *options,
                                dark_error *err) {
  const claims c = {columns, header, err};
  *columns = (dark__columns){.n_columns = header->names.n, .count = DARK__NONE, .guessed = DARK__NONE};
  columns->columns = calloc(columns->n_columns, sizeof *columns->columns);
  if (columns->columns == NULL) return dark__fail_memory(err);
  dark_status status = claim_names(&c, options->lists, options->n_lists, DARK__ROLE_LIST, "--lists");
  if (status == DARK_OK && options->count != NULL) {
    status = claim_name(&c, options->count, strlen(options->count), DARK__ROLE_COUNT, "--count");
    columns->count = dark__keys_find(&header->names, options->count, strlen(options->count));
  }
  if (status == DARK_OK && options->count_of_captures != NULL) {
    status = claim_names(&c, &options->count_of_captures, 1, DARK__ROLE_CAPTURES, "--count-of-captures");
  }
  if (status == DARK_OK) {
    status = claim_names(&c, options->covariates, options->n_covariates, DARK__ROLE_COVARIATE, "--covariates");
  }
  if (status == DARK_OK) status = claim_names(&c, options->by, options->n_by, DARK__ROLE_CATEGORY, "--by");
  if (status == DARK_OK) status = check_by_names(&c, options->by, options->n_by);
  if (status == DARK_OK) status = claim_where(&c, options->where, options->n_where);
  if (status == DARK_OK) status = claim_names(&c, options->ignore, options->n_ignore, DARK__ROLE_IGNORED, "--ignore");
  for (size_t i = 0; status == DARK_OK && i < columns->n_columns; i++)
    if (dark__header_is_unnamed(header, i)) status = give_role(&c, i, DARK__ROLE_IGNORED, "nothing, for it has no name");
  if (status == DARK_OK) guess_count(columns, header);
  return status;
}

void dark__columns_free(dark__columns *columns) {
  free(columns->columns);
  columns->columns = NULL;
}
