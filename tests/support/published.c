/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/published.h"

#include <stdio.h>
#include <string.h>

#include "support/assert_close.h"

static const char *const files[][2] = {
    {"Artificial_3", "artificial-three-lists"},
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
};

dark_table *published_table(const char *name) {
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
