/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_GUARD_H
#define DARK__WRITING_GUARD_H

/* CSV for people who open it in a spreadsheet, which takes a text that begins with = + - @ for a formula and carries it out. Such texts get
   an apostrophe in front, and characters that cannot be seen become escapes. Signed numbers stay numbers, and what has neither is the
   same bytes. It is not to be read again: the guard stays in names and values. */

#include <stddef.h>
#include <stdio.h>

/* Write the CSV bytes [n], guarded. Errors are left to the stream; false when memory is exhausted. */
_Bool dark__guard_csv(FILE *to, const char *bytes, size_t n);

#endif
