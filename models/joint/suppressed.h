/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_SUPPRESSED_H
#define DARK__MODELS_JOINT_SUPPRESSED_H

#include "models/joint/plan.h"

/* What does not go with suppressed counts. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__joint_suppressed_check(const dark__config *config, bool has_missing, dark_error *err);

/* What a reader must know of them. */
dark_reasons dark__joint_suppressed_reasons(const dark__joint_plan *plan);

/* Slot `complete` of the contract, of one stratum. */
DARK_MUST_CHECK dark_status dark__joint_complete(double *counts, const void *stratum, dark_error *err);

#endif
