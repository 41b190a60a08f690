/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PLOT_PANEL_H
#define DARK__REPORT_PLOT_PANEL_H

/* Panels of a figure, beside each other or one across it: their words, which have different numbers of lines. */

#include "report/plot/picture.h"

enum { DARK__PANEL_GUTTER = 24, DARK__PANELS_BESIDE = 2, DARK__PANEL_LETTERS = 13 };

/* The width of a panel where there are `beside`; where panel i of them begins. */
int dark__panel_width(size_t beside);
int dark__panel_left(size_t i);

/* Text within a panel, from picture->y, a title or of a class; returns how high it is. The paper is cleared. */
int dark__panel_title(dark__picture *picture, int left, int width, dark__paper *text);
int dark__panel_words(dark__picture *picture, int left, int width, dark__paper *text, const char *kind);

/* What is put into each of `panels [n]`, of so many bytes: how high the highest of them is. */
typedef int dark__panel_put(dark__picture *picture, const void *panel);
int dark__panels_put(dark__picture *picture, const void *panels, size_t n, size_t size, dark__panel_put *put);

/* In place of a panel, across the figure: people without a number, or with one that is not to be relied on. */
void dark__panel_without(dark__picture *picture, const char *const *values, size_t n, bool is_unstable);

#endif
