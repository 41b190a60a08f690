/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_MOMENTS_H
#define DARK__JOINT_LATENT_MOMENTS_H

/* Moments of the veiled counts of a veil, given what was published. All write to its scratch. */

#include "joint/latent/veil.h"

/* Of cell i alone, whose mean is `mean`: veil->means[i] and veil->variances_alone[i]. Returns its part of the log-likelihood, without -mean. */
double dark__veil_expect_alone(dark__veil *veil, size_t i, double mean);

/* Of all together, whose total is known, at means [n_strata x 2^t]: veil->means. Returns their part of the log-likelihood, likewise. */
double dark__veil_expect_together(dark__veil *veil, const double *means);

/* Right after that veil->covariances [n x n], both triangles. Of the order of n^2 x total x counts of a cell. */
void dark__veil_covary(dark__veil *veil);

#endif
