/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_CSV_H
#define DARK__WRITING_CSV_H

#include <stdio.h>

/* A field, quoted where RFC 4180 wants it. Errors are left to the stream. */
void dark__put_text(FILE *stream, const char *text);

/* The same for what shall be read again, by a reader that guesses delimiters and takes blanks off: quoted where in doubt. */
void dark__put_value(FILE *stream, const char *text);

/* A text, or a number with all its digits (nothing for what is not finite), and the comma behind it. */
void dark__put_csv_text(FILE *stream, const char *text);
void dark__put_csv_number(FILE *stream, double value);

#endif
