/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/link/link.h"

#include <stdlib.h>

#include "base/arguments.h"
#include "table/from_tally.h"
#include "table/notes.h"
#include "table/read_options.h"

static dark_status read_files(dark__linking *linking, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < linking->n_files; i++) status = dark__link_read(linking, i, err);
  if (status == DARK_OK) status = dark__link_check_columns(linking, err);
  if (status == DARK_OK) status = dark__key_watch_end(&linking->watch, linking->link->key, err);
  if (status != DARK_OK || linking->options.conflict != DARK_CONFLICT_STOP) return status;
  return dark__conflicts_check(&linking->conflicts, linking->link->n_contradictory, err);
}

static dark_status make_table(dark_table **out, dark__linking *linking, dark_error *err) {
  dark_table *table = calloc(1, sizeof *table);
  if (table == NULL) return dark__fail_memory(err);
  dark_status status = dark__table_add_remarks(table, &linking->remarks, err);
  if (status == DARK_OK) status = dark__link_notes(table, linking->link, err);
  if (status == DARK_OK) status = dark__table_from_tally(table, &linking->tally, err);
  if (status != DARK_OK) {
    dark_table_free(table);
    return status;
  }
  table->link = linking->link;
  linking->link = NULL;
  *out = table;
  return DARK_OK;
}

dark_status dark_table_link_csv(dark_table **out, const char *key, const dark_list_file *files, size_t n_files,
                                const dark_read_options *options, dark_error *err) {
  static const dark_read_options defaults = DARK_READ_OPTIONS_INIT;
  dark__linking linking;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(key, err);
  DARK__REQUIRE_ARRAY(files, n_files, err);
  if (options == NULL) options = &defaults;
  dark_status status = dark__read_options_check(options, err);
  if (status != DARK_OK) return status;
  status = dark__link_begin(&linking, key, files, n_files, options, err);
  if (status == DARK_OK) status = read_files(&linking, err);
  if (status == DARK_OK) status = dark__link_count(&linking, err);
  if (status == DARK_OK) status = make_table(out, &linking, err);
  dark__link_end(&linking);
  return status;
}
