/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After linking nothing of a key is in the memory of the process: not in what the library freed, nor in what stdio and libcsv held. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/keys.h"
#include "base/wipe.h"
#include "cli/console/cores.h"
#include "support/list_files.h"
#include "support/workbook_file.h"

/* What all keys begin with, disguised here and wherever the test itself holds it. */
enum { PREFIX = 14, MASK = 0x55, N_KEYS = 4000, WINDOW = 1 << 20 };
static unsigned char disguised[PREFIX];
static unsigned char window[WINDOW + PREFIX];

static void choose_prefix(void) {
  const unsigned pid = (unsigned)getpid();
  for (unsigned i = 0; i < PREFIX; i++) disguised[i] = (unsigned char)(('A' + (pid >> (i % 8)) % 3 + 7 * i % 23) ^ MASK);
}

static bool is_prefix(const unsigned char *bytes) {
  for (unsigned i = 0; i < PREFIX; i++)
    if ((bytes[i] ^ MASK) != disguised[i]) return false;
  return true;
}

/* Places of the prefix in bytes [n + PREFIX - 1]; the window itself is wiped behind the search. */
static size_t count_in(const unsigned char *bytes, size_t n) {
  size_t found = 0;
  for (size_t i = 0; i < n; i++) found += (bytes[i] ^ MASK) == disguised[0] && is_prefix(bytes + i);
  return found;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Places of the prefix from `begin` to `end`, read a window at a time; the window itself is passed over, and nothing beside it: what the test
   looks for may be its neighbour. */
static size_t count_between(int memory, uintptr_t begin, uintptr_t end) {
  const uintptr_t own = (uintptr_t)window, own_end = own + sizeof window;
  size_t found = 0, step;
  for (uintptr_t at = begin; at < end; at += step) {
    if (at >= own && at < own_end) {
      step = own_end - at;
      continue;
    }
    const size_t n = least((at < own && own < end ? own : end) - at, sizeof window);
    step = n == sizeof window ? WINDOW : n;
    const ssize_t n_read = pread(memory, window, n, (off_t)at);
    if (n_read >= PREFIX) found += count_in(window, (size_t)n_read - PREFIX + 1);
    dark__wipe(window, sizeof window);
  }
  return found;
}

/* Places of the prefix in all memory of the process that can be written to. */
static size_t count_in_memory(void) {
  char line[512], mode[8];
  uintmax_t begin, end;
  size_t found = 0;
  FILE *maps = fopen("/proc/self/maps", "r");
  const int memory = open("/proc/self/mem", O_RDONLY);
  assert_non_null(maps);
  assert_true(memory >= 0);
  while (fgets(line, sizeof line, maps) != NULL) {
    if (sscanf(line, "%jx-%jx %7s", &begin, &end, mode) != 3 || strncmp(mode, "rw", 2) != 0) continue;
    if (end - begin <= (uintmax_t)1 << 30)
      found += count_between(memory, (uintptr_t)begin, (uintptr_t)end); /* else a sanitizer's */
  }
  close(memory);
  fclose(maps);
  return found;
}

static void put_key(unsigned char *key, unsigned number) {
  for (unsigned i = 0; i < PREFIX; i++) key[i] = disguised[i] ^ MASK;
  snprintf((char *)key + PREFIX, 8, "%05u", number);
}

/* Keys first to N_KEYS, in lines that the short cut takes, that come again, and that only libcsv reads. Not through stdio, which would
   hold them. */
static void write_list(const char *path, unsigned first) {
  static unsigned char lines[64 * N_KEYS];
  unsigned char key[PREFIX + 8];
  size_t n = (size_t)snprintf((char *)lines, sizeof lines, "id,f,note\n");
  for (unsigned i = first; i < N_KEYS; i++) {
    put_key(key, i);
    n += (size_t)snprintf((char *)lines + n, sizeof lines - n, i % 7 == 0 ? "\"%s\",x,\"two\nlines\"\n" : "%s,x,\n", key);
  }
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  assert_int_equal(write(file, lines, n), (ssize_t)n);
  close(file);
  dark__wipe(lines, sizeof lines);
  dark__wipe(key, sizeof key);
}

static void expect_clean_after(dark_status expected, const dark_read_options *options) {
  dark_table *table;
  assert_int_equal(dark_table_link_csv(&table, "id", abc, 3, options, NULL), expected);
  assert_int_equal(count_in_memory(), 0);
  dark_table_free(table);
}

static void no_key_is_left_in_memory_after_linking(void **state) {
  (void)state;
  unsigned char *copy = malloc(64);
  choose_prefix();
  write_list("a.csv", 0);
  write_list("b.csv", 1000);
  write_list("c.csv", 3000);
  assert_int_equal(count_in_memory(), 0);
  put_key(copy, 1);
  assert_true(count_in_memory() >= 1); /* the search finds what is there */
  dark__wipe_free(copy, 64);
  expect_clean_after(DARK_OK, NULL);
  expect_clean_after(DARK_OK, OPTIONS(SET(by, "f"), SET(where, "f=x")));
  expect_clean_after(DARK_EUSAGE, OPTIONS(SET(by, "g")));
}

static void no_key_is_left_in_memory_after_a_file_of_people(void **state) {
  (void)state;
  dark_table *table;
  choose_prefix();
  write_list("a.csv", 0);
  assert_int_equal(dark_table_read_csv(&table, "a.csv", OPTIONS(SET(lists, "note")), NULL), DARK_EDATA);
  assert_int_equal(dark_table_read_csv(&table, "a.csv", OPTIONS(SET(where, "f=y")), NULL), DARK_EDATA);
  assert_int_equal(count_in_memory(), 0);
}

/* By another process, for what writes a workbook holds its keys. */
static void write_book(const char *path, unsigned first) {
  const pid_t writer = fork();
  int how = -1;
  if (writer == 0) {
    static char csv[32 * N_KEYS];
    size_t n = (size_t)snprintf(csv, sizeof csv, "id,f\n");
    unsigned char key[PREFIX + 8];
    for (unsigned i = first; i < N_KEYS; i++) {
      put_key(key, i);
      n += (size_t)snprintf(csv + n, sizeof csv - n, "%s,x\n", key);
    }
    if (strcmp(path, "a.csv") == 0) excel_write_csv(path, csv);
    else opendocument_write_csv(path, csv);
    _exit(0);
  }
  assert_int_equal(waitpid(writer, &how, 0), writer);
  assert_int_equal(how, 0);
}

static void no_key_is_left_in_memory_after_workbooks(void **state) {
  (void)state;
  dark_table *table;
  choose_prefix();
  write_book("a.csv", 0);
  write_book("b.csv", 1000);
  assert_int_equal(dark_table_link_csv(&table, "id", abc, 2, OPTIONS(SET(by, "f")), NULL), DARK_OK);
  assert_true(dark_table_n_people(table) == N_KEYS);
  assert_int_equal(count_in_memory(), 0);
  dark_table_free(table);
}

static void arrays_that_grow_leave_no_copy(void **state) {
  (void)state;
  size_t capacity = 0, n_keys = 500;
  unsigned char *bytes = NULL;
  choose_prefix();
  for (size_t i = 0; i < n_keys; i++) {
    bytes = dark__wipe_grow(bytes, &capacity, 32 * (i + 1), 1);
    assert_non_null(bytes);
    put_key(bytes + 32 * i, (unsigned)i);
  }
  assert_int_equal(count_in_memory(), n_keys);
  dark__wipe_free(bytes, capacity);
  assert_int_equal(count_in_memory(), 0);
}

/* A program that takes cores does not look at the limit. */
static void cores_are_forbidden_and_allowed_again(void **state) {
  (void)state;
  struct rlimit limit, first;
  assert_int_equal(getrlimit(RLIMIT_CORE, &first), 0);
  const struct rlimit some = {first.rlim_max < 4096 ? first.rlim_max : 4096, first.rlim_max};
  setrlimit(RLIMIT_CORE, &some);
  prctl(PR_SET_DUMPABLE, 1);
  const dark__cores outer = dark__cores_forbid(), inner = dark__cores_forbid();
  dark__cores_restore(&inner);
  assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
  assert_int_equal(limit.rlim_cur, 0);
  assert_int_equal(prctl(PR_GET_DUMPABLE), 0);
  dark__cores_restore(&outer);
  assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
  assert_int_equal(limit.rlim_cur, some.rlim_cur);
  assert_int_equal(prctl(PR_GET_DUMPABLE), 1);
  setrlimit(RLIMIT_CORE, &first);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_key_is_left_in_memory_after_linking), cmocka_unit_test(no_key_is_left_in_memory_after_a_file_of_people),
      cmocka_unit_test(no_key_is_left_in_memory_after_workbooks), cmocka_unit_test(arrays_that_grow_leave_no_copy),
      cmocka_unit_test(cores_are_forbidden_and_allowed_again)};
  return cmocka_run_group_tests(tests, list_files_begin, list_files_end);
}
