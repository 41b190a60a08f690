/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_RANGE_H
#define DARK__TABLE_TALLY_RANGE_H

/* Counts that are suppressed: "<5", "1-4", or "s", of which an option says between which numbers it is. */

#include <stdbool.h>
#include <stdint.h>

#include <darkfigure/status.h>

typedef struct dark__range {
  uint64_t least, most;
} dark__range;

typedef enum dark__range_kind {
  DARK__RANGE_NONE, /* no such count */
  DARK__RANGE_MARK, /* a sign or word that only says that there is one */
  DARK__RANGE_READ,
  DARK__RANGE_EMPTY /* there is no number in it */
} dark__range_kind;

/* What a field says. A field with an upper bound alone begins at `least`. *out is set where it was read. */
dark__range_kind dark__range_read(dark__range *out, const char *text, uint64_t least);

/* The value of --suppressed, "1-4" or "<5". DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__range_option(dark__range *out, const char *text, dark_error *err);

#endif
