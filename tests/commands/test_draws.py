"""Draws in chunks: each chunk is the same wherever it is reckoned, and no two are alike."""

import numpy as np
import pytest

from ohv_coworking.commands.draws import FIGURES, drawn_chunk
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog


@pytest.fixture(scope="module")
def shared(root):
    return load(root / "study.yaml"), Catalog.load(root / "data" / "raw"), None


def test_a_chunk_is_known_by_its_number(shared):
    first, again, other = (drawn_chunk(shared, at, 200) for at in (0, 0, 1))

    assert (len(FIGURES), 200) == first.shape
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_an_option_is_drawn_as_its_own(shared):
    house, room = drawn_chunk(shared, 0, 200), drawn_chunk((*shared[:2], "public_room"), 0, 200)

    assert np.median(room[0]) < np.median(house[0])
