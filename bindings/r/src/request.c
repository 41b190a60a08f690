/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of R as a request: R code has made each of them a text, texts, a number, numbers, TRUE or FALSE, or a list of these (a map). */
#include <math.h>

#include "glue.h"

static void free_request(void *object) { dark_request_free(object); }

static void forget(SEXP handle) { dark_r_release(handle, free_request); }

static int is_whole(double value) { return value >= 0 && value <= 9007199254740992.0 && value == floor(value); }

static dark_status set_number(dark_request *request, const char *key, double value, dark_error *err) {
  if (is_whole(value)) return dark_request_set_whole(request, key, (uint64_t)value, err);
  return dark_request_set_real(request, key, value, err);
}

static dark_status put_member(dark_request *request, const char *key, const char *member, SEXP value, dark_error *err) {
  if (TYPEOF(value) == REALSXP && XLENGTH(value) == 1) return dark_request_put_real(request, key, member, REAL(value)[0], err);
  if (XLENGTH(value) == 1) return dark_request_put_text(request, key, member, dark_r_text(value, 0), err);
  return dark_request_put_texts(request, key, member, dark_r_texts(value), (size_t)XLENGTH(value), err);
}

static dark_status put_map(dark_request *request, const char *key, SEXP members, dark_error *err) {
  SEXP names = Rf_getAttrib(members, R_NamesSymbol);
  dark_status status = DARK_OK;
  for (R_xlen_t i = 0; status == DARK_OK && i < XLENGTH(members); i++)
    status = put_member(request, key, dark_r_text(names, i), VECTOR_ELT(members, i), err);
  return status;
}

static dark_status set_value(dark_request *request, const char *key, SEXP value, dark_error *err) {
  const size_t n = (size_t)XLENGTH(value);
  switch (TYPEOF(value)) {
    case VECSXP: return put_map(request, key, value, err);
    case LGLSXP: return dark_request_set_flag(request, key, LOGICAL(value)[0], err);
    case REALSXP:
      return n == 1 ? set_number(request, key, REAL(value)[0], err) : dark_request_set_reals(request, key, REAL(value), n, err);
    default: break;
  }
  if (n == 1) return dark_request_set_text(request, key, dark_r_text(value, 0), err);
  return dark_request_set_texts(request, key, dark_r_texts(value), n, err);
}

SEXP dark_r_request(SEXP settings) {
  dark_error err = DARK_ERROR_INIT;
  dark_request *request = NULL;
  SEXP names = Rf_getAttrib(settings, R_NamesSymbol);
  SEXP handle = PROTECT(dark_r_handle(DARK_R_REQUEST, forget, R_NilValue));
  dark_status status = dark_request_new(&request, &err);
  R_SetExternalPtrAddr(handle, request);
  for (R_xlen_t i = 0; status == DARK_OK && i < XLENGTH(settings); i++)
    status = set_value(request, dark_r_text(names, i), VECTOR_ELT(settings, i), &err);
  SEXP answer = status == DARK_OK ? handle : dark_r_failure(&err);
  UNPROTECT(1);
  return answer;
}
