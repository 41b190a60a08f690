/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>

#include <darkfigure/report.h>

#include "base/error.h"
#include "study/tasks/canonical_fields.h"
#include "study/tasks/tasks.h"

dark_status dark__canonical_digest(char *out, const dark__paper *const *parts, size_t n, dark_error *err) {
  dark__paper head = {0};
  crypto_hash_sha256_state state;
  unsigned char digest[crypto_hash_sha256_BYTES];
  dark__put_field(&head, "darkfigure", dark_version());
  bool failed = head.failed;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, (const unsigned char *)dark__paper_text(&head), head.length);
  for (size_t i = 0; i < n; i++) {
    failed = failed || parts[i]->failed;
    crypto_hash_sha256_update(&state, (const unsigned char *)dark__paper_text(parts[i]), parts[i]->length);
  }
  crypto_hash_sha256_final(&state, digest);
  sodium_bin2hex(out, 65, digest, sizeof digest);
  dark__paper_clear(&head);
  return failed ? dark__fail_memory(err) : DARK_OK;
}
