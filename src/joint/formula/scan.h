/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FORMULA_SCAN_H
#define DARK__JOINT_FORMULA_SCAN_H

/* A formula as symbols, one at a time. */

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__scan {
  const char *text;
  size_t at;      /* where the next symbol is looked for */
  size_t place;   /* byte of the present symbol, from 1 */
  char symbol;    /* one of + * : ^ ( ) , or 'n' for a name, '\0' at the end */
  bool is_quoted; /* a name in quotes */
  char *name;     /* [strlen(text) + 1] of a name; owned */
} dark__scan;

/* Begin with a text and read its first symbol; dark__scan_clear it also after failure. Errors: DARK_EUSAGE (a control character, an open quote, an
   empty name), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__scan_begin(dark__scan *scan, const char *text, dark_error *err);
DARK_MUST_CHECK dark_status dark__scan_next(dark__scan *scan, dark_error *err);
void dark__scan_clear(dark__scan *scan);

/* Does a name need quotes to be read as a name? */
bool dark__scan_needs_quotes(const char *name);

/* DARK_EUSAGE: at the present symbol `wanted` was expected. */
dark_status dark__scan_refuse(const dark__scan *scan, const char *wanted, dark_error *err);

#endif
