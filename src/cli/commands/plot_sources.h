/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_PLOT_SOURCES_H
#define DARK__CLI_COMMANDS_PLOT_SOURCES_H

/* What a figure is drawn from: its source, and what stands beside that. */

#include "cli/commands/material.h"
#include "cli/figure/drawing.h"
#include "report/plot/plot.h"

/* What was asked for. */
typedef struct dark__plot_order {
  dark__plot_kind kind;
  dark__drawing drawing;
  const char *source;
  const char *const *beside; /* [n_beside] paths */
  size_t n_beside;
} dark__plot_order;

typedef struct dark__plot_sources {
  dark__material material;
  dark__beside beside;
} dark__plot_sources;

/* dark__plot_sources_clear also after a failure. Errors: those of dark__material_read and of dark__beside_read. */
DARK_MUST_CHECK dark_status dark__plot_sources_read(dark__plot_sources *from, const dark__plot_order *of,
                                                    const dark__request *request, dark_error *err);
void dark__plot_sources_clear(dark__plot_sources *from);

/* Whether what is drawn of the source are estimates of which it has none. */
bool dark__plot_lacks_estimates(const dark__plot_order *of, const dark__plot_sources *from);

#endif
