/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_FACTORED_H
#define DARK__LOGLINEAR_FIT_FACTORED_H

/* The fit of fit.h for models of many lists with few interactions, whose means are products over components (components.h):

     mu_w = exp(a_0) prod over C of g_C(w & C),   g_C(u) = exp(sum of a_v over terms v inside u, v not empty),   g_C(empty) = 1.

   With G_C the superset sums of g_C and p_C = G_C / G_C(empty), the share of everybody, the unseen included, who are on some lists of a component,

     m_v = T p_C(v),   m_(v or w) = T p_C(v or w) in one component, T p_C(v) p_D(w) in two,   T = exp(a_0) prod of G_C(empty),

   and nothing else of the lattice is needed: least and largest change of a linear predictor are sums over components of theirs. It is the same
   fit but for the order of additions. */

#include "loglinear/fit/newton.h"

/* Is the model (terms [n_terms], canonical order) to be fitted by components? That depends on the model, the number of lists and what is given
   beforehand, and never on the counts: with some, no model is. */
bool dark__factored_is_possible(unsigned n_lists, const dark__dependence *given);
bool dark__factored_is_worth(const uint32_t *terms, size_t n_terms, const dark__counts *counts);

/* Find the components of the request's model and the places of the sorted terms of the space: before the form is used. */
void dark__factored_take_apart(dark__fit_space *space, const dark__fit_request *request);
extern const dark__newton_form dark__factored_form;

/* After a fit, while the space holds it so: the fitted margin of any set of lists, and the information matrix. */
double dark__factored_margin(const dark__fit_space *space, uint32_t set);
void dark__factored_gather(const dark__newton *at);

#endif
