/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_REQUEST_OPTIONS_H
#define DARK__BRIDGE_REQUEST_OPTIONS_H

/* Keys as options of the command: their names with '-' in place of '_', but for two, and their values as words. */

#include "bridge/request/request.h"

/* Whoever takes them, one after the other; word NULL: a flag. */
typedef struct dark__option_taker {
  void (*take)(void *context, const char *option, const char *word);
  void *context;
  bool failed; /* memory was exhausted */
} dark__option_taker;

/* The options that one key comes to; none for a flag that is not set. */
void dark__key_options(dark__option_taker *taker, const dark__key *key, const dark__node *value);

#endif
