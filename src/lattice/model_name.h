/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LATTICE_MODEL_NAME_H
#define DARK__LATTICE_MODEL_NAME_H

/* Models in words, by their maximal terms: "[12,3]" (digits are places in the input's column order, up to nine lists) and
   "[A*B,C]" (names, in double quotes where they hold other than letters, digits, '_', '.' and '-'). Both forms are read. "+H" behind either is the
   common dependence of the pairs that the model leaves out (lattice/common.h). */

#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

/* How the lists of a lattice are called. Borrowed. */
typedef struct dark__naming {
  unsigned n_lists;
  const char *const *names;  /* [n_lists] sorted */
  const unsigned *positions; /* [n_lists] 0-based place in the input's column order */
  unsigned n_input;          /* lists in the input */
} dark__naming;

/* The short form is for at most so many lists in the input. */
enum { DARK__SHORT_FORM_LISTS = 9 };

/* The list whose place in the input is `position`, or n_lists. */
static inline unsigned dark__list_at(const dark__naming *naming, unsigned position) {
  unsigned list = 0;
  while (list < naming->n_lists && naming->positions[list] != position) list++;
  return list;
}

/* Write the model with these terms (any order) into buffer [size], truncated if it does not fit; returns `buffer`. Maximal terms are
   printed larger first, then in lexicographic order of places. */
char *dark__model_write(char *buffer, size_t size, const uint32_t *terms, size_t n_terms, const dark__naming *naming);

/* Write one term by names, "A*B", lists in the input's order; the empty term is "intercept", the common dependence "H". Returns `buffer`. */
char *dark__term_write(char *buffer, size_t size, uint32_t term, const dark__naming *naming);

/* The term of one list, which may be one of more than there are bits in a term. Returns `buffer`. */
char *dark__list_write(char *buffer, size_t size, unsigned list, const dark__naming *naming);

/* Read a model. *generators [*n_generators] (sets of lists as bits, and the term of the common dependence last) is the caller's to free(). Every
   list must be named somewhere, and H must be left at least two pairs. Errors: DARK_EUSAGE, with the text and what is wrong with it; DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__model_read(uint32_t **generators, size_t *n_generators, const char *text,
                                             const dark__naming *naming, dark_error *err);

/* Read interactions, which need not name every list: "[12,34]" and "[A*B,C]" as above, or the names of one interaction joined by ':' or '*',
   "A:B:C", where names may themselves hold these. *terms [*n_terms] is the caller's to free(). Errors as above. */
DARK_MUST_CHECK dark_status dark__terms_read(uint32_t **terms, size_t *n_terms, const char *text, const dark__naming *naming,
                                             dark_error *err);

#endif
