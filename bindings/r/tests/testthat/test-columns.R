# SPDX-License-Identifier: GPL-3.0-or-later
rows_of <- function(data, ...) as.data.frame(dark_fit(data, kosovo_lists, "count", method = "bic", replicates = 50, seed = 1, progress = FALSE, ...))

with_lists <- function(convert) {
  data <- kosovo()
  data[kosovo_lists] <- lapply(data[kosovo_lists], convert)
  data
}

test_that("lists may be logical, real, text, factor or labelled", {
  expected <- rows_of(kosovo())
  expect_identical(rows_of(with_lists(as.logical)), expected)
  expect_identical(rows_of(with_lists(as.double)), expected)
  expect_identical(rows_of(with_lists(as.character)), expected)
  expect_identical(rows_of(with_lists(factor)), expected)
  expect_identical(rows_of(with_lists(function(x) ifelse(x == 1, "yes", "no"))), expected)
  labelled <- function(x) structure(as.double(x), labels = c(no = 0, yes = 1), class = c("haven_labelled", "vctrs_vctr", "double"))
  expect_identical(rows_of(with_lists(labelled)), expected)
})

test_that("lists and counts may be integer64", {
  skip_if_not_installed("bit64")
  expected <- rows_of(kosovo())
  expect_identical(rows_of(with_lists(bit64::as.integer64)), expected)
  data <- kosovo()
  data$count <- bit64::as.integer64(data$count)
  expect_identical(rows_of(data), expected)
})

test_that("a missing membership is refused, with row and column", {
  for (convert in list(as.logical, as.integer, as.double, as.character, factor)) {
    data <- with_lists(convert)
    data$ABA[4] <- NA
    e <- caught(rows_of(data))
    expect_s3_class(e, "dark_error_data")
    expect_identical(c(e$line, e$column), c(4L, 2L))
  }
})

test_that("a missing integer64 is refused", {
  skip_if_not_installed("bit64")
  data <- with_lists(bit64::as.integer64)
  data$ABA[4] <- NA
  expect_s3_class(caught(rows_of(data)), "dark_error_data")
})

test_that("levels that nobody has are rows that say unknown", {
  data <- two_years()
  data$year <- factor(data$year, levels = c("2019", "2020", "2021"))
  rows <- as.data.frame(dark_fit(data, c("A", "B", "C"), "count", "year", "bic", replicates = 20, seed = 1, progress = FALSE))
  empty <- rows[rows$year == "2021", ]
  expect_identical(nrow(empty), 1L)
  expect_identical(empty$state, "no_estimate")
  expect_true(is.na(empty$total) && is.na(empty$lower) && is.na(empty$upper))
  expect_gt(length(darkfigure:::sentences_of(empty$reasons)), 0L)
})

test_that("labels of a labelled category are its values", {
  data <- two_years()
  data$sex <- structure(rep_len(c(1, 2), nrow(data)), labels = c(female = 1, male = 2, other = 3), class = c("haven_labelled", "double"))
  rows <- as.data.frame(dark_fit(data, c("A", "B", "C"), "count", "sex", "independence", replicates = 0, seed = 1, progress = FALSE))
  expect_true(all(c("female", "male", "other") %in% rows$sex))
})

test_that("texts are UTF-8 whatever they were", {
  data <- two_years()
  latin <- "\xe4iti"
  Encoding(latin) <- "latin1"
  data$group <- rep_len(c(latin, "poika"), nrow(data))
  rows <- as.data.frame(dark_fit(data, c("A", "B", "C"), "count", "group", "independence", replicates = 0, seed = 1, progress = FALSE))
  expect_true("\u00e4iti" %in% rows$group)
})

test_that("a column that cannot be read is passed over unless it is named", {
  data <- kosovo()
  data$more <- as.list(seq_len(nrow(data)))
  expect_identical(rows_of(data), rows_of(kosovo()))
  expect_s3_class(caught(dark_fit(data, c(kosovo_lists, "more"), "count", progress = FALSE)), "dark_error_data")
})

test_that("a row may be a person, and a matrix a table", {
  hares <- dark_table("snowshoe-hare")
  a <- dark_fit(hares, names(hares), method = "independence", replicates = 0, seed = 1, progress = FALSE)
  b <- dark_fit(as.matrix(hares), names(hares), method = "independence", replicates = 0, seed = 1, progress = FALSE)
  expect_identical(as.data.frame(a), as.data.frame(b))
  expect_identical(as.data.frame(a)$observed, 68)
})
