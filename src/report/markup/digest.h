/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_MARKUP_DIGEST_H
#define DARK__REPORT_MARKUP_DIGEST_H

/* How a page knows its style sheet and its script: SHA-256 as base64. */

#include <stddef.h>

enum { DARK__DIGEST = 45 };

void dark__digest(char digest[DARK__DIGEST], const char *text, size_t n);
/* The same without a library (FIPS 180-4; RFC 4648), as the core has it. */
void dark__plain_digest(char digest[DARK__DIGEST], const char *text, size_t n);

#endif
