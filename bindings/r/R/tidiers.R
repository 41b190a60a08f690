# SPDX-License-Identifier: GPL-3.0-or-later
# Methods of generics (tidy, glance, augment) and of ggplot2 (autoplot), registered when these packages are loaded.

tidy.dark_fit <- function(x, conf.int = TRUE, ...) {
  rows <- x$rows
  out <- data.frame(rows[categories_of(rows)], term = row_labels(rows), estimate = rows$total, std.error = rows$se, hidden = rows$hidden,
                    observed = rows$observed, conf.level = rows$level, conf.low = rows$lower, conf.high = rows$upper, state = rows$state,
                    reasons = rows$reasons, check.names = FALSE, stringsAsFactors = FALSE)
  if (!conf.int) out[c("conf.level", "conf.low", "conf.high")] <- NULL
  out
}

# The whole, in one row: the last one of the estimates is the total.
glance.dark_fit <- function(x, ...) {
  rows <- x$rows
  row <- rows[nrow(rows), ]
  data.frame(method = row$method, model = row$model, lists = row$lists, observed = row$observed, estimate = row$total, std.error = row$se,
             interval = row$interval, replicates = row$replicates, failed = row$failed, state = row$state,
                 seed = as.character(x$settings$seed),
             stringsAsFactors = FALSE)
}

augment.dark_fit <- function(x, ...) {
  cells <- x$cells
  names(cells)[names(cells) == "fitted"] <- ".fitted"
  names(cells)[names(cells) == "residual"] <- ".resid"
  cells
}

plot_rows <- function(fit) {
  rows <- fit$rows
  rows <- rows[is.na(rows$level) | rows$level == max(rows$level, -Inf, na.rm = TRUE), , drop = FALSE]
  rows$label <- factor(row_labels(rows), levels = rev(unique(row_labels(rows))))
  rows
}

# Points and intervals; an interval without an upper limit goes to the edge, a row without an estimate is a name without a mark.
plot.dark_fit <- function(x, xlab = "people", main = "Estimated totals", ...) {
  rows <- plot_rows(x)
  at <- as.integer(rows$label)
  ends <- c(rows$total, rows$lower, rows$upper, rows$observed)
  edge <- max(ends[is.finite(ends)], 1) * 1.05
  old <- graphics::par(mar = c(4.1, min(20, 2 + max(nchar(levels(rows$label))) * 0.5), 3.1, 1.1))
  on.exit(graphics::par(old))
  graphics::plot(range(0, edge), range(0.5, length(at) + 0.5), type = "n", yaxt = "n", xlab = xlab, ylab = "", main = main, ...)
  graphics::axis(2, at = at, labels = as.character(rows$label), las = 1, tick = FALSE)
  graphics::segments(rows$lower, at, pmin(rows$upper, edge), at)
  graphics::points(rows$total, at, pch = 19)
  graphics::points(rows$observed, at, pch = 124)
  invisible(x)
}

autoplot.dark_fit <- function(object, ...) {
  rows <- plot_rows(object)
  .data <- ggplot2::.data
  ggplot2::ggplot(rows, ggplot2::aes(y = .data$label, x = .data$total)) +
    ggplot2::geom_errorbarh(ggplot2::aes(xmin = .data$lower, xmax = .data$upper), height = 0.2, na.rm = TRUE) +
    ggplot2::geom_point(size = 2, na.rm = TRUE) +
    ggplot2::geom_point(ggplot2::aes(x = .data$observed), shape = 124, size = 3, na.rm = TRUE) +
    ggplot2::labs(x = "people", y = NULL)
}
