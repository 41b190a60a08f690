/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_TASKS_CANONICAL_FIELDS_H
#define DARK__STUDY_TASKS_CANONICAL_FIELDS_H

/* Fields of canonical texts, each with its length or number of items, so that no two contents give the same text. */

#include <stdint.h>

#include <darkfigure/study.h>

#include "writing/paper.h"

/* NULL is something else than "". */
void dark__put_field(dark__paper *out, const char *key, const char *text);
void dark__put_whole(dark__paper *out, const char *key, uint64_t value);
void dark__put_real(dark__paper *out, const char *key, double value);
/* texts [n] */
void dark__put_in_order(dark__paper *out, const char *key, const char *const *texts, size_t n);
void dark__put_sorted(dark__paper *out, const char *key, const char *const *texts, size_t n);
/* What papers [n] hold, sorted; the papers are cleared. */
void dark__put_papers(dark__paper *out, const char *key, dark__paper *papers, size_t n);
/* Groups and their members, both sorted. */
void dark__put_groups(dark__paper *out, const dark_group *groups, size_t n);

#endif
