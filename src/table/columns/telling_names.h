/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_TELLING_NAMES_H
#define DARK__TABLE_COLUMNS_TELLING_NAMES_H

/* Names of columns that tell what is in them, in the languages of columns/membership.h. Letter case does not matter. */

#include <stdbool.h>

/* A property of people that is often written as 0 and 1: "sex", "female", "minor", "is_adult". */
bool dark__name_is_property(const char *name);

#endif
