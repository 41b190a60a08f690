/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/halt.h"

#include <stddef.h>

#include "base/error.h"

static _Thread_local dark__halt heeded;

dark__halt dark__halt_heed(dark__halt halt) {
  const dark__halt before = heeded;
  heeded = halt;
  return before;
}

dark__halt dark__halt_heeded(void) { return heeded; }

bool dark__halt_is_asked(void) { return heeded.is_asked != NULL && heeded.is_asked(heeded.context); }

dark_status dark__halt_check(dark_error *err) {
  return dark__halt_is_asked() ? dark__fail(err, DARK_EINTERRUPTED, "interrupted") : DARK_OK;
}
