/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "support/list_files.h"
#include "table/link/people.h"

/* ---- Who is on which list */

static void linking_puts_rows_of_one_key_on_one_person(void **state) {
  (void)state;
  const char *const files[] = {"id\nu\nv\nw\n", "id\nw\nx\n", "id\ny\nw\nu\n"};
  /* u: A, C; v: A; w: A, B, C; x: B; y: C. */
  ACCEPT(files, NULL, "A@0 B@1 C@2 | 1:1 2:1 4:1 5:1 7:1", "3 files were linked by id: 8 rows, 5 people\n");
  const char *const one[] = {"id\nu\n"};
  ACCEPT(one, NULL, "A@0 | 1:1", "1 file was linked by id: 1 row, 1 person\n");
}

static void linking_sorts_lists_and_keeps_the_order_of_files_as_positions(void **state) {
  (void)state;
  dark_table *table;
  const dark_list_file files[] = {{"z", "a.csv", NULL}, {"m", "b.csv", NULL}};
  write_text("a.csv", "id\nu\nv\n");
  write_text("b.csv", "id\nv\n");
  assert_int_equal(dark_table_link_csv(&table, "id", files, 2, NULL, NULL), DARK_OK);
  assert_string_equal(shape_of(table).bytes, "m@1 z@0 | 2:1 3:1");
  assert_string_equal(dark_table_path(table), "");
  assert_string_equal(dark_table_sha256(table), "");
  dark_table_free(table);
}

static void keys_are_equal_when_all_their_bytes_are(void **state) {
  (void)state;
  const char *const different[] = {"id\n1\nab\n\"x \"\n", "id\n01\nAB\nx\n"};
  ACCEPT(different, NULL, "A@0 B@1 | 1:3 2:3", NULL);
  const char *const equal[] = {"id\n 1\t\n\"a,\"\"b\"\nx\n", "id;z\n\"1\";\n\"a,\"\"b\";\n x ;\n"};
  ACCEPT(equal, NULL, "A@0 B@1 | 3:3", NULL);
}

static void keys_that_are_nearly_the_same_are_counted_and_not_shown(void **state) {
  (void)state;
  /* ab and AB; "c d", cd and "C D"; É1 and é1; 1 and 01 are no matter of case or blanks. */
  const char *const files[] = {"id\nab\nc d\n\xC3\x89"
                               "1\n1\n",
                               "id\nAB\ncd\n\"C D\"\n\xC3\xA9"
                               "1\n01\n"};
  ACCEPT(files, NULL, "A@0 B@1 | 1:4 2:5",
         "2 files were linked by id: 9 rows, 9 people\n"
         "4 keys differ from another only in upper and lower case or blanks: they count as other people until such keys are made "
         "the same in the files\n");
  const char *const two[] = {"id\nab\nx\n", "id\n\"a\tb\xC2\xA0\"\nx\n"};
  ACCEPT(
      two, NULL, "A@0 B@1 | 1:1 2:1 3:1",
      "2 files were linked by id: 4 rows, 3 people\n"
      "1 key differs from another only in upper and lower case or blanks: it counts as another person until such keys are made "
      "the same in the files\n");
}

static void each_file_may_have_a_column_of_keys_of_its_own(void **state) {
  (void)state;
  dark_table *table;
  const dark_list_file files[] = {{"A", "a.csv", NULL}, {"B", "b.csv", "case"}};
  const dark_read_options by_form = {.version = 1, SET(by, "form")}, by_key = {.version = 1, SET(by, "case")};
  write_text("a.csv", "id,form\nu,x\nv,y\n");
  write_text("b.csv", "id;case\n1;v\n2;w\n");
  assert_int_equal(dark_table_link_csv(&table, "id", files, 2, &by_form, NULL), DARK_OK);
  assert_string_equal(shape_of(table).bytes, "A@0 B@1 | [(missing)] 2:1 | [x] 1:1 | [y] 3:1");
  assert_string_equal(dark_table_link(table)->files[1].key, "case");
  assert_string_equal(dark_table_note(table, 1), "the keys of list B are in column case");
  dark_table_free(table);
  reject_files(DARK_EUSAGE, "id", files, 2, &by_key, "column 'case' is the key (--link) and cannot be a category as well");
  const dark_list_file wrong[] = {{"A", "a.csv", NULL}, {"B", "b.csv", "Case"}}, none[] = {{"A", "a.csv", ""}};
  reject_files(DARK_EUSAGE, "id", wrong, 2, NULL, "b.csv: there is no column 'Case' (--link); did you mean 'case'?");
  reject_files(DARK_EUSAGE, "id", none, 1, NULL, "the column of keys of list 1 has no name (--link)");
}

static void each_file_has_its_own_form_and_columns(void **state) {
  (void)state;
  const char *const files[] = {"\xEF\xBB\xBFid,f\r\nu,x\r\nv,y", "note;f;id\nz;x;w\n;x;u\n", "g\tid\n\n1\tv\n"};
  ACCEPT(files, OPTIONS(SET(by, "f")), "A@0 B@1 C@2 | [x] 2:1 3:1 | [y] 5:1", "3 files were linked by id: 5 rows, 3 people\n");
  const char *const bars[] = {"id|f\nu|x\n", "f|id\nx|u\n"};
  ACCEPT(bars, OPTIONS(SET(by, "f"), .delimiter = '|'), "A@0 B@1 | [x] 3:1", NULL);
}

static void a_file_with_a_header_only_is_a_list_that_caught_nobody(void **state) {
  (void)state;
  const char *const files[] = {"id\nu\n", "id,f\n", "id\nu\nv\n"};
  ACCEPT(files, NULL, "A@0 C@1 | 2:1 3:1", "3 files were linked by id: 3 rows, 2 people\nlist B caught nobody and was dropped\n");
  const char *const nobody[] = {"id\n", "id"};
  REJECT(DARK_EDATA, nobody, NULL, "linked files: no records, only headers");
  const char *const empty[] = {"id\nu\n", ""};
  REJECT(DARK_EDATA, empty, NULL, "b.csv: the file is empty; a table begins with a line of column names");
}

static void linking_finds_each_of_many_people(void **state) {
  (void)state;
  enum { N = 60000 };
  FILE *files[] = {fopen("a.csv", "wb"), fopen("b.csv", "wb")};
  for (int f = 0; f < 2; f++) {
    assert_non_null(files[f]);
    fputs("id\n", files[f]);
    /* Keys of 1 to 40 characters, each different; B walks through them in another order and lacks every third. */
    for (unsigned i = 0; i < N; i++) {
      const unsigned number = f == 0 ? i : i * 7919u % N;
      if (f == 1 && number % 3 == 0) continue;
      fprintf(files[f], "%.*s%u\n", (int)(number % 35), "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst", number);
    }
    assert_int_equal(fclose(files[f]), 0);
  }
  dark_table *table;
  assert_int_equal(dark_table_link_csv(&table, "id", abc, 2, NULL, NULL), DARK_OK);
  assert_string_equal(shape_of(table).bytes, "A@0 B@1 | 1:20000 3:40000");
  dark_table_free(table);
}

/* ---- Keys that appear twice, values that contradict each other */

static const char *const repeated[] = {"id,f\nu,x\nv,y\nu,x\n", "f,id\n\ny,v\ny,v\n\ny,v\nx,u\n"};

static void a_key_twice_in_a_list_stops_with_places_and_total(void **state) {
  (void)state;
  REJECT(DARK_EDATA, repeated, NULL,
         "a.csv:4 repeats the key of line 2, b.csv:4 repeats the key of line 3, b.csv:6 repeats the key of line 3 "
         "(3 rows repeat a key of their list); --conflict first or --conflict missing goes on and counts them");
  const char *const many[] = {"id\nu\nu\nu\nu\nu\nu\nu\nu\n"};
  REJECT(DARK_EDATA, many, NULL,
         "a.csv:3 repeats the key of line 2, a.csv:4 repeats the key of line 2, a.csv:5 repeats the key of line 2, "
         "a.csv:6 repeats the key of line 2, a.csv:7 repeats the key of line 2, ... (7 rows repeat a key of their list); "
         "--conflict first or --conflict missing goes on and counts them");
}

static void a_key_twice_in_a_list_counts_once_on_request(void **state) {
  (void)state;
  const char notes[] = "2 files were linked by id: 7 rows, 2 people\n3 rows repeat a key of their list; a key counts once\n";
  ACCEPT(repeated, OPTIONS(.conflict = DARK_CONFLICT_FIRST), "A@0 B@1 | 3:2", notes);
  ACCEPT(repeated, OPTIONS(.conflict = DARK_CONFLICT_MISSING, SET(by, "f")), "A@0 B@1 | [x] 3:1 | [y] 3:1", notes);
}

/* u contradicts itself within A, v between A and B, w between B and C; x and y do not. */
static const char *const contradictory[] = {"id,f,g\nu,p,1\nv,p,1\nu,q,1\nx,,1\n", "id,f,g\nv,q,1\nw,q,1\nx,q,2\n",
                                            "id,f\nw,p\ny,q\nx,NA\nv,p\n"};

static void contradictory_values_stop_with_places_and_total(void **state) {
  (void)state;
  REJECT(DARK_EDATA, contradictory, OPTIONS(SET(by, "f")),
         "a.csv:4 repeats the key of line 2 (1 row repeats a key of its list); a.csv:4 has another f than "
         "before, b.csv:2 has f 'q' after 'p', c.csv:2 has f 'p' after 'q' (3 people have contradictory values); --conflict "
         "first or --conflict missing goes "
         "on and counts them");
  const char *const two_columns[] = {"id,f,g\nu,p,1\n", "id,f,g\nu,q,2\n"};
  REJECT(DARK_EDATA, two_columns, OPTIONS(SET(by, "f"), SET(where, "g=1")),
         "b.csv:2 has another f than before, b.csv:2 has another g than before (1 person has contradictory values); --conflict "
         "first or "
         "--conflict missing goes on and counts them");
}

static void the_first_value_holds_in_the_order_of_files_and_rows(void **state) {
  (void)state;
  ACCEPT(contradictory, OPTIONS(.conflict = DARK_CONFLICT_FIRST, SET(by, "f")), "A@0 B@1 C@2 | [p] 1:1 7:1 | [q] 4:1 6:1 7:1",
         "3 files were linked by id: 11 rows, 5 people\n1 row repeats a key of its list; a key counts once\n"
         "3 people have contradictory values of f; the first was taken\n"
         "a value of f that is missing in one row came from another for 1 person\n");
}

static void contradicted_values_become_missing_on_request(void **state) {
  (void)state;
  ACCEPT(contradictory, OPTIONS(.conflict = DARK_CONFLICT_MISSING, SET(by, "f")),
         "A@0 B@1 C@2 | [(missing)] 1:1 6:1 7:1 | [q] 4:1 7:1",
         "3 files were linked by id: 11 rows, 5 people\n1 row repeats a key of its list; a key counts once\n"
         "3 people have contradictory values of f; they count as (missing)\n"
         "a value of f that is missing in one row came from another for 1 person\n");
  ACCEPT(contradictory, OPTIONS(.conflict = DARK_CONFLICT_MISSING, SET(where, "f=p", "f=(missing)")), "A@0 B@1 C@2 | 1:1 6:1 7:1",
         NULL);
}

static void only_columns_that_are_asked_for_can_contradict(void **state) {
  (void)state;
  const char *const files[] = {"id,f,g\nu,p,1\n", "id,f,g\nu,p,2\n"};
  ACCEPT(files, NULL, "A@0 B@1 | 3:1", NULL);
  ACCEPT(files, OPTIONS(SET(by, "f")), "A@0 B@1 | [p] 3:1", NULL);
  REJECT(
      DARK_EDATA, files, OPTIONS(SET(where, "g=1")),
      "b.csv:2 has another g than before (1 person has contradictory values); --conflict first or --conflict missing goes on and "
      "counts them");
}

static void a_missing_value_is_filled_in_from_any_other_row(void **state) {
  (void)state;
  const char *const files[] = {"id,f\nu,\nv,p\nw,NA\nx,q\ny,(missing)\n", "id,f\nu,p\nv,NA\nw,\n", "id\nw\nx\n"};
  ACCEPT(files, OPTIONS(SET(by, "f")), "A@0 B@1 C@2 | [(missing)] 1:1 7:1 | [p] 3:2 | [q] 5:1",
         "3 files were linked by id: 10 rows, 5 people\na value of f that is missing in one row came from another for 2 people\n"
         "2 people have no value of f and are counted as (missing)\n");
}

static void what_was_linked_is_told_in_numbers(void **state) {
  (void)state;
  dark_table *table = read_linked(contradictory, 3, OPTIONS(.conflict = DARK_CONFLICT_MISSING, SET(by, "f"), SET(where, "g=1")));
  const dark_link *link = dark_table_link(table);
  assert_non_null(link);
  assert_string_equal(link->key, "id");
  assert_int_equal(link->conflict, DARK_CONFLICT_MISSING);
  assert_int_equal(link->n_files, 3);
  assert_string_equal(link->files[1].list, "B");
  assert_string_equal(link->files[1].path, "b.csv");
  /* printf 'id,f,g\nv,q,1\nw,q,1\nx,q,2\n' | sha256sum */
  assert_string_equal(link->files[1].sha256, "d6c9c186ec3bc82d5d3d6cbde4807228b562fd86bbb6d5ad4d44b620658b681b");
  assert_true(link->files[0].n_rows == 4 && link->files[0].n_people == 3);
  assert_true(link->files[1].n_rows == 3 && link->files[1].n_people == 3);
  assert_true(link->files[2].n_rows == 4 && link->files[2].n_people == 4);
  assert_true(link->n_people == 5);
  assert_true(link->on_lists[0] == 2 && link->on_lists[1] == 1 && link->on_lists[2] == 2);
  /* u, v, w in f; x in g. */
  assert_true(link->n_contradictory == 4 && link->n_columns == 2);
  assert_string_equal(link->columns[0].name, "f");
  assert_true(link->columns[0].n_contradictory == 3 && link->columns[0].n_filled == 1);
  assert_string_equal(link->columns[1].name, "g");
  assert_true(link->columns[1].n_contradictory == 1 && link->columns[1].n_filled == 0);
  dark_table_free(table);
  const uint32_t history = 1;
  const double count = 1;
  assert_int_equal(dark_table_new(&table, TEXTS("A"), 1, &history, &count, 1, NULL), DARK_OK);
  assert_null(dark_table_link(table));
  dark_table_free(table);
}

static void the_same_file_under_two_names_is_told(void **state) {
  (void)state;
  const char *const files[] = {"id\nu\n", "id\nv\n", "id\nu\n"};
  ACCEPT(files, NULL, "A@0 B@1 C@2 | 2:1 5:1",
         "3 files were linked by id: 3 rows, 2 people\nthe files of lists A and C are the same, byte for byte\n");
}

/* ---- Conditions, dropping, merging, expecting */

static const char *const three[] = {"id,f,s\nu,x,\nv,y,F\nw,x,M\n", "id,s\nu,F\nz,M\n", "id,f\nz,y\nw,x\nt,\n"};

static void conditions_apply_to_people_not_to_rows(void **state) {
  (void)state;
  /* The row of u in A has no s, and the one in B no f. */
  ACCEPT(three, OPTIONS(SET(where, "s=F", "f=x")), "A@0 B@1 | 3:1",
         "3 files were linked by id: 8 rows, 5 people\na value of s that is missing in one row came from another for 1 person\n"
         "list C caught nobody and was dropped\n");
  ACCEPT(three, OPTIONS(SET(where, "s="), SET(by, "f")), "C@0 | [(missing)] 1:1", NULL);
  ACCEPT(three, OPTIONS(SET(where, "f=Y")), "A@0 B@1 C@2 |",
         "3 files were linked by id: 8 rows, 5 people\nwhere f=Y matched no row; did you mean 'y'?\n");
}

static void dropping_and_merging_come_after_linking(void **state) {
  (void)state;
  /* s of u is known from B only. */
  ACCEPT(three, OPTIONS(SET(by, "s"), SET(drop_lists, "B")), "A@0 C@1 | [(missing)] 2:1 | [F] 1:2 | [M] 2:1 3:1",
         "3 files were linked by id: 8 rows, 5 people\na value of s that is missing in one row came from another for 1 person\n"
         "1 person has no value of s and is counted as (missing)\n");
  ACCEPT(three, OPTIONS(SET(drop_lists, "A", "C")), "B@0 | 1:2",
         "3 files were linked by id: 8 rows, 5 people\n3 people who are on dropped lists only were left out\n");
  ACCEPT(three, OPTIONS(SET(merge_lists, "M=C+A")), "B@1 M@0 | 2:3 3:2", "3 files were linked by id: 8 rows, 5 people\n");
}

static void expected_values_appear(void **state) {
  (void)state;
  ACCEPT(three, OPTIONS(SET(by, "s"), SET(expect, "s=F,X"), SET(where, "f=x")), "A@0 B@1 C@2 | [F] 3:1 | [M] 5:1 | [X]", NULL);
}

static void sixty_four_files_may_be_linked(void **state) {
  (void)state;
  dark_list_file files[DARK_MAX_LIST_FILES + 1];
  char names[DARK_MAX_LIST_FILES + 1][8];
  write_text("a.csv", "id\nu\n");
  for (size_t i = 0; i < LENGTH_OF(files); i++) {
    snprintf(names[i], sizeof names[i], "L%02zu", i);
    files[i] = (dark_list_file){names[i], "a.csv", NULL};
  }
  reject_files(DARK_EUSAGE, "id", files, 65, NULL, "65 files, more than 64 (--link)");
  dark_table *table;
  const char merge[] = "M=L00+L01+L02+L03+L04+L05+L06+L07+L08+L09+L10+L11+L12+L13+L14+L15+L63";
  assert_int_equal(dark_table_link_csv(&table, "id", files, 64, OPTIONS(SET(merge_lists, merge)), NULL), DARK_OK);
  assert_int_equal(dark_table_n_lists(table), 48);
  size_t n;
  assert_true(dark_table_records(table, 0, &n)->history == (UINT64_C(1) << 48) - 1);
  assert_true(dark_table_link(table)->on_lists[63] == 1);
  dark_table_free(table);
}

/* ---- The joined table: people drawn at random, one row each in one file, and their rows shuffled over three. */

enum { PEOPLE = 200 };

typedef struct population {
  unsigned lists[PEOPLE]; /* 0: nobody knows of this one */
  unsigned values[PEOPLE][2];
} population;

static void write_joined(const population *all) {
  FILE *file = fopen("joined.csv", "wb");
  assert_non_null(file);
  fputs("A,B,C,f,g\n", file);
  for (size_t i = 0; i < PEOPLE; i++) {
    const unsigned lists = all->lists[i];
    if (lists == 0) continue;
    fprintf(file, "%u,%u,%u,%s,%s\n", lists & 1, lists >> 1 & 1, lists >> 2 & 1, TEXTS("", "p", "q", "r")[all->values[i][0]],
            TEXTS("x", "y")[all->values[i][1]]);
  }
  assert_int_equal(fclose(file), 0);
}

/* One file of the three, shuffled; f is left out of some rows when another list of the person tells it. */
static void write_list(const population *all, unsigned list, uint64_t *seed) {
  size_t order[PEOPLE];
  FILE *file = fopen(abc[list].path, "wb");
  assert_non_null(file);
  fputs(list == 1 ? "g;id;f\n" : "id;f;g\n", file);
  for (size_t i = 0; i < PEOPLE; i++) {
    const size_t j = draw_number(seed, (unsigned)i + 1);
    order[i] = order[j];
    order[j] = i;
  }
  for (size_t k = 0; k < PEOPLE; k++) {
    const size_t i = order[k];
    const unsigned lists = all->lists[i];
    if ((lists >> list & 1) == 0) continue;
    const bool is_told = lists >> (list + 1) == 0 || draw_number(seed, 2) == 0;
    const char *f = is_told ? TEXTS("NA", "p", "q", "r")[all->values[i][0]] : "";
    const char *g = TEXTS("x", "y")[all->values[i][1]];
    if (list == 1) fprintf(file, "%s;person %zu;%s\n", g, i * i, f);
    else fprintf(file, "person %zu;%s;%s\n", i * i, f, g);
  }
  assert_int_equal(fclose(file), 0);
}

static void assert_linked_equals_joined(const dark_read_options *options) {
  dark_table *linked, *joined;
  dark_error err = DARK_ERROR_INIT;
  if (dark_table_link_csv(&linked, "id", abc, 3, options, &err) != DARK_OK) fail_msg("%s", err.message);
  if (dark_table_read_csv(&joined, "joined.csv", options, &err) != DARK_OK) fail_msg("%s", err.message);
  assert_string_equal(shape_of(linked).bytes, shape_of(joined).bytes);
  dark_table_free(joined);
  dark_table_free(linked);
}

static void linked_files_make_the_table_of_the_joined_file(void **state) {
  (void)state;
  for (uint64_t round = 1; round <= 20; round++) {
    uint64_t seed = round;
    population all;
    for (size_t i = 0; i < PEOPLE; i++) {
      all.lists[i] = draw_number(&seed, 8) & draw_number(&seed, 8);
      all.values[i][0] = draw_number(&seed, 4);
      all.values[i][1] = draw_number(&seed, 2);
    }
    write_joined(&all);
    for (unsigned list = 0; list < 3; list++) write_list(&all, list, &seed);
    assert_linked_equals_joined(NULL);
    assert_linked_equals_joined(OPTIONS(SET(by, "f")));
    assert_linked_equals_joined(OPTIONS(SET(by, "g", "f"), SET(expect, "g=z")));
    assert_linked_equals_joined(OPTIONS(SET(by, "g"), SET(where, "f=p", "f=")));
    assert_linked_equals_joined(OPTIONS(SET(by, "f"), SET(drop_lists, "B")));
    assert_linked_equals_joined(OPTIONS(SET(where, "g=x"), SET(merge_lists, "D=C+A")));
  }
}

/* A slot keeps 32 bits of a key's hash: two keys that share them are told apart by all their bytes. */
static uint64_t hash_of(const dark__people *people, const char *key) {
  uint64_t value;
  unsigned char bytes[crypto_shorthash_BYTES];
  crypto_shorthash(bytes, (const unsigned char *)key, strlen(key), people->secret);
  memcpy(&value, bytes, sizeof value);
  return value;
}

static int compare_hashes(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* The numbers of two keys "key-%u" with the same upper half of the hash: among 2^18 keys about 8 pairs have it. */
static bool find_collision(unsigned *first, unsigned *second, const dark__people *people) {
  enum { N = 1 << 18 };
  uint64_t *sorted = malloc(N * sizeof *sorted); /* upper half of the hash, then the number of the key */
  bool is_found = false;
  assert_non_null(sorted);
  for (unsigned i = 0; i < N; i++) {
    char key[16];
    snprintf(key, sizeof key, "key-%u", i);
    sorted[i] = (hash_of(people, key) >> 32) << 32 | i;
  }
  qsort(sorted, N, sizeof *sorted, compare_hashes);
  for (unsigned i = 1; i < N && !is_found; i++) {
    is_found = sorted[i] >> 32 == sorted[i - 1] >> 32;
    *first = (unsigned)(sorted[i - 1] & UINT32_MAX);
    *second = (unsigned)(sorted[i] & UINT32_MAX);
  }
  free(sorted);
  return is_found;
}

static void keys_with_equal_hashes_are_different_people(void **state) {
  (void)state;
  dark__people people = {0};
  unsigned first = 0, second = 0;
  assert_true(sodium_init() >= 0);
  for (int round = 0; first == second && round < 20; round++) {
    dark__people_free(&people);
    assert_int_equal(dark__people_begin(&people, 0, NULL), DARK_OK);
    if (!find_collision(&first, &second, &people)) first = second;
  }
  assert_true(first != second);
  char keys[2][16];
  dark__person *persons[2];
  snprintf(keys[0], sizeof keys[0], "key-%u", first);
  snprintf(keys[1], sizeof keys[1], "key-%u", second);
  /* The search for the second begins where the first stands. */
  const size_t from = hash_of(&people, keys[0]) & 1023, to = hash_of(&people, keys[1]) & 1023;
  assert_int_equal(dark__people_find(&persons[0], &people, keys[0], NULL), DARK_OK);
  people.slots[to] = people.slots[from];
  assert_int_equal(dark__people_find(&persons[1], &people, keys[1], NULL), DARK_OK);
  assert_int_equal(people.n, 2);
  dark__people_free(&people);
}

/* Else who chooses keys could make them all collide, and a hash of a key in a core would tell it. */
static void every_linking_has_its_own_secret(void **state) {
  (void)state;
  static const unsigned char zeros[sizeof((dark__people *)0)->secret] = {0};
  dark__people people[2];
  assert_true(sodium_init() >= 0);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(dark__people_begin(&people[i], 0, NULL), DARK_OK);
    assert_memory_not_equal(people[i].secret, zeros, sizeof zeros);
  }
  assert_memory_not_equal(people[0].secret, people[1].secret, sizeof zeros);
  dark__people_free(&people[0]);
  assert_memory_equal(people[0].secret, zeros, sizeof zeros);
  dark__people_free(&people[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(linking_puts_rows_of_one_key_on_one_person),
      cmocka_unit_test(linking_sorts_lists_and_keeps_the_order_of_files_as_positions),
      cmocka_unit_test(keys_are_equal_when_all_their_bytes_are),
      cmocka_unit_test(keys_that_are_nearly_the_same_are_counted_and_not_shown),
      cmocka_unit_test(each_file_may_have_a_column_of_keys_of_its_own),
      cmocka_unit_test(each_file_has_its_own_form_and_columns),
      cmocka_unit_test(a_file_with_a_header_only_is_a_list_that_caught_nobody),
      cmocka_unit_test(linking_finds_each_of_many_people),
      cmocka_unit_test(keys_with_equal_hashes_are_different_people),
      cmocka_unit_test(every_linking_has_its_own_secret),
      cmocka_unit_test(a_key_twice_in_a_list_stops_with_places_and_total),
      cmocka_unit_test(a_key_twice_in_a_list_counts_once_on_request),
      cmocka_unit_test(contradictory_values_stop_with_places_and_total),
      cmocka_unit_test(the_first_value_holds_in_the_order_of_files_and_rows),
      cmocka_unit_test(contradicted_values_become_missing_on_request),
      cmocka_unit_test(only_columns_that_are_asked_for_can_contradict),
      cmocka_unit_test(a_missing_value_is_filled_in_from_any_other_row),
      cmocka_unit_test(what_was_linked_is_told_in_numbers),
      cmocka_unit_test(the_same_file_under_two_names_is_told),
      cmocka_unit_test(conditions_apply_to_people_not_to_rows),
      cmocka_unit_test(dropping_and_merging_come_after_linking),
      cmocka_unit_test(expected_values_appear),
      cmocka_unit_test(sixty_four_files_may_be_linked),
      cmocka_unit_test(linked_files_make_the_table_of_the_joined_file),
  };
  return cmocka_run_group_tests(tests, list_files_begin, list_files_end);
}
