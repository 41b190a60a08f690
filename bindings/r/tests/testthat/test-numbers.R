# SPDX-License-Identifier: GPL-3.0-or-later
# Every number against the command's CSV. values/ was written by the command when the package was made (cases.csv says what of).

cases <- read.csv(test_path("cases.csv"), colClasses = "character", na.strings = "")

split_of <- function(text, by = ";") if (is.na(text)) NULL else strsplit(text, by, fixed = TRUE)[[1]]

fit_case <- function(case, threads) {
  number <- function(text) if (is.null(text)) NULL else as.double(text)
  dark_fit(dark_table(case$table), split_of(case$lists), split_of(case$count), split_of(case$by), case$method,
           replicates = number(split_of(case$replicates)), levels = number(split_of(case$levels)), seed = 1, threads = threads, progress = FALSE)
}

test_that("rows are those that the command wrote, bit for bit, on any number of threads", {
  skip_if_not(file.exists(test_path("values")), "values were not stored: this is not a built package")
  for (i in seq_len(nrow(cases)))
    for (threads in 1:2)
      expect_same_csv(as.data.frame(fit_case(cases[i, ], threads)), test_path("values", paste0(cases$case[i], ".csv")), cases$case[i])
})

# Lists are the columns of 0 and 1, by their names; of many occasions some.
lists_in <- function(data) {
  is_list <- vapply(data, function(column) is.numeric(column) && all(column %in% 0:1), NA)
  setdiff(names(data)[is_list], c("count", "n"))
}

tables <- function() {
  names <- setdiff(dark_table(), c("finland-assistance-system", "netherlands-immigrants"))
  lapply(stats::setNames(names, names), function(name) {
    data <- dark_table(name)
    list(data = data, lists = utils::head(lists_in(data), if (length(lists_in(data)) > 8L) 6L else 8L), count = if ("count" %in% names(data)) "count",
         by = setdiff(names(data), c(lists_in(data), "count"))[1], is_cut = length(lists_in(data)) > 8L)
  })
}

words_of <- function(table, ...) {
  c("--lists", paste(table$lists, collapse = ","), if (!is.null(table$count)) c("--count", table$count), "--seed", "1", if (table$is_cut) "--drop-unlisted", ...)
}

is_whole <- function() Sys.getenv("CHECK_R") == "whole"

# Of six lists and more a bootstrap takes minutes: CHECK_R=whole has it.
replicates_for <- function(table, usual) {
  if (is_whole() || length(table$lists) < 5L) usual else if (length(table$lists) == 5L) min(usual, 50) else 0
}

# Nor does a search of six lists and more go beyond pairs of lists.
order_for <- function(table) if (!is_whole() && length(table$lists) > 5L) 2

test_that("all published tables have the command's rows, by default and by BIC", {
  skip_without_command()
  all <- tables()
  for (name in names(all)) {
    table <- all[[name]]
    by <- if (!is.na(table$by)) table$by
    words <- words_of(table, if (!is.null(by)) c("--by", by), shQuote(published_file(name)))
    none <- if (!is_whole() && length(table$lists) > 4L) 0
    fit <- dark_fit(table$data, table$lists, table$count, by, replicates = none, drop_unlisted = table$is_cut, seed = 1, progress = FALSE)
    expect_same_csv(as.data.frame(fit), command_csv("fit", if (!is.null(none)) "--replicates 0", words), name)
    n <- replicates_for(table, 200)
    order <- order_for(table)
    bic <- dark_fit(table$data, table$lists, table$count, by, "bic", drop_unlisted = table$is_cut, max_order = order, replicates = n, levels = c(0.8, 0.95),
                    seed = 1, progress = FALSE)
    words <- c(if (!is.null(order)) c("--max-order", order), words)
    expect_same_csv(as.data.frame(bic), command_csv("fit", "--method bic --replicates", n, "--level 0.8,0.95", words), name)
  }
})

test_that("all methods that apply have the command's rows, side by side", {
  skip_without_command()
  all <- tables()
  if (!is_whole()) all <- all[c("kosovo-killings-1999", "korea-palembang", "rome-hiv", "taiwan-hepatitis-a-1995")]
  for (name in names(all)) {
    table <- all[[name]]
    found <- dark_methods(table$data, table$lists, table$count, drop_unlisted = table$is_cut, replicates = 50, seed = 1, progress = FALSE)
    out <- command_csv("methods", "--replicates 50", words_of(table, shQuote(published_file(name))))
    # The command has a row for those that do not apply too; here these stand in frame methods.
    applies <- read_texts(out)
    applies <- applies[!applies$method %in% with(found$methods, method[applies == 0]), ]
    expect_identical(as.list(as_texts(as.data.frame(found))), as.list(applies), info = name)
  }
})

test_that("one list with counts of captures has the command's rows", {
  skip_without_command()
  data <- dark_table("netherlands-immigrants")
  fit <- dark_fit(data, NULL, "n", count_of_captures = "capture", covariates = c("gender", "age"), replicates = 50, seed = 1, progress = FALSE)
  words <- c("fit --count n --count-of-captures capture --covariates gender,age --replicates 50 --seed 1", shQuote(published_file("netherlands-immigrants")))
  expect_same_csv(as.data.frame(fit), command_csv(words))
})

test_that("models are ranked as by the command", {
  skip_without_command()
  models <- as.data.frame(dark_models(kosovo(), kosovo_lists, "count", progress = FALSE))
  expected <- read_texts(command_csv("models", "--lists EXH,ABA,OSCE,HRW", shQuote(published_file("kosovo-killings-1999"))))
  shared <- intersect(names(models), names(expected))
  expect_gt(length(shared), 5L)
  expect_identical(as.list(as_texts(models[shared])), as.list(expected[shared]))
})

test_that("the line of as_command gives the same rows", {
  skip_without_command()
  data <- two_years()
  data$year <- factor(data$year, levels = c("2019", "2020", "2021"))
  fit <- dark_fit(data, c("A", "B", "C"), "count", "year", "bic", replicates = 100, levels = c(0.5, 0.9), where = list(year = c("2019", "2020")),
                  odds_ratio = c("A:B" = 1.5), seed = 7, progress = FALSE)
  file <- tempfile(fileext = ".csv")
  darkfigure:::write_data(fit, file)
  words <- sub("^darkfigure ", "", as_command(fit, file))
  expect_same_csv(as.data.frame(fit), command_csv(words))
})
