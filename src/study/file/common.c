/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "study/document/ask.h"
#include "study/file/study.h"

void *dark__study_take(dark_study *study, size_t n, size_t size, dark_error *err) {
  void *room = dark__arena_take(study->arena, n, size);
  if (room == NULL) dark__fail_memory(err);
  return room;
}

const char *dark__study_print(dark_study *study, dark_error *err, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  char *text = length < 0 ? NULL : dark__arena_take(study->arena, (size_t)length + 1, 1);
  if (text == NULL) {
    dark__fail_memory(err);
    return NULL;
  }
  va_start(arguments, format);
  vsnprintf(text, (size_t)length + 1, format, arguments);
  va_end(arguments);
  return text;
}

enum { MOST_NAMES = 10000 };

/* A value of a category; an empty text in quotes says that it is missing. */
static dark_status ask_member(const char **out, const dark__node *node, const dark__group_rule *rule, dark_error *err) {
  const bool is_empty = node->kind == DARK__NODE_TEXT && !node->is_plain && node->text[0] == '\0';
  if (!is_empty || !rule->may_be_empty) return dark__ask_text(out, node, rule->what, err);
  *out = node->text;
  return DARK_OK;
}

/* names [n], the last of them just read from `node`, are distinct. */
static dark_status check_last(const char *const *names, size_t n, const dark__node *node, const char *what, dark_error *err) {
  for (size_t i = 0; i + 1 < n; i++)
    if (strcmp(names[i], names[n - 1]) == 0)
      return dark__node_fail(node, err, "%s: '%s' appears twice", what, dark__show(names[i]).text);
  return DARK_OK;
}

static dark_status ask_members(const char *const **names, size_t *n, dark_study *study, const dark__node *list,
                               const dark__group_rule *rule, dark_error *err) {
  dark_status status = dark__ask_list(list, rule->what, MOST_NAMES, err);
  if (status != DARK_OK) return status;
  const char **all = dark__study_take(study, list->n, sizeof *all, err);
  if (all == NULL) return DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < list->n; i++) {
    status = ask_member(&all[i], list->items[i], rule, err);
    if (status == DARK_OK) status = check_last(all, i + 1, list->items[i], rule->what, err);
  }
  *names = all;
  *n = list->n;
  return status;
}

dark_status dark__file_names(const char *const **names, size_t *n, dark_study *study, const dark__node *node, const char *what,
                             dark_error *err) {
  const dark__group_rule rule = {.what = what};
  return ask_members(names, n, study, node, &rule, err);
}

dark_status dark__file_names_at(const char *const **names, size_t *n, dark_study *study, const dark__node *map, const char *key,
                                dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  return node == NULL ? DARK_OK : dark__file_names(names, n, study, node, key, err);
}

dark_status dark__file_words_at(const char *const **words, size_t *n, dark_study *study, const dark__node *map, const char *key,
                                dark_error *err) {
  const dark__group_rule rule = {.what = key, .may_be_empty = true};
  const dark__node *node = dark__map_get(map, key);
  return node == NULL ? DARK_OK : ask_members(words, n, study, node, &rule, err);
}

dark_status dark__file_name_at(const char **name, const dark__node *map, const char *key, dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  return node == NULL ? DARK_OK : dark__ask_name(name, node, key, err);
}

dark_status dark__file_text_at(const char **text, const dark__node *map, const char *key, dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  return node == NULL ? DARK_OK : dark__ask_text(text, node, key, err);
}

dark_status dark__file_replicates(bool *has, size_t *n, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "replicates");
  uint64_t whole = 0;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_whole(&whole, node, "replicates", 0, DARK_MAX_REPLICATES, err);
  *has = true;
  *n = (size_t)whole;
  return status;
}

dark_status dark__file_levels(const double **levels, size_t *n, dark_study *study, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "levels");
  if (node == NULL) return DARK_OK;
  dark_status status = dark__ask_list(node, "levels", DARK__MOST_LEVELS, err);
  if (status != DARK_OK) return status;
  double *all = dark__study_take(study, node->n, sizeof *all, err);
  if (all == NULL) return DARK_ENOMEM;
  for (size_t i = 0; i < node->n; i++) {
    status = dark__ask_real(&all[i], node->items[i], "levels", (dark__range){0, 1, true}, err);
    if (status != DARK_OK) return status;
    for (size_t k = 0; k < i; k++)
      if (all[k] == all[i]) return dark__node_fail(node->items[i], err, "levels: %s appears twice", node->items[i]->text);
  }
  *levels = all;
  *n = node->n;
  return DARK_OK;
}

static dark_status ask_group(dark_group *group, dark_study *study, const dark__node *key, const dark__node *value,
                             const dark__group_rule *rule, dark_error *err) {
  dark_status status;
  group->name = key->text;
  if (rule->is_single && value->kind == DARK__NODE_TEXT) {
    const char **one = dark__study_take(study, 1, sizeof *one, err);
    if (one == NULL) return DARK_ENOMEM;
    group->members = one;
    group->n_members = 1;
    return ask_member(one, value, rule, err);
  }
  status = ask_members(&group->members, &group->n_members, study, value, rule, err);
  if (status != DARK_OK || group->n_members >= rule->least) return status;
  return dark__node_fail(value, err, "%s: '%s' needs at least %zu names", rule->what, dark__show(key->text).text, rule->least);
}

dark_status dark__file_groups(const dark_group **groups, size_t *n, dark_study *study, const dark__node *node,
                              const dark__group_rule *rule, dark_error *err) {
  dark_status status = dark__ask_any_map(node, rule->what, err);
  if (status != DARK_OK) return status;
  dark_group *all = dark__study_take(study, node->n, sizeof *all, err);
  if (all == NULL) return DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < node->n; i++)
    status = ask_group(&all[i], study, node->keys[i], node->items[i], rule, err);
  *groups = all;
  *n = node->n;
  return status;
}

dark_status dark__file_add_name(size_t *earlier, dark__keys *names, const char *name, dark_error *err) {
  const size_t n_before = names->n;
  const dark_status status = dark__keys_add(earlier, names, name, strlen(name), err);
  if (names->n > n_before) *earlier = DARK__NONE;
  return status;
}

static const char *name_at(const void *context, size_t i) { return dark__keys_at(context, i); }

dark_status dark__file_find_name(size_t *id, const dark__keys *names, const dark__node *node, const char *what, dark_error *err) {
  const char *text;
  const dark_status status = dark__ask_text(&text, node, what, err);
  if (status != DARK_OK) return status;
  *id = dark__keys_find(names, text, strlen(text));
  if (*id != DARK__NONE) return DARK_OK;
  const char *nearest = dark__keys_nearest(names, text);
  return dark__node_fail(node, err, "%s: '%s' is none of %s%s%s%s", what, dark__show(text).text,
                         dark__show_names(name_at, names, names->n).text, nearest == NULL ? "" : "; did you mean '",
                         nearest == NULL ? "" : dark__show(nearest).text, nearest == NULL ? "" : "'?");
}

dark_status dark__file_selection(dark__selection *out, dark_study *study, const dark__node *map, const char *key,
                                 const dark__keys *names, dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  *out = NULL;
  if (node == NULL) return DARK_OK;
  dark_status status = dark__ask_list(node, key, names->n, err);
  if (status != DARK_OK) return status;
  bool *selected = dark__study_take(study, names->n, sizeof *selected, err);
  if (selected == NULL) return DARK_ENOMEM;
  for (size_t i = 0; i < node->n; i++) {
    size_t id = 0;
    status = dark__file_find_name(&id, names, node->items[i], key, err);
    if (status != DARK_OK) return status;
    if (selected[id])
      return dark__node_fail(node->items[i], err, "%s: '%s' appears twice", key, dark__show(node->items[i]->text).text);
    selected[id] = true;
  }
  *out = selected;
  return DARK_OK;
}

const char *dark__data_name(const dark_study *study, size_t i) { return study->data[i].data.name; }
const char *dark__method_name(const dark_study *study, size_t i) { return study->methods[i].method.name; }
