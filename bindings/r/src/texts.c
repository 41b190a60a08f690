/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glue.h"

const char *dark_r_text(SEXP strings, R_xlen_t i) {
  if (TYPEOF(strings) != STRSXP || i >= XLENGTH(strings) || STRING_ELT(strings, i) == NA_STRING) return NULL;
  return Rf_translateCharUTF8(STRING_ELT(strings, i));
}

const char **dark_r_texts(SEXP strings) {
  const R_xlen_t n = XLENGTH(strings);
  const char **texts = (const char **)R_alloc((size_t)n + 1, sizeof *texts);
  for (R_xlen_t i = 0; i < n; i++) texts[i] = dark_r_text(strings, i);
  return texts;
}

SEXP dark_r_string(const char *text) { return text == NULL ? NA_STRING : Rf_mkCharCE(text, CE_UTF8); }
