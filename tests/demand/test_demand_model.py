"""Demand as a whole: segments, supply, pooling, desks; properties that no input may break."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from ohv_coworking.demand import supply_benchmark
from ohv_coworking.demand.model import Ground, demand
from ohv_coworking.demand.occupancy import desks_by_average, desks_by_service, occupied_desks
from ohv_coworking.demand.pooling import disagreement, pooled
from ohv_coworking.parameters import load

DRAWN = {
    "remote_share": 0.24, "employer_consent": 0.5, "preference_share": 0.1, "take_up": 0.5, "freelancer_share": 0.5,
    "town_participation": 0.5, "others_share": 0.1, "days_per_week": 2.0, "busiest_day_share": 0.24, "utilisation": 0.6,
}  # fmt: skip


@pytest.fixture(scope="module")
def assumptions(root):
    return load(root / "study.yaml").assumptions


def ground(assumptions, **changes) -> Ground:
    shares = [
        getattr(assumptions, one)
        for one in ("remote_share", "employer_consent", "preference_share", "take_up")
    ]
    known = {
        "population": np.array([40_000.0, 20_000.0]), "out_commuters": np.array([10_000.0, 5_000.0]),
        "self_employed_part": np.array([0.001, 0.0005]), "users_in_country": 180_000, "full_house": 0.05, "shares": shares,
    }  # fmt: skip
    return Ground(**known | changes)


def same(**changes) -> dict[str, np.ndarray]:
    return {name: np.full(50, value) for name, value in (DRAWN | changes).items()}


class TestSegments:
    def test_users_by_hand(self, assumptions):
        """15,000 × 24 % × 50 % × 10 % × 50 % = 90 employed; 180,000 × 50 % × 0.0015 × 50 % = 67.5 self-employed; a tenth others."""
        users = demand(ground(assumptions), same(), None).users

        assert 90 == pytest.approx(users["employed"].sum(axis=0)[0])
        assert 67.5 == pytest.approx(users["self_employed"].sum(axis=0)[0])
        assert 157.5 / 9 == pytest.approx(users["others"].sum(axis=0)[0])

    def test_towns_share_the_demand(self, assumptions):
        """The town with twice the people gets twice the users, and none needs more desks than the region."""
        found = demand(ground(assumptions), same(), np.full(50, 0.4))

        assert 2 == pytest.approx(found.users["employed"][0, 0] / found.users["employed"][1, 0])
        assert (found.town_desks <= found.desks).all() and (found.town_desks.sum(axis=0) >= found.desks).all()

    def test_nobody_wants_a_desk(self, assumptions):
        """Where a way finds nobody, the joined demand is small and finite; where all do, next to nothing, shared by people."""
        nobody = same(take_up=0, freelancer_share=0, others_share=0)
        alone, beside = (
            demand(ground(assumptions), nobody, None),
            demand(ground(assumptions), nobody, np.full(50, 0.4)),
        )

        assert (alone.desks <= 1).all() and (alone.town_desks <= 1).all()
        assert (alone.desks <= beside.desks).all()
        assert (beside.desks < demand(ground(assumptions), same(), np.full(50, 0.4)).desks).all()
        assert (beside.town_desks[0] >= beside.town_desks[1]).all()

    def test_a_region_without_commuters_has_the_supply_only(self, assumptions):
        """And its towns share by their people."""
        found = demand(ground(assumptions, out_commuters=None), same(), np.full(50, 0.4))

        assert {"supply"} == set(found.occupied) and {} == found.users
        assert 0.4 * 60 * 0.6 == pytest.approx(found.together[0])
        assert (found.town_desks[0] > found.town_desks[1]).all()

    def test_no_way_at_all_is_our_fault(self, assumptions):
        with pytest.raises(ValueError, match="no way"):
            demand(ground(assumptions, out_commuters=None), same(), None)


class TestPooling:
    @given(
        some.integers(0, 10_000), some.lists(some.tuples(some.floats(1, 300), some.floats(0.01, 2)), min_size=1, max_size=4)
    )  # fmt: skip
    def test_is_never_narrower_than_a_method(self, seed, methods):
        """On the log scale, between the 10 % and the 90 % point, whatever the methods; the middle lies between theirs."""
        generator = np.random.default_rng(seed)
        drawn = np.array([centre * np.exp(spread * generator.normal(size=401)) for centre, spread in methods])
        low, middle, high = np.log(np.quantile(pooled(drawn), [0.1, 0.5, 0.9]))
        widths = np.diff(np.log(np.quantile(drawn, [0.1, 0.9], axis=1)), axis=0)
        middles = np.median(np.log(drawn), axis=1)

        assert high - low >= widths.max() - 1e-9
        assert middles.min() - 1e-9 <= middle <= middles.max() + 1e-9

    def test_one_method_stays_as_it_is(self):
        drawn = np.random.default_rng(1).lognormal(3, 0.5, 500)

        assert drawn == pytest.approx(pooled(drawn))
        assert 0 == disagreement(drawn)

    def test_methods_far_apart_disagree(self):
        """Ten times as much with little spread: nearly all of the joined spread is the distance."""
        drawn = np.array([[10.0], [100.0]]) * np.random.default_rng(1).lognormal(0, 0.1, (2, 500))

        assert disagreement(drawn) > 0.95
        assert np.log(10) < np.log(np.quantile(pooled(drawn), 0.9) / np.quantile(pooled(drawn), 0.1))

    def test_zero_is_refused(self):
        with pytest.raises(ValueError, match="positive"):
            pooled([[0.0, 1.0]])


class TestOccupancy:
    @pytest.mark.parametrize("users", [7, 25, 70, 125])
    def test_desks_are_the_quantile_of_the_binomial(self, users):
        """scipy's own quantile, for whole numbers of users: 25 people on 2 days, 28 % on the busiest, need 18 (with 2 % full)."""
        for days, busiest, full in ((2, 0.2, 0.05), (2, 0.28, 0.05), (3, 0.25, 0.02), (1, 0.2, 0.3)):
            found = desks_by_service(occupied_desks(users, days), days, busiest, full)
            assert stats.binom.ppf(1 - full, users, days * busiest) == found

    def test_the_fast_way_is_the_exact_one(self):
        """20,000 whole numbers of users with all chances: nowhere another desk than scipy's quantile."""
        generator = np.random.default_rng(3)
        users, chance = generator.integers(1, 500, 20_000), generator.uniform(0.02, 0.98, 20_000)
        found = desks_by_service(users * chance, 5 * chance, 0.2, 0.05)

        assert 0 == (stats.binom.ppf(0.95, users, chance) != found).sum()

    @given(
        some.floats(0, 400),
        some.floats(0, 50),
        some.floats(0.5, 5),
        some.floats(0.2, 0.5),
        some.floats(0.01, 0.4),
    )
    def test_desks_never_fall_when_visits_rise(self, occupied, more, days, busiest, full):
        fewer, many = desks_by_service([occupied, occupied + more], days, busiest, full)

        assert fewer <= many

    def test_nobody_needs_no_desk(self):
        assert 0 == desks_by_service(0, 2, 0.24, 0.05)

    def test_the_average_rule(self):
        """25 people on two days at 64 %: 15.6 desks."""
        assert 15.625 == pytest.approx(desks_by_average(occupied_desks(25, 2), 0.64))


class TestSupply:
    DIRECTORY = pd.DataFrame(
        [
            ("12000001", "Mitte, Stadt", 20_000), ("12000002", "Grünau/Zelow, Stadt", 15_000), ("12000003", "Leer, Stadt", 25_000),
            ("12051000", "Groß, Stadt", 30_000), ("12000004", "Dorf", 900), ("12000005", "Ungenannt", 20_000),
        ],
        columns=["ags", "name", "population"],
    )  # fmt: skip
    SPACES = pd.DataFrame(
        [
            ("Gruenau", "operating (2020)", 12.0), ("Gruenau", "planned 2027", 150.0), ("Gross", "operating (2019)", 50.0),
            ("Leer", "vision 2020, not realised", np.nan), ("Dorf", "operating (2023)", 8.0),
        ],
        columns=["town", "status", "desks"],
    )  # fmt: skip

    def towns(self, compared=()):
        found = supply_benchmark.comparable_towns(
            self.DIRECTORY, self.SPACES, ["12000001"], list(compared), 2
        )
        return supply_benchmark.existing_desks(found, self.SPACES)

    def test_towns_of_the_size_and_no_city(self):
        """Looked into, of the size, not kreisfrei: the failed plan is zero, the unknown town is not there."""
        assert {"Gruenau": 12, "Leer": 0} == self.towns().set_index("town")["desks"].to_dict()

    def test_a_compared_town_without_a_space_is_zero(self):
        assert 0 == self.towns(["12000005"]).set_index("town")["desks"]["Ungenannt"]

    def test_the_middle_of_the_draws_is_near_the_ratio(self):
        """12 desks among 40,000 people are 0.3 a thousand."""
        drawn = supply_benchmark.drawn_density(self.towns(), np.array([]), np.random.default_rng(1), 4000)

        assert 0.3 == pytest.approx(drawn.mean(), abs=0.06)
        assert drawn.min() > 0

    def test_sizes_leave_out_cities(self):
        assert [12, 8] == supply_benchmark.sizes_in_small_towns(self.SPACES, self.DIRECTORY).tolist()
