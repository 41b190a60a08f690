/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_COMPARISONS_H
#define DARK__REPORT_SOURCE_COMPARISONS_H

/* The JSON of `study compare`, read back: scenarios set against a baseline. */

#include "report/source/source.h"
#include "report/words/comparison.h"

/* One side. Texts are borrowed from the document; `says` is NULL where the study says nothing of its own, and `says_in` where it says it in one
   language that it does not name. */
typedef struct dark__source_side {
  const char *data, *scenario, *method, *definition, *says;
  const dark__node *says_in;      /* texts by language */
  const char **columns, **values; /* [n_categories] of people of a category; none: all people */
  size_t n_categories;
  double observed, total;
} dark__source_side;

/* NaN limits: none on that side. */
typedef struct dark__source_comparison {
  dark__comparison_kind kind;
  dark__source_side baseline, other;
  bool is_compared; /* both sides have an estimate of the same categories */
  bool is_partial;  /* of the categories that can be estimated */
  bool is_paired, is_unstable;
  double difference, lower, upper, level; /* at the first level */
} dark__source_comparison;

typedef struct dark__comparisons_source {
  dark__arena *arena;             /* owns all arrays; the document owns all texts */
  dark__source_comparison *items; /* [n] in the order of the study */
  size_t n;
} dark__comparisons_source;

/* From a document of `study compare` (borrowed; it must outlive the source) that messages call `path`. dark__comparisons_source_clear also after a
   failure. Errors as those of dark__source_read. */
DARK_MUST_CHECK dark_status dark__comparisons_source_from(dark__comparisons_source *source, const dark__document *document,
                                                          const char *path, dark_error *err);
void dark__comparisons_source_clear(dark__comparisons_source *source);

/* What the scenario is in this language: the words of the study, in the language if it names any, else its English ones, else the program's, which are
   English. *is_english: they are, and known to be. */
const char *dark__side_meaning(bool *is_english, const dark__source_side *side, const char *language);

/* Whether both are compared with the same. */
bool dark__same_baseline(const dark__source_comparison *a, const dark__source_comparison *b);

#endif
