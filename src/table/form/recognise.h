/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FORM_RECOGNISE_H
#define DARK__TABLE_FORM_RECOGNISE_H

/* What a file is, by its first bytes and never by its name. */

#include <stddef.h>

typedef enum dark__form { DARK__FORM_TEXT, DARK__FORM_WORKBOOK, DARK__FORM_OTHER } dark__form;

/* How many bytes are enough to tell. */
enum { DARK__FORM_BYTES = 4096 };

/* The form of a file that begins with bytes [n]. *what: of DARK__FORM_OTHER what it is and what to do, for a message; of DARK__FORM_TEXT the
   encoding that a byte order mark gives away, as iconv calls it, or NULL. */
dark__form dark__form_recognise(const char **what, const unsigned char *bytes, size_t n);

/* The encoding of UTF-16 without a byte order mark, as it seems; NULL: it does not seem so. */
const char *dark__form_wide(const unsigned char *bytes, size_t n);

#endif
