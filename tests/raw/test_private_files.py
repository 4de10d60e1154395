"""What people answered and where to reach them is its owner's alone, whichever door a command comes through."""

import pytest
from click.testing import CliRunner

from ohv_coworking.commands.read import read
from ohv_coworking.intake import checking
from ohv_coworking.raw import Catalog, private_files
from ohv_coworking.raw.private_files import begin_for_owner
from raw_files import TOWNS, write_catalog

ANSWERS = "id;Wie viele Tage?;Ort?\n" + "".join(
    f"{number};{number % 5};{'Velten' if number % 2 else 'Kremmen'}\n" for number in range(40)
)


def rights(*paths) -> list[int]:
    return [path.stat().st_mode & 0o777 for path in paths]


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "data" / "raw"
    (folder / "private" / "alt").mkdir(parents=True)
    (folder / "towns.csv").write_text(TOWNS, encoding="utf-8")
    write_catalog(folder)
    for name in ("README.md", "persons.csv", "alt/persons.csv"):
        (folder / "private" / name).write_text(ANSWERS, encoding="utf-8")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def test_files_laid_by_hand_and_never_accepted(raw):
    """The first command that looks at the catalogue takes the rights from others; public files keep theirs."""
    private = raw / "private"
    (private / "link.csv").symlink_to("missing.csv")
    Catalog.load(raw)

    assert [0o700, 0o700] == rights(private, private / "alt")
    assert [0o600, 0o600] == rights(private / "persons.csv", private / "alt" / "persons.csv")
    assert [0o644, 0o644] == rights(private / "README.md", raw / "towns.csv")


def test_rights_that_cannot_be_taken_are_told(raw, monkeypatch):
    monkeypatch.setattr(private_files.Path, "chmod", lambda *_: (_ for _ in ()).throw(PermissionError()))
    found = list(checking._open_to_others(Catalog.load(raw)))

    assert ["data/raw/private/alt/persons.csv", "data/raw/private/persons.csv"] == [one.file for one in found]
    assert all("chmod 600" in one.text for one in found)


@pytest.mark.parametrize(
    ("name", "expected"), [("private/persons.csv", 0o600), ("persons.csv", 0o600), ("towns.csv", 0o644)]
)
def test_what_read_writes(raw, name, expected):
    """Answers are written for their owner, also over a file that others could read; other tables as usual."""
    (raw / "persons.csv").write_text(ANSWERS, encoding="utf-8")
    (raw / "towns.csv").write_text("Ort;Flächen\nVelten;3\nKremmen;4\n", encoding="utf-8")
    out = raw / "out.csv"
    out.write_text("alt")
    out.chmod(0o644)
    done = CliRunner().invoke(read, [str(raw / name), "--out", str(out)], catch_exceptions=False)

    assert "out.csv" in done.output + done.stderr
    assert [expected] == rights(out)
    if "private" in name:
        assert [0o600] == rights(raw / name)


def test_a_device_is_no_file_of_anybodys(tmp_path):
    before = rights(tmp_path)
    begin_for_owner(tmp_path)

    assert before == rights(tmp_path)
