/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/protection/disclosure.h"

#include <string.h>

#include "base/text.h"

bool dark__disclosure_parse(uint64_t *k, const char *text) {
  *k = 0;
  if (strcmp(text, "none") == 0) return true;
  return strncmp(text, "k=", 2) == 0 && dark__parse_whole(k, text + 2, DARK__MOST_K) && *k >= 2;
}
