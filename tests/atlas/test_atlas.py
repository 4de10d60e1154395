"""The atlas says of each municipality what the chapters' models say of it alone."""

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.atlas.best_options import COST, DESKS, best_options
from ohv_coworking.atlas.likeness import alike, least_need
from ohv_coworking.atlas.ranking import EUROS, rank_municipalities
from ohv_coworking.atlas.read_atlas import read_atlas
from ohv_coworking.atlas.screening import (
    comparable_density,
    desk_ranges,
    municipalities_of,
    screened_demand,
)
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.demand import supply_benchmark
from ohv_coworking.demand.model import INPUTS, SHARES, Ground, demand
from ohv_coworking.exhibits import draws as drawing
from ohv_coworking.options.option_table import CRITERIA, bought_prices
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study import parameter_names
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_frame
from ohv_coworking.region import source
from ohv_coworking.region.spaces import Space
from ohv_coworking.study.basis import Parameters


@pytest.fixture(scope="module")
def study(root):
    return load(root / "study.yaml")


@pytest.fixture(scope="module")
def catalog(root):
    return Catalog.load(root / "data" / "raw")


@pytest.fixture(scope="module")
def atlas(catalog, study):
    return read_atlas(catalog, Parameters(study, parameter_names()))


@pytest.fixture(scope="module")
def model(catalog, study):
    return read_financial_model(
        catalog, study.plan, study.opening_month, study.price_base, study.reference_date
    )


@pytest.fixture(scope="module")
def known(catalog, study):
    found = municipalities_of(
        source.municipal_directory(catalog),
        source.employment(catalog),
        catalog.read_csv("regional_facts"),
        study.region.state,
    )
    return found.frame.dropna(subset="out_commuters")


class TestDemand:
    def test_a_municipality_needs_what_the_chapter_finds_for_it_as_a_region_of_its_own(
        self, known, study, catalog
    ):
        """Same ground, same draws, same density: the one pass gives the desks of `demand` one by one."""
        p, towns = study.assumptions, known.iloc[::40]
        drawn = {name: drawing.drawn(getattr(p, name)) for name in INPUTS}
        density = np.tile(np.linspace(0.1, 2, drawing.DRAWS), (len(towns), 1))
        shares = [getattr(p, name) for name in SHARES]
        draws = screened_demand(towns, density, drawn, shares, 180_000, p.full_house.value)
        found = desk_ranges(draws, towns.index)

        for at, (key, one) in enumerate(towns.iterrows()):
            ground = Ground(
                np.array([one["population"]]), np.array([one["out_commuters"]]), np.array([one["self_employed_part"]]), 180_000,
                p.full_house.value, shares,
            )  # fmt: skip
            alone = np.quantile(demand(ground, drawn, density[at]).desks, [0.1, 0.5, 0.9])
            assert found.loc[key].to_list() == pytest.approx(alone.tolist())

    def test_the_density_is_that_of_the_benchmark(self, known, study, catalog):
        """With one set of weights for all, each town's draws have the distribution its own bootstrap has."""
        directory, spaces = source.municipal_directory(catalog), planning_frame(catalog, Space)
        factor, compared = study.assumptions.comparable_size.value, study.region.comparisons
        looked = supply_benchmark.existing_desks(
            supply_benchmark.looked_into(directory, spaces, compared).reset_index(drop=True), spaces
        )
        sizes = supply_benchmark.sizes_in_small_towns(spaces, directory)
        found = comparable_density(known, looked, sizes, factor, np.random.default_rng(1), 20_000)
        key = "12063080"
        towns = supply_benchmark.compare_towns(directory, spaces, [key], study.region.state, compared, factor)
        alone = supply_benchmark.drawn_density(towns.towns, towns.sizes, np.random.default_rng(2), 20_000)

        here = found[list(known.index).index(key)]
        assert np.quantile(here, [0.1, 0.5, 0.9]) == pytest.approx(
            np.quantile(alone, [0.1, 0.5, 0.9]), rel=0.05
        )

    def test_more_out_commuters_never_need_fewer_desks(self, known, study):
        p, few = study.assumptions, known.iloc[:3]
        drawn = {name: drawing.drawn(getattr(p, name)) for name in INPUTS}
        density = np.full((3, drawing.DRAWS), np.nan)
        shares = [getattr(p, name) for name in SHARES]
        less, more = (
            screened_demand(
                few.assign(out_commuters=few["out_commuters"] * by), density, drawn, shares, 180_000, 0.05
            )
            for by in (1, 2)
        )

        assert (more >= less).all()


class TestOptions:
    def test_the_cost_is_that_of_a_single_run(self, atlas, catalog, study):
        model = read_financial_model(
            catalog, study.plan, study.opening_month, study.price_base, study.reference_date
        )
        one = atlas.rows.loc[study.region.first_town]
        [key] = [key for key, case in study.plan.alternatives.items() if case.label == one["option"]]
        run = model.run(model.values(alternatives=key) | {DESKS: one["desks"]})

        assert float(run[COST]) == pytest.approx(one["cost"])

    def test_only_criteria_of_one_weight_count(self, catalog, study):
        """With all weight on the public cost, the cheapest option wins everywhere."""
        model = read_financial_model(
            catalog, study.plan, study.opening_month, study.price_base, study.reference_date
        )
        wanted = pd.DataFrame(
            {"low": [2.0, 5.0], "desks": [6.0, 20.0], "high": [10.0, 60.0]}, index=["a", "b"]
        )
        weights = dict.fromkeys(CRITERIA, 0.0) | {"public_cost": 1.0}
        found = best_options(model, wanted, weights, bought_prices(model))
        for key, one in found.iterrows():
            others = [
                float(model.run(model.values(alternatives=name) | {DESKS: wanted.at[key, "desks"]})[COST])
                for name in study.plan.alternatives
                if name not in bought_prices(model)
            ]
            assert one["cost"] == pytest.approx(min(others))


class TestRanking:
    OPTIONS = pd.Series("first_operation", ["few", "more", "alike"])
    DESKS = np.array([[2, 3, 4], [12, 14, 30], [2, 3, 4]])

    def test_users_for_public_money_are_those_of_single_runs(self, model):
        found = rank_municipalities(model, self.DESKS, self.OPTIONS)
        for key, desks in zip(self.OPTIONS.index, self.DESKS, strict=True):
            runs = [model.run(model.values(alternatives="first_operation") | {DESKS: one}) for one in desks]
            alone = sorted(EUROS * float(run["users_planned"]) / float(run[COST]) for run in runs)
            assert [alone[0], alone[1], alone[2]] == pytest.approx(
                found.loc[key, ["served_low", "served", "served_high"]].tolist()
            )

    def test_who_serves_more_in_every_draw_is_first_and_equals_share_a_rank(self, model):
        found = rank_municipalities(model, self.DESKS, self.OPTIONS)[["rank_low", "rank", "rank_high"]]

        assert [[2.0] * 3, [1.0] * 3, [2.0] * 3] == found.to_numpy().tolist()


class TestAtlas:
    def test_every_municipality_of_the_directory_has_a_row(self, atlas, catalog, study):
        directory = source.municipal_directory(catalog)
        assert set(directory.loc[directory["ags"].str.startswith(study.region.state), "ags"]) == set(
            atlas.rows.index
        )

    def test_what_is_unknown_is_named_and_never_a_number(self, atlas):
        rows = atlas.rows
        assert rows.loc[rows["rail_min"].isna(), "missing"].str.contains("Bahnhof").all()
        assert rows.loc[rows["out_commuters"].isna(), ["desks", "option", "cost"]].isna().all().all()
        told = rows["missing"].map(
            lambda words: len(words.replace(" und ", ", ").split(", ")) if words else 0
        )
        assert (rows["known"] + told == rows["asked"]).all()
        assert (rows.loc[rows["desks"].notna(), "ways"] > 0).all()
        assert rows.loc[rows["bus_min"].isna(), "missing"].str.contains("Busfahrplan").all()

    def test_ranges_hold_their_middle(self, atlas):
        rows = atlas.rows.dropna(subset="desks")
        assert (rows["low"] <= rows["desks"]).all() and (rows["desks"] <= rows["high"]).all()
        assert (rows["rank_low"] <= rows["rank"]).all() and (rows["rank"] <= rows["rank_high"]).all()
        assert (rows["cost_low"] <= rows["cost"]).all() and (rows["cost"] <= rows["cost_high"]).all()

    def test_a_land_without_commuters_is_told(self, catalog, study):
        other = study.model_copy(update={"region": study.region.model_copy(update={"state": "05"})})
        with pytest.raises(InputFault):
            read_atlas(catalog, Parameters(other, parameter_names()))


class TestLikeness:
    ROWS = pd.DataFrame(
        {
            "population": [1000.0, 1100.0, 90_000.0, 1000.0],
            "out_commuters": [300.0, 330.0, 9_000.0, 300.0],
            "rail_min": [40.0, 41.0, 90.0, np.nan],
            "desks": [4.0, 5.0, 40.0, 4.0],
            "public_per_user": [3.0, 2.0, 1.0, 0.5],
        },
        index=["own", "twin", "city", "unknown"],
    )  # fmt: skip

    def test_the_twin_comes_first_and_the_unknown_not_at_all(self):
        assert ["twin", "city"] == list(alike(self.ROWS, ["own"], 5).index)

    def test_what_is_unknown_of_the_region_is_not_compared(self):
        """A Land whose timetable nobody has, and a place where nobody lives."""
        rows = self.ROWS.assign(rail_min=np.nan)
        rows.loc["city", "population"] = 0.0

        assert ["unknown", "twin"] == list(alike(rows, ["own"], 5).index)
        assert ["unknown", "twin"] == list(alike(rows.assign(out_commuters=np.nan), ["own"], 5).index)

    def test_of_an_unknown_number_all_want_enough(self):
        assert ["unknown", "city", "twin", "own"] == list(least_need(self.ROWS, np.nan).index)

    def test_least_need_asks_for_enough_demand(self):
        assert ["city"] == list(least_need(self.ROWS, 40).index)
