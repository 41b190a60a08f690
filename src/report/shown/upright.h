/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_UPRIGHT_H
#define DARK__REPORT_SHOWN_UPRIGHT_H

/* People upwards from zero, for estimates that stand beside each other: by year, by how many were observed. */

#include "report/shown/sheet.h"

enum { DARK__UPRIGHT_HEIGHT = 190 };

/* What an axis must hold: recorded people; and of stable estimates all, but no upper limit far above them. Zeroed to begin with. */
typedef struct dark__upright_span {
  double recorded, estimate, limit, range; /* the largest; `range` is of unstable ones */
} dark__upright_span;

void dark__upright_widen(dark__upright_span *of, const dark__mark *mark);
/* From zero, with equal steps. An upper limit of more than four times the largest estimate, and a range without a point, may lie beyond it. */
dark__scale dark__upright_scale(const dark__upright_span *of);
bool dark__is_beyond(const dark__scale *scale, const dark__mark *mark);

/* How far down people are in a panel of that height. */
double dark__upright_down(const dark__scale *scale, double people);

#endif
