/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/plain_words.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

/* Options whose key has another name than '-' read as '_' gives; NULL ends. */
static const char *const renamed[][2] = {{"drop_list", "drop_lists"}, {"level", "levels"}};

/* Length of the option's name at `text`, 0 when there is none; its key into `key` [64]. */
static size_t read_option(char key[64], const char *text) {
  const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz-");
  if (length == 0 || length >= 64) return 0;
  for (size_t i = 0; i < length; i++) key[i] = text[i] == '-' ? '_' : text[i];
  key[length] = '\0';
  for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
    if (strcmp(key, renamed[i][0]) == 0) strcpy(key, renamed[i][1]);
  return length;
}

static bool begins_option(const char *message, const char *at) {
  return strncmp(at, "--", 2) == 0 && (at == message || strchr(" ('", at[-1]) != NULL);
}

/* The message with keys in place of options, as far as it fits. */
static void replace_options(char *out, size_t size, const char *message) {
  size_t used = 0;
  for (const char *at = message; *at != '\0' && used + 1 < size;) {
    char key[64];
    const size_t length = begins_option(message, at) ? read_option(key, at + 2) : 0;
    if (length == 0) {
      out[used++] = *at++;
      continue;
    }
    used += (size_t)snprintf(out + used, size - used, "%s", key);
    if (used >= size) used = size - 1;
    at += 2 + length;
  }
  out[used] = '\0';
}

/* What the map, or the map of its key `link`, says for the last option that the message names; *key its key. */
static const dark__node *find_option(const dark__node **key, const dark__node *map, const char *message) {
  const dark__node *value = NULL, *link = dark__map_get(map, "link");
  for (const char *at = strstr(message, "--"); at != NULL; at = strstr(at + 2, "--")) {
    char name[64];
    if (!begins_option(message, at) || read_option(name, at + 2) == 0) continue;
    const bool is_linked = dark__map_get(map, name) == NULL && link != NULL && link->kind == DARK__NODE_MAP;
    const dark__node *found = dark__map_get(is_linked ? link : map, name);
    if (found == NULL) continue;
    value = found;
    *key = dark__map_key(is_linked ? link : map, name);
  }
  return value;
}

/* The first text in quotes in the message that is somewhere below the node. */
static const dark__node *find_quoted(const dark__node *node, const char *message) {
  const dark__node *found = NULL;
  for (const char *open = strchr(message, '\''); open != NULL && found == NULL;) {
    char text[64];
    const char *close = strchr(open + 1, '\'');
    if (close == NULL) return NULL;
    const size_t length = (size_t)(close - open - 1);
    if (length > 0 && length < sizeof text) {
      memcpy(text, open + 1, length);
      text[length] = '\0';
      found = dark__node_find(node, text);
    }
    open = strchr(close + 1, '\'');
  }
  return found;
}

dark_status dark__fail_in_study(const dark__node *map, const dark__node *otherwise, const char *about, const dark_error *cause,
                                dark_error *err) {
  char message[sizeof err->message];
  const dark__node *key = NULL, *place = otherwise;
  if (cause->status == DARK_ENOMEM) return dark__fail_memory(err); /* that has no place */
  const dark__node *value = map->kind == DARK__NODE_MAP ? find_option(&key, map, cause->message) : NULL;
  const dark__node *quoted = find_quoted(value != NULL ? value : map, cause->message);
  if (quoted != NULL) place = quoted;
  else if (value != NULL) place = key;
  replace_options(message, sizeof message, cause->message);
  dark__node_complain(place, err, "%s%s", about, message);
  if (err != NULL) err->status = cause->status;
  return cause->status;
}
