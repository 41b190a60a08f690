/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PROTECTION_ESTIMATES_H
#define DARK__REPORT_PROTECTION_ESTIMATES_H

/* What estimates tell of people who are not shown: the estimate of all of them less those that are printed leaves how many of the others are on no list, and
   where that is somebody for certain, their number on the lists is not each of 1 to k - 1: one person cannot stand for another. So nobody must stay possible. */

#include "report/protection/protection.h"

/* Choose sums whose estimates are not printed, protection->has_no_point: those of few strata before those of many, so that of every stratum that is not shown
   nobody may be hidden, by what is printed of the results and of published practice. DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__estimates_settle(dark__protection *protection, dark_error *err);

#endif
