import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.estimation.intervals import wilson
from ohv_coworking.estimation.stratified import Design, mean, share, total
from reference import case, folder, within


class TestReferenceCases:
    def test_two_strata(self):
        """P-SV-01: mean and total with and without finite population correction."""
        expected = case("P-SV-01")["expected"]
        sample = pd.read_csv(folder() / "fpc_small.csv")
        endless = Design(sample["weight"], sample["stratid"])
        finite = Design(sample["weight"], sample["stratid"], sample["Nh"])

        assert within(expected["mean_x"], mean(sample["x"], finite).value)
        assert within(expected["se_no_fpc"], mean(sample["x"], endless).standard_error)
        assert within(expected["se_fpc"], mean(sample["x"], finite).standard_error)
        assert within(expected["total_x"], total(sample["x"], finite).value)
        assert within(expected["se_total_fpc"], total(sample["x"], finite).standard_error)

    def test_schools(self):
        """P-SV-02: mean, total and both intervals of a stratified sample of schools."""
        expected = case("P-SV-02")["expected"]
        schools = pd.read_csv(folder() / "apistrat.csv")
        design = Design(schools["weight"], schools["stype"], schools["N_stratum"])

        score, pupils = mean(schools["api00"], design), total(schools["enroll"], design)

        assert within(expected["mean_api00"], score.value)
        assert within(expected["se_mean_api00"], score.standard_error)
        assert within(expected["total_enroll"], pupils.value)
        assert within(expected["se_total_enroll"], pupils.standard_error)
        assert within(expected["ci95_t_df197_mean_api00"], score.interval())
        assert within(expected["ci95_normal_mean_api00"], score.interval(normal=True))

    def test_share_of_desks_in_use(self):
        """P-DE-02: an occupancy is a share, and a part of a whole a total."""
        known = case("P-DE-02")
        inputs = known["inputs"]
        used = np.arange(inputs["desks"]) < inputs["desks_regularly_used"]
        small = np.array([inputs["share_small_cities"]])

        occupancy = share(used, Design(np.ones(inputs["desks"])))
        spaces = total(small, Design([inputs["us_spaces"]], population=[1]))

        assert within(known["expected"]["occupancy"], occupancy.value)
        assert within(known["expected"]["spaces_in_small_cities"], spaces.value)


def simple(n: int) -> Design:
    return Design(np.ones(n))


class TestClosedForms:
    def test_simple_sample_is_the_textbook(self):
        """Equal weights in one stratum give Student's interval."""
        values = np.array([2.0, 3, 5, 9, 11])

        known = stats.ttest_1samp(values, 0).confidence_interval(0.95)

        assert np.allclose(known, mean(values, simple(5)).interval())

    def test_a_simple_share_has_wilsons_interval(self):
        """Unweighted answers are worth exactly their number, in a group and beside missing ones too."""
        chosen = pd.Series([1, 1, 0, 0, 0, 1, None, 1], dtype="Float64")
        found = share(chosen, simple(8), np.array([True] * 7 + [False]))

        assert 6 == pytest.approx(found.effective_n)
        assert np.allclose(wilson(3, 6), found.interval())

    def test_scaling_weights_changes_nothing(self):
        """A mean and its error do not depend on the unit of the weights."""
        values, weights = np.array([2.0, 3, 5, 9]), np.array([1.0, 2, 1, 3])

        once, scaled = mean(values, Design(weights)), mean(values, Design(1000 * weights))

        assert once.value == pytest.approx(scaled.value)
        assert once.standard_error == pytest.approx(scaled.standard_error)

    def test_missing_answers_are_not_in_the_base(self):
        values = pd.Series([1, 0, None, 1], dtype="Float64")

        found = share(values, simple(4))

        assert (2 / 3, 3) == (pytest.approx(found.value), found.n)

    def test_group_mean_counts_only_the_group(self):
        values, group = np.array([1.0, 3, 100]), np.array([True, True, False])

        assert 2 == mean(values, simple(3), group).value

    def test_nobody_in_the_group_is_no_number(self):
        found = share(np.array([1.0, 0]), simple(2), np.array([False, False]))

        assert np.isnan(found.value)
        assert 0 == found.n

    def test_a_share_of_one_still_has_an_interval(self):
        """All agree: the error is 0, the interval Wilson's on Kish's effective sample."""
        found = share(np.ones(20), simple(20))

        assert 0 == found.standard_error
        assert np.allclose(wilson(20, 20), found.interval())

    def test_margins_take_out_what_they_explain(self):
        """Answers that depend on the calibrated margin alone have no error left."""
        margin = pd.DataFrame({"town": ["O", "O", "H", "H"]})
        weights = np.array([2.0, 2, 1, 1])
        values = np.array([1.0, 1, 0, 0])

        assert 0 == pytest.approx(mean(values, Design(weights, calibrated_to=margin)).standard_error)
        assert mean(values, Design(weights)).standard_error > 0.1


class TestFaults:
    def test_names_the_stratum_of_one(self):
        """A stratum with a single answer is told by name, with what to do."""
        with pytest.raises(InputFault, match="Velten"):
            mean([1.0, 2, 3], Design(np.ones(3), ["Oranienburg", "Oranienburg", "Velten"]))

    def test_a_full_stratum_of_one_is_certain(self):
        design = Design(np.ones(3), ["O", "O", "V"], population=[10, 10, 1])

        assert mean([1.0, 2, 3], design).standard_error > 0

    def test_refuses_more_respondents_than_people(self):
        with pytest.raises(ValueError, match="more respondents than people"):
            mean([1.0, 2, 3], Design(np.ones(3), population=[2, 2, 2]))

    def test_a_sample_of_clusters_is_refused(self):
        """Errors of a simple sample would be too small for pupils drawn by the class; one each is a simple sample."""
        with pytest.raises(InputFault, match="Klumpen"):
            Design(np.ones(4), clusters=["A", "A", "B", "C"])
        assert 4 == len(Design(np.ones(4), clusters=[1, 2, 3, 4]).weights)
