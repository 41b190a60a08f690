/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "resample/spec/spec.h"
#include "table/columns/columns.h"
#include "table/columns/indicator.h"

static const char PEOPLE[] = "people", LATENT[] = "class";

static const char *name_of(const dark__spec *spec, size_t column) { return dark__header_name(&spec->header, column); }

static dark_status fail_header(const dark__spec *spec, size_t column, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: '%s' %s", spec->place, spec->header_line, column + 1,
                    dark__header_show(&spec->header, column).text, what);
}

/* ---- Columns that options or their own names speak for */

static dark_status claim(dark__spec *spec, const char *const *names, size_t n, dark__spec_role role, const char *option,
                         dark_error *err) {
  for (size_t i = 0; i < n; i++) {
    size_t column;
    const dark_status status = dark__header_find(&column, &spec->header, names[i], strlen(names[i]), option, err);
    if (status != DARK_OK) return status;
    dark__spec_column *taken = &spec->columns[column];
    if (taken->role == role)
      return dark__fail(err, DARK_EUSAGE, "%s: column '%s' is named twice by %s", spec->place, dark__show(names[i]).text, option);
    if (taken->role != DARK__SPEC_NONE)
      return dark__fail(err, DARK_EUSAGE, "%s: column '%s' is named by %s and by %s", spec->place, dark__show(names[i]).text,
                        taken->option, option);
    *taken = (dark__spec_column){.role = role, .option = option};
  }
  return DARK_OK;
}

/* The column of that name, if no option has taken it; DARK__NONE. */
static size_t take_named(dark__spec *spec, const char *name, dark__spec_role role) {
  const size_t column = dark__keys_find(&spec->header.names, name, strlen(name));
  if (column == DARK__NONE || spec->columns[column].role != DARK__SPEC_NONE) return DARK__NONE;
  spec->columns[column].role = role;
  return column;
}

static dark_status fail_people(const dark__spec *spec, dark_error *err) {
  const char *nearest = spec->header.is_record ? NULL : dark__keys_nearest(&spec->header.names, PEOPLE);
  return dark__fail(err, DARK_EDATA, "%s:%zu: no column '%s' that says how many people each stratum has%s%s%s", spec->place,
                    spec->header_line, PEOPLE, nearest == NULL ? "" : "; is it '",
                    nearest == NULL ? "" : dark__show(nearest).text, nearest == NULL ? "" : "'?");
}

dark_status dark__spec_begin(dark__spec *spec, const dark__row *header, dark_error *err) {
  const dark_population_options *options = spec->options;
  spec->header_line = header->line;
  spec->absorbing = DARK__NONE;
  dark_status status = dark__header_read(&spec->header, spec->place, header, err);
  if (status != DARK_OK) return status;
  spec->columns = calloc(spec->header.names.n, sizeof *spec->columns);
  if (spec->columns == NULL) return dark__fail_memory(err);
  status = claim(spec, options->lists, options->n_lists, DARK__SPEC_LIST, "--lists", err);
  if (status == DARK_OK) status = claim(spec, options->by, options->n_by, DARK__SPEC_CATEGORY, "--by", err);
  if (status == DARK_OK) status = claim(spec, options->ignore, options->n_ignore, DARK__SPEC_IGNORED, "--ignore", err);
  if (status != DARK_OK) return status;
  spec->people = take_named(spec, PEOPLE, DARK__SPEC_PEOPLE);
  spec->latent = take_named(spec, LATENT, DARK__SPEC_CLASS);
  return spec->people == DARK__NONE ? fail_people(spec, err) : DARK_OK;
}

/* ---- Columns that speak for themselves by what is in them */

/* A number that is no whole one from 0 is hardly the value of a category: more likely a probability gone wrong. */
static bool is_odd_number(const char *text) {
  double value;
  return dark__parse_real(&value, text) && (value < 0 || text[strspn(text, "0123456789")] != '\0');
}

static dark_status guess_column(dark__spec *spec, const dark__row *first, size_t column, dark_error *err) {
  const char *text = dark__row_field(first, column);
  double value;
  if (dark__spec_is_pair(name_of(spec, column))) return DARK_OK;
  if (spec->options->n_lists == 0 && dark__parse_real(&value, text) && value >= 0 && value <= 1) {
    spec->columns[column].role = DARK__SPEC_LIST;
    return DARK_OK;
  }
  if (spec->options->n_by > 0)
    return dark__spec_fail(spec, first, column,
                           spec->options->n_lists > 0
                               ? "is in a column that neither --lists nor --by nor --ignore names"
                               : "is no probability from 0 to 1, and neither --by nor --ignore names its column",
                           err);
  if (spec->options->n_lists == 0 && is_odd_number(text))
    return dark__spec_fail(spec, first, column, "is no probability from 0 to 1; name the column in --by if it is a category",
                           err);
  spec->columns[column].role = DARK__SPEC_CATEGORY;
  return DARK_OK;
}

static dark_status collect_lists(dark__spec *spec, const dark__row *first, dark_error *err) {
  size_t n = 0;
  for (size_t column = 0; column < spec->header.names.n; column++) {
    if (spec->columns[column].role != DARK__SPEC_LIST) continue;
    if (n < DARK_MAX_LISTS) {
      spec->lists[n] = column;
      spec->names[n] = name_of(spec, column);
    }
    n++;
  }
  if (n == 0)
    return dark__fail(err, DARK_EDATA, "%s:%zu: no list found: no column has a probability from 0 to 1 in the first record",
                      spec->place, first->line);
  if (n > DARK_MAX_LISTS)
    return dark__fail(err, DARK_EDATA, "%s: %zu lists, more than %d; use --ignore", spec->place, n, DARK_MAX_LISTS);
  spec->n_lists = n;
  return DARK_OK;
}

/* In the order of --by, else of the file. */
static dark_status collect_categories(dark__spec *spec, dark_error *err) {
  const dark_population_options *options = spec->options;
  dark__categories *categories = &spec->categories;
  categories->all = calloc(spec->header.names.n, sizeof *categories->all);
  if (categories->all == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < options->n_by; i++)
    categories->all[categories->n++].column = dark__keys_find(&spec->header.names, options->by[i], strlen(options->by[i]));
  for (size_t column = 0; options->n_by == 0 && column < spec->header.names.n; column++)
    if (spec->columns[column].role == DARK__SPEC_CATEGORY) categories->all[categories->n++].column = column;
  for (size_t c = 0; c < categories->n; c++) categories->all[c].name = name_of(spec, categories->all[c].column);
  return DARK_OK;
}

/* Whether the truth has a column of that name about the size of a list. */
static bool is_size_column(const dark__spec *spec, const char *name) {
  static const char *const prefixes[] = {"size_", "expected_size_"};
  for (size_t p = 0; p < 2; p++) {
    const size_t length = strlen(prefixes[p]);
    if (strncmp(name, prefixes[p], length) != 0) continue;
    for (size_t i = 0; i < spec->n_lists; i++)
      if (strcmp(name + length, spec->names[i]) == 0) return true;
  }
  return false;
}

static bool is_truth_column(const dark__spec *spec, const char *name) {
  return strcmp(name, "expected_observed") == 0 || strcmp(name, "expected_total") == 0 || is_size_column(spec, name);
}

/* Names that would not mean in the files that are written what they mean here. */
static dark_status check_names(const dark__spec *spec, dark_error *err) {
  for (size_t column = 0; column < spec->header.names.n; column++) {
    const char *name = name_of(spec, column);
    const bool is_category = spec->columns[column].role == DARK__SPEC_CATEGORY;
    if (!is_category && spec->columns[column].role != DARK__SPEC_LIST) continue;
    if (strcmp(name, "count") == 0 || strcmp(name, "n") == 0)
      return fail_header(spec, column, "is the name of a column of counts; rename it", err);
    if (!is_category) continue;
    if (is_truth_column(spec, name)) return fail_header(spec, column, "is the name of a column of the truth; rename it", err);
    if (dark__is_result_column(name)) return fail_header(spec, column, "is the name of a column of the results; rename it", err);
  }
  return DARK_OK;
}

dark_status dark__spec_settle(dark__spec *spec, const dark__row *first, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t column = 0; status == DARK_OK && column < spec->header.names.n; column++)
    if (spec->columns[column].role == DARK__SPEC_NONE) status = guess_column(spec, first, column, err);
  if (status == DARK_OK) status = collect_lists(spec, first, err);
  if (status == DARK_OK) status = dark__spec_pairs_settle(spec, err);
  if (status == DARK_OK) status = collect_categories(spec, err);
  return status == DARK_OK ? check_names(spec, err) : status;
}
