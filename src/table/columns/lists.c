/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/lists.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "base/utf8.h"

/* What becomes of one list column: kept as it is, left out, or the number of the merged list it goes into. */
enum { KEPT = -1, DROPPED = -2 };

typedef struct recoding {
  dark__lists *lists;
  const dark__header *header;
  long *fates;         /* [lists->n_columns] KEPT, DROPPED or a number */
  const bool *catches; /* [number of columns] NULL: not known */
  unsigned n_occasions;
  dark_error *err;
} recoding;

static dark_status fail_option(const recoding *r, const char *what, const char *name, const char *option) {
  return dark__fail(r->err, DARK_EUSAGE, "%s: list '%s' %s (%s)", r->header->place, dark__show(name).text, what, option);
}

static const char *column_name_at(const void *context, size_t i) {
  const recoding *r = context;
  return dark__header_name(r->header, r->lists->columns[i].column);
}

static size_t column_at(const void *context, size_t i) { return ((const dark__lists *)context)->columns[i].column; }

/* *i = the place among the list columns of the list whose name is the `length` bytes at `name`. */
static dark_status find_list(size_t *i, const recoding *r, const char *name, size_t length, const char *option) {
  size_t column;
  const dark_status status = dark__header_find(&column, r->header, name, length, option, r->err);
  if (status != DARK_OK) return status;
  for (*i = 0; *i < r->lists->n_columns; (*i)++) {
    if (r->lists->columns[*i].column == column) return DARK_OK;
  }
  return dark__fail(r->err, DARK_EUSAGE, "%s: column '%s' is no list (%s); the lists are %s", r->header->place,
                    dark__show(dark__header_name(r->header, column)).text, option,
                    dark__header_show_all(r->header, column_at, r->lists, r->lists->n_columns).text);
}

static dark_status drop_lists(recoding *r, const char *const *names, size_t n, const char *option) {
  for (size_t k = 0; k < n; k++) {
    size_t i;
    const dark_status status = find_list(&i, r, names[k], strlen(names[k]), option);
    if (status != DARK_OK) return status;
    r->fates[i] = DROPPED;
  }
  return DARK_OK;
}

/* Send the members "A+B+..." into merged list `number`. */
static dark_status merge_members(recoding *r, const char *members, long number) {
  size_t length;
  for (const char *name = members;; name += length + 1) {
    length = strcspn(name, "+");
    size_t i;
    const dark_status status = find_list(&i, r, name, length, "--merge-lists");
    if (status != DARK_OK) return status;
    if (r->fates[i] == DROPPED) return fail_option(r, "is both dropped and merged", column_name_at(r, i), "--merge-lists");
    if (r->fates[i] != KEPT) return fail_option(r, "is merged twice", column_name_at(r, i), "--merge-lists");
    r->fates[i] = number;
    if (name[length] == '\0') return DARK_OK;
  }
}

/* A new name must differ from every column that is not merged into it, and from the other new names. */
static dark_status check_merged_name(const recoding *r, long number) {
  const char *name = r->lists->merged[number];
  for (long k = 0; k < number; k++) {
    if (strcmp(name, r->lists->merged[k]) == 0) return fail_option(r, "is made twice", name, "--merge-lists");
  }
  const size_t column = dark__keys_find(&r->header->names, name, strlen(name));
  if (column == DARK__NONE) return DARK_OK;
  for (size_t i = 0; i < r->lists->n_columns; i++) {
    if (r->lists->columns[i].column == column && r->fates[i] == number) return DARK_OK;
  }
  return fail_option(r, "would have the name of another column", name, "--merge-lists");
}

static bool is_merge(const char *text) {
  size_t length;
  const char *members = dark__columns_split(&length, text);
  const size_t first = strcspn(members, "+");
  return length > 0 && dark__utf8_is_valid(text) && first > 0 && members[first] == '+' && strstr(members, "++") == NULL &&
         members[strlen(members) - 1] != '+';
}

static dark_status merge_lists(recoding *r, const char *const *merges, size_t n) {
  if (n == 0) return DARK_OK;
  r->lists->merged = calloc(n, sizeof *r->lists->merged);
  if (r->lists->merged == NULL) return dark__fail_memory(r->err);
  for (size_t k = 0; k < n; k++) {
    if (!is_merge(merges[k])) {
      return dark__fail(r->err, DARK_EUSAGE, "'%s' is not NEW=A+B (--merge-lists)", dark__show(merges[k]).text);
    }
    size_t length;
    const char *members = dark__columns_split(&length, merges[k]);
    r->lists->merged[k] = dark__copy_text(merges[k], length);
    if (r->lists->merged[k] == NULL) return dark__fail_memory(r->err);
    r->lists->n_merged = k + 1;
    const dark_status status = merge_members(r, members, (long)k);
    if (status != DARK_OK) return status;
  }
  for (size_t k = 0; k < n; k++) {
    const dark_status status = check_merged_name(r, (long)k);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

/* An earlier column that goes into the same list, or i itself. */
static size_t first_member(const recoding *r, size_t i) {
  for (size_t j = 0; j < i && r->fates[i] != KEPT; j++) {
    if (r->fates[j] == r->fates[i]) return j;
  }
  return i;
}

/* Whether anybody is on the list that begins with column i. */
static bool catches(const recoding *r, size_t i) {
  for (size_t j = i; j < r->lists->n_columns; j++)
    if (first_member(r, j) == i && r->fates[j] != DROPPED && r->catches[r->lists->columns[j].column]) return true;
  return false;
}

/* *n = lists after dropping and merging, *n_catching = those of them with people, as far as is known. */
static void count_lists(size_t *n, size_t *n_catching, const recoding *r) {
  *n = *n_catching = 0;
  for (size_t i = 0; i < r->lists->n_columns; i++) {
    if (r->fates[i] == DROPPED || first_member(r, i) < i) continue;
    ++*n;
    *n_catching += r->catches == NULL || catches(r, i);
  }
}

/* n lists have people. */
static dark_status refuse_number(const recoding *r, size_t n, dark_error *err) {
  return dark__fail(err, DARK_EDATA,
                    "%s: %zu lists, more than %d; --drop-list leaves lists out, and --merge-lists makes one of several, as in "
                    "--merge-lists SHELTERS=A+B+C",
                    r->header->place, n, DARK_MAX_TABLE_LISTS);
}

static dark_status check_occasions(const recoding *r, size_t n, dark_error *err) {
  if (n == r->n_occasions) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "%s: there are %zu lists, not %u as --occasions says", r->header->place, n, r->n_occasions);
}

/* Number the lists in the order of their first columns and give every column its bit. Those that caught nobody stay as long as there is
   room. */
static dark_status number_lists(const recoding *r) {
  dark__lists *lists = r->lists;
  size_t n, n_catching, occasion = 0;
  count_lists(&n, &n_catching, r);
  const bool keeps_all = n <= DARK_MAX_TABLE_LISTS || r->n_occasions > 0 || n_catching == 0;
  if (n == 0) return dark__fail(r->err, DARK_EUSAGE, "%s: every list is dropped (--drop-list)", r->header->place);
  if (r->n_occasions > 0 && check_occasions(r, n, r->err) != DARK_OK) return DARK_EUSAGE;
  const size_t n_kept = keeps_all ? n : n_catching;
  if (n_kept > DARK_MAX_TABLE_LISTS) return refuse_number(r, n_kept, r->err);
  for (size_t i = 0; i < lists->n_columns; i++) {
    if (r->fates[i] == DROPPED) continue;
    const size_t first = first_member(r, i);
    if (first < i) {
      lists->columns[i].bit = lists->columns[first].bit;
      continue;
    }
    occasion++;
    if (!keeps_all && !catches(r, i)) continue;
    lists->names[lists->n] = r->fates[i] == KEPT ? column_name_at(r, i) : lists->merged[r->fates[i]];
    lists->occasions[lists->n] = occasion - 1;
    lists->columns[i].bit = UINT64_C(1) << lists->n++;
  }
  lists->n_empty = n - n_kept;
  return DARK_OK;
}

static dark_status recode(dark__lists *lists, const dark__header *header, const dark_read_options *options, const bool *catches,
                          dark_error *err) {
  recoding r = {lists, header, calloc(lists->n_columns, sizeof *r.fates), catches, options->occasions, err};
  if (r.fates == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < lists->n_columns; i++) r.fates[i] = KEPT;
  dark_status status = drop_lists(&r, options->drop_lists, options->n_drop_lists, "--drop-list");
  if (status == DARK_OK) status = drop_lists(&r, options->absorbing, options->n_absorbing, "--absorbing");
  if (status == DARK_OK) status = merge_lists(&r, options->merge_lists, options->n_merge_lists);
  if (status == DARK_OK) status = number_lists(&r);
  lists->is_recoded = options->n_drop_lists + options->n_absorbing + options->n_merge_lists > 0;
  free(r.fates);
  return status;
}

static dark_status collect_columns(dark__lists *lists, const dark__columns *columns, dark_error *err) {
  lists->columns = calloc(columns->n_columns, sizeof *lists->columns);
  if (lists->columns == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < columns->n_columns; i++) {
    if (columns->columns[i].role == DARK__ROLE_LIST) lists->columns[lists->n_columns++].column = i;
  }
  return DARK_OK;
}

dark_status dark__lists_settle(dark__lists *lists, const dark__columns *columns, const dark__header *header,
                               const dark_read_options *options, const bool *catches, dark_error *err) {
  *lists = (dark__lists){.is_guessed = options->n_lists == 0};
  const dark_status status = collect_columns(lists, columns, err);
  return status == DARK_OK ? recode(lists, header, options, catches, err) : status;
}

void dark__lists_free(dark__lists *lists) {
  free(lists->columns);
  for (size_t i = 0; i < lists->n_merged; i++) free(lists->merged[i]);
  free(lists->merged);
  *lists = (dark__lists){0};
}
