/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_SHIFT_H
#define DARK__CLOSED_SHIFT_H

#include "closed/heterogeneity.h"
#include "closed/regression.h"

/* Shift counts so that the bias of the estimate vanishes to first order where lists catch few of the people (Rivest & Levesque 2001, Can. J.
   Stat. 29:555, section 4). Models of
   k alone: people on exactly one, two, three lists change by

     M0   -1/2, 1, 0         Mh   -(1 + c)/2, 1 + c, (1 - c)/2   with c = {h(2) - 2h(1)} / {h(3) - 2h(2) + h(1)}

   but not below nobody. Models with effects of lists: each of the C(t,k) histories of k lists changes by

     Mt, Mth Chao  (t-2)/2t, 2/t(t-1), 0
     Mth Poisson   (2t-5)/4t, 3/t(t-1), 3/2t(t-1)(t-2)   (theta = 2)
     Mth Darroch   (t-3)/2t, 4/t(t-1), 0. */
void dark__shift_counts(dark__row_counts *counts, const dark__closed_model *model, unsigned n_lists);

#endif
