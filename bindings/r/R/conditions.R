# SPDX-License-Identifier: GPL-3.0-or-later
# What goes wrong is a condition of class "dark_error" and of one for its kind: dark_error_usage, dark_error_data, dark_error_io,
# dark_error_memory, dark_error_limit, dark_error_numeric, dark_error_unavailable.

# Errors of places begin with them: "data:3:2: ..." is row 3, column 2; "study.yaml:4:7: ..." line and column of a file.
place_of <- function(message) {
  found <- regmatches(message, regexec("^([^:\n]+):([0-9]+)(:([0-9]+))?: ", message))[[1]]
  if (length(found) == 0L) return(list(file = NULL, line = NULL, column = NULL))
  list(file = found[2], line = as.integer(found[3]), column = if (nzchar(found[5])) as.integer(found[5]))
}

new_condition <- function(status, message, call = NULL) {
  structure(c(list(message = message, call = call, status = status), place_of(message)),
            class = c(paste0("dark_error_", status), "dark_error", "error", "condition"))
}

fail <- function(status, ..., call = NULL) stop(new_condition(status, paste0(...), call))

# As Ctrl-C does where nobody catches it: back to the prompt, without a message.
interrupt <- function() {
  condition <- structure(list(message = "interrupted", call = NULL), class = c("dark_interrupted", "interrupt", "condition"))
  signalCondition(condition)
  if (!is.null(computeRestarts(condition)) && "abort" %in% vapply(computeRestarts(), function(r) r$name, "")) invokeRestart("abort")
  stop(structure(list(message = "interrupted", call = NULL), class = c("dark_interrupted", "dark_error", "error", "condition")))
}

# A result of C, unless it is a failure.
need <- function(result, call = NULL) {
  if (!inherits(result, "dark_failure")) return(result)
  if (result$status == "interrupted") interrupt()
  stop(new_condition(result$status, result$message, call))
}
