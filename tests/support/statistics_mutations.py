"""Official files to be harmed: their contents, what they mean unharmed, and what may change without a word: nothing."""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path

import samples
import statistics_dialects as dialects
import statistics_files as files
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand
from ohv_coworking.formats.statistics.long_table import LongTable
from ohv_coworking.raw import Catalog

RAW = Path(__file__).parents[2] / "data" / "raw"

OFFICIAL = [entry for entry in samples.manifest() if entry["kind"].startswith("official")]

Rows = list[list[str]]


@cache
def content(name: str) -> bytes:
    """Return an official file: a sample, or one written in its office's layout."""
    if any(entry["file"] == name for entry in OFFICIAL):
        return (samples.FOLDER / name).read_bytes()
    catalog = Catalog.load(RAW)
    match name:
        case "12411-01-01-5.csv":
            return files.genesis_population(catalog.read_csv("population"))
        case "12411-02-03-5.csv":
            return files.genesis_age_groups(catalog.read_csv("age_groups"))
        case "13111-08-02-5.csv":
            return files.genesis_employment(catalog.read_csv("employment"))
        case "1000A-0000_flat.csv":
            return files.census_flat_file(catalog.read_csv("census_population"))
        case "auspendler.csv":
            flows = catalog.read_csv("commuters")
            return files.pendleratlas(
                flows[(flows["reference_code"] == "12065") & (flows["direction"] == "out")]
            )
    return {
        "12411_flat_old.csv": dialects.FLAT_FILE_OLD, "inkar_data_set.csv": dialects.INKAR_DATA_SET,
        "inkar_table.csv": dialects.INKAR_TABLE, "zensus_1km.csv": dialects.ZENSUS_GRID,
    }[name]  # fmt: skip


WRITTEN = [
    "12411-01-01-5.csv", "12411-02-03-5.csv", "13111-08-02-5.csv", "1000A-0000_flat.csv", "auspendler.csv",
    "12411_flat_old.csv", "inkar_data_set.csv", "inkar_table.csv", "zensus_1km.csv",
]  # fmt: skip

TEXTS = [entry["file"] for entry in OFFICIAL if entry["format"] == "csv"] + WRITTEN


def read(data: bytes, name: str) -> LongTable | InputFault:
    """Return what the bytes mean, or the fault they are refused with; anything else fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            found = understand(path)
        except InputFault as fault:
            return fault
    if not isinstance(found, LongTable):  # no longer known as statistics: nothing is calculated from it
        return InputFault("Die Datei ist keine bekannte Statistik.", file=name, found=found.kind)
    return found


@cache
def unharmed(name: str) -> LongTable:
    found = read(content(name), name)
    assert isinstance(found, LongTable), (name, str(found))
    return found


def cells(found: LongTable, but: Collection[str] = ()) -> Counter:
    """Return the long table as a bag of rows, without the place in the source; missing values are equal."""
    frame = found.frame.drop(columns=["row", *but]).astype(object)
    return Counter(map(tuple, frame.where(frame.notna(), None).to_numpy().tolist()))


def told_or_equal(name: str, data: bytes, but: Collection[str] = ()) -> None:
    """Hold what is read from the mutated bytes against the unharmed file, `but` for some columns."""
    __tracebackhide__ = True
    before, after = unharmed(name), read(data, name)
    if isinstance(after, InputFault):
        faults = getattr(after, "faults", None) or [after]
        assert all(fault.file for fault in faults), str(after)
        return
    if set(after.notices) - set(before.notices):
        return
    old, new = cells(before, but), cells(after, but)
    changed = [*(new - old), *(old - new)]

    assert [] == changed[:4], f"{len(changed)} changed without a word"


def records(name: str) -> tuple[Rows, str, str]:
    """Return the records of a text file above its footer, the separator, and the footer."""
    grid = unharmed(name).table.grid
    text = content(name).decode("utf-8-sig" if grid.encoding != "cp1252" else "cp1252")
    body, rule, footer = text.partition("__________") if grid.footer else (text, "", "")
    return (
        list(csv.reader(io.StringIO(body, newline=""), delimiter=grid.separator)),
        grid.separator,
        rule + footer,
    )


def written(rows: Rows, separator: str, footer: str, **style) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=style.pop("ends", "\n"), **style).writerows(rows)
    return (
        stream.getvalue() + (footer.replace("\n", "\r") if "\n" not in stream.getvalue() else footer)
    ).encode()


def places(name: str) -> list[int]:
    """Return first, middle and last row of the data, counted from 0."""
    rows = sorted(unharmed(name).frame["row"].unique())
    return [int(rows[place]) - 1 for place in (0, len(rows) // 2, len(rows) - 1)]
