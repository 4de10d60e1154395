"""A fact is picked with its source, and never by mixing series."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.raw import Catalog
from ohv_coworking.region.facts import period_end, pick

ORANIENBURG = "12065256"


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load(Path(__file__).parents[2] / "data" / "raw")


@pytest.fixture(scope="module")
def facts(catalog):
    return catalog.read_csv("regional_facts")


def fact(**changed):
    row = {
        "indicator": "population",
        "region": "Musterstadt",
        "ags": "12000001",
        "period": "2020-12-31",
        "value": 100.0,
        "unit": "persons",
        "source_title": "Amt",
        "source_url": "https://example.org",
        "note": None,
    }
    return row | changed


class TestPick:
    def test_published_value(self, facts):
        """The census count of Oranienburg is found with unit, source and line."""
        observed = pick(facts, "population_census", ORANIENBURG, period="2022-05-15")
        line = Path("data/raw/statistics/regional_facts.csv")
        text = (Path(__file__).parents[2] / line).read_text(encoding="utf-8").splitlines()[observed.row - 1]

        assert (47608.0, "persons") == (observed.value, observed.unit)
        assert text.startswith("population_census,Oranienburg,12065256,2022-05-15,47608")

    def test_register_and_official_are_not_mixed(self, facts):
        """For the same day the official figure and the register are two answers to two questions."""
        official = pick(facts, "population", ORANIENBURG, period="2022-12-31")
        register = pick(facts, "population_register", ORANIENBURG, period="2022-12-31")

        assert (47752.0, 48610.0) == (official.value, register.value)

    def test_latest_until_the_reference_date(self):
        """The latest value is the last whose period has ended by the reference date; undated rows never are."""
        rows = [
            fact(period="2019-12-31", value=1),
            fact(period="2020", value=2),
            fact(period="2021-01", value=3),
            fact(period="undated", value=4),
        ]
        facts = pd.DataFrame(rows)

        assert 1 == pick(facts, "population", "12000001", until=date(2020, 12, 30)).value
        assert 2 == pick(facts, "population", "12000001", until=date(2020, 12, 31)).value
        assert 3 == pick(facts, "population", "12000001", until=date(2026, 1, 1)).value

    def test_contradicting_sources(self):
        """Two sources that differ on one period are both named, until the caller decides for one."""
        facts = pd.DataFrame([fact(value=24.8, note="first release"), fact(value=24.9, note="revised")])

        with pytest.raises(InputFault, match="widersprechen") as fault:
            pick(facts, "population", "12000001", period="2020-12-31")

        assert "24.8 (Amt); 24.9 (Amt)" in fault.value.found
        assert 24.9 == pick(facts, "population", "12000001", period="2020-12-31", containing="revised").value

    def test_copies_give_way_to_the_office(self):
        """A copied encyclopedia is used only where no other row exists."""
        copy = fact(period="2023-12-31", value=2, source_title="Wikipedia, Spiegelseite")
        facts = pd.DataFrame([fact(value=1), copy])
        alone = pick(pd.DataFrame([copy]), "population", "12000001", until=date(2026, 1, 1))

        assert 1 == pick(facts, "population", "12000001", until=date(2026, 1, 1)).value
        assert 2 == alone.value

    def test_missing_fact(self, facts):
        """A fact that is not there is an answer to the consultant, with the periods that are."""
        with pytest.raises(InputFault, match="liegt nicht vor") as fault:
            pick(facts, "population_census", ORANIENBURG, period="1950")

        assert "2022-05-15" in fault.value.found

    def test_period_or_reference_date(self, facts):
        """Asking for neither or both is our mistake, not the consultant's."""
        with pytest.raises(TypeError):
            pick(facts, "population", ORANIENBURG)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2023", "2023-12-31"),
        ("2024-02", "2024-02-29"),
        ("2022-05-15", "2022-05-15"),
        ("2019/2030", "2030-12-31"),
    ],
)
def test_period_end(period, end):
    """A year ends in December, a month on its last day, a span with its second part."""
    assert pd.Timestamp(end) == period_end(period)


def test_facts_repeat_the_official_table(catalog, facts):
    """Where both hold a population, the collected facts and the office's table agree to the person."""
    official = catalog.read_csv("population").set_index(["ags", "date"])["population"]
    collected = facts[facts["indicator"] == "population"].set_index(["ags", "period"])["value"]
    both = pd.concat([official, collected], axis=1, join="inner", keys=["official", "collected"])

    assert len(both) > 100
    assert [] == list(both.index[both["official"] != both["collected"]])
