/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words longer than this are never typing errors worth a suggestion. */
enum { MAX_WORD = 63 };

static unsigned replace_cost(char a, char b) {
  if (a == b) return 0;
  return tolower((unsigned char)a) == tolower((unsigned char)b) ? 1 : 2;
}

/* Whether they differ in the case of letters alone, which is no other word. */
static bool is_same_but_case(const char *a, const char *b) {
  while (*a != '\0' && tolower((unsigned char)*a) == tolower((unsigned char)*b)) a++, b++;
  return *a == *b;
}

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Twice the optimal string alignment distance, three rows of the table at a time. */
static unsigned edit_distance(const char *a, size_t n_a, const char *b, size_t n_b) {
  unsigned rows[3][MAX_WORD + 1] = {{0}};
  unsigned *before = rows[0], *above = rows[1], *row = rows[2];
  for (size_t j = 0; j <= n_b; j++) above[j] = 2 * (unsigned)j;
  for (size_t i = 1; i <= n_a; i++) {
    row[0] = 2 * (unsigned)i;
    for (size_t j = 1; j <= n_b; j++) {
      row[j] = least(least(above[j], row[j - 1]) + 2, above[j - 1] + replace_cost(a[i - 1], b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = least(row[j], before[j - 2] + 2);
    }
    unsigned *last = before;
    before = above;
    above = row;
    row = last;
  }
  return above[n_b];
}

/* Twice the most errors that a likely typing error has; another letter in place of a single one is just another word. */
static unsigned most_distance(size_t length) {
  if (length == 1) return 1;
  return length < 4 ? 2 : length < 8 ? 4 : 6;
}

const char *dark__nearest(const char *word, const char *const *candidates, size_t n) {
  const size_t length = strlen(word);
  if (length == 0 || length > MAX_WORD) return NULL;
  const char *nearest = NULL;
  unsigned best = most_distance(length) + 1;
  for (size_t i = 0; i < n; i++) {
    const size_t n_candidate = strlen(candidates[i]);
    if (n_candidate > MAX_WORD) continue;
    const unsigned edits = edit_distance(word, length, candidates[i], n_candidate);
    const unsigned distance = is_same_but_case(word, candidates[i]) ? least(edits, 1) : edits;
    if (distance < best) {
      best = distance;
      nearest = candidates[i];
    }
  }
  return nearest;
}

bool dark__parse_whole(uint64_t *out, const char *text, uint64_t max) {
  if (!isdigit((unsigned char)text[0])) return false;
  errno = 0;
  char *end;
  const unsigned long long value = strtoull(text, &end, 10);
  if (errno != 0 || *end != '\0' || value > max) return false;
  *out = value;
  return true;
}

bool dark__parse_real(double *out, const char *text) {
  if (!isdigit((unsigned char)text[0]) && text[0] != '.' && text[0] != '-') return false;
  if (strpbrk(text, "xXnNpP") != NULL) return false;
  errno = 0;
  char *end;
  const double value = strtod(text, &end);
  if (end == text || *end != '\0' || !isfinite(value)) return false;
  *out = value;
  return true;
}

char *dark__copy_text(const char *text, size_t length) {
  char *copy = malloc(length + 1);
  if (copy == NULL) return NULL;
  memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

bool dark__has_ending(const char *text, const char *ending) {
  const size_t n = strlen(text), n_ending = strlen(ending);
  return n > n_ending && strcmp(text + n - n_ending, ending) == 0;
}
