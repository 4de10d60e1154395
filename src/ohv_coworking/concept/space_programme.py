"""How much room a number of desks needs, and what of it fits into a given hall."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ohv_coworking.basics.german import rounded
from ohv_coworking.basics.records import frame
from ohv_coworking.concept.rooms import EquipmentItem, Room

SPAN = ("low", "base", "high")


def drivers(desks: int, team_share: float) -> dict[str, float]:
    """Return what quantity rules count: the site, all desks, desks in the open and desks in team offices.

    >>> drivers(22, 0.25)
    {'site': 1, 'desks': 22, 'open_desks': 16, 'team_desks': 6}
    """
    team_desks = int(rounded(desks * team_share))
    return {"site": 1, "desks": desks, "open_desks": desks - team_desks, "team_desks": team_desks}


def units_needed(rules: Iterable[Room | EquipmentItem], driver_values: Mapping[str, float]) -> np.ndarray:
    """Return how many of each are needed: one for every started `per` units of the driver."""
    wanted = [driver_values[rule.driver] / rule.per for rule in rules]
    # A hair below the next whole number is rounding: 0.3 / 0.1 asks for 3, not 4.
    return np.ceil(np.round(wanted, 9)).astype(int)


def space_programme(rules: Iterable[Room], desks: int, team_share: float) -> pd.DataFrame:
    """Return one row a room: units and m² low, base, high; the index is the key of the room."""
    rules = list(rules)
    units = units_needed(rules, drivers(desks, team_share))
    areas = np.array([(rule.area_low, rule.area, rule.area_high) for rule in rules]) * units[:, None]
    named = frame(rules, Room).set_index("key")[["room", "priority"]]
    return named.assign(units=units, **dict(zip(SPAN, areas.T, strict=True))).rename_axis(None)


def total_area(programme: pd.DataFrame, circulation_share: float) -> pd.Series:
    """Return the m² of all rooms low, base, high, with `circulation_share` of the total for corridors."""
    return programme[list(SPAN)].sum() / (1 - circulation_share)


def desks_that_fit(
    rules: Iterable[Room], hall_m2: float, team_share: float, circulation_share: float, span: str = "base"
) -> int:
    """Return the largest number of desks whose whole programme fits into the hall; 0 if none does."""
    rules = list(rules)

    def area(desks: int) -> float:
        return total_area(space_programme(rules, desks, team_share), circulation_share)[span]

    # A desk of less than a square metre is none: no more than one for each is tried.
    most = int(hall_m2)
    fitting = bisect_right(range(1, most + 2), hall_m2, key=area)
    if fitting > most:
        raise ValueError("the rules give desks no area, any number fits")
    return fitting


def span_that_fits(
    rules: Iterable[Room], hall_m2: float, team_share: float, circulation_share: float
) -> tuple[int, int, int]:
    """Return the fewest, likely and most desks that fit into the hall, as rooms are large, middling and small."""
    rules = list(rules)
    return tuple(
        desks_that_fit(rules, hall_m2, team_share, circulation_share, span) for span in reversed(SPAN)
    )


def fit_by_priority(
    programme: pd.DataFrame, hall_m2: float, circulation_share: float, span: str = "base"
) -> pd.DataFrame:
    """Return the programme in order of priority with `cumulated` m² and whether each room still `fits`.

    A room that does not fit is left out; smaller ones of lower priority may still find a place.
    """
    ordered = programme.sort_values("priority", kind="stable").copy()
    usable, used, fits, cumulated = hall_m2 * (1 - circulation_share), 0.0, [], []
    for area in ordered[span]:
        fits.append(used + area <= usable + 1e-9)
        used += area if fits[-1] else 0.0
        cumulated.append(used)
    return ordered.assign(cumulated=cumulated, fits=fits)


def minimum_workplace_area(workplaces: int, first_m2: float, further_m2: float) -> float:
    """Return the least area of a work room by ASR A1.2: so much for the first, so much for each further place."""
    return first_m2 + further_m2 * (workplaces - 1) if workplaces else 0.0


def needed_clear_height(
    people: int, area_m2: float, air_per_person_m3: float, height_by_area_m: float
) -> float:
    """Return the clear height a room needs: by its area, and so that each person has enough air (ASR A1.2)."""
    return max(height_by_area_m, people * air_per_person_m3 / area_m2)


def equipment_list(
    items: Iterable[EquipmentItem], desks: int, team_share: float, rooms: pd.DataFrame
) -> pd.DataFrame:
    """Return one row an item: units, cost low, base, high in euros and base cost a year of its life.

    `rooms` is the space programme: it says how many meeting rooms and phone booths are to be furnished.
    """
    items = list(items)
    counted = drivers(desks, team_share)
    counted |= {"meeting_rooms": rooms["units"].get("meeting_room", 0)}
    counted |= {"phone_booths": rooms["units"].get("phone_booth", 0)}
    units = units_needed(items, counted)
    costs = np.array([(item.price_low, item.price, item.price_high) for item in items]) * units[:, None]
    listed = frame(items, EquipmentItem).set_index("key").rename_axis(None)
    table = listed[["item", "category", "plan_item", "workshop"]].assign(
        units=units,
        price=listed["price"],
        **dict(zip(SPAN, costs.T, strict=True)),
        life_years=listed["life_years"],
    )
    return table.assign(per_year=table["base"] / table["life_years"])
