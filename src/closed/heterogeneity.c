/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/heterogeneity.h"

#include <math.h>

double dark__heterogeneity_at(const dark__closed_model *model, double k) {
  switch (model->heterogeneity) {
    case DARK__HETEROGENEITY_POISSON: return pow(model->parameter, k) - 1;
    case DARK__HETEROGENEITY_DARROCH: return k * k / 2;
    case DARK__HETEROGENEITY_GAMMA: return -log1p(k / model->parameter);
    default: return 0;
  }
}
