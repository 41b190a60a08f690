# SPDX-License-Identifier: GPL-3.0-or-later
# Arguments as settings of the library. Which keys there are, what they take and what they say, the library tells at run time: nothing here
# lists them.

# One value as C takes it: texts, numbers, a flag.
plain_value <- function(key, value) {
  if (is.factor(value)) value <- as.character(value)
  if (inherits(value, "integer64")) value <- format(value, scientific = FALSE)
  if (length(value) == 0L) fail("usage", key, ": there is no value; leave it out, or give NULL")
  if (!is.atomic(value) || is.complex(value) || is.raw(value))
    fail("usage", key, ": expected texts, numbers, or TRUE or FALSE, found ", class(value)[1])
  if (anyNA(value)) fail("usage", key, ": a value is missing (NA)")
  if (is.logical(value) && length(value) != 1L) fail("usage", key, ": expected one TRUE or FALSE, found ", length(value))
  if (is.numeric(value)) as.double(value) else if (is.logical(value)) as.logical(value) else as.character(value)
}

check_member_names <- function(key, value) {
  if (is.null(names(value)) || any(is.na(names(value)) | names(value) == ""))
    fail("usage", key, ": each member needs a name, as in list(name = value)")
}

# Something with names is a map: a list of values.
plain_setting <- function(key, value) {
  if (is.null(names(value)) && !is.list(value)) return(unname(plain_value(key, value)))
  check_member_names(key, value)
  members <- lapply(as.list(value), function(member) unname(plain_value(key, member)))
  lapply(members, function(member) if (is.logical(member)) tolower(as.character(member)) else member)
}

# Named settings, those that are NULL left out.
plain_settings <- function(settings) {
  settings <- settings[!vapply(settings, is.null, NA)]
  if (length(settings) == 0L) return(structure(list(), names = character()))
  if (is.null(names(settings)) || any(names(settings) == ""))
    fail("usage", "an argument has no name; settings are given by name, as in replicates = 1000")
  if (anyDuplicated(names(settings))) fail("usage", "'", names(settings)[duplicated(names(settings))][1], "' is given twice")
  Map(plain_setting, names(settings), settings)
}

request_of <- function(settings, call = NULL) need(.Call(dark_r_request, settings), call)

# A seed that follows set.seed, or the one that was given. bit64's are texts of digits.
chosen_seed <- function(seed) if (is.null(seed)) as.double(sample.int(.Machine$integer.max, 1L)) else seed

# The kind that the library has for a key, or NA.
key_kind <- function(key) {
  keys <- dark_catalogue("keys")
  keys$kind[match(key, keys$key)]
}
