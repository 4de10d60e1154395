"""Whoever has more means of travel is never slower, and shares of travellers are shares."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ohv_coworking.sites.reach import people_within, people_within_drawn
from ohv_coworking.sites.site_access import Pace
from ohv_coworking.sites.site_network import covered_share
from ohv_coworking.sites.travel import Travel, reached_by_kind, stacked, traveller_shares, way_to_city

FACTS = {
    "commute_mode_car": 65,
    "commute_mode_bike": 10,
    "commute_mode_public_transport": 16,
    "commute_mode_walk": 7,
}
PLACES = hnp.arrays(float, (6, 2), elements=st.floats(0, 30_000))


def places(positions) -> pd.DataFrame:
    return pd.DataFrame(positions, columns=["x", "y"])


def network(stops, between, speed_km_h=33.0) -> Travel:
    paces = (Pace(5, 1.3), Pace(15, 1.3), Pace(speed_km_h, 1.3))
    return Travel(places(stops), np.asarray(between, float), *paces, to_stop_min=15, from_stop_min=15)


def of_distance(stops: np.ndarray) -> np.ndarray:
    """Return minutes of a network that runs straight from stop to stop at 40 km/h after five minutes' wait."""
    apart = np.hypot(*(stops[:, None, axis] - stops[None, :, axis] for axis in (0, 1)))
    return np.where(apart > 0, 5 + apart / 1000 / 40 * 60, 0.0)


def test_shares_of_travellers_add_up():
    """65 : 10 : 23 of 98 who come by car, by bike or with neither."""
    shares = traveller_shares(FACTS)

    assert [65 / 98, 10 / 98, 23 / 98] == pytest.approx(shares[["car", "bike", "neither"]].tolist())
    assert 1.0 == pytest.approx(shares.sum())


@given(PLACES, PLACES, PLACES)
def test_a_bike_never_makes_a_way_longer(homes, stops, sites):
    """Who has one may still go on foot to the bus; and nobody is slower than on foot all the way."""
    ways = network(stops, of_distance(stops)).ways(places(homes), places(sites))
    walk = Pace(5, 1.3).minutes(places(homes), places(sites))

    assert (ways["bike"] <= ways["neither"] + 1e-9).all()
    assert (ways["neither"] <= walk + 1e-9).all()


@given(PLACES, PLACES, PLACES)
def test_buses_never_make_a_way_longer(homes, stops, sites):
    """Three further stops leave each way the same or shorter."""
    between = of_distance(stops)
    fewer = network(stops[:3], between[:3, :3]).ways(places(homes), places(sites))
    more = network(stops, between).ways(places(homes), places(sites))

    for kind, minutes in fewer.items():
        assert (more[kind] <= minutes + 1e-9).all()


def test_a_way_by_bus_is_walk_ride_and_walk():
    """500 m on foot are 7.8 minutes; ride 12; 250 m are 3.9."""
    stops = [[500.0, 0.0], [10_000, 0]]
    ways = network(stops, [[0, 12], [12, 0]]).ways(places([[0.0, 0.0]]), places([[10_250.0, 0.0]]))

    assert 7.8 + 12 + 3.9 == pytest.approx(ways["neither"][0, 0])
    assert 500 * 1.3 / 250 + 12 + 3.9 == pytest.approx(ways["bike"][0, 0])
    assert 10.25 * 1.3 / 33 * 60 == pytest.approx(ways["car"][0, 0])


@given(PLACES, hnp.arrays(float, 6, elements=st.floats(0, 900)), st.floats(1, 40))
def test_another_site_never_lowers_reach(homes, people, limit):
    """More supply nearer: the share in reach of the nearest of four sites is at least that of three."""
    ways = network(homes, of_distance(homes)).ways(places(homes), places(homes[:4]))
    shares, areas = traveller_shares(FACTS), np.array(list("aabbcc"))
    fewer, more = (
        reached_by_kind(
            {kind: one[:, :count] for kind, one in ways.items()}, people + 1, areas, limit, shares
        )
        for count in (3, 4)
    )

    assert (more >= fewer - 1e-12).all().all()
    assert np.allclose(more["all"], more[list(shares.index)] @ shares)


@given(PLACES, st.floats(1, 40))
def test_stacked_travellers_are_the_mix(homes, limit):
    """One list of all kinds covers what the kinds cover by their shares."""
    ways = network(homes, of_distance(homes)).ways(places(homes), places(homes[:2]))
    shares, people = traveller_shares(FACTS), np.arange(1.0, 7)
    demand, cost = stacked(ways, people, shares)

    mixed = sum(shares[kind] * covered_share(people, ways[kind], [0, 1], limit) for kind in shares.index)
    assert mixed == pytest.approx(covered_share(demand, cost, [0, 1], limit))
    assert people.sum() == pytest.approx(demand.sum())


@given(
    hnp.arrays(float, (8, 3), elements=st.floats(0, 5000)),
    st.lists(st.floats(1, 6000), min_size=1, max_size=5),
)
def test_reach_of_draws_is_reach_of_each(distances, radii):
    """Counting in a sorted list is counting one by one."""
    people = np.arange(1.0, 9)

    found = people_within_drawn(distances, people, radii)

    assert np.allclose(found, [people_within(distances, people, radius) for radius in radii])


def test_the_way_to_the_city_counts_people_and_departures():
    """Two homes of 1 and 3 people, two city stations of 300 and 100 departures."""
    homes = pd.DataFrame({"x": [0.0, 1000], "y": 0.0, "people": [1.0, 3.0], "ags": "a"})
    stations = pd.DataFrame(
        {
            "x": [0.0, 21_000, 25_000],
            "y": 0.0,
            "ags": ["a", "city", "city"],
            "departures_per_weekday": [9, 300, 100],
        }
    )

    found = way_to_city(homes, stations, "city", np.array([40.0, 0, 0]), Pace(15, 1.3), 15).loc["a"]

    assert (22 + 3 * 21) / 4 == pytest.approx(found["straight_km"])
    assert 40 + 0.75 * 1.3 * 4 == pytest.approx(found["public_min"])
