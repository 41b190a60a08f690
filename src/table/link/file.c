/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "table/link/record.h"

static dark_status find_columns(dark__linked_rows *r, const dark__header *header, dark_error *err) {
  dark__linking *linking = r->linking;
  for (size_t c = 0; c < linking->n_columns; c++) {
    const char *name = dark__header_name(&linking->tally.header, c);
    r->columns[c] = dark__keys_find(&header->names, name, strlen(name));
    if (r->columns[c] != DARK__NONE) linking->is_met[c] = true;
  }
  linking->met.is_record = linking->met.is_record || header->is_record;
  for (size_t i = 0; i < header->names.n; i++) {
    size_t id;
    const char *name = dark__header_name(header, i);
    const dark_status status = i == r->key ? DARK_OK : dark__keys_add(&id, &linking->met.names, name, strlen(name), err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

static dark_status take_header(void *context, const dark__row *row, dark_error *err) {
  dark__linked_rows *r = context;
  dark__header header = {.place = r->place};
  dark_status status = dark__linked_find_key(r, row, err);
  if (status == DARK_OK) status = dark__header_read(&header, r->place, row, err);
  if (status == DARK_OK) status = find_columns(r, &header, err);
  dark__header_free(&header);
  return status;
}

static void take_membership(dark__linked_rows *r, dark__person *person, const dark__row *row) {
  r->facts->n_rows++;
  if ((dark__person_lists(person) & r->bit) != 0) {
    dark__conflicts_add_repeat(&r->linking->conflicts, r->place, row->line, person->line);
    return;
  }
  r->facts->n_people++;
  dark__person_list(person, r->bit);
  person->line = row->line < UINT32_MAX ? (uint32_t)row->line : UINT32_MAX;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  dark__linked_rows *r = context;
  dark__person *person = NULL;
  const dark_status status = dark__linked_find_person(&person, r, row, err);
  if (status != DARK_OK) return status;
  take_membership(r, person, row);
  return dark__linked_take_values(r, person, row, err);
}

dark_status dark__link_read(dark__linking *linking, size_t file, dark_error *err) {
  const char *path = linking->files[file].path;
  const dark__shown place = dark__show_path(path);
  dark__linked_rows r = {.linking = linking,
                         .facts = &linking->link->files[file],
                         .place = place.text,
                         .name = linking->link->files[file].key,
                         .bit = UINT64_C(1) << file};
  const dark__csv_sink sink = {take_header, take_record, &r};
  return dark__linked_read(&r, path, &sink, err);
}
