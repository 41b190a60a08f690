# SPDX-License-Identifier: GPL-3.0-or-later
# The jobs of bench_bootstrap by the R package MultipleSystemsEstimation and by bench_bootstrap itself, each in one process on one thread, on the
# same tables and with the same number of replicates: what does not depend on that number (the search of the observed table, the jackknife)
# weighs the more the fewer they are.
#
#   usage: Rscript benchmarks/bench.R --program=FILE [--replicates=B] [--repeats=N] [--all] [PATTERN...]
#
#   --program=FILE  bench_bootstrap
#   --replicates=B  resampled tables, there and here (default 1000)
#   --repeats=N     how often each job is timed in R (default 1: there is no first run that is not counted, since a job takes minutes)
#   --all           also the jobs that take more than an hour each
#   PATTERN         only cases whose names match, as in file names ('bootstrap-*-stepwise')
#
# Run it in the project's folder. Rows go to standard output in the format of `make bench`; the ratio of processor times, the estimates and the
# 95% BCa limits of both to standard error. Estimates must be the same to 1e-6. Limits come from other random numbers: with 1,000 replicates
# or more they must be within a third of each other, which is what they move between seeds at most. Re-selection is over all models
# (ntopmodels = Inf), as here; the package's default is the best 100 of the observed table, which is another job.

# Attached, not only loaded: its functions look up its data (hiermodels), which is visible only then.
suppressPackageStartupMessages(library(MultipleSystemsEstimation))

replicates <- 1000
repeats <- 1
all_jobs <- FALSE
program <- ""
patterns <- character()
for (argument in commandArgs(trailingOnly = TRUE)) {
  value <- sub("^--[a-z]+=", "", argument)
  if (startsWith(argument, "--program=")) program <- value
  else if (startsWith(argument, "--replicates=")) replicates <- as.integer(value)
  else if (startsWith(argument, "--repeats=")) repeats <- as.integer(value)
  else if (argument == "--all") all_jobs <- TRUE
  else if (startsWith(argument, "--")) stop("unknown option ", argument)
  else patterns <- c(patterns, argument)
}
if (is.na(replicates) || replicates < 2 || is.na(repeats) || repeats < 1) stop("--replicates takes 2 or more, --repeats 1 or more")
if (!file.exists(program)) stop("--program names no file: '", program, "'")

estimate_tolerance <- 1e-6
limit_tolerance <- 1 / 3
enough_replicates <- 1000

# name, table, lists, order of the search (0: stepwise), models, whether it takes more than an hour
jobs <- read.csv(strip.white = TRUE, text = "
name,                     table,                                       lists, order, models, long
bootstrap-kosovo-order3,  kosovo-killings-1999,                        4,     3,     113,    FALSE
bootstrap-uk6-stepwise,   uk-trafficking-2013-six-lists,               6,     0,     32768,  FALSE
bootstrap-uk5-order2,     uk-trafficking-2013-five-lists,              5,     2,     1024,   FALSE
bootstrap-uk5-order4,     uk-trafficking-2013-five-lists,              5,     4,     6893,   TRUE
bootstrap-neworl5-order4, new-orleans-trafficking-186-five-lists,      5,     4,     6893,   TRUE
bootstrap-ned5-order4,    netherlands-trafficking-2010-2015-five-lists, 5,    4,     6893,   TRUE
bootstrap-western-order4, western-us-trafficking,                      5,     4,     6893,   TRUE
bootstrap-uk6-order2,     uk-trafficking-2013-six-lists,               6,     2,     32768,  TRUE
")

is_wanted <- function(name) length(patterns) == 0 || any(vapply(glob2rx(patterns), grepl, logical(1), name))

# ---- there

# Stepwise of pairs only; releases from 1.3 on go beyond pairs unless told not to.
run_stepwise <- function(counts) {
  arguments <- list(counts, nboot = replicates, alpha = c(0.025, 0.975))
  if ("maxorder" %in% names(formals(estimate_population_stepwise))) arguments$maxorder <- 2
  do.call(estimate_population_stepwise, arguments)
}

run_bic <- function(counts, order) {
  estimate_population_bic(counts, nboot = replicates, alpha = c(0.025, 0.975), maxorder = order, ntopmodels = Inf)
}

# Estimate and both limits, whatever a release calls them.
numbers_of <- function(result) {
  total <- if (is.null(result$estimate)) result$popest else result$estimate[["total"]]
  limits <- result$BCaquantiles
  if (is.null(limits)) limits <- result$uncertainty["total", ]
  c(total = unname(unlist(total)), lower = unname(limits[[1]]), upper = unname(limits[[2]]))
}

measure_there <- function(job) {
  counts <- as.matrix(read.csv(file.path("data", "published", paste0(job$table, ".csv"))))
  seconds <- processor <- numeric(repeats)
  for (i in seq_len(repeats)) {
    begin <- proc.time()
    result <- if (job$order == 0) run_stepwise(counts) else run_bic(counts, job$order)
    spent <- proc.time() - begin
    seconds[i] <- spent[["elapsed"]]
    processor[i] <- spent[["user.self"]] + spent[["sys.self"]]
  }
  numbers <- numbers_of(result)
  data.frame(case = job$name, lists = job$lists, models = job$models, replicates = replicates, threads = 1, repeats = repeats,
             min_seconds = min(seconds), median_seconds = median(seconds), min_cpu_seconds = min(processor),
             median_cpu_seconds = median(processor), rate = replicates / min(seconds), checksum = sum(numbers), total = numbers[["total"]],
             lower = numbers[["lower"]], upper = numbers[["upper"]])
}

print_row <- function(row) {
  cat(sprintf("%s,%d,%d,%d,%d,%d,%.6g,%.6g,%.6g,%.6g,%.6g,%.12g,%.12g,%.12g,%.12g\n", row$case, row$lists, row$models, row$replicates,
              row$threads, row$repeats, row$min_seconds, row$median_seconds, row$min_cpu_seconds, row$median_cpu_seconds, row$rate,
              row$checksum, row$total, row$lower, row$upper))
}

# ---- here

measure_here <- function(job) {
  output <- suppressWarnings(system2(program, c("--threads=1", paste0("--replicates=", replicates), job$name), stdout = TRUE))
  if (!is.null(attr(output, "status"))) stop(program, " fails on ", job$name)
  rows <- read.csv(text = output)
  row <- rows[rows$case == job$name, , drop = FALSE]
  if (nrow(row) != 1 || row$replicates != replicates) stop(program, " has no case ", job$name, " of ", replicates, " replicates")
  row
}

# ---- both

is_near <- function(x, y, tolerance) is.finite(x) && is.finite(y) && abs(x - y) <= tolerance * abs(y)

# TRUE when both say the same.
compare <- function(there, here) {
  message(sprintf("%s, %d replicates in each: %.4g s of processor time in R, %.4g s here: ratio %.0f", there$case, replicates,
                  there$min_cpu_seconds, here$min_cpu_seconds, there$min_cpu_seconds / here$min_cpu_seconds))
  message(sprintf("  estimate %.8g in R, %.8g here; limits %.6g to %.6g in R, %.6g to %.6g here", there$total, here$total, there$lower,
                  there$upper, here$lower, here$upper))
  same <- is_near(there$total, here$total, estimate_tolerance)
  if (!same) message("  THE ESTIMATES DIFFER")
  if (replicates < enough_replicates) return(same)
  near <- is_near(there$lower, here$lower, limit_tolerance) && is_near(there$upper, here$upper, limit_tolerance)
  if (!near) message("  THE LIMITS DIFFER by more than a third")
  same && near
}

all_agree <- TRUE
cat("case,lists,models,replicates,threads,repeats,min_seconds,median_seconds,min_cpu_seconds,median_cpu_seconds,rate,checksum,total,",
    "lower,upper\n", sep = "")
for (i in seq_len(nrow(jobs))) {
  job <- jobs[i, ]
  if (!is_wanted(job$name)) next
  if (job$long && !all_jobs) {
    message("bench-r: ", job$name, " takes more than an hour: only with --all")
    next
  }
  here <- measure_here(job)
  there <- measure_there(job)
  print_row(there)
  all_agree <- compare(there, here) && all_agree
}
if (!all_agree) quit(status = 1)
