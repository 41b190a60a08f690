/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/schedule.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static dark_status add_seconds(void *context, const char *name, double seconds, dark_error *err) {
  (void)name;
  (void)err;
  *(double *)context += seconds;
  return DARK_OK;
}

/* What earlier runs left. */
static dark_status count_done(entry *of, size_t n_blocks, const store *in, dark_error *err) {
  const store_reader reader = {.on_seconds = add_seconds, .context = &of->seconds};
  for (size_t block = 0; block < n_blocks; block++) {
    if (!store_has(in, of->of, block)) continue;
    const dark_status status = store_read(in, of->of, block, &reader, err);
    if (status != DARK_OK) return status;
    of->n_done++;
  }
  return DARK_OK;
}

static dark_status add_entry(schedule *to, const design *of, const store *in, dark_error *err) {
  entry *next = &to->entries[to->n++];
  next->of = of;
  const dark_status status = truth_make(&next->drawn_from, of, err);
  return status == DARK_OK ? count_done(next, to->n_blocks, in, err) : status;
}

static bool matches(const char *pattern, const design *of) {
  if (strcmp(pattern, "quick") == 0) return (of->traits & TRAIT_QUICK) != 0;
  if (strcmp(pattern, "choice") == 0) return of->family != NULL;
  if (strcmp(pattern, "bound") == 0) return (of->traits & TRAIT_BOUND) != 0;
  return fnmatch(pattern, of->name, 0) == 0;
}

/* Mark the designs that a pattern matches; false when it matches none. */
static bool mark(bool *marks, const char *pattern) {
  bool any = false;
  for (size_t i = 0; i < n_coverage_designs; i++)
    if (matches(pattern, &coverage_designs[i])) marks[i] = any = true;
  return any;
}

static dark_status mark_all(bool *marks, const char *patterns, dark_error *err) {
  char text[1024], *rest = NULL;
  if ((size_t)snprintf(text, sizeof text, "%s", patterns) >= sizeof text)
    return dark__fail(err, DARK_EUSAGE, "too many designs are named");
  for (char *pattern = strtok_r(text, " ,", &rest); pattern != NULL; pattern = strtok_r(NULL, " ,", &rest))
    if (!mark(marks, pattern)) return dark__fail(err, DARK_EUSAGE, "there is no design '%s'", pattern);
  return DARK_OK;
}

dark_status schedule_make(schedule *out, const char *patterns, size_t n_blocks, const store *in, dark_error *err) {
  *out = (schedule){.n_blocks = n_blocks, .entries = calloc(n_coverage_designs, sizeof *out->entries)};
  bool *marks = calloc(n_coverage_designs, sizeof *marks);
  dark_status status = out->entries == NULL || marks == NULL ? dark__fail_memory(err) : mark_all(marks, patterns, err);
  for (size_t i = 0; status == DARK_OK && i < n_coverage_designs; i++)
    if (marks[i]) status = add_entry(out, &coverage_designs[i], in, err);
  free(marks);
  return status;
}

void schedule_clear(schedule *of) {
  for (size_t i = 0; of->entries != NULL && i < of->n; i++) truth_clear(&of->entries[i].drawn_from);
  free(of->entries);
  *of = (schedule){0};
}

/* n sqrt(seconds per block), of what is there: 0 without a block. */
static double spent(const entry *of) { return sqrt((double)of->n_done * of->seconds); }

entry *schedule_next(const schedule *of, const store *in, size_t *block) {
  entry *next = NULL;
  for (size_t i = 0; i < of->n; i++)
    if (of->entries[i].n_done < of->n_blocks && (next == NULL || spent(&of->entries[i]) < spent(next))) next = &of->entries[i];
  for (*block = 0; next != NULL && store_has(in, next->of, *block);) ++*block;
  return next;
}

size_t schedule_n_done(const schedule *of) {
  size_t n = 0;
  for (size_t i = 0; i < of->n; i++) n += of->entries[i].n_done;
  return n;
}
