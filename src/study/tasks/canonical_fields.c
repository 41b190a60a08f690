/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/tasks/canonical_fields.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "writing/numbers.h"

void dark__put_field(dark__paper *out, const char *key, const char *text) {
  if (text == NULL) {
    dark__paper_add(out, "%s -\n", key);
    return;
  }
  dark__paper_add(out, "%s %zu ", key, strlen(text));
  dark__paper_add_bytes(out, text, strlen(text));
  dark__paper_add(out, "\n");
}

void dark__put_whole(dark__paper *out, const char *key, uint64_t value) { dark__paper_add(out, "%s %" PRIu64 "\n", key, value); }

void dark__put_real(dark__paper *out, const char *key, double value) {
  dark__paper_add(out, "%s %s\n", key, dark__exact(value).text);
}

void dark__put_in_order(dark__paper *out, const char *key, const char *const *texts, size_t n) {
  dark__paper_add(out, "%s %zu\n", key, n);
  for (size_t i = 0; i < n; i++) dark__put_field(out, "", texts[i]);
}

static int compare(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

void dark__put_sorted(dark__paper *out, const char *key, const char *const *texts, size_t n) {
  const char **sorted = calloc(n + 1, sizeof *sorted);
  if (sorted == NULL) {
    out->failed = true;
    return;
  }
  for (size_t i = 0; i < n; i++) sorted[i] = texts[i];
  qsort(sorted, n, sizeof *sorted, compare);
  dark__put_in_order(out, key, sorted, n);
  free(sorted);
}

/* What papers [n] hold, sorted; the papers are cleared. */
void dark__put_papers(dark__paper *out, const char *key, dark__paper *papers, size_t n) {
  const char **texts = calloc(n + 1, sizeof *texts);
  if (texts == NULL) out->failed = true;
  for (size_t i = 0; i < n; i++) {
    if (papers[i].failed) out->failed = true;
    if (texts != NULL) texts[i] = dark__paper_text(&papers[i]);
  }
  if (texts != NULL) dark__put_sorted(out, key, texts, n);
  free(texts);
  for (size_t i = 0; i < n; i++) dark__paper_clear(&papers[i]);
}

void dark__put_groups(dark__paper *out, const dark_group *groups, size_t n) {
  dark__paper *papers = calloc(n + 1, sizeof *papers);
  if (papers == NULL) {
    out->failed = true;
    return;
  }
  for (size_t g = 0; g < n; g++) {
    dark__put_field(&papers[g], "group", groups[g].name);
    dark__put_sorted(&papers[g], "members", groups[g].members, groups[g].n_members);
  }
  dark__put_papers(out, "groups", papers, n);
  free(papers);
}
