/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/front.h"

#include <string.h>

#include "table/csv/delimiter.h"

enum { MOST_TITLES = 8 };

/* What can be seen of one row in the bytes of a file. */
typedef struct shape {
  size_t begin, end; /* where it stands, and what follows it */
  size_t n_lines;    /* line ends up to `end`, with those of blank lines in front */
  size_t n_fields;   /* 0: there is no whole row */
  size_t n_filled;   /* of them with something in them */
  bool is_first_filled, is_quoted, are_all_quoted;
  bool has_membership; /* a field is 0 or 1, as no name of a column is */
} shape;

/* One row that is being looked at. */
typedef struct look {
  const unsigned char *bytes;
  size_t n, at;
  char delimiter;
  size_t n_lines;
} look;

static bool is_end(unsigned char byte) { return byte == '\n' || byte == '\r'; }
static bool is_blank(const look *of, unsigned char byte) { return (byte == ' ' || byte == '\t') && (char)byte != of->delimiter; }

static void take_end(look *of) {
  const bool is_two = of->bytes[of->at] == '\r' && of->at + 1 < of->n && of->bytes[of->at + 1] == '\n';
  of->at += is_two ? 2 : 1;
  of->n_lines++;
}

static void skip_blank_lines(look *of) {
  for (size_t i = of->at; i < of->n; i++) {
    if (is_end(of->bytes[i])) {
      of->at = i;
      take_end(of);
      i = of->at - 1;
    } else if (of->bytes[i] != ' ' && of->bytes[i] != '\t') {
      return;
    }
  }
}

/* Take one field without what ends it; *n = bytes of it without blanks around. */
static void take_field(size_t *n, bool *is_quoted, look *of) {
  bool is_open = false;
  *n = 0;
  *is_quoted = false;
  for (; of->at < of->n; of->at++) {
    const unsigned char byte = of->bytes[of->at];
    if (byte == '"') {
      *is_quoted = *is_quoted || *n == 0;
      is_open = !is_open;
    }
    if (!is_open && (is_end(byte) || (char)byte == of->delimiter)) return;
    if (is_open && byte == '\n') of->n_lines++;
    *n += byte != '"' && !is_blank(of, byte);
  }
}

static bool is_membership(const look *of, size_t begin) {
  while (begin < of->at && (of->bytes[begin] == '"' || is_blank(of, of->bytes[begin]))) begin++;
  return begin < of->at && (of->bytes[begin] == '0' || of->bytes[begin] == '1');
}

static shape look_at_row(const unsigned char *bytes, size_t n, size_t begin, char delimiter) {
  look of = {bytes, n, begin, delimiter, 0};
  skip_blank_lines(&of);
  shape row = {.begin = of.at, .are_all_quoted = true};
  for (bool is_over = false; !is_over; row.n_fields++) {
    size_t length;
    bool is_quoted;
    const size_t field = of.at;
    take_field(&length, &is_quoted, &of);
    if (of.at == of.n) return (shape){.begin = row.begin};
    row.n_filled += length > 0;
    row.has_membership = row.has_membership || (length == 1 && is_membership(&of, field));
    row.are_all_quoted = row.are_all_quoted && is_quoted;
    if (row.n_fields == 0) row.is_first_filled = length > 0, row.is_quoted = is_quoted;
    is_over = is_end(of.bytes[of.at]);
    if (!is_over) of.at++;
  }
  take_end(&of);
  row.end = of.at;
  row.n_lines = of.n_lines;
  return row;
}

/* Whether one of comma, semicolon and tab stands outside quotes in a row. */
static bool has_delimiter(const unsigned char *bytes, const shape *row) {
  bool is_open = false;
  for (size_t i = row->begin; i < row->end; i++) {
    if (bytes[i] == '"') is_open = !is_open;
    if (!is_open && bytes[i] != '\0' && strchr(",;\t", bytes[i]) != NULL) return true;
  }
  return false;
}

/* What separates the fields: what the first line that has anything of the kind says. */
static char detect(const unsigned char *bytes, size_t n) {
  const shape first = look_at_row(bytes, n, 0, ',');
  const char told = dark__csv_delimiter_detect(bytes, n);
  if (first.n_fields == 0 || has_delimiter(bytes, &first)) return told;
  const shape blanks = look_at_row(bytes, n, 0, ' ');
  if (blanks.n_fields > 1 && blanks.are_all_quoted && blanks.n_filled == blanks.n_fields) return ' ';
  shape row = first;
  for (int i = 0; i < MOST_TITLES && row.n_fields > 0; i++) {
    row = look_at_row(bytes, n, row.end, ',');
    if (row.n_fields > 0 && has_delimiter(bytes, &row)) return dark__csv_delimiter_detect(bytes + row.begin, n - row.begin);
  }
  return told;
}

static bool may_be_title(const shape *row) {
  return row->n_filled == 0 ? row->n_fields > 1 : row->n_filled == 1 && row->is_first_filled && !row->has_membership;
}

/* R leaves out the name of the column that has the names of rows, and quotes these. */
static bool lacks_name(const shape *header, const shape *row) {
  return header->is_quoted && row->is_quoted && row->n_fields == header->n_fields + 1 && header->n_filled == header->n_fields;
}

/* Move `front` behind the lines of a title, if they are followed by what may be a header of the same width. */
static void skip_titles(dark__csv_front *front, const unsigned char *bytes, size_t n) {
  dark__csv_front behind = *front;
  size_t width = 1;
  shape row = look_at_row(bytes, n, 0, front->delimiter);
  for (int i = 0; i < MOST_TITLES && may_be_title(&row); i++) {
    if (row.n_fields > width) width = row.n_fields;
    behind.n = row.end;
    behind.n_lines += row.n_lines;
    behind.n_titles += row.n_filled > 0;
    row = look_at_row(bytes, n, row.end, front->delimiter);
  }
  const bool is_header = row.n_filled > 1 && !row.has_membership && (width == 1 || width == row.n_fields);
  const shape next = look_at_row(bytes, n, row.end, front->delimiter);
  if (is_header && behind.n > 0 && (next.n_fields == row.n_fields || lacks_name(&row, &next))) *front = behind;
}

dark__csv_front dark__csv_front_find(const unsigned char *bytes, size_t n, char delimiter) {
  dark__csv_front front = {.delimiter = delimiter};
  if (delimiter == '\0') front.delimiter = detect(bytes, n);
  skip_titles(&front, bytes, n);
  if (delimiter == '\0' && front.n == 0 && front.delimiter != ' ') front.delimiter = dark__csv_delimiter_detect(bytes, n);
  const shape header = look_at_row(bytes, n, front.n, front.delimiter);
  if (header.n_fields == 0) return front;
  const shape row = look_at_row(bytes, n, header.end, front.delimiter);
  front.has_row_names = lacks_name(&header, &row);
  return front;
}
