/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_PLAIN_H
#define DARK__STUDY_DOCUMENT_PLAIN_H

/* What the core has in place of libyaml: JSON as nodes. */

#include "study/document/document.h"

/* As dark__document_parse, of JSON alone, and without the SHA-256 of the bytes. */
DARK_MUST_CHECK dark_status dark__plain_document(dark__document **out, const char *place, const char *bytes, size_t n,
                                                 dark_error *err);

#endif
