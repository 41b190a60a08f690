/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/rows.h"
#include "report/words/names.h"

/* ---- The document */

static dark_status fail_syntax(const char *path, const json_error_t *why, dark_error *err) {
  const dark__shown place = dark__show_path(path);
  const bool is_memory =
      json_error_code(why) == json_error_out_of_memory || why->text[0] == '\0'; /* jansson says nothing of some */
  if (is_memory) return dark__fail_memory(err);
  if (why->line < 1)
    return dark__fail(err, DARK_EDATA, "%s: this is not JSON; report reads what 'darkfigure fit --format json' writes",
                      place.text);
  return dark__fail(err, DARK_EDATA, "%s:%d:%d: this is not JSON; report reads what 'darkfigure fit --format json' writes",
                    place.text, why->line, why->column);
}

static dark_status load(json_t **out, FILE *file, const char *path, dark_error *err) {
  json_error_t why;
  errno = 0;
  *out = json_loadf(file, JSON_REJECT_DUPLICATES, &why);
  if (ferror(file)) return dark__fail(err, DARK_EIO, "%s: cannot be read: %s", dark__show_path(path).text, strerror(errno));
  return *out == NULL ? fail_syntax(path, &why, err) : DARK_OK;
}

static dark_status read_document(json_t **out, const char *path, dark_error *err) {
  const bool is_stdin = strcmp(path, "-") == 0;
  FILE *file = is_stdin ? stdin : fopen(path, "rb");
  if (file == NULL)
    return dark__fail(err, errno == ENOMEM ? DARK_ENOMEM : DARK_EIO, "%s: %s", dark__show_path(path).text, strerror(errno));
  const dark_status status = load(out, file, path, err);
  if (!is_stdin) fclose(file);
  return status;
}

/* ---- Its parts */

/* Documents of other commands are told by what they say they are. */
static void check_command(dark__reading *reading, const json_t *document) {
  const char *command = json_string_value(json_object_get(document, "command"));
  if (command != NULL && strcmp(command, "fit") == 0) return;
  reading->status = dark__fail(reading->err, DARK_EDATA,
                               "%s: this is not what 'darkfigure fit --format json' writes, and so far report reads nothing else",
                               dark__show_path(reading->path).text);
}

static void read_frame(dark__reading *reading, dark__source *source) {
  const json_t *program = dark__member_object(reading, source->document, "program");
  const json_t *input = dark__member_object(reading, source->document, "input");
  source->version = dark__member_text(reading, program, "version");
  source->gsl_version = dark__member_text(reading, program, "gsl_version");
  source->instruction_set = dark__member_text(reading, program, "instruction_set");
  source->files = dark__member_array(reading, input, "files");
  source->notes = dark__member_array(reading, input, "notes");
  source->n_people = dark__member_count(reading, input, "people");
  source->n_left_out = dark__member_count(reading, input, "left_out");
  source->options = dark__member_object(reading, source->document, "options");
}

static void read_results(dark__reading *reading, dark__source *source) {
  dark_results *results = &source->results;
  const json_t *document = source->document;
  results->asked_method = dark__member_text(reading, document, "method_asked");
  dark__read_texts(reading, &results->lists, &results->n_lists, dark__member_array(reading, document, "lists"), source->arena,
                   "lists");
  dark__read_texts(reading, &results->categories, &results->n_categories, dark__member_array(reading, document, "categories"),
                   source->arena, "categories");
  dark__read_rows(reading, &results->rows, &results->n_rows, document, "results", source);
  if (results->n_rows == 0) dark__reading_fail(reading, "results", "is empty");
}

static void read_practice(dark__reading *reading, dark__source *source) {
  const json_t *practice = json_object_get(source->document, "published_practice");
  if (practice == NULL || reading->status != DARK_OK) return;
  source->practice.asked_method = dark__member_text(reading, practice, "method");
  source->disagrees = dark__member_flag(reading, practice, "disagrees");
  dark__read_rows(reading, &source->practice.rows, &source->practice.n_rows, practice, "results", source);
  if (source->practice.n_rows != source->results.n_rows)
    dark__reading_fail(reading, "published_practice", "has other rows than the results");
  source->has_practice = reading->status == DARK_OK;
}

dark_status dark__source_read(dark__source *source, const char *path, dark_error *err) {
  *source = (dark__source){.path = path, .arena = dark__arena_new()};
  dark__reading reading = {path, DARK_OK, err};
  if (source->arena == NULL) return dark__fail_memory(err);
  reading.status = read_document(&source->document, path, err);
  if (reading.status == DARK_OK) check_command(&reading, source->document);
  if (reading.status == DARK_OK) read_frame(&reading, source);
  if (reading.status == DARK_OK) read_results(&reading, source);
  if (reading.status == DARK_OK) read_practice(&reading, source);
  if (reading.status == DARK_OK) dark__read_details(&reading, source);
  return reading.status;
}

void dark__source_clear(dark__source *source) {
  json_decref(source->document);
  dark__arena_free(source->arena);
  *source = (dark__source){0};
}

/* ---- What it says */

const char *dark__source_option(const dark__source *source, const char *name, size_t i) {
  const json_t *value = json_object_get(source->options, name);
  if (json_is_array(value)) return json_string_value(json_array_get(value, i));
  return i == 0 ? json_string_value(value) : NULL;
}

static size_t n_given(const dark__source *source, const char *name) {
  size_t n = 0;
  for (const char *value; (value = dark__source_option(source, name, n)) != NULL && value[0] != '\0';) n++;
  return n;
}

size_t dark__source_n_set_aside(const dark__source *source) {
  return n_given(source, "drop-list") + n_given(source, "absorbing");
}

const dark_row *dark__source_practice(const dark__source *source, size_t r) {
  return source->has_practice && source->practice.rows[r].state != DARK_STATE_NO_ESTIMATE ? &source->practice.rows[r] : NULL;
}

const dark__source_detail *dark__source_detail_of(const dark__source *source, const dark_row *row) {
  for (size_t i = 0; i < source->n_details; i++)
    if (dark__row_covers(&source->results, row, source->details[i].levels) &&
        dark__is_stratum(row->levels, source->results.n_categories))
      return &source->details[i];
  return NULL;
}
