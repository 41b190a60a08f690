# SPDX-License-Identifier: GPL-3.0-or-later
# The jobs of bench_bootstrap by the R package MultipleSystemsEstimation, in one process, on the same tables.
#
#   usage: Rscript benchmarks/bench.R [--rows=FILE] [--replicates=B] [--repeats=N] [--all] [PATTERN...]
#
#   --rows=FILE     rows of `make bench`, to print ratios with; none: no ratios
#   --replicates=B  resampled tables (default 1000). With fewer, the ratio still compares replicates per second, jackknife included
#   --repeats=N     how often each job is timed (default 1: there is no first run that is not counted, since a job takes minutes)
#   --all           also the jobs that take more than an hour each
#   PATTERN         only cases whose names match, as in file names ('bootstrap-*-stepwise')
#
# Run it in the project's folder. Rows go to standard output in the format of `make bench`, ratios to standard error. Re-selection is over all
# models (ntopmodels = Inf), as here; the package's default is the best 100 of the observed table, which is another job.

replicates <- 1000
repeats <- 1
all_jobs <- FALSE
rows <- ""
patterns <- character()
for (argument in commandArgs(trailingOnly = TRUE)) {
  value <- sub("^--[a-z]+=", "", argument)
  if (startsWith(argument, "--rows=")) rows <- value
  else if (startsWith(argument, "--replicates=")) replicates <- as.integer(value)
  else if (startsWith(argument, "--repeats=")) repeats <- as.integer(value)
  else if (argument == "--all") all_jobs <- TRUE
  else if (startsWith(argument, "--")) stop("unknown option ", argument)
  else patterns <- c(patterns, argument)
}
if (is.na(replicates) || replicates < 2 || is.na(repeats) || repeats < 1) stop("--replicates takes 2 or more, --repeats 1 or more")

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

# Stepwise of pairs only; releases from 1.3 on go beyond pairs unless told not to.
run_stepwise <- function(counts) {
  arguments <- list(counts, nboot = replicates, alpha = c(0.025, 0.975))
  estimate <- MultipleSystemsEstimation::estimate_population_stepwise
  if ("maxorder" %in% names(formals(estimate))) arguments$maxorder <- 2
  do.call(estimate, arguments)
}

run_bic <- function(counts, order) {
  MultipleSystemsEstimation::estimate_population_bic(counts, nboot = replicates, alpha = c(0.025, 0.975), maxorder = order,
                                                     ntopmodels = Inf)
}

# Estimate plus both limits, whatever a release calls them.
checksum_of <- function(result) {
  total <- if (is.null(result$estimate)) result$popest else result$estimate[["total"]]
  limits <- result$BCaquantiles
  if (is.null(limits)) limits <- result$uncertainty[grep("total", rownames(result$uncertainty)), ]
  sum(unlist(total), unlist(limits))
}

measure <- function(job) {
  counts <- as.matrix(read.csv(file.path("data", "published", paste0(job$table, ".csv"))))
  seconds <- numeric(repeats)
  for (i in seq_len(repeats)) {
    begin <- proc.time()[["elapsed"]]
    result <- if (job$order == 0) run_stepwise(counts) else run_bic(counts, job$order)
    seconds[i] <- proc.time()[["elapsed"]] - begin
  }
  data.frame(case = job$name, lists = job$lists, models = job$models, replicates = replicates, threads = 1, repeats = repeats,
             min_seconds = min(seconds), median_seconds = median(seconds), rate = replicates / min(seconds),
             checksum = checksum_of(result))
}

print_row <- function(row) {
  cat(sprintf("%s,%d,%d,%d,%d,%d,%.6g,%.6g,%.6g,%.12g\n", row$case, row$lists, row$models, row$replicates, row$threads, row$repeats,
              row$min_seconds, row$median_seconds, row$rate, row$checksum))
}

print_ratio <- function(row, ours) {
  mine <- ours[ours$case == row$case, , drop = FALSE]
  if (nrow(mine) != 1) return(invisible())
  message(sprintf("%-28s %9.4g replicates per second, here %9.4g on %d threads: ratio %.0f (checksums %.6g, here %.6g)", row$case, row$rate,
                  mine$rate, mine$threads, mine$rate / row$rate, row$checksum, mine$checksum))
}

ours <- if (file.exists(rows)) read.csv(rows) else data.frame(case = character())
if (nrow(ours) == 0) message("bench-r: no rows of `make bench` to compare with")
cat("case,lists,models,replicates,threads,repeats,min_seconds,median_seconds,rate,checksum\n")
for (i in seq_len(nrow(jobs))) {
  job <- jobs[i, ]
  if (!is_wanted(job$name)) next
  if (job$long && !all_jobs) {
    message("bench-r: ", job$name, " takes more than an hour: only with --all")
    next
  }
  row <- measure(job)
  print_row(row)
  print_ratio(row, ours)
}
