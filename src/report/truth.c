/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/arguments.h"
#include "report/csv_fields.h"
#include "report/format.h"
#include "report/names.h"
#include "report/numbers.h"
#include "table/categories.h"
#include "table/targets.h"

/* What is known of a stratum or a sum of strata. Lists are the table's. */
typedef struct truth {
  double observed, people;
  double expected_observed, expected_people;
  double sizes[DARK_MAX_LISTS], expected_sizes[DARK_MAX_LISTS];
} truth;

static truth truth_of(const dark_population *population, const dark_sample *sample, size_t stratum) {
  const double people = dark_population_people(population, stratum);
  const size_t n_lists = dark_table_n_lists(sample->table);
  size_t n;
  const dark_record *records = dark_table_records(sample->table, stratum, &n);
  truth out = {.observed = dark_table_n_observed(sample->table, stratum),
               .people = sample->people[stratum],
               .expected_observed = people * dark_population_observed(population, stratum),
               .expected_people = people};
  for (size_t l = 0; l < n_lists; l++) {
    out.expected_sizes[l] = people * dark_population_margin(population, stratum, l);
    for (size_t i = 0; i < n; i++) out.sizes[l] += (records[i].history >> l & 1) != 0 ? records[i].count : 0;
  }
  return out;
}

static void add(truth *sum, const truth *part) {
  sum->observed += part->observed;
  sum->people += part->people;
  sum->expected_observed += part->expected_observed;
  sum->expected_people += part->expected_people;
  for (size_t l = 0; l < DARK_MAX_LISTS; l++) {
    sum->sizes[l] += part->sizes[l];
    sum->expected_sizes[l] += part->expected_sizes[l];
  }
}

/* ",PREFIXlist" */
static void put_list_column(FILE *stream, dark__paper *name, const char *prefix, const char *list) {
  dark__paper_clear(name);
  dark__paper_add(name, "%s%s", prefix, list);
  fputc(',', stream);
  dark__put_text(stream, dark__paper_text(name));
}

static dark_status put_header(FILE *stream, const dark_table *table, const size_t *lists, dark_error *err) {
  dark__paper name = {0};
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    dark__put_text(stream, dark_table_category_name(table, c));
    fputc(',', stream);
  }
  fputs("observed,hidden,total,expected_observed,expected_total", stream);
  for (size_t i = 0; !name.failed && i < dark_table_n_lists(table); i++) {
    put_list_column(stream, &name, "size_", dark_table_list_name(table, lists[i]));
    put_list_column(stream, &name, "expected_size_", dark_table_list_name(table, lists[i]));
  }
  fputc('\n', stream);
  const bool has_failed = name.failed;
  dark__paper_clear(&name);
  return has_failed ? dark__fail_memory(err) : DARK_OK;
}

static void put_row(FILE *stream, const dark__targets *targets, size_t target, const truth *sum, const dark_table *table,
                    const size_t *lists) {
  for (size_t c = 0; c < targets->n_categories; c++) {
    const char *level = dark__targets_level(targets, table, target, c);
    dark__put_text(stream, level == NULL ? DARK__LEVEL_ALL : level);
    fputc(',', stream);
  }
  fprintf(stream, "%.0f,%.0f,%.0f", sum->observed, sum->people - sum->observed, sum->people);
  fprintf(stream, ",%s", dark__exact(sum->expected_observed).text);
  fprintf(stream, ",%s", dark__exact(sum->expected_people).text);
  for (size_t i = 0; i < dark_table_n_lists(table); i++)
    fprintf(stream, ",%.0f,%s", sum->sizes[lists[i]], dark__exact(sum->expected_sizes[lists[i]]).text);
  fputc('\n', stream);
}

static dark_status put_rows(FILE *stream, const dark__targets *targets, const truth *strata, const dark_table *table,
                            dark_error *err) {
  size_t lists[DARK_MAX_LISTS];
  dark__lists_by_position(lists, table);
  const dark_status status = put_header(stream, table, lists, err);
  for (size_t target = 0; status == DARK_OK && target < targets->n; target++) {
    truth sum = {0};
    for (size_t i = targets->starts[target]; i < targets->starts[target + 1]; i++) add(&sum, &strata[targets->strata[i]]);
    put_row(stream, targets, target, &sum, table, lists);
  }
  return status;
}

dark_status dark_report_truth(FILE *stream, const dark_population *population, const dark_sample *sample, dark_error *err) {
  dark__targets targets;
  DARK__REQUIRE(stream, err);
  DARK__REQUIRE(population, err);
  DARK__REQUIRE(sample, err);
  DARK__REQUIRE(sample->table, err);
  DARK__REQUIRE(sample->people, err);
  const size_t n_strata = dark_table_n_strata(sample->table);
  if (n_strata != dark_table_n_strata(dark_population_shape(population)) ||
      dark_table_n_lists(sample->table) != dark_table_n_lists(dark_population_shape(population)))
    return dark__fail(err, DARK_EUSAGE, "the sample was not drawn from this population");
  dark_status status = dark__targets_make(&targets, sample->table, err);
  truth *strata = calloc(n_strata + 1, sizeof *strata);
  if (status == DARK_OK && strata == NULL) status = dark__fail_memory(err);
  for (size_t s = 0; status == DARK_OK && s < n_strata; s++) strata[s] = truth_of(population, sample, s);
  if (status == DARK_OK) status = put_rows(stream, &targets, strata, sample->table, err);
  free(strata);
  dark__targets_clear(&targets);
  return status == DARK_OK ? dark__report_finish(stream, status, err) : status;
}
