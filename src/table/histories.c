/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/histories.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "table/columns/header.h"

static dark_status check_options(const dark_read_options *options, dark_error *err) {
  const char *useless = NULL;
  if (options->n_lists > 0) useless = "--lists: each character of a history is a list";
  else if (options->count_of_captures != NULL) useless = "--count-of-captures: that is one list";
  else if (options->n_yes > 0) useless = "--yes and --no: histories are written in 0 and 1";
  return useless == NULL ? DARK_OK : dark__fail(err, DARK_EUSAGE, "--history makes no sense with %s", useless);
}

static dark_status append(dark__row *to, const char *text, size_t length, dark_error *err) {
  return dark__row_append(to, text, length) ? DARK_OK : dark__fail_memory(err);
}

dark_status dark__histories_begin(dark__histories *histories, const char *place, const dark__row *row,
                                  const dark_read_options *options, dark_error *err) {
  dark__header header;
  *histories = (dark__histories){.place = place, .header.line = row->line, .options = *options};
  dark_status status = check_options(options, err);
  if (status != DARK_OK) return status;
  status = dark__header_read(&header, place, row, err);
  if (status == DARK_OK)
    status = dark__header_find(&histories->column, &header, options->history, strlen(options->history), "--history", err);
  dark__header_free(&header);
  for (size_t i = 0; status == DARK_OK && i < row->n_fields; i++)
    status = append(&histories->header, dark__row_field(row, i), dark__row_length(row, i), err);
  return status;
}

static dark_status refuse(const dark__histories *histories, const dark__row *row, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s %s (column %s)", histories->place, row->line, histories->column + 1,
                    dark__kind(dark__row_field(row, histories->column)).text, what, dark__show(histories->options.history).text);
}

/* Copy the fields of a row but for the history, in place of which come the texts [n_occasions]. */
static dark_status replace(dark__histories *histories, const dark__row *row, const char *const *texts, const size_t *lengths,
                           dark_error *err) {
  dark_status status = DARK_OK;
  dark__row_clear(&histories->wide);
  histories->wide.line = row->line;
  histories->wide.note = row->note;
  for (size_t i = 0; status == DARK_OK && i < row->n_fields; i++) {
    if (i != histories->column) {
      status = append(&histories->wide, dark__row_field(row, i), dark__row_length(row, i), err);
      continue;
    }
    for (size_t k = 0; status == DARK_OK && k < histories->n_occasions; k++)
      status = append(&histories->wide, texts[k], lengths[k], err);
  }
  return status;
}

dark_status dark__histories_number(dark__histories *histories, const dark__row *row, dark_error *err) {
  const char *column = histories->options.history;
  const size_t n = dark__row_length(row, histories->column), size = strlen(column) + 24;
  size_t lengths[DARK_MAX_OCCASIONS] = {0};
  if (n == 0 || strspn(dark__row_field(row, histories->column), "01") != n)
    return refuse(histories, row, "is not a history of captures in 0 and 1", err);
  if (n > DARK_MAX_OCCASIONS) return refuse(histories, row, "is a history of more than 64 occasions", err);
  for (size_t i = 0; i < n; i++) {
    histories->names[i] = malloc(size);
    if (histories->names[i] == NULL) return dark__fail_memory(err);
    lengths[i] = (size_t)snprintf(histories->names[i], size, "%s%zu", column, i + 1);
  }
  histories->n_occasions = n;
  histories->options.lists = (const char *const *)histories->names;
  histories->options.n_lists = n;
  return replace(histories, &histories->header, (const char *const *)histories->names, lengths, err);
}

dark_status dark__histories_widen(dark__histories *histories, const dark__row *row, dark_error *err) {
  static const char *const digits[] = {"0", "1"};
  const char *history = dark__row_field(row, histories->column), *texts[DARK_MAX_OCCASIONS] = {NULL};
  const size_t n = histories->n_occasions;
  size_t lengths[DARK_MAX_OCCASIONS] = {0};
  if (strspn(history, "01") != dark__row_length(row, histories->column))
    return refuse(histories, row, "is not a history of captures in 0 and 1", err);
  if (dark__row_length(row, histories->column) != n)
    return refuse(histories, row, "has another number of occasions than the first history; spreadsheets drop zeros in front",
                  err);
  for (size_t i = 0; i < n; i++) {
    texts[i] = digits[history[i] - '0'];
    lengths[i] = 1;
  }
  return replace(histories, row, texts, lengths, err);
}

void dark__histories_free(dark__histories *histories) {
  dark__row_free(&histories->header);
  dark__row_free(&histories->wide);
  for (size_t i = 0; i < DARK_MAX_OCCASIONS; i++) free(histories->names[i]);
}
