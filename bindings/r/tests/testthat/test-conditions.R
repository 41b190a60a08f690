# SPDX-License-Identifier: GPL-3.0-or-later
test_that("wrong usage says what to type", {
  expect_match(conditionMessage(caught(fit_kosovo(metod = "bic"))), "did you mean 'method'")
  expect_s3_class(caught(fit_kosovo(metod = "bic")), "dark_error_usage")
  expect_s3_class(caught(fit_kosovo(method = "bci")), "dark_error_usage")
  expect_match(conditionMessage(caught(fit_kosovo(method = "bci"))), "bic")
  expect_match(conditionMessage(caught(dark_fit(kosovo()))), "lists is missing")
  expect_s3_class(caught(dark_fit(kosovo(), c("EXH", "ABAA"), "count")), "dark_error")
  expect_s3_class(caught(dark_fit(1:3, "A")), "dark_error_usage")
  expect_s3_class(caught(dark_check(kosovo(), kosovo_lists, "count")), "dark_error_usage")
})

test_that("settings of a wrong kind are refused, by their key", {
  for (wrong in list(list(levels = 2), list(replicates = -1), list(replicates = "many"), list(levels = NA_real_), list(max_order = 1.5),
                     list(set = list(nothing = 1)), list(levels = numeric()), list(where = list("2020")), list(seed = "x"), list(levels = sum))) {
    e <- caught(do.call(dark_fit, c(list(kosovo(), kosovo_lists, "count", progress = FALSE), wrong)))
    expect_s3_class(e, "dark_error_usage")
    expect_match(conditionMessage(e), names(wrong))
  }
})

test_that("settings that are not of one session of R are no crash", {
  expect_s3_class(caught(darkfigure:::need(.Call(darkfigure:::dark_r_frame, NULL, "estimates"))), "dark_error_usage")
  expect_s3_class(caught(darkfigure:::need(.Call(darkfigure:::dark_r_write, 1L, "table"))), "dark_error_usage")
  expect_s3_class(caught(dark_frame(fit_kosovo(), "estimats")), "dark_error_usage")
  expect_s3_class(caught(dark_frame(1, "estimates")), "dark_error_usage")
})

test_that("bad counts are errors of the data", {
  for (bad in c(-1, 1.5)) {
    data <- kosovo()
    data$count[2] <- bad
    expect_s3_class(caught(dark_fit(data, kosovo_lists, "count", progress = FALSE)), "dark_error_data")
  }
})

test_that("what takes the command says what to install", {
  old <- options(darkfigure.command = "/nonexistent/darkfigure")
  on.exit(options(old))
  e <- caught(darkfigure:::command_study(list(file = "study.yaml"), NULL, 1))
  expect_s3_class(e, "dark_error_unavailable")
  expect_match(conditionMessage(e), "install")
})

test_that("without an estimate numbers are NA and words say why", {
  data <- data.frame(A = c(1, 0), B = c(0, 1), n = c(5, 6))
  fit <- dark_fit(data, c("A", "B"), "n", method = "petersen", seed = 1, progress = FALSE)
  row <- as.data.frame(fit)
  expect_identical(row$state, "no_estimate")
  expect_true(is.na(row$total))
  expect_gt(nchar(darkfigure:::sentences_of(row$reasons)[1]), 20L)
  expect_output(print(fit), "no_estimate")
})

test_that("Ctrl-C stops a bootstrap, soon", {
  skip_on_os("windows")
  out <- printed_elsewhere(
    "k <- dark_table('uk-trafficking-2013-six-lists')",
    "begin <- NA",
    "told <- function(stage, share) if (is.na(begin)) { begin <<- proc.time()[['elapsed']]; tools::pskill(Sys.getpid(), tools::SIGINT) }",
    "what <- tryCatch(dark_fit(k, setdiff(names(k), 'count'), 'count', method = 'bic', replicates = 1e6, seed = 1, progress = told), interrupt = function(e) 'interrupted')",
    "cat(what, proc.time()[['elapsed']] - begin, '\\n')",
    "cat(dark_fit(k, setdiff(names(k), 'count'), 'count', method = 'independence', replicates = 0, seed = 1, progress = FALSE)$state, 'after\\n')")
  expect_match(out[1], "^interrupted ")
  expect_match(out[length(out)], "after")
})

test_that("Ctrl-C stops a search for models, too", {
  skip_on_os("windows")
  out <- printed_elsewhere(
    "k <- dark_table('new-orleans-trafficking-186-eight-lists')",
    "heard <- character()",
    "told <- function(stage, share) { heard <<- c(heard, stage); tools::pskill(Sys.getpid(), tools::SIGINT) }",
    "what <- tryCatch(dark_fit(k, setdiff(names(k), 'count'), 'count', method = 'averaged', max_order = 3, progress = told), interrupt = function(e) 'interrupted')",
    "cat(what, unique(heard), '\\n')")
  expect_match(out[length(out)], "^interrupted planning")
})

test_that("Ctrl-C stops reading millions of rows, too", {
  skip_on_os("windows")
  out <- printed_elsewhere(
    "k <- data.frame(A = rep(1L, 5e6), B = 1L, C = 1L)",
    "n <- 0",
    "told <- function(stage, share) { n <<- n + 1; tools::pskill(Sys.getpid(), tools::SIGINT) }",
    "what <- tryCatch(darkfigure:::table_of(k, list(), darkfigure:::request_of(list(lists = names(k))), NULL, told), interrupt = function(e) 'interrupted')",
    "cat(what, n > 0, '\\n')")
  expect_match(out[length(out)], "^interrupted TRUE")
})

test_that("a listener hears from this thread, and may fail", {
  heard <- character()
  fit <- dark_fit(dark_table("uk-trafficking-2013-six-lists"), c("LA", "NG", "PF", "GO", "GP", "NCA"), "count", method = "bic", replicates = 200, seed = 1,
                  progress = function(stage, share) heard <<- c(heard, stage))
  expect_true(all(nzchar(heard)))
})
