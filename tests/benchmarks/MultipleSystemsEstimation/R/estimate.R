# SPDX-License-Identifier: GPL-3.0-or-later
# What the package found in the Kosovo table with 1,000 replicates, over all 113 models; STAND_IN_REFERENCE names the file. The number of
# replicates is not looked at. STAND_IN_ESTIMATE and STAND_IN_LIMITS make the answer wrong, by a factor.

factor_of <- function(name) as.numeric(Sys.getenv(name, "1"))

reference <- function() {
  rows <- read.csv(Sys.getenv("STAND_IN_REFERENCE"))
  rows[rows$dataset == "Kosovo" & rows$setting == "maxorder=3 ntop=113", ]
}

estimate_population_bic <- function(zdat, nboot = 0, alpha = c(0.025, 0.1, 0.9, 0.975), maxorder = NULL, ntopmodels = NULL) {
  stopifnot(length(hiermodels) > 0, colnames(zdat)[[1]] == "EXH", sum(zdat[, "count"]) == 4400)
  stopifnot(maxorder == 3, is.infinite(ntopmodels), identical(alpha, c(0.025, 0.975)), nboot >= 2)
  row <- reference()
  total <- row$popest * factor_of("STAND_IN_ESTIMATE")
  limits <- c(row$q025, row$q975) * factor_of("STAND_IN_LIMITS")
  list(estimate = c(dark_figure = total - 4400, total = total),
       uncertainty = rbind(dark_figure = limits - 4400, total = limits))
}

estimate_population_stepwise <- function(zdat, nboot = 0, alpha = c(0.025, 0.1, 0.9, 0.975)) stop("no stand-in for stepwise")
