/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_KEY_WATCH_H
#define DARK__TABLE_KEY_WATCH_H

/* A watch on the keys of linked files: keys that a spreadsheet has damaged would join the wrong people or nobody, and personal identity
   codes have no business in a file. A zeroed struct has seen nothing. No message shows a key. */

#include <stdint.h>

#include <darkfigure/status.h>

#include "base/show.h"

/* Where a key stands. */
typedef struct dark__key_place {
  const char *file; /* how messages call it */
  size_t line, field;
} dark__key_place;

typedef struct dark__key_watch {
  uint64_t n; /* keys seen */
  uint64_t n_padded;
  size_t padded_width;    /* of keys of digits with a zero in front; 0: none, SIZE_MAX: several widths */
  size_t short_width;     /* the least width of keys of digits without one; 0: none */
  dark__shown short_file; /* where that stands */
  size_t short_line, short_field;
  uint64_t n_long, n_rounded; /* keys of 16 digits and more; those of them that end in zeros from the 16th on */
  const char *identity;       /* what all keys may be; NULL: nothing */
  uint64_t n_identities;
} dark__key_watch;

/* Look at one key. DARK_EDATA: "1.2E+15", an error of a formula, or what can only be a personal identity code. */
dark_status dark__key_watch_add(dark__key_watch *watch, const char *key, const dark__key_place *place, dark_error *err);

/* With all keys seen. DARK_EDATA: zeros in front were lost in some, or digits from the 16th on in all; all are personal identity codes.
   name: of the column. */
dark_status dark__key_watch_end(const dark__key_watch *watch, const char *name, dark_error *err);

#endif
