/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/form/whole.h"

#include <errno.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <string.h>

#include "base/error.h"
#include "base/wipe.h"

enum { PIECE = 1 << 16, MOST = 512 << 20 };

static dark_status reserve(dark__whole *whole, size_t n, dark_error *err) {
  if (n <= whole->capacity) return DARK_OK;
  unsigned char *bytes = dark__wipe_grow(whole->bytes, &whole->capacity, n, 1);
  if (bytes == NULL) return dark__fail_memory(err);
  whole->bytes = bytes;
  return DARK_OK;
}

dark_status dark__whole_read(dark__whole *whole, FILE *file, const char *place, const unsigned char *ahead, size_t n,
                             dark_error *err) {
  dark_status status = reserve(whole, n + PIECE, err);
  if (status != DARK_OK) return status;
  memcpy(whole->bytes, ahead, n);
  whole->n = n;
  for (size_t n_read = PIECE; n_read == PIECE;) {
    status = reserve(whole, whole->n + PIECE, err);
    if (status != DARK_OK) return status;
    n_read = fread(whole->bytes + whole->n, 1, PIECE, file);
    if (ferror(file)) return dark__fail(err, DARK_EIO, "%s: cannot be read: %s", place, strerror(errno));
    whole->n += n_read;
    if (whole->n > MOST) return dark__fail(err, DARK_ELIMIT, "%s: a workbook of more than 512 MiB; save it as CSV", place);
  }
  return DARK_OK;
}

void dark__whole_hash(char *sha256, const dark__whole *whole) {
  struct sha256_ctx hash;
  unsigned char digest[SHA256_DIGEST_SIZE];
  sha256_init(&hash);
  sha256_update(&hash, whole->n, whole->bytes);
  sha256_digest(&hash, sizeof digest, digest);
  base16_encode_update(sha256, sizeof digest, digest);
  sha256[BASE16_ENCODE_LENGTH(sizeof digest)] = '\0';
  dark__wipe(&hash, sizeof hash);
}

void dark__whole_free(dark__whole *whole) { dark__wipe_free(whole->bytes, whole->capacity); }
