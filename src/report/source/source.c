/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/source.h"

#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/histories.h"
#include "report/source/rows.h"
#include "report/words/names.h"

/* ---- Its parts */

/* Documents of other commands are told by what they say they are. */
static void check_command(dark__reading *reading, const dark__node *root, const char *hint) {
  if (dark__is_written_by(root, "fit")) return;
  reading->status = dark__fail(reading->err, DARK_EDATA, "%s: this is not what 'darkfigure fit --format json' writes, and %s",
                               dark__show_path(reading->path).text, hint);
}

void dark__read_frame(dark__reading *reading, dark__source *source) {
  const dark__node *program = dark__member_object(reading, source->root, "program");
  const dark__node *input = dark__member_object(reading, source->root, "input");
  source->version = dark__member_text(reading, program, "version");
  source->gsl_version = dark__member_text(reading, program, "gsl_version");
  source->instruction_set = dark__member_text(reading, program, "instruction_set");
  source->files = dark__member_array(reading, input, "files");
  source->notes = dark__member_array(reading, input, "notes");
  source->n_people = dark__member_count(reading, input, "people");
  source->n_left_out = dark__member_count(reading, input, "left_out");
  source->options = dark__member_object(reading, source->root, "options");
}

static void read_results(dark__reading *reading, dark__source *source) {
  dark_results *results = &source->results;
  const dark__node *document = source->root;
  results->asked_method = dark__member_text(reading, document, "method_asked");
  dark__read_texts(reading, &results->lists, &results->n_lists, dark__member_array(reading, document, "lists"), source->arena,
                   "lists");
  dark__read_texts(reading, &results->categories, &results->n_categories, dark__member_array(reading, document, "categories"),
                   source->arena, "categories");
  dark__read_rows(reading, &results->rows, &results->n_rows, document, "results", source);
  if (results->n_rows == 0) dark__reading_fail(reading, "results", "is empty");
  dark__read_rates(reading, source);
}

static void read_practice(dark__reading *reading, dark__source *source) {
  const dark__node *practice = dark__map_get(source->root, "published_practice");
  if (practice == NULL || reading->status != DARK_OK) return;
  source->practice.asked_method = dark__member_text(reading, practice, "method");
  source->disagrees = dark__member_flag(reading, practice, "disagrees");
  dark__read_rows(reading, &source->practice.rows, &source->practice.n_rows, practice, "results", source);
  if (source->practice.n_rows != source->results.n_rows)
    dark__reading_fail(reading, "published_practice", "has other rows than the results");
  source->has_practice = reading->status == DARK_OK;
}

static const char fit_only[] = "so far report and plot read nothing else";
static const char private_only[] = "--released takes that, where it was handed on, or the private file that 'darkfigure report "
                                   "-o report.html' writes beside the "
                                   "page, report.repro.json";

static dark_status read_fit(dark__reading *reading, dark__source *source, const char *hint) {
  check_command(reading, source->root, hint);
  if (reading->status == DARK_OK) dark__read_frame(reading, source);
  if (reading->status == DARK_OK) read_results(reading, source);
  if (reading->status == DARK_OK) read_practice(reading, source);
  if (reading->status == DARK_OK) dark__read_details(reading, source);
  if (reading->status == DARK_OK) dark__read_histories(reading, source);
  return reading->status;
}

static dark__reading begin(dark__source *source, const char *path, dark_error *err) {
  *source = (dark__source){.path = path, .arena = dark__arena_new()};
  return (dark__reading){path,  source->arena == NULL ? dark__fail_memory(err) : DARK_OK, err, "fit --format json", "fit.json",
                         "FILE"};
}

dark_status dark__source_from(dark__source *source, dark__document *document, const char *path, dark_error *err) {
  dark__reading reading = begin(source, path, err);
  source->document = document;
  if (reading.status != DARK_OK) return reading.status;
  source->root = document->root;
  return read_fit(&reading, source, fit_only);
}

dark_status dark__source_read(dark__source *source, const char *path, dark_error *err) {
  dark__document *document = NULL;
  *source = (dark__source){0};
  const dark_status status =
      dark__read_source_document(&document, path, "report and plot read what 'darkfigure fit --format json' writes", err);
  return status == DARK_OK ? dark__source_from(source, document, path, err) : status;
}

/* What the page was made from, or NULL: the document is no private file. */
static const dark__node *made_from(const dark__node *root) {
  const bool is_private = root->kind == DARK__NODE_MAP && dark__map_get(root, "private") != NULL;
  return is_private ? dark__map_get(root, "source") : NULL;
}

dark_status dark__source_read_private(dark__source *source, const dark__node **private, const char *path, dark_error *err) {
  dark__reading reading = begin(source, path, err);
  *private = NULL;
  if (reading.status != DARK_OK) return reading.status;
  reading.status = dark__read_source_document(&source->document, path, private_only, err);
  if (reading.status != DARK_OK) return reading.status;
  source->root = made_from(source->document->root);
  if (source->root != NULL) *private = source->document->root;
  else source->root = source->document->root;
  return read_fit(&reading, source, private_only);
}

void dark__source_clear(dark__source *source) {
  dark__document_free(source->document);
  dark__arena_free(source->arena);
  *source = (dark__source){0};
}

/* ---- What it says */

const char *dark__source_option(const dark__source *source, const char *name, size_t i) {
  const dark__node *value = dark__map_get(source->options, name);
  if (value != NULL && value->kind == DARK__NODE_LIST) value = i < value->n ? value->items[i] : NULL;
  else if (i > 0) value = NULL;
  return value == NULL ? NULL : value->text;
}

static size_t n_given(const dark__source *source, const char *name) {
  size_t n = 0;
  for (const char *value; (value = dark__source_option(source, name, n)) != NULL && value[0] != '\0';) n++;
  return n;
}

size_t dark__source_n_set_aside(const dark__source *source) {
  return n_given(source, "drop-list") + n_given(source, "absorbing");
}

size_t dark__source_n_files(const dark__source *source) { return source->files->n; }

static const char *text_at(const dark__node *map, const char *key) {
  const dark__node *node = map->kind == DARK__NODE_MAP ? dark__map_get(map, key) : NULL;
  return node == NULL || node->kind != DARK__NODE_TEXT || node->is_plain ? NULL : node->text;
}

dark__source_file dark__source_file_at(const dark__source *source, size_t i) {
  const dark__node *file = source->files->items[i];
  return (dark__source_file){text_at(file, "path"), text_at(file, "sha256"), text_at(file, "list")};
}

const dark_row *dark__source_practice(const dark__source *source, size_t r) {
  return source->has_practice && source->practice.rows[r].state != DARK_STATE_NO_ESTIMATE ? &source->practice.rows[r] : NULL;
}

const dark__source_detail *dark__source_detail_of(const dark__source *source, const dark_row *row) {
  const dark_results *results = &source->results;
  const size_t likely = row->target; /* as in dark__detail_of */
  if (!dark__is_stratum(row->levels, results->n_categories)) return NULL;
  if (likely < source->n_details && dark__row_covers(results, row, source->details[likely].levels))
    return &source->details[likely];
  for (size_t i = 0; i < source->n_details; i++)
    if (dark__row_covers(results, row, source->details[i].levels)) return &source->details[i];
  return NULL;
}
