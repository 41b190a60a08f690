# SPDX-License-Identifier: GPL-3.0-or-later
.onUnload <- function(libpath) {
  known$catalogue <- NULL
  gc()
  library.dynam.unload("darkfigure", libpath)
}

# Tables that come with the package: published ones, as data frames.
dark_table <- function(name = NULL) {
  folder <- system.file("published", package = "darkfigure")
  names <- sub("\\.csv$", "", list.files(folder, "\\.csv$"))
  if (is.null(name)) return(names)
  if (!name %in% names) fail("usage", "dark_table: there is no table '", name, "'; there are ", paste(names, collapse = ", "))
  utils::read.csv(file.path(folder, paste0(name, ".csv")), check.names = FALSE, stringsAsFactors = FALSE)
}
