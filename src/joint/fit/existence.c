/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Directions are told by coordinates z in a basis of those that leave occupied cells alone (joint/fit/recession.h), with the sign turned: b z >= 0 for
   the rows b of empty cells says that -z lowers no likelihood. */
#include "joint/fit/existence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/fit/recession.h"
#include "numeric/cone.h"
#include "numeric/null_space.h"

static const int64_t MOST = INT64_C(1) << 50;

const char *dark__hidden_status_name(dark__hidden_status status) {
  static const char *const names[] = {"ok", "zero", "inf", "undetermined", "nonid", "no_records"};
  return names[status];
}

void dark__joint_existence_clear(dark__joint_existence *of) {
  free(of->on_face);
  free(of->hidden);
  *of = (dark__joint_existence){0};
}

/* ---- what rows there are */

typedef struct judging {
  dark__joint_existence *out;
  dark__recession open;
  size_t n_rows;           /* of occupied and empty cells; those of unseen cells come behind them */
  unsigned char *positive; /* [n_rows] of empty cells that leave the face */
  dark__null_space face;   /* z that move no cell of the face, */
  dark__null_space all;    /* and no observable cell */
  int64_t *rows;           /* [(n_rows + 1) x n_basis] the face's first, then the others, then a place for one more */
  size_t n_face_rows;
} judging;

static size_t n_histories_of(const judging *of) { return dark__n_histories(of->open.design->strata); }

static unsigned char kind_of(const judging *of, size_t x, uint32_t w) { return of->open.kinds[x * n_histories_of(of) + w]; }

static dark_status add_empty_rows(judging *of, dark_error *err) {
  size_t number;
  dark_status status = DARK_OK;
  for (size_t x = 0; x < of->open.design->strata->n_strata; x++)
    for (uint32_t w = 0; dark__recession_speaks(&of->open, x) && status == DARK_OK && w < n_histories_of(of); w++)
      if (kind_of(of, x, w) == DARK__CELL_EMPTY) status = dark__recession_row(&number, &of->open, x, w, err);
  of->n_rows = of->open.numbers.n;
  return status;
}

static dark_status find_positive(judging *of, dark_error *err) {
  of->positive = calloc(of->n_rows + 1, 1);
  if (of->positive == NULL) return dark__fail_memory(err);
  const dark__cone cone = {of->open.n_basis, of->n_rows, of->open.n_level, of->open.rows};
  return of->n_rows > of->open.n_level ? dark__cone_positive(of->positive, &cone, err) : DARK_OK;
}

static dark_status sort_rows(judging *of, dark_error *err) {
  const size_t width = of->open.n_basis;
  of->rows = malloc((of->n_rows + 1) * (width + 1) * sizeof *of->rows);
  if (of->rows == NULL) return dark__fail_memory(err);
  size_t n = 0;
  for (unsigned char leaving = 0; leaving < 2; leaving++) {
    for (size_t i = 0; i < of->n_rows; i++)
      if (of->positive[i] == leaving) memcpy(of->rows + width * n++, dark__recession_at(&of->open, i), width * sizeof *of->rows);
    if (leaving == 0) of->n_face_rows = n;
  }
  return DARK_OK;
}

static void sorted_row(void *context, size_t row, int64_t *values) {
  const judging *of = context;
  memcpy(values, of->rows + row * of->open.n_basis, of->open.n_basis * sizeof *values);
}

static dark_status find_still(dark__null_space *out, judging *of, size_t n_rows, dark_error *err) {
  const dark_status status = dark__null_space_find(out, n_rows, of->open.n_basis, sorted_row, of, MOST, err);
  if (status != DARK_OK || out->is_exact) return status;
  return dark__fail(err, DARK_ELIMIT, "whether the estimate exists would need larger whole numbers than there are");
}

/* ---- unseen cells */

/* Modulo 2^64 a product other than 0 is 0 only from 2^64 upwards, where doubles tell. */
static bool is_product(const int64_t *row, const int64_t *vector, size_t n) {
  uint64_t product = 0;
  double size = 0;
  for (size_t j = 0; j < n; j++) {
    product += (uint64_t)row[j] * (uint64_t)vector[j];
    size += (double)row[j] * (double)vector[j];
  }
  return product != 0 || fabs(size) > 0x1p62;
}

/* Does a vector of the space change the row's cell? */
static bool moves(const dark__null_space *space, const int64_t *row) {
  for (size_t k = 0; k < space->dimension; k++)
    if (is_product(row, space->vectors + k * space->n_columns, space->n_columns)) return true;
  return false;
}

/* Is `sign` times the row positive for some z of the cone? */
static dark_status can_move(bool *can, judging *of, const int64_t *row, int sign, dark_error *err) {
  const size_t width = of->open.n_basis;
  unsigned char *positive = calloc(of->n_rows + 1, 1);
  if (positive == NULL) return dark__fail_memory(err);
  for (size_t j = 0; j < width; j++) of->rows[of->n_rows * width + j] = sign * row[j];
  const dark__cone cone = {width, of->n_rows + 1, of->n_face_rows, of->rows};
  const dark_status status = dark__cone_positive(positive, &cone, err);
  *can = positive[of->n_rows] != 0;
  free(positive);
  return status;
}

static dark_status judge_row(dark__hidden_status *out, judging *of, const int64_t *row, dark_error *err) {
  bool falls = false, rises = false;
  *out = DARK__HIDDEN_OK;
  if (!moves(&of->face, row)) return DARK_OK;
  *out = DARK__HIDDEN_NONID;
  if (moves(&of->all, row)) return DARK_OK;
  dark_status status = can_move(&falls, of, row, 1, err);
  if (status == DARK_OK) status = can_move(&rises, of, row, -1, err);
  *out = falls && rises ? DARK__HIDDEN_UNDETERMINED : rises ? DARK__HIDDEN_INF : DARK__HIDDEN_ZERO;
  return status;
}

/* Of two unseen cells of a stratum: their sum is 0 only if both are. */
static dark__hidden_status worse(dark__hidden_status a, dark__hidden_status b) {
  if (a == b) return a;
  const dark__hidden_status most = a > b ? a : b;
  return most == DARK__HIDDEN_ZERO ? DARK__HIDDEN_OK : most;
}

/* Verdicts on rows that were met: strata with the same categories in the model have the same ones. */
typedef struct verdicts {
  dark__hidden_status *known; /* by row, [capacity] */
  unsigned char *is_known;
} verdicts;

static dark_status judge_cell(dark__hidden_status *out, judging *of, size_t x, uint32_t w, verdicts *met, dark_error *err) {
  size_t number = 0;
  *out = DARK__HIDDEN_OK;
  if (of->open.n_basis == 0) return DARK_OK;
  dark_status status = dark__recession_row(&number, &of->open, x, w, err);
  if (status != DARK_OK) return status;
  if (!met->is_known[number]) {
    status = judge_row(&met->known[number], of, dark__recession_at(&of->open, number), err);
    met->is_known[number] = 1;
  }
  *out = met->known[number];
  return status;
}

static dark_status judge_stratum(judging *of, size_t x, verdicts *met, dark_error *err) {
  dark_status status = DARK_OK;
  dark__hidden_status *hidden = &of->out->hidden[x];
  *hidden = DARK__HIDDEN_NO_RECORDS;
  for (uint32_t w = 0; dark__recession_speaks(&of->open, x) && status == DARK_OK && w < n_histories_of(of); w++) {
    dark__hidden_status next;
    if (kind_of(of, x, w) != DARK__CELL_UNSEEN) continue;
    status = judge_cell(&next, of, x, w, met, err);
    *hidden = *hidden == DARK__HIDDEN_NO_RECORDS ? next : worse(*hidden, next);
  }
  return status;
}

static dark_status judge_unseen(judging *of, dark_error *err) {
  const dark__joint_strata *strata = of->open.design->strata;
  size_t n_unseen = 0;
  for (size_t c = 0; c < strata->n_strata * n_histories_of(of); c++) n_unseen += of->open.kinds[c] == DARK__CELL_UNSEEN;
  verdicts met = {calloc(of->n_rows + n_unseen + 1, sizeof *met.known), calloc(of->n_rows + n_unseen + 1, 1)};
  dark_status status = met.known == NULL || met.is_known == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t x = 0; status == DARK_OK && x < strata->n_strata; x++) status = judge_stratum(of, x, &met, err);
  free(met.known);
  free(met.is_known);
  return status;
}

/* ---- observable cells */

static dark_status mark_cell(judging *of, size_t x, uint32_t w, dark_error *err) {
  size_t number = 0;
  unsigned char *mark = &of->out->on_face[x * n_histories_of(of) + w];
  *mark = 1;
  if (kind_of(of, x, w) == DARK__CELL_EMPTY && of->open.n_basis > 0) {
    const dark_status status = dark__recession_row(&number, &of->open, x, w, err);
    if (status != DARK_OK) return status;
    *mark = !of->positive[number];
  }
  of->out->n_face += *mark;
  of->out->exists = of->out->exists && *mark;
  return DARK_OK;
}

static dark_status mark_face(judging *of, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t x = 0; x < of->open.design->strata->n_strata; x++) {
    if (!dark__recession_speaks(&of->open, x)) continue;
    of->out->rank += of->open.design->is_saturated;
    for (uint32_t w = 0; status == DARK_OK && w < n_histories_of(of); w++)
      if (kind_of(of, x, w) != DARK__CELL_UNSEEN) status = mark_cell(of, x, w, err);
  }
  return status;
}

static dark_status make(dark__joint_existence *out, const dark__joint_design *design, dark_error *err) {
  const size_t n_strata = design->strata->n_strata;
  *out = (dark__joint_existence){.exists = true};
  out->on_face = calloc(n_strata * dark__n_histories(design->strata) + 1, 1);
  out->hidden = calloc(n_strata + 1, sizeof *out->hidden);
  return out->on_face == NULL || out->hidden == NULL ? dark__fail_memory(err) : DARK_OK;
}

static dark_status judge_rows(judging *of, dark_error *err) {
  dark_status status = add_empty_rows(of, err);
  if (status == DARK_OK) status = find_positive(of, err);
  if (status == DARK_OK) status = sort_rows(of, err);
  if (status == DARK_OK) status = find_still(&of->face, of, of->n_face_rows, err);
  if (status == DARK_OK) status = find_still(&of->all, of, of->n_rows, err);
  return status;
}

dark_status dark__joint_existence_find(dark__joint_existence *out, const dark__joint_design *design, const unsigned char *kinds,
                                       dark_error *err) {
  judging of = {.out = out};
  dark_status status = make(out, design, err);
  if (status == DARK_OK) status = dark__recession_find(&of.open, design, kinds, err);
  if (status == DARK_OK && of.open.n_basis > 0) status = judge_rows(&of, err);
  if (status == DARK_OK) status = mark_face(&of, err);
  if (status == DARK_OK) status = judge_unseen(&of, err);
  out->rank += design->n_columns - of.face.dimension;
  free(of.positive);
  free(of.rows);
  free(of.face.vectors);
  free(of.all.vectors);
  dark__recession_clear(&of.open);
  return status;
}

dark_status dark__joint_existence_certain(dark__joint_existence *out, const dark__joint_design *design,
                                          const unsigned char *kinds, dark_error *err) {
  const size_t n = dark__n_histories(design->strata);
  const dark_status status = make(out, design, err);
  if (status != DARK_OK) return status;
  out->rank = design->n_columns;
  for (size_t x = 0; x < design->strata->n_strata; x++) {
    const unsigned char *kind = kinds + x * n;
    const bool speaks = !design->is_saturated || memchr(kind, DARK__CELL_OCCUPIED, n) != NULL;
    out->hidden[x] = speaks ? DARK__HIDDEN_OK : DARK__HIDDEN_NO_RECORDS;
    out->rank += speaks && design->is_saturated;
    for (size_t w = 0; speaks && w < n; w++) out->n_face += out->on_face[x * n + w] = kind[w] != DARK__CELL_UNSEEN;
  }
  return DARK_OK;
}
