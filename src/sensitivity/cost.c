/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity/cost.h"

#include "resample/cost.h"
#include "sensitivity/agenda.h"
#include "sensitivity/section.h"

/* Questions about the lists are asked of tables with one list less, the others of tables with all. */
static dark_status add_question(double *seconds, const dark__question *question, dark__workload work,
                                const dark_settings *settings, const dark_sensitivity_options *options, dark_error *err) {
  double cost = 0;
  if (dark__question_is_relisted(question)) {
    if (settings->model != NULL || work.n_lists <= 2) return DARK_OK; /* it cannot be asked */
    work.n_lists--;
  }
  const dark_status status = dark__cost_seconds(&cost, &work, settings, options->n_replicates, err);
  *seconds += cost;
  return status;
}

/* Single histories taken away are a jackknife; thinned tables are replicates without one. */
static dark_status add_tables(double *seconds, dark__workload work, const dark_settings *settings,
                              const dark_sensitivity_options *options, dark_error *err) {
  double cases = 0, thinned = 0;
  dark_status status = dark__cost_seconds(&cases, &work, settings, 1, err);
  work.n_records = 0;
  if (status == DARK_OK) status = dark__cost_seconds(&thinned, &work, settings, options->n_thinnings * (DARK__N_SHARES - 1), err);
  *seconds += cases + thinned;
  return status;
}

dark_status dark__sensitivity_cost(double *seconds, const dark_table *table, const dark_settings *settings,
                                   const dark_sensitivity_options *options, dark_error *err) {
  const dark__workload work = dark__cost_workload(table);
  dark__agenda agenda;
  *seconds = 0;
  dark_status status = dark__agenda_make(&agenda, table, settings, err);
  for (size_t i = 0; status == DARK_OK && i < agenda.n; i++)
    status = add_question(seconds, &agenda.questions[i], work, settings, options, err);
  if (status == DARK_OK) status = add_tables(seconds, work, settings, options, err);
  dark__agenda_clear(&agenda);
  return status;
}
