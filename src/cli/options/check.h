/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_OPTIONS_CHECK_H
#define DARK__CLI_OPTIONS_CHECK_H

/* What argp would complain about, said before argp runs: in one line, in our words, with the nearest name. */

#include <argp.h>

#include <darkfigure/status.h>

/* Look for options that are in no table of `syntax` and its children, for missing and for unwanted values. Abbreviations that mean
   one option only are fine, as in argp. DARK_EUSAGE; the message names `command` where it helps. */
DARK_MUST_CHECK dark_status dark__options_check(const struct argp *syntax, const char *command, int argc, char **argv,
                                                dark_error *err);

#endif
