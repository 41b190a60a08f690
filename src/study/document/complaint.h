/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_COMPLAINT_H
#define DARK__STUDY_DOCUMENT_COMPLAINT_H

#include <yaml.h>

#include <darkfigure/status.h>

/* Why the parser stopped, with the place: libyaml's words, and in front of the usual ones what has most likely happened.
   DARK_EUSAGE, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__complain_of_yaml(const yaml_parser_t *parser, const char *place, dark_error *err);

#endif
