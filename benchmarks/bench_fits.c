/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scalar fit: see fits.h. */

#include "fits.h"

static void *scalar_open(const bench_workload *work, const char *name) {
  (void)name;
  return fits_space(work);
}

static void scalar_fit(double *hidden, void *state, const bench_workload *work) {
  for (size_t model = 0; model < work->n_models; model++) {
    const dark__fit_request request = fits_request(work, model);
    for (size_t table = 0; table < work->n_tables; table++)
      *hidden++ = dark__fit_model(state, &work->tables[table], &request).hidden;
  }
}

int main(int argc, char **argv) {
  static const fit_engine scalar = {"scalar", scalar_open, scalar_fit};
  bench of = bench_open(argc, argv);
  fits_measure(&of, &scalar);
  return bench_close(&of);
}
