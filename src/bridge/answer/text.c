/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports as texts. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "bridge/answer/answer.h"

void dark_text_free(char *text) { free(text); }

#ifdef DARK_NO_MEMSTREAM

/* Room for what is left of the stream, read from its beginning. */
static dark_status read_back(char **text, size_t *length, FILE *stream, dark_error *err) {
  const long n = ftell(stream);
  if (n < 0) return dark__fail(err, DARK_EIO, "a temporary file: %s", strerror(errno));
  rewind(stream);
  *text = malloc((size_t)n + 1);
  if (*text == NULL) return dark__fail_memory(err);
  *length = fread(*text, 1, (size_t)n, stream);
  (*text)[*length] = '\0';
  return *length == (size_t)n ? DARK_OK : dark__fail(err, DARK_EIO, "a temporary file cannot be read back");
}

/* Where the C library has no streams in memory. */
dark_status dark__text_of(char **text, size_t *length, dark__text_writer *write, const void *context, dark_error *err) {
  FILE *stream = tmpfile();
  if (stream == NULL) return dark__fail(err, DARK_EIO, "no temporary file can be made: %s", strerror(errno));
  dark_status status = write(stream, context, err);
  if (status == DARK_OK) status = read_back(text, length, stream, err);
  fclose(stream);
  return status;
}

#else

dark_status dark__text_of(char **text, size_t *length, dark__text_writer *write, const void *context, dark_error *err) {
  FILE *stream = open_memstream(text, length);
  if (stream == NULL) return dark__fail_memory(err);
  const dark_status status = write(stream, context, err);
  if (fclose(stream) != 0) return status == DARK_OK ? dark__fail_memory(err) : status;
  return status;
}

#endif

/* An answer in a format. */
typedef struct wanted {
  const dark_answer *answer;
  dark_format format;
} wanted;

static dark_status write(FILE *stream, const void *context, dark_error *err) {
  const wanted *of = context;
  return of->answer->kind->write(stream, of->answer, of->format, err);
}

dark_status dark_answer_write(char **text, size_t *length, const dark_answer *answer, dark_format format, dark_error *err) {
  size_t unasked = 0;
  DARK__REQUIRE(text, err);
  *text = NULL;
  DARK__REQUIRE(answer, err);
  DARK__REQUIRE_BELOW(format, DARK_FORMAT_XLSX + 1, err);
  if (length == NULL) length = &unasked;
  *length = 0;
  if (answer->kind->write == NULL) return dark__fail(err, DARK_EUSAGE, "this answer has frames alone");
  dark__gsl_enter();
  const wanted of = {answer, format};
  const dark_status status = dark__text_of(text, length, write, &of, err);
  dark__gsl_leave();
  if (status == DARK_OK) return DARK_OK;
  free(*text);
  *text = NULL;
  *length = 0;
  return status;
}
