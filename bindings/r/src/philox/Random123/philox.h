/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_R_PHILOX_H
#define DARK_R_PHILOX_H

/* Philox4x32-10, for systems without the header of Random123 and under the names that it has there: ten rounds, in each of which two words of
   the counter are multiplied and the key is raised by Weyl constants.

   J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11, section 3.3. */

#include <stdint.h>

typedef struct philox4x32_ctr_t {
  uint32_t v[4];
} philox4x32_ctr_t;

typedef struct philox4x32_key_t {
  uint32_t v[2];
} philox4x32_key_t;

static inline philox4x32_ctr_t philox_round(philox4x32_ctr_t x, philox4x32_key_t key) {
  const uint64_t p = UINT64_C(0xD2511F53) * x.v[0], q = UINT64_C(0xCD9E8D57) * x.v[2];
  const philox4x32_ctr_t next = {
      {(uint32_t)(q >> 32) ^ x.v[1] ^ key.v[0], (uint32_t)q, (uint32_t)(p >> 32) ^ x.v[3] ^ key.v[1], (uint32_t)p}};
  return next;
}

static inline philox4x32_ctr_t philox4x32(philox4x32_ctr_t counter, philox4x32_key_t key) {
  for (int round = 0; round < 10; round++) {
    counter = philox_round(counter, key);
    key.v[0] += UINT32_C(0x9E3779B9);
    key.v[1] += UINT32_C(0xBB67AE85);
  }
  return counter;
}

#endif
