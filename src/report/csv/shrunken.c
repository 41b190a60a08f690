/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/csv/shrunken.h"

#include <math.h>

#include "writing/numbers.h"

/* Empty where there is none. */
void dark__csv_put_shrunken(FILE *stream, const dark_shrunken *of) {
  const double values[] = {of->total, of->lower, of->upper};
  for (size_t i = 0; i < 3; i++) {
    fputc(',', stream);
    if (isfinite(values[i])) fputs(dark__exact(values[i]).text, stream);
  }
}
