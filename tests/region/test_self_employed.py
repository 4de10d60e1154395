"""Self-employed are counted for districts and Länder only; towns get their part by their employees."""

import pandas as pd
import pytest

from ohv_coworking.region.self_employed import self_employed_around

FACTS = pd.DataFrame(
    [
        ("self_employed", "00", "2014", 4000.0, "Amt"), ("self_employed", "12", "2014", 120.0, "Amt"),
        ("self_employed", "12065", "2014", 10.0, "Amt"), ("self_employed", "12065", "2015", 11.0, "Amt"),
        ("self_employed", "00", "2023", 3600.0, "Institut"),
    ],
    columns=["indicator", "ags", "period", "value", "source_title"],
)  # fmt: skip
EMPLOYMENT = pd.DataFrame(
    [("12065001", 300.0), ("12065002", 100.0), ("12066001", 600.0)], columns=["ags", "employed_at_residence"]
).assign(date=pd.Timestamp("2015-06-30"))


def test_country_and_district_come_from_one_source_and_year():
    """2014 is the latest year that one source tells for both; three quarters of the district's employees live in the town."""
    found = self_employed_around(FACTS, EMPLOYMENT, ["12065001"], ["12065", "12"])

    assert (4_000_000, 10_000, "12065", "2014") == (
        found.country,
        found.area,
        found.area_key,
        found.period,
    )
    assert [0.75] == pytest.approx(found.town_shares)


def test_without_the_district_the_land_is_taken():
    """A tenth of the Land's employees, a tenth of its self-employed."""
    found = self_employed_around(FACTS, EMPLOYMENT, ["12065002"], ["12066", "12"])

    assert "12" == found.area_key and [0.1] == pytest.approx(found.town_shares)


def test_nothing_known_is_nothing_said():
    assert self_employed_around(FACTS, EMPLOYMENT, ["01001000"], ["01001", "01"]) is None
