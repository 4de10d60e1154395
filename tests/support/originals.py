"""The files that are harmed: samples and cases beside the repository, the shipped raw data, fixtures; and the door each goes through.

A door takes the path of a file and returns what it made of it as `Seen`; what it cannot use it refuses with an `InputFault`.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pandas as pd

import gtfs_feed
import samples
import statistics_dialects as dialects
import survey_files
from ohv_coworking.concept.register_entries import read_sheet, register_entries
from ohv_coworking.formats.exports.codebook import ResponseTable
from ohv_coworking.formats.reading_report import in_words, report
from ohv_coworking.formats.recognise import answer_sheet, understand
from ohv_coworking.intake.checking import table_findings
from ohv_coworking.intake.own_tables import KINDS, own_table_findings
from ohv_coworking.intake.schema import schemas
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.catalog_file import content
from ohv_coworking.reading import Meaning
from ohv_coworking.survey.mapping import map_responses
from ohv_coworking.survey.questionnaire_file import read_questionnaire
from ohv_coworking.survey.synthetic_margins import read_margins

ROOT = Path(__file__).parents[2]
RAW = ROOT / "data" / "raw"
CASES = ROOT.parent / "shared" / "cases"
LARGEST = 700_000  # bytes; larger files are no better samples, only slower ones
TABLES = {".csv", ".xlsx", ".ods", ".xls", ".sav", ".zip", ".geojson", ".txt"}
ROWS_NAMED = re.compile(r"\b(?:Zeilen?|Stellen?) [\d ,.]*\d(?: (?:bis|und) \d+)*")


@dataclass(frozen=True)
class Seen:
    """What a door made of a file: what each row of it says, and what was said about it."""

    rows: Mapping[int, Hashable]
    told: Counter[str]
    kind: str = ""


@dataclass(frozen=True)
class Original:
    """A file before it is harmed; `records` are its cells if it is a text that a separator cuts."""

    name: str
    data: bytes
    door: Callable[[Path], Seen]
    records: tuple[tuple[str, ...], ...] = ()
    separator: str = ""
    encoding: str = "utf-8"
    first: int = 0  # of the records that were kept, counted from 0
    last: int = 0
    anybody_s: bool = False  # a table of no known format: whatever stands in a row of it is taken as it is


def plain(value: object) -> Hashable:
    """Return a cell as a plain value; None for what is missing or not ticked."""
    if value is None or value is False or (not isinstance(value, str) and pd.isna(value)):
        return None
    return float(value) if isinstance(value, int | float) or hasattr(value, "dtype") else str(value)


def by_row(frame: pd.DataFrame, rows: Iterable[int]) -> dict[int, Hashable]:
    """Return what each row of the source says: its values by column, in no order; missing ones say nothing."""
    columns = list(map(str, frame.columns))
    said: dict[int, list] = {}
    for row, cells in zip(rows, frame.astype(object).itertuples(index=False, name=None), strict=True):
        said.setdefault(int(row), []).append(
            frozenset((name, value) for name, cell in zip(columns, cells, strict=True) if (value := plain(cell)) is not None)
        )  # fmt: skip
    return {row: frozenset(Counter(values).items()) for row, values in said.items()}


def spoken(meaning: Meaning) -> Counter[str]:
    """Return what a report says: sentences, reasons for rows left out, signs and personal columns, rows not named."""
    return Counter(
        [
            *(ROWS_NAMED.sub("Zeile …", notice) for notice in meaning.notices),
            *(reason for _, reason in meaning.dropped),
            *(f"Zeichen {sign} {count}" for sign, count in meaning.symbols.items()),
            *(f"personenbezogen {name}" for name in meaning.personal_columns),
        ]
    )


def read(path: Path) -> Seen:
    """`ohv-coworking read`: any file."""
    meaning = understand(path)
    assert in_words(report(meaning), path.name)
    frame = meaning.frame
    if isinstance(meaning, ResponseTable):
        return Seen(by_row(frame, frame.index), spoken(meaning), meaning.kind)
    rows = frame["row"] if "row" in frame and meaning.kind.partition("/")[0] != "table" else frame.index
    return Seen(by_row(frame.drop(columns="row", errors="ignore"), rows), spoken(meaning), meaning.kind)


def answers(path: Path) -> Seen:
    """The study's own way to answers: columns matched to the questionnaire."""
    sheet = answer_sheet(path)
    found = map_responses(sheet, survey_files.shipped("person"))
    told = Counter(ROWS_NAMED.sub("Zeile …", notice) for notice in (*found.notices(), *sheet.remarks))
    told += Counter(reason for _, reason in sheet.dropped)
    return Seen(by_row(found.answers, found.answers.index), told)


@cache
def catalog() -> Catalog:
    return Catalog.load(RAW)


def register(path: Path) -> Seen:
    """The register of the interested."""
    entries = register_entries(read_sheet(path), date(2026, 11, 29), path.name)
    return Seen({number: repr(entry) for number, entry in enumerate(entries)}, Counter())


def planning_table(path: Path) -> Seen:
    """A table that planners keep, as `check` and `accept` hold it against its record."""
    kind = KINDS[path.stem]
    findings = own_table_findings(catalog(), path, path.name, kind, load(ROOT / "study.yaml").region)
    return Seen({}, Counter(map(str, findings)))


def described_table(path: Path) -> Seen:
    """A shipped table of statistics, as `check` holds it against its description."""
    return Seen({}, Counter(map(str, table_findings(path, path.name, schemas(RAW)[path.stem], set()))))


def yaml_file(path: Path) -> Seen:
    """A file of settings, through the reader it has in the study."""
    match path.stem:
        case "study":
            found: object = load(path)
        case "catalog":
            found = content(path)
        case "questionnaire":
            found = [
                read_questionnaire(path.read_bytes(), version, survey_files.TOWNS, survey_files.WORDS)
                for version in survey_files.VERSIONS
            ]
        case "synthetic_margins":
            found = read_margins(path.read_bytes(), "person", survey_files.shipped("person"))
        case _:
            found = schemas(path.parent)
    return Seen({0: repr(found)}, Counter())


def originals() -> list[Original]:
    """Return all files there are to harm; those beside the repository only where it has them."""
    found = [(path, read) for path in beside()]
    for path in sorted(RAW.rglob("*")):
        if path.suffix in (".yaml", ".yml"):
            found.append((path, yaml_file))
        elif path.stem in KINDS and path.suffix == ".csv":
            found.append((path, planning_table))
        elif path.parent.name in ("statistics", "coworking", "rail") and path.stem in schemas(RAW):
            found += [(path, described_table), (path, read)]
        elif path.suffix in TABLES:
            found.append((path, read))
    found += [(ROOT / "study.yaml", yaml_file), (RAW / "survey" / "synthetic_persons.csv", answers)]
    found += [(RAW / "register" / "register_synthetic.xlsx", register)]
    files = [
        original(path.name, path.read_bytes(), door) for path, door in found if path.stat().st_size <= LARGEST
    ]
    made = {
        "12411_flat_old.csv": dialects.FLAT_FILE_OLD, "inkar_data_set.csv": dialects.INKAR_DATA_SET,
        "inkar_table.csv": dialects.INKAR_TABLE, "zensus_1km.csv": dialects.ZENSUS_GRID, "feed.zip": feed(),
    }  # fmt: skip
    return files + [original(name, data, read) for name, data in made.items()]


def feed() -> bytes:
    """Return the small timetable as a zip."""
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for name, text in gtfs_feed.FILES.items():
            archive.writestr(name, text)
    return held.getvalue()


def beside() -> list[Path]:
    """Return the files of other people that lie beside the repository."""
    folders = [samples.FOLDER, CASES / "files", CASES / "bugs"]
    return sorted(
        path for folder in folders if folder.is_dir() for path in folder.iterdir()
        if path.suffix in TABLES and path.name != "MANIFEST.csv"
    )  # fmt: skip


def original(name: str, data: bytes, door: Callable[[Path], Seen]) -> Original:
    """Return the file with its records, if the reader finds it to be a text of cells."""
    if not name.endswith((".csv", ".txt")):
        return Original(name, data, door)
    encoding = next(
        code
        for code in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252")
        if fits(data, code)
    )
    text = data.decode(encoding)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    cut = {
        mark: tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=mark))) for mark in ";,\t|"
    }
    separator = max(cut, key=lambda mark: evenness(cut[mark]))
    return Original(name, data, door, cut[separator], separator, encoding)


def evenness(records: tuple[tuple[str, ...], ...]) -> float:
    """Return the share of the records that have the most frequent number of cells; nothing for a single cell."""
    ((width, count),) = Counter(map(len, records)).most_common(1) or [(1, 0)]
    return count / len(records) if width > 1 else 0.0


def fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True
