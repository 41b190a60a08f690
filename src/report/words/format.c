/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/format.h"

#include "base/error.h"

dark_status dark__report_finish(FILE *stream, dark_status status, dark_error *err) {
  if (status == DARK_ENOMEM) return status;
  if (fflush(stream) != 0 || ferror(stream) != 0) return dark__fail(err, DARK_EIO, "cannot write the output");
  return status;
}
