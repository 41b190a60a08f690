/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators and their operands wait on two stacks of limited height (Dijkstra's shunting yard), so that no text can make the program recurse. */
#include "joint/formula/formula.h"

#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "joint/formula/scan.h"

enum { MOST_WAITING = 64, MOST_POWER = 9, MOST_NAMES = 32 + DARK__MOST_JOINT_CATEGORIES };

static const char OPERAND[] = "the name of a list or category, H, poly(..., degree) or '('";

typedef struct reading {
  dark__scan scan;
  const dark__formula_names *names;
  dark__joint_terms operands[MOST_WAITING];
  char operators[MOST_WAITING];
  size_t n_operands, n_operators;
} reading;

/* ---- names */

static dark_status refuse_name(const reading *of, const char *kind, bool with_lists, dark_error *err) {
  const char *candidates[MOST_NAMES];
  size_t n = 0;
  for (size_t l = 0; with_lists && l < of->names->n_lists && n < MOST_NAMES; l++) candidates[n++] = of->names->lists[l];
  for (size_t c = 0; c < of->names->n_categories && n < MOST_NAMES; c++) candidates[n++] = of->names->categories[c];
  const char *near = dark__nearest(of->scan.name, candidates, n);
  return dark__fail(err, DARK_EUSAGE, "formula, character %zu: '%s' is no %s%s%s%s", of->scan.place,
                    dark__show(of->scan.name).text, kind, near != NULL ? "; did you mean '" : "",
                    near != NULL ? dark__show(near).text : "", near != NULL ? "'?" : "");
}

static size_t find_name(const char *name, const char *const *names, size_t n) {
  size_t i = 0;
  while (i < n && strcmp(name, names[i]) != 0) i++;
  return i;
}

static dark_status look_up(dark__joint_term *term, const reading *of, dark_error *err) {
  const dark__formula_names *names = of->names;
  *term = (dark__joint_term){0};
  const size_t list = find_name(of->scan.name, names->lists, names->n_lists);
  const size_t category = find_name(of->scan.name, names->categories, names->n_categories);
  if (list < names->n_lists) term->lists = UINT32_C(1) << list;
  else if (category < names->n_categories) term->parts = dark__part(category, 0);
  else return refuse_name(of, "list or category", true, err);
  return DARK_OK;
}

/* ---- the stacks */

static dark_status push_operand(reading *of, dark__joint_term term, dark_error *err) {
  if (of->n_operands == MOST_WAITING)
    return dark__fail(err, DARK_ELIMIT, "formula, character %zu: nested too deep", of->scan.place);
  of->operands[of->n_operands] = (dark__joint_terms){0};
  return dark__joint_terms_add(&of->operands[of->n_operands++], term, err);
}

static dark_status push_operator(reading *of, char sign, dark_error *err) {
  if (of->n_operators == MOST_WAITING)
    return dark__fail(err, DARK_ELIMIT, "formula, character %zu: nested too deep", of->scan.place);
  of->operators[of->n_operators++] = sign;
  return DARK_OK;
}

/* Apply the operator on top to the two operands on top. */
static dark_status apply(reading *of, dark_error *err) {
  const char sign = of->operators[--of->n_operators];
  dark__joint_terms *right = &of->operands[of->n_operands - 1], *left = &of->operands[of->n_operands - 2];
  const dark_status status = sign == '+'   ? dark__joint_terms_unite(left, right, err)
                             : sign == '*' ? dark__joint_terms_cross(left, right, err)
                                           : dark__joint_terms_multiply(left, right, err);
  dark__joint_terms_clear(right);
  of->n_operands--;
  return status;
}

static int rank_of(char sign) { return sign == '+' ? 1 : sign == '*' ? 2 : sign == ':' ? 3 : 0; }

/* Apply what binds as tightly as `rank` or more, down to an open parenthesis. */
static dark_status apply_down_to(reading *of, int rank, dark_error *err) {
  dark_status status = DARK_OK;
  while (status == DARK_OK && of->n_operators > 0 && rank_of(of->operators[of->n_operators - 1]) >= rank) status = apply(of, err);
  return status;
}

/* ---- what a formula is made of */

static dark_status take(reading *of, char symbol, const char *wanted, dark_error *err) {
  return of->scan.symbol != symbol ? dark__scan_refuse(&of->scan, wanted, err) : dark__scan_next(&of->scan, err);
}

static dark_status take_whole(uint64_t *value, reading *of, uint64_t most, const char *wanted, dark_error *err) {
  const bool is_whole =
      of->scan.symbol == 'n' && !of->scan.is_quoted && dark__parse_whole(value, of->scan.name, most) && *value > 0;
  return is_whole ? dark__scan_next(&of->scan, err) : dark__scan_refuse(&of->scan, wanted, err);
}

/* Behind "poly". */
static dark_status read_polynomial(reading *of, dark_error *err) {
  uint64_t degree = 1;
  dark_status status = take(of, '(', "'(' behind poly", err);
  if (status != DARK_OK) return status;
  if (of->scan.symbol != 'n') return dark__scan_refuse(&of->scan, "a category", err);
  const size_t category = find_name(of->scan.name, of->names->categories, of->names->n_categories);
  if (category == of->names->n_categories) return refuse_name(of, "category", false, err);
  status = dark__scan_next(&of->scan, err);
  if (status == DARK_OK) status = take(of, ',', "',' and a degree", err);
  if (status == DARK_OK) status = take_whole(&degree, of, DARK__MOST_DEGREE, "a degree from 1 to 7", err);
  if (status == DARK_OK) status = take(of, ')', "')'", err);
  return status == DARK_OK ? push_operand(of, (dark__joint_term){.parts = dark__part(category, (unsigned)degree)}, err) : status;
}

static dark_status read_name(reading *of, dark_error *err) {
  dark__joint_term term = {.common = true};
  const bool is_word = !of->scan.is_quoted;
  dark_status status = DARK_OK;
  if (is_word && strcmp(of->scan.name, "poly") == 0) {
    status = dark__scan_next(&of->scan, err);
    return status == DARK_OK ? read_polynomial(of, err) : status;
  }
  if (!is_word || strcmp(of->scan.name, "H") != 0) status = look_up(&term, of, err);
  if (status == DARK_OK) status = push_operand(of, term, err);
  return status == DARK_OK ? dark__scan_next(&of->scan, err) : status;
}

/* Open parentheses, then a name. */
static dark_status read_operand(reading *of, dark_error *err) {
  dark_status status = DARK_OK;
  while (status == DARK_OK && of->scan.symbol == '(') {
    status = push_operator(of, '(', err);
    if (status == DARK_OK) status = dark__scan_next(&of->scan, err);
  }
  if (status != DARK_OK) return status;
  return of->scan.symbol == 'n' ? read_name(of, err) : dark__scan_refuse(&of->scan, OPERAND, err);
}

static dark_status raise(reading *of, dark_error *err) {
  uint64_t power = 1;
  dark__joint_terms base = {0};
  dark_status status = dark__scan_next(&of->scan, err);
  if (status == DARK_OK) status = take_whole(&power, of, MOST_POWER, "a power from 1 to 9", err);
  dark__joint_terms *top = &of->operands[of->n_operands - 1];
  if (status == DARK_OK) status = dark__joint_terms_unite(&base, top, err);
  for (uint64_t i = 1; status == DARK_OK && i < power; i++) status = dark__joint_terms_cross(top, &base, err);
  dark__joint_terms_clear(&base);
  return status;
}

static dark_status close_parenthesis(reading *of, dark_error *err) {
  const dark_status status = apply_down_to(of, 1, err);
  if (status != DARK_OK) return status;
  if (of->n_operators == 0) return dark__fail(err, DARK_EUSAGE, "formula, character %zu: ')' closes nothing", of->scan.place);
  of->n_operators--;
  return dark__scan_next(&of->scan, err);
}

/* What may stand behind an operand before an operator. */
static dark_status read_endings(reading *of, dark_error *err) {
  dark_status status = DARK_OK;
  while (status == DARK_OK && (of->scan.symbol == '^' || of->scan.symbol == ')'))
    status = of->scan.symbol == '^' ? raise(of, err) : close_parenthesis(of, err);
  return status;
}

static dark_status read_all(reading *of, dark_error *err) {
  for (;;) {
    dark_status status = read_operand(of, err);
    if (status == DARK_OK) status = read_endings(of, err);
    if (status != DARK_OK || of->scan.symbol == '\0') return status;
    const int rank = rank_of(of->scan.symbol);
    if (rank == 0) return dark__scan_refuse(&of->scan, "one of + * : ^ )", err);
    status = apply_down_to(of, rank, err);
    if (status == DARK_OK) status = push_operator(of, of->scan.symbol, err);
    if (status == DARK_OK) status = dark__scan_next(&of->scan, err);
    if (status != DARK_OK) return status;
  }
}

static dark_status finish(reading *of, dark_error *err) {
  const dark_status status = apply_down_to(of, 1, err);
  if (status != DARK_OK) return status;
  if (of->n_operators > 0) return dark__fail(err, DARK_EUSAGE, "formula: a '(' is not closed");
  return dark__joint_terms_close(&of->operands[0], err);
}

dark_status dark__formula_read(dark__joint_terms *out, const char *text, const dark__formula_names *names, dark_error *err) {
  reading of = {.names = names};
  *out = (dark__joint_terms){0};
  dark_status status = dark__scan_begin(&of.scan, text, err);
  if (status == DARK_OK) status = read_all(&of, err);
  if (status == DARK_OK) status = finish(&of, err);
  if (status == DARK_OK) {
    *out = of.operands[0];
    of.operands[0] = (dark__joint_terms){0};
  }
  for (size_t i = 0; i < of.n_operands; i++) dark__joint_terms_clear(&of.operands[i]);
  dark__scan_clear(&of.scan);
  return status;
}
