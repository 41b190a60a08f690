/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_TELLING_NAMES_H
#define DARK__TABLE_COLUMNS_TELLING_NAMES_H

/* Names of columns that tell what is in them, in the languages of columns/membership.h. Letter case does not matter. */

#include <stdbool.h>
#include <stddef.h>

/* A property of people that is often written as 0 and 1: "sex", "female", "minor", "is_adult". */
bool dark__name_is_property(const char *name);

/* Counts: "count", "Freq", "frequency", "N", of which earlier ones are likelier: 1, 2, ...; 0: no such name. */
int dark__name_is_count(const char *name);

/* A number or key of a person or case: "id", "case_no", "PersonID". */
bool dark__name_is_identifier(const char *name);

/* Whether a field is what a row of totals is called, in the same languages. */
bool dark__name_is_total(const char *text);

/* Whether columns [n] are called as numbers of people marked, caught and recaptured are. */
bool dark__names_are_of_recaptures(const char *const *names, size_t n);

#endif
