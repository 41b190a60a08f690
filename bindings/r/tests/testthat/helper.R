# SPDX-License-Identifier: GPL-3.0-or-later
# Numbers are compared as their 17 digits: R reads decimal numbers less exactly than C writes them. Levels are written as they were given,
# and an infinite limit as an empty field.

as_texts <- function(frame) {
  texts <- Map(function(column, name) {
    text <- if (is.numeric(column)) sprintf(if (name == "level") "%.15g" else "%.17g", column) else as.character(column)
    ifelse(is.na(column), "", ifelse(text == "Inf", "", text))
  }, frame, names(frame))
  as.data.frame(texts, check.names = FALSE, stringsAsFactors = FALSE)
}

read_texts <- function(file) {
  read.csv(file, colClasses = "character", check.names = FALSE, na.strings = character(), encoding = "UTF-8")
}

expect_same_csv <- function(frame, file, info = NULL) {
  expected <- read_texts(file)
  expect_identical(names(frame), names(expected), info = info)
  expect_identical(as.list(as_texts(frame)), as.list(expected), info = info)
}

# The command, where the tests were told of one.
command <- function() Sys.getenv("DARKFIGURE")

skip_without_command <- function() if (!nzchar(command())) skip("DARKFIGURE names no command")

published_file <- function(name) system.file("published", paste0(name, ".csv"), package = "darkfigure")

# The command's CSV in a file of its own.
command_csv <- function(...) {
  out <- tempfile(fileext = ".csv")
  status <- system2(command(), c(..., "--format", "csv", "--quiet", "--output", shQuote(out)), stdout = FALSE, stderr = FALSE)
  if (!status %in% 0:1) stop("the command ended with ", status, ": ", paste(..., collapse = " "))
  out
}

kosovo <- function() dark_table("kosovo-killings-1999")
kosovo_lists <- c("EXH", "ABA", "OSCE", "HRW")

fit_kosovo <- function(..., seed = 1) dark_fit(kosovo(), kosovo_lists, "count", ..., seed = seed, progress = FALSE)

# A small table of two years.
two_years <- function() {
  spec <- data.frame(people = c(400, 300), year = c("2019", "2020"), A = 0.4, B = 0.3, C = 0.35)
  dark_simulate(spec, c("A", "B", "C"), "year", seed = 5)
}

# What another R prints that has the package and interrupts itself.
printed_elsewhere <- function(...) {
  code <- tempfile(fileext = ".R")
  writeLines(c(sprintf(".libPaths(%s)", paste(deparse(.libPaths()), collapse = "")), "library(darkfigure)", ...), code)
  system2(file.path(R.home("bin"), "Rscript"), c("--vanilla", code), stdout = TRUE, stderr = FALSE)
}

caught <- function(expression) tryCatch(expression, error = identity)
