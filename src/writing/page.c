/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/page.h"

#include "base/error.h"

void dark__put_entry(dark__paper *page, const char *label, dark__paper *paragraph) {
  dark__paper_put(page, label, 2, 2 + DARK__LABEL_WIDTH, paragraph);
}

dark_status dark__paper_finish(dark__paper *page, FILE *stream, dark_error *err) {
  const dark_status status = page->failed ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) fputs(dark__paper_text(page), stream);
  dark__paper_clear(page);
  return status;
}
