/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FORMULA_FORMULA_H
#define DARK__JOINT_FORMULA_FORMULA_H

/* The language in which a model over lists and categories is written, after Wilkinson & Rogers (1973, Applied Statistics 22:392):

     sum     = product { "+" product }
     product = cross { "*" cross }            a*b = a + b + a:b
     cross   = power { ":" power }
     power   = atom [ "^" whole number ]      (a + b + c)^2: all of them and all pairs
     atom    = "(" sum ")"  |  name  |  "poly(" name "," degree ")"  |  "H"

   A name is a list or a category: anything without blanks and + * : ^ ( ) , " or in double quotes, where a double quote is doubled. H is the common
   dependence and poly a function unless in quotes. Models are hierarchical: a term brings what lies below it, A:B also A and B. */

#include <stddef.h>

#include <darkfigure/status.h>

#include "joint/formula/terms.h"

/* Names that a formula may use; borrowed. No name is both a list's and a category's. */
typedef struct dark__formula_names {
  size_t n_lists; /* at most DARK_MAX_LISTS */
  const char *const *lists;
  size_t n_categories; /* at most DARK__MOST_JOINT_CATEGORIES */
  const char *const *categories;
} dark__formula_names;

/* The terms of a formula, in canonical order and closed downwards. `out` receives a new set, or an empty one. Errors: DARK_EUSAGE (the place as
   number of the byte from 1, what stands there, what may stand there, the nearest name), DARK_ELIMIT (too many terms, too
   deep), DARK_ENOMEM. Any thread. */
DARK_MUST_CHECK dark_status dark__formula_read(dark__joint_terms *out, const char *text, const dark__formula_names *names,
                                               dark_error *err);

/* The canonical formula of a closed set: its terms that lie below no other, "A*B + C + year", which reads back to the same set. *text is
   the caller's to free. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__formula_write(char **text, const dark__joint_terms *terms, const dark__formula_names *names,
                                                dark_error *err);

#endif
