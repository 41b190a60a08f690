/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/latent/boundary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* On its way to the boundary a likelihood comes so near to its supremum, as a share of its size, and no nearer within its steps. */
static const double NEAR = 1e-9;

static dark_status find(dark__latent *out, dark__veil *veil, const unsigned char *kinds, dark_error *err) {
  const dark__emission emission = dark__veil_emission(veil);
  return dark__latent_find(out, veil->design, &emission, kinds, veil->start, err);
}

/* Kinds with every veiled count that may be 0 taken for empty. */
static void empty_veiled(unsigned char *kinds, const dark__veil *veil) {
  memcpy(kinds, veil->kinds, veil->n_cells);
  for (size_t i = 0; i < veil->n; i++)
    if (veil->veiled[i].first == 0) kinds[veil->veiled[i].cell] = DARK__CELL_EMPTY;
}

/* Can the veiled cells that are left on a face add up to the total? */
static bool can_hold_total(const dark__veil *veil, const dark__joint_existence *face) {
  size_t most = 0;
  for (size_t i = 0; i < veil->n; i++)
    if (face->on_face[veil->veiled[i].cell]) most += veil->veiled[i].first + veil->veiled[i].n - 1;
  return most >= veil->total;
}

/* Is the supremum on the face that kinds leave? *out then becomes the fit there. */
static dark_status try_face(dark__latent *out, dark__veil *veil, const unsigned char *kinds, dark_error *err) {
  dark__joint_existence face;
  dark_status status = dark__joint_existence_find(&face, veil->design, kinds, err);
  const bool is_possible = status == DARK_OK && !face.exists && can_hold_total(veil, &face);
  dark__joint_existence_clear(&face);
  if (!is_possible) return status;
  dark__latent there;
  status = find(&there, veil, kinds, err);
  const double least = out->log_lik - NEAR * (1 + fabs(out->log_lik));
  if (status == DARK_OK && (!out->has_converged || there.log_lik >= least)) {
    const dark__latent within = *out;
    *out = there;
    there = within;
  }
  dark__latent_clear(&there);
  return status;
}

dark_status dark__veil_find(dark__latent *out, dark__veil *veil, dark_error *err) {
  dark_status status = find(out, veil, veil->kinds, err);
  if (status != DARK_OK || !veil->has_total || veil->total == 0) return status;
  unsigned char *kinds = malloc(veil->n_cells + 1);
  if (kinds == NULL) return dark__fail_memory(err);
  empty_veiled(kinds, veil);
  status = try_face(out, veil, kinds, err);
  free(kinds);
  return status;
}
