/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/page/settings.h"

#include "base/error.h"
#include "base/show.h"
#include "report/protection/disclosure.h"
#include "study/document/ask.h"

static dark_status read_language(dark__page_settings *settings, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "lang");
  size_t language = 0;
  const dark_status status = node == NULL ? DARK_OK : dark__ask_word(&language, node, "lang", dark__language_words, 2, err);
  settings->language = (dark__language)language;
  return status;
}

static dark_status read_disclosure(dark__page_settings *settings, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "disclosure"), *zeros = dark__map_get(map, "suppress_zeros");
  const char *text;
  settings->least_shown = DARK__USUAL_K;
  dark_status status = zeros == NULL ? DARK_OK : dark__ask_flag(&settings->hides_zeros, zeros, "suppress_zeros", err);
  if (status == DARK_OK && node != NULL) status = dark__ask_text(&text, node, "disclosure", err);
  if (status != DARK_OK || node == NULL) return status;
  if (dark__disclosure_parse(&settings->least_shown, text)) return DARK_OK;
  return dark__node_fail(node, err,
                         "disclosure: '%s' is neither none nor the least number of people to be shown, from k=2 to k=%d",
                         dark__show(text).text, DARK__MOST_K);
}

static dark_status read_date(dark__page_settings *settings, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "page_date");
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_text(&settings->date, node, "page_date", err);
  if (status != DARK_OK || dark__is_page_date(settings->date)) return status;
  return dark__node_fail(node, err, "page_date: '%s' is no date such as 2026-11-29", dark__show(settings->date).text);
}

static dark_status read_words(dark__page_settings *settings, const dark__node *map, dark_error *err) {
  const dark__node *about = dark__map_get(map, "about");
  settings->labels.root = dark__map_get(map, "labels");
  dark_status status = about == NULL ? DARK_OK : dark__about_take(&settings->about, about, err);
  if (status == DARK_OK && settings->labels.root != NULL) status = dark__labels_check(settings->labels.root, err);
  return status;
}

dark_status dark__page_settings_read(dark__page_settings *settings, const dark_request *request, dark_error *err) {
  *settings = (dark__page_settings){.least_shown = DARK__USUAL_K};
  if (request == NULL) return DARK_OK;
  dark_status status = read_language(settings, request->root, err);
  if (status == DARK_OK) status = read_disclosure(settings, request->root, err);
  if (status == DARK_OK) status = read_date(settings, request->root, err);
  return status == DARK_OK ? read_words(settings, request->root, err) : status;
}
