/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_PLAIN_JSON_H
#define DARK__WRITING_PLAIN_JSON_H

/* What the core has in place of jansson: trees of JSON and their text, byte for byte as jansson writes it with an indent of 2 and 17 digits.
   Just what writers of documents use. Functions take NULL for what could not be made, and say so in the end; values are shared by counting. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct dark__plain_json dark__plain_json;

/* New values; NULL when memory is exhausted. Texts are UTF-8, and are copied. */
dark__plain_json *dark__plain_object(void);
dark__plain_json *dark__plain_array(void);
dark__plain_json *dark__plain_text(const char *text);
dark__plain_json *dark__plain_whole(long long value);
dark__plain_json *dark__plain_real(double value);
dark__plain_json *dark__plain_word(const char *word); /* "null", "true", "false": borrowed for ever */

/* Of value and all below it, unless somebody else holds it. NULL is allowed. */
void dark__plain_release(dark__plain_json *value);

/* Put a member last, or in place of the one of that name; append an item. They take `value` over, also on failure: -1, as when it is
   NULL. */
int dark__plain_put(dark__plain_json *object, const char *key, dark__plain_json *value);
int dark__plain_append(dark__plain_json *array, dark__plain_json *value);
/* The same of a value that the caller keeps. */
int dark__plain_append_shared(dark__plain_json *array, dark__plain_json *value);

/* NULL where there is none. */
dark__plain_json *dark__plain_get(const dark__plain_json *object, const char *key);
dark__plain_json *dark__plain_at(const dark__plain_json *array, size_t i);
size_t dark__plain_size(const dark__plain_json *array);
bool dark__plain_is_array(const dark__plain_json *value);

/* Errors are the stream's. */
void dark__plain_write(FILE *stream, const dark__plain_json *value);

#endif
