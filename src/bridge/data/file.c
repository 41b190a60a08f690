/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"
#include "bridge/call/call.h"
#include "bridge/data/data.h"
#include "bridge/request/asked.h"

#ifdef DARK_CORE

dark_status dark_table_from_file(dark_table **out, const char *path, const dark_request *request, dark_error *err) {
  (void)request;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  return dark__fail(err, DARK_EUSAGE, "this build of the library reads no files; give it columns");
}

#else

dark_status dark_table_from_file(dark_table **out, const char *path, const dark_request *request, dark_error *err) {
  dark__asked asked = {.map = NULL};
  dark_error cause = DARK_ERROR_INIT;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  dark__gsl_enter();
  dark_status status = dark__asked_data(&asked, request, true, err);
  if (status == DARK_OK) {
    status = dark_table_read_csv(out, path, &asked.options, &cause);
    if (status != DARK_OK) status = dark__asked_fail(&asked, &cause, err);
  }
  dark__gsl_leave();
  dark__asked_clear(&asked);
  return status;
}

#endif
