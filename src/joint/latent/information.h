/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_INFORMATION_H
#define DARK__JOINT_LATENT_INFORMATION_H

/* Score and observed information in all unknowns at the present means. */

#include "joint/latent/latent.h"

/* of->score and of->factor, factored, and of->smallest_pivot, from of->fit.means and of->expected. */
void dark__latent_inform(dark__latent *of, const dark__emission *emission);

/* gradient [n_unknowns] += factor times the rows of X of the chosen cells (NULL: all) of stratum x, weighted by weights [2^t]. */
void dark__latent_add_rows(double *gradient, dark__latent *of, size_t x, const double *weights, const unsigned char *chosen,
                           double factor);

/* gradient [n_unknowns] += factor times that of the sum of means of chosen cells [2^t] (NULL: all) of stratum x. */
void dark__latent_add_gradient(double *gradient, dark__latent *of, size_t x, const unsigned char *chosen, double factor);

#endif
