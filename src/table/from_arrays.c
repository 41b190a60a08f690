/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "table/assemble.h"
#include "table/columns/names_check.h"

/* Bits of a history here. */
enum { MOST_LISTS = 32 };

static dark_status check_record(uint64_t history, double count, size_t i, size_t n_lists, dark_error *err) {
  if (history == 0) return dark__fail(err, DARK_EUSAGE, "record %zu is of people on no list", i + 1);
  if (history >> n_lists != 0) return dark__fail(err, DARK_EUSAGE, "record %zu names a list beyond the last", i + 1);
  if (!(count >= 0) || count != floor(count)) {
    return dark__fail(err, DARK_EUSAGE, "record %zu: %g is no number of people", i + 1, count);
  }
  if (count > DARK_MAX_COUNT) return dark__fail(err, DARK_ELIMIT, "record %zu: more than %u people", i + 1, DARK_MAX_COUNT);
  return DARK_OK;
}

static dark_status add_records(dark__cells *cells, const uint32_t *histories, const double *counts, size_t n, size_t n_lists,
                               dark_error *err) {
  uint64_t n_people = 0;
  for (size_t i = 0; i < n; i++) {
    dark_status status = check_record(histories[i], counts[i], i, n_lists, err);
    if (status != DARK_OK) return status;
    n_people += (uint64_t)counts[i];
    if (n_people > DARK_MAX_COUNT) {
      return dark__fail(err, DARK_ELIMIT, "more than %u people with record %zu", DARK_MAX_COUNT, i + 1);
    }
    bool is_new;
    uint32_t key[DARK__CELL_WORDS];
    dark__cells_put_history(key, histories[i]);
    status = dark__cells_add(&is_new, cells, key, (uint64_t)counts[i], err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

dark_status dark_table_new(dark_table **out, const char *const *names, size_t n_lists, const uint32_t *histories,
                           const double *counts, size_t n, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE_ARRAY(names, n_lists, err);
  DARK__REQUIRE_ARRAY(histories, n, err);
  DARK__REQUIRE_ARRAY(counts, n, err);
  dark_status status = dark__list_names_check(names, n_lists, err);
  if (status == DARK_OK && n_lists > MOST_LISTS)
    status = dark__fail(err, DARK_ELIMIT, "%zu lists, more than the %d bits of a history; see dark_table_new_like", n_lists,
                        MOST_LISTS);
  if (status != DARK_OK) return status;
  const dark__categories none = {NULL, 0};
  dark__cells cells = {.n_levels = 0};
  dark_table *table = calloc(1, sizeof *table);
  status = table == NULL ? dark__fail_memory(err) : add_records(&cells, histories, counts, n, n_lists, err);
  if (status == DARK_OK) {
    const dark__draft draft = {
        .lists = names, .n_lists = n_lists, .kept_lists = UINT64_MAX, .categories = &none, .n_strata = 1, .cells = &cells};
    status = dark__table_assemble(table, &draft, err);
  }
  dark__cells_free(&cells);
  if (status == DARK_OK) {
    *out = table;
  } else {
    dark_table_free(table);
  }
  return status;
}
