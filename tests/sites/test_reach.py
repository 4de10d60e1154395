"""Reach counts everybody once and agrees with the geometry of circles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.sites.reach import (
    distances_m,
    near,
    people_within,
    radius_m,
    same_place,
    scale_to_municipalities,
    share_within,
    split_cells,
    travel_minutes,
)


def even_grid(side: int = 10, people: float = 100.0) -> pd.DataFrame:
    centre = (np.arange(side) + 0.5) * 1000
    x, y = np.meshgrid(centre, centre)
    return pd.DataFrame({"x": x.ravel(), "y": y.ravel(), "people": people})


def test_splitting_cells_keeps_people_and_centre():
    """A split cell holds as many people round the same centre."""
    cells = even_grid(side=2)
    parts = split_cells(cells, parts=5)

    assert np.isclose(cells["people"].sum(), parts["people"].sum())
    assert np.allclose(cells[["x", "y"]].mean(), parts[["x", "y"]].mean())
    assert 4 * 25 == len(parts)
    assert (0, 2000) == (parts["x"].min().round(6) - 100, parts["x"].max().round(6) + 100)


def test_people_within_a_circle_are_density_times_area():
    """On an even plain of 100 people per km², a circle of 3 km holds 100·π·9 people."""
    parts = split_cells(even_grid(), parts=20)
    distance = distances_m(parts[["x", "y"]], [(5000, 5000)])

    assert np.allclose(100 * np.pi * 9, people_within(distance, parts["people"], 3000), rtol=0.005)


def test_minutes_and_radius_tell_the_same():
    """Whoever lives on the rim of the radius needs exactly the minutes."""
    rim = radius_m(15, speed_km_h=15, detour=1.25)

    assert 3000 == rim
    assert 15 == travel_minutes(rim, speed_km_h=15, detour=1.25)


@given(st.floats(1, 60), st.floats(1, 60))
def test_more_minutes_never_reach_fewer(one, other):
    """Reach grows with time."""
    parts = split_cells(even_grid(side=4), parts=4)
    minutes = travel_minutes(distances_m(parts[["x", "y"]], [(1500, 2500)]), 15, 1.3)
    fewer, more = (people_within(minutes, parts["people"], limit)[0] for limit in sorted((one, other)))

    assert fewer <= more


def test_each_municipality_adds_up_to_its_count_of_today():
    """Scaling moves level, not pattern; a municipality without a count is unknown, not old."""
    cells = pd.DataFrame({"ags": ["a", "a", "b"], "population": [100, 300, 50]})

    scaled = scale_to_municipalities(cells, pd.Series({"a": 800}))

    assert [200, 600] == scaled[:2].tolist()
    assert np.isnan(scaled[2])


def test_neighbours_in_a_row_are_one_place():
    """Two gaps of 100 m make one place of three sites; who stands apart is another."""
    sites = pd.DataFrame({"x": [0, 100, 200, 900], "y": 0.0})

    assert [0, 0, 0, 1] == same_place(sites, within_m=120).tolist()


def test_only_cells_around_a_site_are_kept():
    """Within 1,100 m of the corner cell lie it and its two neighbours."""
    cells = even_grid(side=3)

    assert 3 == len(near(cells, cells.head(1), limit_m=1100))


def test_a_way_shorter_than_the_straight_line_is_refused():
    """A detour factor below one is a slip."""
    with pytest.raises(ValueError, match="straight line"):
        radius_m(15, speed_km_h=15, detour=0.8)


def test_share_within_is_counted_by_area():
    """Of four people in A three come within ten minutes, of two in B none."""
    shares = share_within([5, 10, 11, 30], [1, 2, 1, 2], ["A", "A", "A", "B"], limit_min=10)

    assert {"A": 0.75, "B": 0.0} == shares.to_dict()
