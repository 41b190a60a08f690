/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/list_files.h"

/* ---- What is refused */

static void a_missing_key_is_refused_with_its_line(void **state) {
  (void)state;
  const char *const values[] = {"", "NA", "   ", "\"\""};
  for (size_t i = 0; i < LENGTH_OF(values); i++) {
    char csv[64];
    snprintf(csv, sizeof csv, "f,id\np,u\nq,%s\n", values[i]);
    REJECT(DARK_EDATA, ((const char *const[]){"id\nu\n", csv}), NULL, "b.csv:3:2: the key is empty or NA (column id)");
  }
}

static void columns_that_are_not_there_are_refused(void **state) {
  (void)state;
  const char *const files[] = {"id,form\nu,p\n", "id,sex\nu,F\n"};
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(by, "fomr")), "linked files: there is no column 'fomr' (--by); did you mean 'form'?");
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(where, "Sex=F")),
         "linked files: there is no column 'Sex' (--where); did you mean 'sex'?");
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(by, "form", "form")), "linked files: column 'form' is named twice by --by");
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(by, "form"), SET(expect, "sex=F")), "'sex=F' is not about a column of --by (--expect)");
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(drop_lists, "D1")), "linked files: there is no list 'D1' (--drop-list)");
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(merge_lists, "M=A+b")),
         "linked files: there is no list 'b' (--merge-lists); did you mean 'B'?");
  reject_files(DARK_EUSAGE, "ID", abc, 2, NULL, "a.csv: there is no column 'ID' (--link); did you mean 'id'?");
  reject_files(DARK_EUSAGE, "sex", abc, 2, NULL, "a.csv: there is no column 'sex' (--link); FILE:COLUMN names that of one file");
  reject_files(DARK_EUSAGE, "", abc, 2, NULL, "--link needs the name of the key column");
}

static void the_key_is_no_category(void **state) {
  (void)state;
  const char *const files[] = {"id\nu\n", "id\nv\n"};
  const char message[] = "column 'id' is the key (--link) and cannot be a category as well";
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(by, "id")), message);
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(where, "id=u")), message);
}

static void names_of_lists_must_tell_them_apart(void **state) {
  (void)state;
  const dark_list_file equal[] = {{"A", "a.csv", NULL}, {"B", "b.csv", NULL}, {"A", "c.csv", NULL}};
  const dark_list_file nameless[] = {{"A", "a.csv", NULL}, {"", "b.csv", NULL}};
  const dark_list_file foreign[] = {{"A\xFF", "a.csv", NULL}};
  const dark_list_file standard[] = {{"A", "-", NULL}, {"B", "-", NULL}};
  reject_files(DARK_EUSAGE, "id", equal, 3, NULL, "lists 1 and 3 are both called 'A'; NAME=FILE names them (--link)");
  reject_files(DARK_EUSAGE, "id", nameless, 2, NULL, "list 2 has no name (--link)");
  reject_files(DARK_EUSAGE, "id", foreign, 1, NULL, "the name 'A\\xFF' of list 1 is not UTF-8 (--link)");
  reject_files(DARK_EUSAGE, "id", standard, 2, NULL, "standard input is there for one list only (--link)");
  reject_files(DARK_EUSAGE, "id", abc, 0, NULL, "--link needs a file for each list");
  reject_files(DARK_EUSAGE, "id", abc, 2, OPTIONS(SET(by, "A")),
               "list 'A' has the name of a column of --by, --where or --expect; NAME=FILE names it (--link)");
}

static void options_of_a_single_file_are_refused(void **state) {
  (void)state;
  reject_files(DARK_EUSAGE, "id", abc, 2, OPTIONS(SET(lists, "A")), "--link makes no sense with --lists: each file is a list");
  reject_files(DARK_EUSAGE, "id", abc, 2, OPTIONS(.count = "n"), "--link makes no sense with --count: each row is a person");
  reject_files(DARK_EUSAGE, "id", abc, 2, OPTIONS(SET(ignore, "x")),
               "--link makes no sense with --ignore: only the key and the columns of --by and --where are looked at");
  reject_files(DARK_EUSAGE, "id", abc, 2, OPTIONS(.drop_unlisted = 1),
               "--link makes no sense with --drop-unlisted: everybody in a file is on its list");
  reject_files(DARK_EUSAGE, "id", abc, 2, &(dark_read_options){.version = 2},
               "dark_read_options of version 2: version 1 is supported; its macro ..._INIT sets it");
}

static void values_that_results_need_are_refused(void **state) {
  (void)state;
  const char *const files[] = {"id,f\nu,p\n", "id,f\nu,(all)\n"};
  REJECT(DARK_EDATA, files, OPTIONS(SET(by, "f")),
         "b.csv:2:2: '(all)' stands for all values in results and cannot be a value (column f)");
  REJECT(DARK_EUSAGE, files, OPTIONS(SET(by, "state")),
         "linked files: column 'state' has the name of a column of the results; rename it to use it with --by");
}

static void malformed_files_are_refused_by_their_own_names(void **state) {
  (void)state;
  const char *const ragged[] = {"id,f\nu,p\n", "id,f\nu,p\nv\n"};
  REJECT(DARK_EDATA, ragged, NULL,
         "b.csv:3: expected 2 fields as in the header, found 1; give the row its other fields, or take out a line that is none "
         "of the table");
  const char *const twice[] = {"id,f,f\nu,p,q\n"};
  REJECT(DARK_EDATA, twice, NULL, "a.csv:1:3: column name 'f' appears twice; rename one of the two");
  const dark_list_file nothing[] = {{"A", "nothing.csv", NULL}};
  reject_files(DARK_EIO, "id", nothing, 1, NULL, "nothing.csv: cannot be opened: No such file or directory");
}

static void too_many_values_of_a_category_are_refused(void **state) {
  (void)state;
  FILE *file = fopen("a.csv", "wb");
  assert_non_null(file);
  fputs("id,f\n", file);
  for (size_t i = 0; i <= DARK_MAX_STRATA; i++) fprintf(file, "%zu,%zu\n", i, i);
  assert_int_equal(fclose(file), 0);
  reject_files(DARK_EUSAGE, "id", abc, 1, OPTIONS(SET(by, "f")),
               "linked files: column 'f' has more than 10000 different values (--by)");
  dark_table *table;
  assert_int_equal(dark_table_link_csv(&table, "id", abc, 1, OPTIONS(SET(where, "f=10000")), NULL), DARK_OK);
  assert_string_equal(shape_of(table).bytes, "A@0 | 1:1");
  dark_table_free(table);
}

/* ---- Keys stay secret */

static void assert_secret(const char *const *csv, size_t n, const dark_read_options *options) {
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  for (size_t i = 0; i < n; i++) write_text(abc[i].path, csv[i]);
  const dark_status status = dark_table_link_csv(&table, "person", abc, n, options, &err);
  assert_true((status == DARK_OK) == (table != NULL) && (status == DARK_OK) == (err.message[0] == '\0'));
  assert_null(strstr(err.message, "person7"));
  if (table != NULL) assert_null(strstr(notes_of(table).bytes, "person7"));
  dark_table_free(table);
}

static void no_message_or_note_has_a_key(void **state) {
  (void)state;
  const char *const files[][2] = {
      {"person,f\nperson7,p\nperson7,p\n", "person,f\nperson7,q\n"},  /* repeated, contradicted */
      {"person,f\nperson7,p,q\n", "person,f\n"},                      /* ragged */
      {"person,f\nperson7,(all)\n", "person,f\n"},                    /* no value */
      {"person,f\n\"person7\"x,p\n", "person,f\n"},                   /* quotes */
      {"person,f\nperson7\xFF,p\n", "person,f\n"},                    /* not UTF-8 */
      {"person7,person7\nperson8,p\n", "person,f\nperson7,q\n"},      /* no header */
      {"person7\nperson8\n", "person,f\nperson7,q\n"},                /* no header */
      {"person,f\nperson7,p\n", "person7,p\nperson8,p\n"},            /* no header in the second */
      {"person,f\nperson7,\n", "person,f\nperson7,NA\n"},             /* missing */
      {"person,person7x\nperson7,p\n", "person,f\nperson7,NA\nx,\n"}, /* a column called like a key */
  };
  const dark_read_options *const options[] = {
      NULL,
      OPTIONS(SET(by, "f")),
      OPTIONS(SET(by, "f"), .conflict = DARK_CONFLICT_FIRST),
      OPTIONS(SET(where, "f=persons"), .conflict = DARK_CONFLICT_MISSING),
      OPTIONS(SET(by, "person")),
      OPTIONS(SET(where, "person=person")),
  };
  for (size_t i = 0; i < LENGTH_OF(files); i++)
    for (size_t o = 0; o < LENGTH_OF(options); o++) assert_secret(files[i], 2, options[o]);
}

/* ---- Any bytes: a table or an error with a message, never a crash; most useful under the sanitizers. */

static void mutated_files_are_linked_or_refused(void **state) {
  (void)state;
  static const char rich[] = "\xEF\xBB\xBF"
                             "id,f,\"g\"\r\nu,\"p\"\"q\",1\r\nv,NA,2\n\nw,\"x\ny\",1\rx,\xC3\xA4,2\nu,p,1\n";
  static const char bytes[] = "\"\",;\t\n\r01 uid=\xFF\xC3\0(";
  uint64_t seed = 1;
  write_text("b.csv", "id;f\nu;p\nx;q\n");
  for (int round = 0; round < 3000; round++) {
    char mutant[sizeof rich];
    memcpy(mutant, rich, sizeof rich);
    for (int change = 0; change <= round % 4; change++)
      mutant[draw_number(&seed, sizeof rich - 1)] = bytes[draw_number(&seed, sizeof bytes - 1)];
    write_bytes("a.csv", mutant, sizeof rich - 1);
    dark_table *table;
    dark_error err = DARK_ERROR_INIT;
    const dark_read_options *options = OPTIONS(SET(by, "f"), .conflict = (dark_conflict)(round % 3));
    const dark_status status = dark_table_link_csv(&table, "id", abc, 2, options, &err);
    assert_true((status == DARK_OK) == (table != NULL) && (status == DARK_OK) == (err.message[0] == '\0'));
    assert_true(status == DARK_OK || status == DARK_EDATA || status == DARK_EUSAGE);
    if (table != NULL) (void)shape_of(table);
    dark_table_free(table);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_missing_key_is_refused_with_its_line),
      cmocka_unit_test(columns_that_are_not_there_are_refused),
      cmocka_unit_test(the_key_is_no_category),
      cmocka_unit_test(names_of_lists_must_tell_them_apart),
      cmocka_unit_test(options_of_a_single_file_are_refused),
      cmocka_unit_test(values_that_results_need_are_refused),
      cmocka_unit_test(malformed_files_are_refused_by_their_own_names),
      cmocka_unit_test(too_many_values_of_a_category_are_refused),
      cmocka_unit_test(no_message_or_note_has_a_key),
      cmocka_unit_test(mutated_files_are_linked_or_refused),
  };
  return cmocka_run_group_tests(tests, list_files_begin, list_files_end);
}
