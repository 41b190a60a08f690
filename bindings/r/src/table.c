/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glue.h"

static void free_table(void *object) { dark_table_free(object); }
static void forget_table(SEXP handle) { dark_r_release(handle, free_table); }

static void free_data(void *object) { dark_data_free(object); }
static void forget_data(SEXP handle) { dark_r_release(handle, free_data); }

static SEXP keep(SEXP handle, dark_table *table, dark_status status, const dark_error *err) {
  R_SetExternalPtrAddr(handle, table);
  return status == DARK_OK ? handle : dark_r_failure(err);
}

SEXP dark_r_table(SEXP columns, SEXP n_rows, SEXP request, SEXP listener) {
  dark_error err = DARK_ERROR_INIT;
  dark_r_ear ear;
  dark_data *data = NULL;
  dark_table *table = NULL;
  SEXP columns_held = PROTECT(dark_r_handle("data", forget_data, R_NilValue));
  SEXP handle = PROTECT(dark_r_handle(DARK_R_TABLE, forget_table, R_NilValue));
  dark_status status = dark_data_new(&data, (size_t)Rf_asReal(n_rows), &err);
  R_SetExternalPtrAddr(columns_held, data);
  if (status == DARK_OK) status = dark_r_add_columns(data, columns, &err);
  const dark_watch watch = dark_r_watch(&ear, listener);
  if (status == DARK_OK) status = dark_table_from_data_watched(&table, data, dark_r_held(request, DARK_R_REQUEST), &watch, &err);
  SEXP answer = keep(handle, table, status, &err);
  dark_r_release(columns_held, free_data);
  UNPROTECT(2);
  return answer;
}
