/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/methods.h"

#include <string.h>

#include "base/error.h"
#include "report/json/json.h"
#include "writing/numbers.h"
#include "writing/paper.h"

enum { HANG = 12 };

static const char auto_text[] = "is not a method of its own but chooses one: chapman for two lists, mixture for three to six, "
                                "stepwise for seven to sixteen, mth-chao, a lower bound, for more. It is what fit uses "
                                "when no method is named.";

/* "2", "2 to 6" */
static void add_lists(dark__paper *paper, const dark_estimator *estimator) {
  const unsigned least = dark_estimator_min_lists(estimator), most = dark_estimator_max_lists(estimator);
  if (dark_estimator_is_one_list(estimator)) dark__paper_add(paper, "one, with counts of captures (--count-of-captures)");
  else dark__paper_add(paper, "%u", least);
  if (most > least) dark__paper_add(paper, " to %u", most);
}

/* Word `index` of words separated by '|'. */
static void add_choice(dark__paper *paper, const char *choices, unsigned index) {
  for (; index > 0; index--) choices += strcspn(choices, "|") + 1;
  dark__paper_add_bytes(paper, choices, strcspn(choices, "|"));
}

static void add_initial(dark__paper *paper, const dark_option *option) {
  if (option->type == DARK_OPTION_CHOICE) add_choice(paper, option->choices, (unsigned)option->initial);
  else dark__paper_add(paper, "%s", dark__shortest(option->initial).text);
}

/* "from 0 to 1", "bic or aic" */
static void add_range(dark__paper *paper, const dark_option *option) {
  if (option->type != DARK_OPTION_CHOICE) {
    dark__paper_add(paper, "%s from %s to %s", option->type == DARK_OPTION_WHOLE ? "whole number" : "number",
                    dark__shortest(option->least).text, dark__shortest(option->most).text);
    return;
  }
  for (const char *c = option->choices; *c != '\0'; c++) {
    if (*c == '|') dark__paper_add(paper, " or ");
    else dark__paper_add_bytes(paper, c, 1);
  }
}

/* ---- table */

static void put_options(dark__paper *page, const dark_estimator *estimator) {
  size_t n = 0;
  const dark_option *options = dark_estimator_options(estimator, &n);
  dark__paper text = {0};
  for (size_t i = 0; i < n; i++) {
    dark__paper_add(&text, "%s=", options[i].name);
    add_initial(&text, &options[i]);
    dark__paper_add(&text, ": %s (", options[i].help);
    add_range(&text, &options[i]);
    dark__paper_add(&text, ")");
    dark__paper_put(page, i == 0 ? "--set" : "", 2, HANG, &text);
  }
}

static void put_entry(dark__paper *page, const char *label, const char *text) {
  dark__paper paragraph = {0};
  dark__paper_add(&paragraph, "%s", text);
  dark__paper_put(page, label, 2, HANG, &paragraph);
}

static void put_method(dark__paper *page, const dark_estimator *estimator) {
  dark__paper lists = {0};
  dark__paper_add(page, "\n%s\n", dark_estimator_name(estimator));
  add_lists(&lists, estimator);
  dark__paper_put(page, "lists", 2, HANG, &lists);
  put_entry(page, "assumes", dark_estimator_assumption(estimator));
  put_entry(page, "use", dark_estimator_advice(estimator));
  put_entry(page, "source", dark_estimator_source(estimator));
  put_options(page, estimator);
}

static dark_status write_table(FILE *stream, dark_error *err) {
  dark__paper page = {0}, text = {0};
  dark__paper_add(&text, "%s", auto_text);
  dark__paper_put(&page, "auto", 0, HANG, &text);
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) put_method(&page, dark_estimator_at(i));
  const dark_status status = page.failed ? dark__fail_memory(err) : DARK_OK;
  fputs(dark__paper_text(&page), stream);
  dark__paper_clear(&page);
  return status;
}

/* ---- CSV */

/* These texts are our own: they may hold commas and quotes, not line ends. */
static void put_field(FILE *stream, const char *text, char end) {
  fputc('"', stream);
  for (; *text != '\0'; text++) {
    if (*text == '"') fputc('"', stream);
    fputc(*text, stream);
  }
  fputc('"', stream);
  fputc(end, stream);
}

static dark_status write_csv(FILE *stream, dark_error *err) {
  bool failed = false;
  fputs("method,min_lists,max_lists,assumption,advice,source,options\n", stream);
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    const dark_estimator *estimator = dark_estimator_at(i);
    size_t n = 0;
    const dark_option *options = dark_estimator_options(estimator, &n);
    dark__paper settings = {0};
    for (size_t k = 0; k < n; k++) {
      dark__paper_add(&settings, "%s%s=", k == 0 ? "" : ";", options[k].name);
      add_initial(&settings, &options[k]);
    }
    fprintf(stream, "%s,%u,%u,", dark_estimator_name(estimator), dark_estimator_min_lists(estimator),
            dark_estimator_max_lists(estimator));
    put_field(stream, dark_estimator_assumption(estimator), ',');
    put_field(stream, dark_estimator_advice(estimator), ',');
    put_field(stream, dark_estimator_source(estimator), ',');
    put_field(stream, dark__paper_text(&settings), '\n');
    failed = failed || settings.failed;
    dark__paper_clear(&settings);
  }
  return failed ? dark__fail_memory(err) : DARK_OK;
}

/* ---- JSON */

static json_t *initial_value(const dark_option *option) {
  dark__paper paper = {0};
  if (option->type == DARK_OPTION_WHOLE) return dark__json_count(option->initial);
  if (option->type == DARK_OPTION_REAL) return dark__json_real(option->initial);
  add_initial(&paper, option);
  return dark__json_paper(&paper);
}

static void put_option(dark__json *json, json_t *array, const dark_option *option) {
  json_t *object = dark__json_append_object(json, array);
  dark__paper range = {0};
  add_range(&range, option);
  dark__json_put(json, object, "name", dark__json_text(option->name));
  dark__json_put(json, object, "default", initial_value(option));
  dark__json_put(json, object, "range", dark__json_paper(&range));
  dark__json_put(json, object, "help", dark__json_text(option->help));
}

static void put_estimator(dark__json *json, const dark_estimator *estimator) {
  size_t n = 0;
  const dark_option *options = dark_estimator_options(estimator, &n);
  json_t *object = dark__json_append_object(json, json->root);
  dark__json_put(json, object, "method", dark__json_text(dark_estimator_name(estimator)));
  dark__json_put(json, object, "min_lists", json_integer(dark_estimator_min_lists(estimator)));
  dark__json_put(json, object, "max_lists", json_integer(dark_estimator_max_lists(estimator)));
  dark__json_put(json, object, "assumption", dark__json_text(dark_estimator_assumption(estimator)));
  dark__json_put(json, object, "advice", dark__json_text(dark_estimator_advice(estimator)));
  dark__json_put(json, object, "source", dark__json_text(dark_estimator_source(estimator)));
  json_t *array = dark__json_put_array(json, object, "options");
  for (size_t i = 0; i < n; i++) put_option(json, array, &options[i]);
}

static dark_status write_json(FILE *stream, dark_error *err) {
  dark__json json = {.root = json_array()};
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) put_estimator(&json, dark_estimator_at(i));
  const bool failed = json.failed || json_dumpf(json.root, stream, JSON_INDENT(2)) != 0;
  fputc('\n', stream);
  json_decref(json.root);
  return failed ? dark__fail_memory(err) : DARK_OK;
}

dark_status dark__methods_list(FILE *stream, dark_format format, dark_error *err) {
  if (format == DARK_FORMAT_CSV) return write_csv(stream, err);
  return format == DARK_FORMAT_JSON ? write_json(stream, err) : write_table(stream, err);
}
