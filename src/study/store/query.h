/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_QUERY_H
#define DARK__STUDY_STORE_QUERY_H

/* SQL for whoever wants it: one statement that only reads one store. */

#include "study/store/store.h"

typedef enum dark__field_kind { DARK__FIELD_NONE, DARK__FIELD_WHOLE, DARK__FIELD_REAL, DARK__FIELD_TEXT } dark__field_kind;

/* A value of the answer; bytes are lower-case hexadecimal text. Borrowed during the call. */
typedef struct dark__field {
  dark__field_kind kind;
  long long whole;
  double real;
  const char *text;
} dark__field;

typedef struct dark__query_reader {
  /* Once, before the rows. */
  dark_status (*head)(void *context, const char *const *names, size_t n, dark_error *err);
  dark_status (*row)(void *context, const char *const *names, const dark__field *fields, size_t n, dark_error *err);
  void *context;
} dark__query_reader;

/* Errors: DARK_EUSAGE (SQL that makes no sense, several statements, or one that would change or open something), DARK_EDATA, DARK_EIO,
   DARK_ENOMEM, and those of the reader. */
DARK_MUST_CHECK dark_status dark__store_query(dark__store *store, const char *text, const dark__query_reader *reader,
                                              dark_error *err);

#endif
