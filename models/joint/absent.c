/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/absent.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"

/* "LIST:COLUMN=VALUE" in three pieces of one copy. */
typedef struct absence {
  char *list, *column, *value;
} absence;

static dark_status split(absence *out, const char *text, dark_error *err) {
  char *copy = malloc(strlen(text) + 1);
  if (copy == NULL) return dark__fail_memory(err);
  strcpy(copy, text);
  char *colon = strchr(copy, ':'), *equals = colon == NULL ? NULL : strchr(colon, '=');
  *out = (absence){copy, NULL, NULL};
  if (equals == NULL || colon == copy || equals == colon + 1)
    return dark__fail(err, DARK_EUSAGE, "--absent '%s' is not of the form LIST:COLUMN=VALUE", dark__show(text).text);
  *colon = *equals = '\0';
  out->column = colon + 1;
  out->value = equals + 1;
  return DARK_OK;
}

static dark_status find_name(size_t *out, const char *name, const char *const *names, size_t n, const char *kind,
                             dark_error *err) {
  for (*out = 0; *out < n; ++*out)
    if (strcmp(name, names[*out]) == 0) return DARK_OK;
  const char *near = dark__nearest(name, names, n);
  return dark__fail(err, DARK_EUSAGE, "--absent: '%s' is no %s%s%s%s", dark__show(name).text, kind,
                    near != NULL ? "; did you mean '" : "", near != NULL ? dark__show(near).text : "", near != NULL ? "'?" : "");
}

static dark_status find_level(size_t *out, const char *name, const dark_table *table, size_t category, dark_error *err) {
  const size_t n = dark_table_n_levels(table, category);
  for (*out = 0; *out < n; ++*out)
    if (strcmp(name, dark_table_level_name(table, category, *out)) == 0) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "--absent: category '%s' has no value like the one given",
                    dark_table_category_name(table, category));
}

static void mark(uint32_t *absent, const dark__joint_group *group, size_t list, size_t category, size_t level) {
  const size_t n = group->strata.n_categories;
  for (unsigned l = 0; l < group->strata.n_lists; l++)
    for (size_t x = 0; group->in_whole[l] == list && x < group->strata.n_strata; x++)
      if (group->levels[x * n + category] == level) absent[x] |= UINT32_C(1) << l;
}

/* A missing value stands behind the others (dark__joint_group_spread). */
static size_t moved(const dark__joint_group *group, const dark_table *table, size_t category, size_t level) {
  const size_t missing = dark__joint_missing_level(table, category);
  return group->n_levels[category] == dark_table_n_levels(table, category) ? level : level == missing ? group->n_levels[category] : level > missing ? level - 1 : level;
}

static dark_status read_one(uint32_t *absent, const dark__joint_group *group, const dark_table *table, const char *text,
                            dark_error *err) {
  absence of = {NULL, NULL, NULL};
  size_t list = 0, category = 0, level = 0;
  dark_status status = split(&of, text, err);
  if (status == DARK_OK) status = find_name(&list, of.list, group->spoken.lists, group->spoken.n_lists, "list", err);
  if (status == DARK_OK)
    status = find_name(&category, of.column, group->spoken.categories, group->spoken.n_categories, "category of --by", err);
  if (status == DARK_OK) status = find_level(&level, of.value, table, category, err);
  if (status == DARK_OK) mark(absent, group, list, category, moved(group, table, category, level));
  free(of.list);
  return status;
}

/* Such a list would have caught nobody, or people where it did not exist. */
static dark_status check_somewhere(const uint32_t *absent, const dark__joint_group *group, dark_error *err) {
  uint32_t everywhere = UINT32_MAX;
  for (size_t x = 0; x < group->strata.n_strata; x++) everywhere &= absent[x];
  for (unsigned l = 0; l < group->strata.n_lists; l++)
    if ((everywhere >> l & 1) != 0)
      return dark__fail(err, DARK_EUSAGE, "--absent: the list '%s' is absent everywhere; leave it out with --drop-list",
                        group->names.lists[l]);
  return DARK_OK;
}

static dark_status check_nobody(const dark__joint_group *group, dark_error *err) {
  for (size_t x = 0; x < group->strata.n_strata; x++)
    for (size_t r = 0; !group->is_missing[x] && r < group->problems[x]->n_records; r++) {
      const uint64_t wrong = group->absent[x] & group->problems[x]->records[r].history;
      if (wrong != 0 && group->problems[x]->records[r].count > 0)
        return dark__fail(err, DARK_EUSAGE, "--absent: somebody is on the list '%s' where it is said not to have existed",
                          group->names.lists[__builtin_ctzll(wrong)]);
    }
  return DARK_OK;
}

dark_status dark__joint_absent_read(dark__joint_group *group, const dark_table *table, const char *const *texts, size_t n,
                                    dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = read_one(group->absent, group, table, texts[i], err);
  if (status == DARK_OK) status = check_somewhere(group->absent, group, err);
  if (status == DARK_OK) status = check_nobody(group, err);
  return status;
}
