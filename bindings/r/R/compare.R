# SPDX-License-Identifier: GPL-3.0-or-later
# Two fits set against each other, replicate by replicate. With the same seed, replicates of the same number are drawn by the same stream.

# Quantile of type 8 (Hyndman & Fan 1996), as the library has them; infinite values at the ends are allowed.
quantile_of <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  h <- min(max(1 / 3 + p * (n + 1 / 3), 1), n)
  below <- values[floor(h)]
  above <- values[min(floor(h) + 1, n)]
  if (below == above) below else below + (h - floor(h)) * (above - below)
}

# Limits of pairs: one that fails on one side has no bound, one that fails on both says nothing.
limits_of <- function(values, level) {
  values <- values[!is.nan(values)]
  if (length(values) < 2L) return(c(NA_real_, NA_real_))
  c(quantile_of(values, (1 - level) / 2), quantile_of(values, (1 + level) / 2))
}

paired <- function(a, b) {
  categories <- names(a)[seq_len(match("replicate", names(a)) - 1L)]
  merge(a[c(categories, "replicate", "total")], b[c(categories, "replicate", "total")], by = c(categories, "replicate"), suffixes = c("_a",
      "_b"), sort = FALSE)
}

side_differences <- function(pairs) {
  difference <- pairs$total_b - pairs$total_a
  difference[is.na(pairs$total_a) & !is.na(pairs$total_b)] <- -Inf
  difference[!is.na(pairs$total_a) & is.na(pairs$total_b)] <- Inf
  difference[is.na(difference)] <- NaN
  difference
}

side_ratios <- function(pairs) {
  ratio <- pairs$total_b / pairs$total_a
  ratio[is.na(pairs$total_a) & !is.na(pairs$total_b)] <- 0
  ratio[!is.na(pairs$total_a) & is.na(pairs$total_b)] <- Inf
  ratio[is.na(ratio)] <- NaN
  ratio
}

compare_row <- function(row_a, row_b, pairs, level) {
  difference <- limits_of(side_differences(pairs), level)
  ratio <- limits_of(side_ratios(pairs), level)
  data.frame(level = level, total_a = row_a$total, total_b = row_b$total, difference = row_b$total - row_a$total,
             difference_lower = difference[1], difference_upper = difference[2], ratio = row_b$total / row_a$total,
             ratio_lower = ratio[1], ratio_upper = ratio[2], replicates = nrow(pairs),
             failed = sum(is.na(pairs$total_a) | is.na(pairs$total_b)))
}

check_pair <- function(a, b) {
  if (!inherits(a, "dark_fit") || !inherits(b, "dark_fit")) fail("usage", "dark_compare: expected two fits of dark_fit()")
  if (!identical(a$settings$seed, b$settings$seed))
    fail("usage", "dark_compare: the fits have different seeds, and so are not paired; give both the same seed, as in seed = 1")
  if (!identical(categories_of(a$rows), categories_of(b$rows))) fail("usage", "dark_compare: the fits have different categories")
}

dark_compare <- function(a, b, level = 0.95) {
  check_pair(a, b)
  both <- paired(a$replicates, b$replicates)
  rows_a <- a$rows[!duplicated(row_labels(a$rows)), , drop = FALSE]
  rows_b <- b$rows[!duplicated(row_labels(b$rows)), , drop = FALSE]
  shared <- intersect(row_labels(rows_a), row_labels(rows_b))
  if (length(shared) == 0L) fail("usage", "dark_compare: the fits have no row in common")
  categories <- categories_of(rows_a)
  key <- if (length(categories) == 0L) rep("total", nrow(both)) else do.call(paste, c(unname(both[categories]), sep = ", "))
  all <- lapply(shared, function(label) {
    row_a <- rows_a[row_labels(rows_a) == label, , drop = FALSE]
    compared <- compare_row(row_a, rows_b[row_labels(rows_b) == label, , drop = FALSE], both[key == label, , drop = FALSE], level)
    if (length(categories) == 0L) compared else cbind(row_a[categories], compared)
  })
  rows <- do.call(rbind, all)
  row.names(rows) <- NULL
  rows
}
