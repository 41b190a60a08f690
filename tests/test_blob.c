/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicates as bytes: back bit for bit, and nothing else than what was written is taken. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "resample/replicates/bootstrap.h"
#include "resample/replicates/replicates.h"
#include "study/store/blob.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Put the checksum right. */
static void blob_sign(unsigned char *bytes, size_t size) {
  struct sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, size - 8, bytes);
  sha256_digest(&state, 8, bytes + size - 8);
}

/* Three categories, one of them without an estimate, and all together. */
static dark_plan *make_plan(dark_table **table) {
  static const char *const by[] = {"form"};
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  *table = table_of_csv("A,B,C,form,count\n1,0,0,x,30\n0,1,0,x,20\n0,0,1,x,10\n1,1,0,x,5\n1,0,1,x,4\n0,1,1,x,3\n"
                        "1,0,0,y,9\n0,1,0,y,8\n1,1,0,y,2\n1,0,1,y,2\n0,0,1,y,4\n1,0,0,z,3\n",
                        by, 1);
  settings.method = "bic";
  assert_ok(dark_plan_new(&plan, *table, &settings, &err), err);
  return plan;
}

static dark_replicates *draw(const dark_plan *plan, size_t n) {
  const dark__portion portion = {.first = 100, .n = n, .has_jackknife = true};
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  assert_ok(dark__bootstrap(&replicates, plan, &options, &portion, NULL, &err), err);
  return replicates;
}

static dark_replicates *make_empty(const dark_plan *plan, size_t n) {
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  assert_ok(dark__replicates_new(&replicates, plan, n, &err), err);
  return replicates;
}

static void assert_same_bits(const dark_replicates *a, const dark_replicates *b) {
  for (size_t i = 0; i < dark_plan_n_parts(a->plan); i++) {
    size_t n_records;
    dark_plan_records(a->plan, i, &n_records);
    assert_true((a->parts[i].totals == NULL) == (b->parts[i].totals == NULL));
    if (a->parts[i].totals == NULL) continue;
    assert_true(a->parts[i].drawn == b->parts[i].drawn);
    assert_memory_equal(a->parts[i].totals, b->parts[i].totals, a->n * sizeof(double));
    assert_memory_equal(a->parts[i].models, b->parts[i].models, a->n * sizeof(dark_model_id));
    assert_memory_equal(a->parts[i].incomplete, b->parts[i].incomplete, a->n);
    assert_memory_equal(a->parts[i].jackknife, b->parts[i].jackknife, n_records * sizeof(double));
  }
}

/* Values that arithmetic would not keep: NaN with a payload, minus zero, infinity, the smallest number. */
static void put_odd_values(dark_replicates *replicates) {
  const uint64_t odd[] = {UINT64_C(0x7FF8000000001234), UINT64_C(0x8000000000000000), UINT64_C(0x7FF0000000000000), 1};
  memcpy(replicates->parts[0].totals, odd, sizeof odd);
  memcpy(replicates->parts[0].jackknife, odd, sizeof odd);
  replicates->parts[0].incomplete[3] = 1;
  replicates->parts[0].incomplete[replicates->n - 1] = 1;
  replicates->parts[1].models[2] = (dark_model_id){{UINT64_MAX, 5}};
}

static void what_is_written_is_read_bit_for_bit(void **state) {
  (void)state;
  static const size_t sizes[] = {7, 8, 65, 500};
  dark_table *table;
  dark_plan *plan = make_plan(&table);
  dark_error err = DARK_ERROR_INIT;
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    dark_replicates *drawn = draw(plan, sizes[i]), *read = make_empty(plan, sizes[i]);
    dark__blob blob, jackknife;
    put_odd_values(drawn);
    assert_ok(dark__blob_write(&blob, drawn, &err), err);
    assert_ok(dark__blob_write_jackknife(&jackknife, drawn, &err), err);
    assert_true(blob.size <= blob.capacity && jackknife.size <= jackknife.capacity);
    assert_ok(dark__blob_read(read, blob.bytes, blob.size, &err), err);
    assert_ok(dark__blob_read_jackknife(read, jackknife.bytes, jackknife.size, &err), err);
    assert_same_bits(drawn, read);
    dark__blob_clear(&blob);
    dark__blob_clear(&jackknife);
    dark_replicates_free(drawn);
    dark_replicates_free(read);
  }
  dark_plan_free(plan);
  dark_table_free(table);
}

/* 8 bytes for a total, 2 for its model, in each of three parts with an estimate; 16 for each of few models. */
static void blobs_are_compact(void **state) {
  (void)state;
  dark_table *table;
  dark_plan *plan = make_plan(&table);
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *drawn = draw(plan, 500);
  dark__blob blob;
  assert_ok(dark__blob_write(&blob, drawn, &err), err);
  assert_in_range(blob.size, 3 * 500 * 10, 3 * 500 * 11);
  dark__blob_clear(&blob);
  dark_replicates_free(drawn);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* No single bit can change, and no byte be missing or too many. */
static void damage_is_refused(void **state) {
  (void)state;
  dark_table *table;
  dark_plan *plan = make_plan(&table);
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *drawn = draw(plan, 20), *read = make_empty(plan, 20), *other = make_empty(plan, 21);
  dark__blob blob, jackknife;
  assert_ok(dark__blob_write(&blob, drawn, &err), err);
  assert_ok(dark__blob_write_jackknife(&jackknife, drawn, &err), err);
  for (size_t bit = 0; bit < 8 * blob.size; bit++) {
    blob.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    assert_int_equal(dark__blob_read(read, blob.bytes, blob.size, NULL), DARK_EDATA);
    blob.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
  }
  for (size_t size = 0; size < blob.size; size++) {
    unsigned char *cut = malloc(size + 1); /* so that reading beyond it is found */
    memcpy(cut, blob.bytes, size);
    assert_int_equal(dark__blob_read(read, cut, size, NULL), DARK_EDATA);
    assert_int_equal(dark__blob_read_jackknife(read, cut, size, NULL), DARK_EDATA);
    free(cut);
  }
  assert_int_equal(dark__blob_read(other, blob.bytes, blob.size, &err), DARK_EDATA);
  assert_string_equal(err.message, "stored replicates are damaged or of something else");
  assert_int_equal(dark__blob_read(read, jackknife.bytes, jackknife.size, NULL), DARK_EDATA);
  assert_int_equal(dark__blob_read_jackknife(read, blob.bytes, blob.size, NULL), DARK_EDATA);
  dark__blob_clear(&blob);
  dark__blob_clear(&jackknife);
  dark_replicates_free(drawn);
  dark_replicates_free(read);
  dark_replicates_free(other);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Lengths inside that lie, with a checksum that is right. */
static void lengths_that_lie_are_refused(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:30 010:20 001:10 110:5 101:4 011:3");
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  settings.method = "bic";
  assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
  dark_replicates *drawn = draw(plan, 20), *read = make_empty(plan, 20);
  dark__blob blob;
  assert_ok(dark__blob_write(&blob, drawn, &err), err);
  /* Behind the head (10), flags (1) and totals (160): how many models. Then indices beyond the dictionary, at the end. */
  static const unsigned char lies[] = {0, 1, 21, 255};
  size_t n_refused = 0;
  for (size_t i = 0; i < sizeof lies; i++) {
    const unsigned char kept = blob.bytes[171];
    if (lies[i] == kept) continue;
    blob.bytes[171] = lies[i];
    blob_sign(blob.bytes, blob.size);
    n_refused += dark__blob_read(read, blob.bytes, blob.size, NULL) == DARK_EDATA;
    blob.bytes[171] = kept;
  }
  assert_true(n_refused >= 3);
  blob.bytes[blob.size - 9] = 0xFF;
  blob_sign(blob.bytes, blob.size);
  assert_int_equal(dark__blob_read(read, blob.bytes, blob.size, NULL), DARK_EDATA);
  dark__blob_clear(&blob);
  dark_replicates_free(drawn);
  dark_replicates_free(read);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* One byte more behind the last part, and a checksum that is right. */
static dark__blob lengthen(const dark__blob *blob) {
  dark__blob longer = {.bytes = calloc(blob->size + 1, 1), .size = blob->size + 1, .capacity = blob->size + 1};
  assert_non_null(longer.bytes);
  memcpy(longer.bytes, blob->bytes, blob->size - 8);
  blob_sign(longer.bytes, longer.size);
  return longer;
}

static void nothing_stands_behind_the_last_part(void **state) {
  (void)state;
  dark_table *table;
  dark_plan *plan = make_plan(&table);
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *drawn = draw(plan, 20), *read = make_empty(plan, 20);
  dark__blob blob, jackknife;
  assert_ok(dark__blob_write(&blob, drawn, &err), err);
  assert_ok(dark__blob_write_jackknife(&jackknife, drawn, &err), err);
  dark__blob longer = lengthen(&blob), longer_jackknife = lengthen(&jackknife);
  assert_true(dark__blob_is_whole(longer.bytes, longer.size));
  assert_true(dark__blob_is_whole(longer_jackknife.bytes, longer_jackknife.size));
  assert_int_equal(dark__blob_read(read, longer.bytes, longer.size, NULL), DARK_EDATA);
  assert_int_equal(dark__blob_read_jackknife(read, longer_jackknife.bytes, longer_jackknife.size, NULL), DARK_EDATA);
  dark__blob_clear(&blob);
  dark__blob_clear(&jackknife);
  dark__blob_clear(&longer);
  dark__blob_clear(&longer_jackknife);
  dark_replicates_free(drawn);
  dark_replicates_free(read);
  dark_plan_free(plan);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_is_read_bit_for_bit), cmocka_unit_test(blobs_are_compact),
                                     cmocka_unit_test(damage_is_refused), cmocka_unit_test(lengths_that_lie_are_refused),
                                     cmocka_unit_test(nothing_stands_behind_the_last_part)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
