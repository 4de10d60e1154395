import numpy as np
import pandas as pd
import pytest

from ohv_coworking.sites.travel_savings import commute_savings, mean_grams, travel_savings, ways_to_space

GRAMS = {"car": 147, "rail": 63, "bike": 0}
WAY = {
    "distance_km": 30,
    "minutes": 50,
    "residual_km": 3,
    "residual_minutes": 10,
    "modes": {"car": 0.5, "rail": 0.5},
    "residual_modes": {"car": 0.4, "bike": 0.6},
    "grams_per_km": GRAMS,
}


class TestTravelSavings:
    def test_by_hand(self):
        """100 days: both ways, less the way to the space, by the mode mix."""
        saved = travel_savings(100, **WAY)

        assert 200 * (50 - 10) / 60 == pytest.approx(float(saved.hours))
        assert 200 * (30 - 3) == pytest.approx(float(saved.kilometres))
        assert 200 * (30 * 0.5 - 3 * 0.4) == pytest.approx(float(saved.car_kilometres))
        assert 200 * (30 * 105 - 3 * 58.8) / 1e6 == pytest.approx(float(saved.co2_tonnes))

    def test_days_spent_at_home_before_only_add_the_way_to_the_space(self):
        """If no commute falls away, coworking costs time and CO2 instead of saving them."""
        saved = travel_savings(100, **WAY, replacing_commute=0.0)

        assert -200 * 10 / 60 == pytest.approx(float(saved.hours))
        assert saved.co2_tonnes < 0

    def test_arrays_give_what_single_values_give(self):
        """A range of days runs through the same code."""
        days = np.array([10, 20, 40]) * 2 * 44

        assert travel_savings(days, **WAY).hours[1] == pytest.approx(
            float(travel_savings(20 * 2 * 44, **WAY).hours)
        )

    def test_mode_shares_must_add_up(self):
        """A mix that covers only 90 percent of the trips is refused."""
        with pytest.raises(ValueError, match="add up"):
            travel_savings(1, **WAY | {"modes": {"car": 0.5, "rail": 0.4}})

    def test_a_mode_needs_a_factor(self):
        """A mode without emission factor is named."""
        with pytest.raises(ValueError, match="ferry"):
            travel_savings(1, **WAY | {"modes": {"ferry": 1.0}})

    def test_the_mix_is_the_weighted_mean(self):
        """Half car, half rail emits the mean of both."""
        assert 105 == mean_grams({"car": 0.5, "rail": 0.5}, GRAMS)


class TestCommuteSavings:
    def test_the_assumptions_of_the_study_are_those_of_the_model(self):
        """Under their names in study.yaml they give what the model gives under its own."""
        named = {
            "commute_distance": 30, "commute_minutes": 50, "residual_distance": 3, "residual_minutes": 10,
            "rail_share": 0.5, "replaced_commute_share": 1,
        }  # fmt: skip

        assert travel_savings(100, **WAY) == commute_savings(100, named, GRAMS, WAY["residual_modes"])

    def test_ways_to_the_space_add_up_to_one(self):
        rows = pd.DataFrame(
            {"indicator": "mode_share_to_space", "subject": ["car", "on foot"], "value": [30, 60]}
        )

        assert {"car": 1 / 3, "walk": 2 / 3} == ways_to_space(rows)
