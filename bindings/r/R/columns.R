# SPDX-License-Identifier: GPL-3.0-or-later
# Columns of a data frame as C takes them: logical, integer, real, integer64, factor or character.

# Labelled columns (haven, expss): a factor of the labels where they name categories, else the values.
from_labelled <- function(column, is_category) {
  labels <- attr(column, "labels", exact = TRUE)
  values <- as.vector(unclass(column))
  attributes(values) <- NULL
  if (!is_category || length(labels) == 0L) return(values)
  codes <- unname(unclass(labels))
  others <- setdiff(sort(unique(values[!is.na(values)])), codes)
  factor(values, levels = c(codes, others), labels = c(names(labels), as.character(others)))
}

is_labelled <- function(column) inherits(column, c("haven_labelled", "labelled"))

plain_column <- function(column, is_category) {
  if (is_labelled(column)) column <- from_labelled(column, is_category)
  if (is.factor(column)) return(factor_plain(column))
  if (inherits(column, "integer64")) return(column)
  if (inherits(column, c("Date", "POSIXt", "difftime"))) return(as.character(column))
  if (is.object(column) && !is.numeric(column)) column <- as.character(column)
  attributes(column) <- NULL
  if (is.character(column)) enc2utf8(column) else column
}

# A factor whose levels are distinct texts; a level NA is a missing value.
factor_plain <- function(column) {
  levels <- levels(column)
  codes <- as.integer(column)
  codes[!is.na(codes) & is.na(levels[codes])] <- NA_integer_
  structure(codes, levels = enc2utf8(levels), class = "factor")
}

can_be_read <- function(column) is.atomic(column) && !is.null(column) && !is.complex(column) && !is.raw(column) && is.null(dim(column))

# All texts that settings hold: what they do not name need not be readable.
texts_of <- function(settings) unlist(lapply(settings, function(s) c(names(s), if (is.list(s)) unlist(s) else if (is.character(s)) s)))

plain_columns <- function(data, settings, call = NULL) {
  if (!is.data.frame(data)) {
    if (!is.list(data) && !is.matrix(data)) fail("usage", "data: expected a data frame, found ", class(data)[1], call = call)
    data <- as.data.frame(data, stringsAsFactors = FALSE)
  }
  readable <- vapply(data, can_be_read, NA)
  named <- texts_of(settings)
  wrong <- names(data)[!readable & names(data) %in% named]
  if (length(wrong) > 0L)
    fail("data", "column '", wrong[1], "': expected logical, integer, real, character or factor, found ", class(data[[wrong[1]]])[1],
        call = call)
  data <- data[readable]
  Map(function(column, name) plain_column(column, !name %in% settings$lists && !name %in% settings$count), unclass(data)[names(data)],
      names(data))
}

# `lists` is asked for: which columns are lists decides all else. Where there are none, a history or a count of captures says so.
check_lists <- function(lists, others, call) {
  if (is.null(lists) && !any(c("history", "count_of_captures") %in% names(others)))
    fail("usage", "lists is missing: name the columns that are lists, as in lists = c(\"A\", \"B\", \"C\")", call = call)
}

# `listener` hears while many rows are read.
table_of <- function(data, settings, request, call = NULL, listener = NULL) {
  n <- if (is.data.frame(data)) nrow(data) else NROW(data)
  need(.Call(dark_r_table, plain_columns(data, settings, call), as.double(n), request, listener), call)
}
