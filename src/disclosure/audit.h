/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__DISCLOSURE_AUDIT_H
#define DARK__DISCLOSURE_AUDIT_H

/* Whether what is printed leaves open what it must: for an outsider, and for each agency that knows its own list, every number from 1 to k - 1 in
   the place of a suppressed number of that size, and at least k numbers, no further than k - 1 away, in the place of any other. (A sum of two that are not
   zero is at least 2; for an agency no number is below what it knows itself.) Shown by points of whole numbers that agree with everything that is
   printed. */

#include "disclosure/release.h"

/* A reader, and what was found out for them. */
typedef struct dark__audit dark__audit;

DARK_MUST_CHECK dark_status dark__audit_new(dark__audit **out, const dark__release *release, dark_error *err);
void dark__audit_free(dark__audit *audit);

/* Readers 0 .. n_agencies: 0 is an outsider, the others are agencies in their order. */
size_t dark__audit_n_readers(const dark__audit *audit);

/* *is_safe: the reader cannot narrow cell c, which is suppressed, further than is allowed. What was found about earlier displays of the cells is forgotten
   by dark__audit_begin. DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__audit_cell(dark__audit *audit, bool *is_safe, size_t reader, size_t c, dark_error *err);
void dark__audit_begin(dark__audit *audit);

/* What readers can narrow by what is displayed at the moment they are taken to know from now on, so that only cells that are primary have to be safe
   from them; *c is the first that is primary among these, n_cells where none is. DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__audit_take_known(dark__audit *audit, size_t *c, dark_error *err);

/* The first suppressed cell, or the first primary one, that is not safe, and from whom; *c is n_cells where all are. DARK_ENOMEM, DARK_ELIMIT,
   DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__audit_all(dark__audit *audit, bool primary_only, size_t *reader, size_t *c, dark_error *err);

/* Integer programmes solved so far. */
size_t dark__audit_n_programmes(const dark__audit *audit);

#endif
