/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_INTERRUPT_H
#define DARK__CLI_CONSOLE_INTERRUPT_H

#include <stdbool.h>

/* Requests to stop: interrupt, terminate, hang up. They end the program at once with the status for it, for there is nothing half
   done, except while they are held: then the first is only remembered, and ends the program a second later if nobody has asked. */

/* Once, at the start. A file that grows too large, also a signal by default, becomes a write that fails. */
void dark__interrupt_listen(void);

/* Calls come in pairs and do not nest. Patiently: without that second, for work that ends at its own next stop; a second request ends the
   program. */
void dark__interrupt_hold(void);
void dark__interrupt_hold_patiently(void);
void dark__interrupt_release(void);

/* Whether a request was remembered, ever. */
bool dark__interrupt_asked(void);

#endif
