# SPDX-License-Identifier: GPL-3.0-or-later
test_that("set.seed decides the seed, and the seed is kept", {
  set.seed(3)
  a <- dark_fit(kosovo(), kosovo_lists, "count", method = "bic", replicates = 50, progress = FALSE)
  set.seed(3)
  b <- dark_fit(kosovo(), kosovo_lists, "count", method = "bic", replicates = 50, progress = FALSE)
  expect_identical(as.data.frame(a), as.data.frame(b))
  again <- fit_kosovo(method = "bic", replicates = 50, seed = a$seed)
  expect_identical(as.data.frame(a), as.data.frame(again))
})

test_that("an answer that was saved is made anew, with the same bits", {
  fit <- fit_kosovo(method = "bic", replicates = 50)
  file <- tempfile()
  saveRDS(fit, file)
  read <- readRDS(file)
  expect_identical(as.data.frame(read), as.data.frame(fit))
  expect_identical(read$replicates, fit$replicates)
  expect_identical(format(read), format(fit))
})

test_that("methods of fits", {
  fit <- fit_kosovo(method = "bic", replicates = 100, levels = c(0.8, 0.95))
  rows <- as.data.frame(fit)
  expect_output(print(fit), "estimated total")
  expect_output(print(summary(fit)), "Chao's bound")
  expect_equal(unname(confint(fit)[1, ]), c(rows$lower[rows$level == 0.95], rows$upper[rows$level == 0.95]))
  expect_identical(unname(confint(fit, level = 0.8)[1, ]), unname(as.matrix(rows[rows$level == 0.8, c("lower", "upper")])[1, ]))
  expect_identical(dim(confint(fit, level = 0.5)), c(1L, 2L))
  expect_error(confint(fit, level = 2), class = "dark_error_usage")
  expect_identical(unname(exp(coef(fit)["intercept"])), exp(fit$coefficients$coefficient[1]))
  expect_equal(unname(exp(coef(fit)["intercept"])), rows$hidden[1], tolerance = 1e-9)
  expect_error(coef(fit_kosovo()), class = "dark_error_usage")
  expect_error(vcov(fit_kosovo()), class = "dark_error")
  expect_identical(update(fit, method = "independence")$rows$method[1], "independence")
  expect_identical(update(fit, model = "[12,3,4]")$rows$model[1], "[12,3,4]")
  expect_identical(update(update(fit, model = "[12,3,4]"), method = "bic", model = NULL)$rows, fit$rows)
})

test_that("vcov is that of the standard errors", {
  fit <- fit_kosovo(model = "[12,3,4]", replicates = 0)
  skip_if(is.null(fit$vcov), "this version of the library tells no covariances")
  expect_equal(unname(sqrt(diag(vcov(fit)))), fit$coefficients$se, tolerance = 1e-8)
  expect_true(isSymmetric(vcov(fit)))
})

test_that("tidy packages find their columns", {
  skip_if_not_installed("generics")
  fit <- fit_kosovo(method = "bic", replicates = 50)
  expect_identical(generics::tidy(fit)$estimate, fit$rows$total)
  expect_identical(nrow(generics::glance(fit)), 1L)
  expect_true(all(c(".fitted", ".resid", kosovo_lists) %in% names(generics::augment(fit))))
  expect_identical(sum(generics::augment(fit)$observed, na.rm = TRUE), 4400)
})

test_that("figures are drawn", {
  fit <- fit_kosovo(method = "bic", replicates = 50)
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  expect_silent(plot(fit))
  if (requireNamespace("ggplot2", quietly = TRUE)) print(ggplot2::autoplot(fit))
  grDevices::dev.off()
  expect_gt(file.size(file), 1000)
})

test_that("an upper limit that the data do not set is infinite", {
  rows <- data.frame(lower = 5, upper = Inf)
  expect_identical(darkfigure:::shown_interval(rows), "5 to no upper limit")
})

test_that("what can be asked is told by the library, and all of it is known here", {
  methods <- dark_methods()
  expect_identical(methods, dark_catalogue("methods"))
  expect_true(all(nzchar(methods$assumption)))
  found <- as.data.frame(dark_methods(kosovo(), kosovo_lists, "count", replicates = 0, seed = 1, progress = FALSE), frame = "methods")
  expect_true(all(methods$method[methods$one_list == 0 & methods$min_lists <= 4 & methods$max_lists >= 4 & methods$method != "fixed"] %in% found$method))
  sources <- unlist(lapply(ls(asNamespace("darkfigure"), all.names = TRUE), function(name) deparse(get(name, asNamespace("darkfigure")))))
  for (method in setdiff(methods$method, c("auto", "joint", "fixed")))
    expect_false(any(grepl(paste0("\"", method, "\""), sources[!grepl("has no single model", sources)], fixed = TRUE)), info = method)
  expect_true(all(nzchar(dark_catalogue("reasons")$sentence)))
})

test_that("the other questions have rows and a report", {
  expect_gt(nrow(as.data.frame(dark_models(kosovo(), kosovo_lists, "count", top = 3, progress = FALSE))), 2L)
  expect_output(print(dark_describe(kosovo(), kosovo_lists, "count")), "OSCE")
  expect_identical(as.data.frame(dark_check(kosovo(), kosovo_lists, "count", model = "[12,3,4]"))$code, 0L)
  fit <- fit_kosovo(method = "bic", replicates = 20)
  expect_true("list_left_out" %in% as.data.frame(dark_sensitivity(fit, thinnings = 0, progress = FALSE))$analysis)
})

test_that("every answer prints", {
  data <- kosovo()
  answers <- list(fit_kosovo(method = "bic", replicates = 0), dark_describe(data, kosovo_lists, "count"),
                  dark_models(data, kosovo_lists, "count", progress = FALSE), dark_check(data, kosovo_lists, "count", model = "[12,3,4]"),
                  dark_methods(data, kosovo_lists, "count", replicates = 0, progress = FALSE),
                  dark_sensitivity(data, kosovo_lists, "count", method = "bic", replicates = 0, progress = FALSE))
  for (answer in answers) {
    expect_output(print(answer), if (answer$kind == "methods") "mh-chao" else "EXH|\\[12", info = answer$kind)
    expect_match(format(answer), "\n$", info = answer$kind)
  }
})

test_that("fits are compared replicate by replicate", {
  a <- fit_kosovo(method = "bic", replicates = 100)
  same <- dark_compare(a, a)
  expect_identical(c(same$difference, same$difference_lower, same$difference_upper, same$ratio), c(0, 0, 0, 1))
  b <- update(a, max_order = 2)
  row <- dark_compare(a, b)
  expect_identical(row$difference, b$rows$total - a$rows$total)
  expect_true(row$difference_lower <= row$difference_upper)
  expect_identical(row$paired, 1L)
  changes <- b$replicates$total - a$replicates$total
  expect_equal(c(row$difference_lower, row$difference_upper), unname(stats::quantile(changes, c(0.025, 0.975), type = 8)), tolerance = 1e-9)
  expect_identical(dark_compare(a, b, level = c(0.5, 0.8))$level, c(0.5, 0.8))
  expect_identical(dark_compare(a, update(a, seed = 2))$paired, 0L)
  expect_error(dark_compare(a, 1), class = "dark_error_usage")
  expect_error(dark_compare(a, b, level = 2), class = "dark_error_usage")
})

test_that("populations are drawn, and their truth is told", {
  spec <- data.frame(people = c(500, 200), sex = c("f", "m"), A = 0.3, B = 0.2, C = 0.25, check.names = FALSE)
  spec[["A:B"]] <- c(2, NA)
  a <- dark_simulate(spec, c("A", "B", "C"), "sex", seed = 4)
  expect_identical(a, dark_simulate(spec, c("A", "B", "C"), "sex", seed = 4))
  truth <- attr(a, "truth")
  expect_identical(sort(truth$people), c(200, 500))
  expect_identical(sum(a$count), sum(truth$observed))
  rows <- dark_simulate(spec, c("A", "B", "C"), "sex", rows = TRUE, seed = 4)
  expect_identical(as.double(nrow(rows)), sum(a$count))
  expect_error(dark_simulate(transform(spec, A = 2), c("A", "B", "C"), seed = 1), class = "dark_error_usage")
})

test_that("draws are those of the command", {
  skip_without_command()
  spec <- data.frame(people = 500, A = 0.3, B = 0.2, C = 0.25, check.names = FALSE)
  spec[["A:B"]] <- 2
  file <- tempfile(fileext = ".csv")
  write.csv(spec, file, row.names = FALSE, quote = FALSE)
  out <- tempfile(fileext = ".csv")
  system2(command(), c("simulate --as counts --seed 9 --quiet --spec", file, "--output", out))
  ours <- dark_simulate(spec, c("A", "B", "C"), seed = 9)
  theirs <- read.csv(out)
  key <- function(d) paste(d$A, d$B, d$C)
  theirs <- theirs[theirs$count > 0, ]
  expect_setequal(key(ours), key(theirs))
  expect_equal(ours$count[match(key(theirs), key(ours))], theirs$count)
})

test_that("children of a process that used threads work", {
  skip_on_os("windows")
  here <- fit_kosovo(method = "bic", replicates = 100, threads = 2)
  there <- parallel::mclapply(1:2, function(i) fit_kosovo(method = "bic", replicates = 100, threads = 2)$rows, mc.cores = 2)
  expect_identical(there[[1]], here$rows)
  expect_identical(there[[2]], here$rows)
})

# The page that the command makes of the same fit.
command_page <- function(fit, ...) {
  data <- tempfile(fileext = ".csv")
  answer <- tempfile(fileext = ".json")
  page <- tempfile(fileext = ".html")
  darkfigure:::write_data(fit, data)
  system2(command(), c(sub("^darkfigure ", "", as_command(fit, data, "json")), "--quiet --output", answer))
  system2(command(), c("report --quiet", ..., "--output", page, answer))
  text <- readChar(page, file.size(page), useBytes = TRUE)
  Encoding(text) <- "UTF-8"
  text
}

yaml_file <- function(...) {
  file <- tempfile(fileext = ".yaml")
  writeLines(c(...), file)
  file
}

test_that("pages are those of the command", {
  skip_without_command()
  fit <- fit_kosovo(method = "bic", replicates = 50)
  expect_identical(dark_report(fit), command_page(fit))
  asked <- dark_report(fit, lang = "fi", about = list(place = "Kosovo", status = "final"), labels = c(EXH = "Exhumations"),
                       disclosure = "k=10", page_date = "2026-11-30", suppress_zeros = TRUE)
  told <- command_page(fit, "--lang fi --disclosure k=10 --date 2026-11-30 --suppress-zeros --about", yaml_file("place: Kosovo", "status: final"),
                       "--labels", yaml_file("EXH: Exhumations"))
  expect_identical(asked, told)
  expect_match(asked, "Exhumations")
  spina <- dark_table("new-york-spina-bifida-1969-1974")
  by_eth <- dark_fit(spina, c("S1", "S2", "S3"), NULL, "eth", "bic", replicates = 50, seed = 1, progress = FALSE)
  expect_identical(dark_report(by_eth), command_page(by_eth))
})

test_that("pages are written, and what makes no sense of them is refused", {
  fit <- fit_kosovo(method = "bic", replicates = 50)
  file <- tempfile(fileext = ".html")
  expect_identical(dark_report(fit, file), file)
  expect_gt(file.size(file), 1000)
  expect_match(dark_report(fit, disclosure = "none"), "--method bic", fixed = TRUE)
  expect_error(dark_report(fit, replicates = 3), class = "dark_error_usage")
  expect_error(dark_report(fit, disclosure = "k=1"), class = "dark_error_usage")
  expect_error(dark_report(dark_describe(kosovo(), kosovo_lists, "count")), class = "dark_error_usage")
})

test_that("rows in JSON are those of the command", {
  skip_without_command()
  fit <- fit_kosovo(method = "bic", replicates = 50)
  file <- tempfile(fileext = ".csv")
  darkfigure:::write_data(fit, file)
  told <- system2(command(), sub("^darkfigure ", "", paste(as_command(fit, file, "json"), "--quiet")), stdout = TRUE)
  rows <- function(lines) lines[seq(grep("^  \"results\"", lines), grep("^  \"pooled\"", lines))]
  ours <- rows(strsplit(dark_text(fit, "json"), "\n", fixed = TRUE)[[1]])
  expect_gt(length(ours), 10L)
  expect_identical(ours, rows(told))
})
