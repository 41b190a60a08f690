/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <R_ext/Rdynload.h>
#include <R_ext/Visibility.h>

#include "glue.h"

#define ROUTINE(name, n) \
  { #name, (DL_FUNC) & (name), (n) }

static const R_CallMethodDef routines[] = {
    ROUTINE(dark_r_is_held, 2),     ROUTINE(dark_r_request, 1),   ROUTINE(dark_r_table, 4),
    ROUTINE(dark_r_answer, 4),      ROUTINE(dark_r_catalogue, 0), ROUTINE(dark_r_has_estimate, 1),
    ROUTINE(dark_r_frame_names, 1), ROUTINE(dark_r_frame, 2),     ROUTINE(dark_r_write, 2),
    ROUTINE(dark_r_command, 3),     ROUTINE(dark_r_compare, 3),   ROUTINE(dark_r_page, 2),
    ROUTINE(dark_r_study, 5),       ROUTINE(dark_r_version, 0),   ROUTINE(dark_r_probabilities, 4),
    ROUTINE(dark_r_population, 1),  ROUTINE(dark_r_draw, 4),      {NULL, NULL, 0}};

void attribute_visible R_init_darkfigure(DllInfo *dll) {
  R_registerRoutines(dll, NULL, routines, NULL, NULL);
  R_useDynamicSymbols(dll, FALSE);
  R_forceSymbols(dll, TRUE);
}
