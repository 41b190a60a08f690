/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_FORECAST_H
#define DARK__LOGLINEAR_SEARCH_FORECAST_H

/* What a table will ask for next on its way down, as far as it can be seen: the way is gone in thought, through the nodes whose bounds are known
   already. What a fit gives does not depend on when it is made, since a floor that has risen meanwhile leaves only what is below it. */

#include "loglinear/search/quest.h"

/* Add tasks of a table up to `most` of them to tasks [*n]: bounds of nodes, beginning behind the next child of `from` ... */
void dark__forecast_bounds(dark__task *tasks, size_t *n, size_t most, const dark__quest *quest, const dark__branch *branch,
                           dark__branch_space *space, const dark__visit *from, size_t table);
/* ... and single models at the end of them. Errors: those of the quest. */
DARK_MUST_CHECK dark_status dark__forecast_looks(dark__task *tasks, size_t *n, size_t most, const dark__quest *quest,
                                                 const dark__branch *branch, dark__branch_space *space, const dark__visit *from,
                                                 size_t table);

#endif
