/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_FIGURE_PALETTE_H
#define DARK__REPORT_FIGURE_PALETTE_H

/* Colours of pages and figures: those of Okabe & Ito (2008) for marks, which people who confuse colours tell apart, and of which none is the
   only difference between two marks. */

#include <stddef.h>
#include <stdint.h>

typedef enum dark__colour_use {
  DARK__COLOUR_PAPER,    /* everything lies on it */
  DARK__COLOUR_TEXT,     /* 4.5:1 on paper at least (WCAG 2.2, 1.4.3) */
  DARK__COLOUR_QUIET,    /* text that is not read first; likewise */
  DARK__COLOUR_WARNING,  /* text; likewise */
  DARK__COLOUR_ESTIMATE, /* marks: 3:1 at least (1.4.11) */
  DARK__COLOUR_RECORDED,
  DARK__N_COLOURS
} dark__colour_use;

/* As 0xRRGGBB. */
uint32_t dark__colour(dark__colour_use use);
/* Contrast of two colours, from 1 to 21, as WCAG 2.2 defines it. */
double dark__contrast(uint32_t a, uint32_t b);

#endif
