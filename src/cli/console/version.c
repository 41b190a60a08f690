/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/version.h"

#include <csv.h>
#include <expat.h>
#include <glpk.h>
#include <jansson.h>
#include <nettle/version.h>
#include <sodium.h>
#include <sqlite3.h>
#include <string.h>
#include <yaml.h>
#include <zip.h>
#include <zlib.h>

#include <darkfigure/report.h>

/* The digits of a number that a library gives as a macro. */
#define TEXT(macro) TEXT_OF(macro)
#define TEXT_OF(value) #value

#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

/* The versions that run, not those that were compiled against, except libcsv, which cannot be asked. */
void dark__version_write(FILE *stream) {
  fprintf(stream, "darkfigure %s\n", dark_version());
  fprintf(
      stream,
      "GSL %s, GLPK %s, libcsv %s, jansson %s, libsodium %s, Nettle %d.%d, libyaml %s, SQLite %s, libzip %s, zlib %s, Expat %s\n",
      dark_gsl_version(), glp_version(), TEXT(CSV_MAJOR) "." TEXT(CSV_MINOR) "." TEXT(CSV_RELEASE), jansson_version_str(),
      sodium_version_string(), nettle_version_major(), nettle_version_minor(), yaml_get_version_string(), sqlite3_libversion(),
      zip_libzip_version(), zlibVersion(), XML_ExpatVersion() + strlen("expat_"));
  fprintf(stream, "Compiled by %s with OpenMP %d; instruction set %s\n", COMPILER, _OPENMP, dark_instruction_set());
  fputs("Licence GPL-3.0-or-later: you may change and share it; there is no warranty, to the extent that law permits.\n", stream);
}
