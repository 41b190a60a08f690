/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked for, enumerated: one description for every language. */
#include <math.h>
#include <string.h>

#include "base/arguments.h"
#include "bridge/answer/answer.h"
#include "estimator/estimator.h"
#include "writing/numbers.h"
#include "writing/paper.h"

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  (void)what, (void)watcher, (void)n_threads, (void)err;
  return DARK_OK;
}

static void clear(void *content) { (void)content; }

/* ---- Methods and their options */

static dark_status fill_methods(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  (void)answer, (void)err;
  dark__frame_texts(frame, "method");
  dark__frame_wholes(frame, "min_lists,max_lists,one_list,takes_model,takes_dependence");
  dark__frame_texts(frame, "assumption,advice,source");
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    const dark_estimator *estimator = dark_estimator_at(i);
    dark__frame_put_static(frame, dark_estimator_name(estimator));
    dark__frame_put_size(frame, dark_estimator_min_lists(estimator));
    dark__frame_put_size(frame, dark_estimator_max_lists(estimator));
    dark__frame_put_size(frame, dark_estimator_is_one_list(estimator) != 0);
    dark__frame_put_size(frame, estimator->takes_model || estimator->formula_check != NULL);
    dark__frame_put_size(frame, dark_estimator_takes_dependence(estimator) != 0);
    dark__frame_put_static(frame, dark_estimator_assumption(estimator));
    dark__frame_put_static(frame, dark_estimator_advice(estimator));
    dark__frame_put_static(frame, dark_estimator_source(estimator));
  }
  return DARK_OK;
}

/* Word `index` of words separated by '|', or the number. */
static void put_initial(dark_frame *frame, const dark_option *option) {
  dark__paper text = {0};
  const char *word = option->choices;
  if (option->type != DARK_OPTION_CHOICE) dark__paper_add(&text, "%s", dark__shortest(option->initial).text);
  for (size_t i = 0; option->type == DARK_OPTION_CHOICE && i < (size_t)option->initial; i++) word += strcspn(word, "|") + 1;
  if (option->type == DARK_OPTION_CHOICE) dark__paper_add_bytes(&text, word, strcspn(word, "|"));
  dark__frame_put_paper(frame, &text);
  dark__paper_clear(&text);
}

static void put_option(dark_frame *frame, const dark_estimator *estimator, const dark_option *option) {
  static const char *const types[] = {"real", "whole", "word"}; /* in the order of dark_option_type */
  const bool is_choice = option->type == DARK_OPTION_CHOICE;
  dark__frame_put_static(frame, dark_estimator_name(estimator));
  dark__frame_put_static(frame, option->name);
  dark__frame_put_static(frame, types[option->type]);
  put_initial(frame, option);
  dark__frame_put_static(frame, is_choice ? option->choices : NULL);
  dark__frame_put_static(frame, option->help);
  dark__frame_put_real(frame, is_choice ? (double)NAN : option->least);
  dark__frame_put_real(frame, is_choice ? (double)NAN : option->most);
}

static dark_status fill_options(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  (void)answer, (void)err;
  dark__frame_texts(frame, "method,option,type,usual,words,help");
  dark__frame_reals(frame, "least,most");
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    size_t n = 0;
    const dark_option *options = dark_estimator_options(dark_estimator_at(i), &n);
    for (size_t k = 0; k < n; k++) put_option(frame, dark_estimator_at(i), &options[k]);
  }
  return DARK_OK;
}

/* ---- Keys */

/* "fit,models" */
static void put_uses(dark_frame *frame, unsigned uses) {
  static const struct {
    unsigned bit;
    const char *name;
  } all[] = {{DARK__USE_DATA, "data"},     {DARK__USE_FILES, "files"}, {DARK__USE_FIT, "fit"},
             {DARK__USE_MODELS, "models"}, {DARK__USE_CHECK, "check"}, {DARK__USE_SENSITIVITY, "sensitivity"},
             {DARK__USE_PAGE, "page"}};
  char text[64] = "";
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    if ((uses & all[i].bit) == 0) continue;
    if (text[0] != '\0') strcat(text, ",");
    strcat(text, all[i].name);
  }
  dark__frame_put_text(frame, text);
}

static dark_status fill_keys(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  (void)answer, (void)err;
  dark__frame_texts(frame, "key,kind,uses,words,usual,help");
  for (size_t i = 0; i < DARK__N_KEYS; i++) {
    const dark__key *key = &dark__keys_known[i];
    dark__frame_put_static(frame, key->name);
    dark__frame_put_static(frame, dark_key_kind_name(key->kind));
    put_uses(frame, key->uses);
    dark__frame_put_static(frame, key->words[0] == '\0' ? NULL : key->words);
    dark__frame_put_static(frame, key->usual);
    dark__frame_put_static(frame, key->help);
  }
  return DARK_OK;
}

/* ---- Codes and words */

static dark_status fill_reasons(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  (void)answer, (void)err;
  dark__frame_texts(frame, "reason,sentence");
  for (int r = 0; r < DARK_N_REASONS; r++) {
    dark__frame_put_static(frame, dark_reason_code((dark_reason)r));
    dark__frame_put_static(frame, dark_reason_sentence((dark_reason)r));
  }
  return DARK_OK;
}

static dark_status fill_states(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  static const char *const sentences[] = {"there is an estimate", "the estimate is of some categories; the others come on top",
                                          "the estimate is not to be quoted", "there is no estimate"};
  (void)answer, (void)err;
  dark__frame_texts(frame, "state,sentence");
  for (int s = DARK_STATE_OK; s <= DARK_STATE_NO_ESTIMATE; s++) {
    dark__frame_put_static(frame, dark_state_name((dark_state)s));
    dark__frame_put_static(frame, sentences[s]);
  }
  return DARK_OK;
}

static dark_status fill_statuses(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  static const char *const names[] = {
#define X(name, text) #name,
      DARK_STATUSES(X)
#undef X
  };
  (void)answer, (void)err;
  dark__frame_wholes(frame, "status");
  dark__frame_texts(frame, "name,sentence");
  for (size_t s = 0; s < sizeof names / sizeof names[0]; s++) {
    dark__frame_put_size(frame, s);
    dark__frame_put_static(frame, names[s]);
    dark__frame_put_static(frame, dark_status_text((dark_status)s));
  }
  return DARK_OK;
}

static dark_status fill_intervals(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  (void)answer, (void)err;
  dark__frame_texts(frame, "interval");
  dark__frame_wholes(frame, "needs_replicates");
  for (int i = DARK_INTERVAL_NONE + 1; i < DARK_N_INTERVALS; i++) {
    dark__frame_put_static(frame, dark_interval_name((dark_interval_type)i));
    dark__frame_put_size(frame, dark_interval_needs_replicates((dark_interval_type)i) != 0);
  }
  return DARK_OK;
}

static dark_status fill_versions(dark_frame *frame, const dark_answer *answer, dark_error *err) {
#ifdef DARK_CORE
  static const char build[] = "core";
#else
  static const char build[] = "whole";
#endif
  (void)answer, (void)err;
  dark__frame_texts(frame, "what,version");
  const char *const all[][2] = {
      {"darkfigure", dark_version()}, {"gsl", dark_gsl_version()}, {"instruction_set", dark_instruction_set()}, {"build", build}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    dark__frame_put_static(frame, all[i][0]);
    dark__frame_put_text(frame, all[i][1]);
  }
  return DARK_OK;
}

static const dark__named_frame frames[] = {
    {"methods", fill_methods},     {"options", fill_options},   {"keys", fill_keys},
    {"reasons", fill_reasons},     {"states", fill_states},     {"statuses", fill_statuses},
    {"intervals", fill_intervals}, {"versions", fill_versions}, {NULL, NULL}};

static const dark__answer_kind kind = {frames, NULL, NULL, clear};

dark_status dark_catalogue_new(dark_answer **out, dark_error *err) {
  static const dark__making how = {&kind, NULL, 1, work};
  DARK__REQUIRE(out, err);
  *out = NULL;
  return dark__answer_make(out, &how, NULL, NULL, NULL, err);
}
