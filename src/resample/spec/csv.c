/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/show.h"
#include "resample/population/population.h"
#include "resample/spec/spec.h"
#include "table/form/form.h"
#include "table/notes.h"

/* Sizes of classes whose decimals add up to a whole number but for their rounding. */
static const double ROUNDING = 1e-9;

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  return dark__spec_begin(context, header, err);
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  dark__spec *spec = context;
  const dark_status status = spec->n_rows == 0 ? dark__spec_settle(spec, row, err) : DARK_OK;
  return status == DARK_OK ? dark__spec_add(spec, row, err) : status;
}

/* ---- Rows of one stratum become one */

/* Rows in the order of their strata and classes, so that the order of the file does not matter; qsort has no context, so the number of
   categories comes along with each. */
typedef struct ordered {
  dark__spec_row *row;
  size_t n_categories;
} ordered;

static int compare_strata(const void *a, const void *b) {
  const ordered *x = a, *y = b;
  for (size_t c = 0; c < x->n_categories; c++)
    if (x->row->levels[c] != y->row->levels[c]) return x->row->levels[c] < y->row->levels[c] ? -1 : 1;
  return 0;
}

static int compare_rows(const void *a, const void *b) {
  const ordered *x = a, *y = b;
  int order = compare_strata(a, b);
  if (order == 0) order = strcmp(x->row->latent, y->row->latent);
  return order != 0 ? order : (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

static dark_status check_group(const dark__spec *spec, const ordered *rows, size_t n, dark_error *err) {
  const bool has_classes = spec->latent != DARK__NONE;
  for (size_t i = 1; i < n; i++) {
    const dark__spec_row *before = rows[i - 1].row, *row = rows[i].row;
    if (strcmp(before->latent, row->latent) == 0)
      return dark__fail(err, DARK_EDATA, "%s:%zu: the same stratum%s as in line %zu", spec->place, row->line,
                        has_classes ? " and class" : "", before->line);
  }
  if (n > 1 && rows[0].row->latent[0] == '\0')
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: an empty field is no latent class, and the stratum has others", spec->place,
                      rows[0].row->line, spec->latent + 1);
  return DARK_OK;
}

/* Put the mixture of the classes into the first row. */
static dark_status mix(const dark__spec *spec, const ordered *rows, size_t n, dark_error *err) {
  const size_t n_histories = (size_t)1 << spec->n_lists;
  dark__spec_row *first = rows[0].row;
  double people = 0;
  for (size_t i = 0; i < n; i++) people += rows[i].row->people;
  for (size_t i = 0; people > 0 && i < n; i++) {
    const double share = rows[i].row->people / people;
    for (size_t history = 0; history < n_histories; history++) {
      const double part = share * rows[i].row->probabilities[history];
      first->probabilities[history] = i == 0 ? part : first->probabilities[history] + part;
    }
  }
  const double whole = round(people);
  if (fabs(people - whole) <= ROUNDING * fmax(1, whole)) people = whole;
  first->people = people;
  if (people == whole || spec->options->size != DARK_POPULATION_FIXED) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s:%zu:%zu: the classes of this stratum have %.12g people together, which is no whole number (as "
                    "--population fixed needs)",
                    spec->place, first->line, spec->people + 1, people);
}

static dark_status add_stratum(dark_population_stratum *out, const char **levels, const dark__spec *spec, const ordered *rows,
                               size_t n, dark_error *err) {
  dark_status status = check_group(spec, rows, n, err);
  if (status == DARK_OK) status = mix(spec, rows, n, err);
  const dark__spec_row *first = rows[0].row;
  for (size_t c = 0; c < spec->categories.n; c++) levels[c] = dark__keys_at(&spec->categories.all[c].values, first->levels[c]);
  *out = (dark_population_stratum){levels, first->people, first->probabilities};
  return status;
}

/* Arrays for the strata: as many as there are rows, or fewer. */
typedef struct gathering {
  ordered *rows;                   /* [n_rows] */
  const char **levels;             /* [n_rows x n_categories] */
  const char **categories;         /* [n_categories] */
  dark_population_stratum *strata; /* [n_strata] */
  size_t n_strata;
} gathering;

static dark_status gather(gathering *out, const dark__spec *spec, dark_error *err) {
  const size_t n = spec->n_rows, n_categories = spec->categories.n;
  out->rows = calloc(n + 1, sizeof *out->rows);
  out->levels = calloc(n * n_categories + 1, sizeof *out->levels);
  out->categories = calloc(n_categories + 1, sizeof *out->categories);
  out->strata = calloc(n + 1, sizeof *out->strata);
  if (out->rows == NULL || out->levels == NULL || out->categories == NULL || out->strata == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_categories; c++) out->categories[c] = spec->categories.all[c].name;
  for (size_t i = 0; i < n; i++) out->rows[i] = (ordered){&spec->rows[i], n_categories};
  qsort(out->rows, n, sizeof *out->rows, compare_rows);
  dark_status status = DARK_OK;
  for (size_t i = 0, end; status == DARK_OK && i < n; i = end) {
    for (end = i + 1; end < n && compare_strata(&out->rows[i], &out->rows[end]) == 0;) end++;
    status =
        add_stratum(&out->strata[out->n_strata], out->levels + out->n_strata * n_categories, spec, &out->rows[i], end - i, err);
    out->n_strata++;
  }
  return status;
}

static dark_status make_population(dark_population **out, const dark__spec *spec, dark_error *err) {
  gathering all = {0};
  dark_status status = gather(&all, spec, err);
  if (status == DARK_OK) {
    dark_error inner = DARK_ERROR_INIT;
    status = dark_population_new(out, spec->names, spec->n_lists, all.categories, spec->categories.n, all.strata, all.n_strata,
                                 &inner);
    if (status != DARK_OK) dark__fail(err, status, "%s: %s", spec->place, inner.message);
  }
  free(all.rows);
  free(all.levels);
  free(all.categories);
  free(all.strata);
  return status;
}

/* ---- Notes */

static const char *list_at(const void *context, size_t i) { return ((const dark__spec *)context)->names[i]; }
static const char *category_at(const void *context, size_t i) { return ((const dark__spec *)context)->categories.all[i].name; }

static dark_status note_columns(dark_table *shape, const dark__spec *spec, dark_error *err) {
  dark_status status = DARK_OK;
  if (spec->options->n_lists == 0)
    status = dark__table_add_note(shape, err, "lists found by their first record: %s",
                                  dark__show_names(list_at, spec, spec->n_lists).text);
  if (status == DARK_OK && spec->options->n_by == 0 && spec->categories.n > 0)
    status = dark__table_add_note(shape, err, "categories: %s", dark__show_names(category_at, spec, spec->categories.n).text);
  return status;
}

static dark_status read_spec(dark_population **out, dark__spec *spec, const char *path, dark_error *err) {
  char sha256[65];
  const dark__csv_sink sink = {take_header, take_record, spec};
  const dark__form_source source = {.path = path, .place = spec->place, .delimiter = spec->options->delimiter};
  dark_status status = dark__form_read(sha256, &source, &sink, NULL, err);
  if (status == DARK_OK && spec->n_rows == 0) status = dark__fail(err, DARK_EDATA, "%s: no strata, only a header", spec->place);
  if (status != DARK_OK) return status;
  status = make_population(out, spec, err);
  return status == DARK_OK ? note_columns((*out)->shape, spec, err) : status;
}

static dark_status check_options(const dark_population_options *options, dark_error *err) {
  dark_status status = dark__version_check(options->version, DARK_POPULATION_OPTIONS_VERSION, "dark_population_options", err);
  if (status == DARK_OK) status = dark__texts_check(options->lists, options->n_lists, "lists", err);
  if (status == DARK_OK) status = dark__texts_check(options->by, options->n_by, "by", err);
  if (status == DARK_OK) status = dark__texts_check(options->ignore, options->n_ignore, "ignore", err);
  return status == DARK_OK ? dark__population_size_check(options->size, err) : status;
}

dark_status dark_population_read_csv(dark_population **out, const char *path, const dark_population_options *options,
                                     dark_error *err) {
  static const dark_population_options defaults = DARK_POPULATION_OPTIONS_INIT;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  if (options == NULL) options = &defaults;
  dark_status status = check_options(options, err);
  if (status != DARK_OK) return status;
  const dark__shown place = dark__show_path(path);
  dark__spec spec = {.options = options, .place = place.text};
  status = read_spec(out, &spec, path, err);
  dark__spec_free(&spec);
  if (status == DARK_OK) return DARK_OK;
  dark_population_free(*out);
  *out = NULL;
  return status;
}
