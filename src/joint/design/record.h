/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_DESIGN_RECORD_H
#define DARK__JOINT_DESIGN_RECORD_H

/* People of whom not everything is known. Somebody may be in any stratum whose levels are those that are known, and on any of the lists that were not
   consulted. */

#include <stddef.h>
#include <stdint.h>

#define DARK__LEVEL_UNKNOWN UINT32_MAX

typedef struct dark__joint_record {
  uint32_t history;       /* lists that the person is known to be on; not empty */
  uint32_t unknown;       /* lists of which it is not known; none of them in history */
  const uint32_t *levels; /* [n_categories] or DARK__LEVEL_UNKNOWN */
  double count;           /* people, > 0 */
  /* Not at random: a level of a category that is not known is so many times as likely, against the others, as the model says; 0: as it says. */
  double odds;
  size_t odds_category;
  uint32_t odds_level;
} dark__joint_record;

#endif
