/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/csv/rate.h"

#include "writing/numbers.h"

void dark__put_rate(FILE *stream, const dark_resident_rate *rate) {
  fprintf(stream, ",%s,%s", dark__exact(rate->residents).text, dark__exact(rate->rate).text);
  fprintf(stream, ",%s,%s", dark__exact(rate->lower).text, dark__exact(rate->upper).text);
}
