/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__DISCLOSURE_PROTECT_H
#define DARK__DISCLOSURE_PROTECT_H

#include "disclosure/release.h"

/* What was done, and what the last audit of the whole said. */
typedef struct dark__protected {
  size_t n_primary, n_secondary, n_rounded;
  size_t n_readers, n_programmes;
} dark__protected;

/* Choose for each cell of the release how it is displayed: numbers of 1 to k - 1 are suppressed, and as much beside them as is needed that the audit
   (disclosure/audit.h) finds every suppressed cell safe from every reader; of little worth before of much, and sums are rounded before they are
   suppressed. A choice that works, found by trying one after the other, not the best one. The same release gives the same choice.
   DARK_EDATA: cells that were released give small numbers away by themselves. DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__protect(dark__protected *done, dark__release *release, dark_error *err);

#endif
