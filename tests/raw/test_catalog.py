"""Raw files have one door, and it opens only for what the catalogue describes."""

import hashlib
import os
import subprocess
import sys

import pytest

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.column_names import german_columns
from ohv_coworking.workbench.pages import cells_of
from raw_files import SHIPPED, TOWNS, entry, write_catalog


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "data" / "raw"
    (folder / "private").mkdir(parents=True)
    (folder / "towns.csv").write_text(TOWNS, encoding="utf-8")
    write_catalog(folder)
    return folder


def line_of(folder, text):
    lines = (folder / "catalog.yaml").read_text(encoding="utf-8").splitlines()
    return max(number for number, line in enumerate(lines, 1) if text in line)


class TestOpening:
    def test_verified_file(self, raw):
        """A file that is as catalogued is handed out, and its name is remembered."""
        catalog = Catalog.load(raw)

        assert raw / "towns.csv" == catalog.path("towns")
        assert ["towns"] == list(catalog.opened)

    def test_description_alone_opens_nothing(self, raw):
        """Asking for an entry, a role or a digest does not count as reading the file."""
        catalog = Catalog.load(raw)
        catalog.entry("towns"), catalog.with_role("towns"), catalog.digest("towns")

        assert [] == list(catalog.opened)

    def test_keys_stay_text(self, raw):
        """Keys keep their leading zeros, other columns become numbers."""
        towns = Catalog.load(raw).read_csv("towns")

        assert ["01001000", "12065256"] == list(towns["ags"])
        assert 137752 == towns["population"].sum()

    def test_one_changed_byte(self, raw):
        """A file with one other byte is refused by name, even within a process that read it before."""
        catalog = Catalog.load(raw)
        catalog.path("towns")
        (raw / "towns.csv").write_text(TOWNS.replace("47752", "47753"), encoding="utf-8")

        with pytest.raises(InputFault, match="nicht mehr die") as fault:
            catalog.path("towns")

        assert "data/raw/towns.csv" == fault.value.file
        assert "make accept FILE=data/raw/towns.csv" in fault.value.remedy

    def test_missing_file(self, raw):
        """A missing file is named together with where to get it, and nothing counts as opened."""
        (raw / "towns.csv").unlink()
        catalog = Catalog.load(raw)

        with pytest.raises(InputFault, match="fehlt") as fault:
            catalog.path("towns")

        assert "data/raw/towns.csv" == fault.value.file
        assert "https://example.org/towns" in fault.value.remedy
        assert [] == list(catalog.opened)

    def test_unknown_name(self, raw):
        """An unknown name is answered with the known ones."""
        with pytest.raises(InputFault) as fault:
            Catalog.load(raw).path("villages")

        assert "villages" == fault.value.found
        assert "einer von: towns" == fault.value.expected


class TestDigest:
    def test_touch_changes_nothing(self, raw):
        """The digest depends on content: a new file time leaves it as it is."""
        before = Catalog.load(raw).digest("towns")
        os.utime(raw / "towns.csv", (0, 0))

        assert before == Catalog.load(raw).digest("towns")

    def test_bytes_and_entry_change_it(self, raw):
        """Another byte in the file or another word in the entry gives another digest."""
        before = Catalog.load(raw).digest("towns")
        write_catalog(raw, entry(extra="note: Vorsicht"))
        described = Catalog.load(raw).digest("towns")
        (raw / "towns.csv").write_text(TOWNS + "\n", encoding="utf-8")
        changed = Catalog.load(raw).digest("towns")

        assert 3 == len({before, described, changed})

    def test_needs_no_pandas(self):
        """Make asks for digests often, so loading the catalogue does not import pandas."""
        script = f"""
import sys
from ohv_coworking.raw import Catalog
catalog = Catalog.load({str(SHIPPED)!r})
[catalog.digest(name) for name in catalog.entries]
sys.exit("pandas" in sys.modules)
"""

        assert 0 == subprocess.run([sys.executable, "-c", script], check=False).returncode


class TestWrongCatalogue:
    @pytest.mark.parametrize(
        ("old", "new", "line", "part"),
        [
            ("synthetic: false", "synthetic: vielleicht", "synthetic:", "synthetic"),
            ("    licence: dl-de/by-2-0\n", "", "  towns:", "licence"),
            ("licence:", "lizenz:", "lizenz:", "lizenz"),
            ("file: towns.csv", "file: ../towns.csv", "file:", "file"),
            ("sha256: ", "sha256: x", "sha256:", "sha256"),
            ("role: towns", "role: villages", "role:", "role"),
        ],
    )
    def test_wrong_entry_is_named_with_its_line(self, raw, old, new, line, part):
        """Wrong type, missing or unknown name, outside path, unknown role: entry, line and expectation are told."""
        text = entry().replace(old, new)
        write_catalog(raw, text)

        with pytest.raises(InputFault) as raised:
            Catalog.load(raw)
        fault = getattr(raised.value, "faults", [raised.value])[0]
        faults = getattr(raised.value, "faults", [raised.value])

        assert f"entries.towns.{part}" in {fault.parameter for fault in faults}
        assert line_of(raw, line) in {fault.row for fault in faults}
        assert fault.expected

    def test_two_mistakes_are_told_together(self, raw):
        """All that is wrong is reported in one pass."""
        write_catalog(raw, entry(synthetic="ja"), entry("more", synthetic="nein"))

        with pytest.raises(InputFaults) as raised:
            Catalog.load(raw)

        assert 2 == len(raised.value.faults)

    def test_role_is_shared_only_where_documented(self, raw):
        """A second entry for a role is refused, unless the role says that several may share it."""
        write_catalog(raw, entry("one", "facts"), entry("two", "facts"))
        shared = Catalog.load(raw).with_role("facts")
        write_catalog(raw, entry("one"), entry("two"))

        assert ["one", "two"] == [held.name for held in shared]
        with pytest.raises(InputFault, match="doppelt vergeben"):
            Catalog.load(raw)

    def test_broken_yaml(self, raw):
        """Broken YAML is reported with its line."""
        (raw / "catalog.yaml").write_text("roles:\n  towns: {title: Orte\nentries:\n", encoding="utf-8")

        with pytest.raises(InputFault, match="kein gültiges YAML") as fault:
            Catalog.load(raw)

        assert 3 == fault.value.row

    def test_missing_catalogue(self, tmp_path):
        """Without a catalogue there is no raw file."""
        with pytest.raises(InputFault, match="Verzeichnis der Rohdaten fehlt"):
            Catalog.load(tmp_path)


class TestPrivateFiles:
    REAL = TOWNS.replace("47752", "48610")

    @pytest.fixture
    def survey(self, raw):
        write_catalog(raw, entry(synthetic="true", extra="private_file: private/towns.csv"))
        return raw

    def accept(self, folder):
        (folder / "private" / "towns.csv").write_text(self.REAL, encoding="utf-8")
        sha256 = hashlib.sha256(self.REAL.encode()).hexdigest()
        recorded = (
            "title: Echt, publisher: Stadt, source: Stadt, licence: keine, attribution: Stadt, as_of: 2025"
        )
        content = f"entries:\n  towns: {{{recorded}, sha256: {sha256}}}\n"
        (folder / "private" / "catalog.yaml").write_text(content, encoding="utf-8")

    def test_synthetic_stands_in_and_says_so(self, survey):
        """Without the real file the synthetic one is used, and a sentence says it."""
        catalog = Catalog.load(survey)
        (notice,) = catalog.synthetic_notices()

        assert catalog.entry("towns").synthetic
        assert survey / "towns.csv" == catalog.path("towns")
        assert "data/raw/private/towns.csv liegt nicht vor" in notice

    def test_accepted_real_file_takes_over(self, survey):
        """An accepted real file replaces the synthetic one with its own origin, and the mark goes."""
        before = Catalog.load(survey).digest("towns")
        self.accept(survey)
        catalog = Catalog.load(survey)

        assert survey / "private" / "towns.csv" == catalog.path("towns")
        assert ("Echt", "2025", False) == (
            catalog.entry("towns").title,
            catalog.entry("towns").as_of,
            catalog.entry("towns").synthetic,
        )
        assert [] == catalog.synthetic_notices()
        assert before != catalog.digest("towns")

    def test_real_file_waits_for_acceptance(self, survey):
        """A real file without recorded checksum is neither used nor silently passed over."""
        (survey / "private" / "towns.csv").write_text(self.REAL, encoding="utf-8")

        with pytest.raises(InputFault, match="noch nicht aufgenommen") as fault:
            Catalog.load(survey).path("towns")

        assert "make accept FILE=data/raw/private/towns.csv" in fault.value.remedy

    def test_changed_real_file(self, survey):
        """A real file that changed after acceptance is refused like any other."""
        self.accept(survey)
        (survey / "private" / "towns.csv").write_text(TOWNS, encoding="utf-8")

        with pytest.raises(InputFault, match="nicht mehr die"):
            Catalog.load(survey).path("towns")

    @pytest.fixture
    def any_ending(self, raw):
        write_catalog(raw, entry(synthetic="true", extra="private_file: private/towns.*"))
        return raw

    def test_ending_may_be_left_open(self, any_ending):
        """A survey tool decides whether its export is CSV or a workbook."""
        (any_ending / "private" / "towns.xlsx").write_bytes(b"PK")

        assert "private/towns.xlsx" == Catalog.load(any_ending).entry("towns").file

    def test_two_real_files(self, any_ending):
        """Which of two exports is meant is never guessed."""
        for ending in ("csv", "xlsx"):
            (any_ending / "private" / f"towns.{ending}").write_bytes(b"x")

        with pytest.raises(InputFault, match="Zwei vertrauliche Dateien"):
            Catalog.load(any_ending)

    def test_keeps_the_intake_it_was_accepted_with(self, survey):
        """What acceptance recorded of a private file is held against what is read of it, as of any other file."""
        self.accept(survey)
        record = survey / "private" / "catalog.yaml"
        accepted = record.read_text(encoding="utf-8").replace("}", ", intake: {records: 3, kept: 3}}")
        record.write_text(accepted, encoding="utf-8")

        assert 3 == Catalog.load(survey).entry("towns").intake.kept

    def test_tracked_private_file(self, survey):
        """A private file under version control stops everything; the README may be there."""

        def git(*words):
            subprocess.run(["git", *words], cwd=survey, check=True, capture_output=True)

        (survey / "private" / "README.md").write_text("Hinweis", encoding="utf-8")
        git("init")
        git("add", "private/README.md")
        Catalog.load(survey)
        (survey / "private" / "towns.csv").write_text(self.REAL, encoding="utf-8")
        git("add", "--force", "private/towns.csv")

        with pytest.raises(InputFault, match="unter Versionsverwaltung"):
            Catalog.load(survey)


class TestShippedData:
    def test_every_shipped_file_is_as_catalogued(self):
        """Each raw file in the repository has the checksum that the catalogue records."""
        catalog = Catalog.load(SHIPPED)

        assert list(catalog.entries) == [name for name in catalog.entries if catalog.path(name).is_file()]

    def test_every_column_of_a_public_table_has_a_german_name_of_its_own(self):
        """No two columns of a table are called alike, and no name belongs to a column that is nowhere."""
        catalog, used = Catalog.load(SHIPPED), set()
        for one in catalog.entries.values():
            if one.file.endswith((".csv", ".geojson")) and not one.private_file:
                names = german_columns(SHIPPED, one.name)
                columns = list(cells_of(catalog.path(one.name)))
                assert [] == [column for column in columns if column not in names], one.name
                assert len(columns) == len({names[column] for column in columns}), one.name
                used.update(columns)
        assert used == set(german_columns(SHIPPED, ""))

    def test_every_shipped_file_is_catalogued(self):
        """No raw file lies beside the catalogue."""
        catalog = Catalog.load(SHIPPED)
        described = {entry.file for entry in catalog.entries.values()}
        present = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.is_file()}
        descriptions = {"catalog.yaml", "columns.yaml", "schemas.yaml"}

        assert set() == {f for f in present - described - descriptions if not f.startswith("private/")}
