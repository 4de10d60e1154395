"""Draws of uncertain key figures: one common index over all chapters, one stream for each assumption.

The draw at a place of one figure belongs to the draw at the same place of every other, so that figures of several
chapters may be joined; an assumption drawn twice, in one chapter or two, is the same array.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from ohv_coworking.parameters import Assumption
from ohv_coworking.parameters.span_draws import span_draws

DRAWS = 2000
FILE = "draws.npz"
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)


def generator(name: str) -> np.random.Generator:
    """Return the stream of random numbers that belongs to one name, the same in every chapter."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]))


def drawn(assumption: Assumption, count: int = DRAWS, stream: str = "") -> np.ndarray:
    """Return the draws of an assumption: triangular between low and high, most often near the value.

    Assumptions drawn from one named `stream` are high or low together.
    """
    return span_draws(assumption.span, generator(stream or assumption.name), count)


def checked(name: str, draws: ArrayLike) -> np.ndarray:
    """Return draws fit for the ledger: as many as all others, each a number; raises ValueError otherwise."""
    array = np.asarray(draws, dtype=float)
    if array.shape != (DRAWS,) or not np.isfinite(array).all():
        raise ValueError(f"key figure {name}: draws are {DRAWS} numbers, not {array.shape} with gaps or more")
    return array


def draws_digest(draws: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(draws, dtype="<f8").tobytes()).hexdigest()[:24]


def write_draws(file: Path, draws: Mapping[str, np.ndarray]) -> None:
    """Write draws by name into one compressed file; equal draws are equal bytes."""
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(draws):
            content = io.BytesIO()
            np.save(content, np.ascontiguousarray(draws[name], dtype="<f8"), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _NO_CLOCK)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())


def read_draws(file: Path, name: str) -> np.ndarray:
    """Return the draws of one figure out of such a file."""
    with np.load(file, allow_pickle=False) as archive:
        return archive[name]
