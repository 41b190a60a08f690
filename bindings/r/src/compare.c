/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glue.h"

static void free_answer(void *object) { dark_answer_free(object); }
static void forget(SEXP handle) { dark_r_release(handle, free_answer); }

SEXP dark_r_compare(SEXP baseline, SEXP other, SEXP request) {
  dark_error err = DARK_ERROR_INIT;
  dark_answer *answer = NULL;
  const dark_answer *a = dark_r_held(baseline, DARK_R_ANSWER), *b = dark_r_held(other, DARK_R_ANSWER);
  if (a == NULL || b == NULL) return dark_r_no_object(DARK_R_ANSWER);
  SEXP handle = PROTECT(dark_r_handle(DARK_R_ANSWER, forget, R_NilValue));
  const dark_status status = dark_answer_compare(&answer, a, b, dark_r_held(request, DARK_R_REQUEST), &err);
  R_SetExternalPtrAddr(handle, answer);
  SEXP result = status == DARK_OK ? handle : dark_r_failure(&err);
  UNPROTECT(1);
  return result;
}
