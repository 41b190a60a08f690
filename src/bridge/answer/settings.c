/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked, and what it came to: a row a value. */
#include <inttypes.h>
#include <string.h>

#include "bridge/answer/fit.h"
#include "writing/numbers.h"

void dark__frame_settings(dark_frame *frame) { dark__frame_texts(frame, "key,member,value,source"); }

void dark__frame_put_setting(dark_frame *frame, const char *key, const char *member, const char *value, const char *source) {
  dark__frame_put_text(frame, key);
  dark__frame_put_text(frame, member);
  dark__frame_put_text(frame, value);
  dark__frame_put_static(frame, source);
}

static void put_node(dark_frame *frame, const char *key, const char *member, const dark__node *node) {
  if (node->kind == DARK__NODE_TEXT) dark__frame_put_setting(frame, key, member, node->text, "given");
  for (size_t i = 0; node->kind != DARK__NODE_TEXT && i < node->n; i++)
    put_node(frame, key, node->kind == DARK__NODE_MAP ? node->keys[i]->text : member, node->items[i]);
}

void dark__frame_put_given(dark_frame *frame, const dark_answer *answer) {
  const dark__node *map = answer->request->root;
  for (size_t i = 0; i < map->n; i++) put_node(frame, map->keys[i]->text, NULL, map->items[i]);
}

static void put_used(dark_frame *frame, const dark_answer *answer, const char *key, const char *value) {
  if (!dark_request_has(answer->request, key)) dark__frame_put_setting(frame, key, NULL, value, "usual");
}

static void put_used_size(dark_frame *frame, const dark_answer *answer, const char *key, size_t value) {
  char text[32];
  snprintf(text, sizeof text, "%zu", value);
  put_used(frame, answer, key, text);
}

/* What is not given is what was used. */
dark_status dark__fill_settings(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark__fit *fit = dark__answer_fit(answer);
  const dark__uncertainty *used = &fit->uncertainty;
  char seed[32];
  (void)err;
  dark__frame_settings(frame);
  dark__frame_put_given(frame, answer);
  snprintf(seed, sizeof seed, "%" PRIu64, used->seed);
  if (!dark_request_has(answer->request, "model") && !dark_request_has(answer->request, "joint"))
    put_used(frame, answer, "method", answer->asked.method.settings.method);
  put_used(frame, answer, "interval", dark_interval_name(used->interval));
  put_used_size(frame, answer, "replicates", used->n_beside > 0 ? used->n_beside : used->n_replicates);
  put_used(frame, answer, "seed", seed);
  for (size_t i = 0; i < used->n_levels; i++) put_used(frame, answer, "levels", dark__shortest(used->levels[i]).text);
  put_used_size(frame, answer, "fit_draws", fit->n_draws);
  return DARK_OK;
}

dark_status dark__fill_given(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  (void)err;
  dark__frame_settings(frame);
  dark__frame_put_given(frame, answer);
  return DARK_OK;
}
