/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a data frame, which R code has brought to one of these types; their memory is R's, and lives until .Call returns. */
#include "glue.h"

/* NA of logical and integer vectors is INT_MIN, which the library takes for missing. */
static const int32_t *ints_of(SEXP column) { return TYPEOF(column) == LGLSXP ? LOGICAL(column) : INTEGER(column); }

/* bit64 keeps whole numbers of 64 bits in the room of real ones; NA is the lowest of them. */
static const int64_t *wholes_of(SEXP column) { return (const int64_t *)(const void *)REAL(column); }

static dark_status add_codes(dark_data *data, const char *name, SEXP column, dark_error *err) {
  SEXP levels = Rf_getAttrib(column, R_LevelsSymbol);
  return dark_data_add_codes(data, name, INTEGER(column), 1, dark_r_texts(levels), (size_t)XLENGTH(levels), NULL, err);
}

static dark_status add_column(dark_data *data, const char *name, SEXP column, dark_error *err) {
  if (Rf_isFactor(column)) return add_codes(data, name, column, err);
  if (Rf_inherits(column, "integer64")) return dark_data_add_wholes(data, name, wholes_of(column), NULL, err);
  switch (TYPEOF(column)) {
    case LGLSXP:
    case INTSXP: return dark_data_add_ints(data, name, ints_of(column), NULL, err);
    case REALSXP: return dark_data_add_reals(data, name, REAL(column), NULL, err);
    default: return dark_data_add_texts(data, name, dark_r_texts(column), NULL, err);
  }
}

dark_status dark_r_add_columns(dark_data *data, SEXP columns, dark_error *err) {
  SEXP names = Rf_getAttrib(columns, R_NamesSymbol);
  dark_status status = DARK_OK;
  for (R_xlen_t c = 0; status == DARK_OK && c < XLENGTH(columns); c++)
    status = add_column(data, dark_r_text(names, c), VECTOR_ELT(columns, c), err);
  return status;
}
