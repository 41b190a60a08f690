/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_VERDICT_H
#define DARK__RESULT_VERDICT_H

/* What the lists alone tell somebody who has to decide, in whole sentences: what can be estimated, what cannot, what is missing. */

#include "result/absorbing.h"
#include "result/margins.h"

/* Write the verdict into `text [size]`, size at least 512. `order [n_lists]`: the table's lists in the input's order, in which they
   are named. Sentences that do not fit are left out, the most important ones coming first. */
void dark__verdict_write(char *text, size_t size, const dark__margins *margins, const dark__absorbing *absorbing,
                         const dark_table *table, const size_t *order);

#endif
