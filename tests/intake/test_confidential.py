"""A real survey, a register or a list of contacts lies in data/raw/private or nowhere."""

import shutil
import subprocess
from datetime import date

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands import main
from ohv_coworking.concept.register_sheet import filled_template
from ohv_coworking.intake import Severity, accept_raw_file, check_raw_files
from ohv_coworking.intake.confidential import why_confidential
from ohv_coworking.raw import Catalog
from ohv_coworking.survey.synthetic_answers import MARK
from raw_files import SHIPPED, entry, write_catalog
from samples import FOLDER as SAMPLES
from samples import needed

CONTACTS = {
    "mails": ("Kontakt", ["erika@muster-verein.de", "max@firma.de", ""]),
    "addresses": ("Herkunft", ["84.12.200.7", "91.5.3.240", "84.12.200.9"]),
    "telephones": ("Rückruf", ["+49 3301 600 123", "0049 170 1234567", "nein"]),
    "names": ("Nachname", ["Muster", "Beispiel", "Mann"]),
}
REGISTER = {
    "Art": "Person", "Name": "Erika Muster", "Ort": "Velten", "Bedarf": "Teambüro", "Tage je Woche": 2, "Plätze": 1,
    "Preis je Platz und Monat in €": 100, "Ab wann": None, "Kontakt": None, "Einwilligung Kontakt": "nein",
    "Einwilligung Nennung": "nein", "Datum der Einwilligung": None, "Zweck": None, "Löschen bis": None,
}  # fmt: skip
ANSWERS = {
    "entry": "villages", "role": "facts", "title": "Dörfer", "publisher": "Amt", "source": "https://example.org",
    "licence": "frei", "attribution": "Amt", "as_of": "2024", "synthetic": "ja",
}  # fmt: skip


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "data" / "raw"
    (folder / "private").mkdir(parents=True)
    (folder / "schemas.yaml").write_text("tables: {}\n", encoding="utf-8")
    (folder / "towns.csv").write_bytes((SHIPPED / "annex" / "glossary.csv").read_bytes())
    write_catalog(folder, entry(content=(folder / "towns.csv").read_text(encoding="utf-8"), role="facts"))
    return folder


def table(heading: str, cells: list[str]) -> str:
    return f"Nr,Ort,{heading}\n" + "".join(f"{at},Velten,{cell}\n" for at, cell in enumerate(cells, 1))


def real_answers() -> bytes:
    """The synthetic answers as a real export would be: without the mark."""
    return (SHIPPED / "survey" / "synthetic_persons.csv").read_bytes().replace(MARK.encode(), b"")


class TestRecognition:
    def test_no_shipped_file_is_taken_for_one(self):
        """Statistics, planning tables, and answers that say of themselves that they are synthetic."""
        files = [file for file in SHIPPED.rglob("*") if file.is_file() and "private" not in file.parts]

        assert len(files) > 40
        assert {} == {file.name: reason for file in files if (reason := why_confidential(file))}

    @pytest.mark.parametrize("name", CONTACTS)
    def test_contacts_are_known_by_heading_or_cells_and_not_repeated(self, tmp_path, name):
        heading, cells = CONTACTS[name]
        (tmp_path / "list.csv").write_text(table(heading, cells), encoding="utf-8")
        reason = why_confidential(tmp_path / "list.csv")

        assert heading in reason
        assert cells[0] not in reason

    def test_addresses_that_nobody_has_are_none(self, tmp_path):
        """What is kept free for examples, and a column of contacts that is empty."""
        (tmp_path / "list.csv").write_text(
            table("Kontakt", ["a@example.org", "b@amt.example", ""]), encoding="utf-8"
        )
        (tmp_path / "empty.csv").write_text(table("Nachname", ["", "", ""]), encoding="utf-8")

        assert [None, None] == [why_confidential(tmp_path / name) for name in ("list.csv", "empty.csv")]

    def test_answers_without_the_mark_are_real(self, tmp_path):
        """One row that does not call itself synthetic is enough."""
        shipped = (SHIPPED / "survey" / "synthetic_persons.csv").read_bytes()
        (tmp_path / "all.csv").write_bytes(real_answers())
        (tmp_path / "one.csv").write_bytes(shipped.replace(MARK.encode(), b"von der Messe", 1))

        assert "Befragung" in why_confidential(tmp_path / "all.csv")
        assert "Befragung" in why_confidential(tmp_path / "one.csv")

    def test_a_register_with_entries(self, tmp_path):
        (tmp_path / "liste.xlsx").write_bytes(filled_template([REGISTER]))

        assert "Register" in why_confidential(tmp_path / "liste.xlsx")

    @needed
    def test_exports_of_every_survey_tool(self):
        """Real files of five tools; no statistic of an office is taken for one."""
        found = {file.name: why_confidential(file) for file in SAMPLES.iterdir() if file.is_file()}
        tools = ("limesurvey", "surveymonkey", "google_forms", "spss")

        assert [] == [name for name, reason in found.items() if name.startswith(tools) and not reason]
        assert [] == [
            name
            for name, reason in found.items()
            if not name.startswith((*tools, "stackoverflow")) and reason
        ]


class TestDoors:
    @pytest.mark.parametrize(
        "content", [real_answers(), filled_template([REGISTER]), table(*CONTACTS["mails"]).encode()]
    )
    def test_accept_refuses_it_whatever_is_said_of_it(self, raw, content):
        """Called synthetic or not: nothing is recorded, the remedy names the folder, no cell is shown."""
        name = "villages.xlsx" if content.startswith(b"PK") else "villages.csv"
        (raw / name).write_bytes(content)
        before = (raw / "catalog.yaml").read_bytes()

        with pytest.raises(InputFault, match="vertraulich") as caught:
            accept_raw_file(Catalog.load(raw), raw / name, None, ANSWERS)

        assert "data/raw/private/" in caught.value.remedy
        assert "Erika" not in str(caught.value)
        assert "erika@" not in str(caught.value)
        assert before == (raw / "catalog.yaml").read_bytes()

    def test_accept_refuses_what_is_said_to_be_real_where_a_synthetic_file_stands_in(self, raw):
        """The role alone tells, whatever the file looks like."""
        write_catalog(raw, entry(synthetic="true", extra="private_file: private/towns.csv"))
        (raw / "towns.csv").write_text("ags,name,population\n12065256,Oranienburg,48000\n", encoding="utf-8")

        with pytest.raises(InputFault, match="öffentlichen Dateien") as caught:
            accept_raw_file(
                Catalog.load(raw), raw / "towns.csv", None, {"as_of": "2024", "synthetic": "nein"}
            )
        assert "data/raw/private/" in caught.value.remedy

    def test_check_finds_it_lying_about_and_recorded(self, raw):
        """Before anybody accepted it, and where an earlier version did; what programs leave behind is nothing."""
        (raw / "~$liste.xlsx").write_bytes(b"x")
        (raw / ".DS_Store").write_bytes(b"x")
        (raw / "liste.xlsx").write_bytes(filled_template([REGISTER]))
        (raw / "towns.csv").write_bytes(text := table(*CONTACTS["mails"]).encode())
        write_catalog(raw, entry(role="facts", content=text.decode()))
        found = check_raw_files(Catalog.load(raw), date(2026, 1, 1))
        faults = [one for one in found if one.severity is Severity.FAULT]

        assert {"data/raw/liste.xlsx", "data/raw/towns.csv"} == {one.file for one in faults}
        assert faults == [one for one in found if one.file]
        assert all("private/" in one.text and "make accept" not in one.text for one in faults)


class TestGit:
    IGNORED = (
        "export.sav", "export.dta", "export.RData", "survey/antworten.csv", "survey/results-survey123.csv", "register/liste.xlsx", "statistics/Umfrage.csv",
        "rail/rdata_ohv_2026.csv", "concept/interessierte.csv", "concept/kontakte.csv", "private/persons.csv",
        "antworten.csv", "location/survey_persons.tsv", "coworking/~$spaces.csv", "coworking/.~lock.spaces.csv#",
    )  # fmt: skip

    def test_what_could_be_one_is_ignored_and_what_is_shipped_is_not(self, root, tmp_path):
        """A file of answers never reaches git by `git add .`, wherever below data/raw it lies."""
        if not shutil.which("git"):
            pytest.skip("git is missing")
        shutil.copy(root / ".gitignore", tmp_path)
        subprocess.run(["git", "init", "-q", tmp_path], check=True)
        shipped = subprocess.run(
            ["git", "-C", root, "ls-files", "data/raw"], check=True, capture_output=True, text=True
        ).stdout.split()
        asked = [*(f"data/raw/{name}" for name in self.IGNORED), *shipped]
        answer = subprocess.run(
            ["git", "-C", tmp_path, "-c", "core.quotePath=false", "check-ignore", *asked],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.splitlines()

        assert len(shipped) > 40
        assert [f"data/raw/{name}" for name in self.IGNORED] == answer


class TestRegister:
    @pytest.fixture
    def project(self, root, tmp_path, monkeypatch):
        shutil.copytree(
            root / "data" / "raw", tmp_path / "data" / "raw", ignore=shutil.ignore_patterns("persons.*")
        )
        shutil.copy(root / "study.yaml", tmp_path)
        (tmp_path / "notebooks").mkdir()
        noted = {
            **REGISTER,
            "Datum der Einwilligung": "auf Wunsch von erika@muster.de",
            "Einwilligung Nennung": "ja",
        }
        (tmp_path / "data" / "raw" / "private" / "register.xlsx").write_bytes(filled_template([noted]))
        monkeypatch.chdir(tmp_path)
        return tmp_path

    def test_its_faults_are_told_at_accept_without_what_stands_in_it(self, project, capsys):
        """Row, column and what belongs there; messages are passed on, so they name nobody. It is not taken in."""
        said = [
            f"--{part}=Amt" for part in ("title", "publisher", "source", "licence", "attribution", "as-of")
        ]
        shown = []
        for call in (["accept", "data/raw/private/register.xlsx", "--accept=ja", *said], ["check"]):
            with pytest.raises(SystemExit) as stopped:
                main(call)
            shown.append("".join(capsys.readouterr()))

            assert 2 == stopped.value.code
            assert "erika" not in shown[-1].lower()
        assert "Zeile 2, Spalte Datum der Einwilligung" in shown[0]
        assert "TT.MM.JJJJ" in shown[0]
        assert "noch nicht aufgenommen" in shown[1]
