/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_LONG_CSV_H
#define DARK__TABLE_LONG_CSV_H

#include <darkfigure/table.h>

/* dark_table_read_csv with options->long_key, of which the options are checked. */
DARK_MUST_CHECK dark_status dark__table_read_long(dark_table **out, const char *path, const dark_read_options *options,
                                                  dark_error *err);

#endif
