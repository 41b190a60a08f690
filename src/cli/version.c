/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/version.h"

#include <glpk.h>

#include <darkfigure/report.h>

void dark__version_write(FILE *stream) {
  fprintf(stream, "darkfigure %s\n", dark_version());
  fprintf(stream, "GSL %s, GLPK %s, instruction set %s\n", dark_gsl_version(), glp_version(), dark_instruction_set());
  fputs("Licence GPL-3.0-or-later: you may change and share it; there is no warranty, to the extent that law permits.\n", stream);
}
