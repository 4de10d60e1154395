"""Which day of which source stands for a region, and where the series of the population steps."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.region.latest import latest_complete, latest_each, latest_shared
from ohv_coworking.region.population_update import followed, index_from, municipal_growth, official_update
from ohv_coworking.region.region_profile import COMMUTING, all_commuters, commuting, with_region

RAW = Path(__file__).parents[2] / "data" / "raw"
TOWN, NEXT = "12065256", "12065136"
UNTIL = date(2026, 11, 1)


def employment(*days: str, **changed) -> pd.DataFrame:
    row = {"ags": TOWN, "entry": "employment", **dict.fromkeys(COMMUTING, 100.0), **changed}
    return pd.DataFrame([{**row, "date": day} for day in days])


def facts(*periods: str, indicators: list[str] = COMMUTING) -> pd.DataFrame:
    row = {
        "ags": TOWN,
        "value": 200.0,
        "unit": "persons",
        "source_title": "Amt",
        "source_url": "",
        "note": None,
    }
    return pd.DataFrame(
        [{**row, "indicator": one, "period": period} for period in periods for one in indicators]
    )


class TestCommuting:
    @pytest.mark.parametrize(
        ("table", "collected", "period", "value"),
        [
            (employment("2015-06-30"), facts("2021"), "2021", 200),
            (employment("2015-06-30", "2024-06-30"), facts("2021"), "2024-06-30", 100),
            (employment("2021-06-30"), facts("2021"), "2021-06-30", 100),
            (employment("2015-06-30"), facts("2021", indicators=COMMUTING[:3]), "2015-06-30", 100),
            (employment("2015-06-30"), facts("2015", "2018"), "2018", 200),
            (employment("2027-06-30"), facts("2021"), "2021", 200),
        ],
        ids=[
            "newer facts",
            "newer table",
            "same year",
            "incomplete facts",
            "latest of the facts",
            "after the reference date",
        ],
    )
    def test_the_latest_day_with_all_four_numbers_counts(self, table, collected, period, value):
        """Table or collected facts, whichever is newer; of the same year the table; never some of each."""
        found = commuting(table, collected, [TOWN], UNTIL).iloc[0]

        assert (period, {float(value)}) == (found["period"], set(found[COMMUTING]))

    def test_a_blocked_number_makes_way_for_an_older_day(self):
        """A newer row without all four numbers does not count."""
        table = pd.concat([employment("2015-06-30"), employment("2024-06-30", in_commuters=None)])

        assert "2018" == commuting(table, facts("2018"), [TOWN], UNTIL)["period"].iloc[0]

    def test_a_town_without_numbers_keeps_its_row(self):
        """What is known of no day is missing, and the row stays."""
        found = commuting(employment("2015-06-30"), facts("2021"), [TOWN, NEXT], UNTIL)

        assert [TOWN, NEXT] == found["ags"].tolist()
        assert found.loc[1, COMMUTING].isna().all()


class TestDates:
    FRAME = pd.DataFrame(
        [(TOWN, "2015-12-31", 1), (NEXT, "2015-12-31", 2), (TOWN, "2023-12-31", 4)],
        columns=["ags", "date", "total"],
    )

    def test_several_towns_share_a_day(self):
        """The latest day that both have, not the latest of one of them."""
        assert {"2015-12-31"} == set(latest_shared(self.FRAME, [TOWN, NEXT])["date"])
        assert {"2023-12-31"} == set(latest_shared(self.FRAME, [TOWN])["date"])

    def test_each_town_for_itself(self):
        assert ["2023-12-31", "2015-12-31"] == latest_each(self.FRAME, [TOWN, NEXT])["date"].tolist()

    def test_a_day_known_for_few_does_not_stand_for_all(self):
        assert {"2015-12-31"} == set(latest_complete(self.FRAME)["date"])

    def test_a_region_is_never_the_sum_of_some_of_its_towns(self):
        whole = with_region(self.FRAME, [TOWN, NEXT], "R")

        assert [("2015-12-31", 3)] == list(
            whole.loc[whole["ags"] == "R", ["date", "total"]].itertuples(index=False, name=None)
        )


class TestCityShare:
    def flows(self, *rows: tuple[str, int]) -> pd.DataFrame:
        frame = pd.DataFrame(rows, columns=["partner_code", "total"])
        return frame.assign(direction="out", reference_code="12065", date="2023-06-30")

    def test_all_out_commuters_count(self):
        """36,960 of 49,860 of Oberhavel's out-commuters, pooled small partners among them, go to Berlin: 74.1 %."""
        commuters = source.commuters(Catalog.load(RAW))

        assert 49_860 == all_commuters(commuters, "12065")
        assert pytest.approx(0.7413, abs=0.0001) == 36_960 / all_commuters(commuters, "12065")

    def test_without_a_total_partners_and_pooled_rests_are_added(self):
        """Subtotals of Länder are left out, or partners would count twice."""
        rows = self.flows(("11000", 70), ("12063", 20), ("031xx", 5), ("CZ", 5), ("12", 20))

        assert 100 == all_commuters(rows, "12065")
        assert 130 == all_commuters(pd.concat([rows, self.flows(("Z", 130))]), "12065")


class TestCensusBase:
    def update(self, *days: tuple[str, str]) -> pd.DataFrame:
        rows = [(TOWN, day, 100 + 10 * place, base, "population") for place, (day, base) in enumerate(days)]
        none = pd.DataFrame(
            columns=[
                "ags",
                "date",
                "population",
                "base",
                "entry",
                "population_update_2022_06_30",
                "update_entry",
            ]
        )
        return official_update(
            pd.DataFrame(rows, columns=["ags", "date", "population", "base", "entry"]), none, none
        )

    def test_no_line_runs_through_two_bases(self):
        """Followed is the longest stretch on one base; of several that span five years the newest."""
        short = self.update(
            ("2015-12-31", "Zensus 2011"), ("2022-12-31", "Zensus 2011"), ("2023-12-31", "Zensus 2022")
        )
        long = self.update(
            ("2015-12-31", "Zensus 2011"), ("2022-12-31", "Zensus 2022"), ("2028-12-31", "Zensus 2022")
        )

        assert ["2015-12-31", "2022-12-31"] == followed(short, TOWN)["date"].tolist()
        assert ["2022-12-31", "2028-12-31"] == followed(long, TOWN)["date"].tolist()

    def test_one_day_may_stand_on_two_bases(self):
        """The same day as counted on from either census: both stay, and a sum of towns takes each for itself."""
        update = self.update(("2022-12-31", "Zensus 2011"), ("2022-12-31", "Zensus 2022"))
        both = pd.concat([update, update.assign(ags=NEXT)[1:]])

        assert 2 == len(update)
        assert ["Zensus 2022"] == with_region(both, [TOWN, NEXT], "R").query("ags == 'R'")["base"].tolist()

    def test_growth_stays_on_one_base(self):
        """A single day on the newest base makes no change: the one before it is told, from its days."""
        update = self.update(
            ("2015-12-31", "Zensus 2011"), ("2021-12-31", "Zensus 2011"), ("2023-12-31", "Zensus 2022")
        )

        growth = municipal_growth(update)

        assert ("2015-12-31", "2021-12-31", "Zensus 2011") == (growth.first, growth.last, growth.base)
        assert [0.1] == growth.change["growth"].round(9).tolist()

    def test_one_day_is_no_growth(self):
        assert municipal_growth(self.update(("2023-12-31", "Zensus 2022"))) is None


class TestIndex:
    def test_series_of_unequal_length_begin_on_one_day(self):
        """The county known since 1995 and the town since 2008 both stand at 100 in 2008; an area without 2008 has no index."""
        days = {
            TOWN: {"2008-12-31": 50, "2021-12-31": 55},
            "12065": {"1995-12-31": 80, "2008-12-31": 100, "2021-12-31": 110},
            "12": {"2010-12-31": 7, "2021-12-31": 9},
        }
        series = pd.DataFrame(
            [
                (key, day, count, "Zensus 2011")
                for key, counts in days.items()
                for day, count in counts.items()
            ],
            columns=["ags", "date", "population", "base"],
        )

        found = index_from(series, TOWN, {})

        assert [100, 110] == found.loc[found["ags"] == TOWN, "index"].tolist()
        assert [100, 110] == found.loc[found["ags"] == "12065", "index"].dropna().tolist()
        assert found.loc[found["ags"] == "12", "index"].isna().all()
