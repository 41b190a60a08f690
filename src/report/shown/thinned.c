/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown/checks.h"

#include <math.h>

/* A tenth is more than rounding and less than the width of any interval: what moves by less is said to stay. */
static const double stays = 0.1;

/* ---- Shares */

size_t dark__n_shares(const dark__checked *of) { return of->n_thinned == 0 ? 0 : of->n_thinned + 1; }

dark__share dark__share_at(const dark__checked *of, size_t i) {
  if (i >= of->n_thinned) return (dark__share){1, of->estimate.observed, &of->estimate, true};
  const dark__thinned *thinned = &of->thinned[of->n_thinned - 1 - i];
  return (dark__share){thinned->share, thinned->n_kept, &thinned->answer, false};
}

/* As far from each other as there are people between them, with room for marks at the edges. */
double dark__share_place(const dark__checked *of, size_t i) {
  const double least = dark__share_at(of, 0).share, edge = 0.1;
  return least < 1 ? edge + (1 - 2 * edge) * (dark__share_at(of, i).share - least) / (1 - least) : 0.5;
}

/* Of the answer all is to be seen, also where it is a range without a point. */
static dark__mark held_mark(const dark__sheet *sheet, const dark__share *share) {
  dark__mark mark = dark__checked_mark(sheet, share->answer);
  if (share->is_all && isnan(mark.estimate)) mark.estimate = mark.lower;
  return mark;
}

dark__scale dark__thinned_scale(const dark__sheet *sheet, const dark__checked *of) {
  dark__upright_span span = {0};
  for (size_t i = 0; i < dark__n_shares(of); i++) {
    const dark__share share = dark__share_at(of, i);
    const dark__mark mark = held_mark(sheet, &share);
    dark__upright_widen(&span, &mark);
  }
  return dark__upright_scale(&span);
}

static bool has_limits(const dark__mark *mark) { return isfinite(mark->lower) && isfinite(mark->upper); }

bool dark__is_share_band(const dark__sheet *sheet, const dark__checked *of, size_t i) {
  if (i + 1 >= of->n_thinned) return false;
  const dark__mark from = dark__checked_mark(sheet, dark__share_at(of, i).answer),
                   to = dark__checked_mark(sheet, dark__share_at(of, i + 1).answer);
  return has_limits(&from) && has_limits(&to);
}

dark__argument dark__argue_share(const dark__sheet *sheet, const dark__share *of) {
  return dark__argue_level(sheet->language, of->share);
}

/* ---- Words */

static void say(dark__paper *text, const dark__sheet *sheet, dark__saying saying, const dark__argument *arguments, size_t n) {
  if (text->length > 0) dark__paper_add(text, " ");
  dark__say(text, sheet->language, saying, arguments, n);
}

/* From the smallest share to all people. */
static void say_direction(dark__paper *text, const dark__sheet *sheet, const dark__checked *of) {
  const dark__share least = dark__share_at(of, 0);
  const double change = of->estimate.total / least.answer->total - 1;
  const dark__argument about[] = {dark__argue_share(sheet, &least),
                                  dark__argue_estimate(sheet->language, least.answer->total, of->estimate.observed)};
  if (!dark__has_point(sheet, least.answer)) {
    say(text, sheet, DARK__SAY_THINNED_LOST, about, 1);
    return;
  }
  if (fabs(least.answer->total / of->estimate.total - 1) <= stays) {
    say(text, sheet, DARK__SAY_THINNED_LEVEL, about, 2);
    return;
  }
  say(text, sheet, DARK__SAY_THINNED_MOVED, about, 2);
  say(text, sheet, change > 0 ? DARK__SAY_THINNED_RISES : DARK__SAY_THINNED_FALLS, NULL, 0);
}

static void say_beyond(dark__paper *text, const dark__sheet *sheet, const dark__checked *of) {
  const dark__scale scale = dark__thinned_scale(sheet, of);
  dark__paper list = {0};
  for (size_t i = 0; i < dark__n_shares(of); i++) {
    const dark__share share = dark__share_at(of, i);
    const dark__mark mark = dark__checked_mark(sheet, share.answer);
    if (!dark__is_beyond(&scale, &mark)) continue;
    dark__paper_add(&list, "%s%s (", list.length > 0 ? ", " : "", dark__argue_share(sheet, &share).text);
    dark__sheet_add_limits(&list, sheet, share.answer);
    dark__paper_add(&list, ")");
  }
  const dark__argument beyond = dark__argue_text(dark__paper_text(&list));
  if (list.length > 0) say(text, sheet, DARK__SAY_THINNED_BEYOND, &beyond, 1);
  if (list.failed) text->failed = true;
  dark__paper_clear(&list);
}

/* "The estimate: ~87 (82–100)." */
static void say_estimate(dark__paper *text, const dark__sheet *sheet, const dark__checked *of) {
  dark__paper value = {0};
  dark__sheet_add_value(&value, sheet, &of->estimate);
  const dark__argument words = dark__argue_text(dark__paper_text(&value));
  say(text, sheet, DARK__SAY_THINNED_ESTIMATE, &words, 1);
  if (value.failed) text->failed = true;
  dark__paper_clear(&value);
}

void dark__add_thinned(dark__paper *text, const dark__sheet *sheet, const dark__checked *of) {
  if (!dark__has_estimate(&of->estimate)) {
    dark__sheet_add_value(text, sheet, &of->estimate);
    dark__paper_add(text, ".");
    return;
  }
  say_estimate(text, sheet, of);
  if (of->n_thinned == 0) {
    say(text, sheet, DARK__SAY_THINNED_NOT_DRAWN, NULL, 0);
    return;
  }
  say_direction(text, sheet, of);
  say_beyond(text, sheet, of);
}
