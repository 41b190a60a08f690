# SPDX-License-Identifier: GPL-3.0-or-later
# What fits.c does, from R.
#
#   usage: Rscript fits.R FITS REPLICATES THREADS
suppressPackageStartupMessages(library(darkfigure))
options(digits = 15)
arguments <- as.integer(commandArgs(trailingOnly = TRUE))
data <- read.csv("data/published/kosovo-killings-1999.csv")
lists <- c("EXH", "ABA", "OSCE", "HRW")

once <- function(seed) {
  fit <- dark_fit(data, lists, "count", replicates = arguments[2], threads = arguments[3], seed = seed)
  sum(as.data.frame(fit)[1, c("total", "lower", "upper")])
}

invisible(once(0))
begin <- sum(proc.time()[c("user.self", "sys.self")])
total <- 0
for (i in seq_len(arguments[1])) total <- total + once(i)
cat(sprintf("%.9f,%.6f\n", (sum(proc.time()[c("user.self", "sys.self")]) - begin) / arguments[1], total))
