"""What a site offers follows from people, trains and commuters around it."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ohv_coworking.formats.timetable.timetable_frames import DEPARTURES, Timetable
from ohv_coworking.sites.rail_network import Waiting
from ohv_coworking.sites.site_access import (
    Pace,
    at_most,
    boarding,
    mean_minutes_to,
    passing,
    rail_minutes,
    spread_by_people,
    uncontested_share,
)

WALKING = Pace(speed_km_h=6, detour=1.0)


def places(*positions: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(positions, columns=["x", "y"])


def test_pace_counts_the_detour():
    """A kilometre as the crow flies is 1.3 on the way: 13 minutes at 6 km/h."""
    assert [[13]] == Pace(6, 1.3).minutes(places((0, 0)), places((600, 800))).tolist()


def test_beyond_the_limit_is_out_of_reach():
    """The limit itself is still in reach."""
    assert [[15, np.inf]] == at_most(np.array([[15.0, 15.1]]), 15).tolist()


def test_a_near_station_can_be_changed_to_on_foot():
    """A line to B, another from C, 300 m apart: the walk joins them; a far station stays apart."""
    segments = pd.DataFrame(
        {
            "line": ["R1", "R2"],
            "product": "regional",
            "from_id": ["A", "C"],
            "to_id": ["B", "D"],
            "run_time_min": [10.0, 10.0],
            "dwell_at_from_min": np.nan,
            **dict.fromkeys(DEPARTURES, 60.0),
        }
    )
    timetable = Timetable(pd.DataFrame({"station_id": list("ABCD")}), segments, "2025")
    positions = places((0, 0), (10_000, 0), (10_300, 0), (20_000, 0))

    minutes = rail_minutes(timetable, positions, "weekday_06_09", 20, Waiting(10, 30, 4), WALKING)

    half_headway = 60 / (60 / 3) / 2
    assert np.isclose(half_headway + 10 + 3 + 4 + half_headway + 10, minutes[0, 3])


def test_busy_stations_of_the_city_count_more():
    """300 departures at 40 minutes, 100 at 60: 45 on average; other municipalities don't count."""
    stations = pd.DataFrame({"ags": ["x", "city", "city"], "departures_per_weekday": [500, 300, 100]})
    between = np.array([[0.0, 40, 60], [40, 0, 9], [60, 9, 0]])

    assert 45 == mean_minutes_to(stations, "city", between)[0]
    assert np.isnan(mean_minutes_to(stations, "nowhere", between)).all()


def test_commuters_board_where_they_are_fastest():
    """A slow way to a good station beats a short way to a bad one; who reaches none stays away."""
    access = np.array([[2.0, 10], [2, np.inf], [np.inf, np.inf]])

    assert [20, 100] == boarding(access, [50, 30], [100, 20, 7]).tolist()


@given(hnp.arrays(float, (6, 3), elements=st.floats(1, 60)), hnp.arrays(float, 6, elements=st.floats(0, 500)))
def test_nobody_boards_twice(access, commuters):
    """Who reaches a station boards exactly once."""
    assert np.isclose(commuters.sum(), boarding(access, [10, 20, 30], commuters).sum())


def test_totals_are_spread_by_people_and_stay_totals():
    """Each municipality keeps its total; one without a total has none."""
    cells = pd.DataFrame({"ags": ["a", "a", "b"], "people": [30.0, 10.0, 5.0]})

    assert [15, 5, 0] == spread_by_people(cells, pd.Series({"a": 20})).tolist()


def test_an_incumbent_competes_with_itself_as_with_its_neighbour():
    """Site 0 shares one of two neighbourhoods with the space at site 1; that space holds all of its own."""
    minutes = np.array([[5.0, 5], [5, 50], [50, 50]])

    shares = uncontested_share(minutes, [30, 10, 7], existing=[False, True], limit_min=15)

    assert [0.25, 0] == shares.tolist()


def test_an_incumbent_and_a_newcomer_at_the_same_place_are_alike():
    """Whose door it is changes nothing."""
    minutes = np.array([[5.0, 5, 30], [10, 10, 5], [20, 20, 10]])

    incumbent, newcomer, _ = uncontested_share(
        minutes, [3, 4, 5], existing=[True, False, False], limit_min=15
    )

    assert incumbent == newcomer


def test_a_station_counts_by_steps():
    """In full within five minutes, then 0.68, 0.22 and nothing."""
    assert [100, 68, 22, 0] == passing(np.array([[5.0], [10], [15], [16]]), [100], 5).tolist()


def test_without_any_known_space_competition_is_unknown():
    """An empty list is no proof that there is none."""
    assert np.isnan(uncontested_share(np.array([[5.0]]), [30], [False], limit_min=15)).all()
