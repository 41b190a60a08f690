/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_BLOB_H
#define DARK__STUDY_STORE_BLOB_H

/* Replicates as bytes, bit for bit, the same on every machine:

     kind (1 byte, 'r' or 'j'), version (1 byte), parts (4), replicates (4; 0 in a jackknife)
     for each part: flags (1 byte)
       'r', with an estimate: totals (8 each); models that occur (4), they themselves (16 each), for each replicate which of them (2 each, when
                              there are several); one bit for each replicate that ran out of budget (when there are any)
       'j', with an estimate: records (4), values (8 each)
     the first 8 bytes of the SHA-256 of all that

   Numbers are little-endian, real ones IEEE 754. */

#include <stdbool.h>

#include <darkfigure/replicates.h>

enum {
  DARK__BLOB_VERSION = 1,
  DARK__BLOB_REPLICATES = 65535 /* most of them in one blob */,
  DARK__BLOB_CHECKSUM = 8 /* bytes */
};

typedef struct dark__blob {
  unsigned char *bytes; /* [size] */
  size_t size, capacity;
} dark__blob;

void dark__blob_clear(dark__blob *blob);

/* The replicates without the jackknife, and the jackknife alone. DARK_ENOMEM. dark__blob_clear in any case. */
DARK_MUST_CHECK dark_status dark__blob_write(dark__blob *blob, const dark_replicates *replicates, dark_error *err);
DARK_MUST_CHECK dark_status dark__blob_write_jackknife(dark__blob *blob, const dark_replicates *replicates, dark_error *err);

/* Whether the bytes end in their checksum; what they say is not looked at. */
bool dark__blob_is_whole(const unsigned char *bytes, size_t size);

/* Back into replicates of the same plan and number. DARK_EDATA when the bytes are damaged or of something else; then the replicates
   hold anything. */
DARK_MUST_CHECK dark_status dark__blob_read(dark_replicates *replicates, const unsigned char *bytes, size_t size,
                                            dark_error *err);
DARK_MUST_CHECK dark_status dark__blob_read_jackknife(dark_replicates *replicates, const unsigned char *bytes, size_t size,
                                                      dark_error *err);

#endif
