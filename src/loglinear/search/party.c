/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/party.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

dark_status dark__party_serve(dark__party *of) {
  uint32_t *terms = of->crowd->lanes->terms;
  const size_t n = of->n_tasks;
  if (n == 0) return DARK_OK;
  of->n_tasks = 0;
  dark__pack_fit(of->tasks, n, &of->pack, 0, false);
  for (size_t k = 0; k < n; k++) {
    dark__verdict verdict;
    const dark__task *task = &of->tasks[k];
    const size_t n_terms = dark__lattice_expand(terms, &of->walk->lattice, task->model);
    const dark_status status =
        dark__judge_fit(&verdict, &task->fit, terms, n_terms, dark__party_counts(of, task->table), of->err);
    if (status != DARK_OK) return status;
    of->arrive(of, task, &verdict);
  }
  return DARK_OK;
}

dark_status dark__party_want(dark__party *of, size_t table, dark__term_set model) {
  of->tasks[of->n_tasks++] = (dark__task){.table = table, .model = model, .floor = -INFINITY};
  return of->n_tasks == of->crowd->lanes->kernel->width ? dark__party_serve(of) : DARK_OK;
}

dark_status dark__party_judge(dark__party *of, dark__term_set model, const size_t *tables, size_t n, dark__arrival *arrive) {
  dark_status status = DARK_OK;
  of->arrive = arrive;
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = dark__party_want(of, tables[i], model);
  return status == DARK_OK ? dark__party_serve(of) : status;
}

dark_status dark__party_meet(dark__party *of, size_t size, const dark__walk *walk, dark__crowd *crowd, dark_error *err) {
  *of = (dark__party){.walk = walk, .crowd = crowd, .pack = {.crowd = crowd, .lattice = &walk->lattice}, .err = err};
  of->walkers = calloc(crowd->n + 1, size);
  of->group = malloc((crowd->n + 1) * sizeof *of->group);
  return of->walkers == NULL || of->group == NULL ? dark__fail_memory(err) : DARK_OK;
}

void dark__party_part(dark__party *of) {
  free(of->walkers);
  free(of->group);
}
