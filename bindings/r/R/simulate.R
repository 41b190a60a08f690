# SPDX-License-Identifier: GPL-3.0-or-later
# Lists drawn from a population of known size. The specification has a row for each stratum, as that of the command `simulate`: people, the
# probability of being on each list, categories, odds ratios "A:B", referrals "A>B" and "*>B", latent classes "class".

pairs_between <- function(names, separator, lists) {
  parts <- strsplit(names, separator, fixed = TRUE)
  is_pair <- vapply(parts, function(p) length(p) == 2L && p[2] %in% lists && p[1] %in% c(lists, "*"), NA)
  data.frame(column = names[is_pair], from = vapply(parts[is_pair], `[`, "", 1L), to = vapply(parts[is_pair], `[`, "", 2L),
      stringsAsFactors = FALSE)
}

number_in <- function(spec, row, column) {
  value <- suppressWarnings(as.double(spec[[column]][row]))
  if (is.na(value) && !is.na(spec[[column]][row]) && nzchar(spec[[column]][row])) fail("data", "spec:", row, ":", match(column,
      names(spec)), ": expected a number")
  value
}

row_pairs <- function(spec, row, ratios, lists) {
  values <- vapply(ratios$column, function(column) number_in(spec, row, column), 0)
  is_there <- !is.na(values)
  list(match(ratios$from, lists)[is_there] - 1L, match(ratios$to, lists)[is_there] - 1L, as.double(values[is_there]))
}

row_referrals <- function(spec, row, referrals, lists) {
  shares <- vapply(referrals$column, function(column) number_in(spec, row, column), 0)
  is_there <- !is.na(shares) & shares != 0
  from <- ifelse(referrals$from == "*", -1L, match(referrals$from, lists) - 1L)
  absorbing <- if (any(is_there)) match(referrals$to[is_there][1], lists) - 1L else 0L
  list(as.integer(from[is_there]), as.double(shares[is_there]), absorbing)
}

row_probabilities <- function(spec, row, lists, ratios, referrals) {
  margins <- vapply(lists, function(list) number_in(spec, row, list), 0)
  if (anyNA(margins)) fail("data", "spec:", row, ": a probability of being on a list is missing")
  need(.Call(dark_r_probabilities, lists, unname(margins), row_pairs(spec, row, ratios, lists), row_referrals(spec, row, referrals, lists)))
}

# Rows that differ in their class alone are a mixture.
mix <- function(rows, people, probabilities) {
  weights <- people[rows] / sum(people[rows])
  if (sum(people[rows]) == 0) weights <- rep(1 / length(rows), length(rows))
  Reduce(`+`, Map(`*`, probabilities[rows], weights))
}

population_of <- function(spec, lists, by) {
  ratios <- pairs_between(names(spec), ":", lists)
  referrals <- pairs_between(names(spec), ">", lists)
  if (length(unique(referrals$to)) > 1L) fail("usage", "spec: people are referred to one list only, found ", paste(unique(referrals$to),
      collapse = " and "))
  people <- vapply(seq_len(nrow(spec)), function(row) number_in(spec, row, "people"), 0)
  if (anyNA(people)) fail("data", "spec:", which(is.na(people))[1], ": people is missing")
  probabilities <- lapply(seq_len(nrow(spec)), row_probabilities, spec = spec, lists = lists, ratios = ratios, referrals = referrals)
  levels <- lapply(seq_len(nrow(spec)), function(row) vapply(by, function(column) as.character(spec[[column]][row]), "", USE.NAMES = FALSE))
  key <- vapply(levels, paste, "", collapse = "\r")
  if (anyDuplicated(key) && !"class" %in% names(spec)) fail("data",
      "spec: two rows are of the same stratum; a column class makes them a mixture")
  groups <- split(seq_along(key), factor(key, unique(key)))
  need(.Call(dark_r_population, list(lists, by, unname(lapply(groups, function(rows) levels[[rows[1]]])),
                                     as.double(vapply(groups, function(rows) sum(people[rows]), 0)), unname(lapply(groups, mix, people,
                                         probabilities)))))
}

counts_of <- function(drawing, lists, by) {
  records <- drawing$records
  member <- vapply(lists, function(list) as.integer(records[, 2] %/% 2^(match(list, drawing$lists) - 1L) %% 2), integer(nrow(records)))
  out <- as.data.frame(matrix(member, nrow(records), dimnames = list(NULL, lists)))
  for (c in seq_along(by)) out[[by[c]]] <- drawing$levels[records[, 1], c]
  out$count <- records[, 3]
  out
}

truth_of <- function(drawing, by) {
  seen <- tapply(drawing$records[, 3], factor(drawing$records[, 1], seq_along(drawing$people)), sum)
  seen[is.na(seen)] <- 0
  out <- data.frame(people = drawing$people, observed = as.vector(seen), hidden = drawing$people - as.vector(seen))
  if (length(by) == 0L) return(out)
  cbind(stats::setNames(as.data.frame(drawing$levels, stringsAsFactors = FALSE), by), out)
}

dark_simulate <- function(spec, lists, by = NULL, population = c("fixed", "poisson"), rows = FALSE, seed = NULL, number = 0) {
  population <- match.arg(population)
  if (missing(lists)) fail("usage", "lists is missing: name the columns with the probability of being on each list", call = match.call())
  if (!is.data.frame(spec)) fail("usage", "spec: expected a data frame with a row for each stratum, found ", class(spec)[1])
  unknown <- setdiff(c("people", lists, by), names(spec))
  if (length(unknown) > 0L) fail("usage", "spec: there is no column '", unknown[1], "'")
  seed <- chosen_seed(seed)
  drawing <- need(.Call(dark_r_draw, population_of(spec, lists, as.character(by)), population == "poisson", as.double(seed),
      as.double(number)))
  data <- counts_of(drawing, lists, by)
  if (rows) data <- data[rep(seq_len(nrow(data)), data$count), setdiff(names(data), "count"), drop = FALSE]
  row.names(data) <- NULL
  attr(data, "truth") <- truth_of(drawing, by)
  attr(data, "seed") <- seed
  data
}
