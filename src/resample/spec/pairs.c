/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "resample/spec/spec.h"

/* A pair's name falls apart at one of these. */
static const char SEPARATORS[] = ">:";

bool dark__spec_is_pair(const char *name) { return strpbrk(name, SEPARATORS) != NULL; }

/* The list whose name is the `length` bytes at `name`, or n_lists. */
static size_t find_list(const dark__spec *spec, const char *name, size_t length) {
  size_t i = 0;
  while (i < spec->n_lists && (strlen(spec->names[i]) != length || memcmp(spec->names[i], name, length) != 0)) i++;
  return i;
}

/* Two lists, or "*" and a list, to the sides of the separator at `at`. */
static bool split(dark__spec_column *column, const dark__spec *spec, const char *name, const char *at) {
  const size_t length = (size_t)(at - name);
  column->role = *at == ':' ? DARK__SPEC_ODDS_RATIO : DARK__SPEC_REFERRAL;
  column->a = find_list(spec, name, length);
  column->b = find_list(spec, at + 1, strlen(at + 1));
  if (column->a == spec->n_lists && *at == '>' && length == 1 && name[0] == '*') column->a = DARK_ANY_LIST;
  return column->a != spec->n_lists && column->b < spec->n_lists;
}

/* Lists may have separators in their names: any place will do that leaves a list on either side. */
static bool understand(dark__spec_column *column, const dark__spec *spec, const char *name) {
  for (const char *separator = SEPARATORS; *separator != '\0'; separator++)
    for (const char *at = strchr(name, *separator); at != NULL; at = strchr(at + 1, *separator))
      if (split(column, spec, name, at)) return true;
  return false;
}

static dark_status fail_unknown(const dark__spec *spec, size_t column, const char *name, dark_error *err) {
  if (spec->header.is_record)
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s where the name of a column should be; is the header missing?", spec->place,
                      spec->header_line, column + 1, dark__kind(name).text);
  const char *at = strpbrk(name, SEPARATORS);
  const size_t length = (size_t)(at - name);
  const bool is_left = find_list(spec, name, length) == spec->n_lists && !(*at == '>' && length == 1 && name[0] == '*');
  char *word = is_left ? dark__copy_text(name, length) : dark__copy_text(at + 1, strlen(at + 1));
  if (word == NULL) return dark__fail_memory(err);
  const char *nearest = dark__nearest(word, spec->names, spec->n_lists);
  char hint[300] = " (a column with ':' or '>' in its name is about two lists, unless --by or --ignore names it)";
  if (nearest != NULL) snprintf(hint, sizeof hint, "; did you mean '%s'?", dark__show(nearest).text);
  const dark_status status = dark__fail(err, DARK_EDATA, "%s:%zu:%zu: '%s': there is no list '%s'%s", spec->place,
                                        spec->header_line, column + 1, dark__show(name).text, dark__show(word).text, hint);
  free(word);
  return status;
}

static dark_status fail_pair(const dark__spec *spec, size_t column, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: '%s' %s", spec->place, spec->header_line, column + 1,
                    dark__header_show(&spec->header, column).text, what);
}

static bool is_same_pair(const dark__spec_column *x, const dark__spec_column *y) {
  return x->role == y->role &&
         ((x->a == y->a && x->b == y->b) || (x->role == DARK__SPEC_ODDS_RATIO && x->a == y->b && x->b == y->a));
}

static dark_status check_pair(dark__spec *spec, size_t column, dark_error *err) {
  const dark__spec_column *pair = &spec->columns[column];
  if (pair->a == pair->b) return fail_pair(spec, column, "is about a list and itself", err);
  for (size_t i = 0; i < column; i++)
    if (is_same_pair(&spec->columns[i], pair)) return fail_pair(spec, column, "is about a pair that has a column already", err);
  if (pair->role == DARK__SPEC_ODDS_RATIO) return DARK_OK;
  if (spec->absorbing != DARK__NONE && spec->absorbing != pair->b)
    return fail_pair(spec, column, "makes a second absorbing list; there can be one", err);
  spec->absorbing = pair->b;
  return DARK_OK;
}

dark_status dark__spec_pairs_settle(dark__spec *spec, dark_error *err) {
  for (size_t column = 0; column < spec->header.names.n; column++) {
    if (spec->columns[column].role != DARK__SPEC_NONE) continue;
    const char *name = dark__header_name(&spec->header, column);
    if (!understand(&spec->columns[column], spec, name)) return fail_unknown(spec, column, name, err);
    const dark_status status = check_pair(spec, column, err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}
