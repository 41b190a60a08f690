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

/* From text `json [n]` that a reader is given as a file, which is gone afterwards; messages call it "source.json". dark__source_clear the source. */
typedef dark_status figure_reader(dark__source *source, const char *path, dark_error *err);
DARK_MUST_CHECK dark_status read_json(dark__source *source, figure_reader *reader, const char *json, size_t n, dark_error *err);
/* free() them; the second fails when the source is refused. */
char *figure_of_source(dark__plot_kind kind, const dark__source *source, dark__language language);
char *figure_of_json(dark__plot_kind kind, figure_reader *reader, const char *json, dark__language language);
/* It is refused with DARK_EDATA, and the message says this. */
void refuse_json(figure_reader *reader, const char *json, const char *message);
/* How many of 2,000 texts with a random change are read; what is read has a figure, unless the kind refuses it. Sanitizers see the rest. */
size_t draw_changes(dark__plot_kind kind, figure_reader *reader, const char *json);

void assert_drawn(const char *figure, const char *text);
void assert_not_drawn(const char *figure, const char *text);
int n_drawn(const char *figure, const char *text);

#endif
