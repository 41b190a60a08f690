/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_CHECKSUM_H
#define DARK__STUDY_STORE_CHECKSUM_H

/* Checksums of rows, as functions that SQL of the program may call. Their values stand in the column `checksum` of each table.

     row_checksum(TABLE, FACT...)   the first 8 bytes of the SHA-256 of the key, the name of the table and the facts in the order of the
                                    columns, each with its type and, where that is needed, its length in front
     blob_checksum(BYTES)           the checksum that replicates or a jackknife (blob.h) have at their end; NULL when it is wrong

   The key is the plan_sha256 of the store ("" for rows of `meta`, which hold it): a row of another table, task, place or study is as wrong as one
   that was changed. The checksums are against accidents; whoever wants to deceive can compute them. */

#include "study/store/sql.h"

/* Let row_checksum take `key` from now on. No statement may be at work. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__checksum_use(const dark__sql *sql, const char *key, dark_error *err);

#endif
