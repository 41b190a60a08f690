/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "report/sheets/sheets.h"

static dark_status deliver(FILE *stream, dark__book_put *put, dark__book *book, dark_status status, dark_error *err) {
  if (status == DARK_OK && book->failed) status = dark__fail_memory(err);
  if (status == DARK_OK) status = put(stream, book, err);
  dark__book_clear(book);
  return status;
}

dark_status dark__deliver_results(FILE *stream, dark__book_put *put, const dark_results *results, const dark_table *table,
                                  const dark_run *run, dark_error *err) {
  dark__book book = {.n = 0};
  dark__book_results(&book, results, table, run);
  return deliver(stream, put, &book, DARK_OK, err);
}

dark_status dark__deliver_descriptions(FILE *stream, dark__book_put *put, const dark_descriptions *all, const dark_table *table,
                                       const dark_run *run, dark_error *err) {
  dark__book book = {.n = 0};
  dark__book_descriptions(&book, all, table, run);
  return deliver(stream, put, &book, DARK_OK, err);
}

dark_status dark__deliver_differences(FILE *stream, dark__book_put *put, dark__study_differences *differences, dark_error *err) {
  dark__book book = {.n = 0};
  const dark_status status = dark__book_differences(&book, differences, err);
  return deliver(stream, put, &book, status, err);
}
