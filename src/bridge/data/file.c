/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"
#include "bridge/data/data.h"

#ifdef DARK_CORE

static dark_status read_file(dark_table **out, const void *path, const dark_read_options *options, dark_error *err) {
  (void)out, (void)path, (void)options;
  return dark__fail(err, DARK_EUSAGE, "this build of the library reads no files; give it columns");
}

#else

static dark_status read_file(dark_table **out, const void *path, const dark_read_options *options, dark_error *err) {
  return dark_table_read_csv(out, path, options, err);
}

#endif

dark_status dark_table_from_file_watched(dark_table **out, const char *path, const dark_request *request, const dark_watch *watch,
                                         dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  return dark__table_make(&(dark__table_wish){out, path, read_file, true, request}, watch, err);
}

dark_status dark_table_from_file(dark_table **out, const char *path, const dark_request *request, dark_error *err) {
  return dark_table_from_file_watched(out, path, request, NULL, err);
}
