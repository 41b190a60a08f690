/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames of an answer as data frames. */
#include <limits.h>

#include "glue.h"

static void free_frame(void *object) { dark_frame_free(object); }
static void forget(SEXP handle) { dark_r_release(handle, free_frame); }

static SEXP reals(const double *values, R_xlen_t n) {
  SEXP column = PROTECT(Rf_allocVector(REALSXP, n));
  for (R_xlen_t i = 0; i < n; i++) REAL(column)[i] = ISNAN(values[i]) ? NA_REAL : values[i];
  UNPROTECT(1);
  return column;
}

static int fit_int(const int64_t *values, R_xlen_t n) {
  for (R_xlen_t i = 0; i < n; i++)
    if (values[i] != INT64_MIN && (values[i] > INT_MAX || values[i] <= INT_MIN)) return 0;
  return 1;
}

/* R has whole numbers of 32 bits; larger ones become real. */
static SEXP wholes(const int64_t *values, R_xlen_t n) {
  const int are_ints = fit_int(values, n);
  SEXP column = PROTECT(Rf_allocVector(are_ints ? INTSXP : REALSXP, n));
  for (R_xlen_t i = 0; i < n; i++)
    if (are_ints) INTEGER(column)[i] = values[i] == INT64_MIN ? NA_INTEGER : (int)values[i];
    else REAL(column)[i] = values[i] == INT64_MIN ? NA_REAL : (double)values[i];
  UNPROTECT(1);
  return column;
}

static SEXP texts(const char *const *values, R_xlen_t n) {
  SEXP column = PROTECT(Rf_allocVector(STRSXP, n));
  for (R_xlen_t i = 0; i < n; i++) SET_STRING_ELT(column, i, dark_r_string(values[i]));
  UNPROTECT(1);
  return column;
}

static SEXP column_of(const dark_frame *frame, size_t c, R_xlen_t n) {
  switch (dark_frame_column_type(frame, c)) {
    case DARK_COLUMN_REAL: return reals(dark_frame_reals(frame, c), n);
    case DARK_COLUMN_WHOLE: return wholes(dark_frame_wholes(frame, c), n);
    case DARK_COLUMN_TEXT: return texts(dark_frame_texts(frame, c), n);
    default: return R_NilValue;
  }
}

/* R's short form of 1..n. */
static void number_rows(SEXP data_frame, R_xlen_t n) {
  SEXP rows = PROTECT(Rf_allocVector(INTSXP, 2));
  INTEGER(rows)[0] = NA_INTEGER;
  INTEGER(rows)[1] = -(int)n;
  Rf_setAttrib(data_frame, R_RowNamesSymbol, rows);
  UNPROTECT(1);
}

static SEXP data_frame(const dark_frame *frame) {
  const R_xlen_t n = (R_xlen_t)dark_frame_n_rows(frame), width = (R_xlen_t)dark_frame_n_columns(frame);
  SEXP all = PROTECT(Rf_allocVector(VECSXP, width)), names = PROTECT(Rf_allocVector(STRSXP, width));
  for (R_xlen_t c = 0; c < width; c++) {
    SET_VECTOR_ELT(all, c, column_of(frame, (size_t)c, n));
    SET_STRING_ELT(names, c, dark_r_string(dark_frame_column_name(frame, (size_t)c)));
  }
  Rf_setAttrib(all, R_NamesSymbol, names);
  number_rows(all, n);
  Rf_setAttrib(all, R_ClassSymbol, Rf_mkString("data.frame"));
  UNPROTECT(2);
  return all;
}

SEXP dark_r_frame(SEXP handle, SEXP name) {
  dark_error err = DARK_ERROR_INIT;
  dark_frame *frame = NULL;
  const dark_answer *answer = dark_r_held(handle, DARK_R_ANSWER);
  const char *wanted = dark_r_text(name, 0);
  if (answer == NULL) return dark_r_no_object(DARK_R_ANSWER);
  SEXP held = PROTECT(dark_r_handle("frame", forget, R_NilValue));
  const dark_status status = dark_answer_frame(&frame, answer, wanted, &err);
  R_SetExternalPtrAddr(held, frame);
  SEXP result = PROTECT(status == DARK_OK ? data_frame(frame) : dark_r_failure(&err));
  dark_r_release(held, free_frame);
  UNPROTECT(2);
  return result;
}
