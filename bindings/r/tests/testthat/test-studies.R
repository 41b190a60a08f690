# SPDX-License-Identifier: GPL-3.0-or-later
# Studies: by the library where it has them, else by the command.

two_scenarios <- function(...) {
  plan <- list(study = "two", replicates = 600, data = list(list(name = "kosovo", file = published_file("kosovo-killings-1999"))),
               methods = list(list(name = "best", method = "bic")),
               scenarios = list(list(name = "all"), list(name = "less", drop_lists = list("EXH"))),
               comparisons = list(list(baseline = "all", against = list("less"))))
  changed <- list(...)
  plan[names(changed)] <- changed
  Filter(Negate(is.null), plan)
}

has_studies <- function() !is.null(.Call(darkfigure:::dark_r_study, "no such file", FALSE, NULL, 1L, NULL))

skip_without_studies <- function() if (!has_studies()) skip("this library has no studies")

study_file <- function(plan) {
  file <- tempfile(fileext = ".json")
  writeLines(enc2utf8(darkfigure:::json_of(plan)), file, useBytes = TRUE)
  file
}

test_that("lists are written as a study file has them", {
  expect_identical(darkfigure:::json_of(list(a = "x\"y", b = c(1, 0.5), c = TRUE, d = list("z"), e = I(0.95))),
                   "{\"a\": \"x\\\"y\",\n \"b\": [1, 0.5],\n \"c\": true,\n \"d\": [\"z\"],\n \"e\": [0.95]}")
  expect_s3_class(caught(darkfigure:::json_of(list(a = NA))), "dark_error_usage")
})

test_that("a study has the rows of the command, whoever runs it", {
  skip_without_command()
  old <- options(darkfigure.command = normalizePath(command()))
  on.exit(options(old))
  plan <- two_scenarios()
  file <- study_file(plan)
  store <- tempfile(fileext = ".db")
  system2(command(), c("study run --quiet --store", store, file))
  estimates <- command_csv("study", "export", "--store", store, file)
  differences <- command_csv("study", "compare", "--store", store, file)
  for (asked in list(plan, file, readLines(file))) {
    study <- dark_study(asked, progress = FALSE)
    if (has_studies()) {
      expect_same_csv(as.data.frame(study), estimates)
      expect_same_csv(study$differences, differences)
    }
    expect_identical(nrow(as.data.frame(study)), 2L)
    expect_identical(nrow(study$differences), 1L)
    expect_output(print(study), "2 of 2 tasks done")
  }
  by_command <- darkfigure:::command_study(list(text = darkfigure:::json_of(plan)), NULL, 1)
  expect_equal(by_command$estimates$total, as.data.frame(study)$total, tolerance = 1e-14)
  expect_equal(by_command$differences$difference, study$differences$difference, tolerance = 1e-14)
})

test_that("a study that is wrong names its place", {
  skip_without_studies()
  e <- caught(dark_study(c("study: x", "nothing: 1"), progress = FALSE))
  expect_s3_class(e, "dark_error_usage")
  expect_identical(e$line, 2L)
  expect_s3_class(caught(dark_study("no such file.yaml", progress = FALSE)), "dark_error_io")
  expect_s3_class(caught(dark_study(1)), "dark_error_usage")
})

test_that("Ctrl-C stops a study, and what was committed stays", {
  skip_on_os("windows")
  skip_without_studies()
  methods <- list(list(name = "best", method = "bic", replicates = 500), list(name = "long", method = "bic", replicates = 1e7))
  file <- study_file(two_scenarios(methods = methods, scenarios = NULL, comparisons = NULL))
  store <- tempfile(fileext = ".db")
  out <- printed_elsewhere(
    "told <- function(stage, share) if (!is.na(share) && share > 0) tools::pskill(Sys.getpid(), tools::SIGINT)",
    sprintf("run <- function() dark_study('%s', '%s', threads = 1, progress = told)", file, store),
    "for (i in 1:2) cat(tryCatch(run(), interrupt = function(e) 'interrupted'), '\\n')")
  expect_match(out[1:2], "^interrupted ")
  skip_without_command()
  states <- read.csv(command_csv("study", "status", file, "--store", store))
  expect_identical(states$stored[1], 500L)
  expect_false(any(states$state == "failed"))
})

test_that("Ctrl-C stops forming the tasks of a study", {
  skip_on_os("windows")
  skip_without_studies()
  # Each of 200 scenarios reads 100,000 rows again, which together takes seconds.
  people <- tempfile(fileext = ".csv")
  writeLines(c("A,B,C,s", rep_len(c("1,1,0,f", "0,1,1,m", "1,0,1,f", "0,1,0,f"), 1e5)), people)
  file <- tempfile(fileext = ".yaml")
  writeLines(c("study: x", sprintf("data: [{name: d, file: '%s'}]", people), "methods: [{method: bic}]", "scenarios:",
               sprintf("- {name: s%d, where: {s: f}}", 1:200)), file)
  out <- printed_elsewhere(
    "heard <- character()",
    "told <- function(stage, share) { heard <<- c(heard, stage); tools::pskill(Sys.getpid(), tools::SIGINT) }",
    sprintf("what <- tryCatch(dark_study('%s', threads = 1, progress = told), interrupt = function(e) 'interrupted')", file),
    "cat(what, unique(heard), '\\n')")
  expect_match(out[length(out)], "^interrupted planning")
})
