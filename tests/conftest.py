"""What several test files share: the project's root, the built study, a toy project for the engine."""

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import settings

from running import make

# The same examples in every run, however slow the machine: a red build is red again, a green one means something.
settings.register_profile("reproducible", derandomize=True, deadline=None)
settings.load_profile("reproducible")

ROOT = Path(__file__).resolve().parent.parent

# Every test begins in a consultant's shell: the edition and the server of the make that runs the tests are not its own.
for name in [name for name in os.environ if name.startswith(("OHV_", "MAKE", "MFLAGS"))]:
    del os.environ[name]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def built(root) -> Path:
    """The study built by make from this checkout; built once, and in no time if it is up to date."""
    with (root / "data" / "processed" / ".gitkeep").open() as lock:
        # Test processes running side by side take turns; only the first finds anything to build.
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = make(root, "study")
    assert done.returncode == 0, done.stderr
    return root
