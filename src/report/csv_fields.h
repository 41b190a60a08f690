/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_CSV_FIELDS_H
#define DARK__REPORT_CSV_FIELDS_H

#include <stdio.h>

/* A field, quoted where RFC 4180 wants it. Errors are left to the stream. */
void dark__put_text(FILE *stream, const char *text);

/* The same for what shall be read again, by a reader that guesses delimiters and takes blanks off: quoted where in doubt. */
void dark__put_value(FILE *stream, const char *text);

#endif
