# SPDX-License-Identifier: GPL-3.0-or-later
# Ten thousand fits: the memory of the process is as large after the last as after the first two thousand.
library(darkfigure)

resident <- function() {
  gc()
  as.double(strsplit(readLines("/proc/self/statm"), " ")[[1]][2]) * 4096
}

data <- dark_table("kosovo-killings-1999")
lists <- c("EXH", "ABA", "OSCE", "HRW")
fits <- function(n) {
  for (i in seq_len(n)) {
    fit <- dark_fit(data, lists, "count", method = "bic", replicates = 20, fit_draws = 0, seed = i, progress = FALSE)
    rows <- fit$cells
    failed <- tryCatch(dark_fit(data, c("EXH", "nobody"), "count"), error = identity)
  }
}

fits(2000)
before <- resident()
fits(8000)
grown <- resident() - before
cat(sprintf("# %.1f MiB resident after 2,000 fits, %+.2f MiB after 8,000 more\n", before / 2^20, grown / 2^20))
quit(status = if (grown < 2^20) 0 else 1)
