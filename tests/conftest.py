"""What several test files share: the project's root, the built study, a toy project for the engine."""

from pathlib import Path

import pytest
from running import make

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def built(root) -> Path:
    """The study built by make from this checkout; built once, and in no time if it is up to date."""
    done = make(root, "study")
    assert done.returncode == 0, done.stderr
    return root
