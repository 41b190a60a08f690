/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_DOUBTS_H
#define DARK__TABLE_TALLY_DOUBTS_H

/* Whether a row is a person or a number of people, where a wrong answer would be read without an error: counts that no option names, case
   numbers that one names as counts. */

#include "table/tally/tally.h"

/* Find the columns that are numbers or keys of people. Fills tally->is_identifier. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__find_identifiers(dark__tally *tally, dark_error *err);

/* With the lists known. DARK_EDATA: what is taken for counts hardly is, or what hardly is persons is taken for them. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__doubt_counts(dark__tally *tally, dark_error *err);

#endif
