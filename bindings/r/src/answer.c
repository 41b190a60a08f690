/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "glue.h"

typedef dark_status ask(dark_answer **out, const dark_table *table, const dark_request *request, const dark_watch *watch,
                        dark_error *err);

/* What can be asked of a table. */
static const struct {
  const char *name;
  ask *ask;
} kinds[] = {{"fit", dark_answer_fit},           {"models", dark_answer_models},   {"check", dark_answer_check},
             {"describe", dark_answer_describe}, {"methods", dark_answer_methods}, {"sensitivity", dark_answer_sensitivity}};

static void free_answer(void *object) { dark_answer_free(object); }
static void forget(SEXP handle) { dark_r_release(handle, free_answer); }

static ask *find(const char *name) {
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (strcmp(kinds[i].name, name) == 0) return kinds[i].ask;
  return NULL;
}

/* The handle of an answer keeps that of its table. */
SEXP dark_r_answer(SEXP kind, SEXP table, SEXP request, SEXP listener) {
  dark_error err = DARK_ERROR_INIT;
  dark_answer *answer = NULL;
  dark_r_ear ear;
  ask *asked = find(CHAR(STRING_ELT(kind, 0)));
  const dark_table *about = dark_r_held(table, DARK_R_TABLE);
  if (asked == NULL || about == NULL) return dark_r_no_object(DARK_R_TABLE);
  SEXP handle = PROTECT(dark_r_handle(DARK_R_ANSWER, forget, table));
  const dark_watch watch = dark_r_watch(&ear, listener);
  const dark_status status = asked(&answer, about, dark_r_held(request, DARK_R_REQUEST), &watch, &err);
  R_SetExternalPtrAddr(handle, answer);
  SEXP result = status == DARK_OK ? handle : dark_r_failure(&err);
  UNPROTECT(1);
  return result;
}

SEXP dark_r_catalogue(void) {
  dark_error err = DARK_ERROR_INIT;
  dark_answer *answer = NULL;
  SEXP handle = PROTECT(dark_r_handle(DARK_R_ANSWER, forget, R_NilValue));
  const dark_status status = dark_catalogue_new(&answer, &err);
  R_SetExternalPtrAddr(handle, answer);
  SEXP result = status == DARK_OK ? handle : dark_r_failure(&err);
  UNPROTECT(1);
  return result;
}

SEXP dark_r_has_estimate(SEXP handle) { return Rf_ScalarLogical(dark_answer_has_estimate(dark_r_held(handle, DARK_R_ANSWER))); }

SEXP dark_r_frame_names(SEXP handle) {
  const dark_answer *answer = dark_r_held(handle, DARK_R_ANSWER);
  R_xlen_t n = 0;
  if (answer == NULL) return dark_r_no_object(DARK_R_ANSWER);
  while (dark_answer_frame_name(answer, (size_t)n) != NULL) n++;
  SEXP names = PROTECT(Rf_allocVector(STRSXP, n));
  for (R_xlen_t i = 0; i < n; i++) SET_STRING_ELT(names, i, dark_r_string(dark_answer_frame_name(answer, (size_t)i)));
  UNPROTECT(1);
  return names;
}

SEXP dark_r_version(void) { return Rf_mkString(dark_version()); }
