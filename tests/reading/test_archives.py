"""One budget for what a packed file may come to, which whoever trusts a file may raise."""

import gzip
import zipfile

import numpy as np
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading import read_table
from ohv_coworking.reading.document import BUDGET, unpack_budget


@pytest.fixture(scope="module")
def text() -> bytes:
    """Some 2 MB that hardly pack: no bomb, only large."""
    numbers = np.random.default_rng(3).integers(10**8, 10**9, (40_000, 5))
    return b"a;b;c;d;e\n" + b"\n".join(b";".join(b"%d" % one for one in row) for row in numbers.tolist())


def packed(tmp_path, text: bytes, kind: str):
    file = tmp_path / f"table.csv.{kind}"
    if kind == "gz":
        file.write_bytes(gzip.compress(text, 1))
        return file
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", text)
    return file


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_more_than_the_budget_is_refused_and_a_larger_budget_reads_it(tmp_path, text, kind, monkeypatch):
    file = packed(tmp_path, text, kind)
    monkeypatch.setenv(BUDGET, "1")
    with pytest.raises(InputFault) as caught:
        read_table(file)
    assert BUDGET in caught.value.remedy

    monkeypatch.setenv(BUDGET, "5")
    assert 40_000 == len(read_table(file).frame)


@pytest.mark.parametrize("told", ["0", "-1", "viel", "1.5", "²"])
def test_a_budget_that_is_no_number_of_megabytes_is_told(told, monkeypatch):
    monkeypatch.setenv(BUDGET, told)
    with pytest.raises(InputFault) as caught:
        unpack_budget()
    assert BUDGET == caught.value.parameter
