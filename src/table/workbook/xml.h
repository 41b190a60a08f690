/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_XML_H
#define DARK__TABLE_WORKBOOK_XML_H

/* A part of a workbook as XML, piece by piece: expat, with what it lacks. Refused: a document type (what entities are declared in,
   which would let a small file grow without bound), elements more than 64 deep, and a piece that takes expat more than 64 MiB. */

#include <stdbool.h>

#include "table/workbook/package.h"

/* Who takes the pieces. Names are without their prefix, `attributes` are pairs as expat has them. What a function returns other than
   DARK_OK ends the reading and is handed on. */
typedef struct dark__xml_sink {
  dark_status (*start)(void *context, const char *name, const char **attributes, dark_error *err);
  dark_status (*end)(void *context, const char *name, dark_error *err);
  dark_status (*text)(void *context, const char *text, size_t length, dark_error *err); /* NULL: not wanted */
  void *context;
} dark__xml_sink;

/* Read a part to its end. DARK_EDATA, DARK_ELIMIT, DARK_ENOMEM, and those of the sink. */
dark_status dark__xml_read(const dark__package *package, int64_t part, const dark__xml_sink *sink, dark_error *err);

/* A name without its prefix. */
const char *dark__xml_local(const char *name);

/* The value of the attribute with that local name; NULL: there is none. */
const char *dark__xml_attribute(const char **attributes, const char *name);

/* Whether that attribute says yes. */
bool dark__xml_is_set(const char **attributes, const char *name);

/* That attribute as a whole number up to `most`; `none` when it is missing or something else. */
uint64_t dark__xml_number(const char **attributes, const char *name, uint64_t most, uint64_t none);

#endif
