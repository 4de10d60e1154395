"""Reference cases with published results, read where they lie and never copied."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML


def folder() -> Path:
    """Return the folder of reference cases, or skip the test where there is none."""
    found = Path(__file__).resolve().parents[3] / "shared" / "reference"
    if not (found / "cases.yaml").exists():
        pytest.skip("reference cases are not at hand (../shared/reference)")
    return found


@cache
def _cases(path: Path) -> dict[str, dict]:
    return {case["id"]: case for case in YAML(typ="safe").load(path)["cases"]}


def case(id: str) -> dict:
    """Return one case: `inputs` as given and `expected` as a dictionary by name."""
    found = _cases(folder() / "cases.yaml")[id]
    return {**found, "expected": {entry["name"]: entry for entry in found["expected"]}}


def within(expected: dict, actual: object) -> bool:
    """Return whether `actual` meets the expected entry, element by element within its tolerance."""
    if isinstance(expected["value"], str):
        return expected["value"] == actual
    wanted, got = np.asarray(expected["value"], float), np.asarray(actual, float)
    allowed = expected.get("abs_tol", 0) + expected.get("rel_tol", 0) * np.abs(wanted)
    return wanted.shape == got.shape and bool((np.abs(got - wanted) <= allowed).all())
