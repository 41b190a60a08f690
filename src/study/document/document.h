/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_DOCUMENT_H
#define DARK__STUDY_DOCUMENT_DOCUMENT_H

/* A YAML file, strictly, as a tree of texts, lists and maps that all know their place. libyaml parses; what lets a file mean something
   else than it seems to say is refused here: anchors, aliases, tags, directives, tabs, keys that appear twice, a second document. Nothing
   is taken for a number or a truth value before somebody asks (ask.h). JSON is read by the same code. */

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/status.h>

#include "result/arena.h"

/* Largest file, most nodes in it, deepest nesting. */
enum { DARK__DOCUMENT_BYTES = 16 << 20, DARK__DOCUMENT_NODES = 1000000, DARK__DOCUMENT_DEPTH = 32 };

typedef enum dark__node_kind { DARK__NODE_TEXT, DARK__NODE_LIST, DARK__NODE_MAP } dark__node_kind;

typedef struct dark__document dark__document;
typedef struct dark__node dark__node;
struct dark__node {
  const dark__document *document;
  dark__node_kind kind;
  bool is_plain;            /* a text without quotes, which may be a number or a truth value */
  size_t line, column;      /* of its first character, from 1; 0: it was made, not read (make.h) */
  const char *text;         /* of a text: UTF-8 without NUL */
  const dark__node **keys;  /* [n] of a map: distinct texts, none empty, in the order of the file */
  const dark__node **items; /* [n] of a list, or what the keys of a map say */
  size_t n;
};

struct dark__document {
  dark__arena *arena; /* owns everything */
  const char *place;  /* how messages call the file */
  char sha256[65];    /* of all bytes, lower-case hexadecimal */
  const dark__node *root;
};

/* Read the file at `path` ("-": standard input). dark__document_free it; on failure *out is NULL.
   Errors: DARK_EUSAGE ("file:line:column: ..." with what is wrong), DARK_ELIMIT (DARK__DOCUMENT_...), DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__document_read(dark__document **out, const char *path, dark_error *err);

/* The same for bytes [n] in memory, which are copied; messages call them `place`. */
DARK_MUST_CHECK dark_status dark__document_parse(dark__document **out, const char *place, const char *bytes, size_t n,
                                                 dark_error *err);
void dark__document_free(dark__document *document);

/* DARK_EUSAGE with "file:line:column: " of the node and the message; a macro, so that static analysis sees what it returns. */
void dark__node_complain(const dark__node *node, dark_error *err, const char *format, ...) DARK_PRINTF(3, 4);
#define dark__node_fail(...) (dark__node_complain(__VA_ARGS__), DARK_EUSAGE)

/* What the key says, or NULL; the second gives the key itself. */
const dark__node *dark__map_get(const dark__node *map, const char *key);
const dark__node *dark__map_key(const dark__node *map, const char *key);

/* The first text at or below the node that is `text`, or NULL. */
const dark__node *dark__node_find(const dark__node *node, const char *text);

#endif
