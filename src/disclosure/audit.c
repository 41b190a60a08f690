/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclosure/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "numeric/whole.h"
#include "result/arena.h"

/* Points that are kept for a reader, to answer further questions without a programme. */
enum { MOST_POINTS = 128 };

/* Points that agree with all that a reader knows. */
typedef struct reader {
  double *least; /* [n_parts] what the reader knows that a part has: on their own list, and somebody where its cell is not zero */
  double *points; /* [MOST_POINTS x n_parts] */
  size_t n_points;
} reader;

struct dark__audit {
  const dark__release *release;
  dark__arena *arena;
  reader *readers;
  size_t n_readers;
  bool *knows;           /* [n_readers x n_cells] what was known before */
  dark__known_sum *sums; /* [n_cells + 1] room: what is printed, and a question */
  double *point;         /* [n_parts] room */
  size_t n_programmes;
};

/* ---- Readers */

static bool set_up_reader(dark__audit *audit, size_t r) {
  const dark__release *release = audit->release;
  reader *one = &audit->readers[r];
  one->least = dark__arena_take(audit->arena, release->n_parts, sizeof *one->least);
  one->points = dark__arena_take(audit->arena, MOST_POINTS * release->n_parts, sizeof *one->points);
  if (one->least == NULL || one->points == NULL) return false;
  for (size_t p = 0; r > 0 && p < release->n_parts; p++) one->least[p] = release->agencies[r - 1][p];
  for (size_t c = 0; c < release->n_cells; c++) {
    const dark__cell *cell = &release->cells[c];
    if (!cell->may_be_zero && cell->n_parts == 1 && cell->people > 0)
      one->least[cell->parts[0]] = fmax(one->least[cell->parts[0]], 1);
  }
  return true;
}

static bool set_up(dark__audit *audit) {
  const dark__release *release = audit->release;
  audit->readers = dark__arena_take(audit->arena, audit->n_readers, sizeof *audit->readers);
  audit->sums = dark__arena_take(audit->arena, release->n_cells + 1, sizeof *audit->sums);
  audit->point = dark__arena_take(audit->arena, release->n_parts, sizeof *audit->point);
  audit->knows = dark__arena_take(audit->arena, audit->n_readers * release->n_cells, sizeof *audit->knows);
  bool is_ready = audit->readers != NULL && audit->knows != NULL && audit->sums != NULL && audit->point != NULL;
  for (size_t r = 0; is_ready && r < audit->n_readers; r++) is_ready = set_up_reader(audit, r);
  return is_ready;
}

dark_status dark__audit_new(dark__audit **out, const dark__release *release, dark_error *err) {
  dark__audit *audit = calloc(1, sizeof *audit);
  *out = NULL;
  if (audit == NULL) return dark__fail_memory(err);
  *audit = (dark__audit){.release = release, .arena = dark__arena_new(), .n_readers = release->n_agencies + 1};
  if (audit->arena == NULL || !set_up(audit)) {
    dark__audit_free(audit);
    return dark__fail_memory(err);
  }
  dark__audit_begin(audit);
  *out = audit;
  return DARK_OK;
}

void dark__audit_free(dark__audit *audit) {
  if (audit == NULL) return;
  dark__arena_free(audit->arena);
  free(audit);
}

size_t dark__audit_n_readers(const dark__audit *audit) { return audit->n_readers; }

size_t dark__audit_n_programmes(const dark__audit *audit) { return audit->n_programmes; }

static void keep_point(const dark__audit *audit, reader *one, const double *point) {
  const size_t n_parts = audit->release->n_parts;
  if (one->n_points < MOST_POINTS) memcpy(one->points + one->n_points++ * n_parts, point, n_parts * sizeof *point);
}

/* The truth agrees with everything. */
void dark__audit_begin(dark__audit *audit) {
  for (size_t r = 0; r < audit->n_readers; r++) {
    audit->readers[r].n_points = 0;
    keep_point(audit, &audit->readers[r], audit->release->parts);
  }
}

/* ---- One number */

static double sum_over(const dark__cell *cell, const double *parts) {
  double sum = 0;
  for (size_t i = 0; i < cell->n_parts; i++) sum += parts[cell->parts[i]];
  return sum;
}

/* Of a suppressed cell all know that it is not zero, if zeros are printed. */
static dark__known_sum sum_of(const dark__cell *cell) {
  const bool is_open = cell->display != DARK__SUPPRESSED;
  return (dark__known_sum){.unknowns = cell->parts,
                           .n_unknowns = cell->n_parts,
                           .low = is_open             ? dark__cell_least(cell)
                                  : cell->may_be_zero ? 0
                                                      : 1,
                           .high = is_open ? dark__cell_most(cell) : INFINITY};
}

static bool is_among_points(const reader *one, const dark__cell *cell, double people, size_t n_parts) {
  for (size_t i = 0; i < one->n_points; i++)
    if (sum_over(cell, one->points + i * n_parts) == people) return true;
  return false;
}

/* Whether the cell may be of so many people, as far as this reader can tell. */
static dark_status ask(dark__audit *audit, bool *is_possible, reader *one, const dark__cell *cell, double people,
                       dark_error *err) {
  const dark__release *release = audit->release;
  *is_possible = is_among_points(one, cell, people, release->n_parts);
  if (*is_possible) return DARK_OK;
  for (size_t c = 0; c < release->n_cells; c++) audit->sums[c] = sum_of(&release->cells[c]);
  audit->sums[release->n_cells] = (dark__known_sum){cell->parts, cell->n_parts, people, people};
  const dark__system system = {release->n_parts, one->least, audit->sums, release->n_cells + 1};
  const dark_status status = dark__whole_point(is_possible, audit->point, &system, err);
  audit->n_programmes++;
  if (status == DARK_OK && *is_possible) keep_point(audit, one, audit->point);
  return status;
}

/* ---- One cell */

/* The reader must think every number up to k - 1 possible that their own list and the zeros that are printed do not rule out. */
static dark_status ask_all(dark__audit *audit, bool *is_safe, reader *one, const dark__cell *cell, dark_error *err) {
  const double least = fmax(sum_over(cell, one->least), cell->may_be_zero ? 0 : 1);
  dark_status status = DARK_OK;
  *is_safe = true;
  for (double people = audit->release->k - 1; status == DARK_OK && *is_safe && people >= least; people--)
    status = ask(audit, is_safe, one, cell, people, err);
  return status;
}

/* The truth is one of k numbers; those nearest to it are asked for first. */
static dark_status ask_around(dark__audit *audit, bool *is_safe, reader *one, const dark__cell *cell, dark_error *err) {
  const int k = (int)audit->release->k;
  dark_status status = DARK_OK;
  int n_possible = 1;
  for (int i = 2; status == DARK_OK && n_possible < k && i < 2 * k; i++) {
    const int distance = i % 2 == 0 ? i / 2 : -(i / 2);
    bool is_possible = false;
    if (cell->people + distance >= 0) status = ask(audit, &is_possible, one, cell, cell->people + distance, err);
    n_possible += is_possible ? 1 : 0;
  }
  *is_safe = n_possible >= k;
  return status;
}

dark_status dark__audit_cell(dark__audit *audit, bool *is_safe, size_t r, size_t c, dark_error *err) {
  const dark__cell *cell = &audit->release->cells[c];
  return (cell->is_primary ? ask_all : ask_around)(audit, is_safe, &audit->readers[r], cell, err);
}

/* What was left out for the sake of others only is no secret if that was before, or from those who knew it before. */
static bool is_to_be_safe(const dark__audit *audit, size_t r, size_t c) {
  const dark__cell *cell = &audit->release->cells[c];
  const bool is_secret = cell->is_primary || (!cell->is_released && !audit->knows[r * audit->release->n_cells + c]);
  return cell->display == DARK__SUPPRESSED && is_secret;
}

dark_status dark__audit_all(dark__audit *audit, bool primary_only, size_t *r, size_t *c, dark_error *err) {
  dark_status status = DARK_OK;
  bool is_safe = true;
  for (*r = 0; *r < audit->n_readers; ++*r) {
    for (*c = 0; *c < audit->release->n_cells; ++*c) {
      if (!is_to_be_safe(audit, *r, *c) || (primary_only && !audit->release->cells[*c].is_primary)) continue;
      status = dark__audit_cell(audit, &is_safe, *r, *c, err);
      if (status != DARK_OK || !is_safe) return status;
    }
  }
  *c = audit->release->n_cells;
  return DARK_OK;
}

/* ---- What is known before */

static dark_status take_known(dark__audit *audit, size_t r, size_t c, dark_error *err) {
  bool is_safe = true;
  const dark_status status = dark__audit_cell(audit, &is_safe, r, c, err);
  audit->knows[r * audit->release->n_cells + c] = !is_safe;
  return status;
}

dark_status dark__audit_take_known(dark__audit *audit, size_t *c, dark_error *err) {
  const size_t n_cells = audit->release->n_cells;
  dark_status status = DARK_OK;
  *c = n_cells;
  for (size_t r = 0; r < audit->n_readers; r++) {
    for (size_t i = 0; i < n_cells; i++) {
      if (is_to_be_safe(audit, r, i)) status = take_known(audit, r, i, err);
      if (status != DARK_OK) return status;
      if (audit->knows[r * n_cells + i] && audit->release->cells[i].is_primary && *c == n_cells) *c = i;
    }
  }
  return DARK_OK;
}
