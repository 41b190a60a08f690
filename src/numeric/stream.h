/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_STREAM_H
#define DARK__NUMERIC_STREAM_H

/* Counter-based random streams: Philox4x32-10 (Salmon et al. 2011; Random123) behind GSL's interface. A stream is a pure function of
   its key and number, so that any thread can make any of them at no cost. */

#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

typedef struct dark__philox {
  uint32_t key[2], counter[4], block[4];
  unsigned used; /* words of `block` already given out */
} dark__philox;

/* Memory of one stream. `rng` refers to `state`: do not copy. */
typedef struct dark__stream {
  gsl_rng rng;
  dark__philox state;
} dark__stream;

/* Start stream `number` of the family `key`. Two families or numbers never overlap before 2^66 draws. */
void dark__stream_start(dark__stream *stream, uint64_t key, uint64_t number);

/* A family key from a seed and any text that names the purpose: equal inputs, equal key. */
uint64_t dark__stream_key(uint64_t seed, const char *text, size_t length);

#endif
