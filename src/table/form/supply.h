/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FORM_SUPPLY_H
#define DARK__TABLE_FORM_SUPPLY_H

/* The bytes of a text file for csv/stream.h: those that were read to recognise it, then the rest; made into UTF-8 when they are in another
   encoding. A zeroed struct is none. */

#include <iconv.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdio.h>

#include "table/csv/stream.h"

typedef struct dark__supply {
  FILE *file;        /* borrowed */
  const char *place; /* how messages call it; borrowed */
  const char *encoding;
  unsigned char *raw; /* as they stand in the file */
  size_t n_raw, raw_at;
  unsigned char *text; /* in UTF-8 */
  size_t n_text, text_at;
  iconv_t converter;
  bool is_converted;
  bool is_over;           /* the file is at its end */
  size_t line;            /* of what comes next, for messages */
  struct sha256_ctx hash; /* of what is converted: as it stands in the file */
} dark__supply;

/* Begin with the bytes ahead [n] that are already read. encoding: NULL, or as iconv calls it. DARK_EUSAGE: there is no such encoding;
   DARK_ENOMEM. */
dark_status dark__supply_open(dark__supply *supply, FILE *file, const char *place, const char *encoding,
                              const unsigned char *ahead, size_t n, dark_error *err);

/* As dark__csv_supply has it; `context` is the supply. DARK_EDATA: bytes that the encoding does not have; DARK_EIO. */
dark_status dark__supply_read(void *context, size_t *n, unsigned char *bytes, size_t room, dark_error *err);

/* The hash of the bytes in the file, as dark__csv_read has it, where they were converted. */
void dark__supply_hash(char *sha256, dark__supply *supply);

/* Overwrites what it held; copes with one that failed to open. */
void dark__supply_close(dark__supply *supply);

#endif
