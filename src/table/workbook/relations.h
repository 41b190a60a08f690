/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_RELATIONS_H
#define DARK__TABLE_WORKBOOK_RELATIONS_H

/* Which part of an Excel workbook leads to which (xl/_rels/workbook.xml.rels). */

#include "table/workbook/package.h"

typedef struct dark__relation {
  char *id;
  char *type; /* the last word of the address that says what the target is: "worksheet" */
  char *path; /* of the target in the package */
} dark__relation;

typedef struct dark__relations {
  dark__relation *all; /* [n] */
  size_t n, capacity;
} dark__relations;

/* Read what the part at `path` leads to; "" is the package itself. None is no error. DARK_EDATA, DARK_ELIMIT, DARK_ENOMEM; frees
   nothing on failure. */
dark_status dark__relations_read(dark__relations *relations, const dark__package *package, const char *path, dark_error *err);

/* The first relation of a type, or with an id; NULL: there is none. */
const dark__relation *dark__relations_of_type(const dark__relations *relations, const char *type);
const dark__relation *dark__relations_with_id(const dark__relations *relations, const char *id);

void dark__relations_free(dark__relations *relations);

#endif
