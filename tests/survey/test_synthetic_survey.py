"""The synthetic answers are reproducible, marked in every row, and rest on sources that can be looked up."""

import csv
import io

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.survey import synthetic_margins
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.synthetic_answers import draw
from survey_files import FOLDER, MARGINS, SYNTHETIC, VERSIONS, shipped, shipped_margins

RAW = FOLDER.parent
PUBLISHED = [name for name in shipped_margins("person").sources if name != "assumption"]


def drawn(version, seed=None):
    return draw(
        shipped(version), shipped_margins(version), shipped_margins(version).seed if seed is None else seed
    )


@pytest.mark.parametrize("version", VERSIONS)
class TestCommittedFile:
    def test_is_what_the_seed_gives(self, version):
        """Drawn again, the file is the same byte for byte."""
        assert (FOLDER / SYNTHETIC[version]).read_bytes() == csv_bytes(drawn(version))

    def test_says_in_every_row_that_it_is_synthetic(self, version):
        """Whoever opens the file alone sees the mark first."""
        content = (FOLDER / SYNTHETIC[version]).read_text(encoding="utf-8-sig")
        header, *rows = csv.reader(io.StringIO(content))

        assert "Hinweis" == header[0]
        assert all(row[0].startswith("synthetisch") for row in rows)

    def test_another_seed_gives_other_answers(self, version):
        """The seed decides, nothing else."""
        assert not drawn(version).equals(drawn(version, seed=1))


@pytest.mark.parametrize("question", ["interest", "needs", "importance", "commute_days", "comment"])
def test_one_question_more_keeps_all_other_answers(question):
    """Drawn with and without a question, everybody's answers to the others are the same."""
    without = shipped_margins("person")
    needing = {question} | {
        margin.question for margin in without.margins if any(question in case.when for case in margin.cases)
    }
    fewer = without.model_copy(
        update={"margins": tuple(margin for margin in without.margins if margin.question not in needing)}
    )
    expected, actual = drawn("person"), draw(shipped("person"), fewer, fewer.seed)
    hidden = {one.code for one in shipped("person").questions.values() if needing & _filters(one.id)}
    codes = [shipped("person").questions[name].code for name in needing]
    kept = [name for name in expected if name.split("[")[0] not in {*codes, *hidden}]

    assert expected[kept].equals(actual[kept])


def _filters(question):
    """The question and those that its filters ask for, directly or by way of others."""
    asked_for = {filter.question for filter in shipped("person").filters[question]}
    return {question}.union(*map(_filters, asked_for))


class TestPersons:
    def test_are_about_320(self):
        """320 respondents, two of whom sent their answers twice."""
        assert 322 == len(drawn("person"))
        assert 2 == drawn("person").duplicated(subset=["Datum Abgeschickt", "Zufallsstartwert"]).sum()

    def test_break_off_leave_out_and_write(self):
        """There are incomplete rows, missing answers and free text, as in a real file."""
        answers = drawn("person")
        complete = answers["Datum Abgeschickt"] != ""

        assert 0 < (~complete).sum() < 40
        assert (answers.loc[complete, "G04Q14"] == "").any()
        assert (answers["G04Q20[other]"] != "").any()

    def test_prices_rise_for_most(self):
        """Too cheap ≤ cheap ≤ expensive ≤ too expensive, but for a few respondents, as in reality."""
        prices = drawn("person")[["G05Q23", "G05Q24", "G05Q25", "G05Q26"]].apply(pd.to_numeric).dropna()
        ordered = (prices.diff(axis=1).iloc[:, 1:] >= 0).all(axis=1)

        assert 0.9 < ordered.mean() < 1

    def test_follow_the_margins(self):
        """With many respondents the shares drawn are the margins."""
        many = shipped_margins("person").model_copy(update={"respondents": 20_000})
        answers = draw(shipped("person"), many, seed=3)
        known = answers.loc[answers["G04Q13"] != "", "G04Q13"]
        reference = many.prices.reference

        assert 0.26 == pytest.approx((known == "AO03").mean(), abs=0.01)
        assert 108 == pytest.approx(sum(price * share for price, share in reference.items()), abs=1)

    def test_commuters_to_the_city_are_more_interested(self):
        """The modest dependence that the margins document is in the answers."""
        many = shipped_margins("person").model_copy(update={"respondents": 20_000})
        answers = draw(shipped("person"), many, seed=3)
        working = answers[(answers["G02Q04"] != "") & (answers["G04Q14"] != "")]
        interested = working["G04Q14"].isin(["AO04", "AO05"])

        city = working["G02Q04"] == "AO12"
        assert interested[city].mean() > interested[~city].mean() + 0.03


class TestSources:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_stand_beside_each_margin(self, version):
        """Each margin names a published source, or says that it is an assumption."""
        given = shipped_margins(version)

        assert all(set(margin.sources) <= set(given.sources) for margin in given.margins)

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_are_among_the_raw_files(self, name):
        """A source is a row of the benchmarks or facts, or a raw file itself."""
        source = shipped_margins("person").sources[name]
        if source.address.startswith("data/raw/"):
            assert (RAW.parents[1] / source.address).is_file()
            return
        files = ("coworking/benchmarks.csv", "statistics/regional_facts.csv")
        listed = pd.concat([pd.read_csv(RAW / file, dtype=str) for file in files])
        cited = listed[
            (listed["source_title"] == source.title)
            & (listed["source_url"] == source.address)
            & listed["period"].str.startswith(source.period)
        ]

        assert len(cited)


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("{given: 0.985, refused: 0.015}", "{given: 0.985, perhaps: 0.015}", "perhaps"),
            ("- question: town", "- question: village", "village"),
            ("sources: [gfk, iza, assumption]", "sources: [hearsay]", "hearsay"),
            ("{given: 0.985, refused: 0.015}", "{given: 98.5}", "98.5"),
            ("short_way: [0.02, ", "short_way: [", "short_way"),
            ("- when: {employment: [retired]}", "- when: {cooperation: [trial]}", "cooperation"),
        ],
    )
    def test_name_what_does_not_fit(self, old, new, told):
        """Margins that do not fit the questionnaire are refused by name."""
        with pytest.raises(InputFault, match=told):
            synthetic_margins.read_margins(MARGINS.replace(old, new, 1), "person", shipped("person"))
