/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_PACKAGE_H
#define DARK__TABLE_WORKBOOK_PACKAGE_H

/* The zip archive that a workbook is: libzip finds its parts, zlib unpacks them. libzip sees packed bytes only, for it has no memory that
   could be overwritten. */

#include <stdbool.h>
#include <stdint.h>
#include <zip.h>
#include <zlib.h>

#include <darkfigure/status.h>

#include "table/workbook/memory.h"

typedef struct dark__package {
  const char *place; /* how messages call the file; borrowed */
  zip_t *zip;
} dark__package;

/* A part that is being unpacked. */
typedef struct dark__part {
  const dark__package *package;
  zip_stat_t facts;
  zip_file_t *packed;
  dark__vault vault;
  z_stream stream;
  bool has_stream; /* it is packed, not stored */
  bool is_over;    /* zlib is through */
  uint64_t n_read; /* bytes unpacked */
  uint32_t checksum;
  unsigned char *buffer; /* packed bytes */
} dark__part;

/* Open the archive in bytes [n], which must stay until it is closed. DARK_EDATA, DARK_ENOMEM; closing copes with a failure. */
dark_status dark__package_open(dark__package *package, const char *place, const unsigned char *bytes, size_t n, dark_error *err);
void dark__package_close(dark__package *package);

/* Number of the part of that name, in any letter case; -1: there is none. */
int64_t dark__package_find(const dark__package *package, const char *name);

/* Begin to read a part. DARK_EDATA (also one with a password, or a way of packing that workbooks do not have), DARK_ENOMEM. */
dark_status dark__part_open(dark__part *part, const dark__package *package, int64_t number, dark_error *err);

/* Unpack at most `room` bytes; *n = 0 at the end, where size and checksum are verified. DARK_EDATA, DARK_ELIMIT (beyond 1 GiB). */
dark_status dark__part_read(size_t *n, dark__part *part, unsigned char *bytes, size_t room, dark_error *err);

/* Copes with a part that failed to open. */
void dark__part_close(dark__part *part);

#endif
