/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "study/document/ask.h"
#include "study/file/study.h"

static const char *const keys[] = {"study", "seed", "replicates", "levels", "data", "methods", "scenarios", "comparisons"};

/* What stands at the top and methods inherit. */
static dark_status read_settings(dark_study *study, dark_error *err) {
  static const double usual_level[] = {0.95};
  const dark__node *root = study->document->root, *name = dark__map_get(root, "study"), *seed = dark__map_get(root, "seed");
  study->seed = 1;
  study->levels = usual_level;
  study->n_levels = 1;
  if (name == NULL) return dark__node_fail(root, err, "the study has no name; the key is 'study'");
  dark_status status = dark__ask_name(&study->name, name, "study", err);
  if (status == DARK_OK && seed != NULL) status = dark__ask_whole(&study->seed, seed, "seed", 0, UINT64_MAX, err);
  if (status == DARK_OK) status = dark__file_replicates(&study->has_replicates, &study->n_replicates, root, err);
  if (status == DARK_OK) status = dark__file_levels(&study->levels, &study->n_levels, study, root, err);
  return status;
}

static dark_status read_parts(dark_study *study, dark_error *err) {
  const dark__node *root = study->document->root;
  dark_status status = dark__file_data(study, dark__map_get(root, "data"), err);
  if (status == DARK_OK) status = dark__file_methods(study, dark__map_get(root, "methods"), err);
  if (status == DARK_OK) status = dark__file_scenarios(study, dark__map_get(root, "scenarios"), err);
  if (status == DARK_OK) status = dark__file_comparisons(study, dark__map_get(root, "comparisons"), err);
  return status;
}

dark_status dark__study_from(dark_study **out, dark__document *document, const char *folder, dark_error *err) {
  *out = NULL;
  dark_study *study = calloc(1, sizeof *study);
  if (study == NULL) {
    dark__document_free(document);
    return dark__fail_memory(err);
  }
  study->document = document;
  study->arena = dark__arena_new();
  if (study->arena != NULL) study->folder = dark__arena_copy(study->arena, folder);
  dark_status status = study->folder == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark__ask_map(document->root, "a study", keys, sizeof keys / sizeof keys[0], err);
  if (status == DARK_OK) status = read_settings(study, err);
  if (status == DARK_OK) status = read_parts(study, err);
  if (status == DARK_OK) *out = study;
  else dark_study_free(study);
  return status;
}

dark_status dark_study_read(dark_study **out, const char *path, dark_error *err) {
  dark__document *document;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  dark_status status = dark__document_read(&document, path, err);
  if (status != DARK_OK) return status;
  const char *slash = strrchr(path, '/');
  char *folder = strdup(slash == NULL ? "" : path);
  if (folder == NULL) {
    dark__document_free(document);
    return dark__fail_memory(err);
  }
  if (slash != NULL) folder[slash - path + 1] = '\0';
  status = dark__study_from(out, document, folder, err);
  free(folder);
  return status;
}

dark_status dark_study_parse(dark_study **out, const char *text, size_t n, dark_error *err) {
  dark__document *document;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(text, err);
  const dark_status status = dark__document_parse(&document, "study", text, n, err);
  return status == DARK_OK ? dark__study_from(out, document, "", err) : status;
}

void dark_study_free(dark_study *study) {
  if (study == NULL) return;
  dark__document_free(study->document);
  dark__arena_free(study->arena);
  dark__keys_free(&study->data_names);
  dark__keys_free(&study->method_names);
  dark__keys_free(&study->scenario_names);
  free(study->spans);
  free(study);
}

const char *dark_study_name(const dark_study *study) { return study == NULL ? NULL : study->name; }
const char *dark_study_sha256(const dark_study *study) { return study == NULL ? NULL : study->document->sha256; }

size_t dark_study_n_data(const dark_study *study) { return study == NULL ? 0 : study->n_data; }
size_t dark_study_n_methods(const dark_study *study) { return study == NULL ? 0 : study->n_methods; }
size_t dark_study_n_scenarios(const dark_study *study) { return study == NULL ? 0 : study->n_scenarios; }
size_t dark_study_n_comparisons(const dark_study *study) { return study == NULL ? 0 : study->n_comparisons; }

const dark_study_data *dark_study_data_at(const dark_study *study, size_t i) {
  return i < dark_study_n_data(study) ? &study->data[i].data : NULL;
}

const dark_study_method *dark_study_method_at(const dark_study *study, size_t i) {
  return i < dark_study_n_methods(study) ? &study->methods[i].method : NULL;
}

const dark_study_scenario *dark_study_scenario_at(const dark_study *study, size_t i) {
  return i < dark_study_n_scenarios(study) ? &study->scenarios[i].scenario : NULL;
}

const dark_study_comparison *dark_study_comparison_at(const dark_study *study, size_t i) {
  return i < dark_study_n_comparisons(study) ? &study->comparisons[i].comparison : NULL;
}
