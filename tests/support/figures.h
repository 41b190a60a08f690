/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_FIGURES_H
#define DARK_TESTS_FIGURES_H

/* Figures of `plot`, from JSON that stands in a test. */

#include "report/plot/plot.h"

/* What they are drawn from: `beside` may be NULL; numbers are protected from k on, with k 0 they are not. */
typedef struct figure_material {
  const char *fit, *beside;
  double k;
  dark__language language;
} figure_material;

/* free() it; the test fails when a source is refused. */
char *figure_of(dark__plot_kind kind, const figure_material *material);
/* The same of the page. */
char *page_with(const figure_material *material);

void assert_drawn(const char *figure, const char *text);
void assert_not_drawn(const char *figure, const char *text);
int n_drawn(const char *figure, const char *text);

#endif
