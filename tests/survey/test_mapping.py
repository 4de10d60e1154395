"""Columns are mapped by code or text and never by guess; the same answers come out of every layout."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.exports.wording import normal
from ohv_coworking.survey.bases import group_membership
from ohv_coworking.survey.limesurvey_layout import export_columns
from ohv_coworking.survey.mapping import NOT_ASKED, Responses, map_responses
from response_layouts import limesurvey_texts, one_column_each
from survey_files import VERSIONS, shipped
from survey_sheets import exported, sheet


def complete(table):
    return table[table["Datum Abgeschickt"] != ""] if "Datum Abgeschickt" in table else table


def mapped(table, version="person", assigned=None, omitted=()) -> Responses:
    """The table's responses, under the table's own row numbers."""
    responses = map_responses(sheet(table), shipped(version), assigned, omitted)
    rows = dict(enumerate(table.index, start=2))
    frames = {name: getattr(responses, name).rename(index=rows) for name in ("answers", "asked")}
    return replace(responses, **frames)


def changed(**cells):
    """The export with one respondent's cells replaced, by code."""
    table = exported().copy()
    for code, value in cells.items():
        table.loc[5, code] = value
    return table


def seen(*codes):
    """The row of a respondent who answered all these questions."""
    table = complete(exported())
    return table.index[(table[list(codes)] != "").all(axis=1)][0]


class TestLayouts:
    @given(seed=st.integers(0, 2**32))
    @settings(max_examples=4)
    def test_codes_come_back(self, seed):
        """Mapping undoes the layout of LimeSurvey with codes, whatever was answered."""
        for version in VERSIONS:
            table = exported(version, seed)
            back = export_columns(shipped(version), mapped(table, version).answers)

            assert_frame_equal(complete(table)[back.columns], back)

    @pytest.mark.parametrize("version", VERSIONS)
    def test_texts_say_the_same(self, version):
        """LimeSurvey with question texts and answers in full gives the same answers and bases."""
        expected = mapped(exported(version), version)
        texts = limesurvey_texts(shipped(version), expected.answers, expected.asked)
        actual = mapped(texts, version)

        assert_frame_equal(expected.answers, actual.answers)
        assert_frame_equal(expected.asked, actual.asked)

    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize(("separator", "end"), [(";", ";"), ("; ", ""), (", ", "")])
    def test_lists_in_cells_say_the_same(self, version, separator, end):
        """Several answers in one cell are taken apart at the options, not at every comma."""
        expected = mapped(exported(version), version)
        forms = one_column_each(shipped(version), expected.answers, separator, end)

        assert_frame_equal(expected.answers, mapped(forms, version).answers)

    def test_code_and_text_headers(self):
        """A tool that gives code and text together is understood by the code."""
        table = exported()
        texts = {question.code: question.text for question in shipped("person").questions.values()}
        parts = {name: name.rstrip("]").partition("[") for name in table}
        headers = {
            name: f"{name}. {texts[code]} [{part}]" if part else f"{name}. {texts[code]}"
            for name, (code, _, part) in parts.items()
            if code in texts
        }

        assert_frame_equal(mapped(table).answers, mapped(table.rename(columns=headers)).answers)


class TestBases:
    def test_are_those_who_were_asked(self):
        """Who does not work was not asked for the workplace: missing, and not in the base."""
        responses = mapped(exported())
        idle = responses.answers["employment"].isin(["retired", "job_seeker"])

        assert not responses.asked.loc[idle, "workplace"].any()
        assert responses.answers.loc[idle, "workplace"].isna().all()

    def test_an_option_seen_and_not_ticked_is_false(self):
        """Among those asked every option is True or False; among the others it is missing."""
        responses = mapped(exported())
        asked = responses.asked["needs"]

        assert responses.answers.loc[asked, "needs__printer"].notna().all()
        assert responses.answers.loc[~asked, "needs__printer"].isna().all()

    def test_no_answer_differs_from_nothing(self):
        """ "Keine Angabe" is an answer of its own, an empty cell is missing."""
        answers = mapped(changed(G06Q28="AO99", G06Q29="")).answers

        assert "no_answer" == answers.loc[5, "age_group"]
        assert answers.loc[5, "care"] is pd.NA or pd.isna(answers.loc[5, "care"])

    def test_leftover_answers_are_set_aside(self):
        """An answer to a question the filter hides does not count, and is listed with its row."""
        responses = mapped(changed(G02Q03="AO07", G02Q04="AO12", G02Q07="45"))
        aside = responses.set_aside
        listed = aside.loc[(aside["row"] == 5) & (aside["reason"] == NOT_ASKED), "question"]

        assert {"workplace", "commute_minutes"} <= set(listed)
        assert pd.isna(responses.answers.loc[5, "commute_minutes"])

    def test_scales_are_ordered(self):
        """A scale can be compared, a nominal choice can't."""
        answers = mapped(exported()).answers

        assert answers["interest"].cat.ordered
        assert not answers["town"].cat.ordered

    def test_groups_follow_the_answers(self):
        """Carers care, seniors are 65 and older, and who said nothing belongs nowhere."""
        answers = mapped(changed(G06Q28="AO05", G06Q29="AO99")).answers
        member = group_membership(shipped("person"), answers).loc[5]

        assert member["seniors"]
        assert pd.isna(member["carers"])


class TestColumns:
    def test_of_no_question_are_named(self):
        """Further questions are left out, and said so; notes of the tool are none."""
        assert ("Hinweis", "Zusatz") == mapped(exported().assign(Zusatz="ja")).unused

    def test_that_tell_of_clusters_are_refused(self):
        """Who was drawn with others is no simple sample; a number of its own for everyone is none."""
        table = exported()

        with pytest.raises(InputFault, match=r"Klumpen(?s:.*)Haushalt-Nr"):
            mapped(table.assign(**{"Haushalt-Nr": [str(row // 2) for row in range(len(table))]}))
        assert (
            "Haushalt-Nr"
            in mapped(table.assign(**{"Haushalt-Nr": [str(row) for row in range(len(table))]})).unused
        )

    def test_nearly_alike_are_proposed_and_not_taken(self):
        """A text with a slip is a fault that names the column meant."""
        expected = mapped(exported())
        texts = limesurvey_texts(shipped("person"), expected.answers, expected.asked)
        slip = texts.rename(columns={"Wie alt sind Sie?": "Wie alt sind Sie heute?"})

        with pytest.raises(InputFault, match="Wie alt sind Sie heute") as caught:
            mapped(slip)
        assert "age_group" in str(caught.value)

    def test_can_be_assigned(self):
        """What the consultant decides is done."""
        renamed = exported().rename(columns={"G06Q28": "Alter"})
        actual = mapped(renamed, assigned={"Alter": "age_group"})

        assert_frame_equal(mapped(exported()).answers, actual.answers)

    def test_assigned_to_nothing(self):
        """A slip in the assignment itself is told with the nearest name."""
        with pytest.raises(InputFault, match="age_group"):
            mapped(exported().rename(columns={"G06Q28": "Alter"}), assigned={"Alter": "age_grup"})

    def test_can_be_omitted(self):
        """A question that was not asked has no base; without the decision it is a fault."""
        shorter = exported().drop(columns="G05Q27")

        with pytest.raises(InputFault, match="price_day"):
            mapped(shorter)
        assert not mapped(shorter, omitted=["price_day"]).asked["price_day"].any()

    @pytest.mark.parametrize("question", ["needs", "importance", "reasons", "comment", "commute_days"])
    def test_of_any_type_can_be_omitted(self, question):
        """A multiple choice, a matrix, a ranking, words or a number: what was not asked is missing throughout."""
        code = shipped("person").questions[question].code
        shorter = exported()[[name for name in exported() if not name.startswith(code)]]
        responses = mapped(shorter, omitted=[question])

        assert responses.answers[shipped("person").questions[question].columns].isna().all(axis=None)

    def test_filters_by_a_question_left_out_hide_nothing(self):
        """Without the question of occupation no answer to another question is lost."""
        shorter = exported().drop(columns=shipped("person").questions["employment"].code)
        actual = mapped(shorter, omitted=["employment"]).answers
        given = mapped(exported()).answers.drop(columns="employment").astype(object).stack()
        given = given[given.ne(False) & given.notna()]

        assert given.to_dict() == actual.astype(object).stack().reindex(given.index).to_dict()

    @pytest.mark.parametrize(
        ("version", "question"), [("person", "consent"), ("person", "town"), ("employer", "consent")]
    )
    def test_what_no_evaluation_can_do_without(self, version, question):
        """Without consent, and without residence, a survey is refused in words."""
        with pytest.raises(InputFault, match=re.escape(shipped(version).questions[question].text)):
            mapped(exported(version), version, omitted=[question])

    def test_an_unknown_question_cannot_be_omitted(self):
        """A slip in the name of a question left out is told, not taken in silence."""
        with pytest.raises(InputFault, match="gender"):
            mapped(exported(), omitted=["gender"])

    def test_missing_of_some_options(self):
        """A multiple choice without one of its options is not half-read."""
        with pytest.raises(InputFault, match="childcare"):
            mapped(exported().drop(columns="G04Q20[SQ009]"))

    def test_claimed_twice(self):
        """Two columns for one question are refused."""
        twice = exported().assign(**{shipped("person").questions["town"].text: "Velten"})

        with pytest.raises(InputFault, match="G02Q02"):
            mapped(twice)


class TestOtherSurveys:
    def test_the_other_version_is_refused(self):
        """Employers' answers are no persons' answers."""
        with pytest.raises(InputFault, match="andere Befragung"):
            mapped(exported("employer"))

    def test_a_code_with_another_text_is_refused(self):
        """The same code over another question is told, not mapped."""
        table = exported().rename(columns={"G06Q28": "G06Q28. Welche Programmiersprache verwenden Sie?"})

        with pytest.raises(InputFault, match="andere Frage"):
            mapped(table)


class TestAnswers:
    def test_unknown_ones_name_row_and_column(self):
        """An answer the questionnaire does not offer is a fault with its place."""
        with pytest.raises(InputFault) as caught:
            mapped(changed(G02Q02="Potsdam"))

        assert (5, "G02Q02", "Potsdam") == (caught.value.row, caught.value.column, caught.value.found)

    def test_unknown_ones_are_told_once_each(self):
        """A thousand times the same slip is one message."""
        table = exported().copy()
        table.loc[table.index[:50], "G02Q02"] = "Oranienburgg"

        with pytest.raises(InputFault, match="Oranienburg"):
            mapped(table)

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("110", 110),
            ("110 €", 110),
            ("110,50 Euro", 110.5),
            ("99.9", 99.9),
            ("0", 0),
            ("ca. 90 €/Monat", 90),
            ("1.200", 1200),
            ("110.0000000000", 110),
        ],
    )
    def test_prices_as_people_write_them(self, written, expected):
        """Amounts with currency and decimal comma are read."""
        row = seen("G05Q24")
        table = exported().copy()
        table.loc[row, "G05Q24"] = written

        assert expected == mapped(table).answers.loc[row, "price_cheap"]

    @pytest.mark.parametrize("written", ["ca. 100-120 €", "-5", "5000", "viel", "9 € am Tag"])
    def test_what_is_no_single_price_is_set_aside(self, written):
        """Ranges, other units and amounts beyond the limit do not count, and are listed and told."""
        row = seen("G05Q24")
        table = exported().copy()
        table.loc[row, "G05Q24"] = written
        responses = mapped(table)

        assert pd.isna(responses.answers.loc[row, "price_cheap"])
        assert (row, "price_cheap") in set(
            zip(responses.set_aside["row"], responses.set_aside["question"], strict=True)
        )
        assert (
            f"1\N{NO-BREAK SPACE}Antwort zählt nicht, zuerst Zeile {row} „{written}“."
            in responses.notices()[0]
        )

    def test_each_writes_as_they_like(self):
        """Decimals with comma and with point stand in one column; a mark that may be either counts for nobody."""
        rows = complete(exported()).index[(complete(exported())["G05Q24"] != "")][:3]
        table = exported().copy()
        table.loc[rows, "G05Q24"] = ["99.9", "110,50", "1.200"]
        answers = mapped(table).answers.loc[rows, "price_cheap"]

        assert [99.9, 110.5] == answers.dropna().tolist()

    @pytest.mark.parametrize("column", ["G02Q06", "G02Q07", "G05Q23", "G05Q24", "G05Q27"])
    def test_decimals_of_the_database_change_nothing(self, column):
        """LimeSurvey writes numbers with ten decimals: each is the number it was."""
        table = exported().copy()
        given = table[column] != ""
        table.loc[given, column] = table.loc[given, column].astype(float).map("{:.10f}".format)

        assert_frame_equal(mapped(exported()).answers, mapped(table).answers)

    def test_markup_stays_text(self):
        """A script in a free answer comes out as the text it is."""
        assert "<script>x</script>" == mapped(changed(G07Q35="<script>x</script>")).answers.loc[5, "comment"]

    def test_free_text_among_ticks_is_other(self):
        """What is no option in a list of ticks is kept as the text of "Sonstiges"."""
        expected = mapped(exported())
        forms = one_column_each(shipped("person"), expected.answers)
        row = seen("G04Q20[SQ001]")
        question = shipped("person").questions["needs"].text
        forms.loc[row, question] = "Drucker und Scanner;ein Aquarium, groß;"
        answers = mapped(forms).answers.loc[row]

        assert "ein Aquarium, groß" == answers["needs__other_text"]
        assert answers["needs__printer"]

    def test_an_option_inside_free_text_is_a_fault(self):
        """A cell that can't be taken apart for certain is not taken apart."""
        expected = mapped(exported())
        forms = one_column_each(shipped("person"), expected.answers)
        forms.loc[seen("G04Q20[SQ001]"), shipped("person").questions["needs"].text] = (
            "Tee, Drucker und Scanner"
        )

        with pytest.raises(InputFault, match="Tee"):
            mapped(forms)


def test_normal_form():
    """White space, case, markup and outer punctuation make no difference; words do."""
    assert normal("  Wie alt\xa0sind <i>Sie</i>?\n") == normal("wie ALT sind Sie")
    assert normal("Wie alt sind Sie?") != normal("Wie alt ist sie?")
