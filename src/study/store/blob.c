/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/store/blob.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "base/error.h"
#include "resample/replicates/replicates.h"

enum { CHECKSUM = DARK__BLOB_CHECKSUM, HAS_ESTIMATE = 1, IS_DRAWN = 2, HAS_INCOMPLETE = 4 };

void dark__blob_clear(dark__blob *blob) {
  free(blob->bytes);
  *blob = (dark__blob){0};
}

static void find_checksum(unsigned char *out, const unsigned char *bytes, size_t size) {
  struct sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, size, bytes);
  sha256_digest(&state, CHECKSUM, out);
}

/* ---- Writing, into room that is there */

static void put(dark__blob *blob, uint64_t value, size_t n_bytes) {
  for (size_t i = 0; i < n_bytes; i++) blob->bytes[blob->size++] = (unsigned char)(value >> (8 * i));
}

static void put_reals(dark__blob *blob, const double *values, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint64_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    put(blob, bits, 8);
  }
}

/* Room for the largest blob that these can give. */
static dark_status make_room(dark__blob *blob, const dark_replicates *replicates, dark_error *err) {
  const size_t n_parts = dark_plan_n_parts(replicates->plan);
  size_t room = 10 + CHECKSUM;
  for (size_t i = 0; i < n_parts; i++) room += 16 + 27 * replicates->n + 8 * dark__replicates_n_cases(replicates, i);
  *blob = (dark__blob){.bytes = malloc(room), .capacity = room};
  return blob->bytes == NULL ? dark__fail_memory(err) : DARK_OK;
}

static void put_head(dark__blob *blob, char kind, size_t n_parts, size_t n) {
  put(blob, (unsigned char)kind, 1);
  put(blob, DARK__BLOB_VERSION, 1);
  put(blob, n_parts, 4);
  put(blob, n, 4);
}

static void put_checksum(dark__blob *blob) {
  find_checksum(blob->bytes + blob->size, blob->bytes, blob->size);
  blob->size += CHECKSUM;
}

/* Models are few and come again and again: the index of each among those that occur, in the order of their first appearance. */
static size_t index_models(uint16_t *indices, size_t *firsts, const dark_model_id *models, size_t n) {
  size_t n_distinct = 0;
  for (size_t r = 0; r < n; r++) {
    size_t k = 0;
    while (k < n_distinct && memcmp(&models[firsts[k]], &models[r], sizeof models[r]) != 0) k++;
    if (k == n_distinct) firsts[n_distinct++] = r;
    indices[r] = (uint16_t)k;
  }
  return n_distinct;
}

static void put_models(dark__blob *blob, const dark_model_id *models, size_t n, uint16_t *indices, size_t *firsts) {
  const size_t n_distinct = index_models(indices, firsts, models, n);
  put(blob, n_distinct, 4);
  for (size_t k = 0; k < n_distinct; k++) {
    put(blob, models[firsts[k]].bits[0], 8);
    put(blob, models[firsts[k]].bits[1], 8);
  }
  for (size_t r = 0; n_distinct > 1 && r < n; r++) put(blob, indices[r], 2);
}

static void put_bits(dark__blob *blob, const unsigned char *flags, size_t n) {
  for (size_t first = 0; first < n; first += 8) {
    unsigned char byte = 0;
    for (size_t i = first; i < first + 8 && i < n; i++) byte |= (unsigned char)((flags[i] != 0) << (i - first));
    put(blob, byte, 1);
  }
}

static int part_flags(const dark__part_replicates *part, size_t n) {
  if (part->totals == NULL) return 0;
  const bool has_incomplete = n > 0 && memchr(part->incomplete, 1, n) != NULL;
  return HAS_ESTIMATE | (part->drawn ? IS_DRAWN : 0) | (has_incomplete ? HAS_INCOMPLETE : 0);
}

dark_status dark__blob_write(dark__blob *blob, const dark_replicates *replicates, dark_error *err) {
  const size_t n = replicates->n, n_parts = dark_plan_n_parts(replicates->plan);
  *blob = (dark__blob){0};
  if (n > DARK__BLOB_REPLICATES) return dark__fail(err, DARK_ELIMIT, "%zu replicates are too many for one block", n);
  uint16_t *indices = malloc((n + 1) * sizeof *indices);
  size_t *firsts = malloc((n + 1) * sizeof *firsts);
  const dark_status status = indices == NULL || firsts == NULL ? dark__fail_memory(err) : make_room(blob, replicates, err);
  if (status == DARK_OK) put_head(blob, 'r', n_parts, n);
  for (size_t i = 0; status == DARK_OK && i < n_parts; i++) {
    const dark__part_replicates *part = &replicates->parts[i];
    const int flags = part_flags(part, n);
    put(blob, (unsigned)flags, 1);
    if (flags == 0) continue;
    put_reals(blob, part->totals, n);
    put_models(blob, part->models, n, indices, firsts);
    if ((flags & HAS_INCOMPLETE) != 0) put_bits(blob, part->incomplete, n);
  }
  if (status == DARK_OK) put_checksum(blob);
  free(indices);
  free(firsts);
  return status;
}

dark_status dark__blob_write_jackknife(dark__blob *blob, const dark_replicates *replicates, dark_error *err) {
  const size_t n_parts = dark_plan_n_parts(replicates->plan);
  const dark_status status = make_room(blob, replicates, err);
  if (status != DARK_OK) return status;
  put_head(blob, 'j', n_parts, 0);
  for (size_t i = 0; i < n_parts; i++) {
    const double *values = replicates->parts[i].jackknife;
    put(blob, values == NULL ? 0 : HAS_ESTIMATE, 1);
    if (values == NULL) continue;
    put(blob, dark__replicates_n_cases(replicates, i), 4);
    put_reals(blob, values, dark__replicates_n_cases(replicates, i));
  }
  put_checksum(blob);
  return DARK_OK;
}

/* ---- Reading. What is asked for beyond the end is 0, and the reader is marked. */

typedef struct reader {
  const unsigned char *bytes;
  size_t at, size;
  bool is_bad;
} reader;

static bool has_more(reader *from, size_t n) {
  if (from->is_bad || n > from->size - from->at) from->is_bad = true;
  return !from->is_bad;
}

static uint64_t take(reader *from, size_t n_bytes) {
  uint64_t value = 0;
  if (!has_more(from, n_bytes)) return 0;
  for (size_t i = 0; i < n_bytes; i++) value |= (uint64_t)from->bytes[from->at++] << (8 * i);
  return value;
}

static void expect(reader *from, size_t n_bytes, uint64_t value) {
  if (take(from, n_bytes) != value) from->is_bad = true;
}

static void take_reals(double *values, reader *from, size_t n) {
  for (size_t i = 0; i < n && !from->is_bad; i++) {
    const uint64_t bits = take(from, 8);
    memcpy(&values[i], &bits, sizeof bits);
  }
}

bool dark__blob_is_whole(const unsigned char *bytes, size_t size) {
  unsigned char checksum[CHECKSUM];
  if (size < CHECKSUM) return false;
  find_checksum(checksum, bytes, size - CHECKSUM);
  return memcmp(checksum, bytes + size - CHECKSUM, CHECKSUM) == 0;
}

static void open_reader(reader *from, const unsigned char *bytes, size_t size, char kind, size_t n_parts, size_t n) {
  const bool is_whole = dark__blob_is_whole(bytes, size);
  *from = (reader){.bytes = bytes, .size = is_whole ? size - CHECKSUM : 0, .is_bad = !is_whole};
  expect(from, 1, (unsigned char)kind);
  expect(from, 1, DARK__BLOB_VERSION);
  expect(from, 4, n_parts);
  expect(from, 4, n);
}

static dark_status close_reader(const reader *from, dark_error *err) {
  if (!from->is_bad && from->at == from->size) return DARK_OK;
  return dark__fail(err, DARK_EDATA, "stored replicates are damaged or of something else");
}

static void take_models(dark_model_id *models, reader *from, size_t n) {
  const size_t n_distinct = (size_t)take(from, 4), at = from->at;
  if (n_distinct > n || (n_distinct == 0) != (n == 0) || !has_more(from, 16 * n_distinct)) {
    from->is_bad = true;
    return;
  }
  from->at += 16 * n_distinct;
  for (size_t r = 0; r < n && !from->is_bad; r++) {
    const size_t k = n_distinct > 1 ? (size_t)take(from, 2) : 0;
    if (k >= n_distinct) from->is_bad = true;
    if (from->is_bad) return;
    reader entry = {from->bytes, at + 16 * k, from->size, false};
    models[r].bits[0] = take(&entry, 8);
    models[r].bits[1] = take(&entry, 8);
  }
}

static void take_bits(unsigned char *flags, reader *from, size_t n) {
  for (size_t first = 0; first < n; first += 8) {
    const uint64_t byte = take(from, 1);
    for (size_t i = first; i < first + 8 && i < n; i++) flags[i] = (unsigned char)(byte >> (i - first) & 1);
  }
}

dark_status dark__blob_read(dark_replicates *replicates, const unsigned char *bytes, size_t size, dark_error *err) {
  reader from;
  const size_t n = replicates->n, n_parts = dark_plan_n_parts(replicates->plan);
  open_reader(&from, bytes, size, 'r', n_parts, n);
  for (size_t i = 0; i < n_parts && !from.is_bad; i++) {
    dark__part_replicates *part = &replicates->parts[i];
    const uint64_t flags = take(&from, 1);
    if (((flags & HAS_ESTIMATE) != 0) != (part->totals != NULL)) from.is_bad = true;
    if (from.is_bad || part->totals == NULL) continue;
    part->drawn = (flags & IS_DRAWN) != 0;
    take_reals(part->totals, &from, n);
    take_models(part->models, &from, n);
    memset(part->incomplete, 0, n);
    if ((flags & HAS_INCOMPLETE) != 0) take_bits(part->incomplete, &from, n);
  }
  return close_reader(&from, err);
}

dark_status dark__blob_read_jackknife(dark_replicates *replicates, const unsigned char *bytes, size_t size, dark_error *err) {
  reader from;
  const size_t n_parts = dark_plan_n_parts(replicates->plan);
  open_reader(&from, bytes, size, 'j', n_parts, 0);
  for (size_t i = 0; i < n_parts && !from.is_bad; i++) {
    double *values = replicates->parts[i].jackknife;
    expect(&from, 1, values == NULL ? 0 : HAS_ESTIMATE);
    if (values == NULL) continue;
    expect(&from, 4, dark__replicates_n_cases(replicates, i));
    take_reals(values, &from, dark__replicates_n_cases(replicates, i));
  }
  return close_reader(&from, err);
}
