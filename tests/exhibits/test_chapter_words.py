"""A words file is read as a planner writes it, and refused in German with the line that is wrong."""

import fnmatch

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import Column
from ohv_coworking.exhibits.words import FigureWords, Words, read_words
from study_runs import ledgers

TOWNS = """\
figures:
  people: {label: "Personen", unit: Personen}
  verdict_*: "Urteil im Fall „*“"
frames:
  towns:
    label: "Die Städte"
    columns:
      town: "Stadt"
      case_*: {label: "*", unit: Anteil, decimals: 1}
      rest: "Rest"
"""


@pytest.fixture
def words(tmp_path):
    """Read a text as the words file of a chapter."""

    def read(text: str) -> Words:
        file = tmp_path / "first.words.yaml"
        file.write_text(text, encoding="utf-8")
        return read_words(file)

    return read


def fault(words, text: str) -> InputFault:
    with pytest.raises(InputFault) as raised:
        words(text)
    return raised.value


class TestReading:
    def test_a_figure_has_label_and_unit(self, words):
        assert FigureWords("Personen", "Personen") == words(TOWNS).figure("people", {})

    def test_a_star_stands_for_what_the_data_name(self, words):
        """One line of words serves every case of the plan, each under its own German name."""
        read = words(TOWNS)

        assert "Urteil im Fall „günstig“" == read.figure("verdict_high", {"high": "günstig"}).label

    def test_columns_stand_in_the_order_of_the_file(self, words):
        """Columns that the data name stand where the star stands; a column without words is not shown."""
        frame = pd.DataFrame(columns=["rest", "key", "case_b", "case_a", "town"])
        label, columns = words(TOWNS).frame("towns", frame, {"a": "mittel", "b": "hoch"})

        assert "Die Städte" == label
        assert ["Stadt", "mittel", "hoch", "Rest"] == [column.label for column in columns.values()]
        assert Column("mittel", "Anteil", 1) == columns["case_a"]

    def test_a_chapter_without_a_file_has_no_words(self, tmp_path):
        with pytest.raises(InputFault, match="fehlt die Beschriftung"):
            read_words(tmp_path / "none.words.yaml").figure("people", {})

    def test_what_was_not_published_is_told_with_its_line(self, words):
        read = words(TOWNS)
        read.figure("people", {})

        told = "In first.words.yaml beschriftet, aber nicht berechnet: verdict_* (Zeile 3), towns (Zeile 5)."
        assert told == read.unused()


class TestFaults:
    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("a: {label: Ort, einheit: m}", "Diese Angabe ist unbekannt."),
            ("a: {unit: Personen}", "Eine Angabe fehlt."),
            ("a: 3", "Eine Angabe passt nicht."),
            ("a: {label: Ort, decimals: zwei}", "Eine Angabe passt nicht."),
            ("a: {label: 2035}", "Eine Angabe passt nicht."),
            ("a: {label: Ort, range: Bereich}", "Eine Angabe passt nicht."),
            ("a: {label: Ort, unit: Elefanten}", "Die Einheit ist unbekannt."),
            ("a:", "Eine Angabe passt nicht."),
        ],
    )
    def test_a_faulty_line_is_named(self, words, line, problem):
        """Unknown names, missing labels, values of the wrong kind and units nobody can count are refused."""
        told = fault(words, f"figures:\n  good: Gut\n  {line}\n")

        assert (problem, 3) == (told.problem, told.row)

    def test_an_unknown_section_is_named(self, words):
        told = fault(words, "figures:\n  good: Gut\nfigurs:\n  a: A\n")

        assert ("Diese Angabe ist unbekannt.", 3, "einer von: figures, frames, claims") == (
            told.problem,
            told.row,
            told.expected,
        )

    def test_a_table_needs_its_label(self, words):
        told = fault(words, "frames:\n  towns:\n    columns:\n      town: Stadt\n")

        assert ("Eine Angabe fehlt.", "frames.towns.label", 2) == (told.problem, told.parameter, told.row)

    def test_a_column_the_table_lacks_is_named(self, words):
        with pytest.raises(
            InputFault, match="Eine beschriftete Spalte gibt es in der Tabelle nicht"
        ) as raised:
            words(TOWNS).frame("towns", ["town"], {})

        assert "towns: rest" == raised.value.found


def test_every_word_of_the_study_is_published(built):
    """The edition shipped computes whatever its words files describe."""
    published = ledgers(built)
    idle = [
        f"{file.name}: {name}"
        for file in sorted((built / "notebooks").glob("*.words.yaml"))
        for sort, described in (("figure", read_words(file).figures), ("frame", read_words(file).frames))
        for name in described
        if not fnmatch.filter(published, f"{sort}:{file.name.partition('.')[0]}.{name}")
    ]

    assert [] == idle
