# SPDX-License-Identifier: GPL-3.0-or-later
# The same question as a command line, for those who work in a shell, and what the command does beyond the package.

# Levels of factors that nobody has are values to expect.
expected_levels <- function(fit) {
  columns <- plain_columns(fit$data, fit$settings)
  factors <- Filter(function(name) is.factor(columns[[name]]), intersect(fit$settings$by, names(columns)))
  utils::modifyList(stats::setNames(lapply(columns[factors], levels), factors), as.list(fit$settings$expect))
}

as_command <- function(fit, file = "data.csv", format = NULL) {
  if (!inherits(fit, "dark_answer")) fail("usage", "as_command: expected an answer of dark_fit() or its like")
  settings <- fit$settings
  expected <- expected_levels(fit)
  if (length(expected) > 0L) settings$expect <- expected
  line <- need(.Call(dark_r_command, request_of(settings), fit$kind, enc2utf8(file)))
  if (is.null(format)) line else paste0(line, " --format ", format)
}

# A CSV file that the command reads as the package reads the data.
write_data <- function(fit, file) {
  columns <- plain_columns(fit$data, fit$settings)
  wholes <- lapply(columns, function(column) {
    if (is.factor(column)) as.character(column)
    else if (inherits(column, "integer64")) format(column)
    else if (is.logical(column)) as.integer(column)
    else if (is.double(column)) text_real(column)
    else column
  })
  utils::write.csv(as.data.frame(wholes, check.names = FALSE, stringsAsFactors = FALSE), file, row.names = FALSE, na = "",
      fileEncoding = "UTF-8")
  invisible(file)
}

text_real <- function(values) ifelse(is.na(values), NA_character_, ifelse(values == floor(values), sprintf("%.0f", values),
    sprintf("%.17g", values)))

# ---- The command, where it is installed

command_path <- function() {
  path <- getOption("darkfigure.command", Sys.which("darkfigure")[["darkfigure"]])
  if (nzchar(path) && file.exists(path)) path else ""
}

need_command <- function(what, call = NULL) {
  path <- command_path()
  if (nzchar(path)) return(path)
  fail("unavailable", what,
      " takes the command darkfigure, which is not installed here: on Debian or Ubuntu install the package darkfigure, ",
       "else 'make install' of its sources; or set options(darkfigure.command = \"/path/to/darkfigure\")", call = call)
}

# Statuses of the command, as its manual has them.
run_command <- function(arguments, what, call = NULL, input = NULL) {
  told <- tempfile("darkfigure-")
  on.exit(unlink(told))
  status <- system2(need_command(what, call), arguments, stdout = FALSE, stderr = told, input = input)
  if (status %in% c(0L, 1L)) return(invisible(status))
  message <- sub("^darkfigure: ", "", paste(readLines(told, warn = FALSE), collapse = "\n"))
  kind <- switch(as.character(status), "2" = "usage", "3" = "data", "130" = interrupt(), "io")
  fail(kind, message, call = call)
}

# The page to hand on, as one text; and written where a file is named.
dark_report <- function(fit, file = NULL, ...) {
  call <- match.call()
  if (!inherits(fit, "dark_fit")) fail("usage", "dark_report: expected an answer of dark_fit()", call = call)
  settings <- plain_settings(list(...))
  unknown <- setdiff(names(settings), page_keys())
  if (length(unknown) > 0L)
    fail("usage", "dark_report: '", unknown[1], "' says nothing of a page; there are ", paste(page_keys(), collapse = ", "), call = call)
  page <- need(.Call(dark_r_page, handle_of(fit), request_of(c(fit$settings, settings), call)), call)
  if (is.null(file)) return(page)
  writeBin(charToRaw(enc2utf8(page)), file)
  invisible(file)
}

page_keys <- function() {
  keys <- dark_catalogue("keys")
  keys$key[keys$uses == "page"]
}
