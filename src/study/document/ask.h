/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_ASK_H
#define DARK__STUDY_DOCUMENT_ASK_H

/* What a node is asked to be. All fail with DARK_EUSAGE at the place of the node; `what` is how messages call the value, its key. */

#include <stdint.h>

#include "study/document/document.h"

/* A map all of whose keys are among keys [n]; messages propose the nearest, or name all; `what` is "a method". */
DARK_MUST_CHECK dark_status dark__ask_map(const dark__node *node, const char *what, const char *const *keys, size_t n,
                                          dark_error *err);
/* A map with any keys, or a list: of at least one item, and for a list at most `most`. */
DARK_MUST_CHECK dark_status dark__ask_any_map(const dark__node *node, const char *what, dark_error *err);
DARK_MUST_CHECK dark_status dark__ask_list(const dark__node *node, const char *what, size_t most, dark_error *err);

/* A text, quoted or not, that is not empty; borrowed. A number is a text as well; null is not, unless in quotes. */
DARK_MUST_CHECK dark_status dark__ask_text(const char **out, const dark__node *node, const char *what, dark_error *err);
/* The same, of one line and at most 100 bytes. */
DARK_MUST_CHECK dark_status dark__ask_name(const char **out, const dark__node *node, const char *what, dark_error *err);

/* true or false. */
DARK_MUST_CHECK dark_status dark__ask_flag(bool *out, const dark__node *node, const char *what, dark_error *err);
/* A whole number from `least` to `most`. */
DARK_MUST_CHECK dark_status dark__ask_whole(uint64_t *out, const dark__node *node, const char *what, uint64_t least,
                                            uint64_t most, dark_error *err);
/* A number with least <= value <= most; with `is_open`, least < value < most. */
typedef struct dark__range {
  double least, most;
  bool is_open;
} dark__range;
DARK_MUST_CHECK dark_status dark__ask_real(double *out, const dark__node *node, const char *what, dark__range range,
                                           dark_error *err);
/* *out = index of the word among `words [n]`; the message has the nearest. */
DARK_MUST_CHECK dark_status dark__ask_word(size_t *out, const dark__node *node, const char *what, const char *const *words,
                                           size_t n, dark_error *err);

#endif
