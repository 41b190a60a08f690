/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/split.h"

/* Those up to BLANK may stand anywhere in a field, those up to DELIMITER in a quoted one. */
enum { PLAIN, BLANK, DELIMITER, QUOTE, LINE_END };

dark__csv_splitter dark__csv_splitter_for(size_t n_fields, char delimiter) {
  dark__csv_splitter splitter = {.n_fields = n_fields};
  splitter.kinds[' '] = splitter.kinds['\t'] = BLANK;
  splitter.kinds['"'] = QUOTE;
  splitter.kinds['\n'] = splitter.kinds['\r'] = LINE_END;
  splitter.kinds[(unsigned char)delimiter] = DELIMITER; /* also when it is a blank */
  return splitter;
}

/* A piece of a line: a field, or what is left of it between quotes and blanks; what follows begins at `next`. */
typedef struct piece {
  const unsigned char *begin, *end, *next;
} piece;

/* Blanks within a field belong to it, blanks behind it do not. */
static piece take_unquoted(const uint8_t *kinds, const unsigned char *begin) {
  const unsigned char *end = begin;
  while (kinds[*end] == PLAIN) end++;
  const unsigned char *next = end;
  for (; kinds[*next] <= BLANK; next++) {
    if (kinds[*next] == PLAIN) end = next + 1;
  }
  return (piece){begin, end, next};
}

/* A quote that nothing closes on this line remains in the way. */
static piece take_quoted(const uint8_t *kinds, const unsigned char *quote) {
  const unsigned char *end = quote + 1;
  while (kinds[*end] <= DELIMITER) end++;
  return (piece){quote + 1, end, kinds[*end] == QUOTE ? end + 1 : quote};
}

size_t dark__csv_split(const dark__csv_splitter *splitter, dark__row *row, unsigned char *line) {
  const uint8_t *kinds = splitter->kinds;
  const size_t n_fields = splitter->n_fields;
  const unsigned char *at = line;
  for (size_t i = 0; i < n_fields; i++) {
    while (kinds[*at] == BLANK) at++;
    const piece field = kinds[*at] == QUOTE ? take_quoted(kinds, at) : take_unquoted(kinds, at);
    row->fields[i] = (dark__field){(size_t)(field.begin - line), (size_t)(field.end - field.begin)};
    at = field.next;
    const bool is_last = i + 1 == n_fields;
    if (kinds[*at] != (is_last ? LINE_END : DELIMITER)) return 0;
    if (!is_last) at++;
  }
  const bool may_be_blank = n_fields == 1 && row->fields[0].length == 0;
  if (may_be_blank) return 0;
  row->bytes = (char *)line;
  row->n_fields = n_fields;
  return (size_t)(at - line);
}

void dark__csv_end_fields(dark__row *row) {
  for (size_t i = 0; i < row->n_fields; i++) row->bytes[row->fields[i].start + row->fields[i].length] = '\0';
}
