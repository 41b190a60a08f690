/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_READ_OPTIONS_H
#define DARK__TABLE_READ_OPTIONS_H

#include <darkfigure/table.h>

/* What no option may be, whatever is in the file: an unknown version, a NULL text, a conflict that is none. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__read_options_check(const dark_read_options *options, dark_error *err);

#endif
