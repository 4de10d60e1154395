"""Weights of the surveys: official margins with one total, classes made coarse enough, large weights cut."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.estimation.respondent_weights import AND, merged_categories, weigh
from ohv_coworking.evaluation.evaluated_sample import evaluated, weighting_categories
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.region.adult_margins import EMPLOYED, NOT_EMPLOYED, adult_margins
from ohv_coworking.survey.mapping import map_responses
from survey_files import FOLDER, SYNTHETIC, TOWNS, shipped

AGE_GROUPS = pd.DataFrame(
    {
        "ags": ["1", "2", "1"], "date": ["2015-12-31", "2015-12-31", "2010-12-31"],
        "age_15_17": [7, 7, 7], "age_18_29": [30, 10, 1], "age_30_64": [50, 40, 1], "age_65_74": [15, 5, 1],
        "age_75_plus": [5, 5, 1], "total": [107, 67, 11],
    }
)  # fmt: skip
EMPLOYMENT = pd.DataFrame(
    {"ags": ["1", "2"], "date": ["2015-06-30"] * 2, "employed_at_residence": [60.0, 30.0]}
)


class TestMargins:
    def test_all_describe_the_same_adults(self):
        """Minors are left out, the latest date counts, and every margin adds up to the same people."""
        margins = adult_margins(AGE_GROUPS, EMPLOYMENT, ["2", "1"], ["age_18_29", "age_30_64", "age_65_plus"])

        assert [40, 90, 30] == margins["age_group"].tolist()
        assert {"2": 60, "1": 100} == margins["town"].to_dict()
        assert {EMPLOYED: 90, NOT_EMPLOYED: 70} == margins["employment"].to_dict()
        assert {160} == {margin.sum() for margin in margins.values()}

    def test_unpublished_employment_leaves_the_margin_out(self):
        """Where one town's employees are not published, weighting goes without them."""
        unknown = EMPLOYMENT.replace({30.0: np.nan})

        assert {"age_group", "town"} == set(adult_margins(AGE_GROUPS, unknown, ["1", "2"], ["age_18_29"]))


counts = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 60), min_size=1).map(
    pd.Series
)


class TestMerging:
    @given(counts=counts, ordered=st.booleans())
    def test_every_group_is_large_enough(self, counts, ordered):
        """Each category keeps a place, and no group is below the minimum unless all are one."""
        merged = merged_categories(counts, 20, ordered)
        groups = counts.groupby(counts.index.map(merged)).sum()

        assert set(counts.index) == set(merged)
        assert len(groups) == 1 or (groups >= 20).all()

    @given(counts=counts)
    def test_of_an_order_only_neighbours_join(self, counts):
        """A group is a stretch of the order."""
        names = list(counts.index)
        for group in set(merged_categories(counts, 20, ordered=True).values()):
            places = [names.index(name) for name in group.split(AND)]

            assert list(range(places[0], places[0] + len(places))) == places


class TestShippedSurvey:
    @pytest.fixture
    def responses(self):
        return map_responses(answer_sheet(FOLDER / SYNTHETIC["person"]), shipped("person"))

    def test_only_consent_counts_each_once_and_of_the_towns(self, responses):
        """Refusals, repeated answers and people from elsewhere are left out, with all that belongs to them."""
        people = evaluated(responses, list(TOWNS))

        assert {"given"} == set(people.answers["consent"])
        assert set(TOWNS) == set(people.answers["town"])
        assert len(responses.answers) > len(people.answers) == len(people.asked) == len(people.metadata)
        source = pd.read_csv(FOLDER / SYNTHETIC["person"], dtype=str, keep_default_na=False)
        sent = source[(source["Datum Abgeschickt"] != "") & (source["G01Q01"] == "AO01")]
        once = sent.drop_duplicates(["Datum Abgeschickt", "Zufallsstartwert"])
        # Repeated interviews too short to tell are kept.
        assert len(once) <= len(evaluated(responses).answers) < len(sent)

    def test_weights_bring_the_sample_to_the_margins(self, responses):
        """Weighted shares equal the official ones; who did not answer does not disturb them."""
        answers = evaluated(responses, list(TOWNS)).answers
        margins = {
            "age_group": pd.Series(
                {
                    "age_18_29": 10,
                    "age_30_39": 20,
                    "age_40_49": 20,
                    "age_50_64": 30,
                    "age_65_74": 12,
                    "age_75_plus": 8,
                }
            ),
            "town": pd.Series(dict(zip(TOWNS, [50, 30, 20], strict=True))),
        }
        weights = weigh(weighting_categories(answers), margins, 20, 5, ordered=["age_group"])
        shares = weights.representation()

        assert shares["official"].to_numpy() == pytest.approx(shares["weighted"].to_numpy())
        assert "age_65_74+age_75_plus" in set(shares["group"])
        assert 100 == pytest.approx(weights.weights.sum())
        assert weights.effective_n < len(answers)

    def test_large_weights_are_cut(self, responses):
        """No answer counts for more than the limit, and the total stays."""
        answers = evaluated(responses, list(TOWNS)).answers
        margins = {"town": pd.Series(dict(zip(TOWNS, [10, 10, 80], strict=True)))}
        weights = weigh(weighting_categories(answers), margins, 20, 2)

        assert weights.largest <= 2 + 1e-9
        assert 100 == pytest.approx(weights.weights.sum())

    def test_a_question_left_out_is_no_margin(self, responses):
        """Nobody was asked for the age: the towns alone are weighted to."""
        categories = weighting_categories(evaluated(responses, list(TOWNS)).answers).assign(age_group=None)
        town = pd.Series(dict(zip(TOWNS, [50, 30, 20], strict=True)))
        weights = weigh(
            categories, {"age_group": pd.Series({"age_18_29": 40, "age_30_49": 60}), "town": town}, 20, 5
        )

        assert ["town"] == list(weights.margins)
        assert 100 == pytest.approx(weights.weights.sum())
