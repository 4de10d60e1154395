"""What `read` says of a file in `private/`: where something is odd, never what stands there."""

from click.testing import CliRunner

from ohv_coworking.commands.read import read

ROWS = ["id;Wie viele Tage?;Was wünschen Sie sich?"] + [
    f"{number};{number % 5};nichts" for number in range(40)
]


def told(folder) -> str:
    folder.mkdir(parents=True)
    file = folder / "umfrage.csv"
    file.write_text("\n".join([*ROWS, "41;immer Montagnachmittag;nichts"]), encoding="utf-8")
    return CliRunner().invoke(read, [str(file)], catch_exceptions=False).output


def test_an_odd_cell_is_quoted_of_public_files_only(tmp_path):
    public, private = told(tmp_path / "raw"), told(tmp_path / "raw" / "private")

    assert "immer Montagnachmittag" in public
    assert "Montagnachmittag" not in private and "Frage „Wie viele Tage?“" in private
    assert len(public.splitlines()) == len(private.splitlines())
