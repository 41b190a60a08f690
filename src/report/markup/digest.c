/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/markup/digest.h"

#include <stdint.h>
#include <string.h>

#ifndef DARK_CORE
#include <nettle/base64.h>
#include <nettle/sha2.h>
#endif

/* ---- SHA-256 (FIPS 180-4, section 6.2) */

enum { BLOCK = 64, N_ROUNDS = 64, N_BYTES = 32 };

static const uint32_t constants[N_ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned n) { return x >> n | x << (32 - n); }

static void schedule(uint32_t w[N_ROUNDS], const unsigned char block[BLOCK]) {
  for (size_t t = 0; t < 16; t++)
    w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 | (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
  for (size_t t = 16; t < N_ROUNDS; t++) {
    const uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
    const uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
    w[t] = s1 + w[t - 7] + s0 + w[t - 16];
  }
}

static void take_block(uint32_t hash[8], const unsigned char block[BLOCK]) {
  uint32_t w[N_ROUNDS], s[8];
  schedule(w, block);
  memcpy(s, hash, sizeof s);
  for (size_t t = 0; t < N_ROUNDS; t++) {
    const uint32_t s1 = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25), choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const uint32_t s0 = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22);
    const uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    const uint32_t one = s[7] + s1 + choice + constants[t] + w[t], two = s0 + majority;
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += one;
    s[0] = one + two;
  }
  for (size_t i = 0; i < 8; i++) hash[i] += s[i];
}

/* The last block or two: a one bit, zeros, and how many bits there were. */
static void take_end(uint32_t hash[8], const unsigned char *rest, size_t n_rest, uint64_t n) {
  unsigned char last[2 * BLOCK] = {0};
  const size_t size = n_rest + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
  memcpy(last, rest, n_rest);
  last[n_rest] = 0x80;
  for (size_t i = 0; i < 8; i++) last[size - 1 - i] = (unsigned char)(8 * n >> 8 * i);
  for (size_t at = 0; at < size; at += BLOCK) take_block(hash, last + at);
}

static void hash_bytes(unsigned char out[N_BYTES], const unsigned char *bytes, size_t n) {
  uint32_t hash[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_t at = 0;
  for (; n - at >= BLOCK; at += BLOCK) take_block(hash, bytes + at);
  take_end(hash, bytes + at, n - at, n);
  for (size_t i = 0; i < N_BYTES; i++) out[i] = (unsigned char)(hash[i / 4] >> 8 * (3 - i % 4));
}

/* ---- Base64 (RFC 4648, section 4): 32 bytes are 44 letters, of which the last fills up */

static void encode(char out[DARK__DIGEST], const unsigned char bytes[N_BYTES]) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < 43; i++) {
    const size_t bit = 6 * i, at = bit / 8;
    const unsigned pair = (unsigned)bytes[at] << 8 | (at + 1 < N_BYTES ? bytes[at + 1] : 0U);
    out[i] = letters[pair >> (10 - bit % 8) & 63];
  }
  out[43] = '=';
  out[44] = '\0';
}

void dark__plain_digest(char digest[DARK__DIGEST], const char *text, size_t n) {
  unsigned char hash[N_BYTES];
  hash_bytes(hash, (const unsigned char *)text, n);
  encode(digest, hash);
}

#ifdef DARK_CORE

void dark__digest(char digest[DARK__DIGEST], const char *text, size_t n) { dark__plain_digest(digest, text, n); }

#else

void dark__digest(char digest[DARK__DIGEST], const char *text, size_t n) {
  struct sha256_ctx context;
  uint8_t hash[SHA256_DIGEST_SIZE];
  sha256_init(&context);
  sha256_update(&context, n, (const uint8_t *)text);
  sha256_digest(&context, sizeof hash, hash);
  memset(digest, 0, DARK__DIGEST);
  base64_encode_raw(digest, sizeof hash, hash);
}

#endif
