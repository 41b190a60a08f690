/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/store/checksum.h"

#include <stdint.h>
#include <string.h>

#include <nettle/sha2.h>

#include "base/error.h"
#include "study/store/blob.h"

enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY };

static void add_number(struct sha256_ctx *to, uint64_t bits) {
  unsigned char bytes[8];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(bits >> (8 * i));
  sha256_update(to, sizeof bytes, bytes);
}

static void add_bytes(struct sha256_ctx *to, const void *bytes, size_t size) {
  add_number(to, size);
  if (size > 0) sha256_update(to, size, bytes);
}

static void add_real(struct sha256_ctx *to, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  add_number(to, bits);
}

/* The value must be asked for before its length, which is that of the last form asked for. */
static void add_value(struct sha256_ctx *to, sqlite3_value *value) {
  const int type = sqlite3_value_type(value);
  const void *bytes;
  sha256_update(to, 1, &(unsigned char){(unsigned char)type});
  switch (type) {
    case SQLITE_INTEGER: add_number(to, (uint64_t)sqlite3_value_int64(value)); break;
    case SQLITE_FLOAT: add_real(to, sqlite3_value_double(value)); break;
    case SQLITE_TEXT: bytes = sqlite3_value_text(value), add_bytes(to, bytes, (size_t)sqlite3_value_bytes(value)); break;
    case SQLITE_BLOB: bytes = sqlite3_value_blob(value), add_bytes(to, bytes, (size_t)sqlite3_value_bytes(value)); break;
    default: break;
  }
}

static void row_checksum(sqlite3_context *context, int n, sqlite3_value **values) {
  const char *key = sqlite3_user_data(context);
  unsigned char checksum[DARK__BLOB_CHECKSUM];
  struct sha256_ctx state;
  sha256_init(&state);
  add_bytes(&state, key, strlen(key));
  for (int i = 0; i < n; i++) add_value(&state, values[i]);
  sha256_digest(&state, sizeof checksum, checksum);
  sqlite3_result_blob(context, checksum, sizeof checksum, SQLITE_TRANSIENT);
}

static void blob_checksum(sqlite3_context *context, int n, sqlite3_value **values) {
  (void)n;
  const unsigned char *bytes = sqlite3_value_blob(values[0]);
  const size_t size = (size_t)sqlite3_value_bytes(values[0]);
  if (!dark__blob_is_whole(bytes, size)) return;
  sqlite3_result_blob(context, bytes + size - DARK__BLOB_CHECKSUM, DARK__BLOB_CHECKSUM, SQLITE_TRANSIENT);
}

dark_status dark__checksum_use(const dark__sql *sql, const char *key, dark_error *err) {
  char *copy = sqlite3_mprintf("%s", key);
  if (copy == NULL) return dark__fail_memory(err);
  /* The copy is SQLite's, also when it fails. */
  int code = sqlite3_create_function_v2(sql->db, "row_checksum", -1, FLAGS, copy, row_checksum, NULL, NULL, sqlite3_free);
  if (code == SQLITE_OK)
    code = sqlite3_create_function_v2(sql->db, "blob_checksum", 1, FLAGS, NULL, blob_checksum, NULL, NULL, NULL);
  return code == SQLITE_OK ? DARK_OK : dark__sql_fail(sql, err);
}
