/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <darkfigure/report.h>

#include <gsl/gsl_version.h>

#ifndef DARK_VERSION
#define DARK_VERSION "unknown"
#endif

const char *dark_version(void) { return DARK_VERSION; }

const char *dark_gsl_version(void) { return gsl_version; }
