/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/make.h"

#include <stdlib.h>
#include <string.h>

static dark__node *new_node(dark__document *document, dark__node_kind kind) {
  dark__node *node = dark__arena_take(document->arena, 1, sizeof *node);
  if (node == NULL) return NULL;
  node->document = document;
  node->kind = kind;
  return node;
}

dark__node *dark__node_new_text(dark__document *document, const char *text, bool is_plain) {
  dark__node *node = new_node(document, DARK__NODE_TEXT);
  if (node == NULL) return NULL;
  node->is_plain = is_plain;
  node->text = dark__arena_copy(document->arena, text);
  return node->text == NULL ? NULL : node;
}

dark__node *dark__node_new_list(dark__document *document, size_t n) {
  dark__node *node = new_node(document, DARK__NODE_LIST);
  if (node == NULL) return NULL;
  node->n = n;
  node->items = dark__arena_take(document->arena, n, sizeof(const dark__node *));
  return node->items == NULL ? NULL : node;
}

dark__node *dark__node_new_map(dark__document *document, size_t n) {
  dark__node *node = dark__node_new_list(document, n);
  if (node == NULL) return NULL;
  node->kind = DARK__NODE_MAP;
  node->keys = dark__arena_take(document->arena, n, sizeof(const dark__node *));
  return node->keys == NULL ? NULL : node;
}

static dark__node *copy_children(dark__document *document, const dark__node *node) {
  const bool is_map = node->kind == DARK__NODE_MAP;
  dark__node *copy = is_map ? dark__node_new_map(document, node->n) : dark__node_new_list(document, node->n);
  if (copy == NULL) return NULL;
  for (size_t i = 0; i < node->n; i++) {
    copy->items[i] = dark__node_copy(document, node->items[i]);
    if (is_map) copy->keys[i] = dark__node_copy(document, node->keys[i]);
    if (copy->items[i] == NULL || (is_map && copy->keys[i] == NULL)) return NULL;
  }
  return copy;
}

dark__node *dark__node_copy(dark__document *document, const dark__node *node) {
  dark__node *copy =
      node->kind == DARK__NODE_TEXT ? dark__node_new_text(document, node->text, node->is_plain) : copy_children(document, node);
  if (copy == NULL) return NULL;
  copy->line = node->line;
  copy->column = node->column;
  return copy;
}

dark__node *dark__map_with(dark__document *document, const dark__node *map, const char *key, const dark__node *value) {
  dark__node *with = dark__node_new_map(document, map->n + 1);
  size_t n = 0;
  bool is_there = false;
  if (with == NULL) return NULL;
  for (size_t i = 0; i < map->n; i++) {
    const bool is_it = strcmp(map->keys[i]->text, key) == 0;
    is_there |= is_it;
    if (is_it && value == NULL) continue;
    with->keys[n] = map->keys[i];
    with->items[n++] = is_it ? value : map->items[i];
  }
  if (!is_there && value != NULL) {
    with->keys[n] = dark__node_new_text(document, key, true);
    with->items[n] = value;
    if (with->keys[n++] == NULL) return NULL;
  }
  with->n = n;
  with->line = map->line;
  with->column = map->column;
  return with;
}

dark__document *dark__document_new(const char *place) {
  dark__document *document = calloc(1, sizeof *document);
  if (document == NULL) return NULL;
  document->arena = dark__arena_new();
  if (document->arena != NULL) document->place = dark__arena_copy(document->arena, place);
  if (document->place != NULL) document->root = dark__node_new_map(document, 0);
  if (document->root != NULL) return document;
  dark__document_free(document);
  return NULL;
}

void dark__document_free(dark__document *document) {
  if (document == NULL) return;
  dark__arena_free(document->arena);
  free(document);
}
