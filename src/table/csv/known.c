/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/known.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/wipe.h"

/* N_LINES: a power of two. Files of a few lines need no memory; after TRIAL lines it must be seen that lines come again. */
enum { N_LINES = 8192, FEW = 64, TRIAL = 4 * N_LINES };

/* Whether looking for a line can save more than it costs. */
static bool is_worthwhile(dark__csv_known *known) {
  known->n_asked++;
  if (known->n_asked == FEW) known->lines = calloc(N_LINES, sizeof *known->lines);
  return known->lines != NULL && (known->n_asked < TRIAL || known->n_found > known->n_asked / 2);
}

dark__csv_line *dark__csv_known_find(dark__csv_known *known, const unsigned char *bytes, size_t n) {
  if (!is_worthwhile(known)) return NULL;
  const unsigned char *end = memchr(bytes, '\n', n < DARK__CSV_KNOWN_LENGTH ? n : DARK__CSV_KNOWN_LENGTH);
  if (end == NULL) return NULL;
  const size_t length = (size_t)(end - bytes);
  dark__csv_line *line = &known->lines[dark__hash(bytes, length) & (N_LINES - 1)];
  if (line->length == length && memcmp(line->bytes, bytes, length) == 0) {
    known->n_found++;
    return line;
  }
  line->note = 0;
  line->length = (uint32_t)length;
  memcpy(line->bytes, bytes, length);
  return line;
}

void dark__csv_known_free(dark__csv_known *known) {
  dark__wipe_free(known->lines, N_LINES * sizeof *known->lines);
  known->lines = NULL;
}
