/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/expected.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "table/table.h"

dark_status dark__table_expect(dark_table *table, size_t stratum, const dark_record *records, size_t n, dark_error *err) {
  dark__stratum *to = &table->strata[stratum];
  if (n == 0) return DARK_OK;
  to->records = malloc(n * sizeof *to->records);
  if (to->records == NULL) return dark__fail_memory(err);
  memcpy(to->records, records, n * sizeof *records);
  to->n_records = n;
  for (size_t i = 0; i < n; i++) to->n_observed += records[i].count;
  table->n_people += to->n_observed;
  return DARK_OK;
}

void dark__table_mark_impossible(dark_table *table, size_t stratum) { table->strata[stratum].is_impossible = 1; }

int dark__table_is_impossible(const dark_table *table, size_t stratum) {
  int is_any = 0;
  if (stratum < table->n_strata) return table->strata[stratum].is_impossible;
  for (size_t s = 0; s < table->n_strata; s++) is_any = is_any || table->strata[s].is_impossible;
  return is_any;
}
