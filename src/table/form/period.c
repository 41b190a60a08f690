/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/form/period.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "table/form/date.h"

dark_status dark__period_check(const dark_read_options *options, dark_error *err) {
  int first, last;
  const char *form = options->date_form;
  if (options->date == NULL && (options->period != NULL || form != NULL))
    return dark__fail(err, DARK_EUSAGE, "%s needs the column of dates (--date)", form == NULL ? "--period" : "--date-form");
  if (form != NULL && strcmp(form, "d/m/y") != 0 && strcmp(form, "m/d/y") != 0)
    return dark__fail(err, DARK_EUSAGE, "'%s' is not d/m/y or m/d/y (--date-form)", dark__show(form).text);
  if (options->period == NULL || dark__period_read(&first, &last, options->period)) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "'%s' is not a period such as 2017-01-01..2017-12-31, 2017..2018 or 2017-07.. (--period)",
                    dark__show(options->period).text);
}

/* ---- The header */

static dark_status find_column(dark__period *p, const dark__row *header, dark_error *err) {
  const char *date = p->options->date, *nearest = NULL;
  for (p->column = 0; p->column < header->n_fields; p->column++) {
    const char *name = dark__row_field(header, p->column);
    if (strcmp(name, date) == 0) return DARK_OK;
    if (strcasecmp(name, date) == 0) nearest = name;
  }
  return dark__fail(err, DARK_EUSAGE, "%s: there is no column '%s' (--date)%s%s%s", p->place, dark__show(date).text,
                    nearest == NULL ? "" : "; did you mean '", nearest == NULL ? "" : dark__show(nearest).text,
                    nearest == NULL ? "" : "'?");
}

/* Whether a text is "year(COLUMN)", alone or in front of "=VALUE". */
static bool is_year(const char *text, const char *column) {
  const size_t n = strlen(column);
  return strncmp(text, "year(", 5) == 0 && strncmp(text + 5, column, n) == 0 && text[5 + n] == ')' &&
         (text[6 + n] == '\0' || text[6 + n] == '=');
}

static bool asks_for_year(const dark_read_options *options) {
  for (size_t i = 0; i < options->n_by; i++)
    if (is_year(options->by[i], options->date)) return true;
  for (size_t i = 0; i < options->n_where; i++)
    if (is_year(options->where[i], options->date)) return true;
  return false;
}

/* The row with one field more. */
static dark_status widen(dark__period *p, const dark__row *row, const char *before, const char *text, const char *behind,
                         dark_error *err) {
  char more[512];
  bool is_done = true;
  dark__row_clear(&p->wide);
  p->wide.line = row->line;
  p->wide.note = row->note;
  for (size_t i = 0; is_done && i < row->n_fields; i++)
    is_done = dark__row_append(&p->wide, dark__row_field(row, i), dark__row_length(row, i));
  const int n = snprintf(more, sizeof more, "%s%.480s%s", before, text, behind);
  is_done = is_done && dark__row_append(&p->wide, more, (size_t)n);
  return is_done ? DARK_OK : dark__fail_memory(err);
}

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  dark__period *p = context;
  dark_status status = find_column(p, header, err);
  p->has_year = asks_for_year(p->options) && strlen(p->options->date) <= 480;
  if (status != DARK_OK || !p->has_year) return status == DARK_OK ? p->sink->header(p->sink->context, header, err) : status;
  status = widen(p, header, "year(", p->options->date, ")", err);
  return status == DARK_OK ? p->sink->header(p->sink->context, &p->wide, err) : status;
}

/* ---- Rows */

static bool is_within(const dark__period *p, int day) { return day >= p->first && day <= p->last; }

/* The reading that counts: as said, else days first where that can be. */
static int choose(dark__period *p, const dark__date *date, size_t line) {
  const char *form = p->options->date_form;
  if (form != NULL) return form[0] == 'd' ? date->day_first : date->month_first;
  if (date->month_first == 0 && p->day_line == 0) p->day_line = line;
  if (date->day_first == 0 && p->month_line == 0) p->month_line = line;
  if (date->day_first == 0 || date->month_first == 0) return date->day_first + date->month_first;
  if (is_within(p, date->day_first) != is_within(p, date->month_first) && p->doubt_line == 0) p->doubt_line = line;
  return date->day_first;
}

static dark_status read_date(int *day, dark__period *p, const dark__row *row, dark_error *err) {
  const char *text = dark__row_field(row, p->column), *form = p->options->date_form;
  const dark__date date = dark__date_read(text);
  *day = date.day_first == 0 && date.month_first == 0 ? 0 : choose(p, &date, row->line);
  if (*day != 0) return DARK_OK;
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s is not a date such as 2017-05-31, 31.5.2017 or %s (column %s)", p->place,
                    row->line, p->column + 1, dark__kind(text).text,
                    form != NULL && form[0] == 'm' ? "5/31/2017, by month, day and year (--date-form)" : "31/5/2017",
                    dark__show(p->options->date).text);
}

static bool is_empty(const dark__row *row) {
  for (size_t i = 0; i < row->n_fields; i++)
    if (dark__row_length(row, i) > 0) return false;
  return true;
}

static dark_status hand_on(dark__period *p, const dark__row *row, const char *year, dark_error *err) {
  if (!p->has_year) return p->sink->record(p->sink->context, row, err);
  const dark_status status = widen(p, row, "", year, "", err);
  return status == DARK_OK ? p->sink->record(p->sink->context, &p->wide, err) : status;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  dark__period *p = context;
  char year[16];
  int day = 0;
  if (row->n_fields == 0) return p->sink->record(p->sink->context, row, err); /* a line that came before */
  const char *text = dark__row_field(row, p->column);
  const bool is_missing = text[0] == '\0' || strcmp(text, "NA") == 0;
  if (is_missing && (p->options->period == NULL || is_empty(row))) return hand_on(p, row, "", err);
  p->n_undated += is_missing;
  if (is_missing) return DARK_OK;
  const dark_status status = read_date(&day, p, row, err);
  if (status != DARK_OK) return status;
  p->n_outside += !is_within(p, day);
  if (!is_within(p, day)) return DARK_OK;
  snprintf(year, sizeof year, "%d", day / 10000);
  return hand_on(p, row, year, err);
}

void dark__period_begin(dark__csv_sink *out, dark__period *period) {
  *out = (dark__csv_sink){take_header, take_record, period};
  period->first = 0;
  period->last = INT_MAX;
  if (period->options->period != NULL) (void)dark__period_read(&period->first, &period->last, period->options->period);
}

/* ---- The end */

static dark_status refuse_doubt(const dark__period *p, dark_error *err) {
  return dark__fail(err, DARK_EDATA,
                    "%s:%zu:%zu: whether this day is in the period depends on whether its day or its month comes first, which no "
                    "date of the column shows%s; --date-form d/m/y or --date-form m/d/y says it (column %s)",
                    p->place, p->doubt_line, p->column + 1, p->month_line != 0 ? " to be the day" : "",
                    dark__show(p->options->date).text);
}

static dark_status refuse_mixture(const dark__period *p, dark_error *err) {
  return dark__fail(
      err, DARK_EDATA,
      "%s: column %s has dates with the day first (line %zu) and dates with the month first (line %zu); write all of "
      "them alike, best as 2017-05-31",
      p->place, dark__show(p->options->date).text, p->day_line, p->month_line);
}

static dark_status remark(const dark__period *p, size_t n, const char *what, dark__remarks *remarks, dark_error *err) {
  if (n == 0) return DARK_OK;
  return dark__remarks_add(remarks, err, "%s: %zu row%s %s %s left out", p->place, n, n == 1 ? "" : "s", what,
                           n == 1 ? "was" : "were");
}

dark_status dark__period_end(const dark__period *p, dark__remarks *remarks, dark_error *err) {
  if (p->day_line != 0 && p->month_line != 0) return refuse_mixture(p, err);
  if (p->doubt_line != 0 && p->day_line == 0) return refuse_doubt(p, err);
  const dark_status status = remark(p, p->n_outside, "outside the period", remarks, err);
  return status == DARK_OK ? remark(p, p->n_undated, "without a date", remarks, err) : status;
}

void dark__period_free(dark__period *period) { dark__row_free(&period->wide); }
