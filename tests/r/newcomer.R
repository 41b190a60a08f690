# SPDX-License-Identifier: GPL-3.0-or-later
# A library that has one method more, which is independence by another name: the package knows it, without an edit there.
library(darkfigure)
data <- dark_table("kosovo-killings-1999")
lists <- c("EXH", "ABA", "OSCE", "HRW")
row_of <- function(method) {
  row <- as.data.frame(dark_fit(data, lists, "count", method = method, replicates = 20, seed = 1, progress = FALSE))
  row[names(row) != "method"]
}
stopifnot("newcomer" %in% dark_methods()$method)
stopifnot(identical(row_of("newcomer"), row_of("independence")))
tried <- dark_methods(data, lists, "count", replicates = 0, seed = 1, progress = FALSE)
stopifnot("newcomer" %in% as.data.frame(tried)$method)
stopifnot(grepl("newcomer", tryCatch(row_of("newcomr"), dark_error_usage = conditionMessage)))
