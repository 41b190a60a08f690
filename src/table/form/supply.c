/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/form/supply.h"

#include <errno.h>
#include <nettle/base16.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/wipe.h"
#include "table/form/recognise.h"

/* A character has at least one byte here and at most four there. */
enum { RAW = 32768, TEXT = 4 * RAW };

_Static_assert((int)DARK__FORM_BYTES <= (int)RAW, "what was read ahead fits");

/* What iconv_open returns when it fails. NOLINTNEXTLINE(performance-no-int-to-ptr): it is so defined */
static iconv_t none(void) { return (iconv_t)-1; }

/* Names of converters with options behind a slash are for programmers of iconv. */
static dark_status open_converter(dark__supply *supply, const char *encoding, dark_error *err) {
  supply->converter = strchr(encoding, '/') != NULL ? none() : iconv_open("UTF-8", encoding);
  supply->is_converted = supply->converter != none();
  if (supply->is_converted) return DARK_OK;
  if (errno == ENOMEM) return dark__fail_memory(err);
  return dark__fail(err, DARK_EUSAGE, "there is no encoding '%s' (--encoding); usual ones are cp1252, latin1, UTF-16 and UTF-8",
                    dark__show(encoding).text);
}

dark_status dark__supply_open(dark__supply *supply, FILE *file, const char *place, const char *encoding,
                              const unsigned char *ahead, size_t n, dark_error *err) {
  *supply = (dark__supply){.file = file, .place = place, .encoding = encoding, .n_raw = n, .line = 1};
  const dark_status status = encoding == NULL ? DARK_OK : open_converter(supply, encoding, err);
  if (status != DARK_OK) return status;
  supply->raw = malloc(RAW);
  supply->text = supply->is_converted ? malloc(TEXT) : NULL;
  if (supply->raw == NULL || (supply->is_converted && supply->text == NULL)) return dark__fail_memory(err);
  if (n > 0) memcpy(supply->raw, ahead, n);
  sha256_init(&supply->hash);
  sha256_update(&supply->hash, n, supply->raw);
  return DARK_OK;
}

static dark_status read_file(size_t *n, dark__supply *supply, unsigned char *bytes, size_t room, dark_error *err) {
  *n = supply->is_over ? 0 : fread(bytes, 1, room, supply->file);
  supply->is_over = *n < room;
  if (!ferror(supply->file)) return DARK_OK;
  return dark__fail(err, DARK_EIO, "%s: cannot be read: %s", supply->place, strerror(errno));
}

/* What was read ahead, then what follows. */
static dark_status read_raw(size_t *n, dark__supply *supply, unsigned char *bytes, size_t room, dark_error *err) {
  const size_t n_left = supply->n_raw - supply->raw_at, n_ahead = n_left < room ? n_left : room;
  if (n_ahead > 0) memcpy(bytes, supply->raw + supply->raw_at, n_ahead);
  supply->raw_at += n_ahead;
  size_t n_read = 0;
  const dark_status status = n_ahead < room ? read_file(&n_read, supply, bytes + n_ahead, room - n_ahead, err) : DARK_OK;
  *n = n_ahead + n_read;
  return status;
}

/* More raw bytes behind those that are left over. */
static dark_status refill(dark__supply *supply, dark_error *err) {
  size_t n;
  const size_t n_left = supply->n_raw - supply->raw_at;
  memmove(supply->raw, supply->raw + supply->raw_at, n_left);
  supply->raw_at = 0;
  supply->n_raw = n_left;
  const dark_status status = read_file(&n, supply, supply->raw + n_left, RAW - n_left, err);
  sha256_update(&supply->hash, n, supply->raw + n_left);
  supply->n_raw += n;
  return status;
}

static dark_status fail_bytes(const dark__supply *supply, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu: %s %s (--encoding)", supply->place, supply->line, what,
                    dark__show(supply->encoding).text);
}

static void count_lines(dark__supply *supply) {
  for (size_t i = 0; i < supply->n_text; i++) supply->line += supply->text[i] == '\n';
}

/* Make raw bytes into text, as far as they are whole characters. */
static dark_status convert(dark__supply *supply, dark_error *err) {
  char *from = (char *)supply->raw + supply->raw_at, *to = (char *)supply->text;
  size_t n_from = supply->n_raw - supply->raw_at, n_to = TEXT;
  errno = 0;
  const size_t code = iconv(supply->converter, &from, &n_from, &to, &n_to);
  const int reason = errno;
  supply->raw_at = supply->n_raw - n_from;
  supply->n_text = TEXT - n_to;
  supply->text_at = 0;
  count_lines(supply);
  if (code != (size_t)-1 || reason == E2BIG || (reason == EINVAL && !supply->is_over)) return DARK_OK;
  return fail_bytes(supply, reason == EINVAL ? "the file ends within a character of" : "bytes that are not", err);
}

static dark_status refill_text(dark__supply *supply, dark_error *err) {
  dark_status status = DARK_OK;
  while (status == DARK_OK && supply->text_at == supply->n_text) {
    const bool is_last = supply->is_over && supply->raw_at == supply->n_raw;
    if (is_last) return DARK_OK;
    if (!supply->is_over) status = refill(supply, err);
    if (status == DARK_OK) status = convert(supply, err);
  }
  return status;
}

static dark_status read_converted(size_t *n, dark__supply *supply, unsigned char *bytes, size_t room, dark_error *err) {
  dark_status status = DARK_OK;
  for (*n = 0; *n < room;) {
    status = refill_text(supply, err);
    const size_t n_left = supply->n_text - supply->text_at, n_taken = n_left < room - *n ? n_left : room - *n;
    if (status != DARK_OK || n_taken == 0) return status;
    memcpy(bytes + *n, supply->text + supply->text_at, n_taken);
    supply->text_at += n_taken;
    *n += n_taken;
  }
  return status;
}

dark_status dark__supply_read(void *context, size_t *n, unsigned char *bytes, size_t room, dark_error *err) {
  dark__supply *supply = context;
  return supply->is_converted ? read_converted(n, supply, bytes, room, err) : read_raw(n, supply, bytes, room, err);
}

void dark__supply_hash(char *sha256, dark__supply *supply) {
  unsigned char digest[SHA256_DIGEST_SIZE];
  sha256_digest(&supply->hash, sizeof digest, digest);
  base16_encode_update(sha256, sizeof digest, digest);
  sha256[BASE16_ENCODE_LENGTH(sizeof digest)] = '\0';
}

void dark__supply_close(dark__supply *supply) {
  if (supply->is_converted) iconv_close(supply->converter);
  if (supply->raw != NULL) dark__wipe_free(supply->raw, RAW);
  if (supply->text != NULL) dark__wipe_free(supply->text, TEXT);
  dark__wipe(&supply->hash, sizeof supply->hash);
}
