/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: read, linked, made from arrays, and what is in them. */
#include "contract/contract.h"
#include "contract/scene.h"

static const char *const two_names[] = {"A", "B"}, *const a_gap[] = {"A", NULL};
static dark_table *out;

/* NOLINTBEGIN(bugprone-macro-parentheses): `options` and `field` are names. */

/* Each array of options without its texts, and with a gap in them. */
#define REFUSES_TEXTS(options, field, call)                          \
  do {                                                               \
    const dark_read_options good = options;                          \
    options.field = NULL, options.n_##field = 2;                     \
    REFUSES_OUT_FOR("options", #field " are 2 and NULL", out, call); \
    options.field = a_gap;                                           \
    REFUSES_OUT_FOR("options", #field "[1] is NULL", out, call);     \
    options = good;                                                  \
  } while (0)

#define REFUSES_READ_OPTIONS(options, call)                                                             \
  do {                                                                                                  \
    REFUSES_VERSIONS("options", options.version, DARK_READ_OPTIONS_VERSION, "dark_read_options", call); \
    REFUSES_TEXTS(options, lists, call);                                                                \
    REFUSES_TEXTS(options, by, call);                                                                   \
    REFUSES_TEXTS(options, where, call);                                                                \
    REFUSES_TEXTS(options, ignore, call);                                                               \
    REFUSES_TEXTS(options, drop_lists, call);                                                           \
    REFUSES_TEXTS(options, merge_lists, call);                                                          \
    REFUSES_TEXTS(options, expect, call);                                                               \
    REFUSES_TEXTS(options, covariates, call);                                                           \
    options.conflict = (dark_conflict)3;                                                                \
    REFUSES_OUT_FOR("options", "conflict is 3", out, call);                                             \
    options.conflict = DARK_CONFLICT_STOP;                                                              \
    options.delimiter = 'x';                                                                            \
    REFUSES_OUT_FOR("options", "'x' cannot separate fields", out, call);                                \
    options.delimiter = '\0';                                                                           \
  } while (0)

/* NOLINTEND(bugprone-macro-parentheses) */

static void check_dark_table_read_csv(void) {
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  REFUSES("out", dark_table_read_csv(NULL, the.csv, NULL, ERR));
  REFUSES_OUT("path", out, dark_table_read_csv(&out, NULL, NULL, ERR));
  REFUSES_READ_OPTIONS(options, dark_table_read_csv(&out, the.csv, &options, ERR));
  contract_begin(1);
  assert_int_equal(dark_table_read_csv(&out, the.csv, NULL, ERR), DARK_OK); /* NULL: the defaults */
  dark_table_free(out);
}

static void check_dark_table_link_csv(void) {
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  const dark_list_file files[] = {{"one", the.csv, NULL}, {"two", the.csv, NULL}};
  const dark_list_file nameless[] = {{"one", the.csv, NULL}, {NULL, the.csv, NULL}},
                       pathless[] = {{"one", the.csv, NULL}, {"two", NULL, NULL}};
  REFUSES("out", dark_table_link_csv(NULL, "n", files, 2, NULL, ERR));
  REFUSES_OUT("key", out, dark_table_link_csv(&out, NULL, files, 2, NULL, ERR));
  REFUSES_OUT("files", out, dark_table_link_csv(&out, "n", NULL, 2, NULL, ERR));
  REFUSES_OUT_FOR("files", "list 2 has no name", out, dark_table_link_csv(&out, "n", nameless, 2, NULL, ERR));
  REFUSES_OUT_FOR("files", "list 2 has no file", out, dark_table_link_csv(&out, "n", pathless, 2, NULL, ERR));
  REFUSES_OUT_FOR("n_files", "needs a file for each list", out, dark_table_link_csv(&out, "n", files, 0, NULL, ERR));
  REFUSES_OUT_FOR("n_files", "more than 64", out, dark_table_link_csv(&out, "n", files, SIZE_MAX, NULL, ERR));
  REFUSES_READ_OPTIONS(options, dark_table_link_csv(&out, "n", files, 2, &options, ERR));
  contract_begin(1);
  assert_int_equal(dark_table_link_csv(&out, "n", files, 2, NULL, ERR), DARK_OK); /* NULL: the defaults */
  dark_table_free(out);
}

static void check_dark_table_new(void) {
  const uint32_t histories[] = {1, 2}, none[] = {0, 2}, beyond[] = {1, 4};
  const double counts[] = {3, 4}, negative[] = {3, -1}, no_number[] = {3, NAN};
  REFUSES("out", dark_table_new(NULL, two_names, 2, histories, counts, 2, ERR));
  REFUSES_OUT("names", out, dark_table_new(&out, NULL, 2, histories, counts, 2, ERR));
  REFUSES_OUT_FOR("names", "list 2 has no name", out, dark_table_new(&out, a_gap, 2, histories, counts, 2, ERR));
  REFUSES_OUT_FOR("n_lists", "at least one list", out, dark_table_new(&out, two_names, 0, histories, counts, 2, ERR));
  REFUSES_AS("n_lists", DARK_ELIMIT, "more than 64", dark_table_new(&out, two_names, SIZE_MAX, histories, counts, 2, ERR));
  REFUSES_OUT("histories", out, dark_table_new(&out, two_names, 2, NULL, counts, 2, ERR));
  REFUSES_OUT_FOR("histories", "on no list", out, dark_table_new(&out, two_names, 2, none, counts, 2, ERR));
  REFUSES_OUT_FOR("histories", "beyond the last", out, dark_table_new(&out, two_names, 2, beyond, counts, 2, ERR));
  REFUSES_OUT("counts", out, dark_table_new(&out, two_names, 2, histories, NULL, 2, ERR));
  REFUSES_OUT_FOR("counts", "-1 is no number", out, dark_table_new(&out, two_names, 2, histories, negative, 2, ERR));
  REFUSES_OUT_FOR("counts", "nan is no number", out, dark_table_new(&out, two_names, 2, histories, no_number, 2, ERR));
  contract_begin(1);
  assert_int_equal(dark_table_new(&out, two_names, 2, NULL, NULL, 0, ERR), DARK_OK);
  TAKES("n"); /* without people the arrays may be NULL */
  dark_table_free(out);
}

static void check_dark_table_new_empty(void) {
  const dark_category form = {"form", two_names, 2}, nameless = {NULL, two_names, 2}, no_levels = {"form", NULL, 2};
  const dark_category gap = {"form", a_gap, 2};
  REFUSES("out", dark_table_new_empty(NULL, two_names, 2, &form, 1, ERR));
  REFUSES_OUT("lists", out, dark_table_new_empty(&out, NULL, 2, &form, 1, ERR));
  REFUSES_OUT_FOR("lists", "list 2 has no name", out, dark_table_new_empty(&out, a_gap, 2, &form, 1, ERR));
  REFUSES_OUT_FOR("n_lists", "at least one list", out, dark_table_new_empty(&out, two_names, 0, &form, 1, ERR));
  REFUSES_AS("n_lists", DARK_ELIMIT, "more than 64", dark_table_new_empty(&out, two_names, SIZE_MAX, &form, 1, ERR));
  REFUSES_OUT("categories", out, dark_table_new_empty(&out, two_names, 2, NULL, 1, ERR));
  REFUSES_OUT_FOR("categories", "category 1 has no name", out, dark_table_new_empty(&out, two_names, 2, &nameless, 1, ERR));
  REFUSES_OUT_FOR("categories", "the levels of category form are NULL", out,
                  dark_table_new_empty(&out, two_names, 2, &no_levels, 1, ERR));
  REFUSES_OUT_FOR("categories", "level 2 has no name", out, dark_table_new_empty(&out, two_names, 2, &gap, 1, ERR));
  contract_begin(1);
  assert_int_equal(dark_table_new_empty(&out, two_names, 2, NULL, 0, ERR), DARK_OK);
  TAKES("n_categories"); /* without any the array may be NULL */
  dark_table_free(out);
}

static void check_dark_table_new_like(void) {
  const dark_cell cell = {0, 1, 1}, far = {99, 1, 1}, nowhere = {0, 0, 1}, beyond = {0, 8, 1}, half = {0, 1, 0.5};
  REFUSES("out", dark_table_new_like(NULL, the.table, &cell, 1, ERR));
  REFUSES_OUT("like", out, dark_table_new_like(&out, NULL, &cell, 1, ERR));
  REFUSES_OUT("cells", out, dark_table_new_like(&out, the.table, NULL, 1, ERR));
  REFUSES_OUT_FOR("cells", "a stratum beyond the last", out, dark_table_new_like(&out, the.table, &far, 1, ERR));
  REFUSES_OUT_FOR("cells", "on no list", out, dark_table_new_like(&out, the.table, &nowhere, 1, ERR));
  REFUSES_OUT_FOR("cells", "a list beyond the last", out, dark_table_new_like(&out, the.table, &beyond, 1, ERR));
  REFUSES_OUT_FOR("cells", "0.5 is no number", out, dark_table_new_like(&out, the.table, &half, 1, ERR));
  contract_begin(1);
  assert_int_equal(dark_table_new_like(&out, the.table, NULL, 0, ERR), DARK_OK);
  TAKES("n"); /* without people the array may be NULL */
  dark_table_free(out);
}

static void check_dark_table_free(void) {
  dark_table_free(NULL);
  TAKES("table");
}

static void check_dark_table_n_lists(void) { ANSWERS("table", dark_table_n_lists(NULL) == 0); }
static void check_dark_table_n_categories(void) { ANSWERS("table", dark_table_n_categories(NULL) == 0); }
static void check_dark_table_n_strata(void) { ANSWERS("table", dark_table_n_strata(NULL) == 0); }
static void check_dark_table_is_of_people(void) { ANSWERS("table", !dark_table_is_of_people(NULL)); }
static void check_dark_table_n_people(void) { ANSWERS("table", isnan(dark_table_n_people(NULL))); }
static void check_dark_table_n_notes(void) { ANSWERS("table", dark_table_n_notes(NULL) == 0); }
static void check_dark_table_path(void) { ANSWERS("table", dark_table_path(NULL) == NULL); }
static void check_dark_table_sha256(void) { ANSWERS("table", dark_table_sha256(NULL) == NULL); }
static void check_dark_table_suppression(void) { ANSWERS("table", dark_table_suppression(NULL) == NULL); }
static void check_dark_table_captures(void) { ANSWERS("table", dark_table_captures(NULL) == NULL); }
static void check_dark_table_link(void) { ANSWERS("table", dark_table_link(NULL) == NULL); }

static void check_dark_table_list_name(void) {
  ANSWERS("table", dark_table_list_name(NULL, 0) == NULL);
  ANSWERS("list", dark_table_list_name(the.table, 3) == NULL);
  ANSWERS("list", dark_table_list_name(the.table, SIZE_MAX) == NULL);
}

static void check_dark_table_n_occasions(void) { ANSWERS("table", dark_table_n_occasions(NULL) == 0); }

static void check_dark_table_list_occasion(void) {
  ANSWERS("table", dark_table_list_occasion(NULL, 0) == SIZE_MAX);
  ANSWERS("list", dark_table_list_occasion(the.table, 3) == SIZE_MAX);
  ANSWERS("list", dark_table_list_occasion(the.table, SIZE_MAX) == SIZE_MAX);
}

static void check_dark_table_list_position(void) {
  ANSWERS("table", dark_table_list_position(NULL, 0) == SIZE_MAX);
  ANSWERS("list", dark_table_list_position(the.table, 3) == SIZE_MAX);
  ANSWERS("list", dark_table_list_position(the.table, SIZE_MAX) == SIZE_MAX);
}

static void check_dark_table_category_name(void) {
  ANSWERS("table", dark_table_category_name(NULL, 0) == NULL);
  ANSWERS("category", dark_table_category_name(the.table, 1) == NULL);
  ANSWERS("category", dark_table_category_name(the.table, SIZE_MAX) == NULL);
}

static void check_dark_table_n_levels(void) {
  ANSWERS("table", dark_table_n_levels(NULL, 0) == 0);
  ANSWERS("category", dark_table_n_levels(the.table, 1) == 0);
  ANSWERS("category", dark_table_n_levels(the.table, SIZE_MAX) == 0);
}

static void check_dark_table_level_name(void) {
  ANSWERS("table", dark_table_level_name(NULL, 0, 0) == NULL);
  ANSWERS("category", dark_table_level_name(the.table, 1, 0) == NULL);
  ANSWERS("category", dark_table_level_name(the.table, SIZE_MAX, 0) == NULL);
  ANSWERS("level", dark_table_level_name(the.table, 0, 2) == NULL);
  ANSWERS("level", dark_table_level_name(the.table, 0, SIZE_MAX) == NULL);
}

static void check_dark_table_stratum_level(void) {
  ANSWERS("table", dark_table_stratum_level(NULL, 0, 0) == SIZE_MAX);
  ANSWERS("stratum", dark_table_stratum_level(the.table, 2, 0) == SIZE_MAX);
  ANSWERS("stratum", dark_table_stratum_level(the.table, SIZE_MAX, 0) == SIZE_MAX);
  ANSWERS("category", dark_table_stratum_level(the.table, 0, 1) == SIZE_MAX);
  ANSWERS("category", dark_table_stratum_level(the.table, 0, SIZE_MAX) == SIZE_MAX);
}

static void check_dark_table_records(void) {
  size_t n = 99;
  ANSWERS("table", dark_table_records(NULL, 0, &n) == NULL && n == 0);
  n = 99;
  ANSWERS("stratum", dark_table_records(the.table, 2, &n) == NULL && n == 0);
  n = 99;
  ANSWERS("stratum", dark_table_records(the.table, SIZE_MAX, &n) == NULL && n == 0);
  ANSWERS("n_records", dark_table_records(the.table, 0, NULL) == NULL);
}

static void check_dark_table_n_observed(void) {
  ANSWERS("table", isnan(dark_table_n_observed(NULL, 0)));
  ANSWERS("stratum", isnan(dark_table_n_observed(the.table, 2)));
  ANSWERS("stratum", isnan(dark_table_n_observed(the.table, SIZE_MAX)));
}

static void check_dark_table_note(void) {
  ANSWERS("table", dark_table_note(NULL, 0) == NULL);
  ANSWERS("note", dark_table_note(the.table, dark_table_n_notes(the.table)) == NULL);
  ANSWERS("note", dark_table_note(the.table, SIZE_MAX) == NULL);
}

static void check_dark_table_note_is_warning(void) {
  ANSWERS("table", dark_table_note_is_warning(NULL, 0) == 0);
  ANSWERS("note", dark_table_note_is_warning(the.table, dark_table_n_notes(the.table)) == 0);
  ANSWERS("note", dark_table_note_is_warning(the.table, SIZE_MAX) == 0);
}

const contract table_contracts[] = {
    CONTRACT(dark_table_read_csv),      CONTRACT(dark_table_link_csv),      CONTRACT(dark_table_new),
    CONTRACT(dark_table_new_empty),     CONTRACT(dark_table_new_like),      CONTRACT(dark_table_free),
    CONTRACT(dark_table_n_lists),       CONTRACT(dark_table_n_categories),  CONTRACT(dark_table_n_strata),
    CONTRACT(dark_table_is_of_people),  CONTRACT(dark_table_n_people),      CONTRACT(dark_table_n_notes),
    CONTRACT(dark_table_path),          CONTRACT(dark_table_sha256),        CONTRACT(dark_table_captures),
    CONTRACT(dark_table_suppression),   CONTRACT(dark_table_link),          CONTRACT(dark_table_list_name),
    CONTRACT(dark_table_list_position), CONTRACT(dark_table_category_name), CONTRACT(dark_table_n_levels),
    CONTRACT(dark_table_level_name),    CONTRACT(dark_table_stratum_level), CONTRACT(dark_table_records),
    CONTRACT(dark_table_n_observed),    CONTRACT(dark_table_note),          CONTRACT(dark_table_note_is_warning),
    CONTRACT(dark_table_n_occasions),   CONTRACT(dark_table_list_occasion), NO_CONTRACT,
};
