/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_FUZZ_H
#define DARK_TESTS_FUZZ_H

/* What fuzz targets share. A target is one file fuzz_NAME.c with the entry point of libFuzzer: it makes of any bytes a task for the
   library and aborts when what must hold for every input does not. The same object is linked with libFuzzer to look for such inputs
   (make fuzz), and with replay.c to try those of tests/fuzz/corpus/NAME (make check). */

#include <stddef.h>
#include <stdint.h>

#include <darkfigure.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold, or a message and the end. */
#define MUST(condition, ...) ((condition) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #condition, __VA_ARGS__))
_Noreturn void fuzz_fail(const char *file, int line, const char *condition, const char *format, ...) DARK_PRINTF(4, 5);

/* Bytes cut at every `mark` into texts; NULs among them are marks too. fuzz_texts_free it. */
typedef struct fuzz_texts {
  char *bytes;
  char **items; /* [n], at least one */
  size_t n;
} fuzz_texts;

fuzz_texts fuzz_split(const uint8_t *data, size_t size, char mark);
void fuzz_texts_free(fuzz_texts *texts);

/* Path of the one scratch file, which now holds these bytes. */
const char *fuzz_file(const void *bytes, size_t n);

/* A line for people: something, without control characters; UTF-8 when what it is about is. */
void fuzz_check_line(const char *line, int is_utf8);

/* A message: the same, without a final stop. */
void fuzz_check_message(const char *message, int is_utf8);

/* A failed call: the status is one that an input can cause, and the message is as above. */
void fuzz_check_failure(dark_status status, const dark_error *err, int is_utf8);

#endif
