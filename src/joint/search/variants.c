/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/variants.h"

bool dark__has_three_factors(const dark__joint_terms *model) {
  for (size_t i = 0; i < model->n; i++)
    if (dark__joint_term_order(model->terms[i]) > 2) return true;
  return false;
}

/* What is known of a model about one of its terms, or one that it has not. */
typedef struct place {
  bool is_in, is_below; /* another term stands on it */
} place;

static place find_place(const dark__joint_terms *model, dark__joint_term term) {
  place at = {false, false};
  for (size_t i = 0; i < model->n; i++) {
    const bool is_same = dark__joint_term_is(model->terms[i], term);
    at.is_in = at.is_in || is_same;
    at.is_below = at.is_below || (!is_same && dark__joint_term_contains(model->terms[i], term));
  }
  return at;
}

/* H and all pairs but one at least. */
static bool is_twin(const dark__joint_terms *model, unsigned n_lists) {
  size_t n_pairs = 0;
  bool has_common = false;
  for (size_t i = 0; i < model->n; i++) {
    const dark__joint_term term = model->terms[i];
    has_common = has_common || (term.common && term.parts == 0);
    n_pairs += !term.common && term.parts == 0 && dark__joint_term_order(term) == 2;
  }
  return has_common && n_pairs + 1 >= (size_t)n_lists * (n_lists - 1) / 2;
}

static dark_status copy_but(dark__joint_terms *out, const dark__joint_terms *model, dark__joint_term without, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < model->n; i++)
    if (!dark__joint_term_is(model->terms[i], without)) status = dark__joint_terms_add(out, model->terms[i], err);
  return status;
}

dark_status dark__variant_make(dark__joint_terms *out, bool *is_one, const dark__joint_terms *model, dark__joint_term toggled,
                               unsigned n_lists, dark_error *err) {
  const place at = find_place(model, toggled);
  *out = (dark__joint_terms){0};
  *is_one = false;
  if (at.is_in && at.is_below) return DARK_OK;
  dark_status status = copy_but(out, model, toggled, err);
  if (status == DARK_OK && !at.is_in) status = dark__joint_terms_insert(out, toggled, err);
  *is_one = status == DARK_OK && !is_twin(out, n_lists);
  return status;
}
