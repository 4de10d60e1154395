"""Keys of regions: conversion, lost zeros, mergers, sums over the hierarchy."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.formats.statistics.hierarchy import deviations
from ohv_coworking.formats.statistics.region_keys import (
    ags_from_ars,
    ags_from_parts,
    are_keys,
    ars_from_parts,
    with_zeros,
)
from ohv_coworking.raw import Catalog
from ohv_coworking.reading.coded import Coded
from ohv_coworking.region import source
from ohv_coworking.region.mergers import after_mergers, successors
from ohv_coworking.region.population_update import municipal_growth, official_update

CATALOG = Catalog.load(Path(__file__).parents[2] / "data" / "raw")
DIRECTORY = CATALOG.read_csv("municipal_directory")


def coded(texts) -> Coded:
    return Coded.of(np.array([*texts, None], dtype=object)[:-1])


class TestKeys:
    def test_every_ars_of_the_directory_gives_its_ags(self):
        """ARS and AGS of all municipalities in Brandenburg and of Berlin belong together."""
        assert DIRECTORY["ags"].tolist() == ags_from_ars(DIRECTORY["ars"]).tolist()

    def test_split_keys_give_both(self):
        """The five parts of the directory's key give ARS and AGS back."""
        ars = DIRECTORY["ars"]
        parts = [ars.str[start:end] for start, end in ((0, 2), (2, 3), (3, 5), (5, 9), (9, 12))]

        assert ars.tolist() == ars_from_parts(*parts).tolist()
        assert DIRECTORY["ags"].tolist() == ags_from_parts(*parts[:3], parts[4]).tolist()

    @given(
        st.lists(st.from_regex(r"(0[1-9]|1[0-6])([0-9]{3}|[0-9]{6}|[0-9]{10})?", fullmatch=True), min_size=1)
    )
    def test_a_lost_zero_comes_back(self, keys):
        """A key read as a number and written again is the key."""
        mended, lost = with_zeros(coded(str(int(key)) for key in keys))

        assert keys == mended.cells.tolist()
        assert [key.startswith("0") for key in keys] == lost.tolist()

    @pytest.mark.parametrize(
        "whole", ["DG", "0", "01", "031", "0811", "032xx", "CZ", "12065256", "120650256256"]
    )
    def test_whole_keys_stay(self, whole):
        """Keys that lost nothing, and other keys of office tables, are not changed."""
        mended, lost = with_zeros(coded([whole]))

        assert ([whole], [False]) == (mended.cells.tolist(), lost.tolist())

    def test_counts_and_years_are_no_keys(self):
        """A column of region keys is told from years, counts and words."""
        assert are_keys(coded(["DG", "12", "12065", "1001"]))
        assert not are_keys(coded(["2,5", "17", "199"]))
        assert not are_keys(coded(["Oberhavel", "Barnim"]))


class TestMergers:
    MERGERS = CATALOG.read_csv("municipal_mergers")

    def test_the_population_of_2015_stands_on_the_census_territory(self):
        """With the mergers up to the census day, the municipalities of 2015 are those of the census."""
        population = CATALOG.read_csv("population")
        municipal = population[(population["date"] == "2015-12-31") & (population["ags"].str.len() == 8)]
        census = CATALOG.read_csv("census_population")

        merged = after_mergers(municipal, self.MERGERS, "2022-05-15", ["population"])
        without_districts = census[~census["ags"].str.match("1205[1-4]")]

        assert set(without_districts["ags"]) == set(merged["ags"])
        assert 30262 + 1257 + 1014 + 851 + 1473 == merged.set_index("ags").at["12073532", "population"]
        assert municipal["population"].sum() == merged["population"].sum()

    def test_growth_counts_a_merger_on_both_sides(self):
        """Schwedt/Oder did not grow by the four municipalities it took in: without the mergers it seems to have."""
        update = official_update(
            source.population(CATALOG), source.directories(CATALOG), source.census(CATALOG)
        )
        growth = municipal_growth(update, self.MERGERS).change.set_index("ags")["growth"]
        seeming = municipal_growth(update).change.set_index("ags")["growth"]

        assert growth["12073532"] < 0 < seeming["12073532"]
        assert growth["12065256"] == seeming["12065256"]

    def test_mergers_of_later_days_are_left(self):
        """On the last day of 2021 only Schöneberg has gone into Schwedt."""
        found = successors(self.MERGERS, "2021-12-31")

        assert {"12073505"} == {former for former, key in found.items() if key == "12073532"}

    def test_an_unknown_part_makes_the_sum_unknown(self):
        """A suppressed figure of a former municipality is not counted as zero."""
        frame = pd.DataFrame({"ags": ["12073603", "12073532"], "people": [np.nan, 5.0]})

        assert after_mergers(frame, self.MERGERS, "2023-01-01", ["people"])["people"].isna().all()


class TestHierarchy:
    KEYS = coded(["12", "12060", "12065", "12065256", "12065332"])
    GROUPS = np.zeros(5, dtype=int)

    def found(self, *values):
        numbers = np.array(values, dtype=float).reshape(-1, 1)
        return deviations(self.KEYS, self.GROUPS, numbers, np.zeros_like(numbers, dtype=bool))

    def test_sums_that_add_up_are_silent(self):
        """Districts make the Land, municipalities their district."""
        assert [] == self.found(300, 100, 200, 150, 50)

    def test_a_wrong_total_is_found_where_others_add_up(self):
        """In twenty districts one whose municipalities do not add up is named with both figures."""
        keys = [f"12{number:03}" for number in range(20)]
        frame = pd.DataFrame({"key": [*keys, *(f"{key}{part:03}" for key in keys for part in (1, 2))]})
        frame["value"] = np.where(frame["key"].str.len() == 5, 30, 15.0)
        frame.loc[3, "value"] = 33
        numbers = frame[["value"]].to_numpy()

        [off] = deviations(
            coded(frame["key"]), np.zeros(len(frame), dtype=int), numbers, np.zeros_like(numbers, dtype=bool)
        )

        assert (3, 0, 33, 30) == tuple(off)

    def test_rates_are_not_held_to_a_sum(self):
        """Where hardly any region is the sum of its parts, the column is no count."""
        assert [] == self.found(4.1, 3.9, 4.3, 4.0, 4.8)
