/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_HETEROGENEITY_H
#define DARK__CLOSED_HETEROGENEITY_H

/* Which of the models of model.h, and what makes people differ in it. */

typedef enum dark__heterogeneity {
  DARK__HETEROGENEITY_NONE,
  DARK__HETEROGENEITY_CHAO,
  DARK__HETEROGENEITY_POISSON,
  DARK__HETEROGENEITY_DARROCH,
  DARK__HETEROGENEITY_GAMMA
} dark__heterogeneity;

typedef struct dark__closed_model {
  int lists_differ; /* Mt and Mth */
  dark__heterogeneity heterogeneity;
  double parameter; /* theta or a */
  int is_corrected; /* counts are shifted against bias (shift.h) */
} dark__closed_model;

/* h(k) of the models with one column of heterogeneity; h(0) = 0. */
double dark__heterogeneity_at(const dark__closed_model *model, double k);

#endif
