# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: carried.py FOLDER: fail when the package uses a library from outside of the folder, but those of C and of Python itself."""

import re
import sys
from pathlib import Path

import darkfigure

# Loaded for Python's own modules before: the package may add none.
ALLOWED = re.compile(r"/(ld-linux|lib(c|m|dl|pthread|rt|resolv|python|ffi))[-.0-9a-z]*\.so|/lib-dynload/|/libnss")


def loaded() -> set[str]:
    """Shared libraries of this process."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if ".so" in line and "/" in line}


def main(folder: str) -> int:
    assert darkfigure.__version__
    foreign = {library for library in loaded() if not library.startswith(folder) and not ALLOWED.search(library)}
    strangers = {library for library in foreign if re.search(r"gsl|glpk|gomp|csv|yaml|sqlite|sodium|jansson|zip|expat|nettle", library)}
    carried = [library for library in loaded() if library.startswith(folder)]
    print("\n".join(f"# {library}" for library in sorted(foreign)))
    return 0 if not strangers and any("libgsl-darkfigure" in library for library in carried) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
