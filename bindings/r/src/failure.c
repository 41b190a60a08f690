/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "glue.h"

/* As classes of conditions are called. */
static const char *status_name(dark_status status) {
  switch (status) {
    case DARK_EUSAGE: return "usage";
    case DARK_EDATA: return "data";
    case DARK_EIO: return "io";
    case DARK_ENOMEM: return "memory";
    case DARK_ELIMIT: return "limit";
    case DARK_EINTERRUPTED: return "interrupted";
    default: return "numeric";
  }
}

SEXP dark_r_failure(const dark_error *err) {
  const char *const names[] = {"status", "message", ""};
  SEXP failure = PROTECT(Rf_mkNamed(VECSXP, (const char **)names));
  SET_VECTOR_ELT(failure, 0, Rf_mkString(status_name(err->status)));
  SET_VECTOR_ELT(failure, 1, Rf_ScalarString(dark_r_string(err->message)));
  Rf_setAttrib(failure, R_ClassSymbol, Rf_mkString("dark_failure"));
  UNPROTECT(1);
  return failure;
}

SEXP dark_r_no_object(const char *what) {
  dark_error err = {.status = DARK_EUSAGE};
  snprintf(err.message, sizeof err.message, "there is no %s here: it was made by another session of R", what);
  return dark_r_failure(&err);
}
