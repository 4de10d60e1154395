"""A large text is read piece by piece, and comes out as if it had been read at once."""

import numpy as np
import pytest

import samples
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading import large_text
from ohv_coworking.reading.archive import identify
from ohv_coworking.reading.grid import DETECT
from ohv_coworking.reading.large_text import read_large_text
from ohv_coworking.reading.text import read_text

WRITTEN = {
    "quoted.csv": 'a;b\n1;"zwei\nZeilen"\n3;"ein ""Wort"""\n' * 40,
    "ragged.csv": "a;b\n" + "1;2\n" * 50 + "1;2;3\n" + "4;5",
    "umlauts.csv": "Ort;Zahl\n" + "Grünow;1\n" * 300,
    "composed.csv": "Ort;Zahl\n" + "Gru\u0308now;1\nx; \n" * 99,
    "genesis.csv": "GENESIS-Tabelle: 1\n;;Zahl\n" + "12;x;1\n" * 60 + "__________\n© Amt\nStand: heute\n",
    "late.csv": "a;b\n" + "1;2\n" * 200 + "ä;3\n",
}
TEXTS = sorted(path.name for path in samples.FOLDER.glob("*.csv")) if samples.FOLDER.is_dir() else []


PIECES = 300


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch):
    monkeypatch.setattr(large_text, "PIECE_BYTES", 200)


def same(path) -> None:
    document = identify(path)
    whole, pieces = read_text(document), read_large_text(document, DETECT)

    for fact in ("encoding", "separator", "ended", "footer", "notices", "height", "width"):
        assert getattr(whole, fact) == getattr(pieces, fact), fact
    assert whole.widths.tolist() == pieces.widths.tolist()
    for one, other in zip(whole.columns, pieces.columns, strict=True):
        assert one.cells.tolist() == other.cells.tolist()


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig", "utf-16"])
def test_written_texts(tmp_path, name, encoding):
    """Line ends within quotes, records of other lengths, a footer, letters that tell the encoding only far below."""
    if encoding == "cp1252" and name == "composed.csv":
        pytest.skip("cp1252 has no such letters")
    (tmp_path / name).write_bytes(WRITTEN[name].encode(encoding))

    same(tmp_path / name)


@pytest.mark.parametrize("name", TEXTS)
def test_sample(name, monkeypatch):
    monkeypatch.setattr(large_text, "PIECE_BYTES", max(200, (samples.FOLDER / name).stat().st_size // PIECES))
    same(samples.FOLDER / name)


def test_a_fault_names_the_row_of_the_file(tmp_path):
    """A lost quote far below is told with its row, not with that of the piece."""
    path = tmp_path / "broken.csv"
    path.write_text("a;b\n" + "1;2\n" * 200 + '"x"y;3\n' + "1;2\n" * 3, encoding="utf-8")
    with pytest.raises(InputFault) as caught:
        read_large_text(identify(path), DETECT)

    assert 202 == caught.value.row


def test_more_than_memory_bears_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(large_text, "MOST_DISTINCT", 1000)
    path = tmp_path / "wide.csv"
    path.write_text("a;b\n" + "".join(f"{n};x{n}\n" for n in range(2000)), encoding="utf-8")
    with pytest.raises(InputFault, match="zu groß für den Arbeitsspeicher") as caught:
        read_large_text(identify(path), DETECT)

    assert "weniger Gebiete" in caught.value.remedy


def test_codes_take_no_more_room_than_their_values_need(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("a;b\n" + "1;2\n3;4\n" * 500, encoding="utf-8")

    assert {np.dtype("uint8")} == {
        column.codes.dtype for column in read_large_text(identify(path), DETECT).columns
    }
