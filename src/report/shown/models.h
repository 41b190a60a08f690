/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_MODELS_H
#define DARK__REPORT_SHOWN_MODELS_H

/* All models of one table: what each estimates, by how much worse it fits than the best. What is drawn of them and said about them,
   wherever it is (model_panel.c). */

#include "report/shown/sheet.h"
#include "report/source/models.h"

/* Discs of models, in pixels: the best has the largest; those below the smallest are as large as that. */
enum { DARK__MOST_RADIUS = 14, DARK__MOST_MODELS = 2000 };

typedef struct dark__model_panel {
  const dark__source *source;
  const dark_row *answer; /* of the sheet's source about the same people; NULL: not known */
  size_t
      n_drawn; /* models that are drawn: one that is lighter than a thousandth of the best is not, nor more than DARK__MOST_MODELS, ... */
  size_t end;      /* ... so that none from this one on in the file is */
  size_t n_light;  /* models that have an estimate and are not drawn, ... */
  double lightest; /* ... of which none weighs more than this, the best weighing 1 */
  dark__scale people, difference;
} dark__model_panel;

/* The models of panel i: the sheet's own source first, where that is of models, then those of the options. NULL behind the last. */
const dark__source *dark__models_at(const dark__sheet *sheet, size_t i);
dark__model_panel dark__model_panel_of(const dark__sheet *sheet, const dark__source *models);
/* The models that are drawn, in the order of the file: the next one at or behind i, or NULL. */
const dark__source_model *dark__next_model(const dark__model_panel *panel, size_t *i);
/* Down the panel: 0 is the best, 1 the last. */
double dark__model_place(const dark__model_panel *panel, const dark__source_model *model);
double dark__model_radius(const dark__source_model *model);

/* The labels of the conditions that the people of the panel have and those of the sheet's source have not; without any "All" beside other
   panels. */
void dark__add_model_panel_name(dark__paper *text, const dark__sheet *sheet, const dark__source *models);
/* What all panels show; and of one the best model, where most of the weight is, what is not drawn, in sentences. */
void dark__say_models(dark__paper *text, const dark__sheet *sheet);
void dark__say_model_panel(dark__paper *text, const dark__sheet *sheet, const dark__model_panel *panel);

#endif
