/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_ABSENT_H
#define DARK__MODELS_JOINT_ABSENT_H

/* Lists that did not exist in some strata: cells that only they could have shown are unobservable there, not empty. */

#include "models/joint/strata.h"

/* texts [n] "LIST:COLUMN=VALUE" for a table, people or not. Errors: DARK_EUSAGE (no such form, list, category or value, a list that was absent everywhere, or has
   somebody on it where it was), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_absent_check(const dark_table *table, const char *const *texts, size_t n,
                                                     dark_error *err);

/* Those that were checked, into the strata of the group, which has room for them (dark__joint_group_spread). Errors as above. */
DARK_MUST_CHECK dark_status dark__joint_absent_read(dark__joint_group *group, const dark_table *table, const char *const *texts,
                                                    size_t n, dark_error *err);

#endif
