"""What is printed of a survey: in words, with bases, and never what fewer than five people stand behind."""

from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.disclosure.protection import protect
from ohv_coworking.estimation.intervals import wilson
from ohv_coworking.estimation.linked_traits import associations, holm
from ohv_coworking.estimation.stratified import Design
from ohv_coworking.evaluation.counted_answers import NO, YES, Recode, counted, crossed, one_way, same_people
from ohv_coworking.evaluation.public_answers import PublicAnswers, answers_in_words, gap, means, one_of, ticks
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.survey.mapping import map_responses
from survey_files import FOLDER, SYNTHETIC, shipped


def published(words, groups=(), outcome=None, minimum=1, survey="Befragung", recodes=MappingProxyType({})):
    answers = counted(words)
    tables = one_way(answers, recodes, survey)
    tables |= crossed(answers, recodes, survey, groups, outcome) if outcome else {}
    protected = protect(tables, sensitive=(), places=())
    return PublicAnswers(survey, words, answers, recodes, Design(np.ones(len(words))), protected, minimum)


def choices(**counts):
    answers = [name for name, count in counts.items() for _ in range(count)]
    return pd.DataFrame({"q": pd.Categorical(answers, list(counts))})


class TestWords:
    @pytest.fixture
    def responses(self):
        return map_responses(answer_sheet(FOLDER / SYNTHETIC["person"]), shipped("person"))

    def test_answers_read_as_asked(self, responses):
        """Options stand in their German words and order; "keine Angabe" is no answer."""
        words = answers_in_words(responses, ["interest", "age_group"])

        assert "ja, auf jeden Fall" == words["interest"].cat.categories[-1]
        assert "keine Angabe" not in set(words["age_group"].cat.categories)
        assert (responses.answers["interest"] == "definitely").sum() == (
            words["interest"] == "ja, auf jeden Fall"
        ).sum()

    def test_the_base_of_an_option_is_who_answered_the_question(self, responses):
        """Of a multiple choice, those not asked and those who ticked nothing are in no base."""
        words = answers_in_words(responses, ["needs"])
        columns = responses.questionnaire.questions["needs"].option_columns
        silent = ~responses.answers[columns].fillna(False).any(axis=1)

        assert words.loc[~responses.asked["needs"]].isna().all().all()
        assert set(columns) == set(words)
        assert (words["needs__quiet_zone"].isna() <= silent).all()

    def test_ticks_keep_the_missing(self):
        assert [YES, NO, True] == [
            *ticks(pd.Series([True, False, None]))[:2],
            ticks(pd.Series([None])).isna()[0],
        ]

    def test_some_answers_count_as_yes(self):
        """Other answers are a no, none is missing."""
        found = one_of(pd.Series(["a", "b", None]), ["a"])

        assert [YES, NO] == found.dropna().tolist()


class TestProtection:
    def test_a_small_answer_joins_another(self):
        """What fewer than five gave never has a row of its own, and nothing printed shows it by subtraction."""
        shown = published(choices(a=3, b=30, c=20)).shares("q")

        assert "a" not in set(shown["label"])
        assert 1 == pytest.approx(shown["share"].sum())

    def test_a_hidden_count_hides_its_share(self):
        """Four of a hundred ticked: neither number nor share is printed, the base is."""
        row = (
            published(pd.DataFrame({"q": ticks(pd.Series([True] * 4 + [False] * 96))}))
            .ticked({"q": "Frage"})
            .iloc[0]
        )

        assert 100 == row["n"]
        assert row[["count", "share", "low", "high"]].isna().all()

    def test_nothing_at_all_is_no_secret(self):
        """A zero is shown with the upper end of its interval."""
        row = published(pd.DataFrame({"q": ticks(pd.Series([False] * 50))})).ticked({"q": "Frage"}).iloc[0]

        assert (0, 0.0) == (row["count"], row["share"])
        assert row["high"] > 0

    def test_small_cells_of_a_group_are_hidden(self):
        """A group of which three are interested gives no share."""
        words = pd.DataFrame(
            {
                "group": ticks(pd.Series([True] * 23 + [False] * 77)),
                "interested": ticks(pd.Series([True] * 3 + [False] * 20 + [True] * 40 + [False] * 37)),
            }
        )
        answers = published(words, ["group"], "interested")
        shown = answers.by("group", "interested")

        assert not shown.query("label == @YES")["share"].notna().any()


@pytest.fixture(scope="module")
def survey():
    responses = map_responses(answer_sheet(FOLDER / SYNTHETIC["person"]), shipped("person"))
    names = [
        "interest",
        "frequency",
        "preferred_town",
        "needs",
        "remote_allowed",
        "employment",
        "workplace",
    ]
    words = answers_in_words(responses, names)
    words["interested"] = one_of(responses.answers["interest"], ["rather_yes", "definitely"])
    recodes = {"interested": Recode("interest", frozenset(["eher ja", "ja, auf jeden Fall"]))}
    answers = counted(words, responses)
    tables = one_way(answers, recodes, "P") | crossed(answers, recodes, "P", ["employment"], "interested")
    same = same_people(answers, responses, "P")
    protected = protect(tables, sensitive=(), places=(), same=same)
    return PublicAnswers("P", words, answers, recodes, Design(np.ones(len(words))), protected, 1), responses


class TestBases:
    """What is printed of one base never tells, by subtraction, a number from one to four."""

    def test_few_silent_ones_count_with_the_answer_beside_them(self):
        """Three of a hundred kept silent: they are no row, no difference of two rows, and not in the yes."""
        words = choices(a=30, b=67).reindex(range(100)).astype("category")
        shown = published(words).shares("q").set_index("label")

        assert {"a": 30, "b und keine Angabe": 70} == shown["count"].to_dict()
        assert [100, 100] == shown["n"].tolist()
        assert 1 == pytest.approx(shown["share"].sum())

    def test_many_silent_ones_are_outside_the_base(self):
        words = choices(a=30, b=50).reindex(range(100)).astype("category")
        shown = published(words).shares("q").set_index("label")

        assert [80, 80] == shown["n"].tolist()
        assert 30 / 80 == pytest.approx(shown.loc["a", "share"])

    @pytest.mark.parametrize(
        ("silent", "bases"), [((0, 10), [100, 90]), ((6, 8), [90, 90]), ((0, 8), [100, 92])]
    )
    def test_bases_that_would_tell_of_few_silent_ones_are_rounded(self, silent, bases):
        """Who answered one question and not another: 94 beside 92 would be two people."""
        words = pd.DataFrame(
            {
                name: pd.Categorical(["a"] * 50 + ["b"] * (50 - gone) + [None] * gone, ["a", "b"])
                for name, gone in zip(("interest", "frequency"), silent, strict=True)
            }
        )

        answers = published(words)

        assert bases == [answers.shares(name)["n"].iloc[0] for name in words]
        assert (silent == (6, 8)) == answers.rounds

    def test_a_recode_is_the_sum_of_its_answers(self):
        """What is printed of the answers and of their sum differs by no hidden few."""
        words = choices(no=40, perhaps=30, yes=27, surely=3)
        words["interested"] = one_of(words["q"], ["yes", "surely"])
        recodes = {"interested": Recode("q", frozenset(["yes", "surely"]))}
        answers = published(words, recodes=recodes)
        together = answers.ticked({"interested": "zusammen"})["count"][0]

        assert 30 == together
        assert not answers.shares("q")["count"].isin([1, 2, 3, 4, together - 3]).any()

    def test_gaps_are_named(self, survey):
        """Everybody is counted once in each column: with an answer, as silent, or as not asked."""
        answers, responses = survey

        assert not answers.counted.isna().any().any()
        assert (answers.counted["frequency"].eq("nicht gefragt") == ~responses.asked["frequency"]).all()

    def test_everybody_less_what_is_printed_is_nobody_or_many(self, survey):
        """The attack: all respondents, less those a filter kept out, less every answer printed."""
        answers, responses = survey
        for name in ("interest", "frequency", "preferred_town", "remote_allowed", "employment"):
            shown = answers.shares(name)
            if shown["count"].notna().all():
                silent = int(responses.asked[name].sum() - shown["count"].sum())
                assert silent == 0 or silent >= 5, name

    def test_nothing_hidden_can_be_worked_out_across_questions(self, survey):
        """A filter ties the base of one question to the answers of another: the audit knows."""
        assert survey[0].protected.audit()["safe"].all()


class TestEstimates:
    def test_without_weights_shares_have_wilsons_interval(self):
        """Twenty of fifty: n/(n-1) apart, the score interval."""
        shown = published(choices(a=20, b=30)).shares("q").set_index("label").loc["a"]

        assert wilson(20, 50) == pytest.approx((shown["low"], shown["high"]), abs=0.002)
        assert (50, 20, 0.4) == (shown["n"], shown["count"], shown["share"])

    def test_a_small_base_is_not_printed(self):
        """Below the minimum base neither base nor share stands in the table."""
        shown = published(choices(a=6, b=8), minimum=15).shares("q")

        assert shown[["n", "count", "share"]].isna().all().all()

    def test_groups_are_estimated_apart(self):
        """The share of a group counts only its members with an answer."""
        words = pd.DataFrame(
            {
                "group": ticks(pd.Series([True] * 40 + [False] * 60)),
                "interested": ticks(pd.Series([True] * 10 + [False] * 30 + [True] * 30 + [False] * 30)),
            }
        )
        shown = published(words, ["group"], "interested").by("group", "interested").set_index("label")

        assert {YES: 0.25, NO: 0.5} == pytest.approx(shown["share"].to_dict())

    def test_two_surveys_differ_by_the_gap(self):
        """The difference lies in its interval; with a hidden share there is none."""
        many, few, hidden = (
            published(pd.DataFrame({"q": ticks(pd.Series([True] * yes + [False] * no))}), survey=name)
            for name, yes, no in (("A", 60, 40), ("B", 10, 30), ("C", 2, 30))
        )
        low, difference, high = gap(many, few, "q")

        assert 0.35 == pytest.approx(difference)
        assert low < 0.35 < high
        assert np.isnan(gap(many, hidden, "q")[1])

    def test_means_need_their_base(self):
        found = means(
            {"a": pd.Series([1.0, 2.0, 3.0]), "b": pd.Series([1.0, None, None])}, Design(np.ones(3)), 2
        )

        assert [2.0, True] == [found["mean"][0], np.isnan(found["mean"][1])]


class TestAssociations:
    def test_finds_what_goes_together(self):
        """A trait that decides the answer comes first, one drawn at random stays far behind."""
        generator = np.random.default_rng(1)
        outcome = pd.Series(generator.choice(["ja", "nein"], 300))
        traits = pd.DataFrame(
            {
                "random": generator.choice(["x", "y"], 300),
                "same": outcome.replace("ja", "doch"),
                "constant": "z",
            }
        )
        found = associations(outcome, traits, np.ones(300), 20)

        assert ["same", "random"] == found["trait"].tolist()
        assert found["cramers_v"][0] == pytest.approx(1, abs=0.01)
        assert found["cramers_v"][1] < 0.15

    def test_p_values_are_held_to_a_common_level(self):
        """The smallest of four is multiplied by four, the next by three, and none falls below a smaller one's."""
        assert [0.03, 0.06, 0.06, 0.02] == pytest.approx(holm([0.01, 0.04, 0.03, 0.005]).tolist())
