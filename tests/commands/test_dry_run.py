"""Acceptance begins with one page: what a file is, who reads it, what stays unread; nothing is recorded before the decision."""

import json
import shutil

import pandas as pd
import pytest

import statistics_files as files
from ohv_coworking.commands import main
from ohv_coworking.exhibits.ledger import KeyFigure
from ohv_coworking.intake.dry_run import DryRun, in_german_lines
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.trial_build import ChangedExhibit, ChangedFigure

DESCRIBED = {
    "title": "Ein Titel", "publisher": "Amt", "source": "https://example.org", "licence": "frei",
    "attribution": "Amt", "as-of": "2024", "synthetic": "nein",
}  # fmt: skip


@pytest.fixture
def project(root, tmp_path, monkeypatch):
    """The project's raw files with nothing built, so that no chapter runs."""
    shutil.copytree(
        root / "data" / "raw", tmp_path / "data" / "raw", ignore=shutil.ignore_patterns("persons.*")
    )
    shutil.copy(root / "study.yaml", tmp_path)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def called(project, capsys):
    """Call the command and return exit code and what it printed."""

    def call(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["accept", *arguments])
        return stopped.value.code, "".join(capsys.readouterr())

    return call


@pytest.fixture
def census(project):
    """A newer file of the census in the office's layout, with one municipality that nobody knows."""
    shipped = Catalog.load(project / "data" / "raw").read_csv("census_population")
    towns = shipped[shipped["ags"].str.startswith("12065")].copy()
    towns.iloc[0, :2] = ["12065999", "120650999999"]
    path = project / "data" / "raw" / "statistics" / "1000A.csv"
    path.write_bytes(files.census_flat_file(towns))
    return "data/raw/statistics/1000A.csv"


def recorded(project) -> bytes:
    return (project / "data" / "raw" / "catalog.yaml").read_bytes()


class TestPage:
    def test_what_is_known_of_an_office_s_file(self, called, census):
        """Kind and sign, day, regions with those under study, balance, role; a key that nothing matches is named."""
        _, shown = called(census, "--accept", "nein")

        for told in (
            "erkannt an Zeile 1", "15.05.2022", "Oranienburg", "eingegangen", "census_population", "12065999",
            "noch nicht gebaut", "Nicht aufgenommen",
        ):  # fmt: skip
            assert told in shown

    def test_no_decision_records_nothing(self, project, called, census):
        """Without a terminal the decision is an answer like any other, named with its option."""
        before = recorded(project)
        code, shown = called(census)

        assert 2 == code
        assert "--accept ja" in shown
        assert before == recorded(project)

    def test_the_decision_records_the_balance(self, project, called, census):
        code, _ = called(census, "--accept", "ja")
        held = Catalog.load(project / "data" / "raw").entry("census_population_2022")

        assert 0 == code
        assert held.intake.records == held.intake.kept == held.intake.read["Werte"] > 10

    def test_a_file_as_it_is_recorded_asks_nothing(self, project, called):
        before = recorded(project)

        assert 0 == called("data/raw/statistics/population.csv", "--accept", "ja")[0]
        assert before == recorded(project)

    def test_as_data(self, project, called, census):
        """The same for programs; data decide nothing."""
        before = recorded(project)
        code, shown = called(census, "--json")
        found = json.loads(shown)

        assert 0 == code
        assert ("census_population", ["12065999"], True) == (
            found["role"],
            found["unknown_regions"],
            found["not_built"],
        )
        assert before == recorded(project)

    def test_all_that_is_missing_is_named_at_once(self, project, called):
        (project / "data" / "raw" / "concept" / "neu.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
        code, shown = called("data/raw/concept/neu.csv")

        assert 2 == code
        for option in ("--role", *(f"--{one}" for one in DESCRIBED), "--accept"):
            assert f"{option} " in shown

    def test_sheets_that_are_not_read_are_named(self, project, called):
        path = project / "data" / "raw" / "concept" / "neu.xlsx"
        with pd.ExcelWriter(path) as book:
            for sheet in ("Erstes", "Zweites"):
                pd.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]}).to_excel(book, sheet_name=sheet, index=False)
        _, shown = called("data/raw/concept/neu.xlsx")

        assert "Gelesen ist das Blatt „Erstes“; weitere Blätter: Zweites." in shown


class TestChanges:
    @pytest.fixture
    def told(self, root):
        """Return the lines on changes of which one cites the new entry, one is the summary's, and one neither."""

        def figure(chapter: str, name: str, value: float, *basis: str) -> KeyFigure:
            period = "2024-12-31" if basis[0].endswith("2024") else "2023-12-31"
            return KeyFigure(
                name, name.title(), value, "Personen", "observed", basis, period=period, chapter=chapter
            )

        changes = [
            ChangedFigure("context", figure("context", "people", 100, "raw:population"), figure("context", "people", 1101, "raw:population_2024")),
            ChangedFigure("demand", figure("demand", "desks", 50, "figure:context.people"), figure("demand", "desks", 51, "figure:context.people")),
            ChangedFigure("location", figure("location", "reach", 7, "figure:context.people"), None),
        ]  # fmt: skip
        exhibits = (ChangedExhibit("context", "figure", "population_index", "Bevölkerung"),)
        sources = {"population_2024": "Bevölkerung, Stand 31.12.2024"}

        def lines(**more) -> list[str]:
            found = DryRun((), None, sources, tuple(changes), exhibits, frozenset({"demand.desks"}), **more)
            return [
                line.replace("\xa0", " ")
                for line in in_german_lines(found, Edition(root, root / "study.yaml"), "population_2024")
            ]

        return lines

    def test_old_and_new_with_day_and_source(self, told):
        """First what cites the file, then what the summary reads, then the rest by chapter, then what looks otherwise."""
        assert [
            "Es würden sich ändern, mit dieser Datei als Quelle (1 Kennzahl):",
            "  People: 100 Personen (31.12.2023) → 1.101 Personen (31.12.2024); Quelle: Bevölkerung, Stand 31.12.2024",
            "Daraus folgt, in der Zusammenfassung (1 Kennzahl):",
            "  Desks: 50 Personen (31.12.2023) → 51 Personen (31.12.2023)",
            "Weitere Kennzahlen: Standort 1.",
            "Anders aussehen würden: Abbildung „Bevölkerung“.",
        ] == told()

    def test_a_build_that_is_behind_and_one_that_breaks_off(self, told):
        lines = told(
            outdated={"context": "Notebook geändert", "demand": "x"},
            broken_off="Kapitel context: abgebrochen",
        )

        assert "(Ausgangslage: Notebook geändert und 1 weiteres Kapitel)" in lines[0]
        assert ["Mit dieser Datei würde der Bau abbrechen:", "Kapitel context: abgebrochen"] == lines[1:3]


class TestRefused:
    def test_statistics_under_a_role_that_does_not_read_them(self, project, called, census):
        """Whatever the role: its reader is asked first."""
        before = recorded(project)
        given = [f"--{one}={answer}" for one, answer in DESCRIBED.items()]
        for role in ("facts", "population", "employment", "concept"):
            code, shown = called(census, "--entry", "x", "--role", role, "--accept", "ja", *given)

            assert 2 == code, role
            assert "Abhilfe" in shown or "Erwartet" in shown
        assert before == recorded(project)

    def test_a_table_of_another_layout_under_a_shared_role(self, project, called):
        """Facts are read by their columns: a table without them is not taken in."""
        (project / "data" / "raw" / "statistics" / "neu.csv").write_text(
            "ort,wert\nVelten,2\n", encoding="utf-8"
        )
        given = [f"--{one}={answer}" for one, answer in DESCRIBED.items()]
        code, shown = called(
            "data/raw/statistics/neu.csv", "--entry", "x", "--role", "facts", "--accept", "ja", *given
        )

        assert 2 == code
        assert "indicator" in shown
