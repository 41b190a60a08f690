/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which numbers stand there: what the page shows of them. */
#include "report/handout/handout.h"

#include <math.h>

#include "base/error.h"
#include "report/shown/sheet.h"
#include "report/words/names.h"

typedef struct work {
  dark__handout *to;
  dark__sheet sheet; /* of a page that is not written */
  bool failed;
} work;

/* The text on the paper, which is cleared. */
static const char *keep(work *on, dark__paper *paper) {
  const char *kept = paper->failed ? NULL : dark__arena_copy(on->to->arena, dark__paper_text(paper));
  dark__paper_clear(paper);
  if (kept == NULL) on->failed = true;
  return kept == NULL ? "" : kept;
}

/* ---- What the numbers are */

static void add_line(work *on, dark__saying saying, const dark__argument *arguments, size_t n) {
  dark__paper line = {0};
  dark__say(&line, on->sheet.language, saying, arguments, n);
  on->to->lines[on->to->n_lines++] = keep(on, &line);
}

static void add_stated(work *on, dark__saying saying, const char *text) {
  if (text == NULL) return;
  const dark__argument argument = dark__argue_text(text);
  add_line(on, saying, &argument, 1);
}

static void add_standing(work *on) {
  const dark__about *about = on->sheet.options->about;
  const dark__argument place = dark__argue_text(about->place == NULL ? "" : about->place);
  if (on->sheet.is_invented) add_line(on, about->place == NULL ? DARK__SAY_INVENTED : DARK__SAY_INVENTED_OF, &place, 1);
  if (on->sheet.options->protection == NULL) add_line(on, DARK__SAY_NO_DISCLOSURE, NULL, 0);
  add_line(on, about->is_final ? DARK__SAY_FINAL : DARK__SAY_DRAFT, NULL, 0);
}

static void add_about(work *on) {
  dark__stated stated[DARK__N_STATED];
  dark__paper question = {0};
  dark__sheet_add_question(&question, &on->sheet);
  dark__sheet_stated(stated, &on->sheet);
  on->to->lines[on->to->n_lines++] = keep(on, &question);
  if (on->sheet.options->about->population == NULL) add_line(on, DARK__SAY_NOT_STATED, NULL, 0);
  for (size_t i = 0; i < DARK__N_STATED; i++) add_stated(on, stated[i].says, stated[i].text);
}

static void add_protection(work *on) {
  const dark__protection *of = on->sheet.options->protection;
  if (of == NULL) return;
  const dark__language language = on->sheet.language;
  const dark__argument proof[] = {dark__argue_count(language, of->release.k - 1), dark__argue_count(language, of->release.k),
                                  dark__argue_count(language, (double)of->done.n_readers - 1)};
  const dark__argument before = dark__argue_count(language, (double)of->n_released);
  add_line(on, DARK__SAY_PROTECTED_HOW, proof, 3);
  add_line(on, DARK__SAY_HANDOUT_PROOF, proof, 3);
  add_line(on, of->n_released == 0 ? DARK__SAY_PROTECTED_ALONE : DARK__SAY_PROTECTED_AFTER, &before, 1);
}

static void add_lines(work *on) {
  const dark__argument version = dark__argue_text(on->sheet.source->version);
  add_standing(on);
  add_about(on);
  add_line(on, DARK__SAY_HIGHER, NULL, 0);
  add_line(on, DARK__SAY_NOT_A_COUNT, NULL, 0);
  add_protection(on);
  add_line(on, DARK__SAY_HANDOUT_VERSION, &version, 1);
}

/* ---- A row */

static double round_of(const work *on, double people, const dark_row *row) {
  return isfinite(people) ? dark__sheet_round(&on->sheet, people, row) : people;
}

/* A rate of the number that is shown for `people`. */
static double rate_of(double rate, double people, double shown) {
  return people > 0 && isfinite(people) ? rate * shown / people : rate;
}

/* Once the numbers are there. */
static void set_rates(const work *on, dark__handout_row *to, const dark_row *row, bool has_point) {
  const dark__source *source = on->sheet.source;
  if (source->rates == NULL) return;
  const dark_resident_rate *rate = &source->rates[row - source->results.rows];
  if (has_point) to->rate = rate_of(rate->rate, row->total, to->total);
  to->rate_lower = rate_of(rate->lower, row->interval.lower, to->lower);
  to->rate_upper = rate_of(rate->upper, row->interval.upper, to->upper);
}

/* An unstable row is a range without a point, as on the page. */
static void set_estimate(const work *on, dark__handout_row *to, const dark_row *row) {
  const bool has_point = dark__has_point(&on->sheet, row);
  if (has_point) {
    to->total = round_of(on, row->total, row);
    to->hidden = round_of(on, row->hidden, NULL);
  }
  const dark__limits limits = dark__sheet_limits(&on->sheet, row);
  to->lower = limits.lower;
  to->upper = limits.upper;
  set_rates(on, to, row, has_point);
}

static void add_excluded(dark__paper *text, work *on, const dark_row *row) {
  const dark__printed excluded = dark__shown_excluded(&on->sheet, row);
  const dark__argument people = dark__argue_shown(&on->sheet, excluded);
  const bool is_known = !isnan(excluded.people);
  if (row->excluded > 0)
    dark__say(text, on->sheet.language, is_known ? DARK__SAY_LEFT_OUT_OF : DARK__SAY_LEFT_OUT_SOME, &people, 1);
}

/* One upper limit that is not there looks like one that was forgotten. */
static void add_no_upper(dark__paper *text, const work *on, const dark_row *row) {
  const dark__argument lower = dark__sheet_estimate(&on->sheet, row->interval.lower, row);
  if (!isfinite(row->interval.lower) || isfinite(row->interval.upper)) return;
  if (text->length > 0) dark__paper_add(text, "; ");
  dark__say(text, on->sheet.language, DARK__SAY_NO_UPPER, &lower, 1);
}

static const char *remark_of(work *on, const dark_row *row) {
  const dark__language language = on->sheet.language;
  dark__paper text = {0};
  if (dark__is_hidden(&on->sheet, row)) dark__say(&text, language, DARK__SAY_NOT_SHOWN, NULL, 0);
  else if (!dark__has_estimate(row)) dark__say(&text, language, DARK__SAY_CANNOT, NULL, 0);
  else {
    if (!dark__has_point(&on->sheet, row)) dark__say(&text, language, DARK__SAY_ONLY_RANGE, NULL, 0);
    if (text.length > 0 && row->excluded > 0) dark__paper_add(&text, "; ");
    add_excluded(&text, on, row);
    add_no_upper(&text, on, row);
  }
  return keep(on, &text);
}

static void set_recorded(work *on, dark__handout_row *to, const dark_row *row) {
  const dark__printed shown = dark__shown_recorded(&on->sheet, row);
  dark__paper text = {0};
  to->recorded = shown.people;
  to->display = isnan(shown.people) ? "suppressed" : shown.is_rounded ? "rounded" : "exact";
  if (isnan(shown.people)) dark__say(&text, on->sheet.language, DARK__SAY_NOT_SHOWN, NULL, 0);
  else if (shown.is_rounded) dark__paper_add(&text, "%s", dark__argue_shown(&on->sheet, shown).text);
  else return;
  to->recorded_text = keep(on, &text);
}

static const char **labels_of(work *on, const char *const *names) {
  const char **labels = dark__arena_take(on->to->arena, on->to->n_categories, sizeof *labels);
  if (labels == NULL) on->failed = true;
  for (size_t c = 0; labels != NULL && c < on->to->n_categories; c++) {
    dark__paper all = {0};
    const bool is_all = dark__is_all(names[c]);
    if (is_all) dark__say(&all, on->sheet.language, DARK__SAY_EVERYBODY, NULL, 0);
    labels[c] = is_all ? keep(on, &all) : dark__label(on->sheet.options->labels, names[c]);
  }
  return labels;
}

static void add_row(work *on, const dark_row *row) {
  const double none = (double)NAN;
  dark__handout_row *to = &on->to->rows[on->to->n_rows++];
  const bool is_hidden = dark__is_hidden(&on->sheet, row);
  *to = (dark__handout_row){.levels = row->levels,
                            .total = none,
                            .lower = none,
                            .upper = none,
                            .hidden = none,
                            .rate = none,
                            .rate_lower = none,
                            .rate_upper = none,
                            .level = row->interval.level};
  to->labels = labels_of(on, row->levels);
  to->state = is_hidden ? "not_shown" : dark_state_name(row->state);
  set_recorded(on, to, row);
  if (!is_hidden && dark__has_estimate(row)) set_estimate(on, to, row);
  to->remark = remark_of(on, row);
}

/* ---- Together */

dark_status dark__handout_make(dark__handout *handout, const dark__source *source, const dark__page_options *options,
                               dark_error *err) {
  const dark_results *results = &source->results;
  work on = {.to = handout,
             .sheet = {.source = source,
                       .options = options,
                       .language = options->language,
                       .is_invented = dark__is_invented(options->about, source)}};
  *handout = (dark__handout){.arena = dark__arena_new(),
                             .language = options->language,
                             .categories = results->categories,
                             .n_categories = results->n_categories,
                             .has_rates = source->rates != NULL};
  if (handout->arena == NULL) return dark__fail_memory(err);
  handout->rows = dark__arena_take(handout->arena, results->n_rows, sizeof *handout->rows);
  if (handout->rows == NULL) return dark__fail_memory(err);
  handout->category_labels = labels_of(&on, results->categories);
  for (size_t r = 0; r < results->n_rows; r++) add_row(&on, &results->rows[r]);
  add_lines(&on);
  return on.failed || on.sheet.html.failed ? dark__fail_memory(err) : DARK_OK;
}

void dark__handout_clear(dark__handout *handout) {
  dark__arena_free(handout->arena);
  *handout = (dark__handout){0};
}
