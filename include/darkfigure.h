/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_H
#define DARKFIGURE_H

/* libdarkfigure: how many people are on none of the lists. One header per noun; this one includes them all.

   Rules for the whole library: functions return a dark_status (or cannot fail), put outputs first and take a caller-owned
   `dark_error *err` last, which may be NULL. They never print, exit, abort or keep mutable globals, with one exception: GSL's error
   handler is process-global, and a host program should call gsl_set_error_handler_off() before any thread uses the library.

   Wrong arguments are answered, never followed: a NULL pointer, an index or value of an enumeration out of range, or a struct whose
   `version` is not one from 1 to the current one make a function with a status say DARK_EUSAGE, with a message that names the argument,
   and write nothing but NULL to where its product would have gone. A function without a status answers as its header says: NULL for a
   pointer, NaN for a real number, 0 for a number of things and for yes or no, SIZE_MAX for an index. NULL is right where a header says
   so, for an array of length 0, for `err`, and for every _free and _clear. What cannot be told is trusted: that pointers are live, arrays
   as long as stated, texts ended by NUL.

   fork(): a process that was forked with the library in it, and all that it forks, run on one thread, whatever n_threads and
   OMP_NUM_THREADS say, for the threads of OpenMP stay behind; results are the same. exec() ends that. What was made before a fork may be
   used and freed in the child. A fork while another thread is within the library leaves a child that must not call it. */

#include <darkfigure/answer.h>
#include <darkfigure/arrow.h>
#include <darkfigure/captures.h>
#include <darkfigure/data.h>
#include <darkfigure/estimator.h>
#include <darkfigure/goodness.h>
#include <darkfigure/interval.h>
#include <darkfigure/link.h>
#include <darkfigure/page.h>
#include <darkfigure/plan.h>
#include <darkfigure/population.h>
#include <darkfigure/reason.h>
#include <darkfigure/replicates.h>
#include <darkfigure/report.h>
#include <darkfigure/request.h>
#include <darkfigure/residents.h>
#include <darkfigure/result.h>
#include <darkfigure/sensitivity.h>
#include <darkfigure/status.h>
#include <darkfigure/study.h>
#include <darkfigure/study_answer.h>
#include <darkfigure/suppression.h>
#include <darkfigure/table.h>

#endif
