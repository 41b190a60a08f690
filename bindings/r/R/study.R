# SPDX-License-Identifier: GPL-3.0-or-later
# Studies: many estimations at once. The library runs them where it has them; the core that the package may bring along does not, and the
# command does it then.

# JSON of what a study file says: named lists are maps, lists and vectors of other lengths than 1 are lists.
json_text <- function(text) {
  text <- gsub("\\", "\\\\", enc2utf8(text), fixed = TRUE)
  text <- gsub("\"", "\\\"", text, fixed = TRUE)
  paste0("\"", gsub("\n", "\\n", text, fixed = TRUE), "\"")
}

# As many digits as tell it from all others.
json_number <- function(value) {
  short <- format(value, digits = 15, scientific = FALSE)
  if (as.double(short) == value) short else sprintf("%.17g", value)
}

json_scalar <- function(value) {
  if (is.factor(value)) value <- as.character(value)
  if (is.na(value)) fail("usage", "plan: a value is missing (NA)")
  if (is.logical(value)) tolower(as.character(value)) else if (is.numeric(value)) json_number(as.double(value)) else json_text(value)
}

json_of <- function(value) {
  if (!is.list(value) && !is.atomic(value)) fail("usage", "plan: expected lists, texts, numbers, or TRUE or FALSE, found ", class(value)[1])
  if (!is.null(names(value)))
    return(paste0("{", paste0(json_text(names(value)), ": ", vapply(as.list(value), json_of, ""), collapse = ",\n "), "}"))
  if (is.list(value) || length(value) != 1L || inherits(value, "AsIs"))
    return(paste0("[", paste(vapply(as.list(unclass(value)), json_of, ""), collapse = ", "), "]"))
  json_scalar(value)
}

# A study: its text, or the name of its file.
plan_of <- function(plan, call) {
  if (is.list(plan) && length(plan) > 0L) return(list(text = json_of(plan)))
  if (!is.character(plan) || length(plan) == 0L || anyNA(plan))
    fail("usage", "plan: expected the name of a study file, what stands in one as a list, or its lines", call = call)
  if (length(plan) > 1L || grepl("\n", plan, fixed = TRUE)) list(text = enc2utf8(paste(plan, collapse = "\n"))) else list(file = plan)
}

dark_study <- function(plan, store = NULL, threads = getOption("darkfigure.threads", 2L), progress = interactive()) {
  call <- match.call()
  asked <- plan_of(plan, call)
  if (!is.null(store)) store <- enc2utf8(path.expand(store))
  on.exit(clear_line(progress))
  text <- if (is.null(asked$text)) enc2utf8(path.expand(asked$file)) else asked$text
  answer <- need(.Call(dark_r_study, text, !is.null(asked$text), store, threads, listener_of(progress)), call)
  if (is.null(answer)) return(command_study(asked, store, threads, call))
  frames <- c("estimates", "differences", "tasks", "notes")
  parts <- lapply(stats::setNames(frames, frames), function(name) need(.Call(dark_r_frame, answer, name), call))
  structure(c(parts, list(report = need(.Call(dark_r_write, answer, "table"), call))), class = "dark_study")
}

# ---- By the command

study_csv <- function(part, asked, store, call, options = character()) {
  out <- tempfile("darkfigure-study-", fileext = ".csv")
  on.exit(unlink(out))
  study_command(c(part, options, "--store", shQuote(store), "--format", "csv", "--output", shQuote(out)), asked, call)
  utils::read.csv(out, check.names = FALSE, stringsAsFactors = FALSE, na.strings = "", encoding = "UTF-8")
}

study_command <- function(words, asked, call) {
  file <- if (is.null(asked$file)) "-" else shQuote(asked$file)
  run_command(c("study", words[1], "--quiet", words[-1], file), "dark_study()", call, asked$text)
}

# Comparisons are wrong usage where the study names none.
study_differences <- function(asked, store, call) {
  tryCatch(study_csv("compare", asked, store, call), dark_error_usage = function(e) data.frame())
}

command_study <- function(asked, store, threads, call = NULL) {
  need_command("dark_study()", call)
  if (is.null(store)) {
    store <- tempfile("darkfigure-study-", fileext = ".sqlite")
    on.exit(unlink(store))
  }
  study_command(c("run", "--threads", threads, "--store", shQuote(store)), asked, call)
  report <- tempfile("darkfigure-study-")
  on.exit(unlink(report), add = TRUE)
  study_command(c("export", "--store", shQuote(store), "--output", shQuote(report)), asked, call)
  structure(list(estimates = study_csv("export", asked, store, call), differences = study_differences(asked, store, call),
                 report = paste0(paste(readLines(report, encoding = "UTF-8"), collapse = "\n"), "\n")), class = "dark_study")
}

# ---- Reading it

print.dark_study <- function(x, ...) {
  cat(x$report)
  invisible(x)
}

as.data.frame.dark_study <- function(x, row.names = NULL, optional = FALSE, ..., frame = "estimates") {
  rows <- x[[frame]]
  if (!is.null(row.names)) row.names(rows) <- row.names
  rows
}
