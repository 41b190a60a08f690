/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/long_csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "table/account.h"
#include "table/from_tally.h"
#include "table/link/link.h"
#include "table/notes.h"

static dark_status check_people(const dark__linking *linking, dark_error *err) {
  const dark_status status = dark__key_watch_end(&linking->watch, linking->link->key, err);
  if (status != DARK_OK || linking->options.conflict != DARK_CONFLICT_STOP) return status;
  return dark__conflicts_check(&linking->conflicts, linking->link->n_contradictory, err);
}

/* Columns that are no categories. */
static dark_status add_to_account(dark_table *table, const dark_read_options *options, dark_error *err) {
  dark_status status = dark__account_add(table->account, options->long_key, "key of a person", err);
  if (status == DARK_OK && options->long_list != NULL)
    status = dark__account_add(table->account, options->long_list, "name of a list", err);
  return status;
}

static dark_status fill_table(dark_table *table, dark__linking *linking, const char *path, dark_error *err) {
  table->path = dark__copy_text(path, strlen(path));
  if (table->path == NULL) return dark__fail_memory(err);
  snprintf(table->sha256, sizeof table->sha256, "%s", linking->link->files[0].sha256);
  linking->tally.n_rows = linking->link->files[0].n_rows + linking->n_other_rows;
  dark_status status = dark__table_add_remarks(table, &linking->remarks, err);
  if (status == DARK_OK) status = dark__long_notes(table, linking, err);
  if (status == DARK_OK) status = dark__table_from_tally(table, &linking->tally, err);
  return status == DARK_OK ? add_to_account(table, &linking->options, err) : status;
}

static dark_status make_table(dark_table **out, dark__linking *linking, const char *path, dark_error *err) {
  dark_table *table = calloc(1, sizeof *table);
  if (table == NULL) return dark__fail_memory(err);
  const dark_status status = fill_table(table, linking, path, err);
  if (status == DARK_OK) *out = table;
  else dark_table_free(table);
  return status;
}

dark_status dark__table_read_long(dark_table **out, const char *path, const dark_read_options *options, dark_error *err) {
  dark__linking linking;
  const dark__shown place = dark__show_path(path);
  dark_status status = dark__link_begin_long(&linking, path, options, err);
  linking.tally.place = linking.tally.header.place = linking.met.place = place.text;
  if (status == DARK_OK) status = dark__link_read_long(&linking, err);
  if (status == DARK_OK) status = check_people(&linking, err);
  if (status == DARK_OK) status = dark__link_count(&linking, err);
  if (status == DARK_OK) status = make_table(out, &linking, path, err);
  dark__link_end(&linking);
  return status;
}
