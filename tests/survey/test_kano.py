import pandas as pd
import pytest

from ohv_coworking.survey.kano import categories, evaluate
from reference import case


def test_published_profile():
    """P-SV-11: coefficients, category and strengths of three attributes."""
    known = case("P-SV-11")
    found = evaluate(pd.DataFrame(known["inputs"]["rows"]).T)
    percent = found.assign(
        max_category=found["category"],
        total_strength_pct=100 * found["total_strength"],
        category_strength_pct=100 * found["category_strength"],
    )
    for name, expected in known["expected"].items():
        for feature, value in expected["value"].items():
            actual = percent.loc[feature, name]

            assert value == (
                actual if isinstance(value, str) else pytest.approx(actual, abs=expected["abs_tol"])
            )


def test_answers_to_both_questions_make_a_category():
    """Like with and dislike without is one-dimensional, neutral and dislike a must; half an answer is none."""
    found = categories(pd.Series([1, 3, 1, 1, 5, 2]), pd.Series([5, 5, 3, 1, 1, None]))

    assert ["O", "M", "A", "Q", "R", pd.NA] == found.tolist()


def test_refuses_answers_off_the_scale():
    with pytest.raises(ValueError, match="1 to 5"):
        categories(pd.Series([6]), pd.Series([1]))


def test_a_tie_goes_to_the_more_basic_category():
    """Must before one-dimensional before attractive before indifferent (Berger et al. 1993)."""
    assert ["O"] == evaluate(pd.DataFrame({"I": [5], "A": [5], "O": [5]}))["category"].tolist()
