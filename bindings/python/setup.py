# SPDX-License-Identifier: GPL-3.0-or-later
"""A wheel for any Python 3 on one platform: what it carries is a C library, loaded by ctypes, and no extension of the interpreter.

Where no library lies in src/darkfigure/lib it carries none, takes that of the system, and is for any platform.
"""

from pathlib import Path

from setuptools import Distribution, setup
from wheel.bdist_wheel import bdist_wheel

CARRIED = (Path(__file__).parent / "src/darkfigure/lib").exists()


class PlatformDistribution(Distribution):
    def has_ext_modules(self):
        return CARRIED


class PlatformWheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2] if CARRIED else "any")


setup(distclass=PlatformDistribution, cmdclass={"bdist_wheel": PlatformWheel})
