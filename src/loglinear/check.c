/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "estimator/part.h"
#include "lattice/common.h"
#include "lattice/terms.h"
#include "loglinear/fit/engine.h"

/* Most combinations that a sentence names before it says how many more there are. */
enum { MOST_NAMED = 6 };

/* Sentences are put together piece by piece; what does not fit is cut off. */
static void say(dark_check *out, const char *text) {
  const size_t length = strlen(out->reason);
  snprintf(out->reason + length, sizeof out->reason - length, "%s", text);
}

static void say_term(dark_check *out, uint32_t term, const dark__naming *naming) {
  char name[256];
  dark__term_write(name, sizeof name, term, naming);
  for (char *c = name; *c != '\0'; c++)
    if (*c == '*') *c = '+';
  say(out, name);
}

static void say_terms(dark_check *out, const uint32_t *terms, size_t n, const dark__naming *naming) {
  char more[64];
  for (size_t i = 0; i < n && i < MOST_NAMED; i++) {
    if (i > 0) say(out, ", ");
    say_term(out, terms[i], naming);
  }
  if (n <= MOST_NAMED) return;
  snprintf(more, sizeof more, " and %zu more", n - MOST_NAMED);
  say(out, more);
}

/* The smallest emptied terms: those that hold no other emptied one. */
static size_t find_empty_overlaps(uint32_t *empty, const uint32_t *terms, size_t n_terms, const dark__counts *counts) {
  size_t n = 0;
  for (size_t i = 0; i < n_terms; i++) {
    if (counts->margins[terms[i]] > 0 || terms[i] == dark__common_term(counts->n_lists)) continue;
    bool smallest = true;
    for (size_t k = 0; k < n; k++)
      if ((terms[i] & empty[k]) == empty[k]) smallest = false;
    if (smallest) empty[n++] = terms[i];
  }
  return n;
}

static void say_existence(dark_check *out, const dark__diagnosis *found, const dark__naming *naming) {
  char number[128];
  if ((found->code & DARK__NOT_EXISTING) == 0) return;
  snprintf(number, sizeof number, "no estimate exists: nobody was observed on exactly ");
  say(out, number);
  say_terms(out, found->forced, found->n_forced, naming);
  say(out, ", and given the overlaps that the model reproduces nobody could have been, so that the likelihood pushes the hidden "
           "number towards zero or infinity");
}

static void say_identifiability(dark_check *out, const dark__diagnosis *found) {
  char text[256];
  if ((found->code & DARK__NOT_IDENTIFIABLE) == 0) return;
  if (out->reason[0] != '\0') say(out, "; and ");
  snprintf(
      text, sizeof text,
      "the effects cannot be told apart: %zu combinations of lists are left to determine %zu effects, and they determine %zu",
      found->n_kept_cells, found->n_kept_terms, found->rank);
  say(out, text);
}

static void say_all(dark_check *out, const dark__diagnosis *found, const uint32_t *empty, size_t n_empty,
                    const dark__naming *naming) {
  say_existence(out, found, naming);
  say_identifiability(out, found);
  if (found->code == 0) say(out, "the estimate exists and is unique");
  if (n_empty == 0) return;
  say(out, found->code == 0 ? "; nobody is on both or all of " : " (nobody is on both or all of ");
  say_terms(out, empty, n_empty, naming);
  say(out, found->code == 0 ? ", whose effects are therefore minus infinity" : ")");
}

/* What no check of one model can tell. */
static void say_untestable(dark_check *out, const dark__naming *naming) {
  if (naming->n_lists != 2) return;
  say(out, "; ");
  say(out, dark_reason_sentence(DARK_REASON_INDEPENDENCE_UNTESTABLE));
}

static dark_status check_terms(dark_check *out, const uint32_t *terms, size_t n_terms, const dark__counts *counts,
                               const dark__naming *naming, dark_error *err) {
  uint32_t *empty = malloc((n_terms + 1) * sizeof *empty);
  if (empty == NULL) return dark__fail_memory(err);
  dark__diagnosis found;
  const dark_status status = dark__diagnose(&found, terms, n_terms, counts, err);
  out->code = found.code;
  out->n_parameters = n_terms;
  out->n_minus_infinity = found.n_emptied;
  dark__model_write(out->model, sizeof out->model, terms, n_terms, naming);
  if (status == DARK_OK) {
    say_all(out, &found, empty, find_empty_overlaps(empty, terms, n_terms, counts), naming);
    say_untestable(out, naming);
  }
  free(found.forced);
  free(empty);
  return status;
}

static dark_status load_table(dark__counts *counts, const dark_table *table, dark_error *err) {
  dark_record *records;
  size_t n;
  dark_status status = dark__collect_records(&records, &n, table, dark_table_n_strata(table), err);
  if (status != DARK_OK) return status;
  uint32_t *histories = malloc((n + 1) * sizeof *histories);
  double *weights = malloc((n + 1) * sizeof *weights);
  if (histories == NULL || weights == NULL) status = dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    histories[i] = (uint32_t)records[i].history;
    weights[i] = records[i].count;
  }
  if (status == DARK_OK) status = dark__counts_new(counts, (unsigned)dark_table_n_lists(table), err);
  if (status == DARK_OK) dark__counts_set(counts, histories, weights, n);
  free(weights);
  free(histories);
  free(records);
  return status;
}

dark_status dark_check_model(dark_check *out, const dark_table *table, const char *model, dark_error *err) {
  DARK__REQUIRE(out, err);
  memset(out, 0, sizeof *out);
  DARK__REQUIRE(table, err);
  DARK__REQUIRE(model, err);
  if (dark_table_captures(table) != NULL)
    return dark__fail(err, DARK_EUSAGE, "models are of several lists, and there is one with counts of captures");
  if (dark_table_n_lists(table) > DARK_MAX_LISTS)
    return dark__fail(
        err, DARK_EUSAGE,
        "a model is checked on every combination of lists, for at most %d of them, and the table has %zu; --merge-lists "
        "OTHERS=A+B+C makes one of several, --drop-list leaves some out, and --lists names those to use",
        DARK_MAX_LISTS, dark_table_n_lists(table));
  dark__table_naming whole = {0};
  dark__counts counts = {0};
  uint32_t *generators = NULL, *terms = NULL;
  size_t n_generators = 0, n_terms = 0;
  dark_status status = dark__table_naming_make(&whole, table, err);
  if (status == DARK_OK) status = dark__model_read(&generators, &n_generators, model, &whole.naming, err);
  if (status == DARK_OK) status = dark__terms_close(&terms, &n_terms, whole.naming.n_lists, generators, n_generators, err);
  if (status == DARK_OK && n_terms > DARK__MOST_TERMS)
    status = dark__fail(err, DARK_ELIMIT, "a model of %zu effects is too large; at most %d can be checked", n_terms,
                        (int)DARK__MOST_TERMS);
  if (status == DARK_OK) status = load_table(&counts, table, err);
  if (status == DARK_OK && !(counts.margins[0] > 0))
    status = dark__fail(err, DARK_EDATA, "nobody was recorded, so no model can be checked");
  if (status == DARK_OK) status = check_terms(out, terms, n_terms, &counts, &whole.naming, err);
  dark__counts_clear(&counts);
  free(terms);
  free(generators);
  dark__table_naming_clear(&whole);
  return status;
}
