/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "table/link/link.h"

static bool copy_names(dark_link *link, const dark__linking *linking, const char *key) {
  bool is_whole = (link->key = dark__copy_text(key, strlen(key))) != NULL;
  for (size_t i = 0; i < link->n_files; i++) {
    const dark_list_file *file = &linking->files[i];
    link->files[i].list = dark__copy_text(file->name, strlen(file->name));
    link->files[i].path = dark__copy_text(file->path, strlen(file->path));
    const char *own = file->key == NULL ? key : file->key;
    link->files[i].key = dark__copy_text(own, strlen(own));
    is_whole = is_whole && link->files[i].list != NULL && link->files[i].path != NULL && link->files[i].key != NULL;
  }
  for (size_t c = 0; c < link->n_columns; c++) {
    const char *name = dark__header_name(&linking->tally.header, c);
    link->columns[c].name = dark__copy_text(name, strlen(name));
    is_whole = is_whole && link->columns[c].name != NULL;
  }
  return is_whole;
}

dark_link *dark__link_facts_new(const dark__linking *linking, const char *key) {
  dark_link *link = calloc(1, sizeof *link);
  if (link == NULL) return NULL;
  link->conflict = linking->options.conflict;
  link->files = calloc(linking->n_files, sizeof *link->files);
  link->columns = calloc(linking->n_columns + 1, sizeof *link->columns);
  if (link->files != NULL) link->n_files = linking->n_files;
  if (link->columns != NULL) link->n_columns = linking->n_columns;
  if (link->files != NULL && link->columns != NULL && copy_names(link, linking, key)) return link;
  dark__link_facts_free(link);
  return NULL;
}

void dark__link_facts_free(dark_link *link) {
  if (link == NULL) return;
  for (size_t i = 0; i < link->n_files; i++) {
    free(link->files[i].list);
    free(link->files[i].path);
    free(link->files[i].key);
  }
  for (size_t c = 0; c < link->n_columns; c++) free(link->columns[c].name);
  free(link->files);
  free(link->columns);
  free(link->key);
  free(link);
}
