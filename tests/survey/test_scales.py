import numpy as np
import pandas as pd
import pytest

from ohv_coworking.survey.scales import (
    Alpha,
    bottom_box,
    cronbach_alpha,
    distribution,
    reversed_scale,
    top_box,
)
from reference import case, folder, within


class TestReferenceCases:
    def test_alpha_with_missing_values(self):
        """P-SV-09: pairwise and listwise alpha with Feldt's interval."""
        expected = case("P-SV-09")["expected"]
        items = pd.read_csv(folder() / "cronbach_wide_missing.csv")

        pairwise, listwise = cronbach_alpha(items, "pairwise"), cronbach_alpha(items)

        assert within(expected["alpha_pairwise"], pairwise.value)
        assert within(expected["ci95_pairwise_feldt"], pairwise.interval())
        assert within(expected["alpha_listwise"], listwise.value)
        assert within(expected["ci95_listwise_feldt_n9"], listwise.interval())
        assert within(
            expected["ci95_listwise_feldt_n12_as_published"],
            Alpha(listwise.value, len(items), listwise.items).interval(),
        )


ANSWERS = pd.Series([1, 2, 4, 5, 5, None])


class TestSteps:
    def test_boxes_at_both_ends(self):
        """Two steps at each end; who did not answer is in neither."""
        assert [False, False, True, True, True, pd.NA] == top_box(ANSWERS, (1, 5)).tolist()
        assert [True, True, False, False, False, pd.NA] == bottom_box(ANSWERS, (1, 5)).tolist()

    def test_distribution_shows_unused_steps(self):
        """Five answers on five steps, one step unused."""
        assert np.allclose([0.2, 0.2, 0, 0.2, 0.4], distribution(ANSWERS, (1, 5)))

    def test_distribution_is_weighted(self):
        assert 0.5 == distribution(pd.Series([1, 2, 2]), (1, 2), [2.0, 1, 1])[1]

    def test_reversing_twice_is_nothing(self):
        twice = reversed_scale(reversed_scale(ANSWERS, (1, 5)), (1, 5))

        assert twice.equals(ANSWERS.astype("Float64"))

    def test_refuses_an_answer_off_the_scale(self):
        with pytest.raises(ValueError, match="answer 7 lies outside"):
            top_box(pd.Series([1, 7]), (1, 5))


class TestAlpha:
    def test_identical_items_agree_fully(self):
        item = pd.Series([1.0, 2, 4, 5])

        assert 1 == pytest.approx(cronbach_alpha(pd.DataFrame({"a": item, "b": item})).value)
