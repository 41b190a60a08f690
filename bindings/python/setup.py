# SPDX-License-Identifier: GPL-3.0-or-later
"""A wheel for any Python 3 on one platform: what it carries is a C library, loaded by ctypes, and no extension of the interpreter."""

from setuptools import Distribution, setup
from wheel.bdist_wheel import bdist_wheel


class PlatformDistribution(Distribution):
    def has_ext_modules(self):
        return True


class PlatformWheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])


setup(distclass=PlatformDistribution, cmdclass={"bdist_wheel": PlatformWheel})
