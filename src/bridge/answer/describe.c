/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <darkfigure/suppression.h>

#include "base/arguments.h"
#include "bridge/answer/answer.h"
#include "writing/paper.h"

static const dark_descriptions *all_of(const dark_answer *answer) { return *(dark_descriptions *const *)answer->content; }

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  dark_answer *answer = what;
  (void)watcher, (void)n_threads;
  return dark_describe(answer->content, answer->table, err);
}

static void clear(void *content) { dark_descriptions_free(*(dark_descriptions **)content); }

static dark_status write(FILE *stream, const dark_answer *answer, dark_format format, dark_error *err) {
  const dark_run run = {.command = "describe"};
  return dark_report_descriptions(stream, format, all_of(answer), answer->table, &run, err);
}

/* ---- The columns of `describe --format csv` */

/* Where a row belongs. */
typedef struct place {
  dark_frame *frame;
  const dark_descriptions *all;
  const dark_description *item;
} place;

static void put(const place *at, const char *quantity, const char *lists, double value) {
  dark__frame_put_levels(at->frame, at->item->levels, at->all->n_categories);
  dark__frame_put_text(at->frame, quantity);
  dark__frame_put_text(at->frame, lists);
  dark__frame_put_real(at->frame, value);
}

static void put_pair(const place *at, const char *quantity, size_t a, size_t b, double value) {
  dark__paper lists = {0};
  dark__paper_add(&lists, "%s+%s", at->all->lists[a], at->all->lists[b]);
  dark__frame_put_levels(at->frame, at->item->levels, at->all->n_categories);
  dark__frame_put_text(at->frame, quantity);
  dark__frame_put_paper(at->frame, &lists);
  dark__frame_put_real(at->frame, value);
  dark__paper_clear(&lists);
}

static void put_overlaps(const place *at) {
  const size_t n = at->all->n_lists;
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++) put_pair(at, "overlap", a, b, at->item->overlaps[a * n + b]);
}

/* The share of b's people whom a caught too. */
static void put_coverages(const place *at) {
  const size_t n = at->all->n_lists;
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b < n; b++) {
      const double size = at->item->list_sizes[b];
      if (a != b) put_pair(at, "implied_coverage", a, b, size > 0 ? at->item->overlaps[a * n + b] / size : (double)NAN);
    }
}

static void put_item(const place *at) {
  const size_t n = at->all->n_lists;
  put(at, "observed", "", at->item->observed);
  for (size_t l = 0; l < n; l++) put(at, "list_size", at->all->lists[l], at->item->list_sizes[l]);
  put_overlaps(at);
  for (size_t k = 0; k < at->item->n_captures; k++) {
    char quantity[48];
    snprintf(quantity, sizeof quantity, "captures_%zu", k + 1);
    put(at, quantity, "", at->item->captures[k]);
  }
  put(at, "sample_coverage", "", at->item->sample_coverage);
  put(at, "chao_lower_bound", "", at->item->chao_lower_bound);
  put_coverages(at);
}

static void put_suppressed(const place *at, const dark_suppression *known) {
  if (known == NULL) return;
  put(at, "suppressed_counts", "", (double)known->n);
  put(at, "suppressed_least", "", (double)known->least);
  put(at, "suppressed_most", "", (double)known->most);
}

static dark_status fill_description(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_descriptions *all = all_of(answer);
  (void)err;
  dark__frame_categories(frame, all->categories, all->n_categories);
  dark__frame_texts(frame, "quantity,lists");
  dark__frame_reals(frame, "value");
  for (size_t i = 0; i < all->n_items; i++) put_item(&(place){frame, all, &all->items[i]});
  if (all->n_items > 0)
    put_suppressed(&(place){frame, all, &all->items[all->n_items - 1]}, dark_table_suppression(answer->table));
  return DARK_OK;
}

/* What can be estimated and what cannot, in words. */
static dark_status fill_verdicts(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_descriptions *all = all_of(answer);
  (void)err;
  dark__frame_categories(frame, all->categories, all->n_categories);
  dark__frame_reals(frame, "observed");
  dark__frame_texts(frame, "obstacle,absorbing,verdict");
  for (size_t i = 0; i < all->n_items; i++) {
    const dark_description *item = &all->items[i];
    dark__frame_put_levels(frame, item->levels, all->n_categories);
    dark__frame_put_real(frame, item->observed);
    dark__frame_put_static(frame, item->obstacle == DARK_N_REASONS ? NULL : dark_reason_code(item->obstacle));
    dark__frame_put_text(frame, item->absorbing);
    dark__frame_put_text(frame, item->verdict);
  }
  return DARK_OK;
}

static const dark__named_frame frames[] = {
    {"description", fill_description}, {"verdicts", fill_verdicts}, {"notes", dark__fill_notes}, {NULL, NULL}};

static const dark__answer_kind kind = {frames, write, NULL, clear};

dark_status dark_answer_describe(dark_answer **out, const dark_table *table, const dark_request *request, const dark_watch *watch,
                                 dark_error *err) {
  static const dark__making how = {&kind, NULL, sizeof(dark_descriptions *), work};
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  return dark__answer_make(out, &how, table, request, watch, err);
}
