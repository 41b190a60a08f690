/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_NUMBER_H
#define DARK__STUDY_DOCUMENT_NUMBER_H

/* Numbers as documents write them: an optional '-', digits without a leading zero, an optional fraction, an optional exponent, and
   nothing else (".5" may leave out its zero). So 010, 0x1F, 1_000, +1, 1., inf and nan are no numbers, as they mean different things to
   different readers. */

#include <stdbool.h>
#include <stdint.h>

/* A whole number of 0 or more; 1e3, 2.5e1 and 100.0 are whole, since their value is. False when it is none or does not fit. */
bool dark__read_whole(uint64_t *out, const char *text);

/* A finite number; false when it is none, or so small or large that a double cannot hold it. */
bool dark__read_real(double *out, const char *text);

#endif
