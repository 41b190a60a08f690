/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "glue.h"

SEXP dark_r_handle(const char *what, R_CFinalizer_t finalizer, SEXP kept) {
  SEXP handle = PROTECT(R_MakeExternalPtr(NULL, Rf_install(what), kept));
  R_RegisterCFinalizerEx(handle, finalizer, TRUE);
  UNPROTECT(1);
  return handle;
}

void dark_r_release(SEXP handle, dark_r_free *free_object) {
  void *object = R_ExternalPtrAddr(handle);
  R_ClearExternalPtr(handle);
  if (object != NULL) free_object(object);
}

static int is_of(SEXP handle, const char *what) {
  if (TYPEOF(handle) != EXTPTRSXP || TYPEOF(R_ExternalPtrTag(handle)) != SYMSXP) return 0;
  return strcmp(CHAR(PRINTNAME(R_ExternalPtrTag(handle))), what) == 0;
}

void *dark_r_held(SEXP handle, const char *what) { return is_of(handle, what) ? R_ExternalPtrAddr(handle) : NULL; }

SEXP dark_r_is_held(SEXP handle, SEXP what) { return Rf_ScalarLogical(dark_r_held(handle, CHAR(STRING_ELT(what, 0))) != NULL); }
