/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_REFUSAL_H
#define DARK__ESTIMATOR_REFUSAL_H

#include "estimator/estimator.h"

/* DARK_EUSAGE: the table has more lists than the method takes, which of them to merge or to leave out so that it can, and which methods take
   all of them. */
DARK_MUST_CHECK dark_status dark__refuse_lists(const dark_estimator *estimator, const dark_table *table, dark_error *err);

#endif
