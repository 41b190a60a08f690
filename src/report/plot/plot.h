/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PLOT_PLOT_H
#define DARK__REPORT_PLOT_PLOT_H

/* Figures that stand alone: one SVG with real text, which says inside it what the data are. */

#include <stdio.h>

#include "report/shown/options.h"

typedef enum dark__plot_kind {
  DARK__PLOT_FOREST,       /* estimates of categories and their sums, with intervals */
  DARK__PLOT_OVERLAPS,     /* people by the lists that they are on: small numbers as they are, whatever the options say */
  DARK__PLOT_TORNADO,      /* what moves each estimate furthest, of options->what_ifs */
  DARK__PLOT_SERIES,       /* estimates by year, where a category is one */
  DARK__PLOT_FLOW,         /* from lists to the estimate */
  DARK__PLOT_METHODS,      /* what each method says, of a source of methods (source/methods.h) */
  DARK__PLOT_MODELS,       /* what each model says, of options->models, or of a source of models (source/models.h) */
  DARK__PLOT_REPLICATES,   /* how each estimate is distributed, of intervals at many levels (source/quantiles.h) */
  DARK__PLOT_UNTESTABLE,   /* estimates by odds ratios and xi, of a source of what cannot be tested (source/untestable.h) */
  DARK__PLOT_CONSISTENCY,  /* the size of each list from the others, of a source of checks (source/checks.h) */
  DARK__PLOT_TRAJECTORIES, /* estimates of fewer people, likewise */
  DARK__PLOT_DIFFERENCES,  /* scenarios set against their baselines, of options->comparisons */
  DARK__N_PLOTS
} dark__plot_kind;

/* What KIND says, in that order. */
extern const char *const dark__plot_words[];

/* Draw it. Only what a page with the same options has is drawn, and coordinates are those of rounded numbers. The same source and options give the
   same bytes. DARK_EDATA: the source lacks what this kind draws; DARK_ENOMEM; errors of the stream are left to it. */
DARK_MUST_CHECK dark_status dark__plot_write(FILE *stream, dark__plot_kind kind, const dark__source *source,
                                             const dark__page_options *options, dark_error *err);

#endif
