/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages to hand on. */
#include <limits.h>

#include <darkfigure/page.h>

#include "glue.h"

static void free_text(void *object) { dark_text_free(object); }
static void forget(SEXP handle) { dark_r_release(handle, free_text); }

SEXP dark_r_page(SEXP handle, SEXP request) {
  dark_error err = DARK_ERROR_INIT;
  char *text = NULL;
  size_t length = 0;
  const dark_answer *answer = dark_r_held(handle, DARK_R_ANSWER);
  if (answer == NULL) return dark_r_no_object(DARK_R_ANSWER);
  SEXP held = PROTECT(dark_r_handle("text", forget, R_NilValue));
  const dark_status status = dark_answer_page(&text, &length, answer, dark_r_held(request, DARK_R_REQUEST), &err);
  R_SetExternalPtrAddr(held, text);
  if (length > INT_MAX) length = INT_MAX;
  SEXP result = PROTECT(status == DARK_OK ? Rf_ScalarString(Rf_mkCharLenCE(text, (int)length, CE_UTF8)) : dark_r_failure(&err));
  dark_r_release(held, free_text);
  UNPROTECT(2);
  return result;
}
