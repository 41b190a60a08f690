/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/from_tally.h"

#include "base/error.h"
#include "table/account.h"
#include "table/assemble.h"
#include "table/read_notes.h"
#include "table/suppress.h"

dark_status dark__table_from_tally(dark_table *table, const dark__tally *tally, dark_error *err) {
  const uint64_t used = dark__cells_lists(&tally->cells) | dark__suppressed_lists(tally);
  dark__draft draft = {.lists = tally->lists.names,
                       .n_lists = tally->lists.n,
                       .kept_lists = used == 0 ? UINT64_MAX : used,
                       .categories = &tally->categories,
                       .cells = &tally->cells};
  table->is_of_people = tally->columns.count == DARK__NONE;
  if (tally->lists.n > 0) draft.occasions = tally->lists.occasions;
  draft.n_occasions = tally->lists.n + tally->lists.n_empty;
  const int is_one_list = tally->sightings.name != NULL || tally->sightings.are_of_lists;
  const char *name = tally->sightings.are_of_lists ? DARK__OCCASIONS : tally->sightings.name;
  if (is_one_list) {
    draft.lists = &name;
    draft.occasions = NULL;
    draft.n_lists = draft.kept_lists = 1;
    draft.sightings = &tally->sightings;
  }
  dark_status status = dark__categories_cross(&draft.n_strata, &tally->categories, tally->place, err);
  if (status == DARK_OK) status = dark__table_assemble(table, &draft, err);
  if (status == DARK_OK) status = dark__table_suppress(table, tally, err);
  if (status == DARK_OK) table->account = dark__account_new(tally);
  if (status == DARK_OK && table->account == NULL) status = dark__fail_memory(err);
  if (status == DARK_OK) status = dark__read_notes(table, tally, draft.kept_lists, err);
  return status;
}
