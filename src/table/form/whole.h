/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FORM_WHOLE_H
#define DARK__TABLE_FORM_WHOLE_H

/* A whole file in memory: the table of contents of a zip archive stands at its end. */

#include <stddef.h>
#include <stdio.h>

#include <darkfigure/status.h>

typedef struct dark__whole {
  unsigned char *bytes; /* [n] */
  size_t n, capacity;
} dark__whole;

/* Read the rest of the file behind the bytes ahead [n] that are already read. DARK_ELIMIT: more than 512 MiB; DARK_EIO, DARK_ENOMEM;
   frees nothing on failure. */
dark_status dark__whole_read(dark__whole *whole, FILE *file, const char *place, const unsigned char *ahead, size_t n,
                             dark_error *err);

/* sha256 [65]: lower-case hexadecimal, of all bytes. */
void dark__whole_hash(char *sha256, const dark__whole *whole);

/* Overwrites it. */
void dark__whole_free(dark__whole *whole);

#endif
