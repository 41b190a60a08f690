/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "result/residents.h"

static const double PER = 1e5;

/* ---- whether they go with a table */

static size_t category_of(const dark_table *table, const char *name) {
  for (size_t c = 0; c < dark_table_n_categories(table); c++)
    if (strcmp(dark_table_category_name(table, c), name) == 0) return c;
  return SIZE_MAX;
}

static dark_status refuse_column(const dark_residents *residents, const dark_table *table, const char *name, dark_error *err) {
  const size_t n = dark_table_n_categories(table);
  const char **names = calloc(n + 1, sizeof *names);
  if (names == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n; c++) names[c] = dark_table_category_name(table, c);
  const char *nearest = dark__nearest(name, names, n);
  const dark__shown shown = dark__show(nearest == NULL ? "" : nearest);
  free(names);
  return dark__fail(err, DARK_EUSAGE,
                    "%s: column '%s' is no category of the estimates%s%s%s; name it in --by, or leave it out and give the sums",
                    residents->place, dark__show(name).text, nearest == NULL ? "" : ": did you mean '", shown.text,
                    nearest == NULL ? "" : "'?");
}

/* The value that a stratum has in a column of the residents. */
static const char *level_in(const dark_table *table, size_t stratum, const char *column) {
  const size_t c = category_of(table, column);
  return dark_table_level_name(table, c, dark_table_stratum_level(table, stratum, c));
}

static bool is_of_stratum(const dark_residents *residents, size_t i, const dark_table *table, size_t stratum) {
  for (size_t c = 0; c < residents->columns.n; c++)
    if (strcmp(dark__residents_level(residents, i, c), level_in(table, stratum, residents->columns.items[c])) != 0) return false;
  return true;
}

static bool has_missing(const dark_residents *residents, const dark_table *table, size_t stratum) {
  for (size_t c = 0; c < residents->columns.n; c++)
    if (strcmp(level_in(table, stratum, residents->columns.items[c]), "(missing)") == 0) return true;
  return false;
}

static bool has_row(const dark_residents *residents, const dark_table *table, size_t stratum) {
  for (size_t i = 0; i < residents->n; i++)
    if (is_of_stratum(residents, i, table, stratum)) return true;
  return false;
}

/* The value nearest to one that no row has; NULL for none, or when a row has it. */
static const char *nearest_level(const dark_residents *residents, size_t c, const char *level, const char **levels) {
  for (size_t i = 0; i < residents->n; i++) {
    levels[i] = dark__residents_level(residents, i, c);
    if (strcmp(levels[i], level) == 0) return NULL;
  }
  return dark__nearest(level, levels, residents->n);
}

static dark_status refuse_stratum(const dark_residents *residents, const dark_table *table, size_t stratum, dark_error *err) {
  char what[512] = "", hint[512] = "";
  size_t used = 0;
  const char **levels = calloc(residents->n + 1, sizeof *levels);
  if (levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < residents->columns.n && used < sizeof what; c++) {
    const char *level = level_in(table, stratum, residents->columns.items[c]);
    const char *nearest = nearest_level(residents, c, level, levels);
    used += (size_t)snprintf(what + used, sizeof what - used, "%s%s=%s", c == 0 ? "" : ", ",
                             dark__show(residents->columns.items[c]).text, dark__show(level).text);
    if (nearest != NULL) snprintf(hint, sizeof hint, "; is it the one called '%s' there?", dark__show(nearest).text);
  }
  free(levels);
  return dark__fail(err, DARK_EDATA, "%s: no row for %s, which the estimates have; add its residents%s", residents->place, what,
                    hint);
}

dark_status dark_residents_check(const dark_residents *residents, const dark_table *table, dark_error *err) {
  DARK__REQUIRE(residents, err);
  DARK__REQUIRE(table, err);
  for (size_t c = 0; c < residents->columns.n; c++)
    if (category_of(table, residents->columns.items[c]) == SIZE_MAX)
      return refuse_column(residents, table, residents->columns.items[c], err);
  for (size_t s = 0; s < dark_table_n_strata(table); s++)
    if (!has_missing(residents, table, s) && !has_row(residents, table, s)) return refuse_stratum(residents, table, s, err);
  return DARK_OK;
}

/* ---- rates */

/* Whether row i of the residents is among those that the levels sum over. */
static bool is_covered(const dark_residents *residents, size_t i, const char *const *categories, const char *const *levels,
                       size_t n) {
  for (size_t c = 0; c < residents->columns.n; c++)
    for (size_t k = 0; k < n; k++)
      if (strcmp(categories[k], residents->columns.items[c]) == 0 && strcmp(levels[k], "(all)") != 0 &&
          strcmp(levels[k], dark__residents_level(residents, i, c)) != 0)
        return false;
  return true;
}

static dark__residents_cell sum_of(const dark_residents *residents, const char *const *categories, const char *const *levels,
                                   size_t n) {
  dark__residents_cell sum = {0, 0, 0};
  double below = 0, above = 0;
  for (size_t i = 0; i < residents->n; i++) {
    const dark__residents_cell *cell = &residents->cells[i];
    if (!is_covered(residents, i, categories, levels, n)) continue;
    sum.people += cell->people;
    below += (cell->people - cell->lower) * (cell->people - cell->lower);
    above += (cell->upper - cell->people) * (cell->upper - cell->people);
  }
  sum.lower = sum.people - sqrt(below);
  sum.upper = sum.people + sqrt(above);
  return sum;
}

/* One limit, of a numerator `limit` beside the estimate `total`, and of the denominator on the other side. Without an estimate, or with one
   outside of its own interval, both ends at once. */
static double limit_of(double total, double limit, const dark__residents_cell *of, double other) {
  if (!isfinite(limit)) return (double)NAN;
  if (!(fabs(other - of->people) > 0) || !(limit > 0)) return PER * limit / of->people;
  const double numerator = log(limit / total), denominator = log(of->people / other);
  if (!isfinite(numerator) || numerator * denominator < 0) return PER * limit / other;
  const double distance = sqrt(numerator * numerator + denominator * denominator);
  return PER * total / of->people * exp(denominator < 0 ? -distance : distance);
}

dark_resident_rate dark_residents_rate(const dark_residents *residents, const char *const *categories, const char *const *levels,
                                       size_t n, double total, double lower, double upper) {
  dark_resident_rate rate = {(double)NAN, (double)NAN, (double)NAN, (double)NAN};
  if (residents == NULL || (n > 0 && (categories == NULL || levels == NULL))) return rate;
  const dark__residents_cell sum = sum_of(residents, categories, levels, n);
  if (!(sum.people > 0)) return rate;
  rate.residents = sum.people;
  if (isfinite(total)) rate.rate = PER * total / sum.people;
  rate.lower = limit_of(total, lower, &sum, sum.upper);
  rate.upper = limit_of(total, upper, &sum, sum.lower);
  return rate;
}
