/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which scenario stands beside the baseline: all of them, until a reader chooses one. */
#include <stdio.h>
#include <string.h>

#include "report/markup/markup.h"
#include "report/page/sheet.h"
#include "report/shown/scenario.h"

static bool is_same_scenario(const dark__source_side *a, const dark__source_side *b) {
  return strcmp(a->scenario, b->scenario) == 0 && strcmp(a->data, b->data) == 0 && strcmp(a->method, b->method) == 0;
}

size_t dark__choice_of(const dark__comparisons_source *source, size_t i) {
  size_t first = 0;
  while (!is_same_scenario(&source->items[first].other, &source->items[i].other)) first++;
  return first;
}

static size_t count_choices(const dark__comparisons_source *source) {
  size_t n = 0;
  for (size_t i = 0; i < source->n; i++) n += dark__choice_of(source, i) == i;
  return n;
}

static void put_choice(dark__sheet *sheet, const dark__comparisons_source *source, size_t i) {
  char option[48];
  dark__paper name = {0};
  dark__scenario_add_name(&name, sheet, &source->items[i]);
  snprintf(option, sizeof option, "option value=\"%zu\"", i);
  dark__sheet_put(sheet, option, &name);
}

/* Hidden until the script finds it, which alone makes it do anything. */
void dark__page_choice(dark__sheet *sheet) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  const size_t n = count_choices(source);
  const dark__argument number = dark__argue_count(sheet->language, (double)n);
  if (n < 2) return;
  dark__paper_add(&sheet->html, "<p id=\"choice\" hidden><label>");
  dark__sheet_say(sheet, "span", DARK__SAY_BESIDE_BASELINE, NULL, 0);
  dark__paper_add(&sheet->html, " <select>");
  dark__sheet_say(sheet, "option value=\"\"", DARK__SAY_ALL_SCENARIOS, &number, 1);
  for (size_t i = 0; i < source->n; i++)
    if (dark__choice_of(source, i) == i) put_choice(sheet, source, i);
  dark__paper_add(&sheet->html, "</select></label></p>\n");
}
