/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_SPREAD_H
#define DARK__JOINT_LATENT_SPREAD_H

/* Seen people of strata weighted by weights [n_strata]: those who are in them whatever is not known, and the others, given the means. */
typedef struct dark__spread {
  double certain;
  double expected; /* of the others */
  double variance; /* of their number, given the means */
} dark__spread;

#endif
