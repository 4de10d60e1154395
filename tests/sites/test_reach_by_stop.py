import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.sites.reach import people_within, radius_m
from ohv_coworking.sites.reach_by_stop import people_by_stop_drawn
from ohv_coworking.sites.site_access import Pace
from ohv_coworking.sites.travel import Travel

LIMIT = 30.0


def scene(seed: int):
    """Return homes with people, a site, stops and the minutes between them, all by chance."""
    chance = np.random.default_rng(seed)
    homes = pd.DataFrame(
        {
            "x": chance.uniform(0, 8e3, 300),
            "y": chance.uniform(0, 8e3, 300),
            "people": chance.uniform(0, 9, 300),
        }
    )
    stops = pd.DataFrame({"x": chance.uniform(0, 8e3, 25), "y": chance.uniform(0, 8e3, 25)})
    between = chance.uniform(3, 25, (25, 25)) * ~np.eye(25, dtype=bool)
    return homes, homes.sample(1, random_state=seed)[["x", "y"]] + 150, stops, between


def drawn(scene, *, speed, walk, detour, to_stop, from_stop):
    homes, site, stops, between = scene
    return people_by_stop_drawn(
        homes, homes["people"], site, stops, between,
        access_m_a_min=radius_m(1, np.atleast_1d(speed), np.atleast_1d(detour)), walk_m_a_min=radius_m(1, np.atleast_1d(walk), np.atleast_1d(detour)),
        to_stop_min=to_stop, from_stop_min=from_stop, limit_min=LIMIT,
    )  # fmt: skip


class TestPeopleByStopDrawn:
    @given(
        st.integers(0, 50),
        st.sampled_from(["neither", "bike"]),
        st.floats(3, 7),
        st.floats(1, 1.6),
        st.floats(5, 25),
        st.floats(5, 25),
    )
    def test_each_draw_is_what_the_ways_of_its_values_say(self, seed, kind, walk, detour, to_stop, from_stop):
        """One draw counts the people whose fastest way, door to door, takes at most the limit."""
        homes, site, stops, between = scene(seed)
        walking, cycling = Pace(walk, detour), Pace(15, detour)
        ways = Travel(stops, between, walking, cycling, Pace(40, 1.3), to_stop, from_stop).ways(homes, site)

        found = drawn(
            (homes, site, stops, between),
            speed=walk if kind == "neither" else 15,
            walk=walk,
            detour=detour,
            to_stop=to_stop,
            from_stop=from_stop,
        )

        assert people_within(ways[kind], homes["people"], LIMIT) == pytest.approx(found)

    def test_more_speed_or_patience_never_reaches_fewer(self):
        """Whoever walks faster or accepts a longer way to the stop reaches the site where the slower one does."""
        steps = np.linspace(3, 7, 600)
        faster = drawn(
            scene(3), speed=steps, walk=steps, detour=np.full(600, 1.3), to_stop=15.0, from_stop=15.0
        )
        farther = drawn(
            scene(3),
            speed=np.full(600, 5.0),
            walk=np.full(600, 5.0),
            detour=np.full(600, 1.3),
            to_stop=np.linspace(1, 30, 600),
            from_stop=15.0,
        )

        assert (np.diff(faster) >= -1e-9).all() and faster[-1] > faster[0]
        assert (np.diff(farther) >= -1e-9).all() and farther[-1] > farther[0]

    def test_people_are_counted_by_group(self):
        """Two columns of people are two counts that add up to the one of all."""
        homes, site, stops, between = scene(4)
        groups = np.column_stack([homes["people"].where(homes.index % 2 == at, 0) for at in (0, 1)])
        pace = radius_m(1, np.full(3, 5.0), np.full(3, 1.3))
        given = {
            "access_m_a_min": pace,
            "walk_m_a_min": pace,
            "to_stop_min": 15.0,
            "from_stop_min": 15.0,
            "limit_min": LIMIT,
        }

        found = people_by_stop_drawn(homes, groups, site, stops, between, **given)

        assert people_by_stop_drawn(homes, homes["people"], site, stops, between, **given) == pytest.approx(
            found.sum(axis=1)
        )

    def test_nobody_within_reach_is_nobody(self):
        homes, site, stops, between = scene(5)
        far = homes.assign(x=homes["x"] + 1e7)

        assert np.array_equal(
            [0.0, 0.0],
            drawn(
                (far, site, stops, between),
                speed=[5.0, 5.0],
                walk=[5.0, 5.0],
                detour=[1.3, 1.3],
                to_stop=15.0,
                from_stop=15.0,
            ),
        )
