/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_DELIMITER_H
#define DARK__TABLE_CSV_DELIMITER_H

/* What separates the fields of a file. */

#include <stdbool.h>
#include <stddef.h>

/* The one among comma, semicolon and tab that the first line with anything on it has most of outside quotes, in doubt the first
   of them. bytes [n]: how the file begins, without a byte order mark. */
char dark__csv_delimiter_detect(const unsigned char *bytes, size_t n);

/* Whether a character can separate fields: no letter, digit, quote, line end or the like. */
bool dark__csv_delimiter_is_possible(char c);

#endif
