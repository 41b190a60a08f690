# SPDX-License-Identifier: GPL-3.0-or-later
# The other questions that can be asked of a table: as fit, each with its frame.

ask <- function(kind, frame, data, lists, settings, progress, call) {
  check_lists(lists, settings, call)
  new_answer(kind, frame, data, plain_settings(c(list(lists = lists), settings)), progress, call)
}

given <- function(value) if (missing(value)) NULL else value

dark_describe <- function(data, lists, count = NULL, by = NULL, ...) {
  if (missing(lists)) lists <- NULL
  ask("describe", "description", data, lists, list(count = count, by = by, ...), FALSE, match.call())
}

dark_models <- function(data, lists, count = NULL, by = NULL, method = NULL, ..., top = NULL,
                        threads = getOption("darkfigure.threads", 2L), progress = interactive()) {
  if (missing(lists)) lists <- NULL
  ask("models", "models", data, lists, list(count = count, by = by, method = method, top = top, ..., threads = threads), progress,
      match.call())
}

dark_check <- function(data, lists, count = NULL, by = NULL, model, ...) {
  if (missing(lists)) lists <- NULL
  if (missing(model)) fail("usage", "model is missing: which one to check, as in model = \"[12,3]\" or \"[A*B,C]\"", call = match.call())
  ask("check", "check", data, lists, list(count = count, by = by, model = model, ...), FALSE, match.call())
}

# Without data: the methods that there are. With data: which apply, tried side by side.
dark_methods <- function(data = NULL, lists, count = NULL, by = NULL, ..., seed = NULL,
                         threads = getOption("darkfigure.threads", 2L), progress = interactive()) {
  if (is.null(data)) return(dark_catalogue("methods"))
  if (missing(lists)) lists <- NULL
  settings <- list(count = count, by = by, ..., seed = chosen_seed(seed), threads = threads)
  ask("methods", "estimates", data, lists, settings, progress, match.call())
}

dark_sensitivity <- function(data, lists, count = NULL, by = NULL, method = NULL, ..., seed = NULL,
                             threads = getOption("darkfigure.threads", 2L), progress = interactive()) {
  if (inherits(data, "dark_fit")) return(sensitivity_of(data, ..., progress = progress, call = match.call()))
  if (missing(lists)) lists <- NULL
  settings <- list(count = count, by = by, method = method, ..., seed = chosen_seed(seed), threads = threads)
  ask("sensitivity", "sensitivity", data, lists, settings, progress, match.call())
}

# The question of a fit, asked again under other assumptions.
sensitivity_of <- function(fit, ..., progress, call) {
  settings <- fit$settings
  changed <- list(...)
  settings[names(changed)] <- NULL
  new_answer("sensitivity", "sensitivity", fit$data, c(settings, plain_settings(changed)), progress, call)
}
