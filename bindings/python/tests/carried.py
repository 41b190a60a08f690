# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: carried.py FOLDER: fail when the package loads a library from outside of the folder, but those of C."""

import csv
import json
import re
import signal
import sys
import tempfile
from pathlib import Path

# Modules of Python whose own libraries are not ours.
OTHERS = (csv, json, signal, tempfile)
LIBRARY_OF_C = re.compile(r"/(ld-linux[-.0-9a-z]*|lib(c|m|dl|pthread|rt|resolv))\.so|/lib-dynload/")


def loaded() -> set[str]:
    """Shared libraries of this process."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if ".so" in line and "/" in line}


def main(folder: str) -> int:
    import ctypes

    before = loaded() | {ctypes.__file__}
    import darkfigure

    assert darkfigure.__version__
    ours = loaded() - before
    strangers = {library for library in ours if not library.startswith(folder) and not LIBRARY_OF_C.search(library)}
    print("".join(f"# from the system: {library}\n" for library in sorted(strangers)), end="")
    return 0 if not strangers and any("libgsl-darkfigure" in library for library in ours) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
