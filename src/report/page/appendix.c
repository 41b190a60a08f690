/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method, command line, versions: how to repeat it. */
#include <string.h>

#include <darkfigure/report.h>

#include "report/markup/markup.h"
#include "report/page/sheet.h"
#include "report/shown/checks.h"
#include "report/shown/flow.h"
#include "report/shown/models.h"

/* ---- Method */

/* Distinct texts of the rows, in their order. */
static void add_distinct(dark__paper *list, const char *text) {
  dark__paper with = {0};
  dark__paper_add(&with, ", %s,", text);
  dark__paper seen = {0};
  dark__paper_add(&seen, ", %s,", dark__paper_text(list));
  if (text[0] != '\0' && strstr(dark__paper_text(&seen), dark__paper_text(&with)) == NULL)
    dark__paper_add(list, "%s%s", list->length > 0 ? ", " : "", text);
  if (with.failed || seen.failed) list->failed = true;
  dark__paper_clear(&with);
  dark__paper_clear(&seen);
}

static void say_list(dark__sheet *sheet, dark__saying saying, dark__paper *list) {
  const dark__argument words = dark__argue_paper(sheet, list);
  dark__sheet_say(sheet, "p", saying, &words, 1);
  dark__paper_add(&sheet->html, "\n");
}

void dark__page_method(dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  const dark__argument asked = dark__argue_text(results->asked_method);
  dark__paper methods = {0}, intervals = {0}, lists = {0};
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark_row *row = &results->rows[r];
    if (!dark__has_estimate(row)) continue;
    add_distinct(&methods, row->method);
    dark__paper type = {0};
    dark__paper_add(&type, "%s %s", dark_interval_name(row->interval.type),
                    dark__argue_level(sheet->language, row->interval.level).text);
    add_distinct(&intervals, dark__paper_text(&type));
    if (type.failed) intervals.failed = true;
    dark__paper_clear(&type);
  }
  for (size_t l = 0; l < results->n_lists; l++)
    dark__paper_add(&lists, "%s%s", dark__comma(l), dark__label(sheet->options->labels, results->lists[l]));
  dark__sheet_say(sheet, "p", DARK__SAY_METHOD_WHAT, NULL, 0);
  dark__sheet_say(sheet, "p", DARK__SAY_METHOD_ASKED, &asked, 1);
  if (methods.length > 0 || methods.failed) say_list(sheet, DARK__SAY_METHOD_USED, &methods);
  if (intervals.length > 0 || intervals.failed) say_list(sheet, DARK__SAY_METHOD_INTERVALS, &intervals);
  say_list(sheet, DARK__SAY_METHOD_LISTS, &lists);
}

/* ---- Command line */

static bool is_plain(const char *text) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=+,:-";
  return text[0] != '\0' && text[strspn(text, letters)] == '\0';
}

/* A word of a shell's command line. */
static void add_word(dark__paper *line, const char *text) {
  if (is_plain(text)) {
    dark__paper_add(line, " %s", text);
    return;
  }
  dark__paper_add(line, " '");
  for (; *text != '\0'; text++) {
    if (*text == '\'') dark__paper_add(line, "'\\''");
    else dark__paper_add_bytes(line, text, 1);
  }
  dark__paper_add(line, "'");
}

/* What stands in JSON for an option that was not given. */
static bool is_default(const char *value) {
  static const char *const defaults[] = {"", "detected", "default", "no"};
  for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
    if (strcmp(value, defaults[i]) == 0) return true;
  return false;
}

static void add_option(dark__paper *line, const char *name, const char *value) {
  if (is_default(value)) return;
  dark__paper_add(line, " --%s", name);
  if (strcmp(value, "yes") != 0) add_word(line, value);
}

static void add_options(dark__paper *line, const dark__source *source) {
  const char *link = dark__source_option(source, "link", 0);
  for (size_t o = 0; o < source->options->n; o++) {
    const char *name = source->options->keys[o]->text;
    const bool is_of_links = strcmp(name, "conflict") == 0;
    if (is_of_links && (link == NULL || link[0] == '\0')) continue;
    const char *text;
    for (size_t i = 0; (text = dark__source_option(source, name, i)) != NULL; i++) add_option(line, name, text);
  }
}

static void add_files(dark__paper *line, const dark__source *source) {
  for (size_t i = 0; i < dark__source_n_files(source); i++) {
    const dark__source_file file = dark__source_file_at(source, i);
    dark__paper operand = {0};
    dark__paper_add(&operand, "%s%s%s", file.list == NULL ? "" : file.list, file.list == NULL ? "" : "=",
                    file.path == NULL ? "-" : file.path);
    add_word(line, dark__paper_text(&operand));
    if (operand.failed) line->failed = true;
    dark__paper_clear(&operand);
  }
}

static void put_line(dark__sheet *sheet, dark__paper *line) {
  dark__paper_add(&sheet->html, "<pre>");
  dark__sheet_put(sheet, "code", line);
  dark__paper_add(&sheet->html, "</pre>\n");
}

/* One of a study's commands; all of them name the study and its store. */
static void put_study_command(dark__sheet *sheet, const char *command) {
  dark__paper line = {0};
  dark__paper_add(&line, "darkfigure %s --store", command);
  add_word(&line, sheet->source->store);
  add_word(&line, sheet->source->study);
  put_line(sheet, &line);
}

static void put_fit_command(dark__sheet *sheet) {
  dark__paper line = {0};
  dark__paper_add(&line, "darkfigure fit --format json");
  add_options(&line, sheet->source);
  add_files(&line, sheet->source);
  put_line(sheet, &line);
}

static void put_command(dark__sheet *sheet) {
  dark__sheet_say(sheet, "p", DARK__SAY_REPEAT, NULL, 0);
  if (sheet->source->study == NULL) put_fit_command(sheet);
  else {
    put_study_command(sheet, "study run");
    put_study_command(sheet, "report --disclosure none");
  }
}

/* ---- The rest */

static void put_files(dark__sheet *sheet) {
  dark__sheet_say(sheet, "p", DARK__SAY_FILES, NULL, 0);
  dark__paper_add(&sheet->html, "<ul>\n");
  for (size_t i = 0; i < dark__source_n_files(sheet->source); i++) {
    const dark__source_file file = dark__source_file_at(sheet->source, i);
    const dark__argument words[] = {dark__argue_text(file.path == NULL ? "-" : file.path),
                                    dark__argue_text(file.sha256 == NULL ? "" : file.sha256)};
    if (file.sha256 != NULL) dark__sheet_say(sheet, "li", DARK__SAY_FILE_ITEM, words, 2);
    else dark__markup_element(&sheet->html, "li", words[0].text);
  }
  dark__paper_add(&sheet->html, "</ul>\n");
}

/* Notes are the program's, in English. */
static void put_notes(dark__sheet *sheet) {
  const dark__node *notes = sheet->source->notes;
  if (notes->n == 0) return;
  dark__sheet_say(sheet, "p", DARK__SAY_NOTES, NULL, 0);
  dark__paper_add(&sheet->html, "<ul lang=\"en\">\n");
  for (size_t i = 0; i < notes->n; i++)
    dark__markup_element(&sheet->html, "li", notes->items[i]->kind == DARK__NODE_TEXT ? notes->items[i]->text : "");
  dark__paper_add(&sheet->html, "</ul>\n");
}

/* What else would repeat the page could give small numbers away: files by their hashes, options, notes, all digits. */
static void put_protection(dark__sheet *sheet) {
  const dark__protection *of = sheet->options->protection;
  const dark__argument proof[] = {dark__argue_count(sheet->language, of->release.k - 1),
                                  dark__argue_count(sheet->language, of->release.k),
                                  dark__argue_count(sheet->language, (double)of->done.n_readers - 1)};
  dark__sheet_say(sheet, "p", DARK__SAY_PROTECTED_HOW, proof, 3);
  dark__sheet_say(sheet, "p", DARK__SAY_PROTECTED_PROOF, proof, 3);
  const dark__argument before = dark__argue_count(sheet->language, (double)of->n_released);
  if (of->n_released == 0) dark__sheet_say(sheet, "p", DARK__SAY_PROTECTED_ALONE, NULL, 0);
  else dark__sheet_say(sheet, "p", DARK__SAY_PROTECTED_AFTER, &before, 1);
  dark__sheet_say(sheet, "p", DARK__SAY_PROTECTED_REST, NULL, 0);
}

void dark__page_appendix(dark__sheet *sheet) {
  const dark__source *source = sheet->source;
  const dark__argument versions[] = {dark__argue_text(source->version), dark__argue_text(source->gsl_version),
                                     dark__argue_text(source->instruction_set), dark__argue_text(dark_version())};
  dark__page_flow(sheet);
  dark__page_methods(sheet);
  dark__page_models(sheet);
  dark__page_known_lists(sheet);
  dark__page_thinned(sheet);
  if (sheet->options->protection == NULL) put_command(sheet);
  else put_protection(sheet);
  dark__sheet_say(sheet, "p", DARK__SAY_VERSIONS, versions, 4);
  if (sheet->options->protection != NULL) return;
  put_files(sheet);
  put_notes(sheet);
}
