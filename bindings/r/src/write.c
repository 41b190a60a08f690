/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports as texts. */
#include <limits.h>
#include <string.h>

#include "glue.h"

static void free_text(void *object) { dark_text_free(object); }
static void forget(SEXP handle) { dark_r_release(handle, free_text); }

SEXP dark_r_write_text(dark_r_writer *write, const dark_answer *answer, const void *how) {
  dark_error err = DARK_ERROR_INIT;
  char *text = NULL;
  size_t length = 0;
  SEXP held = PROTECT(dark_r_handle("text", forget, R_NilValue));
  const dark_status status = write(&text, &length, answer, how, &err);
  R_SetExternalPtrAddr(held, text);
  if (length > INT_MAX) length = INT_MAX;
  SEXP result = PROTECT(status == DARK_OK ? Rf_ScalarString(Rf_mkCharLenCE(text, (int)length, CE_UTF8)) : dark_r_failure(&err));
  dark_r_release(held, free_text);
  UNPROTECT(2);
  return result;
}

static const struct {
  const char *name;
  dark_format format;
} formats[] = {{"table", DARK_FORMAT_TABLE}, {"csv", DARK_FORMAT_CSV}, {"json", DARK_FORMAT_JSON}};

static dark_format find(const char *name) {
  for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
    if (strcmp(formats[i].name, name) == 0) return formats[i].format;
  return DARK_FORMAT_TABLE;
}

static dark_status write_report(char **text, size_t *length, const dark_answer *answer, const void *how, dark_error *err) {
  return dark_answer_write(text, length, answer, find(how), err);
}

SEXP dark_r_write(SEXP handle, SEXP format) {
  const dark_answer *answer = dark_r_held(handle, DARK_R_ANSWER);
  if (answer == NULL) return dark_r_no_object(DARK_R_ANSWER);
  return dark_r_write_text(write_report, answer, CHAR(STRING_ELT(format, 0)));
}

SEXP dark_r_command(SEXP request, SEXP kind, SEXP path) {
  dark_error err = DARK_ERROR_INIT;
  char *text = NULL;
  const char *command = dark_r_text(kind, 0), *file = dark_r_text(path, 0);
  SEXP held = PROTECT(dark_r_handle("text", forget, R_NilValue));
  const dark_status status = dark_request_command(&text, dark_r_held(request, DARK_R_REQUEST), command, file, &err);
  R_SetExternalPtrAddr(held, text);
  SEXP result = PROTECT(status == DARK_OK ? Rf_ScalarString(dark_r_string(text)) : dark_r_failure(&err));
  dark_r_release(held, free_text);
  UNPROTECT(2);
  return result;
}
