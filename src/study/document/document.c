/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/document.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/array.h"
#include "base/error.h"
#include "base/keys.h"
#include "base/show.h"
#include "study/document/bytes.h"
#include "study/document/complaint.h"

/* A document on its way from events to nodes. */
typedef struct builder {
  dark__document *document;
  yaml_parser_t parser;
  const dark__node **pending; /* [n_pending] children of the lists and maps that are not complete, innermost last */
  size_t n_pending, capacity;
  size_t n_nodes, depth;
  dark_error *err;
} builder;

static dark_status read_node(const dark__node **out, builder *b, const yaml_event_t *event);

static dark_status fail_at(const builder *b, const yaml_event_t *event, const char *what) {
  dark__fail(b->err, DARK_EUSAGE, "%s:%zu:%zu: %s", b->document->place, event->start_mark.line + 1, event->start_mark.column + 1,
             what);
  return DARK_EUSAGE;
}

/* yaml_event_delete it in any case. */
static dark_status next_event(yaml_event_t *event, builder *b) {
  if (yaml_parser_parse(&b->parser, event)) return DARK_OK;
  memset(event, 0, sizeof *event);
  return dark__complain_of_yaml(&b->parser, b->document->place, b->err);
}

static dark_status push(builder *b, const dark__node *node) {
  const dark__node **grown = dark__array_grow(b->pending, &b->capacity, b->n_pending + 1, sizeof(const dark__node *));
  if (grown == NULL) return dark__fail_memory(b->err);
  b->pending = grown;
  b->pending[b->n_pending++] = node;
  return DARK_OK;
}

/* Take every `step`-th of the children from `first` on off the builder. */
static const dark__node **take_children(builder *b, size_t first, size_t step, size_t n) {
  const dark__node **children = dark__arena_take(b->document->arena, n, sizeof(const dark__node *));
  for (size_t i = 0; children != NULL && i < n; i++) children[i] = b->pending[first + i * step];
  return children;
}

static dark_status read_text(dark__node *node, builder *b, const yaml_event_t *event) {
  const char *text = (const char *)event->data.scalar.value;
  if (strlen(text) != event->data.scalar.length) return fail_at(b, event, "a text with a NUL character in it");
  node->kind = DARK__NODE_TEXT;
  node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  node->text = dark__arena_copy(b->document->arena, text);
  return node->text == NULL ? dark__fail_memory(b->err) : DARK_OK;
}

/* The items up to the end of the list. */
static dark_status read_items(builder *b) {
  for (;;) {
    yaml_event_t event;
    const dark__node *item = NULL;
    dark_status status = next_event(&event, b);
    const bool is_end = event.type == YAML_SEQUENCE_END_EVENT;
    if (status == DARK_OK && !is_end) status = read_node(&item, b, &event);
    yaml_event_delete(&event);
    if (status != DARK_OK || is_end) return status;
    if (push(b, item) != DARK_OK) return DARK_ENOMEM;
  }
}

static dark_status read_list(dark__node *node, builder *b) {
  const size_t first = b->n_pending;
  const dark_status status = read_items(b);
  if (status != DARK_OK) return status;
  node->kind = DARK__NODE_LIST;
  node->n = b->n_pending - first;
  node->items = take_children(b, first, 1, node->n);
  b->n_pending = first;
  return node->items == NULL ? dark__fail_memory(b->err) : DARK_OK;
}

/* Keys so far are in `seen`, and their nodes are pending from `first` on, with those of their values between them. */
static dark_status read_key(builder *b, dark__keys *seen, size_t first, const yaml_event_t *event) {
  const dark__node *key;
  size_t id;
  if (event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT)
    return fail_at(b, event, "a list or map where a key should be");
  dark_status status = read_node(&key, b, event);
  if (status != DARK_OK) return status;
  if (key->text[0] == '\0') return dark__node_fail(key, b->err, "an empty key");
  const size_t n_before = seen->n;
  status = dark__keys_add(&id, seen, key->text, strlen(key->text), b->err);
  if (status == DARK_OK && seen->n == n_before)
    status = dark__node_fail(key, b->err, "a key appears twice, first on line %zu", b->pending[first + 2 * id]->line);
  return status == DARK_OK ? push(b, key) : status;
}

static dark_status read_value(builder *b) {
  yaml_event_t event;
  const dark__node *value = NULL;
  dark_status status = next_event(&event, b);
  if (status == DARK_OK) status = read_node(&value, b, &event);
  yaml_event_delete(&event);
  return status == DARK_OK ? push(b, value) : status;
}

/* Keys and values in turn, up to the end of the map. */
static dark_status read_pairs(builder *b, dark__keys *seen) {
  const size_t first = b->n_pending;
  for (;;) {
    yaml_event_t event;
    dark_status status = next_event(&event, b);
    const bool is_end = event.type == YAML_MAPPING_END_EVENT;
    if (status == DARK_OK && !is_end) status = read_key(b, seen, first, &event);
    yaml_event_delete(&event);
    if (status == DARK_OK && !is_end) status = read_value(b);
    if (status != DARK_OK || is_end) return status;
  }
}

static dark_status read_map(dark__node *node, builder *b) {
  const size_t first = b->n_pending;
  dark__keys seen = {0};
  const dark_status status = read_pairs(b, &seen);
  dark__keys_free(&seen);
  if (status != DARK_OK) return status;
  node->kind = DARK__NODE_MAP;
  node->n = (b->n_pending - first) / 2;
  node->keys = take_children(b, first, 2, node->n);
  node->items = take_children(b, first + 1, 2, node->n);
  b->n_pending = first;
  return node->keys == NULL || node->items == NULL ? dark__fail_memory(b->err) : DARK_OK;
}

/* What makes a node depend on another place or on a schema that is not ours. */
static dark_status check_plain(const builder *b, const yaml_event_t *event) {
  const yaml_char_t *anchor = NULL, *tag = NULL;
  if (event->type == YAML_ALIAS_EVENT) return fail_at(b, event, "an alias (*): repeat what it stands for");
  if (event->type == YAML_SCALAR_EVENT) anchor = event->data.scalar.anchor, tag = event->data.scalar.tag;
  else if (event->type == YAML_SEQUENCE_START_EVENT)
    anchor = event->data.sequence_start.anchor, tag = event->data.sequence_start.tag;
  else anchor = event->data.mapping_start.anchor, tag = event->data.mapping_start.tag;
  if (anchor != NULL) return fail_at(b, event, "an anchor (&): aliases are not used here");
  if (tag != NULL) return fail_at(b, event, "a tag (!): put a text that begins with ! in quotes");
  return DARK_OK;
}

static dark_status read_container(dark__node *node, builder *b, const yaml_event_t *event) {
  if (b->depth == DARK__DOCUMENT_DEPTH)
    return dark__fail(b->err, DARK_ELIMIT, "%s:%zu:%zu: more than %d lists and maps inside each other", b->document->place,
                      node->line, node->column, DARK__DOCUMENT_DEPTH);
  b->depth++;
  const dark_status status = event->type == YAML_SEQUENCE_START_EVENT ? read_list(node, b) : read_map(node, b);
  b->depth--;
  return status;
}

/* The node that begins with the event, to its end. */
static dark_status read_node(const dark__node **out, builder *b, const yaml_event_t *event) {
  dark_status status = check_plain(b, event);
  if (status != DARK_OK) return status;
  if (++b->n_nodes > DARK__DOCUMENT_NODES) {
    dark__fail(b->err, DARK_ELIMIT, "%s: more than %d keys and values", b->document->place, DARK__DOCUMENT_NODES);
    return DARK_ELIMIT;
  }
  dark__node *node = dark__arena_take(b->document->arena, 1, sizeof *node);
  if (node == NULL) return dark__fail_memory(b->err);
  node->document = b->document;
  node->line = event->start_mark.line + 1;
  node->column = event->start_mark.column + 1;
  *out = node;
  return event->type == YAML_SCALAR_EVENT ? read_text(node, b, event) : read_container(node, b, event);
}

/* One event outside the nodes: the stream's beginning, a document's beginning or end. */
static dark_status read_boundary(yaml_event_type_t *type, builder *b) {
  yaml_event_t event;
  dark_status status = next_event(&event, b);
  *type = event.type;
  if (status == DARK_OK && event.type == YAML_DOCUMENT_START_EVENT) {
    const bool has_tags = event.data.document_start.tag_directives.start != event.data.document_start.tag_directives.end;
    if (event.data.document_start.version_directive != NULL || has_tags)
      status = fail_at(b, &event, "a directive (%): it says nothing that is of use here");
    else if (b->document->root != NULL) status = fail_at(b, &event, "a second document: one file holds one");
  }
  yaml_event_delete(&event);
  return status;
}

static dark_status read_root(builder *b) {
  yaml_event_type_t type;
  yaml_event_t event;
  dark_status status = read_boundary(&type, b);
  if (status == DARK_OK) status = read_boundary(&type, b);
  if (status == DARK_OK && type != YAML_DOCUMENT_START_EVENT)
    return dark__fail(b->err, DARK_EUSAGE, "%s: the file is empty", b->document->place);
  if (status != DARK_OK) return status;
  status = next_event(&event, b);
  if (status == DARK_OK) status = read_node(&b->document->root, b, &event);
  yaml_event_delete(&event);
  if (status == DARK_OK) status = read_boundary(&type, b);
  return status == DARK_OK ? read_boundary(&type, b) : status;
}

static dark_status parse(dark__document *document, const char *bytes, size_t n, dark_error *err) {
  builder b = {.document = document, .err = err};
  const size_t n_mark = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  dark_status status = dark__document_check(bytes + n_mark, n - n_mark, document->place, err);
  if (status != DARK_OK) return status;
  if (!yaml_parser_initialize(&b.parser)) return dark__fail_memory(err);
  yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&b.parser, (const unsigned char *)bytes + n_mark, n - n_mark);
  status = read_root(&b);
  yaml_parser_delete(&b.parser);
  free(b.pending);
  return status;
}

/* bytes [n + 1], the last NUL. */
static dark_status parse_new(dark__document **out, const char *place, const char *bytes, size_t n, dark_error *err) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  dark__document *document = calloc(1, sizeof *document);
  if (document == NULL) return dark__fail_memory(err);
  document->arena = dark__arena_new();
  if (document->arena != NULL) document->place = dark__arena_copy(document->arena, place);
  dark_status status = document->place == NULL ? dark__fail_memory(err) : parse(document, bytes, n, err);
  if (status == DARK_OK) {
    crypto_hash_sha256(digest, (const unsigned char *)bytes, n);
    sodium_bin2hex(document->sha256, sizeof document->sha256, digest, sizeof digest);
    *out = document;
  } else {
    dark__document_free(document);
  }
  return status;
}

dark_status dark__document_read(dark__document **out, const char *path, dark_error *err) {
  char *bytes;
  size_t n = 0;
  *out = NULL;
  const dark__shown place = dark__show_path(path);
  dark_status status = dark__document_load(&bytes, &n, path, place.text, err);
  if (status == DARK_OK) status = parse_new(out, place.text, bytes, n, err);
  free(bytes);
  return status;
}

dark_status dark__document_parse(dark__document **out, const char *place, const char *bytes, size_t n, dark_error *err) {
  *out = NULL;
  if (n > DARK__DOCUMENT_BYTES) return dark__fail(err, DARK_ELIMIT, "%s: larger than %d MiB", place, DARK__DOCUMENT_BYTES >> 20);
  char *copy = malloc(n + 1);
  if (copy == NULL) return dark__fail_memory(err);
  if (n > 0) memcpy(copy, bytes, n);
  copy[n] = '\0';
  const dark_status status = parse_new(out, place, copy, n, err);
  free(copy);
  return status;
}
