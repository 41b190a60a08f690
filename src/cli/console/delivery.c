/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/delivery.h"

#include <assert.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/console/output.h"
#include "cli/console/staged.h"

static bool is_standard_output(const dark__delivery *item) {
  return item->path == NULL || strcmp(item->path, "/dev/stdout") == 0;
}

static bool is_staged(const dark__delivery *item) { return item->path != NULL && !dark__is_written_directly(item->path); }

static dark_status check_asked(dark_error *err) {
  return dark__interrupt_asked() ? dark__fail(err, DARK_EINTERRUPTED, "interrupted") : DARK_OK;
}

static dark_status stage(dark__staged *staged, const dark__delivery *item, dark_error *err) {
  dark_status status = dark__staged_open(staged, item->path, err);
  staged->is_private = item->is_private;
  if (status == DARK_OK) status = item->write(staged->stream, item->context, err);
  /* A full disk is better told by the name of the file. */
  if (status == DARK_OK || status == DARK_EIO) {
    const dark_status finished = staged->stream == NULL ? status : dark__staged_finish(staged, err);
    if (finished != DARK_OK) status = finished;
  }
  return status == DARK_OK ? check_asked(err) : status;
}

static dark_status write_stream(FILE *stream, const dark__delivery *item, const char *name, dark_error *err) {
  const dark_status status = item->write(stream, item->context, err);
  if (status != DARK_OK && status != DARK_EIO) return status;
  return fflush(stream) != 0 || ferror(stream) != 0 ? dark__fail_system(err, name, "write") : status;
}

static dark_status write_directly(const dark__delivery *item, dark_error *err) {
  if (is_standard_output(item)) return write_stream(stdout, item, "standard output", err);
  const int file = open(item->path, O_WRONLY | O_NOCTTY);
  FILE *stream = file < 0 ? NULL : fdopen(file, "wb");
  if (stream == NULL) {
    const dark_status status = dark__fail_system(err, item->path, "write");
    if (file >= 0) close(file);
    return status;
  }
  dark_status status = write_stream(stream, item, item->path, err);
  if (fclose(stream) != 0 && status == DARK_OK) status = dark__fail_system(err, item->path, "write");
  return status == DARK_OK ? check_asked(err) : status;
}

static dark_status commit_all(dark__staged *staged, size_t n, dark_error *err) {
  for (size_t i = 0; i < n; i++) {
    const dark_status status = dark__staged_commit(&staged[i], i + 1 < n, err);
    if (status == DARK_OK) continue;
    while (i-- > 0) dark__staged_revoke(&staged[i]);
    return status;
  }
  return DARK_OK;
}

static dark_status deliver(dark__staged *staged, const dark__delivery *items, size_t n, dark_error *err) {
  size_t n_staged = 0;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    if (is_staged(&items[i])) status = stage(&staged[n_staged++], &items[i], err);
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    if (!is_staged(&items[i])) status = write_directly(&items[i], err);
  return status == DARK_OK ? commit_all(staged, n_staged, err) : status;
}

/* A reader that goes away must not end the process: temporary files would stay behind. */
dark_status dark__deliver_together(const dark__delivery *items, size_t n, dark_error *err) {
  dark__staged staged[DARK__MOST_DELIVERIES] = {{0}};
  struct sigaction before, ignore = {.sa_handler = SIG_IGN};
  assert(n <= DARK__MOST_DELIVERIES);
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, &before);
  dark__interrupt_hold();
  const dark_status status = deliver(staged, items, n, err);
  for (size_t i = 0; i < n; i++) dark__staged_clear(&staged[i]);
  dark__interrupt_release();
  sigaction(SIGPIPE, &before, NULL);
  return status;
}

static dark_status copy_text(FILE *stream, void *context, dark_error *err) {
  const dark__output *of = context;
  (void)err;
  fwrite(of->text, 1, of->size, stream); /* whether it was taken, the caller finds out */
  return DARK_OK;
}

dark_status dark__deliver_outputs(dark__output *first, const dark__output_options *first_options, dark__output *second,
                                  const dark__output_options *second_options, dark_error *err) {
  const dark__delivery items[] = {{first_options->path, copy_text, first, first_options->is_private},
                                  {second_options->path, copy_text, second, second_options->is_private}};
  dark_status status = dark__output_ready(first, first_options, err);
  if (status == DARK_OK) status = dark__output_ready(second, second_options, err);
  return status == DARK_OK ? dark__deliver_together(items, 2, err) : status;
}
