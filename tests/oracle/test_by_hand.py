"""Numbers reckoned again from what the page prints, as a reader with a pocket calculator does, to the last printed digit."""

import json
import re
from itertools import product

import pytest

from ohv_coworking.exhibits.ledger import ChapterLedger

NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?")


@pytest.fixture(scope="module")
def printed(built):
    """Return each key figure as the page shows it: the ends between which it lies before rounding."""
    figures = json.loads((built / "reports" / "kennzahlen.json").read_text(encoding="utf-8"))["figures"]
    shown = {one["name"]: one["shown"] for one in figures}
    return lambda name: ends(shown[name])


def ends(text: str) -> tuple[float, float]:
    """Return the ends between which a printed German number was rounded.

    >>> ends("0,57 %"), ends("1.233 Stunden")
    ((0.565, 0.575), (1232.5, 1233.5))
    """
    number = NUMBER.match(text)[0]
    decimals = len(number.partition(",")[2])
    value, half = float(number.replace(".", "").replace(",", ".")), 0.5 * 10.0**-decimals
    return round(value - half, decimals + 1), round(value + half, decimals + 1)


RECKONINGS = {
    "demand.participation": ("demand.likely_users", "context.employed_at_residence", lambda users, of: 100 * users / of),
    "demand.participation_germany": ("demand.users_germany", "demand.employed_germany", lambda users, of: 100 * users / of),
    "demand.participation_ratio": ("demand.participation", "demand.participation_germany", lambda here, country: here / country),
    "demand.employed_product": ("demand.users_employed", "context.out_commuters", lambda users, of: 100 * users / of),
    "demand.method_ratio": ("demand.funnel_desks", "demand.benchmark_desks", lambda high, low: high / low),
    "demand.desks_net": ("demand.desks", "demand.existing_desks", lambda desks, known: desks - known),
    "impact.minutes_gained": ("impact.way_minutes", "impact.residual_minutes", lambda way, there: 2 * (way - there)),
    "impact.hours_at_middle": (
        "viability.visits_per_year", "impact.replaced_commute_share", "impact.way_minutes", "impact.residual_minutes",
        lambda days, share, way, there: 2 * days * (share / 100 * way - there) / 60,
    ),
    "impact.co2_car_equivalent": ("impact.co2_saved", "impact.grams_car", lambda tonnes, grams: tonnes * 1e6 / grams),
}  # fmt: skip


@pytest.mark.parametrize("result", RECKONINGS)
def test_a_printed_number_follows_from_those_beside_it(printed, result):
    """Within what rounding leaves open of the numbers it is reckoned from."""
    *names, reckon = RECKONINGS[result]
    found = [reckon(*corner) for corner in product(*map(printed, names))]
    low, high = printed(result)

    assert min(found) <= high and low <= max(found), (min(found), max(found))


def test_who_reaches_the_first_site_follows_from_the_table_by_mode(built):
    """65, 10 and 23 of 98 by car, by bike and rail, and with neither; a hundredth for the middle of sums of draws."""
    rows = ledger(built, "location").frames["town_access"].frame
    mixed = (65 * rows["car"] + 10 * rows["bike"] + 23 * rows["without"]) / 98

    assert pytest.approx(mixed.tolist(), abs=0.01) == rows["first"].tolist()


def test_the_way_by_car_follows_from_distance_and_speed(built):
    """38,6 km at 40 km/h are 58 minutes."""
    rows = ledger(built, "location").frames["commutes"].frame
    speed = ledger(built, "location").figures["commute_car_speed"].value

    assert pytest.approx((rows["km"] / speed * 60).tolist()) == rows["car_min"].tolist()


def test_the_value_for_a_euro_follows_from_the_table_of_options(built):
    """5.335 € a year of 17.086 € are 0,31 for a euro; nothing pays back where no option reaches one."""
    rows = ledger(built, "impact").frames["alternatives"].frame
    ratios = (rows["worth"] / rows["public"]).where(rows["public"] > 0)
    figures = ledger(built, "impact").figures

    assert pytest.approx(ratios.max()) == figures["best_value_per_euro"].value
    assert bool(ratios.max() < 1) == figures["nothing_pays_back"].value


def ledger(built, chapter: str) -> ChapterLedger:
    return ChapterLedger.read(built / "data" / "processed" / "study" / chapter / "ledger.json")
