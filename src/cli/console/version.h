/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_VERSION_H
#define DARK__CLI_CONSOLE_VERSION_H

#include <stdio.h>

/* Versions of the program and of what it runs on, and its licence. */
void dark__version_write(FILE *stream);

#endif
