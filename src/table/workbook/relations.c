/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/relations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/text.h"
#include "table/workbook/xml.h"

enum { MOST_RELATIONS = 4096, PATH = 512 };

typedef struct reading {
  dark__relations *relations;
  const char *place;
  char folder[PATH]; /* of the part, with a slash behind it */
} reading;

/* The path in the package of a target as the relation has it. */
static void resolve(char *path, const reading *r, const char *target) {
  const char *folder = target[0] == '/' ? "" : r->folder;
  if (target[0] == '/') target++;
  while (strncmp(target, "./", 2) == 0) target += 2;
  snprintf(path, PATH, "%s%s", folder, target);
}

static const char *behind_slash(const char *text) {
  const char *slash = strrchr(text, '/');
  return slash == NULL ? text : slash + 1;
}

static dark_status add(reading *r, const char *id, const char *type, const char *target, dark_error *err) {
  dark__relations *relations = r->relations;
  char path[PATH];
  if (relations->n == MOST_RELATIONS) return dark__fail(err, DARK_ELIMIT, "%s: more than %d parts", r->place, MOST_RELATIONS);
  if (relations->n == relations->capacity) {
    dark__relation *all = dark__array_grow(relations->all, &relations->capacity, relations->n + 1, sizeof *all);
    if (all == NULL) return dark__fail_memory(err);
    relations->all = all;
  }
  resolve(path, r, target);
  type = behind_slash(type);
  const dark__relation one = {dark__copy_text(id, strlen(id)), dark__copy_text(type, strlen(type)),
                              dark__copy_text(path, strlen(path))};
  relations->all[relations->n++] = one;
  return one.id == NULL || one.type == NULL || one.path == NULL ? dark__fail_memory(err) : DARK_OK;
}

static dark_status take_start(void *context, const char *name, const char **attributes, dark_error *err) {
  const char *id = dark__xml_attribute(attributes, "Id"), *type = dark__xml_attribute(attributes, "Type");
  const char *target = dark__xml_attribute(attributes, "Target");
  if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL) return DARK_OK;
  return add(context, id, type, target, err);
}

static dark_status take_end(void *context, const char *name, dark_error *err) {
  (void)context, (void)name, (void)err;
  return DARK_OK;
}

dark_status dark__relations_read(dark__relations *relations, const dark__package *package, const char *path, dark_error *err) {
  reading r = {.relations = relations, .place = package->place};
  char own[2 * PATH];
  const int n_folder = (int)(behind_slash(path) - path);
  const dark__xml_sink sink = {take_start, take_end, NULL, &r};
  *relations = (dark__relations){.n = 0};
  snprintf(r.folder, sizeof r.folder, "%.*s", n_folder, path);
  snprintf(own, sizeof own, "%s_rels/%s.rels", r.folder, path + n_folder);
  const int64_t part = dark__package_find(package, own);
  return part < 0 ? DARK_OK : dark__xml_read(package, part, &sink, err);
}

const dark__relation *dark__relations_of_type(const dark__relations *relations, const char *type) {
  for (size_t i = 0; i < relations->n; i++)
    if (strcmp(relations->all[i].type, type) == 0) return &relations->all[i];
  return NULL;
}

const dark__relation *dark__relations_with_id(const dark__relations *relations, const char *id) {
  for (size_t i = 0; i < relations->n; i++)
    if (strcmp(relations->all[i].id, id) == 0) return &relations->all[i];
  return NULL;
}

void dark__relations_free(dark__relations *relations) {
  for (size_t i = 0; i < relations->n; i++) {
    free(relations->all[i].id);
    free(relations->all[i].type);
    free(relations->all[i].path);
  }
  free(relations->all);
}
