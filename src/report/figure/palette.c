/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure/palette.h"

#include <math.h>

uint32_t dark__colour(dark__colour_use use) {
  static const uint32_t colours[DARK__N_COLOURS] = {
      [DARK__COLOUR_PAPER] = 0xFFFFFF,   [DARK__COLOUR_TEXT] = 0x1A1A1A,     [DARK__COLOUR_QUIET] = 0x555555,
      [DARK__COLOUR_WARNING] = 0x8A2F00, [DARK__COLOUR_ESTIMATE] = 0x0072B2, [DARK__COLOUR_RECORDED] = 0xD55E00};
  return colours[use];
}

static double linear(uint32_t channel) {
  const double share = channel / 255.0;
  return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour) {
  return 0.2126 * linear(colour >> 16 & 0xFF) + 0.7152 * linear(colour >> 8 & 0xFF) + 0.0722 * linear(colour & 0xFF);
}

double dark__contrast(uint32_t a, uint32_t b) {
  const double first = luminance(a), second = luminance(b);
  return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}
