"""What small tables of offices mean where their layout leaves a choice, and what is refused whole."""

import re

import numpy as np
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.exports.answers import Answers
from ohv_coworking.formats.recognise import understand
from ohv_coworking.region.region_profile import district_dative
from ohv_coworking.region.source import INDEPENDENT

OFFICE = "Amt für Statistik Berlin-Brandenburg\n\nAGS;Stichtag;Kreis;Anzahl\n"


def read(tmp_path, text: str, name: str = "tabelle.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return understand(path)


def test_a_column_of_one_day_is_the_period(tmp_path):
    """The same day in every row is the period of the rows, not a part of their name."""
    rows = "12065;31.12.2022;Oberhavel;100\n12060;31.12.2022;Barnim;90\n12054;31.12.2022;Potsdam;80\n"

    frame = read(tmp_path, OFFICE + rows).frame

    assert ["2022-12-31"] == frame["period"].unique().tolist()
    assert ["Oberhavel", "Barnim", "Potsdam"] == frame["region"].tolist()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OFFICE.replace("Anzahl", "Lage") + "12065;31.12.2022;Oberhavel;Nord\n12060;31.12.2022;Barnim;Ost\n", "keine Spalte mit Zahlen"),
        ("Kennziffer;Raumeinheit;Aggregat\n;;\n12065;Oberhavel;Kreise\n12060;Barnim;Kreise\n", "keine Spalte mit Zahlen"),
        ("statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
         "1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n", "keine Daten"),
    ],
    ids=["office table of words", "INKAR without an indicator", "flat file of a header"],
)  # fmt: skip
def test_nothing_to_count_is_told(tmp_path, text, told):
    """A table without a column of numbers, or without a row, is refused in plain words."""
    with pytest.raises(InputFault, match=told):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "independent"),
    [
        ("Potsdam, Kreisfreie Stadt", True), ("Erfurt, krsfr. Stadt", True), ("Ingolstadt", True), ("Dresden, Stadt", True),
        ("München, Landeshauptstadt", True), ("Heilbronn, Stadtkreis", True), ("Oberhavel, Landkreis", False),
        ("Rhein-Sieg-Kreis", False), ("Region Hannover, Landkreis", False), ("Regionalverband Saarbrücken", False),
        ("Städteregion Aachen (einschl. Stadt Aachen)", False), ("Märkischer Kreis", False),
    ],
)  # fmt: skip
def test_a_town_of_its_own_is_told_by_its_name(name, independent):
    """Offices of the Länder write it differently; what is a county says so everywhere."""

    assert independent == bool(re.search(INDEPENDENT, name, re.IGNORECASE))


@pytest.mark.parametrize(
    ("name", "dative"),
    [
        ("Rheinisch-Bergischer Kreis", "dem Rheinisch-Bergischen Kreis"), ("Rhein-Kreis Neuss", "dem Rhein-Kreis Neuss"),
        ("Altmarkkreis Salzwedel", "dem Altmarkkreis Salzwedel"), ("StädteRegion Aachen", "der StädteRegion Aachen"),
        ("Regionalverband Saarbrücken", "dem Regionalverband Saarbrücken"), ("Kiel", "Kiel"),
    ],
)  # fmt: skip
def test_a_district_is_named_as_in_a_sentence(name, dative):
    assert dative == district_dative(name)


def test_marks_are_counted_in_long_columns_too():
    """Six hundred answers of "NA" among six thousand different ones are six hundred, as in a short column."""
    cells = np.array(
        ["NA" if place % 10 == 0 else f"Antwort {place}" for place in range(6_000)], dtype=object
    )

    assert {"NA": 600} == dict(Answers.coded(np.arange(6_000), cells, frozenset({"NA"})).marks)
