"""The sample files beside the repository and what their manifest says about them."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "samples"
needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="the sample files are not beside the repository")


def manifest() -> list[dict[str, str]]:
    """Return the manifest's entries, none where the samples are absent."""
    if not FOLDER.is_dir():
        return []
    with open(FOLDER / "MANIFEST.csv", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def header_rows(text: str) -> list[int]:
    """Return the rows a manifest cell such as `5-6 (unit row 6)` names."""
    first, _, last = text.split()[0].partition("-") if text else ("", "", "")
    return list(range(int(first), int(last or first) + 1)) if first else []
