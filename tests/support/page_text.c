/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/page_text.h"

#include <string.h>

char *without_sort_keys(char *page) {
  static const char mark[] = " data-sort=\"";
  for (char *key = page; (key = strstr(key, mark)) != NULL;) {
    const char *end = strchr(key + sizeof mark - 1, '"') + 1;
    memmove(key, end, strlen(end) + 1);
  }
  return page;
}
