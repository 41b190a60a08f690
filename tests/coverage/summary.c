/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/choice.h"

#include <stdlib.h>

#include "base/error.h"

static chapter *find_chapter(const summary *in, const design *of) {
  for (size_t i = 0; i < in->n; i++)
    if (in->chapters[i].of == of) return &in->chapters[i];
  return NULL;
}

static dark_status describe_truth(chapter *out, dark_error *err) {
  truth drawn_from;
  const dark_status status = truth_make(&drawn_from, out->of, err);
  if (status == DARK_OK) {
    out->n_lists = dark_table_n_lists(dark_population_shape(drawn_from.population));
    out->observed = drawn_from.observed;
    for (size_t s = 0; s < drawn_from.n_strata; s++) out->people += drawn_from.people[s];
  }
  truth_clear(&drawn_from);
  return status;
}

static void clear_chapter(chapter *of) {
  tallies_clear(&of->counts);
  *of = (chapter){0};
}

/* More tables say more, whatever their replicates. */
static void keep_better(summary *to, const chapter *made) {
  chapter *before = find_chapter(to, made->of);
  chapter worse = *made;
  if (made->counts.n_tables > 0 && before == NULL) {
    to->chapters[to->n++] = *made;
    return;
  }
  if (before != NULL && made->counts.n_tables > before->counts.n_tables) {
    worse = *before;
    *before = *made;
  }
  clear_chapter(&worse);
}

static dark_status add_chapter(summary *to, const store *in, const design *of, const experiment *how, size_t n_blocks,
                               dark_error *err) {
  chapter made = {.of = of, .replicates = how->replicates};
  dark_status status = tallies_read(&made.counts, in, of, n_blocks, err);
  if (status == DARK_OK) status = describe_truth(&made, err);
  if (status == DARK_OK) keep_better(to, &made);
  else clear_chapter(&made);
  return status;
}

static int compare_chapters(const void *a, const void *b) {
  const design *x = ((const chapter *)a)->of, *y = ((const chapter *)b)->of;
  return (x > y) - (x < y);
}

dark_status summary_add(summary *to, const store *in, const experiment *how, size_t n_blocks, dark_error *err) {
  dark_status status = DARK_OK;
  if (to->chapters == NULL) to->chapters = calloc(n_coverage_designs, sizeof *to->chapters);
  if (to->chapters == NULL) return dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < n_coverage_designs; i++)
    status = add_chapter(to, in, &coverage_designs[i], how, n_blocks, err);
  qsort(to->chapters, to->n, sizeof *to->chapters, compare_chapters);
  return status;
}

void summary_clear(summary *of) {
  for (size_t i = 0; of->chapters != NULL && i < of->n; i++) tallies_clear(&of->chapters[i].counts);
  free(of->chapters);
  *of = (summary){0};
}

const tally *chapter_tally(const chapter *in, const method *of, const char *target, double level) {
  const method *behind = method_behind(of, in->of, in->n_lists);
  return behind != NULL ? tally_find(&in->counts, target, behind->name, level) : NULL;
}

void summary_write(FILE *stream, const summary *of) {
  write_introduction(stream, of);
  write_meaning(stream, of);
  write_marks(stream, of);
  for (size_t s = 0; s < N_SPANS; s++) write_span(stream, of, (span)s);
  if (of->bounds != NULL && of->bounds->n > 0) write_flags(stream, of->bounds);
  write_choice(stream, of);
  write_designs(stream, of);
  write_figures(stream, of);
}
