/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onelist/design.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"

enum { MOST_COLUMNS = 1000 };

static size_t n_columns_of(const dark_covariate *covariate) {
  return covariate->numbers != NULL ? 1 : covariate->n_values > 0 ? covariate->n_values - 1 : 0;
}

dark_status dark__design_make(dark__design *design, const dark_captures *captures, dark_error *err) {
  size_t n = 1;
  *design = (dark__design){.captures = captures};
  for (size_t c = 0; c < captures->n_covariates; c++) n += n_columns_of(&captures->covariates[c]);
  if (n > MOST_COLUMNS) {
    return dark__fail(err, DARK_ELIMIT, "covariates with %zu effects in all, more than %d; is one of them a name or a date?", n,
                      (int)MOST_COLUMNS);
  }
  design->columns = calloc(n, sizeof *design->columns);
  if (design->columns == NULL) return dark__fail_memory(err);
  design->columns[design->n_columns++].covariate = captures->n_covariates;
  for (size_t c = 0; c < captures->n_covariates; c++)
    for (size_t k = 1; k <= n_columns_of(&captures->covariates[c]); k++)
      design->columns[design->n_columns++] = (dark__design_column){c, k};
  return DARK_OK;
}

void dark__design_clear(dark__design *design) {
  free(design->columns);
  *design = (dark__design){0};
}

void dark__design_row(double *row, const dark__design *design, size_t sighting) {
  const dark_captures *captures = design->captures;
  row[0] = 1;
  for (size_t j = 1; j < design->n_columns; j++) {
    const dark__design_column *column = &design->columns[j];
    const uint32_t value = captures->values[sighting * captures->n_covariates + column->covariate];
    const double *numbers = captures->covariates[column->covariate].numbers;
    row[j] = numbers != NULL ? numbers[value] : value == column->value;
  }
}

void dark__design_name(char *buffer, size_t size, const dark__design *design, size_t column) {
  const dark__design_column *of = &design->columns[column];
  if (column == 0) {
    snprintf(buffer, size, "intercept");
    return;
  }
  const dark_covariate *covariate = &design->captures->covariates[of->covariate];
  const bool is_number = covariate->numbers != NULL;
  snprintf(buffer, size, "%s%s%s", covariate->name, is_number ? "" : "=", is_number ? "" : covariate->values[of->value]);
}
