/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first screen, which is page 1 of the print: at most twelve lines, however many categories there are. What somebody reads who reads
   nothing else. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/page/sheet.h"

enum { MOST_NAMED = 8 };

/* ---- Who is counted */

static void put_invented(dark__sheet *sheet) {
  const char *place = sheet->options->about->place;
  const dark__argument argument = dark__argue_text(place == NULL ? "" : place);
  if (!sheet->is_invented) return;
  dark__sheet_say(sheet, "p class=\"warning\"", place == NULL ? DARK__SAY_INVENTED : DARK__SAY_INVENTED_OF, &argument, 1);
}

static void put_question(dark__sheet *sheet) {
  dark__paper question = {0};
  dark__sheet_add_question(&question, sheet);
  dark__sheet_put(sheet, "h1", &question);
}

static void say_stated(dark__sheet *sheet, dark__saying saying, const char *text) {
  if (text == NULL) return;
  const dark__argument argument = dark__argue_text(text);
  dark__sheet_say(sheet, "span", saying, &argument, 1);
  dark__paper_add(&sheet->html, " ");
}

static void put_population(dark__sheet *sheet) {
  const dark__about *about = sheet->options->about;
  dark__stated stated[DARK__N_STATED];
  dark__sheet_stated(stated, sheet);
  dark__paper_add(&sheet->html, "<p>");
  if (about->population == NULL) dark__sheet_say(sheet, "strong", DARK__SAY_NOT_STATED, NULL, 0);
  dark__paper_add(&sheet->html, " ");
  for (size_t i = 0; i < DARK__N_STATED; i++) say_stated(sheet, stated[i].says, stated[i].text);
  dark__sheet_say(sheet, "strong", about->is_final ? DARK__SAY_FINAL : DARK__SAY_DRAFT, NULL, 0);
  dark__paper_add(&sheet->html, "</p>\n");
}

static bool is_exact(dark__printed shown) { return !isnan(shown.people) && !shown.is_rounded; }

/* A sum of what is rounded need not add up, and is not written as one. */
static void put_left_out(dark__sheet *sheet, const dark__reconciled *people) {
  const dark__argument sum[] = {dark__argue_shown(sheet, people->left_out), dark__argue_shown(sheet, people->known),
                                dark__argue_shown(sheet, people->analysed)};
  const bool adds_up = is_exact(people->known) && is_exact(people->left_out) && is_exact(people->analysed);
  if (sheet->source->n_left_out == 0) return;
  dark__sheet_say(sheet, "span", adds_up ? DARK__SAY_RECONCILED : DARK__SAY_SOME_LEFT_OUT, sum, 3);
}

static void put_known(dark__sheet *sheet) {
  const dark__source *source = sheet->source;
  const dark__reconciled people = dark__reconcile(sheet);
  const dark__argument known[] = {
      dark__argue_count(sheet->language, (double)(source->results.n_lists + dark__source_n_set_aside(source))),
      dark__argue_shown(sheet, people.known)};
  dark__paper_add(&sheet->html, "<p>");
  dark__sheet_say(sheet, "span", isnan(people.known.people) ? DARK__SAY_KNOWN_HIDDEN : DARK__SAY_KNOWN, known, 2);
  dark__paper_add(&sheet->html, " ");
  put_left_out(sheet, &people);
  dark__paper_add(&sheet->html, "</p>\n");
}

/* ---- How many there are */

static void say_head(dark__sheet *sheet, dark__saying saying, const dark__argument *arguments, size_t n) {
  dark__sheet_say(sheet, "strong", saying, arguments, n);
}

static void put_total(dark__sheet *sheet, const dark_row *whole, const dark__tally *categories) {
  const dark__language language = sheet->language;
  const bool is_one = sheet->source->results.n_categories == 0, is_part = categories->n_estimated < categories->n;
  const dark__argument n_lists = dark__argue_count(language, (double)sheet->source->results.n_lists);
  const dark__argument n = dark__argue_count(language, (double)categories->n);
  const dark__argument n_estimated = dark__argue_count(language, (double)categories->n_estimated);
  if (!dark__has_point(sheet, whole)) {
    const dark__argument range[] = {dark__argue_limits(sheet, whole), n_lists, n_estimated, n};
    say_head(sheet, is_part ? DARK__SAY_HEAD_RANGE_PART : DARK__SAY_HEAD_RANGE, range, 4);
    return;
  }
  dark__paper share = {0};
  dark__say(&share, language, dark__share_words(whole->hidden / whole->total), NULL, 0);
  const dark__argument unseen = dark__argue_paper(sheet, &share);
  const dark__argument point[] = {dark__sheet_estimate(sheet, whole->total, whole), dark__argue_limits(sheet, whole), n_lists, n,
                                  n_estimated};
  say_head(sheet, is_one ? DARK__SAY_HEAD_ONE : is_part ? DARK__SAY_HEAD_PART : DARK__SAY_HEAD_ALL, point, 5);
  dark__paper_add(&sheet->html, " ");
  dark__sheet_say(sheet, "span", DARK__SAY_UNSEEN, &unseen, 1);
}

static void put_no_total(dark__sheet *sheet, const dark__tally *categories) {
  const dark__argument numbers[] = {dark__argue_count(sheet->language, (double)categories->n_estimated),
                                    dark__argue_count(sheet->language, (double)categories->n)};
  const dark__argument recorded = dark__argue_shown(sheet, categories->recorded);
  say_head(sheet, categories->n_estimated == 0 ? DARK__SAY_HEAD_NONE : DARK__SAY_HEAD_NO_TOTAL, numbers, 2);
  dark__paper_add(&sheet->html, " ");
  if (categories->n_estimated == 0 && !isnan(categories->recorded.people))
    dark__sheet_say(sheet, "span", DARK__SAY_UNKNOWN_ONLY, &recorded, 1);
}

static void put_answer(dark__sheet *sheet, const dark__tally *categories) {
  const dark_row *whole = dark__whole_row(sheet);
  dark__paper_add(&sheet->html, "<p class=\"answer\">");
  if (whole != NULL && dark__is_hidden(sheet, whole)) say_head(sheet, DARK__SAY_HEAD_HIDDEN, NULL, 0);
  else if (whole != NULL && dark__has_estimate(whole)) put_total(sheet, whole, categories);
  else put_no_total(sheet, categories);
  dark__paper_add(&sheet->html, "</p>\n");
}

/* "Labour: ~490 (330–760)." one behind the other; only their number where they would not fit. */
static void put_categories(dark__sheet *sheet, const dark__tally *categories) {
  const dark_results *results = &sheet->source->results;
  const dark__argument n = dark__argue_count(sheet->language, (double)categories->n);
  if (results->n_categories == 0 || categories->n_estimated == 0) return;
  dark__paper_add(&sheet->html, "<p>");
  if (categories->n_estimated > MOST_NAMED) dark__sheet_say(sheet, "span", DARK__SAY_CATEGORIES_BELOW, &n, 1);
  for (size_t r = dark__next_target(sheet, 0); categories->n_estimated <= MOST_NAMED && r < results->n_rows;
       r = dark__next_target(sheet, r + 1)) {
    const dark_row *row = &results->rows[r];
    dark__paper text = {0};
    if (!dark__is_category(sheet, row) || !dark__has_estimate(row)) continue;
    dark__sheet_add_value(&text, sheet, row);
    const dark__argument words[] = {dark__argue_name(sheet, row), dark__argue_paper(sheet, &text)};
    dark__sheet_say(sheet, "span", DARK__SAY_CATEGORY, words, 2);
    dark__paper_add(&sheet->html, " ");
  }
  dark__paper_add(&sheet->html, "</p>\n");
}

/* They come on top of something: of nothing the answer itself says that it is unknown. */
static void put_unknown(dark__sheet *sheet, const dark__tally *categories) {
  const dark_results *results = &sheet->source->results;
  const size_t n_unknown = categories->n - categories->n_estimated;
  dark__paper names = {0};
  size_t n = 0;
  if (results->n_categories == 0 || n_unknown == 0 || categories->n_estimated == 0) return;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    if (!dark__is_category(sheet, &results->rows[r]) || dark__has_estimate(&results->rows[r]) || n >= MOST_NAMED) continue;
    dark__paper_add(&names, "%s", dark__comma(n++));
    dark__sheet_add_name(&names, sheet, &results->rows[r]);
  }
  if (n < n_unknown) {
    const dark__argument more = dark__argue_count(sheet->language, (double)(n_unknown - n));
    dark__paper_add(&names, " ");
    dark__say(&names, sheet->language, DARK__SAY_AND_MORE, &more, 1);
  }
  const dark__argument unknown[] = {dark__argue_paper(sheet, &names), dark__argue_shown(sheet, categories->recorded)};
  const bool is_hidden = isnan(categories->recorded.people);
  dark__sheet_say(sheet, "p class=\"unknown\"", is_hidden ? DARK__SAY_UNKNOWN_HIDDEN : DARK__SAY_UNKNOWN, unknown, 2);
  dark__paper_add(&sheet->html, "\n");
}

/* ---- What it hangs on */

static void put_depends(dark__sheet *sheet) {
  const dark_row *whole = dark__whole_row(sheet);
  if (whole == NULL || !sheet->source->disagrees) return;
  const dark_row *practice = dark__source_practice(sheet->source, (size_t)(whole - sheet->source->results.rows));
  dark__paper text = {0};
  if (practice == NULL || !dark__has_estimate(whole) || dark__is_hidden(sheet, whole)) return;
  dark__sheet_add_value(&text, sheet, practice);
  const dark__argument value = dark__argue_paper(sheet, &text);
  dark__sheet_say(sheet, "p", DARK__SAY_DEPENDS, &value, 1);
  dark__paper_add(&sheet->html, "\n");
}

static void put_disclosure(dark__sheet *sheet) {
  const dark__protection *of = sheet->options->protection;
  if (of == NULL) {
    dark__sheet_say(sheet, "p class=\"warning\"", DARK__SAY_NO_DISCLOSURE, NULL, 0);
    return;
  }
  const dark__argument rule[] = {dark__argue_count(sheet->language, of->release.k),
                                 dark__argue_count(sheet->language, (double)(of->done.n_primary + of->done.n_secondary)),
                                 dark__argue_count(sheet->language, (double)of->done.n_rounded)};
  dark__sheet_say(sheet, "p", DARK__SAY_DISCLOSURE, rule, 3);
}

void dark__page_first_screen(dark__sheet *sheet) {
  const dark__tally categories = dark__count_categories(sheet);
  dark__paper_add(&sheet->html, "<section class=\"first\">\n");
  put_invented(sheet);
  put_question(sheet);
  put_population(sheet);
  put_known(sheet);
  put_answer(sheet, &categories);
  put_categories(sheet, &categories);
  put_unknown(sheet, &categories);
  put_depends(sheet);
  dark__page_say_what_ifs(sheet);
  dark__sheet_say(sheet, "p", DARK__SAY_HIGHER, NULL, 0);
  dark__sheet_say(sheet, "p", DARK__SAY_NOT_A_COUNT, NULL, 0);
  put_disclosure(sheet);
  dark__paper_add(&sheet->html, "</section>\n");
}
