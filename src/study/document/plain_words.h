/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_DOCUMENT_PLAIN_WORDS_H
#define DARK__STUDY_DOCUMENT_PLAIN_WORDS_H

/* Messages of other rooms speak of options of the command line ("there is no column 'from' (--by)"). In a study the same things are keys. */

#include "study/document/document.h"

/* Fail with the status and message of `cause`, with keys in place of options, at the place in `map` that the message is about: a text
   that it quotes, below the last option that it names and the map has, or anywhere in the map when it names none; else the key of that option;
   else `otherwise`. `about` is set in front of the message ("method bic: "), or "". Memory that ran out has no place. */
dark_status dark__fail_in_study(const dark__node *map, const dark__node *otherwise, const char *about, const dark_error *cause,
                                dark_error *err);

#endif
