/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure/letters.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* From the blank to the tilde, in DejaVu Sans 2.37. */
static const short plain[] = {318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
                              636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
                              575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
                              611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
                              278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};

/* The widest of each script, or nearly. */
static const struct {
  uint32_t first, last;
  size_t width;
} scripts[] = {{0xA0, 0xA0, 318},      {0xB7, 0xB7, 318},     {0xA1, 0x24F, 800},  {0x300, 0x36F, 0},     {0x370, 0x40F, 850},
               {0x410, 0x42F, 950},    {0x430, 0x58F, 800},   {0x590, 0x8FF, 850}, {0x2010, 0x2013, 500}, {0x2018, 0x201F, 518},
               {0x1100, 0x11FF, 1100}, {0x2212, 0x2212, 838}, {0xFE00, 0xFE0F, 0}};

static uint32_t code_of(const char *text, size_t length) {
  if (length <= 1) return (unsigned char)text[0];
  uint32_t code = (unsigned char)text[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) code = code << 6 | ((unsigned char)text[i] & 0x3Fu);
  return code;
}

static size_t width_of(uint32_t code) {
  if (code >= ' ' && code <= '~') return (size_t)plain[code - ' '];
  for (size_t s = 0; s < sizeof scripts / sizeof scripts[0]; s++)
    if (scripts[s].first <= code && code <= scripts[s].last) return scripts[s].width;
  return code < 0x2E80 ? DARK__EM : DARK__EM + 100;
}

static size_t length_at(const char *text) {
  const size_t length = dark__utf8_length(text);
  return length == 0 ? 1 : length;
}

size_t dark__letters_width(const char *text, size_t n_bytes) {
  size_t width = 0, length;
  for (const char *end = text + n_bytes; text < end; text += length) {
    length = length_at(text);
    width += width_of(code_of(text, length));
  }
  return width;
}

static bool may_break_behind(char c) { return c != '\0' && strchr(" -/_", c) != NULL; }

size_t dark__letters_line(const char *text, size_t room) {
  size_t n = 0, width = 0, broken = 0;
  while (text[n] != '\0') {
    const size_t length = length_at(text + n), more = width_of(code_of(text + n, length));
    if (n > 0 && width + more > room && text[n] != ' ') return broken > 0 ? broken : n;
    width += more;
    n += length;
    if (may_break_behind(text[n - 1])) broken = n;
  }
  return n;
}

bool dark__letters_run_left(const char *text) {
  for (size_t length; *text != '\0'; text += length) {
    length = length_at(text);
    const uint32_t code = code_of(text, length);
    if ((code >= 0x590 && code <= 0x8FF) || (code >= 0xFB1D && code <= 0xFDFF) || (code >= 0xFE70 && code <= 0xFEFE)) return true;
    if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') return false;
    if (code >= 0xC0) return false;
  }
  return false;
}
