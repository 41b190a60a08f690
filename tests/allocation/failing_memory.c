/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "allocation/failing_memory.h"

#include <assert.h>
#include <csv.h>
#include <errno.h>
#include <jansson.h>
#include <malloc.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>
#include <zip.h>

enum { LOG_SLOTS = 16, N_SLOTS = 1 << LOG_SLOTS };

static atomic_size_t n_asked, n_failed, first_refused, last_refused;
static atomic_int csv_is_refused;

/* The blocks that are outstanding, as a hash table that its lock keeps for one thread at a time; GONE is where one was. */
static char gone;
#define GONE ((void *)&gone)
static void *slots[N_SLOTS];
static size_t n_outstanding, n_used, n_bytes, most_bytes;
static atomic_flag lock = ATOMIC_FLAG_INIT;

static void hold(void) {
  while (atomic_flag_test_and_set(&lock)) continue;
}

static void release(void) { atomic_flag_clear(&lock); }

/* The first slot of those where `block` may be that holds it, or NULL or `other`. */
static void **find_slot(const void *block, const void *other) {
  size_t slot = ((uintptr_t)block >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - LOG_SLOTS);
  while (slots[slot] != NULL && slots[slot] != block && slots[slot] != other) slot = (slot + 1) % N_SLOTS;
  return &slots[slot];
}

void memory_start(size_t first, size_t last) {
  hold();
  if (n_outstanding > 0 || n_used > N_SLOTS / 4) {
    memset(slots, 0, sizeof slots);
    n_outstanding = n_used = 0;
  }
  n_bytes = most_bytes = 0;
  release();
  csv_is_refused = 0;
  first_refused = first;
  last_refused = last;
  n_asked = n_failed = 0;
}

size_t memory_n_failed(void) { return n_failed; }

size_t memory_n_outstanding(void) {
  hold();
  const size_t n = n_outstanding;
  release();
  return n;
}

size_t memory_most_bytes(void) {
  hold();
  const size_t n = most_bytes;
  release();
  return n;
}

int memory_refuses(void) {
  const size_t number = atomic_fetch_add(&n_asked, 1) + 1;
  if (number < first_refused || number > last_refused) return 0;
  atomic_fetch_add(&n_failed, 1);
  errno = ENOMEM;
  return 1;
}

void memory_was_taken(void *block) {
  if (block == NULL) return;
  hold();
  void **slot = find_slot(block, GONE);
  if (*slot == NULL) n_used++;
  assert(n_used < N_SLOTS / 2);
  *slot = block;
  n_outstanding++;
  n_bytes += malloc_usable_size(block);
  if (n_bytes > most_bytes) most_bytes = n_bytes;
  release();
}

void memory_is_given_back(void *block) {
  if (block == NULL) return;
  hold();
  void **slot = find_slot(block, block);
  if (*slot == block) {
    *slot = GONE;
    n_outstanding--;
    const size_t size = malloc_usable_size(block);
    n_bytes -= size < n_bytes ? size : n_bytes;
  }
  release();
}

/* ---- In place of the C library's. NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's */

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *block);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t n);
char *__real_realpath(const char *path, char *resolved);
FILE *__real_open_memstream(char **text, size_t *size);
int __real_csv_init(struct csv_parser *parser, unsigned char options);
int __real_glp_init_env(void);
int __real_yaml_parser_initialize(yaml_parser_t *parser);
int __real_yaml_parser_parse(yaml_parser_t *parser, yaml_event_t *event);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *block);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t n);
char *__wrap_realpath(const char *path, char *resolved);
FILE *__wrap_open_memstream(char **text, size_t *size);
int __wrap_csv_init(struct csv_parser *parser, unsigned char options);
int __wrap_glp_init_env(void);
int __wrap_yaml_parser_initialize(yaml_parser_t *parser);
int __wrap_yaml_parser_parse(yaml_parser_t *parser, yaml_event_t *event);

typedef int sqlite_row(void *context, int n, char **values, char **names);
int __real_sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs);
int __real_sqlite3_prepare_v2(sqlite3 *db, const char *text, int n, sqlite3_stmt **out, const char **rest);
int __real_sqlite3_prepare_v3(sqlite3 *db, const char *text, int n, unsigned flags, sqlite3_stmt **out, const char **rest);
int __real_sqlite3_step(sqlite3_stmt *statement);
int __real_sqlite3_exec(sqlite3 *db, const char *text, sqlite_row *row, void *context, char **message);
int __real_sqlite3_errcode(sqlite3 *db);
int __wrap_sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs);
int __wrap_sqlite3_prepare_v2(sqlite3 *db, const char *text, int n, sqlite3_stmt **out, const char **rest);
int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *text, int n, unsigned flags, sqlite3_stmt **out, const char **rest);
int __wrap_sqlite3_step(sqlite3_stmt *statement);
int __wrap_sqlite3_exec(sqlite3 *db, const char *text, sqlite_row *row, void *context, char **message);
int __wrap_sqlite3_errcode(sqlite3 *db);

static void *count(void *block) {
  memory_was_taken(block);
  return block;
}

void *__wrap_malloc(size_t size) { return memory_refuses() ? NULL : count(__real_malloc(size)); }
void *__wrap_calloc(size_t n, size_t size) { return memory_refuses() ? NULL : count(__real_calloc(n, size)); }
void *__wrap_aligned_alloc(size_t alignment, size_t size) {
  return memory_refuses() ? NULL : count(__real_aligned_alloc(alignment, size));
}
char *__wrap_strdup(const char *text) { return memory_refuses() ? NULL : count(__real_strdup(text)); }
char *__wrap_strndup(const char *text, size_t n) { return memory_refuses() ? NULL : count(__real_strndup(text, n)); }

/* The block moves: the old one is given back when the new one is there. */
void *__wrap_realloc(void *block, size_t size) {
  if (memory_refuses()) return NULL;
  memory_is_given_back(block);
  return count(__real_realloc(block, size));
}

void __wrap_free(void *block) {
  memory_is_given_back(block);
  __real_free(block);
}

char *__wrap_realpath(const char *path, char *resolved) {
  return memory_refuses() ? NULL : count(__real_realpath(path, resolved));
}

/* Its text belongs to the caller only when the stream is closed, and is not counted. */
FILE *__wrap_open_memstream(char **text, size_t *size) { return memory_refuses() ? NULL : __real_open_memstream(text, size); }

/* libcsv asks for less and less when it is refused; it gets nothing any more. */
static void *grow_csv(void *block, size_t size) {
  void *grown = csv_is_refused ? NULL : __wrap_realloc(block, size);
  if (grown == NULL) csv_is_refused = 1;
  return grown;
}

int __wrap_csv_init(struct csv_parser *parser, unsigned char options) {
  const int failed = __real_csv_init(parser, options);
  csv_set_realloc_func(parser, grow_csv);
  csv_set_free_func(parser, __wrap_free);
  return failed;
}

/* GLPK's own memory is not counted, but it may have none to begin with. */
int __wrap_glp_init_env(void) { return memory_refuses() ? 2 : __real_glp_init_env(); }

/* libyaml says of both how they fail; what it takes in between is its own. */
int __wrap_yaml_parser_initialize(yaml_parser_t *parser) { return memory_refuses() ? 0 : __real_yaml_parser_initialize(parser); }

int __wrap_yaml_parser_parse(yaml_parser_t *parser, yaml_event_t *event) {
  if (!memory_refuses()) return __real_yaml_parser_parse(parser, event);
  memset(event, 0, sizeof *event);
  parser->error = YAML_MEMORY_ERROR;
  return 0;
}

/* SQLite says of all of these how they fail, and undoes what it was at; what it takes in between is its own. */
static atomic_int sqlite_is_refused;

static int refuse_sqlite(void) {
  const int refused = memory_refuses();
  sqlite_is_refused = refused;
  return refused;
}

int __wrap_sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs) {
  *db = NULL;
  return refuse_sqlite() ? SQLITE_NOMEM : __real_sqlite3_open_v2(path, db, flags, vfs);
}

int __wrap_sqlite3_prepare_v2(sqlite3 *db, const char *text, int n, sqlite3_stmt **out, const char **rest) {
  *out = NULL;
  return refuse_sqlite() ? SQLITE_NOMEM : __real_sqlite3_prepare_v2(db, text, n, out, rest);
}

int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *text, int n, unsigned flags, sqlite3_stmt **out, const char **rest) {
  *out = NULL;
  return refuse_sqlite() ? SQLITE_NOMEM : __real_sqlite3_prepare_v3(db, text, n, flags, out, rest);
}

int __wrap_sqlite3_step(sqlite3_stmt *statement) { return refuse_sqlite() ? SQLITE_NOMEM : __real_sqlite3_step(statement); }

int __wrap_sqlite3_exec(sqlite3 *db, const char *text, sqlite_row *row, void *context, char **message) {
  return refuse_sqlite() ? SQLITE_NOMEM : __real_sqlite3_exec(db, text, row, context, message);
}

int __wrap_sqlite3_errcode(sqlite3 *db) { return sqlite_is_refused ? SQLITE_NOMEM : __real_sqlite3_errcode(db); }

/* libzip takes memory of its own: it is told that there is none where it says how that fails. */
zip_source_t *__real_zip_source_buffer_create(const void *bytes, zip_uint64_t n, int is_given, zip_error_t *error);
zip_t *__real_zip_open_from_source(zip_source_t *source, int flags, zip_error_t *error);
zip_file_t *__real_zip_fopen_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags);
zip_source_t *__wrap_zip_source_buffer_create(const void *bytes, zip_uint64_t n, int is_given, zip_error_t *error);
zip_t *__wrap_zip_open_from_source(zip_source_t *source, int flags, zip_error_t *error);
zip_file_t *__wrap_zip_fopen_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags);

zip_source_t *__wrap_zip_source_buffer_create(const void *bytes, zip_uint64_t n, int is_given, zip_error_t *error) {
  if (!memory_refuses()) return __real_zip_source_buffer_create(bytes, n, is_given, error);
  zip_error_set(error, ZIP_ER_MEMORY, 0);
  return NULL;
}

zip_t *__wrap_zip_open_from_source(zip_source_t *source, int flags, zip_error_t *error) {
  if (!memory_refuses()) return __real_zip_open_from_source(source, flags, error);
  zip_error_set(error, ZIP_ER_MEMORY, 0);
  return NULL;
}

zip_file_t *__wrap_zip_fopen_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags) {
  if (!memory_refuses()) return __real_zip_fopen_index(zip, index, flags);
  zip_error_set(zip_get_error(zip), ZIP_ER_MEMORY, 0);
  return NULL;
}

__attribute__((constructor)) static void lend_to_jansson(void) { json_set_alloc_funcs(__wrap_malloc, __wrap_free); }
/* NOLINTEND(bugprone-reserved-identifier) */
