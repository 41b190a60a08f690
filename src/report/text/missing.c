/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a category is missing of: the share by history, and histories of which it was never known. */
#include <stdbool.h>

#include "report/text/text.h"

/* Histories shown of more. */
enum { MOST_SHOWN = 6 };

static void add_category(dark__paper *text, const dark__subject *of, const dark_missing_share *share) {
  dark__paper_add_foreign(text, of->results->categories[share->category]);
}

static void add_share(dark__paper *text, const dark_missing_share *share, const char *unit) {
  dark__paper_add(text, "%s of %s%s (%s)", dark__count(share->missing).text, dark__count(share->people).text, unit,
                  dark__percent(share->missing / share->people).text);
}

/* `all` [n]: of all people first, then the histories. */
static void put_category(dark__paper *page, const dark__subject *of, const dark_missing_share *all, size_t n) {
  dark__paper text = {0};
  add_category(&text, of, all);
  dark__paper_add(&text, " is missing of ");
  add_share(&text, all, " people");
  dark__paper_add(&text, ": ");
  for (size_t i = 1; i < n && i <= MOST_SHOWN; i++) {
    dark__paper_add(&text, "%s", i == 1 ? "" : "; ");
    add_share(&text, &all[i], "");
    dark__paper_add(&text, " on ");
    dark__add_history_shown(&text, of->table, all[i].history);
    dark__paper_add(&text, i == 1 ? " and no other list" : "");
  }
  if (n > MOST_SHOWN + 1) dark__paper_add(&text, "; and those of %s more", dark__count_size(n - MOST_SHOWN - 1).text);
  dark__paper_add(&text, ".");
  dark__paper_put(page, NULL, 2, 4, &text);
}

static void put_never_known(dark__paper *page, const dark__subject *of, const dark_missing_share *all, size_t n) {
  dark__paper text = {0};
  size_t n_never = 0;
  for (size_t i = 1; i < n; i++) {
    if (all[i].missing < all[i].people) continue;
    if (n_never == 0) dark__paper_add(&text, "NEVER KNOWN: ");
    if (n_never == 0) add_category(&text, of, all);
    dark__paper_add(&text, "%s", n_never == 0 ? " of anybody on " : n_never < MOST_SHOWN ? ", " : "");
    if (n_never++ < MOST_SHOWN) dark__add_history_shown(&text, of->table, all[i].history);
  }
  if (n_never > MOST_SHOWN) dark__paper_add(&text, " and %s more", dark__count_size(n_never - MOST_SHOWN).text);
  dark__paper_add(&text, ": what is said of these people rests on the others alone.");
  if (n_never > 0) dark__paper_put(page, NULL, 2, 4, &text);
  else dark__paper_clear(&text);
}

void dark__put_missing_shares(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  for (size_t i = 0, n = 0; i < results->n_missing; i += n) {
    for (n = 1; i + n < results->n_missing && results->missing[i + n].category == results->missing[i].category;) n++;
    put_category(page, of, results->missing + i, n);
    put_never_known(page, of, results->missing + i, n);
  }
}
