/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/store.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "numeric/stream.h"

enum { MOST_PATH = 768, MOST_LINE = 2048 };

static const char seconds_header[] = "method,seconds\n";

static dark_status make_folder(const char *path, dark_error *err) {
  if (mkdir(path, 0777) == 0 || errno == EEXIST) return DARK_OK;
  return dark__fail(err, DARK_EIO, "%s: %s", path, strerror(errno));
}

static bool is_word(const char *text) {
  for (const char *c = text; *c != '\0'; c++)
    if (!isalnum((unsigned char)*c)) return false;
  return *text != '\0';
}

dark_status store_open(store *out, const char *folder, const char *program, const experiment *how, dark_error *err) {
  if (!is_word(program)) return dark__fail(err, DARK_EUSAGE, "'%s' cannot be the name of a program", program);
  char chosen[32] = "";
  if (how->methods != NULL)
    snprintf(chosen, sizeof chosen, "-m%016" PRIx64, dark__stream_key(0, how->methods, strlen(how->methods)));
  const int length = snprintf(out->folder, sizeof out->folder, "%s/%s-seed%" PRIu64 "-b%zu%s", folder, program, how->seed,
                              how->replicates, chosen);
  if (length < 0 || (size_t)length >= sizeof out->folder) return dark__fail(err, DARK_EUSAGE, "the path %s is too long", folder);
  const dark_status status = make_folder(folder, err);
  return status == DARK_OK ? make_folder(out->folder, err) : status;
}

static void write_path(char path[MOST_PATH], const store *in, const design *of, size_t block, const char *ending) {
  snprintf(path, MOST_PATH, "%s/%s-%04zu%s", in->folder, of->name, block, ending);
}

bool store_has(const store *in, const design *of, size_t block) {
  char path[MOST_PATH];
  write_path(path, in, of, block, ".csv");
  return access(path, R_OK) == 0;
}

/* ---- Writing */

static void write_outcomes(FILE *stream, const block_outcomes *what) {
  outcome_write_header(stream);
  for (size_t i = 0; i < what->n; i++) outcome_write(stream, &what->outcomes[i]);
}

static void write_seconds(FILE *stream, const block_outcomes *what) {
  fputs(seconds_header, stream);
  for (size_t m = 0; m < what->n_methods; m++) fprintf(stream, "%s,%.6f\n", what->methods[m]->name, what->seconds[m]);
}

/* All of it, safely on disk under its name, or nothing. */
static dark_status put_file(const char *path, void (*write)(FILE *, const block_outcomes *), const block_outcomes *what,
                            dark_error *err) {
  char draft[MOST_PATH + 32];
  snprintf(draft, sizeof draft, "%s.%ld.part", path, (long)getpid());
  FILE *stream = fopen(draft, "w");
  if (stream == NULL) return dark__fail(err, DARK_EIO, "%s: %s", draft, strerror(errno));
  write(stream, what);
  bool is_written = fflush(stream) == 0 && ferror(stream) == 0 && fsync(fileno(stream)) == 0;
  is_written = fclose(stream) == 0 && is_written;
  if (is_written && rename(draft, path) == 0) return DARK_OK;
  const dark_status status = dark__fail(err, DARK_EIO, "%s: %s", path, strerror(errno));
  unlink(draft);
  return status;
}

dark_status store_write(const store *in, const design *of, size_t block, const block_outcomes *what, dark_error *err) {
  char path[MOST_PATH];
  write_path(path, in, of, block, ".seconds");
  const dark_status status = put_file(path, write_seconds, what, err);
  if (status != DARK_OK) return status;
  write_path(path, in, of, block, ".csv"); /* comes last: its presence says that the block is there */
  return put_file(path, write_outcomes, what, err);
}

/* ---- Reading */

/* A line of the file being read. */
typedef struct line {
  const char *path;
  size_t number;
  char text[MOST_LINE];
} line;

static dark_status refuse(const line *at, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu: this is no line of a block", at->path, at->number);
}

static dark_status take_outcome(line *at, const store_reader *reader, dark_error *err) {
  outcome read;
  if (at->number == 1) return outcome_is_header(at->text) ? DARK_OK : refuse(at, err);
  return outcome_read(&read, at->text) ? reader->on_outcome(reader->context, &read, err) : refuse(at, err);
}

static dark_status take_seconds(line *at, const store_reader *reader, dark_error *err) {
  double seconds;
  if (at->number == 1) return strcmp(at->text, seconds_header) == 0 ? DARK_OK : refuse(at, err);
  at->text[strcspn(at->text, "\n")] = '\0';
  char *comma = strchr(at->text, ',');
  if (comma == NULL || !dark__parse_real(&seconds, comma + 1)) return refuse(at, err);
  *comma = '\0';
  return reader->on_seconds(reader->context, at->text, seconds, err);
}

static dark_status get_file(const char *path, dark_status (*take)(line *, const store_reader *, dark_error *),
                            const store_reader *reader, dark_error *err) {
  line at = {.path = path};
  dark_status status = DARK_OK;
  FILE *stream = fopen(path, "r");
  if (stream == NULL) return dark__fail(err, DARK_EIO, "%s: %s", path, strerror(errno));
  while (status == DARK_OK && fgets(at.text, sizeof at.text, stream) != NULL) {
    at.number++;
    status = take(&at, reader, err);
  }
  if (status == DARK_OK && ferror(stream) != 0) status = dark__fail(err, DARK_EIO, "%s cannot be read", path);
  fclose(stream);
  return status;
}

dark_status store_read(const store *in, const design *of, size_t block, const store_reader *reader, dark_error *err) {
  char path[MOST_PATH];
  dark_status status = DARK_OK;
  write_path(path, in, of, block, ".csv");
  if (reader->on_outcome != NULL) status = get_file(path, take_outcome, reader, err);
  write_path(path, in, of, block, ".seconds");
  if (status == DARK_OK && reader->on_seconds != NULL) status = get_file(path, take_seconds, reader, err);
  return status;
}
