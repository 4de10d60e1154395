"""The sketch of the rooms is to scale: nothing overlaps, nothing leaves the hall, each area is kept."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.concept.sketch_plan import CORRIDOR, desk_places, sketch


@given(
    areas=st.lists(st.floats(1, 60), min_size=1, max_size=12),
    share=st.floats(0.05, 0.4),
    spare=st.floats(1.0, 2.0),
)
def test_the_rooms_share_the_hall(areas, share, spare):
    hall = sum(areas) / (1 - share) * spare
    parts = sketch([(str(number), area) for number, area in enumerate(areas)], hall, share)

    told = {one.room: one.area_m2 for one in parts}
    assert hall * share == pytest.approx(told[CORRIDOR])
    assert areas == pytest.approx([told[str(number)] for number in range(len(areas))])
    for a, b in combinations(parts, 2):
        across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
        along = min(a.y + a.depth, b.y + b.depth) - max(a.y, b.y)
        assert min(across, along) < 1e-6
    assert all(-1e-6 <= one.x and one.x + one.width <= (hall * 1.5) ** 0.5 + 1e-6 for one in parts)


def test_too_much_for_the_hall_is_an_error():
    with pytest.raises(ValueError, match="too much for a hall"):
        sketch([("Plätze", 60), ("Küche", 30)], 100, 0.15)


@pytest.mark.parametrize("desks", [0, 1, 5, 16])
def test_every_desk_has_a_place_of_its_own_inside(desks):
    room = sketch([("Plätze", 80)], 200, 0.15)[0]
    places = desk_places(room, desks)

    assert desks == len(set(places))
    assert all(room.x < x < room.x + room.width and room.y < y < room.y + room.depth for x, y in places)
