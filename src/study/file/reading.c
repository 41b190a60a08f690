/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/file/reading.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "base/show.h"
#include "study/document/plain_words.h"

/* Scenarios deal people out, of whom there must be so many. */
static dark_status read_plain(dark_table **out, const dark_study_data *data, dark_error *err) {
  const dark_status status = dark_table_read_csv(out, data->path, &data->options, err);
  if (status != DARK_OK || dark_table_suppression(*out) == NULL) return status;
  dark_table_free(*out);
  *out = NULL;
  return dark__fail(err, DARK_EDATA, "%s: counts are suppressed, and a study needs all of them; fit --joint does without",
                    dark__show_path(data->path).text);
}

dark_status dark__study_read_table(dark_table **out, const dark_study_data *data, dark_error *err) {
  if (data->path != NULL) return read_plain(out, data, err);
  return dark_table_link_csv(out, data->key, data->files, data->n_files, &data->options, err);
}

/* Every file is looked for before any is read. */
static dark_status check_file(const char *path, const dark__node *node, dark_error *err) {
  struct stat about;
  char problem[128] = "";
  if (stat(path, &about) != 0 || access(path, R_OK) != 0) snprintf(problem, sizeof problem, "%s", strerror(errno));
  else if (S_ISDIR(about.st_mode)) strcpy(problem, "is a directory");
  if (problem[0] == '\0') return DARK_OK;
  problem[0] = (char)tolower((unsigned char)problem[0]);
  dark__node_complain(node, err, "%s: cannot be read: %s", dark__show_path(path).text, problem);
  if (err != NULL) err->status = DARK_EIO;
  return DARK_EIO;
}

static dark_status check_files(const dark__data_entry *entry, dark_error *err) {
  const dark_study_data *data = &entry->data;
  if (data->path != NULL) return check_file(data->path, dark__map_get(entry->node, "file"), err);
  const dark__node *files = dark__map_get(dark__map_get(entry->node, "link"), "files");
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < data->n_files; i++) status = check_file(data->files[i].path, files->items[i], err);
  return status;
}

/* What the message names is found below the options; a file whose contents are wrong, below those of the link. */
static const dark__node *find_file(const dark__data_entry *entry, const char *message) {
  const dark_study_data *data = &entry->data;
  const dark__node *link = dark__map_get(entry->node, "link");
  if (link == NULL) return dark__map_get(entry->node, "file");
  const dark__node *files = dark__map_get(link, "files");
  for (size_t i = 0; i < data->n_files; i++) {
    const dark__shown place = dark__show_path(data->files[i].path);
    const size_t length = strlen(place.text);
    if (strncmp(message, place.text, length) == 0 && message[length] == ':') return files->items[i];
  }
  return dark__map_key(entry->node, "link");
}

static dark_missing fate_in(const dark_study_method *method) {
  const dark_settings *settings = &method->settings;
  if (strcmp(settings->method, "joint") != 0) return DARK_MISSING_CATEGORY;
  return settings->missing == DARK_MISSING_USUAL ? DARK_MISSING_MODEL : settings->missing;
}

/* What the methods agree to do with people of whom a category is not known. */
static dark_missing fate_of_missing(const dark_study *study) {
  dark_missing fate = study->n_methods > 0 ? fate_in(&study->methods[0].method) : DARK_MISSING_USUAL;
  for (size_t m = 1; m < study->n_methods; m++)
    if (fate_in(&study->methods[m].method) != fate) fate = DARK_MISSING_USUAL;
  return fate;
}

dark_status dark__study_read_data(dark_table **out, const dark_study *study, size_t data, dark_error *err) {
  const dark__data_entry *entry = &study->data[data];
  dark_study_data asked = entry->data;
  dark_error cause = DARK_ERROR_INIT;
  *out = NULL;
  dark_status status = check_files(entry, err);
  if (status != DARK_OK) return status;
  asked.options.missing = fate_of_missing(study);
  status = dark__study_read_table(out, &asked, &cause);
  if (status == DARK_OK) return DARK_OK;
  return dark__fail_in_study(entry->node, find_file(entry, cause.message), "", &cause, err);
}
