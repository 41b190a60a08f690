/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_PAGE_SETTINGS_H
#define DARK__BRIDGE_PAGE_SETTINGS_H

/* What is asked of a page, from the keys of a request. */

#include "bridge/request/request.h"
#include "report/page/page.h"

typedef struct dark__page_settings {
  dark__language language;
  dark__about about;     /* borrows from the request */
  dark__document labels; /* likewise; its root NULL: none */
  const char *date;      /* NULL: none */
  uint64_t least_shown;  /* k; 0: nothing is protected */
  bool hides_zeros;
} dark__page_settings;

/* request NULL: the usual ones. DARK_EUSAGE with the key. */
DARK_MUST_CHECK dark_status dark__page_settings_read(dark__page_settings *settings, const dark_request *request, dark_error *err);

#endif
