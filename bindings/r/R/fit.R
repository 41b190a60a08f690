# SPDX-License-Identifier: GPL-3.0-or-later

dark_fit <- function(data, lists, count = NULL, by = NULL, method = "auto", ..., seed = NULL,
                     threads = getOption("darkfigure.threads", 2L), progress = interactive()) {
  call <- match.call()
  others <- list(...)
  if (missing(lists)) lists <- NULL
  check_lists(lists, others, call)
  settings <- c(list(lists = lists, count = count, by = by, method = method_asked(method, others)), others,
                list(seed = chosen_seed(seed), threads = threads))
  new_answer("fit", "estimates", data, plain_settings(settings), progress, call)
}

# A model, or one over all categories, is a method by itself: as on the command line, "auto" is not said beside it.
method_asked <- function(method, others) if (identical(method, "auto") && any(c("model", "joint") %in% names(others))) NULL else method

update.dark_answer <- function(object, ..., data = object$data, seed = object$settings$seed, progress = FALSE) {
  settings <- object$settings
  changed <- list(...)
  settings[names(changed)] <- NULL
  if (any(c("model", "joint") %in% names(changed)) && !"method" %in% names(changed)) settings$method <- NULL
  if ("method" %in% names(changed) && !any(c("model", "joint") %in% names(changed))) settings[c("model", "joint")] <- NULL
  settings$seed <- NULL
  settings <- c(settings, plain_settings(c(changed, list(seed = chosen_seed(seed)))))
  new_answer(object$kind, object$frame, data, settings, progress, object$call)
}

# ---- Reading one

shown_number <- function(x) ifelse(is.na(x), "-", ifelse(is.infinite(x), "no upper limit", format(round(signif(x, 3)), big.mark = ",",
    trim = TRUE, scientific = FALSE)))

shown_interval <- function(rows) {
  text <- paste0(shown_number(rows$lower), " to ", shown_number(rows$upper))
  ifelse(is.na(rows$lower) & is.na(rows$upper), "-", text)
}

print.dark_fit <- function(x, ...) {
  rows <- x$rows
  shown <- data.frame(row_labels(rows), format(rows$observed, big.mark = ","), shown_number(rows$total), shown_interval(rows),
                      shown_number(rows$hidden), rows$state, check.names = FALSE)
  names(shown) <- c("", "observed", "estimated total", "interval", "of them unseen", "state")
  cat("How many people there are, on the lists and on none of them\n")
  cat("Method ", unique(rows$method)[1], ", lists ", gsub("+", ", ", rows$lists[1], fixed = TRUE), "; seed ", format(x$settings$seed,
      scientific = FALSE), "\n\n", sep = "")
  print(shown, row.names = FALSE, right = TRUE)
  print_reasons(rows)
  invisible(x)
}

print_reasons <- function(rows) {
  told <- unique(unlist(lapply(rows$reasons, sentences_of)))
  if (length(told) > 0L) cat("\n", paste0(strwrap(told, width = 78, initial = "- ", prefix = "\n  "), collapse = ""), "\n", sep = "")
}

summary.dark_fit <- function(object, ...) {
  structure(list(fit = object, report = dark_text(object, "table"), estimates = object$rows, practice = object$practice,
      notes = object$notes),
            class = "summary.dark_fit")
}

print.summary.dark_fit <- function(x, ...) {
  cat(x$report)
  invisible(x)
}

# Another level than those that were asked for takes the same fit again: the same seed, and so the same replicates.
confint.dark_fit <- function(object, parm, level = 0.95, ...) {
  level <- as.double(level)[1]
  if (is.na(level) || level <= 0 || level >= 1) fail("usage", "level: expected a number between 0 and 1")
  rows <- object$rows
  has_level <- any(abs(rows$level - level) < 1e-9, na.rm = TRUE)
  if (!has_level) rows <- update(object, levels = level)$rows
  rows <- rows[is.na(rows$level) | abs(rows$level - level) < 1e-9, , drop = FALSE]
  ends <- cbind(rows$lower, rows$upper)
  dimnames(ends) <- list(row_labels(rows), paste(format(100 * c((1 - level) / 2, (1 + level) / 2), trim = TRUE, digits = 3), "%"))
  if (missing(parm)) ends else ends[parm, , drop = FALSE]
}

one_model <- function(object, what) {
  rows <- object$coefficients
  categories <- names(rows)[seq_len(match("term", names(rows)) - 1L)]
  parts <- unique(rows[categories])
  if (nrow(rows) == 0L) fail("usage", what, ": method '", object$rows$method[1],
      "' has no single model with coefficients; a fit with model = \"...\" or method = \"bic\" has")
  if (length(categories) > 0L && nrow(parts) > 1L) fail("usage", what, ": there is a model for each of ", nrow(parts),
      " categories; as.data.frame(fit, frame = \"coefficients\") has all of them")
  rows
}

coef.dark_fit <- function(object, ...) {
  rows <- one_model(object, "coef")
  stats::setNames(rows$coefficient, rows$term)
}

vcov.dark_fit <- function(object, ...) {
  rows <- one_model(object, "vcov")
  pairs <- object$vcov
  if (is.null(pairs)) fail("unavailable",
      "vcov: this version of the library tells no covariances; coefficients have standard errors in as.data.frame(fit, frame = \"coefficients\")")
  square_of(pairs, rows$term)
}

# From one row a pair of terms.
square_of <- function(pairs, terms) {
  square <- matrix(NA_real_, length(terms), length(terms), dimnames = list(terms, terms))
  at <- cbind(match(pairs$term, terms), match(pairs$other, terms))
  square[at] <- pairs$covariance
  square[at[, 2:1, drop = FALSE]] <- pairs$covariance
  square
}

