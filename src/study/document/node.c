/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "study/document/document.h"

void dark__node_complain(const dark__node *node, dark_error *err, const char *format, ...) {
  char message[sizeof err->message];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  if (node->line == 0) dark__fail(err, DARK_EUSAGE, "%s", message); /* no file says it */
  else dark__fail(err, DARK_EUSAGE, "%s:%zu:%zu: %s", node->document->place, node->line, node->column, message);
}

static size_t find_key(const dark__node *map, const char *key) {
  size_t i = 0;
  while (i < map->n && strcmp(map->keys[i]->text, key) != 0) i++;
  return i;
}

const dark__node *dark__map_get(const dark__node *map, const char *key) {
  const size_t i = find_key(map, key);
  return i < map->n ? map->items[i] : NULL;
}

const dark__node *dark__map_key(const dark__node *map, const char *key) {
  const size_t i = find_key(map, key);
  return i < map->n ? map->keys[i] : NULL;
}

const dark__node *dark__node_find(const dark__node *node, const char *text) {
  if (node->kind == DARK__NODE_TEXT) return strcmp(node->text, text) == 0 ? node : NULL;
  const dark__node *found = NULL;
  for (size_t i = 0; i < node->n && found == NULL; i++) {
    if (node->kind == DARK__NODE_MAP && strcmp(node->keys[i]->text, text) == 0) return node->keys[i];
    found = dark__node_find(node->items[i], text);
  }
  return found;
}
