# SPDX-License-Identifier: GPL-3.0-or-later
# One job of `make bench-r`: estimate with the R package MultipleSystemsEstimation and print the estimate.
#
#   usage: Rscript benchmarks/bench.R bic|stepwise FILE REPLICATES
#
# The package's bic searches only the best 100 models of the observed table in each replicate; darkfigure searches all.

arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[2], check.names = FALSE)
replicates <- as.integer(arguments[3])
estimate <- switch(arguments[1],
  bic = MultipleSystemsEstimation::estimate_population_bic(table, nboot = replicates),
  stepwise = MultipleSystemsEstimation::estimate_population_stepwise(table, nboot = replicates),
  stop("unknown method ", arguments[1]))
print(estimate)
