/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_FILE_H
#define DARK__TABLE_CSV_FILE_H

#include "table/csv/stream.h"

/* Open the file at `path` ("-": standard input), which messages call `place`, read it to its end with `delimiter` (0: detected)
   and close it; as dark__csv_read does, with DARK_EIO also when it cannot be opened. */
dark_status dark__csv_read_path(char *sha256, const char *path, const char *place, char delimiter, const dark__csv_sink *sink,
                                dark_error *err);

#endif
