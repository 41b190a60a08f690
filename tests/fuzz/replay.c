/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives every file of a folder to a fuzz target, in the order of their names: what libFuzzer would do with it, without libFuzzer. The
   target aborts on a finding, and the last name printed is that of the input. */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

enum { MOST_BYTES = 1 << 20 };

static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static int replay(const char *folder, const char *name) {
  static uint8_t bytes[MOST_BYTES];
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  printf("# %s\n", path);
  fflush(stdout);
  FILE *file = fopen(path, "rb");
  const size_t n = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
  if (file == NULL || ferror(file)) return 0;
  fclose(file);
  /* A copy of just that size, so that a sanitizer sees a step beyond it. */
  uint8_t *copy = malloc(n == 0 ? 1 : n);
  if (copy == NULL) return 0;
  memcpy(copy, bytes, n);
  LLVMFuzzerTestOneInput(copy, n);
  free(copy);
  return 1;
}

int main(int argc, char **argv) {
  struct dirent **entries = NULL;
  const int n = argc == 2 ? scandir(argv[1], &entries, is_visible, alphasort) : -1;
  int is_good = n > 0;
  printf("1..1\n");
  for (int i = 0; i < n; i++) {
    if (!replay(argv[1], entries[i]->d_name)) is_good = 0;
    free(entries[i]);
  }
  free(entries);
  printf("%s every input of the corpus keeps what must hold (%d inputs)\n", is_good ? "ok" : "not ok", n);
  return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
