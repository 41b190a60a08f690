/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For memfd_create. NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _GNU_SOURCE

#include "fuzz/fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"

void fuzz_fail(const char *file, int line, const char *condition, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "\n%s:%d: does not hold: %s: ", file, line, condition);
  vfprintf(stderr, format, arguments);
  fprintf(stderr, "\n");
  va_end(arguments);
  abort();
}

static void *take(size_t n, size_t size) {
  void *memory = calloc(n, size);
  MUST(memory != NULL, "the fuzz target itself is out of memory");
  return memory;
}

fuzz_texts fuzz_split(const uint8_t *data, size_t size, char mark) {
  fuzz_texts texts = {.bytes = take(size + 1, 1), .items = take(size + 1, sizeof *texts.items)};
  if (size > 0) memcpy(texts.bytes, data, size);
  texts.items[texts.n++] = texts.bytes;
  for (size_t i = 0; i < size; i++) {
    if (texts.bytes[i] != mark && texts.bytes[i] != '\0') continue;
    texts.bytes[i] = '\0';
    texts.items[texts.n++] = texts.bytes + i + 1;
  }
  return texts;
}

void fuzz_texts_free(fuzz_texts *texts) {
  free(texts->items);
  free(texts->bytes);
  *texts = (fuzz_texts){0};
}

const char *fuzz_file(const void *bytes, size_t n) {
  static int file = -1;
  static char path[32];
  if (file < 0) {
    file = memfd_create("fuzz", 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  }
  const int is_written = file >= 0 && ftruncate(file, 0) == 0 && pwrite(file, bytes, n, 0) == (ssize_t)n;
  MUST(is_written, "the fuzz target cannot write its file");
  return path;
}

void fuzz_check_line(const char *line, int is_utf8) {
  MUST(line[0] != '\0', "nothing is said");
  for (const char *c = line; *c != '\0'; c++)
    MUST((unsigned char)*c >= 0x20 && *c != 0x7F, "control character %u in '%s'", (unsigned char)*c, line);
  MUST(!is_utf8 || dark__utf8_is_valid(line), "not UTF-8: '%s'", line);
}

/* "..." is where something was cut. */
void fuzz_check_message(const char *message, int is_utf8) {
  fuzz_check_line(message, is_utf8);
  const size_t n = strlen(message);
  const int is_cut = n > 3 && strcmp(message + n - 3, "...") == 0;
  MUST(is_cut || strchr(". \n", message[n - 1]) == NULL, "a bad end: '%s'", message);
}

void fuzz_check_failure(dark_status status, const dark_error *err, int is_utf8) {
  MUST(status == DARK_EUSAGE || status == DARK_EDATA || status == DARK_ELIMIT, "%s: %s", dark_status_text(status), err->message);
  MUST(err->status == status, "status %d beside %d", (int)status, (int)err->status);
  fuzz_check_message(err->message, is_utf8);
}
