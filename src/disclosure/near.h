/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__DISCLOSURE_NEAR_H
#define DARK__DISCLOSURE_NEAR_H

#include "disclosure/release.h"

/* Cells that hang together with cell c by what is printed: is_near [n_cells]. part_is_near [n_parts] is room. */
void dark__mark_near(bool *is_near, bool *part_is_near, const dark__release *release, size_t c);

#endif
