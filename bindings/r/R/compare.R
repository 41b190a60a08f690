# SPDX-License-Identifier: GPL-3.0-or-later
# Two fits set against each other, replicate by replicate where both saw the same resampled people.

dark_compare <- function(a, b, level = NULL) {
  call <- match.call()
  if (!inherits(a, "dark_fit") || !inherits(b, "dark_fit")) fail("usage", "dark_compare: expected two fits of dark_fit()", call = call)
  request <- request_of(plain_settings(list(levels = level)), call)
  answer <- need(.Call(dark_r_compare, handle_of(a), handle_of(b), request), call)
  need(.Call(dark_r_frame, answer, "differences"), call)
}
