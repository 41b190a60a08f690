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

/* What it names, in the table. */
typedef struct meaning {
  size_t list, category, level;
} meaning;

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

static dark_status find_names(meaning *out, const absence *of, const dark_table *table, dark_error *err) {
  const char *lists[DARK_MAX_TABLE_LISTS], *categories[DARK__MOST_JOINT_CATEGORIES];
  const size_t n_lists = dark_table_n_lists(table), n_categories = dark_table_n_categories(table);
  for (size_t l = 0; l < n_lists; l++) lists[l] = dark_table_list_name(table, l);
  for (size_t c = 0; c < n_categories && c < DARK__MOST_JOINT_CATEGORIES; c++) categories[c] = dark_table_category_name(table, c);
  dark_status status = find_name(&out->list, of->list, lists, n_lists, "list", err);
  if (status == DARK_OK) status = find_name(&out->category, of->column, categories, n_categories, "category of --by", err);
  return status == DARK_OK ? find_level(&out->level, of->value, table, out->category, err) : status;
}

static dark_status read_one(meaning *out, const dark_table *table, const char *text, dark_error *err) {
  absence of = {NULL, NULL, NULL};
  dark_status status = split(&of, text, err);
  if (status == DARK_OK) status = find_names(out, &of, table, err);
  free(of.list);
  return status;
}

/* ---- what cannot be */

static dark_status fail_everywhere(const char *list, dark_error *err) {
  return dark__fail(err, DARK_EUSAGE, "--absent: the list '%s' is absent everywhere; leave it out with --drop-list", list);
}

static dark_status check_nobody(const meaning *of, const dark_table *table, dark_error *err) {
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n;
    const dark_record *records = dark_table_records(table, s, &n);
    if (dark_table_stratum_level(table, s, of->category) != of->level) continue;
    for (size_t r = 0; r < n; r++)
      if ((records[r].history >> of->list & 1) != 0 && records[r].count > 0)
        return dark__fail(err, DARK_EUSAGE, "--absent: somebody is on the list '%s' where it is said not to have existed",
                          dark_table_list_name(table, of->list));
  }
  return DARK_OK;
}

/* Is the list absent for all levels of the category that the first of them names? */
static bool is_everywhere(const meaning *all, size_t n, const dark_table *table) {
  const size_t n_levels = dark_table_n_levels(table, all[0].category);
  size_t n_absent = 0;
  for (size_t level = 0; level < n_levels; level++) {
    bool is_named = false;
    for (size_t i = 0; i < n; i++)
      is_named = is_named || (all[i].list == all[0].list && all[i].category == all[0].category && all[i].level == level);
    n_absent += is_named;
  }
  return n_absent == n_levels;
}

static dark_status check_all(const meaning *all, size_t n, const dark_table *table, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    if (is_everywhere(all + i, n - i, table)) status = fail_everywhere(dark_table_list_name(table, all[i].list), err);
    else status = check_nobody(&all[i], table, err);
  }
  return status;
}

dark_status dark__joint_absent_check(const dark_table *table, const char *const *texts, size_t n, dark_error *err) {
  meaning *all = calloc(n + 1, sizeof *all);
  dark_status status = all == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = read_one(&all[i], table, texts[i], err);
  if (status == DARK_OK) status = check_all(all, n, table, err);
  free(all);
  return status;
}

/* ---- the strata of a group */

static void mark(uint32_t *absent, const dark__joint_group *group, size_t list, size_t category, size_t level) {
  const size_t n = group->strata.n_categories;
  for (unsigned l = 0; l < group->strata.n_lists; l++)
    for (size_t x = 0; group->in_whole[l] == list && x < group->strata.n_strata; x++)
      if (group->levels[x * n + category] == level) absent[x] |= UINT32_C(1) << l;
}

/* Several categories together may leave a list nowhere. */
static dark_status check_somewhere(const dark__joint_group *group, dark_error *err) {
  uint32_t everywhere = UINT32_MAX;
  for (size_t x = 0; x < group->strata.n_strata; x++) everywhere &= group->absent[x];
  for (unsigned l = 0; l < group->strata.n_lists; l++)
    if ((everywhere >> l & 1) != 0) return fail_everywhere(group->names.lists[l], err);
  return DARK_OK;
}

dark_status dark__joint_absent_read(dark__joint_group *group, const dark_table *table, const char *const *texts, size_t n,
                                    dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    meaning of;
    status = read_one(&of, table, texts[i], err);
    if (status != DARK_OK) break;
    mark(group->absent, group, of.list, of.category, dark__joint_level_of(group, table, of.category, of.level));
  }
  return status == DARK_OK && n > 0 ? check_somewhere(group, err) : status;
}
