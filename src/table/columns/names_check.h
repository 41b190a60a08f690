/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_NAMES_CHECK_H
#define DARK__TABLE_COLUMNS_NAMES_CHECK_H

/* Names that a caller hands over, not a file. */

#include <darkfigure/status.h>

/* Names [n] of lists, 1 to DARK_MAX_TABLE_LISTS of them. DARK_EUSAGE, DARK_ELIMIT. */
dark_status dark__list_names_check(const char *const *names, size_t n, dark_error *err);

/* Names [n] of things that messages call `singular` and `plural` ("list", "lists"): not empty, distinct, UTF-8. DARK_EUSAGE. */
dark_status dark__names_check(const char *singular, const char *plural, const char *const *names, size_t n, dark_error *err);

#endif
