# SPDX-License-Identifier: GPL-3.0-or-later
if (requireNamespace("testthat", quietly = TRUE)) {
  library(testthat)
  library(darkfigure)
  test_check("darkfigure", reporter = Sys.getenv("DARKFIGURE_REPORTER", "check"))
}
