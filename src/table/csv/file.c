/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/file.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"

dark_status dark__csv_read_path(char *sha256, const char *path, const char *place, char delimiter, const dark__csv_sink *sink,
                                dark_error *err) {
  FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
  if (file == NULL) return dark__fail(err, DARK_EIO, "%s: cannot be opened: %s", place, strerror(errno));
  setvbuf(file, NULL, _IONBF, 0); /* reads are large, and a buffer of its own would keep people's data */
  const dark__csv_source source = {file, place, delimiter};
  const dark_status status = dark__csv_read(sha256, &source, sink, err);
  if (file != stdin) fclose(file);
  return status;
}
