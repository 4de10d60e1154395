"""A raw file comes in with checksum and date, or not at all."""

import hashlib
import subprocess

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.intake import accept_raw_file
from ohv_coworking.raw import Catalog
from raw_files import TOWNS, entry, write_catalog

SCHEMA = """\
tables:
  towns:
    key: [ags]
    columns:
      ags: {kind: municipality}
      name: {kind: text}
      population: {kind: count, range: [0, 4000000]}
"""
NEWER = TOWNS.replace("47752", "48492")
NEW_ENTRY = {
    "entry": "places",
    "role": "facts",
    "title": "Orte: neu",
    "publisher": "Amt",
    "source": "https://example.org/new",
    "licence": "CC BY 4.0",
    "attribution": "Amt, CC BY 4.0",
    "as_of": "2024",
    "synthetic": "nein",
}
ORIGIN = {
    part: NEW_ENTRY[part] for part in ("title", "publisher", "source", "licence", "attribution", "as_of")
}


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "data" / "raw"
    (folder / "private").mkdir(parents=True)
    (folder / "towns.csv").write_text(TOWNS, encoding="utf-8")
    (folder / "schemas.yaml").write_text(SCHEMA, encoding="utf-8")
    write_catalog(
        folder,
        "  # Kommentar zum Eintrag\n",
        entry(synthetic="true", extra="private_file: private/towns.csv"),
    )
    return folder


def unasked(question):
    raise AssertionError(f"unexpected question: {question}")


def sha256_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


class TestNewerFile:
    def test_checksum_and_date_are_recorded(self, raw):
        """A newer file under the old name needs one answer, its date; its record is made; everything else stays, comments too."""
        before = (raw / "catalog.yaml").read_text(encoding="utf-8")
        (raw / "towns.csv").write_text(NEWER, encoding="utf-8")
        asked = []
        accepted = accept_raw_file(
            Catalog.load(raw), raw / "towns.csv", lambda question: asked.append(question) or "31.12.2023"
        )
        after = (raw / "catalog.yaml").read_text(encoding="utf-8")

        assert ["Stand der Angaben (Tag, Jahr oder Zeitraum): "] == asked
        assert ("31.12.2023", sha256_of(NEWER)) == (accepted.as_of, accepted.sha256)
        changed = before.replace("as_of: 2022", 'as_of: "31.12.2023"').replace(
            sha256_of(TOWNS), sha256_of(NEWER)
        )
        assert changed + "    intake: {records: 2, kept: 2, read: {Spalten: 3, Zahlen: 2}}\n" == after

    def test_the_build_opens_it(self, raw):
        """After acceptance the catalogue hands the newer file out."""
        (raw / "towns.csv").write_text(NEWER, encoding="utf-8")
        accept_raw_file(Catalog.load(raw), raw / "towns.csv", answers={"as_of": "2023"})

        assert 138492 == Catalog.load(raw).read_csv("towns")["population"].sum()

    def test_unchanged_file_asks_nothing(self, raw):
        """A file that is recorded as it is leaves the catalogue untouched."""
        before = (raw / "catalog.yaml").read_bytes()
        accept_raw_file(Catalog.load(raw), raw / "towns.csv", unasked)

        assert before == (raw / "catalog.yaml").read_bytes()

    def test_another_name_replaces_the_file(self, raw):
        """A newer file under its own name takes the place of the old one in its entry."""
        (raw / "statistics").mkdir()
        (raw / "statistics" / "towns_2023.csv").write_text(NEWER, encoding="utf-8")
        answers = {"entry": "towns", "as_of": "2023"}
        accepted = accept_raw_file(Catalog.load(raw), raw / "statistics" / "towns_2023.csv", unasked, answers)

        assert ("statistics/towns_2023.csv", "towns", "Einwohner") == (
            accepted.file,
            accepted.role,
            accepted.title,
        )


class TestNewFile:
    @pytest.fixture
    def new(self, raw):
        path = raw / "places.csv"
        path.write_text("place\nVelten\n", encoding="utf-8")
        return path

    def test_everything_is_asked_in_german(self, raw, new):
        """A file that no entry knows is described by answers, one question each."""
        replies = iter(NEW_ENTRY.values())
        accepted = accept_raw_file(Catalog.load(raw), new, lambda _: next(replies))

        assert (NEW_ENTRY["title"], "2024", False) == (accepted.title, accepted.as_of, accepted.synthetic)
        assert "places.csv" == accepted.file
        assert [] == list(replies)

    def test_answers_may_come_beforehand(self, raw, new):
        """Without a terminal all answers are given as options."""
        assert "places" == accept_raw_file(Catalog.load(raw), new, answers=NEW_ENTRY).name

    @pytest.mark.parametrize("missing", NEW_ENTRY)
    def test_a_missing_answer_records_nothing(self, raw, new, missing):
        """Where an answer is missing and nobody can be asked, the question is told and nothing is written."""
        before = (raw / "catalog.yaml").read_bytes()
        answers = {part: answer for part, answer in NEW_ENTRY.items() if part != missing}

        with pytest.raises(InputFault, match="fehlt eine Angabe") as fault:
            accept_raw_file(Catalog.load(raw), new, answers=answers)

        assert missing == fault.value.parameter
        assert before == (raw / "catalog.yaml").read_bytes()

    @pytest.mark.parametrize(
        ("part", "answer"),
        [("synthetic", "vielleicht"), ("entry", "Große Datei"), ("role", "villages"), ("role", "towns")],
    )
    def test_an_unfit_answer_records_nothing(self, raw, new, part, answer):
        """An answer that does not fit, such as a role that is taken, is refused with what is expected."""
        before = (raw / "catalog.yaml").read_bytes()

        with pytest.raises(InputFault) as fault:
            accept_raw_file(Catalog.load(raw), new, answers=NEW_ENTRY | {part: answer})

        assert fault.value.found == answer
        assert fault.value.expected
        assert before == (raw / "catalog.yaml").read_bytes()


class TestRefused:
    def test_faulty_file(self, raw):
        """A file with a lost leading zero is refused by row and column, and nothing is recorded."""
        before = (raw / "catalog.yaml").read_bytes()
        (raw / "towns.csv").write_text(TOWNS.replace("01001000", "1001000"), encoding="utf-8")

        with pytest.raises(InputFault, match="führende Nullen") as fault:
            accept_raw_file(Catalog.load(raw), raw / "towns.csv", unasked)

        assert (2, "ags") == (fault.value.row, fault.value.column)
        assert before == (raw / "catalog.yaml").read_bytes()

    def test_file_elsewhere(self, raw, tmp_path):
        """A file outside data/raw is not copied; the message says where to put it."""
        (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")

        with pytest.raises(InputFault, match="nicht bei den Rohdaten") as fault:
            accept_raw_file(Catalog.load(raw), tmp_path / "towns.csv", unasked)

        assert "data/raw" in fault.value.remedy

    def test_no_file(self, raw):
        """A name without a file is told."""
        with pytest.raises(InputFault, match="gibt es nicht"):
            accept_raw_file(Catalog.load(raw), raw / "nothing.csv", unasked)

    def test_the_catalogue_itself(self, raw):
        """The descriptions of raw files are no raw files."""
        with pytest.raises(InputFault, match="selbst keine"):
            accept_raw_file(Catalog.load(raw), raw / "catalog.yaml", unasked)


class TestPrivateFile:
    def test_recorded_outside_version_control(self, raw):
        """A real file is recorded beside itself; the public catalogue stays as it is, the mark goes."""
        write_catalog(raw, entry(synthetic="true", extra="private_file: private/towns.csv"))
        before = (raw / "catalog.yaml").read_bytes()
        (raw / "private" / "towns.csv").write_text(NEWER, encoding="utf-8")
        accepted = accept_raw_file(Catalog.load(raw), raw / "private" / "towns.csv", answers=ORIGIN)

        assert ("private/towns.csv", False, "Orte: neu") == (
            accepted.file,
            accepted.synthetic,
            accepted.title,
        )
        assert before == (raw / "catalog.yaml").read_bytes()
        assert raw / "private" / "towns.csv" == Catalog.load(raw).path("towns")

    def test_git_ignores_it(self, raw):
        """The rule of the repository keeps both the real file and its record out of version control."""
        (raw / ".gitignore").write_text("private/*\n!private/README.md\n", encoding="utf-8")
        subprocess.run(["git", "init"], cwd=raw, check=True, capture_output=True)
        (raw / "private" / "towns.csv").write_text(NEWER, encoding="utf-8")
        accept_raw_file(Catalog.load(raw), raw / "private" / "towns.csv", answers=ORIGIN)
        listed = subprocess.run(
            ["git", "status", "--porcelain", "-uall", "private"],
            cwd=raw,
            check=True,
            capture_output=True,
            text=True,
        )

        assert "" == listed.stdout

    def test_renewed_after_a_deletion(self, raw):
        """When someone withdraws consent, the shortened file is accepted again with its date alone."""
        (raw / "private" / "towns.csv").write_text(NEWER, encoding="utf-8")
        accept_raw_file(Catalog.load(raw), raw / "private" / "towns.csv", answers=ORIGIN)
        (raw / "private" / "towns.csv").write_text("\n".join(NEWER.splitlines()[:2]) + "\n", encoding="utf-8")
        accepted = accept_raw_file(
            Catalog.load(raw), raw / "private" / "towns.csv", answers={"as_of": "2025"}
        )

        assert ("2025", "Orte: neu") == (accepted.as_of, accepted.title)

    def test_unexpected_name(self, raw):
        """A private file that no entry foresees is refused with the names that are foreseen."""
        (raw / "private" / "survey.csv").write_text(NEWER, encoding="utf-8")

        with pytest.raises(InputFault, match="sieht keine vertrauliche Datei") as fault:
            accept_raw_file(Catalog.load(raw), raw / "private" / "survey.csv", unasked)

        assert "eine von: private/towns.csv" == fault.value.expected
