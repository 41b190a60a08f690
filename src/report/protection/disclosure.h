/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PROTECTION_DISCLOSURE_H
#define DARK__REPORT_PROTECTION_DISCLOSURE_H

/* What may be asked of the protection of small numbers. */

#include <stdbool.h>
#include <stdint.h>

enum {
  DARK__USUAL_K = 5, /* smaller numbers are not shown */
  DARK__MOST_K = 100
};

/* "k=5", from 2 to DARK__MOST_K, or "none", which is 0. False: something else. */
bool dark__disclosure_parse(uint64_t *k, const char *text);

#endif
