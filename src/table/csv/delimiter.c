/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/delimiter.h"

char dark__csv_delimiter_detect(const unsigned char *bytes, size_t n) {
  static const char delimiters[] = {',', ';', '\t'};
  size_t counts[3] = {0};
  bool is_blank = true, is_quoted = false;
  for (size_t i = 0; i < n; i++) {
    const bool is_end = bytes[i] == '\n' || bytes[i] == '\r';
    if (is_end && !is_blank && !is_quoted) break;
    if (is_end && is_blank) counts[2] = 0;
    if (!is_end && bytes[i] != ' ' && bytes[i] != '\t') is_blank = false;
    if (bytes[i] == '"') is_quoted = !is_quoted;
    for (size_t d = 0; d < 3 && !is_quoted; d++) counts[d] += bytes[i] == (unsigned char)delimiters[d];
  }
  if (is_blank) counts[2] = 0;
  size_t best = 0;
  for (size_t d = 1; d < 3; d++) {
    if (counts[d] > counts[best]) best = d;
  }
  return delimiters[best];
}

bool dark__csv_delimiter_is_possible(char c) {
  const bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  const bool is_digit = c >= '0' && c <= '9';
  return c == '\t' || (c >= ' ' && c < 0x7F && c != '"' && !is_letter && !is_digit);
}
