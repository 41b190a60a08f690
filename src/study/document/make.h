/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_MAKE_H
#define DARK__STUDY_DOCUMENT_MAKE_H

/* Documents that are made node by node instead of being read. Their nodes have no line, and messages about them no place. Everything is
   copied into the arena of the document; NULL when memory is exhausted. */

#include "study/document/document.h"

/* A document whose root is an empty map. */
dark__document *dark__document_new(const char *place);

/* A text; `is_plain` says that it may be a number or a truth value. */
dark__node *dark__node_new_text(dark__document *document, const char *text, bool is_plain);
/* A list with room for n items, or a map with room for n keys, which the caller fills. */
dark__node *dark__node_new_list(dark__document *document, size_t n);
dark__node *dark__node_new_map(dark__document *document, size_t n);

/* A copy of a node of any document in this one, with its place. */
dark__node *dark__node_copy(dark__document *document, const dark__node *node);

/* A copy of the map in which `key` has the value, behind all others when it is new; without the key when value is NULL. */
dark__node *dark__map_with(dark__document *document, const dark__node *map, const char *key, const dark__node *value);

#endif
