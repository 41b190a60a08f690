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
