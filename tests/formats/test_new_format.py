"""The format that contributors are shown is one: it reads its office's file and refuses what is wrong with it."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats import recognise

GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"
IMPORTS = """
import re
from collections.abc import Sequence
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.periods import period_in, without_period
from ohv_coworking.formats.statistics.places import places_of
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table, typed
"""
ROWS = [
    "Oranienburg (12065256);48012;48345;22110",
    "Hennigsdorf (12065136);26980;27015;13440",
    "Velten (12065332);12340;.;5980",
]
HEAD = "Musterstelle: Ortsblatt\n\nOrt (Kennziffer);Einwohner 2024;Einwohner 2025;Haushalte 2025\n"


@pytest.fixture(autouse=True)
def local_sheet(monkeypatch):
    section = GUIDE.read_text(encoding="utf-8").split("## How to add a format", 1)[1]
    shown = ModuleType("local_sheet")
    exec(IMPORTS + re.search(r"```python\n(.*?)```", section, re.S)[1], shown.__dict__)
    monkeypatch.setattr(recognise, "STATISTICS", (shown, *recognise.STATISTICS))


def read(folder: Path, rows: list[str]):
    path = folder / "ortsblatt.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return recognise.understand(path)


def test_it_reads_its_file(tmp_path):
    found = read(tmp_path, ROWS)

    assert ("statistics/local-sheet", 3) == (found.kind, found.rows)
    rows = found.frame[["indicator", "region_key", "region", "period", "symbol"]].to_numpy().tolist()
    assert ["Einwohner", "12065332", "Velten", "2025", "."] in rows
    assert [48012.0, 26980.0, 12340.0] == found.frame["value"][:3].tolist()


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("Velten (12065332);12340;wenige;5980", "Eine Zelle passt nicht"),
        ("Oranienburg (12065256);12340;12345;5980", "doppelt|zweimal|mehrfach"),
        ("Velten (12065332);12340;12345", "unvollständig"),
    ],
)
def test_what_is_wrong_with_it_is_refused_with_the_row(tmp_path, wrong, problem):
    with pytest.raises(InputFault) as fault:
        read(tmp_path, [*ROWS[:2], wrong])

    assert re.search(problem, str(fault.value)), str(fault.value)
    assert 6 == fault.value.row
