"""What kind of answer a column holds, and what the answers mean."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.formats.exports.answers import Answers, is_closed, numbers, prices, scale
from ohv_coworking.formats.exports.lists import split_answers
from ohv_coworking.formats.exports.moments import clock_times, moments
from ohv_coworking.formats.exports.personal import is_personal
from ohv_coworking.formats.exports.relevance import saw
from ohv_coworking.formats.exports.told import Told


def answers(*cells) -> Answers:
    return Answers.of(cells)


OPTIONS = ["Bahn", "Bus, auch Nachtbus", "Fahrrad", "zu Fuß", "Auto (allein)", "Roller/Moped"]
CHOICES = st.lists(
    st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=4, unique=True), min_size=25, max_size=60
)


@given(CHOICES)
def test_joined_options_are_split_again(choices):
    """Whatever is chosen, options joined by semicolons are counted as they were chosen."""
    joined = answers(*(";".join(chosen) + ";" for chosen in choices))

    parts = split_answers(joined)

    assert parts is not None
    assert [chosen for chosen in choices] == [parts[joined.texts[code]] for code in joined.codes]


def test_an_option_with_the_separator_inside_stays_whole():
    """Parts that never occur without each other are one option."""
    parts = split_answers(
        answers(
            "Bahn, Bus, auch Nachtbus", "Bus, auch Nachtbus", "Bahn", "Fahrrad, Bus, auch Nachtbus", "Fahrrad"
        )
    )

    assert ["Bahn", "Bus, auch Nachtbus"] == parts["Bahn, Bus, auch Nachtbus"]


def test_the_option_list_decides_where_it_is_given():
    """With the questionnaire's options the longest option wins, and free text stays in one piece."""
    told = Told({"Bahn": "rail", "Bus, auch Nachtbus": "bus", "Bus": "day bus"}, free_text=True)

    assert ["rail", "bus"] == told.parts("Bahn, Bus, auch Nachtbus")
    assert ["rail", "Rad, Rollstuhl"] == told.parts("Bahn, Rad, Rollstuhl")
    assert told.parts("Rad, Bahn") is None


@pytest.mark.parametrize(
    "cells",
    [
        ("Nein, aber bald", "Nein, aber bald", "Ja", "Nein"),
        ("Gute Lage, günstig.", "Ich arbeite gern dort, weil es ruhig ist.", "Teuer, aber schön."),
        ("Bahn", "Bus", "Bahn"),
    ],
)
def test_without_evidence_nothing_is_split(cells):
    """A comma in an answer is no list as long as its parts are answers of nobody else."""
    assert split_answers(answers(*cells)) is None


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["0 - Mostly me", "3", "5 - Mostly other people"], [0, 3, 5]),
        (["1 (Dissimilar)", "2", "7 (Similar)"], [1, 2, 7]),
        (["1 – sehr wichtig", "2 – wichtig"], [1, 2]),
        (["100% - I spent all", "50%", "0%"], [100, 50, 0]),
        (["10 (All my time)", "\ufeff1 (None at all)", "5"], [10, 1, 5]),
    ],
)
def test_scales_take_the_leading_number(cells, values):
    """Ends of a scale may carry words; the number counts, and marks without width do not."""
    assert values == scale(answers(*cells)).tolist()


@pytest.mark.parametrize(
    "cells", [["2-50", "51-250"], ["1-5 years", "6-10 years"], ["1", "2", "3"], ["3-5", "1", "10+"]]
)
def test_ranges_and_plain_numbers_are_no_labelled_scale(cells):
    """A range is an option, and numbers without any label are numbers."""
    assert scale(answers(*cells)) is None


def test_numbers_follow_the_column():
    """One style explains all answers, or the column is no number."""
    assert [1234.5, 2] == numbers(answers("1.234,5", "2")).tolist()
    assert numbers(answers("1.234,5", "viele")) is None


def test_prices_need_most_answers_to_be_prices():
    """A column of reasons with one amount in it is no price."""
    amounts, unclear = prices(answers("120 €", "ca. 99,90 EUR", "1.200,-", "weiß nicht", "EUR 50"))

    assert [120, 99.9, 1200, 50] == amounts[~np.isnan(amounts)].tolist()
    assert ["weiß nicht"] == unclear
    assert prices(answers("zu teuer", "120 €", "gar nichts")) is None


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-05-01 10:12:45", "2024-05-01 10:12:45"),
        ("01.05.2024 10:12:45", "2024-05-01 10:12:45"),
        ("1.5.24 10:12", "2024-05-01 10:12"),
        ("2024/05/01 3:12:45 PM OESZ", "2024-05-01 15:12:45"),
        ("2024/05/01 3:12:45 PM GMT+2", "2024-05-01 15:12:45"),
        ("5/31/2024 10:12:45", "2024-05-31 10:12:45"),
        ("31/05/2024 10:12", "2024-05-31 10:12"),
        ("05/01/2024 03:12:45 PM", "2024-05-01 15:12:45"),
    ],
)
def test_moments_in_each_tools_writing(cell, moment):
    """German, English, 12-hour and two-digit-year dates are the moments they name."""
    assert pd.Timestamp(moment) == moments(answers(cell, ""))[0]


def test_day_numbers_are_dates_only_in_a_tools_notes():
    """43290.53487 is 9 July 2018 among the notes, and a number among the answers."""
    cells = answers("43290.53487")

    assert pd.Timestamp("2018-07-09 12:50:13") == moments(cells, serials=True)[0]
    assert moments(cells) is None


def test_times_of_day():
    """Clock times are written alike; anything else is none."""
    assert ["08:05", "17:30", None] == clock_times(answers("8:05", "17.30 Uhr", "")).tolist()
    assert clock_times(answers("8:05", "morgens")) is None


def test_closed_questions_repeat_their_options():
    """Recurring answers are options, different ones are words."""
    assert is_closed(answers("nie", "oft", "nie", "oft", "nie"))
    assert not is_closed(answers("gern", "weil es ruhig ist", "die Lage", "der Preis"))


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("E-Mail", ["anonymous"]),
        ("Name", ["A. B."]),
        ("IP-Adresse", ["192.168.0.7"]),
        ("RecipientEmail", [""]),
        ("LocationLatitude", ["52.75"]),
        ("Wie erreichen wir Sie?", ["a.b@example.org", "", "c@example.com"]),
        ("Kontakt", ["+49 3301 600 0", "03301 6000", "0049 30 1234567"]),
    ],
)
def test_personal_columns_are_found(header, cells):
    """By their header or by what they hold."""
    assert is_personal(header, answers(*cells))


@pytest.mark.parametrize(
    "header", ["Name des Unternehmens", "Adressieren wir Ihre Wünsche?", "ID", "Respondent ID", "Stadt"]
)
def test_other_columns_are_not_personal(header):
    """A word inside a question does not make it personal."""
    assert not is_personal(header, answers("Ja", "Nein"))


FRAME = pd.DataFrame({"G01Q01": ["A1", "A2", "A1"], "G01Q02[SQ001]": ["Y", "Y", ""]})


@pytest.mark.parametrize(
    ("equation", "rows"),
    [
        ("", [True, True, True]),
        ("1", [True, True, True]),
        ('((G01Q01.NAOK == "A1"))', [True, False, True]),
        ("G01Q01.NAOK != 'A1'", [False, True, False]),
        ('((G01Q01.NAOK == "A1") and (G01Q02_SQ001.NAOK == "Y"))', [True, False, False]),
        ('G01Q01.NAOK == "A2" or G01Q02_SQ001.NAOK == "Y" and G01Q01.NAOK == "A1"', [True, True, False]),
    ],
)
def test_filters_of_comparisons_tell_who_saw(equation, rows):
    """Comparisons joined by and, or and brackets are answered from the responses."""
    assert rows == saw(equation, FRAME).tolist()


@pytest.mark.parametrize(
    "equation", ["count(G01Q02) > 2", 'G09Q09.NAOK == "A1"', '((G01Q01.NAOK == "A1")', "rand(1,2)"]
)
def test_other_filters_are_not_guessed(equation):
    """What comparisons with columns of the file do not say stays unknown."""
    assert saw(equation, FRAME) is None
