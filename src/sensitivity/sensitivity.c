/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <darkfigure/sensitivity.h>

#include <darkfigure/suppression.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/threads.h"
#include "estimator/settings.h"
#include "resample/replicates/options.h"
#include "sensitivity/agenda.h"
#include "sensitivity/section.h"

/* What the answers live in. */
typedef struct memory {
  dark__arena *arena;
  dark__agenda agenda;
  dark_plan *plan; /* of the observed table */
} memory;

const char *dark_analysis_name(dark_analysis analysis) {
  static const char *const names[] = {
#define X(constant, code) code,
      DARK_ANALYSES(X)
#undef X
  };
  return (size_t)analysis < DARK_N_ANALYSES ? names[analysis] : "";
}

/* ---- rows */

/* Size of a list in a part. */
static double size_of(const dark__section_work *work, size_t list) {
  const dark_table *table = work->inquiry->table;
  const int is_pooled = work->part == dark_plan_pooled_part(work->plan);
  double people = 0;
  for (size_t s = is_pooled ? 0 : work->part; s < (is_pooled ? dark_table_n_strata(table) : work->part + 1); s++) {
    size_t n;
    const dark_record *records = dark_table_records(table, s, &n);
    for (size_t r = 0; r < n; r++) people += (records[r].history >> list & 1u) != 0 ? records[r].count : 0;
  }
  return people;
}

static void add_question(dark__section_work *work, const dark__question *question) {
  const int is_consistency = question->analysis == DARK_ANALYSIS_INTERNAL_CONSISTENCY;
  const int is_scaled = question->analysis == DARK_ANALYSIS_XI && dark__departure_is_scaled(work);
  const dark_row answer = is_scaled ? dark__departure(work, question->value) : question->rows[work->part];
  dark_sensitivity_row *row = dark__section_add(work, question->analysis, &answer);
  row->list_a = question->list_a;
  row->list_b = question->list_b;
  row->value = question->value;
  row->option = question->option;
  row->category = question->category;
  row->level = question->level;
  row->why = is_scaled ? NULL : question->why;
  if (is_consistency) row->known = size_of(work, question->list_a);
  if (question->analysis != DARK_ANALYSIS_ESTIMATE)
    dark__section_compare(row, is_consistency ? row->known : work->estimate->total);
}

static void add_questions(dark__section_work *work, const dark__agenda *agenda, dark_analysis analysis) {
  for (size_t i = 0; i < agenda->n; i++)
    if (agenda->questions[i].analysis == analysis) add_question(work, &agenda->questions[i]);
}

/* ---- sections */

static dark_status name_section(dark__section_work *work, dark_error *err) {
  const dark_table *table = work->inquiry->table;
  const size_t n = dark_table_n_categories(table);
  const char **levels = dark__arena_take(work->arena, n, sizeof *levels);
  if (levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n; c++)
    levels[c] = work->part == dark_plan_pooled_part(work->plan)
                    ? "(all)"
                    : dark_table_level_name(table, c, dark_table_stratum_level(table, work->part, c));
  work->section->levels = levels;
  work->section->part = work->part;
  work->section->observed = dark_plan_n_observed(work->plan, work->part);
  return DARK_OK;
}

static dark_status make_room(dark__section_work *work, const dark__agenda *agenda, dark_error *err) {
  const size_t n = agenda->n + dark__n_cases(work->plan, work->part) + DARK__N_SHARES;
  work->section->rows = dark__arena_take(work->arena, n, sizeof *work->section->rows);
  return work->section->rows == NULL ? dark__fail_memory(err) : DARK_OK;
}

static dark_status fill_section(dark__section_work *work, const dark__agenda *agenda, const dark_replicates *thinned,
                                dark_error *err) {
  dark_status status = name_section(work, err);
  if (status == DARK_OK) status = make_room(work, agenda, err);
  if (status != DARK_OK) return status;
  add_questions(work, agenda, DARK_ANALYSIS_ESTIMATE);
  if (dark_plan_estimate(work->plan, work->part)->reason != DARK_N_REASONS) return DARK_OK;
  add_questions(work, agenda, DARK_ANALYSIS_LIST_LEFT_OUT);
  add_questions(work, agenda, DARK_ANALYSIS_LISTS_MERGED);
  status = dark__cases_add(work, err);
  if (status == DARK_OK) status = dark__departure_bound(work, err);
  if (status != DARK_OK) return status;
  add_questions(work, agenda, DARK_ANALYSIS_XI);
  add_questions(work, agenda, DARK_ANALYSIS_ODDS_RATIO);
  add_questions(work, agenda, DARK_ANALYSIS_PRIOR);
  if (work->part != dark_plan_pooled_part(work->plan)) add_questions(work, agenda, DARK_ANALYSIS_MISSING_ODDS);
  add_questions(work, agenda, DARK_ANALYSIS_INTERNAL_CONSISTENCY);
  return dark__thinning_add(work, thinned, err);
}

static dark_status fill_sections(dark_sensitivity *out, const dark__inquiry *inquiry, const dark_replicates *thinned,
                                 dark_error *err) {
  memory *own = out->memory;
  const size_t n = dark_plan_n_parts(own->plan);
  out->sections = dark__arena_take(own->arena, n, sizeof *out->sections);
  if (out->sections == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t part = 0; status == DARK_OK && part < n; part++) {
    dark__section_work work = {.inquiry = inquiry,
                               .plan = own->plan,
                               .part = part,
                               .arena = own->arena,
                               .estimate = &own->agenda.questions[0].rows[part],
                               .section = &out->sections[part]};
    status = fill_section(&work, &own->agenda, thinned, err);
    out->n_sections = part + 1;
  }
  return status;
}

/* ---- the whole */

static dark_status fill_head(dark_sensitivity *out, const dark_table *table, const dark_settings *settings,
                             const dark_sensitivity_options *options, dark_error *err) {
  const memory *own = out->memory;
  out->n_lists = dark_table_n_lists(table);
  out->n_categories = dark_table_n_categories(table);
  out->lists = dark__arena_take(own->arena, out->n_lists, sizeof *out->lists);
  out->categories = dark__arena_take(own->arena, out->n_categories, sizeof *out->categories);
  out->asked_method = dark__arena_copy(own->arena, settings->method != NULL ? settings->method : "auto");
  if (out->lists == NULL || out->categories == NULL || out->asked_method == NULL) return dark__fail_memory(err);
  for (size_t l = 0; l < out->n_lists; l++) out->lists[dark_table_list_position(table, l)] = dark_table_list_name(table, l);
  for (size_t c = 0; c < out->n_categories; c++) out->categories[c] = dark_table_category_name(table, c);
  out->level = options->level;
  out->n_replicates = options->n_replicates;
  out->n_thinnings = options->n_thinnings;
  out->seed = options->seed;
  return DARK_OK;
}

static int is_any(const dark_plan *plan) {
  for (size_t part = 0; part < dark_plan_n_parts(plan); part++)
    if (dark_plan_estimate(plan, part)->reason == DARK_N_REASONS) return 1;
  return 0;
}

/* Without any estimate there is nothing to ask about. */
static dark_status ask_all(dark_replicates **thinned, dark_sensitivity *out, dark__inquiry *inquiry, dark_error *err) {
  memory *own = out->memory;
  dark_status status = dark__agenda_make(&own->agenda, inquiry->table, inquiry->settings, err);
  if (status != DARK_OK) return status;
  inquiry->pace->n_steps = own->agenda.n + dark_table_n_strata(inquiry->table) + 2;
  status = dark__question_ask(&own->agenda.questions[0], inquiry, &own->plan, err);
  if (status != DARK_OK) return status;
  out->dependence = inquiry->given = dark_plan_dependence(own->plan);
  if (!is_any(own->plan)) return DARK_OK;
  status = dark__agenda_ask(&own->agenda, inquiry, err);
  return status == DARK_OK ? dark__thinning_run(thinned, own->plan, inquiry, err) : status;
}

static dark_status check_options(const dark_sensitivity_options *options, dark_error *err) {
  dark_status status = dark__version_check(options->version, DARK_SENSITIVITY_OPTIONS_VERSION, "dark_sensitivity_options", err);
  if (status == DARK_OK) status = dark__n_threads_check(options->n_threads, err);
  if (status == DARK_OK) status = dark__n_replicates_check(options->n_replicates, err);
  if (status == DARK_OK) status = dark__n_replicates_check(options->n_thinnings, err);
  if (status != DARK_OK) return status;
  if ((size_t)options->interval >= DARK_N_INTERVALS)
    return dark__fail(err, DARK_EUSAGE, "interval is %u, none of dark_interval_type", (unsigned)options->interval);
  if (!(options->level > 0 && options->level < 1))
    return dark__fail(err, DARK_EUSAGE, "level %g is not between 0 and 1", options->level);
  if (options->n_replicates > 0 && !dark_interval_needs_replicates(options->interval))
    return dark__fail(err, DARK_EUSAGE, "replicates give percentile or bca intervals");
  return DARK_OK;
}

static dark_status fill(dark_sensitivity *out, const dark_table *table, const dark_settings *settings,
                        const dark_sensitivity_options *options, dark_error *err) {
  dark_settings mine = *settings;
  dark__pace pace = {.options = options};
  dark__inquiry inquiry = {.table = table, .settings = &mine, .options = options, .pace = &pace};
  dark_replicates *thinned = NULL;
  dark_status status = fill_head(out, table, settings, options, err);
  mine.method = out->asked_method;
  if (status == DARK_OK) status = ask_all(&thinned, out, &inquiry, err);
  if (status == DARK_OK) status = fill_sections(out, &inquiry, thinned, err);
  if (status == DARK_OK) dark__pace_end(&pace);
  dark_replicates_free(thinned);
  return status;
}

dark_status dark_sensitivity_new(dark_sensitivity **out, const dark_table *table, const dark_settings *settings,
                                 const dark_sensitivity_options *options, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  DARK__REQUIRE(settings, err);
  DARK__REQUIRE(options, err);
  dark_status status = dark__settings_verify(settings, err);
  if (status == DARK_OK) status = check_options(options, err);
  if (status == DARK_OK && dark_table_suppression(table) != NULL)
    status = dark__fail(
        err, DARK_EUSAGE,
        "counts of the table are suppressed, and without a list or a person nobody knows which would be; fit --joint takes them");
  if (status != DARK_OK) return status;
  dark_sensitivity *made = calloc(1, sizeof *made);
  if (made == NULL) return dark__fail_memory(err);
  memory *own = made->memory = calloc(1, sizeof *own);
  if (own != NULL) own->arena = dark__arena_new();
  status = own == NULL || own->arena == NULL ? dark__fail_memory(err) : fill(made, table, settings, options, err);
  if (status == DARK_OK) *out = made;
  else dark_sensitivity_free(made);
  return status;
}

void dark_sensitivity_free(dark_sensitivity *sensitivity) {
  if (sensitivity == NULL) return;
  memory *own = sensitivity->memory;
  if (own != NULL) {
    dark__agenda_clear(&own->agenda);
    dark_plan_free(own->plan);
    dark__arena_free(own->arena);
  }
  free(own);
  free(sensitivity);
}
