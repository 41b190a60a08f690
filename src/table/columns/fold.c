/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/fold.h"

/* Those behind \xC3 are À to Þ and à to þ, but for × and ÷. */
unsigned char dark__fold_byte(unsigned char byte, unsigned char before) {
  const bool is_letter = (byte >= 'A' && byte <= 'Z') || (before == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97);
  return is_letter ? (unsigned char)(byte | 0x20) : byte;
}

bool dark__is_same_folded(const char *a, const char *b) {
  unsigned char before = 0;
  for (; *a != '\0'; a++, b++) {
    if (dark__fold_byte((unsigned char)*a, before) != dark__fold_byte((unsigned char)*b, before)) return false;
    before = (unsigned char)*a;
  }
  return *b == '\0';
}
