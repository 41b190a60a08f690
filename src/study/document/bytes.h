/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_BYTES_H
#define DARK__STUDY_DOCUMENT_BYTES_H

/* The bytes of a document, before they are parsed. */

#include <stddef.h>

#include <darkfigure/status.h>

/* All bytes of the file: *bytes [*n] is the caller's to free(), with a NUL behind it. DARK_EIO, DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__document_load(char **bytes, size_t *n, const char *path, const char *place, dark_error *err);

/* Refuse what cannot stand in any document: bytes that are not UTF-8, control characters, tabs, line ends that only YAML knows.
   bytes [n + 1], the last NUL. DARK_EUSAGE with the place. */
DARK_MUST_CHECK dark_status dark__document_check(const char *bytes, size_t n, const char *place, dark_error *err);

#endif
