/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_LINK_ALIKE_H
#define DARK__TABLE_LINK_ALIKE_H

/* Keys that may be meant to be the same. They are not joined, only counted. */

#include "table/link/people.h"

/* *n = keys that differ from another only in upper and lower case (of ASCII and western European letters) or in blanks. Takes 8 bytes a person for a
   moment. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__people_count_alike(uint64_t *n, const dark__people *people, dark_error *err);

#endif
