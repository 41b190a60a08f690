/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__SENSITIVITY_AGENDA_H
#define DARK__SENSITIVITY_AGENDA_H

/* All questions that are asked of a table, in the order of their rows. */

#include "sensitivity/question.h"

typedef struct dark__agenda {
  dark__question *questions; /* [n] the first is the estimate */
  size_t n;
} dark__agenda;

/* Lists in the input's order. One-list data have the first question only. Errors: DARK_ENOMEM, and those of the settings' options. */
DARK_MUST_CHECK dark_status dark__agenda_make(dark__agenda *agenda, const dark_table *table, const dark_settings *settings,
                                              dark_error *err);
void dark__agenda_clear(dark__agenda *agenda);

/* Ask all but the first. The same answers on any number of threads. Errors: DARK_ENOMEM, DARK_ENUMERIC, DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark__agenda_ask(dark__agenda *agenda, const dark__inquiry *inquiry, dark_error *err);

#endif
