/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_STORE_H
#define DARK_COVERAGE_STORE_H

/* Blocks on disk: FOLDER/<program>-seed<seed>-b<replicates>/<design>-<block>.csv, and beside each a .seconds file with the processor time
   of every method. Another program, seed or number of replicates is another folder, and so are chosen methods (-m<key of their patterns>), so
   that nothing ever mixes. A block is written under
   another name, flushed and renamed: what is there is whole. */

#include "coverage/run.h"

typedef struct store {
  char folder[512];
} store;

/* `program` identifies code and data: [A-Za-z0-9]. Makes the folders. Errors: DARK_EUSAGE (a program or path that cannot be), DARK_EIO. */
DARK_MUST_CHECK dark_status store_open(store *out, const char *folder, const char *program, const experiment *how,
                                       dark_error *err);

bool store_has(const store *in, const design *of, size_t block);
DARK_MUST_CHECK dark_status store_write(const store *in, const design *of, size_t block, const block_outcomes *what,
                                        dark_error *err);

/* What reads a block; a part that is NULL is not read. */
typedef struct store_reader {
  dark_status (*on_outcome)(void *context, const outcome *, dark_error *err);
  dark_status (*on_seconds)(void *context, const char *method, double seconds, dark_error *err);
  void *context;
} store_reader;

/* Hand on every outcome of a block, then the seconds of its methods. Errors: DARK_EDATA (file, line), DARK_EIO, DARK_ENOMEM, those of the
   reader. */
DARK_MUST_CHECK dark_status store_read(const store *in, const design *of, size_t block, const store_reader *reader,
                                       dark_error *err);

#endif
