/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_REQUEST_REQUEST_H
#define DARK__BRIDGE_REQUEST_REQUEST_H

/* A request is a document whose root is the map of what was set, so that what reads study files reads it. */

#include <darkfigure/request.h>

#include "study/document/document.h"

struct dark_request {
  dark__document *document;
  const dark__node *root; /* a map, of the document */
};

/* What keys are for. */
enum {
  DARK__USE_DATA = 1,  /* tables from arrays and from files */
  DARK__USE_FILES = 2, /* tables from files alone */
  DARK__USE_FIT = 4,   /* fit, methods, sensitivity */
  DARK__USE_MODELS = 8,
  DARK__USE_CHECK = 16,
  DARK__USE_SENSITIVITY = 32,
  DARK__USE_PAGE = 64
};

typedef struct dark__key {
  const char *name;
  dark_key_kind kind;
  unsigned uses; /* bits of the above */
  const char *words, *usual, *help;
} dark__key;

/* [DARK__N_KEYS] in the order of keys.def. */
#define X(name, kind, uses, words, usual, help) +1 /* counts. NOLINT(bugprone-macro-parentheses) */
enum {
  DARK__N_KEYS = 0
#include "bridge/request/keys.def"
};
#undef X
extern const dark__key dark__keys_known[DARK__N_KEYS];

/* NULL: no such key. */
const dark__key *dark__key_find(const char *name);
/* DARK_EUSAGE with the nearest. */
DARK_MUST_CHECK dark_status dark__key_need(const dark__key **out, const char *name, dark_error *err);

/* The value as the key wants it: a list of one where it wants one thing, one thing in a list where it wants a list. NULL: out of memory. */
const dark__node *dark__key_fit(dark__document *document, const dark__key *key, const dark__node *value);

#endif
