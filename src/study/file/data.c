/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data sets of a study: what the command line says of a table, with the same names, '_' in place of '-'. */
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "base/show.h"
#include "study/document/ask.h"
#include "study/file/study.h"

static const char *const keys[] = {"name",        "file",
                                   "link",        "lists",
                                   "count",       "by",
                                   "where",       "expect",
                                   "ignore",      "drop_lists",
                                   "merge_lists", "drop_unlisted",
                                   "delimiter",   "count_of_captures",
                                   "covariates",  "ordered",
                                   "force_count", "yes",
                                   "no",          "long",
                                   "thousands",   "date",
                                   "period",      "date_form",
                                   "encoding",    "history",
                                   "occasions",   "absorbing"};
static const char *const link_keys[] = {"key", "conflict", "files"};
static const char *const file_keys[] = {"file", "key"};
static const char *const long_keys[] = {"key", "conflict", "list"};

enum { MOST_DATA = 100000 };

/* ---- Files */

static dark_status read_path(const char **path, dark_study *study, const dark__node *node, const char *what, dark_error *err) {
  const char *text;
  const dark_status status = dark__ask_text(&text, node, what, err);
  if (status != DARK_OK) return status;
  if (strcmp(text, "-") == 0) return dark__node_fail(node, err, "%s: standard input cannot be part of a study", what);
  *path = dark__study_print(study, err, "%s%s", text[0] == '/' ? "" : study->folder, text);
  return *path == NULL ? DARK_ENOMEM : DARK_OK;
}

/* A path, or a map with the column of keys as well. */
static dark_status read_list_file(dark_list_file *file, dark_study *study, const dark__node *node, dark_error *err) {
  const dark__node *path = dark__map_get(node, "file"), *key = dark__map_get(node, "key");
  if (node->kind != DARK__NODE_MAP) return read_path(&file->path, study, node, "a list file", err);
  dark_status status = dark__ask_map(node, "a list file", file_keys, 2, err);
  if (status == DARK_OK && path == NULL) status = dark__node_fail(node, err, "a list file needs a 'file'");
  if (status == DARK_OK) status = read_path(&file->path, study, path, "file", err);
  return status == DARK_OK && key != NULL ? dark__ask_text(&file->key, key, "key", err) : status;
}

static dark_status read_list_files(dark_study_data *data, dark_study *study, const dark__node *node, dark_error *err) {
  dark_status status = dark__ask_any_map(node, "files", err);
  if (status != DARK_OK) return status;
  if (node->n > DARK_MAX_LIST_FILES)
    return dark__node_fail(node, err, "files: %zu files, more than %d", node->n, DARK_MAX_LIST_FILES);
  dark_list_file *files = dark__study_take(study, node->n, sizeof *files, err);
  if (files == NULL) return DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < node->n; i++) {
    files[i].name = node->keys[i]->text;
    status = read_list_file(&files[i], study, node->items[i], err);
  }
  data->files = files;
  data->n_files = node->n;
  return status;
}

static dark_status read_conflict(dark_conflict *conflict, const dark__node *map, dark_error *err) {
  static const char *const conflicts[] = {"stop", "first", "missing"}; /* in the order of dark_conflict */
  const dark__node *node = dark__map_get(map, "conflict");
  size_t index = 0;
  const dark_status status = node == NULL ? DARK_OK : dark__ask_word(&index, node, "conflict", conflicts, 3, err);
  *conflict = (dark_conflict)index;
  return status;
}

static dark_status read_link(dark_study_data *data, dark_study *study, const dark__node *node, dark_error *err) {
  dark_status status = dark__ask_map(node, "link", link_keys, 3, err);
  if (status != DARK_OK) return status;
  const dark__node *key = dark__map_get(node, "key"), *files = dark__map_get(node, "files");
  if (key == NULL || files == NULL)
    return dark__node_fail(node, err, "link needs %s",
                           key == NULL ? "a key: the name of the column that the files share"
                                       : "files: a map of lists to their files");
  status = dark__ask_text(&data->key, key, "key", err);
  if (status == DARK_OK) status = read_conflict(&data->options.conflict, node, err);
  return status == DARK_OK ? read_list_files(data, study, files, err) : status;
}

/* One file with a row for each time that somebody was seen. */
static dark_status read_long(dark_read_options *options, const dark__node *node, dark_error *err) {
  dark_status status = dark__ask_map(node, "long", long_keys, 3, err);
  if (status != DARK_OK) return status;
  const dark__node *key = dark__map_get(node, "key"), *list = dark__map_get(node, "list");
  if (key == NULL) return dark__node_fail(node, err, "long needs a key: the name of the column that says who was seen");
  status = dark__ask_text(&options->long_key, key, "key", err);
  if (status == DARK_OK && list != NULL) status = dark__ask_text(&options->long_list, list, "list", err);
  return status == DARK_OK ? read_conflict(&options->conflict, node, err) : status;
}

static dark_status read_file(dark_study_data *data, dark_study *study, const dark__node *map, dark_error *err) {
  const dark__node *form = dark__map_get(map, "long");
  const dark_status status = read_path(&data->path, study, dark__map_get(map, "file"), "file", err);
  return status == DARK_OK && form != NULL ? read_long(&data->options, form, err) : status;
}

static dark_status read_files(dark_study_data *data, dark_study *study, const dark__node *map, dark_error *err) {
  const dark__node *file = dark__map_get(map, "file"), *link = dark__map_get(map, "link");
  if (file == NULL && link == NULL)
    return dark__node_fail(map, err, "data set '%s' has neither 'file' nor 'link'", dark__show(data->name).text);
  if (file != NULL && link != NULL)
    return dark__node_fail(dark__map_key(map, "link"), err, "data set '%s' has both 'file' and 'link'",
                           dark__show(data->name).text);
  if (link != NULL && dark__map_get(map, "long") != NULL)
    return dark__node_fail(dark__map_key(map, "long"), err, "data set '%s' has both 'link' and 'long'",
                           dark__show(data->name).text);
  return file != NULL ? read_file(data, study, map, err) : read_link(data, study, link, err);
}

/* ---- Options that the reader of tables takes as "NAME=REST" */

/* Fails when a name holds a character that the reader would take for a separator. */
static dark_status check_plain(const dark__node *node, const char *text, const char *separators, const char *what,
                               dark_error *err) {
  const char *found = strpbrk(text, separators);
  if (found == NULL) return DARK_OK;
  const dark__node *place = dark__node_find(node, text);
  return dark__node_fail(place == NULL ? node : place, err,
                         "%s: a '%c' in '%s' cannot be told from a separator; rename it in the data", what, *found,
                         dark__show(text).text);
}

/* One text for each member: "NAME=MEMBER". */
static dark_status spread(const char *const **texts, size_t *n, dark_study *study, const dark_group *groups, size_t n_groups,
                          dark_error *err) {
  *n = 0;
  for (size_t g = 0; g < n_groups; g++) *n += groups[g].n_members;
  const char **all = dark__study_take(study, *n, sizeof *all, err);
  if (all == NULL) return DARK_ENOMEM;
  size_t to = 0;
  for (size_t g = 0; g < n_groups; g++)
    for (size_t i = 0; i < groups[g].n_members; i++) {
      all[to] = dark__study_print(study, err, "%s=%s", groups[g].name, groups[g].members[i]);
      if (all[to++] == NULL) return DARK_ENOMEM;
    }
  *texts = all;
  return DARK_OK;
}

static dark_status read_values(const char *const **texts, size_t *n, dark_study *study, const dark__node *map,
                               const dark__group_rule *rule, dark_error *err) {
  const dark__node *node = dark__map_get(map, rule->what);
  const dark_group *groups;
  size_t n_groups;
  if (node == NULL) return DARK_OK;
  dark_status status = dark__file_groups(&groups, &n_groups, study, node, rule, err);
  for (size_t g = 0; status == DARK_OK && g < n_groups; g++) {
    status = check_plain(node, groups[g].name, "=", rule->what, err);
    for (size_t i = 0; status == DARK_OK && !rule->may_be_empty && i < groups[g].n_members; i++)
      status = check_plain(node, groups[g].members[i], ",", rule->what, err);
  }
  return status == DARK_OK ? spread(texts, n, study, groups, n_groups, err) : status;
}

/* "NEW=A+B+C" */
static const char *join_merge(dark_study *study, const dark_group *group, dark_error *err) {
  const char *text = dark__study_print(study, err, "%s=%s", group->name, group->members[0]);
  for (size_t i = 1; text != NULL && i < group->n_members; i++)
    text = dark__study_print(study, err, "%s+%s", text, group->members[i]);
  return text;
}

static dark_status read_merges(dark_read_options *options, dark_study *study, const dark__node *map, dark_error *err) {
  static const dark__group_rule rule = {.what = "merge_lists", .least = 2};
  const dark__node *node = dark__map_get(map, rule.what);
  const dark_group *groups;
  size_t n;
  if (node == NULL) return DARK_OK;
  dark_status status = dark__file_groups(&groups, &n, study, node, &rule, err);
  if (status != DARK_OK) return status;
  const char **all = dark__study_take(study, n, sizeof *all, err);
  if (all == NULL) return DARK_ENOMEM;
  for (size_t g = 0; g < n; g++) {
    status = check_plain(node, groups[g].name, "=", rule.what, err);
    for (size_t i = 0; status == DARK_OK && i < groups[g].n_members; i++)
      status = check_plain(node, groups[g].members[i], "+", rule.what, err);
    if (status != DARK_OK) return status;
    all[g] = join_merge(study, &groups[g], err);
    if (all[g] == NULL) return DARK_ENOMEM;
  }
  options->merge_lists = all;
  options->n_merge_lists = n;
  return DARK_OK;
}

/* ---- The rest */

static dark_status read_delimiter(char *delimiter, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "delimiter");
  const char *text;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_text(&text, node, "delimiter", err);
  if (status != DARK_OK) return status;
  if (strcmp(text, "tab") == 0) text = "\t";
  if (strcmp(text, "blank") == 0) text = " ";
  if (strlen(text) != 1 || strchr(",;\t ", text[0]) == NULL)
    return dark__node_fail(node, err, "delimiter: '%s' is not ',', ';', 'tab' or 'blank'", dark__show(text).text);
  *delimiter = text[0];
  return DARK_OK;
}

static dark_status read_thousands(char *thousands, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "thousands");
  const char *text;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__ask_text(&text, node, "thousands", err);
  if (status != DARK_OK) return status;
  if (strcmp(text, "blank") == 0) text = " ";
  if (strlen(text) != 1 || strchr(",.' ", text[0]) == NULL)
    return dark__node_fail(node, err, "thousands: '%s' is not ',', '.', \"'\" or 'blank'", dark__show(text).text);
  *thousands = text[0];
  return DARK_OK;
}

static dark_status read_flag(int *flag, const dark__node *map, const char *key, dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  bool is_set = false;
  const dark_status status = node == NULL ? DARK_OK : dark__ask_flag(&is_set, node, key, err);
  *flag = is_set;
  return status;
}

static dark_status read_occasions(unsigned *n, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "occasions");
  uint64_t whole = 0;
  const dark_status status = node == NULL ? DARK_OK : dark__ask_whole(&whole, node, "occasions", 2, DARK_MAX_OCCASIONS, err);
  *n = (unsigned)whole;
  return status;
}

static dark_status read_names(dark_read_options *options, dark_study *study, const dark__node *map, dark_error *err) {
  const struct {
    const char *key;
    const char *const **names;
    size_t *n;
  } all[] = {{"lists", &options->lists, &options->n_lists},
             {"by", &options->by, &options->n_by},
             {"ignore", &options->ignore, &options->n_ignore},
             {"drop_lists", &options->drop_lists, &options->n_drop_lists},
             {"absorbing", &options->absorbing, &options->n_absorbing},
             {"covariates", &options->covariates, &options->n_covariates}};
  dark_status status = dark__file_text_at(&options->count, map, "count", err);
  if (status == DARK_OK) status = dark__file_text_at(&options->count_of_captures, map, "count_of_captures", err);
  if (status == DARK_OK) status = dark__file_text_at(&options->history, map, "history", err);
  if (status == DARK_OK) status = dark__file_text_at(&options->encoding, map, "encoding", err);
  for (size_t i = 0; status == DARK_OK && i < sizeof all / sizeof all[0]; i++)
    status = dark__file_names_at(all[i].names, all[i].n, study, map, all[i].key, err);
  return status;
}

dark_status dark__file_read_options(dark_read_options *options, dark_study *study, const dark__node *map, dark_error *err) {
  static const dark__group_rule where = {.what = "where", .is_single = true, .may_be_empty = true};
  static const dark__group_rule expect = {.what = "expect", .is_single = true};
  dark_status status = read_names(options, study, map, err);
  if (status == DARK_OK) status = read_values(&options->where, &options->n_where, study, map, &where, err);
  if (status == DARK_OK) status = read_values(&options->expect, &options->n_expect, study, map, &expect, err);
  if (status == DARK_OK) status = read_merges(options, study, map, err);
  if (status == DARK_OK) status = read_delimiter(&options->delimiter, map, err);
  if (status == DARK_OK) status = read_occasions(&options->occasions, map, err);
  if (status == DARK_OK) status = dark__file_text_at(&options->date, map, "date", err);
  if (status == DARK_OK) status = dark__file_text_at(&options->period, map, "period", err);
  if (status == DARK_OK) status = dark__file_text_at(&options->date_form, map, "date_form", err);
  if (status == DARK_OK) status = read_thousands(&options->thousands, map, err);
  if (status == DARK_OK) status = read_flag(&options->drop_unlisted, map, "drop_unlisted", err);
  if (status == DARK_OK) status = dark__file_words_at(&options->yes, &options->n_yes, study, map, "yes", err);
  if (status == DARK_OK) status = dark__file_words_at(&options->no, &options->n_no, study, map, "no", err);
  if (status == DARK_OK) status = read_flag(&options->force_count, map, "force_count", err);
  if (status == DARK_OK && options->n_expect > 0 && options->n_by == 0)
    status = dark__node_fail(dark__map_key(map, "expect"), err, "'expect' names values of a category, so it needs 'by'");
  return status;
}

static dark_status read_entry(dark__data_entry *entry, dark_study *study, const dark__node *map, dark_error *err) {
  dark_study_data *data = &entry->data;
  *entry = (dark__data_entry){.data = {.line = map->line, .options = DARK_READ_OPTIONS_INIT}, .node = map};
  dark_status status = dark__ask_map(map, "a data set", keys, sizeof keys / sizeof keys[0], err);
  if (status == DARK_OK && dark__map_get(map, "name") == NULL) status = dark__node_fail(map, err, "a data set needs a 'name'");
  if (status == DARK_OK) status = dark__file_name_at(&data->name, map, "name", err);
  if (status == DARK_OK) status = read_files(data, study, map, err);
  if (status == DARK_OK) status = dark__file_read_options(&data->options, study, map, err);
  if (status == DARK_OK) status = read_flag(&data->ordered, map, "ordered", err);
  return status;
}

static dark_status check_name(dark_study *study, const dark__data_entry *entry, dark_error *err) {
  size_t earlier = DARK__NONE;
  const dark_status status = dark__file_add_name(&earlier, &study->data_names, entry->data.name, err);
  if (status != DARK_OK || earlier == DARK__NONE) return status;
  return dark__node_fail(dark__map_get(entry->node, "name"), err, "two data sets are called '%s', first on line %zu",
                         dark__show(entry->data.name).text, study->data[earlier].data.line);
}

dark_status dark__file_data(dark_study *study, const dark__node *node, dark_error *err) {
  if (node == NULL) return dark__node_fail(study->document->root, err, "the study has no data; the key is 'data'");
  dark_status status = dark__ask_list(node, "data", MOST_DATA, err);
  if (status != DARK_OK) return status;
  study->data = dark__study_take(study, node->n, sizeof *study->data, err);
  if (study->data == NULL) return DARK_ENOMEM;
  for (; status == DARK_OK && study->n_data < node->n; study->n_data++) {
    status = read_entry(&study->data[study->n_data], study, node->items[study->n_data], err);
    if (status == DARK_OK) status = check_name(study, &study->data[study->n_data], err);
  }
  return status;
}
