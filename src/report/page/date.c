/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/text.h"
#include "report/page/page.h"

static bool is_from_one(const char *digits, uint64_t most) {
  const char part[3] = {digits[0], digits[1], '\0'};
  uint64_t value;
  return dark__parse_whole(&value, part, most) && value >= 1;
}

bool dark__is_page_date(const char *text) {
  const bool has_shape = strlen(text) == 10 && strspn(text, "0123456789") == 4 && text[4] == '-' && text[7] == '-';
  return has_shape && is_from_one(text + 5, 12) && is_from_one(text + 8, 31);
}
