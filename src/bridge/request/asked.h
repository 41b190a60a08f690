/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_REQUEST_ASKED_H
#define DARK__BRIDGE_REQUEST_ASKED_H

/* What a request comes to for one use: its keys read as those of a study file are. */

#include "bridge/request/request.h"
#include <darkfigure/suppression.h>

#include "fitting/fit.h"
#include "study/file/study.h"

typedef struct dark__asked {
  const dark__node *map; /* of the request, which it borrows */
  dark_study scratch;    /* owns what was read */
  dark_read_options options;
  dark_study_method method;
  bool has_draws;
  size_t n_draws;
  const char *const *contrasts; /* [n_contrasts] */
  size_t n_contrasts;
  int n_threads; /* 0: not given */
  size_t top;
  size_t n_thinnings; /* SIZE_MAX: nobody said */
} dark__asked;

/* Of these dark__asked_clear it also after a failure. request NULL: nothing was set. DARK_EUSAGE with the key; DARK_ENOMEM. */

/* The keys of data. Where `is_file` is false those of files are refused. */
DARK_MUST_CHECK dark_status dark__asked_data(dark__asked *asked, const dark_request *request, bool is_file, dark_error *err);
/* The keys of estimation; `initial` is the method when none is named. */
DARK_MUST_CHECK dark_status dark__asked_fit(dark__asked *asked, const dark_request *request, const char *initial,
                                            dark_error *err);
void dark__asked_clear(dark__asked *asked);

/* What it wishes of a fit by `method`, without a watcher; borrowed from `asked`. */
dark__wish dark__asked_wish(const dark__asked *asked, const char *method);

/* Fail with what the library said, in keys in place of options. */
dark_status dark__asked_fail(const dark__asked *asked, const dark_error *cause, dark_error *err);

#endif
