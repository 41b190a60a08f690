/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/inquiry.h"

#include <stdio.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/rows.h"

static dark_status read_sections(dark__source *source, const char *path, dark__inquiry_take *take, dark_error *err) {
  dark__reading reading = {path, DARK_OK, err, "sensitivity --format json", "sensitivity.json", "FILE"};
  source->arena = dark__arena_new();
  if (source->arena == NULL) return dark__fail_memory(err);
  source->results.asked_method = "";
  dark__read_frame(&reading, source);
  dark__read_texts(&reading, &source->results.lists, &source->results.n_lists,
                   dark__member_array(&reading, source->root, "lists"), source->arena, "lists");
  const dark__node *sections = dark__member_array(&reading, source->root, "sections");
  if (reading.status == DARK_OK) take(&reading, source, sections);
  return reading.status;
}

dark_status dark__source_from_inquiry(dark__source *source, dark__document *document, const char *path, dark__inquiry_take *take,
                                      dark_error *err) {
  *source = (dark__source){.path = path, .document = document, .root = document->root};
  if (dark__is_written_by(source->root, "sensitivity")) return read_sections(source, path, take, err);
  return dark__fail(err, DARK_EDATA, "%s: this is not what 'darkfigure sensitivity --format json' writes",
                    dark__show_path(path).text);
}

dark_status dark__source_read_inquiry(dark__source *source, const char *path, const char *reader, dark__inquiry_take *take,
                                      dark_error *err) {
  dark__document *document = NULL;
  char hint[128];
  *source = (dark__source){0};
  snprintf(hint, sizeof hint, "%s reads what 'darkfigure sensitivity --format json' writes", reader);
  const dark_status status = dark__read_source_document(&document, path, hint, err);
  return status == DARK_OK ? dark__source_from_inquiry(source, document, path, take, err) : status;
}
