/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/verdict.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Estimators built on sample coverage are unreliable at or below this (Chao & Tsay 1998; the warning of CARE1). */
static const double COVERAGE_FLOOR = 0.55;
/* Pairs that share fewer people than this hang on single cases. */
static const double FEW = 5;
/* Bytes of a list's name that a sentence shows. */
enum { NAME_BYTES = 40 };

typedef struct writer {
  char *text;
  size_t size, used;
  const dark__margins *margins;
  const dark__absorbing *absorbing;
  const dark_table *table;
  const size_t *order;
} writer;

/* Append the whole of it or nothing; false when it does not fit before `reserve` last bytes. */
static int append(writer *w, size_t reserve, const char *format, ...) DARK_PRINTF(3, 4);
static int append(writer *w, size_t reserve, const char *format, ...) {
  if (w->used + reserve >= w->size) return 0;
  const size_t room = w->size - w->used - reserve;
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(w->text + w->used, room, format, arguments);
  va_end(arguments);
  if (length < 0 || (size_t)length >= room) {
    w->text[w->used] = '\0';
    return 0;
  }
  w->used += (size_t)length;
  return 1;
}

/* A name short enough for a sentence, cut between characters. */
typedef struct name {
  char text[NAME_BYTES + 4];
} name;

static name name_of(const writer *w, size_t list) {
  const char *whole = dark_table_list_name(w->table, list);
  name shown = {""};
  size_t length = strlen(whole);
  const int is_cut = length > NAME_BYTES;
  if (is_cut)
    for (length = NAME_BYTES; length > 0 && ((unsigned char)whole[length] & 0xC0u) == 0x80u;) length--;
  memcpy(shown.text, whole, length);
  if (is_cut) memcpy(shown.text + length, "...", 4);
  return shown;
}

typedef int list_test(const dark__margins *margins, size_t list);

static int caught_nobody(const dark__margins *margins, size_t list) { return !dark__margins_has(margins, list); }
static int holds_everybody(const dark__margins *margins, size_t list) { return margins->sizes[list] == margins->n_observed; }
static int is_cut_off(const dark__margins *margins, size_t list) {
  return dark__margins_has(margins, list) && dark__margins_is_isolated(margins, list);
}

/* "A", "A and B", "A, B and C": the lists that pass the test, "and 4 more" where room ends. Returns how many there are, 0 also when
   there is no room for any. What ends the sentence still fits in TAIL bytes. */
enum { TAIL = 160, AND_MORE = 32 };
static size_t append_lists(writer *w, list_test *passes) {
  size_t n = 0, left = 0;
  for (size_t l = 0; l < w->margins->n_lists; l++) left += passes(w->margins, l) ? 1 : 0;
  for (size_t p = 0; p < w->margins->n_lists; p++) {
    if (!passes(w->margins, w->order[p])) continue;
    const char *before = n == 0 ? "" : left == 1 ? " and " : ", ";
    if (!append(w, TAIL + AND_MORE, "%s%s", before, name_of(w, w->order[p]).text)) break;
    n++;
    left--;
  }
  if (n > 0 && left > 0) append(w, TAIL, " and %zu more", left);
  return n > 0 ? n + left : 0;
}

/* A sentence about the lists that pass the test, if any do: names, then `one` or `many`. */
static void say_of_lists(writer *w, list_test *passes, const char *one, const char *many) {
  const size_t before = w->used;
  const int has_space = append(w, 0, " ");
  const size_t n = has_space ? append_lists(w, passes) : 0;
  if (n == 0) w->text[w->used = before] = '\0';
  else append(w, 0, "%s", n == 1 ? one : many);
}

static void say_one_list(writer *w) {
  append(w, 0, "No estimate can be made: only ");
  append_lists(w, dark__margins_has);
  append(w, 0, " caught anybody. At least one more list that can catch some of the same people is needed.");
}

static void say_no_overlap(writer *w) {
  append(w, 0, "No estimate can be made: nobody is on more than one list, so the data set no upper limit to the number. ");
  if (dark__margins_n_caught(w->margins) == 2)
    append(w, 0, "A lower limit can be given, if the two lists are independent of each other. ");
  append(w, 0,
         "Check that the same person would be recognised on different lists; if so, lists that reach more of the same people "
         "are needed.");
}

static void say_list_covers_all(writer *w) {
  append(w, 0, "No estimate can be made: everybody observed is on ");
  const size_t n = append_lists(w, holds_everybody);
  append(w, 0, n == 1 ? ", so the other lists cannot show how many it misses." : ", so no list can show how many these miss.");
  append(w, 0, " If one list is compiled from the others, leave it out; else a list made independently of it is needed.");
}

static void say_what_can_be_had(writer *w) {
  const size_t n = dark__margins_n_caught(w->margins);
  if (n == 2)
    append(w, 0,
           "An estimate can be made, but it rests on the two lists being independent of each other, which cannot be tested "
           "with two lists. A third list would make it testable.");
  else
    append(w, 0,
           "An estimate can be made from these %zu lists: dependence between some of them can be allowed for; that there is "
           "no further dependence among all %zu at once has to be assumed.",
           n, n);
}

static void say_absorbing(writer *w) {
  const dark__absorbing *seen = w->absorbing;
  if (!seen->is_found) return;
  const name list = name_of(w, seen->list);
  append(
      w, 0,
      " %s looks like a list to which the others refer people: %.2g%% of the people on other lists are on it, and an estimated "
      "%.2g%% of those on none of these. If it is one, an estimate that takes it for a list like the others is far too low: see "
      "--absorbing.",
      list.text, 100 * seen->within, 100 * seen->without);
}

static void say_coverage(writer *w) {
  const double coverage = dark__margins_coverage(w->margins);
  if (coverage <= COVERAGE_FLOOR)
    append(w, 0,
           " Sample coverage is %.3f: at or below 0.55 it is too low for coverage-based estimators, as is usual for tables "
           "of trafficking victims.",
           coverage);
  else append(w, 0, " Sample coverage is %.3f, enough for coverage-based estimators (above 0.55).", coverage);
}

static void say_thin(writer *w) {
  size_t n_pairs = 0, n_thin = 0;
  for (size_t a = 0; a < w->margins->n_lists; a++)
    for (size_t b = a + 1; b < w->margins->n_lists; b++) {
      if (!dark__margins_has(w->margins, a) || !dark__margins_has(w->margins, b)) continue;
      n_pairs++;
      n_thin += w->margins->overlaps[a][b] < FEW ? 1 : 0;
    }
  if (n_thin == 0) return;
  if (n_thin == n_pairs)
    append(w, 0, " %s fewer than five people: the result hangs on single cases.",
           n_pairs == 1 ? "The lists share" : "All pairs of lists share");
  else
    append(w, 0, " %zu of %zu pairs of lists share%s fewer than five people: the result may hang on single cases.", n_thin,
           n_pairs, n_thin == 1 ? "s" : "");
}

/* Pairs of lists that share nobody; those of lists already said to share nobody with anybody are left out. */
static int is_empty_pair(const dark__margins *margins, size_t a, size_t b) {
  return dark__margins_has(margins, a) && dark__margins_has(margins, b) && margins->overlaps[a][b] == 0 &&
         !dark__margins_is_isolated(margins, a) && !dark__margins_is_isolated(margins, b);
}

static size_t count_empty_pairs(const dark__margins *margins) {
  size_t n = 0;
  for (size_t a = 0; a < margins->n_lists; a++)
    for (size_t b = a + 1; b < margins->n_lists; b++) n += is_empty_pair(margins, a, b) ? 1 : 0;
  return n;
}

static void say_empty_pairs(writer *w) {
  size_t left = count_empty_pairs(w->margins);
  if (left == 0 || !append(w, 128, " Nobody is on both of these lists: ")) return;
  int is_first = 1;
  for (size_t p = 0; p < w->margins->n_lists; p++)
    for (size_t q = p + 1; q < w->margins->n_lists; q++) {
      if (!is_empty_pair(w->margins, w->order[p], w->order[q])) continue;
      const name a = name_of(w, w->order[p]), b = name_of(w, w->order[q]);
      if (!append(w, 32, "%s%s and %s", is_first ? "" : "; ", a.text, b.text)) {
        append(w, 0, "; and %zu more pairs.", left);
        return;
      }
      is_first = 0;
      left--;
    }
  append(w, 0, ".");
}

static void say_what_to_mind(writer *w) {
  say_what_can_be_had(w);
  say_absorbing(w);
  say_coverage(w);
  say_of_lists(w, caught_nobody, " caught nobody here.", " caught nobody here.");
  say_of_lists(w, is_cut_off,
               " shares nobody with any other list: check its linkage, and whether it reaches the same kind of people.",
               " share nobody with any other list: check their linkage, and whether they reach the same kind of people.");
  say_thin(w);
  say_empty_pairs(w);
}

static void say_of_captures(writer *w) {
  const double f1 = w->margins->captures[1], f2 = w->margins->captures[2];
  if (!(f1 > 0) || !(f2 > 0)) {
    append(w, 0,
           "Nobody was captured exactly %s, so that chao-regression and zelterman-regression have no "
           "estimate; chao-bc has one.",
           f1 > 0 ? "twice" : "once");
    return;
  }
  append(w, 0,
         "An estimate can be made from how often people were captured again; with one list it is a lower bound, or rests on how "
         "rates of capture are distributed, which the counts show only in part.");
  if (f2 < FEW) append(w, 0, " Fewer than five people were captured exactly twice: the result hangs on single cases.");
}

void dark__verdict_write(char *text, size_t size, const dark__margins *margins, const dark__absorbing *absorbing,
                         const dark_table *table, const size_t *order) {
  writer w = {.text = text, .size = size, .margins = margins, .absorbing = absorbing, .table = table, .order = order};
  text[0] = '\0';
  switch (dark__margins_obstacle(margins)) {
    case DARK_REASON_NO_RECORDS:
      append(&w, 0,
             "No estimate can be made: nobody was recorded here. That does not show that nobody is there; lists that can "
             "detect such people are needed.");
      break;
    case DARK_REASON_ONE_LIST: say_one_list(&w); break;
    case DARK_REASON_NO_OVERLAP: say_no_overlap(&w); break;
    case DARK_REASON_LIST_COVERS_ALL: say_list_covers_all(&w); break;
    case DARK_REASON_SINGLE_COUNT:
      append(&w, 0,
             "No estimate can be made: everybody was captured the same number of times. Only people who were captured once and "
             "others "
             "who were captured twice tell how many never were.");
      break;
    default:
      if (margins->has_captures) say_of_captures(&w);
      else say_what_to_mind(&w);
      break;
  }
}
