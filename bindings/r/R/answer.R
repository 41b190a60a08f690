# SPDX-License-Identifier: GPL-3.0-or-later
# What all answers share. An answer keeps its data and settings: what the library holds of it is lost when it is saved and read again, and
# is then made anew, with the same seed and so with the same bits.

# Who hears how far it is.
listener_of <- function(progress) {
  if (is.function(progress)) return(progress)
  if (!isTRUE(progress)) return(NULL)
  shown <- ""
  begin <- proc.time()[["elapsed"]]
  function(stage, share) {
    if (proc.time()[["elapsed"]] - begin < 1) return(invisible())
    line <- if (is.na(share)) stage else sprintf("%s %3.0f%%", stage, 100 * share)
    if (line == shown) return(invisible())
    cat("\r", formatC(line, width = -max(nchar(shown), nchar(line))), sep = "", file = stderr())
    shown <<- line
  }
}

clear_line <- function(progress) if (isTRUE(progress)) cat("\r", strrep(" ", 60), "\r", sep = "", file = stderr())

make_handle <- function(kind, data, settings, progress = FALSE, call = NULL) {
  request <- request_of(settings, call)
  listener <- listener_of(progress)
  on.exit(clear_line(progress))
  table <- table_of(data, settings, request, call, listener)
  need(.Call(dark_r_answer, kind, table, request, listener), call)
}

# `frame` is the one that the answer is, as data frame.
new_answer <- function(kind, frame, data, settings, progress, call) {
  held <- new.env(parent = emptyenv())
  held$answer <- make_handle(kind, data, settings, progress, call)
  answer <- list(kind = kind, frame = frame, data = data, settings = settings, call = call, held = held, version = dark_version())
  answer$rows <- dark_frame(answer, frame)
  structure(answer, class = c(paste0("dark_", kind), "dark_answer"))
}

handle_of <- function(answer) {
  held <- answer$held
  if (!.Call(dark_r_is_held, held$answer, "answer")) held$answer <- make_handle(answer$kind, answer$data, answer$settings)
  held$answer
}

dark_frame <- function(answer, name) {
  if (!is.list(answer) || is.null(answer$held)) fail("usage", "expected an answer of dark_fit() or its like, found ", class(answer)[1])
  need(.Call(dark_r_frame, handle_of(answer), name))
}

dark_frames <- function(answer) need(.Call(dark_r_frame_names, handle_of(answer)))

dark_text <- function(answer, format = c("table", "csv", "json")) need(.Call(dark_r_write, handle_of(answer), match.arg(format)))

dark_catalogue <- function(frame = NULL) {
  if (is.null(known$catalogue) || !.Call(dark_r_is_held, known$catalogue, "answer")) known$catalogue <- need(.Call(dark_r_catalogue))
  if (is.null(frame)) return(need(.Call(dark_r_frame_names, known$catalogue)))
  need(.Call(dark_r_frame, known$catalogue, frame))
}

known <- new.env(parent = emptyenv())

dark_version <- function() .Call(dark_r_version)

# Sentences of reasons, "a;b" or "a b" as a row has them.
sentences_of <- function(reasons) {
  if (is.null(reasons) || is.na(reasons) || !nzchar(reasons)) return(character())
  table <- dark_catalogue("reasons")
  codes <- strsplit(reasons, "[;,+ ]+")[[1]]
  found <- table$sentence[match(codes, table$reason)]
  ifelse(is.na(found), codes, found)
}

categories_of <- function(rows) names(rows)[seq_len(match("method", names(rows)) - 1L)]

# A name for each row: its values of categories; "total" without any.
row_labels <- function(rows) {
  categories <- categories_of(rows)
  if (length(categories) == 0L) return(rep("total", nrow(rows)))
  do.call(paste, c(unname(rows[categories]), sep = ", "))
}

as.data.frame.dark_answer <- function(x, row.names = NULL, optional = FALSE, ..., frame = x$frame) {
  rows <- if (identical(frame, x$frame)) x$rows else dark_frame(x, frame)
  if (!is.null(row.names)) row.names(rows) <- row.names
  rows
}

print.dark_answer <- function(x, ...) {
  cat(format(x))
  invisible(x)
}

# The report for reading; rows of what has none.
format.dark_answer <- function(x, ...) {
  tryCatch(dark_text(x, "table"), dark_error_usage = function(e) paste0(utils::capture.output(print(as.data.frame(x))), "\n", collapse = ""))
}

`$.dark_answer` <- function(x, name) {
  parts <- unclass(x)
  if (name %in% names(parts)) return(parts[[name]])
  if (name %in% c("seed", "method")) return(parts$settings[[name]])
  if (is.null(parts$held) || !name %in% dark_frames(x)) return(NULL)
  dark_frame(x, name)
}
