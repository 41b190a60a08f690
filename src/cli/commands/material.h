/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_MATERIAL_H
#define DARK__CLI_COMMANDS_MATERIAL_H

/* All that goes onto a page or into a figure that is handed on: what `fit` wrote, what is stated about it, and which numbers of people may be
   shown. */

#include "cli/options/request.h"
#include "cli/study/answer.h"
#include "report/page/page.h"

typedef struct dark__material {
  dark__study_answer answer; /* where the source is a study */
  dark__source source;
  dark__about about;
  dark__document *labels;
  dark__protection protection;
  dark__released *released; /* [n_released] */
  size_t n_released;
} dark__material;

/* Whether small numbers are to be protected. */
bool dark__is_protected(const dark__request *request);

/* The output must not take the place of a file that is read: DARK_EUSAGE. NULL: standard output. */
DARK_MUST_CHECK dark_status dark__material_check_output(const dark__request *request, const char *output, dark_error *err);
/* How its source is read: from a file; and from a document of a study, of which that much is needed. */
typedef struct dark__material_way {
  dark_status (*read)(dark__source *source, const char *path, dark_error *err);
  dark_status (*from)(dark__source *source, dark__document *document, const char *path,
                      dark_error *err); /* NULL: no study has it */
  dark__study_need need;
} dark__material_way;
/* The answer of `fit`, or of a study; and with all that the study compares. */
extern const dark__material_way dark__way_of_answer, dark__way_of_comparisons;

/* dark__material_clear also after a failure. DARK_EUSAGE, DARK_EDATA, DARK_ELIMIT, DARK_EIO, DARK_ENOMEM, DARK_ENUMERIC, DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark__material_read(dark__material *material, const dark__material_way *way,
                                                const dark__request *request, const char *source, dark_error *err);
dark__page_options dark__material_options(const dark__material *material, const dark__request *request);
void dark__material_clear(dark__material *material);

#endif
