/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/view.h"

dark__view dark__view_of(const dark__census *census, dark__convention convention) {
  dark__view of = {false, false, 0, 0};
  for (size_t i = 0; i < census->n; i++) {
    const dark__value *value = &census->values[i];
    if ((value->meaning.conventions >> convention & 1) == 0) {
      of.n_missing += value->is_missing;
      of.n_others += !value->is_missing;
    } else if (value->meaning.is_yes) {
      of.has_yes = true;
    } else {
      of.has_no = true;
    }
  }
  return of;
}

bool dark__view_is_whole(const dark__view *view) {
  return (view->has_yes || view->has_no) && view->n_missing + view->n_others == 0;
}

bool dark__view_establishes(const dark__view *view, dark__convention convention) {
  const bool is_enough = convention == DARK__CONVENTION_DIGITS || convention == DARK__CONVENTION_GIVEN;
  return dark__view_is_whole(view) && (is_enough || (view->has_yes && view->has_no));
}

dark__convention dark__view_other(const dark__census *census, dark__convention convention) {
  dark__convention other = 0;
  for (; other < DARK__N_CONVENTIONS; other++) {
    const dark__view of = dark__view_of(census, other);
    if (other != convention && dark__view_establishes(&of, other)) break;
  }
  return other;
}
