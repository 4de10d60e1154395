import pandas as pd

from ohv_coworking.evaluation.open_answers import touched_groups

GROUPS = {"Verkehr": ["Park", "*rad", "S-Bahn"], "Räume": ["Telefon", "Büro"]}


def grouped(*answers: str | None) -> list[list[str]]:
    found = touched_groups(pd.Series(answers), GROUPS)
    return [[name for name in found if row[name]] for _, row in found.iterrows()]


def test_finds_the_beginning_of_words():
    """ "Park" is in "Parkplatz" but not in "Sparkasse"."""
    assert [["Verkehr"], ["Sonstiges"]] == grouped("Wo ist ein Parkplatz?", "neben der Sparkasse")


def test_a_star_finds_the_end_of_words():
    assert [["Verkehr"]] == grouped("Platz für mein Lastenrad")


def test_spelling_makes_no_difference():
    """Capitals, umlauts written out and hyphens."""
    assert [["Räume"], ["Räume"], ["Verkehr"]] == grouped("ein eigenes BUERO", "büro", "an der s-bahn")


def test_an_answer_may_belong_to_several_groups():
    assert [["Verkehr", "Räume"]] == grouped("Fahrrad und Telefonbox")


def test_nothing_said_belongs_nowhere():
    """Empty, missing and mere dashes are no answer."""
    assert [[], [], []] == grouped("", None, " - ")


def test_a_group_without_keywords_stays_empty():
    assert not touched_groups(pd.Series(["Ruhe"]), {"leer": ["", "*"]})["leer"].any()


def test_keywords_are_text_not_patterns():
    assert not touched_groups(pd.Series(["WLAN"]), {"x": ["W.AN"]})["x"].any()
