/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_CORE_JSON_H
#define DARK__WRITING_CORE_JSON_H

/* The names of jansson that writers of documents use, where there is no jansson. */

#include "writing/plain_json.h"

typedef dark__plain_json json_t;
typedef long long json_int_t;

#define json_object dark__plain_object
#define json_array dark__plain_array
#define json_string dark__plain_text
#define json_integer dark__plain_whole
#define json_real dark__plain_real
#define json_null() dark__plain_word("null")
#define json_true() dark__plain_word("true")
#define json_false() dark__plain_word("false")
#define json_boolean(value) ((value) ? json_true() : json_false())
#define json_object_set_new dark__plain_put
#define json_object_get dark__plain_get
#define json_array_append_new dark__plain_append
#define json_array_append dark__plain_append_shared
#define json_array_size dark__plain_size
#define json_array_get dark__plain_at
#define json_is_array dark__plain_is_array
#define json_decref dark__plain_release

#endif
