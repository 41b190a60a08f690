/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/csv.h"

#include <stdbool.h>
#include <string.h>

#include "writing/numbers.h"

static void put_quoted(FILE *stream, const char *text) {
  fputc('"', stream);
  for (; *text != '\0'; text++) {
    if (*text == '"') fputc('"', stream);
    fputc(*text, stream);
  }
  fputc('"', stream);
}

void dark__put_text(FILE *stream, const char *text) {
  if (strpbrk(text, ",\"\r\n") == NULL) fputs(text, stream);
  else put_quoted(stream, text);
}

void dark__put_value(FILE *stream, const char *text) {
  const size_t length = strlen(text);
  const bool has_blank = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
  if (strpbrk(text, ",;\t\"\r\n") == NULL && !has_blank) fputs(text, stream);
  else put_quoted(stream, text);
}

void dark__put_csv_text(FILE *stream, const char *text) {
  dark__put_text(stream, text);
  fputc(',', stream);
}

void dark__put_csv_number(FILE *stream, double value) { fprintf(stream, "%s,", dark__exact(value).text); }
