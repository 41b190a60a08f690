/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a fit. It is made of what `fit --format json` would say, as that of the command is: one code decides what may be shown. */
#include <stdlib.h>
#include <string.h>

#include <darkfigure/page.h>

#include "base/arguments.h"
#include "base/words.h"
#include "bridge/answer/fit.h"
#include "bridge/page/settings.h"
#include "bridge/request/options.h"

/* ---- What was asked, as options */

static void add_pair(void *context, const char *option, const char *word) {
  dark__words *pairs = context;
  dark__words_add(pairs, option, strlen(option));
  if (word == NULL) word = "yes";
  dark__words_add(pairs, word, strlen(word));
}

/* Keys of `request` that are of fits and not in `before`. */
static void add_options(dark__option_taker *taker, const dark_request *request, const dark_request *before) {
  for (size_t i = 0; request != NULL && i < request->root->n; i++) {
    const char *name = request->root->keys[i]->text;
    const dark__key *key = dark__key_find(name);
    const bool is_asked = key != NULL && (key->uses & (DARK__USE_FIT | DARK__USE_DATA | DARK__USE_FILES)) != 0;
    if (is_asked && !dark_request_has(before, name)) dark__key_options(taker, key, request->root->items[i]);
  }
}

static dark_status list_options(dark__words *pairs, const dark_answer *answer, const dark_request *request, dark_error *err) {
  dark__option_taker taker = {add_pair, pairs, false};
  add_options(&taker, answer->request, NULL);
  add_options(&taker, request, answer->request);
  return taker.failed || pairs->failed ? dark__fail_memory(err) : DARK_OK;
}

/* ---- What it is made of */

typedef struct told {
  const dark_answer *answer;
  const dark__words *pairs; /* options and values */
} told;

static dark_status write_json(FILE *stream, const void *context, dark_error *err) {
  const told *of = context;
  const dark_run run = {.command = "fit", .options = dark__words_items(of->pairs), .n_options = of->pairs->n / 2};
  return dark_report_results(stream, DARK_FORMAT_JSON, dark__answer_fit(of->answer)->results, of->answer->table, &run, err);
}

static dark_status make_source(dark__source *source, const dark_answer *answer, const dark_request *request, dark_error *err) {
  dark__words pairs = {0};
  dark__document *document = NULL;
  char *text = NULL;
  size_t n = 0;
  dark_status status = list_options(&pairs, answer, request, err);
  const told of = {answer, &pairs};
  if (status == DARK_OK) status = dark__text_of(&text, &n, write_json, &of, err);
  if (status == DARK_OK) status = dark__document_parse(&document, "fit", text, n, err);
  if (status == DARK_OK) status = dark__source_from(source, document, "fit", err);
  free(text);
  dark__words_free(&pairs);
  return status;
}

/* ---- The page */

typedef struct wanted {
  const dark__source *source;
  const dark__page_settings *settings;
} wanted;

static dark_status write_page(FILE *stream, const void *context, dark_error *err) {
  const wanted *of = context;
  const dark__page_settings *settings = of->settings;
  dark__protection protection = {0};
  const bool is_protected = settings->least_shown > 0;
  const dark__page_options options = {.language = settings->language,
                                      .about = &settings->about,
                                      .labels = settings->labels.root == NULL ? NULL : &settings->labels,
                                      .date = settings->date,
                                      .protection = is_protected ? &protection : NULL};
  const double k = (double)settings->least_shown;
  dark_status status = DARK_OK;
  if (is_protected) status = dark__protection_make(&protection, of->source, NULL, 0, k, settings->hides_zeros, err);
  if (status == DARK_OK) status = dark__page_write(stream, of->source, &options, err);
  dark__protection_clear(&protection);
  return status;
}

typedef struct making {
  char **text;
  size_t *length;
  const dark_answer *answer;
  const dark_request *request;
} making;

static dark_status make(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  const making *m = what;
  dark__page_settings settings;
  dark__source source = {0};
  const wanted of = {&source, &settings};
  (void)watcher, (void)n_threads;
  dark_status status = dark__page_settings_read(&settings, m->request, err);
  if (status == DARK_OK) status = make_source(&source, m->answer, m->request, err);
  if (status == DARK_OK) status = dark__text_of(m->text, m->length, write_page, &of, err);
  dark__source_clear(&source);
  return status;
}

dark_status dark_answer_page_watched(char **text, size_t *length, const dark_answer *answer, const dark_request *request,
                                     const dark_watch *watch, dark_error *err) {
  size_t unasked = 0;
  DARK__REQUIRE(text, err);
  *text = NULL;
  DARK__REQUIRE(answer, err);
  if (length == NULL) length = &unasked;
  *length = 0;
  if (!dark__is_fit(answer))
    return dark__fail(err, DARK_EUSAGE, "a page is made of what fit answers, and this is another answer");
  const dark_status status = dark__attend(make, &(making){text, length, answer, request}, watch, err);
  if (status == DARK_OK) return DARK_OK;
  free(*text); /* who stops it at its very end has it all the same */
  *text = NULL;
  *length = 0;
  return status;
}

dark_status dark_answer_page(char **text, size_t *length, const dark_answer *answer, const dark_request *request,
                             dark_error *err) {
  return dark_answer_page_watched(text, length, answer, request, NULL, err);
}
