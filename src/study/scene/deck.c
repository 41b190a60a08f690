/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/scene/deck.h"

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "base/error.h"
#include "numeric/stream.h"
#include "resample/draw/draw.h"
#include "resample/draw/stratum_key.h"

/* ---- making */

static int compare_cells(const void *left, const void *right) {
  const dark_cell *a = left, *b = right;
  if (a->history != b->history) return a->history < b->history ? -1 : 1;
  return (a->stratum > b->stratum) - (a->stratum < b->stratum);
}

/* Cells of strata first .. end - 1 of the finest table, sorted. */
static dark_status gather(dark__deck *deck, const dark_table *fine, size_t first, size_t end, dark_error *err) {
  size_t room = 1;
  for (size_t s = first; s < end; s++) {
    size_t n;
    dark_table_records(fine, s, &n);
    room += n;
  }
  deck->cells = malloc(room * sizeof *deck->cells);
  if (deck->cells == NULL) return dark__fail_memory(err);
  for (size_t s = first; s < end; s++) {
    size_t n;
    const dark_record *records = dark_table_records(fine, s, &n);
    for (size_t i = 0; i < n; i++) deck->cells[deck->n++] = (dark_cell){s, records[i].history, records[i].count};
  }
  qsort(deck->cells, deck->n, sizeof *deck->cells, compare_cells);
  return DARK_OK;
}

static dark_status make_deck(dark__deck *deck, const dark_table *fine, size_t first, size_t end, dark_error *err) {
  const dark_status status = gather(deck, fine, first, end, err);
  if (status != DARK_OK) return status;
  deck->starts = calloc(deck->n + 1, sizeof *deck->starts);
  deck->shares = calloc(deck->n + 1, sizeof *deck->shares);
  deck->sub_shares = calloc(deck->n + 1, sizeof *deck->sub_shares);
  if (deck->starts == NULL || deck->shares == NULL || deck->sub_shares == NULL) return dark__fail_memory(err);
  double n_people = 0;
  for (size_t i = 0; i < deck->n; i++) {
    if (i == 0 || deck->cells[i].history != deck->cells[i - 1].history) deck->starts[deck->n_records++] = i;
    deck->shares[deck->n_records - 1] += deck->cells[i].count;
    deck->sub_shares[i] = deck->cells[i].count;
    n_people += deck->cells[i].count;
  }
  deck->starts[deck->n_records] = deck->n;
  deck->n_people = (unsigned)n_people; /* a table has no more than DARK_MAX_COUNT */
  return DARK_OK;
}

static void clear_deck(dark__deck *deck) {
  free(deck->cells);
  free(deck->starts);
  free(deck->shares);
  free(deck->sub_shares);
}

dark_status dark__decks_make(dark__decks *decks, const dark_table *coarse, const dark_table *fine, dark_error *err) {
  const size_t n = dark_table_n_strata(coarse), n_fine = dark_table_n_strata(fine), each = n > 0 ? n_fine / n : 0;
  *decks = (dark__decks){.coarse = coarse, .fine = fine, .strata = calloc(n + 1, sizeof *decks->strata)};
  if (decks->strata == NULL) return dark__fail_memory(err);
  dark_status status = make_deck(&decks->whole, fine, 0, n_fine, err);
  /* The last category varies fastest. */
  for (size_t s = 0; status == DARK_OK && s < n; s++) status = make_deck(&decks->strata[s], fine, s * each, (s + 1) * each, err);
  return status;
}

void dark__decks_clear(dark__decks *decks) {
  for (size_t s = 0; decks->strata != NULL && s < dark_table_n_strata(decks->coarse); s++) clear_deck(&decks->strata[s]);
  clear_deck(&decks->whole);
  free(decks->strata);
  *decks = (dark__decks){0};
}

/* ---- drawing */

dark__deck_keys dark__deck_keys_of(const dark__decks *decks, size_t stratum, uint64_t seed) {
  static const char columns[] = "further columns";
  const uint64_t records = dark__stratum_key(decks->coarse, stratum, DARK__DRAW_OBSERVED, seed);
  return (dark__deck_keys){records, dark__stream_key(records, columns, sizeof columns - 1)};
}

size_t dark__deck_scratch(const dark__deck *deck) { return deck->n_records + 1; }

void dark__deck_draw(unsigned *people, unsigned *scratch, const dark__deck *deck, dark__deck_keys keys, uint64_t number) {
  dark__stream stream;
  dark__stream_start(&stream, keys.records, number);
  gsl_ran_multinomial(&stream.rng, deck->n_records + 1, deck->n_people, deck->shares, scratch);
  if (deck->n == deck->n_records) {
    memcpy(people, scratch, deck->n * sizeof *people);
    return;
  }
  dark__stream_start(&stream, keys.cells, number);
  for (size_t r = 0; r < deck->n_records; r++) {
    const size_t first = deck->starts[r], n = deck->starts[r + 1] - first;
    if (n == 1) people[first] = scratch[r];
    else gsl_ran_multinomial(&stream.rng, n, scratch[r], deck->sub_shares + first, people + first);
  }
}
