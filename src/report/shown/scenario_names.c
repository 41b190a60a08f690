/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What scenarios are called: as much of where they come from as tells them apart. */
#include <string.h>

#include "report/shown/scenario.h"

static const char *label_of(const dark__sheet *sheet, const char *name) { return dark__label(sheet->options->labels, name); }

static bool is_of_other_data(const dark__source_comparison *of) { return strcmp(of->baseline.data, of->other.data) != 0; }

static bool is_of_other_category(const dark__source_comparison *of) {
  if (of->baseline.n_categories != of->other.n_categories) return true;
  for (size_t c = 0; c < of->other.n_categories; c++)
    if (strcmp(of->baseline.values[c], of->other.values[c]) != 0) return true;
  return false;
}

static void add_categories(dark__paper *name, const dark__sheet *sheet, const dark__source_side *side) {
  for (size_t c = 0; c < side->n_categories; c++) dark__paper_add(name, " · %s", label_of(sheet, side->values[c]));
}

static const char *data_of(const dark__source_side *side) { return side->data; }
static const char *method_of(const dark__source_side *side) { return side->method; }

/* Whether it is not the same in all comparisons. */
static bool has_several(const dark__comparisons_source *source, const char *(*get)(const dark__source_side *)) {
  const char *first = get(&source->items[0].baseline);
  for (size_t i = 0; i < source->n; i++)
    if (strcmp(get(&source->items[i].baseline), first) != 0 || strcmp(get(&source->items[i].other), first) != 0) return true;
  return false;
}

void dark__scenario_add_baseline(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of) {
  const dark__comparisons_source *all = sheet->options->comparisons;
  dark__paper_add(name, "%s", label_of(sheet, of->baseline.scenario));
  add_categories(name, sheet, &of->baseline);
  if (has_several(all, data_of)) dark__paper_add(name, " · %s", label_of(sheet, of->baseline.data));
  if (has_several(all, method_of)) dark__paper_add(name, " · %s", label_of(sheet, of->baseline.method));
}

/* Data and method, where the baseline has others. */
static void add_origin(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of) {
  if (is_of_other_data(of)) dark__paper_add(name, " · %s", label_of(sheet, of->other.data));
  if (strcmp(of->baseline.method, of->other.method) != 0) dark__paper_add(name, " · %s", label_of(sheet, of->other.method));
}

void dark__scenario_add_name(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of) {
  dark__paper_add(name, "%s", label_of(sheet, of->other.scenario));
  add_origin(name, sheet, of);
}

void dark__scenario_add_other(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of) {
  dark__paper_add(name, "%s", label_of(sheet, of->other.scenario));
  if (is_of_other_category(of)) add_categories(name, sheet, &of->other);
  add_origin(name, sheet, of);
}

const char *dark__scenario_meaning(bool *is_english, bool *is_foreign, const dark__sheet *sheet, const dark__source_side *side) {
  const char *meaning = dark__side_meaning(is_english, side, dark__language_words[sheet->language]);
  *is_foreign = *is_english && sheet->language != DARK__ENGLISH;
  return meaning;
}
