/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PLOT_UPRIGHT_H
#define DARK__REPORT_PLOT_UPRIGHT_H

/* A panel of a figure in which people go up (page/upright.h). */

#include "report/plot/panel.h"
#include "report/shown/upright.h"

typedef struct dark__upright {
  dark__scale scale;
  int left, width;   /* of the panel */
  int x, plot_width; /* of what is drawn, right of the numbers of the axis */
  int top;           /* of what is drawn, which is DARK__UPRIGHT_HEIGHT high */
} dark__upright;

/* Panel `i` of those beside each other, of which there are `beside`: across the figure, or half of it. */
dark__upright dark__upright_at(const dark__picture *picture, const dark__scale *scale, size_t i, size_t beside);
double dark__upright_y(const dark__upright *of, double people);
/* Numbers and lines of the axis, and what it counts, which stands above. */
void dark__upright_people(dark__picture *picture, const dark__upright *of);
void dark__upright_interval(dark__picture *picture, const dark__upright *of, const dark__mark *mark, double x);

#endif
