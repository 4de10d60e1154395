"""Ages of different tables: common cuts, nothing split, and what the counts of Zensus 2022 add up to."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.region.ages import age_structure, persons
from ohv_coworking.region.region_profile import with_region

CATALOG = Catalog.load(Path(__file__).parents[2] / "data" / "raw")
SHARED = Path(__file__).parents[3] / "shared" / "data"
TOWNS = ["12065256", "12065136", "12065332"]
GROUPS = ["age_0_15", "age_16_24", "age_25_59", "age_60_66", "age_67_plus"]


class TestCuts:
    TABLE = pd.DataFrame([[30, 10, 40, 5, 15]], columns=GROUPS)

    def test_groups_are_summed(self):
        assert [40, 20, 15] == [persons(self.TABLE, *cut)[0] for cut in ((0, 24), (60,), (67,))]

    @pytest.mark.parametrize("cut", [(0, 17), (18,), (65,), (20, 64)])
    def test_no_group_is_split(self, cut):
        """What lies across a cut is missing, not shared out."""
        assert persons(self.TABLE, *cut).isna().all()


class TestStructure:
    def tables(self):
        found = source.age_groups(CATALOG), source.census_ages(CATALOG)
        return [with_region(table, TOWNS, "R") for table in found]

    def test_both_tables_share_two_cuts(self):
        """17 groups of 2015 and five of 2022 stand beside each other, each on its base, their three parts nearly whole."""
        found = age_structure(self.tables(), ["R", *TOWNS])
        parts = found[["share_under_25", "share_25_59", "share_60_plus"]]

        assert [("2015-12-31", "Zensus 2011"), ("2022-05-15", "Zensus 2022")] == list(
            found[["date", "base"]].drop_duplicates().itertuples(index=False, name=None)
        )
        assert np.allclose(1, parts.sum(axis=1), atol=0.003)

    def test_the_counts_of_the_towns(self):
        """67+ 18,447, 60–66 9,261 and 16–24 6,466: 1.4 persons reach the age of rest for each who follows."""
        [there] = age_structure(self.tables()[1:], ["R"]).to_dict("records")

        assert (18_447, 9_261, 6_466) == (
            there["people_67_plus"],
            there["people_60_66"],
            round(there["people_16_24"]),
        )
        assert pytest.approx(1.43, abs=0.005) == there["leaving_per_young"]

    def test_65_and_older_is_marked_as_estimate(self):
        """67+ and two sevenths of 60–66: 25.9 % in Brandenburg (official: 25.8 %), 7,251 in Hennigsdorf (register: 7,246)."""
        counted, estimated = (age_structure([table], ["12", TOWNS[1]]) for table in self.tables())

        assert not counted["estimated"].any() and estimated["estimated"].all()
        assert pytest.approx(0.258, abs=0.0015) == estimated["share_65_plus"][0]
        assert 7_251 == round(estimated["share_65_plus"][1] * 26_679)


class TestCensusAges:
    AGES, RAW = source.census_ages(CATALOG), CATALOG.read_csv("census_ages")

    def test_totals_are_those_of_the_census(self):
        """All 413 municipalities and Berlin have the population that the census's own table tells."""
        census = CATALOG.read_csv("census_population").set_index("ags")["population"]

        assert 414 == len(self.RAW)
        pd.testing.assert_series_equal(census, self.RAW.set_index("ags")["population"], check_names=False)

    def test_five_groups_are_nearly_the_whole(self):
        """The census rounds each share to one decimal; so written, they add up to 98.4 to 102.5 percent."""
        raw = self.RAW
        counted = [(100 * raw[name] / raw["population"]).round(1) for name in GROUPS[3:]]
        shares = sum([*(raw[f"share_{name}"] for name in GROUPS[:3]), *counted]).round(1)

        assert (98.4, 102.5) == (shares.min(), shares.max())

    def test_municipalities_add_up_to_districts(self):
        """60–66 within 12 and 67+ within 26 persons of the districts' own table: the census adds noise."""
        file = SHARED / "extract_census2022_age60_districts_bb.csv"
        if not file.is_file():
            pytest.skip("the table of the districts is not here")
        stated = pd.read_csv(file, dtype={"ags": str}).set_index("ags")
        found = self.AGES.set_index("ags").loc[stated.index]

        assert (found["age_60_66"] - stated["age_60_66"]).abs().max() <= 12
        assert (found["age_67_plus"] - stated["age_67_plus"]).abs().max() <= 26


class TestUpdate:
    UPDATE = source.population(CATALOG)

    def test_the_land_at_the_end_of_2023(self):
        """2,581,667, of them 1,271,103 men and 1,310,564 women, as the office's report A I 4 tells."""
        [land] = self.UPDATE[(self.UPDATE["ags"] == "12") & (self.UPDATE["date"] == "2023-12-31")].to_dict(
            "records"
        )

        assert (2_581_667, 1_271_103, 1_310_564) == (land["population"], land["male"], land["female"])

    def test_men_and_women_are_all(self):
        assert (self.UPDATE["male"] + self.UPDATE["female"] == self.UPDATE["population"]).all()

    def test_the_directory_tells_the_same(self):
        """87,848 people in the three towns on 31.12.2023, in both files."""
        directory = source.municipal_directory(CATALOG)
        update = self.UPDATE[self.UPDATE["date"] == "2023-12-31"]

        assert [87_848, 87_848] == [
            table[table["ags"].isin(TOWNS)]["population"].sum() for table in (directory, update)
        ]
