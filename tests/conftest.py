"""What every test may ask for."""

from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.studio"]

settings.register_profile("dasibogi", deadline=None)
"""No test asks a clock: on a busy machine the first example alone may take a second."""
settings.load_profile("dasibogi")
