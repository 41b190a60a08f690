/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_STUDY_STRATUM_H
#define DARK__CLI_STUDY_STRATUM_H

/* The people of one stratum as a table of their own, without categories: what --where reads. */

#include <darkfigure/table.h>

#include "base/words.h"

/* Lists in the order of `whole`; those that caught nobody in the stratum are left out, unless they are to be kept. dark_table_free it. DARK_ENOMEM, DARK_ELIMIT. */
DARK_MUST_CHECK dark_status dark__stratum_table(dark_table **out, const dark_table *whole, size_t stratum, bool keeps_lists,
                                                dark_error *err);
/* Pairs for a run's options: "where", "COL=VALUE", for each category. */
void dark__stratum_conditions(dark__words *options, const dark_table *whole, size_t stratum);

#endif
