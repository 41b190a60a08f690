/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_PAGE_H
#define DARKFIGURE_PAGE_H

/* A page to hand on, of an answer (answer.h). */

#include <darkfigure/answer.h>

DARK_PUBLIC_BEGIN

/* The page that the command `report` makes of what `fit` answers: one HTML file that needs nothing else. Keys of the request: lang, about,
   labels, disclosure, suppress_zeros, page_date; NULL: the usual. Unless disclosure is none, small numbers of people on the lists are not
   shown, nor what would give them away, and the bytes are those of the command on the same data with the same settings. With disclosure
   none the page also has the line that repeats it: keys of data that the answer was not asked with (because they made the table) are taken
   for it from this request; the data have no name there ("-").
   *text [*length + 1] ends with a NUL; dark_text_free it; length may be NULL. What repeats a protected page is not on it, and stays with
   the answer. Errors: DARK_EUSAGE (NULL, an answer that is not of dark_answer_fit, a wrong value, named by its key), DARK_EDATA (numbers
   of people that cannot be protected), DARK_ENOMEM, DARK_ENUMERIC. Any thread. */
DARK_MUST_CHECK dark_status dark_answer_page(char **text, size_t *length, const dark_answer *answer, const dark_request *request,
                                             dark_error *err);

/* The same, watched: of many categories the proof that small numbers are safe takes its time. watch NULL: nobody hears. Errors: as above;
   DARK_EINTERRUPTED. Any thread. */
DARK_MUST_CHECK dark_status dark_answer_page_watched(char **text, size_t *length, const dark_answer *answer,
                                                     const dark_request *request, const dark_watch *watch, dark_error *err);

DARK_PUBLIC_END

#endif
