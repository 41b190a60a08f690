/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/published.h"

#include <stdio.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/tables.h"

static const char *const files[][2] = {
    {"Artificial_3", "artificial-three-lists"},
    {"Congenital", "massachusetts-congenital-anomaly"},
    {"HAV", "taiwan-hepatitis-a-1995"},
    {"HIV", "rome-hiv"},
    {"Korea", "korea-palembang"},
    {"Kosovo", "kosovo-killings-1999"},
    {"Ned", "netherlands-trafficking-2010-2015-six-lists"},
    {"Ned_5", "netherlands-trafficking-2010-2015-five-lists"},
    {"NewOrl", "new-orleans-trafficking-186-eight-lists"},
    {"NewOrl_5", "new-orleans-trafficking-186-five-lists"},
    {"NewOrl_SparseMSE", "new-orleans-trafficking-185-eight-lists"},
    {"NewOrl_5_SparseMSE", "new-orleans-trafficking-185-five-lists"},
    {"UKdat", "uk-trafficking-2013-six-lists"},
    {"UKdat_5", "uk-trafficking-2013-five-lists"},
    {"Western", "western-us-trafficking"},
    {"bunting", "lazuli-bunting"},
    {"duck", "eider-duck"},
    {"hare", "snowshoe-hare"},
    {"lesbian", "allegheny-lesbian-population"},
    {"my3", "new-york-spina-bifida-626"},
};

static dark_table *read_published(const char *name) {
  const dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  char path[512];
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    if (strcmp(files[i][0], name) != 0) continue;
    snprintf(path, sizeof path, "%s/%s.csv", DARK_DATA, files[i][1]);
    assert_ok(dark_table_read_csv(&table, path, &options, &err), err);
    return table;
  }
  fail_msg("no published table is called %s", name);
  return NULL;
}

/* The table without the list of that place in its columns, counted from 0. */
static dark_table *drop_list(const dark_table *table, size_t dropped) {
  double cells[256] = {0};
  size_t n;
  const dark_record *records = dark_table_records(table, 0, &n);
  assert_true(dark_table_n_lists(table) <= 8);
  for (size_t i = 0; i < n; i++) {
    uint32_t history = 0;
    for (size_t list = 0; list < dark_table_n_lists(table); list++) {
      const size_t position = dark_table_list_position(table, list);
      if (position == dropped || ((records[i].history >> list) & 1) == 0) continue;
      history |= (uint32_t)1 << (position > dropped ? position - 1 : position);
    }
    if (history != 0) cells[history] += records[i].count;
  }
  return table_of_cells(cells, (unsigned)dark_table_n_lists(table) - 1);
}

dark_table *published_table(const char *name) {
  const char *without = strstr(name, "_without_list");
  char whole[32] = "";
  if (without == NULL) return read_published(name);
  assert_true((size_t)(without - name) < sizeof whole);
  memcpy(whole, name, (size_t)(without - name));
  dark_table *table = read_published(whole), *result = drop_list(table, (size_t)(name[strlen(name) - 1] - '1'));
  dark_table_free(table);
  return result;
}

dark_plan *plan_for(const dark_table *table, const char *method, unsigned max_order, const char *model, const char *set) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  settings.method = method;
  settings.max_order = max_order;
  settings.model = model;
  settings.set = &set;
  settings.n_set = set != NULL;
  assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
  return plan;
}
