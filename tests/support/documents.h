/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_DOCUMENTS_H
#define DARK_TESTS_DOCUMENTS_H

/* Documents of studies, from text. Messages call them "s.yaml". */

#include "study/file/study.h"

/* dark__document_free, dark_study_free them; the test fails when they are refused. Relative paths of data are left as they are. */
dark__document *document_of(const char *text);
dark_study *study_of(const char *text);

/* They are refused, in exactly these words behind "s.yaml:". */
void reject_document(const char *bytes, size_t n, const char *message);
void reject_study(const char *text, const char *message);

/* A random change of a text: bytes replaced, put in, taken out, a part repeated, a digit changed. `size` is the room in `text`; returns the new
   length. Depends on *seed alone, which moves on. */
size_t mutate(char *text, size_t n, size_t size, uint64_t *seed);

/* A message in one line with "PLACE:LINE:COLUMN: " in front, or the one about an empty file. */
int has_place(const char *message, const char *place);

#endif
