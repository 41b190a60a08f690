/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/stream.h"

#include <Random123/philox.h>
#include <string.h>

static void next_block(dark__philox *state) {
  philox4x32_ctr_t counter;
  philox4x32_key_t key;
  memcpy(counter.v, state->counter, sizeof state->counter);
  memcpy(key.v, state->key, sizeof state->key);
  const philox4x32_ctr_t block = philox4x32(counter, key);
  memcpy(state->block, block.v, sizeof state->block);
  if (++state->counter[0] == 0) state->counter[1]++;
  state->used = 0;
}

static unsigned long philox_get(void *memory) {
  dark__philox *state = memory;
  if (state->used == 4) next_block(state);
  return state->block[state->used++];
}

/* 53 bits in [0, 1). */
static double philox_uniform(void *memory) {
  const uint64_t high = philox_get(memory) >> 5, low = philox_get(memory) >> 6;
  return (double)((high << 26) | low) * 0x1p-53;
}

static void philox_set(void *memory, unsigned long seed) {
  dark__philox *state = memory;
  memset(state, 0, sizeof *state);
  state->key[0] = (uint32_t)seed;
  state->used = 4;
}

static const gsl_rng_type philox_type = {.name = "philox4x32-10",
                                         .max = 0xffffffffUL,
                                         .min = 0,
                                         .size = sizeof(dark__philox),
                                         .set = philox_set,
                                         .get = philox_get,
                                         .get_double = philox_uniform};

void dark__stream_start(dark__stream *stream, uint64_t key, uint64_t number) {
  memset(stream, 0, sizeof *stream);
  stream->state.key[0] = (uint32_t)key;
  stream->state.key[1] = (uint32_t)(key >> 32);
  stream->state.counter[2] = (uint32_t)number;
  stream->state.counter[3] = (uint32_t)(number >> 32);
  stream->state.used = 4;
  stream->rng.type = &philox_type;
  stream->rng.state = &stream->state;
}

/* The finaliser of MurmurHash3 (Appleby): every input bit moves every output bit. */
static uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 33)) * UINT64_C(0xff51afd7ed558ccd);
  x = (x ^ (x >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
  return x ^ (x >> 33);
}

uint64_t dark__stream_key(uint64_t seed, const char *text, size_t length) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
  return mix(seed ^ mix(hash));
}
