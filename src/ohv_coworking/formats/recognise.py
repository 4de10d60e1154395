"""Understand a file: which of the known formats is it, and what does it mean?"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.exports import plain, spss, structure
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.build import respondents
from ohv_coworking.formats.exports.survey_formats import FORMATS as SURVEYS
from ohv_coworking.formats.plain_table import KIND as PLAIN_TABLE
from ohv_coworking.formats.plain_table import plain_table
from ohv_coworking.formats.statistics.periods import told_apart
from ohv_coworking.formats.statistics.statistics_formats import FORMATS as STATISTICS
from ohv_coworking.formats.statistics.statistics_formats import WHOLE_FILES
from ohv_coworking.reading import (
    DETECT,
    Format,
    Grid,
    Meaning,
    ReadingOptions,
    choose_table,
    grids_of,
    read_grids,
)
from ohv_coworking.reading.archive import identify
from ohv_coworking.reading.statistics_program import PROGRAMS, read_labelled

LEAST_EVIDENCE = 0.25
_HELD: ContextVar[dict[Path, Meaning] | None] = ContextVar("held", default=None)


def known_kinds() -> list[str]:
    """Return the names a kind can be prescribed by."""
    return [*(known.KIND for known in (*SURVEYS, *STATISTICS, *WHOLE_FILES)), spss.KIND, PLAIN_TABLE]


def understand(
    path: str | Path,
    options: ReadingOptions = DETECT,
    kind: str | None = None,
    labels: Sequence[str | Path] = (),
) -> Meaning:
    """Return what the file means; `kind` overrides the recognition, `labels` are files that explain its codes.

    Raises `InputFault` for files that cannot be read and kinds that are unknown or do not fit.
    """
    held, file = _HELD.get(), Path(path).absolute()
    plainly = held is not None and options is DETECT and kind is None and not labels
    if plainly and file in held:
        return held[file]
    found = _interpreted(path, options, kind, labels)
    meaning = respondents(found) if isinstance(found, AnswerSheet) else found
    if plainly:
        held[file] = meaning
    return meaning


@contextmanager
def each_file_once() -> Iterator[None]:
    """Understand each file once within: for a command that asks many questions of one file that stays as it is."""
    before = _HELD.set({})
    try:
        yield
    finally:
        _HELD.reset(before)


def answer_sheet(
    path: str | Path,
    options: ReadingOptions = DETECT,
    kind: str | None = None,
    labels: Sequence[str | Path] = (),
) -> AnswerSheet:
    """Return a file as a sheet of survey answers, of a plain one where no tool's signs are found; as `understand`."""
    found = _interpreted(path, options, kind, labels)
    return found if isinstance(found, AnswerSheet) else _interpreted(path, options, plain.KIND, ())


def _interpreted(
    path: str | Path, options: ReadingOptions, kind: str | None, labels: Sequence[str | Path]
) -> Meaning | AnswerSheet:
    if found := _whole(Path(path), kind):
        return found.interpret_file(Path(path))
    document = identify(path, options)
    if document.kind in PROGRAMS:
        return spss.interpret(*read_labelled(document, options), options)
    grids = grids_of(document, options)
    found, grid = _prescribed(kind, grids, options) if kind else _recognised(grids)
    if found in STATISTICS:
        place = grids.index(grid)
        grids = list(map(told_apart, grids))
        grid = grids[place]
    if found is None:
        return _with_other_sheets(plain_table(grids, document.name, options), grids)
    more = {"structure": _structure(found, labels)} if labels else {}
    return _with_other_sheets(found.interpret(grid, options, grids, **more), grids)


def _with_other_sheets(found: Meaning | AnswerSheet, grids: Sequence[Grid]) -> Meaning | AnswerSheet:
    """Return what was found with a sentence on the sheets that were not looked into."""
    sheet = found.table.grid.sheet
    others = [grid.sheet for grid in grids if grid.sheet and grid.sheet != sheet]
    if not others:
        return found
    told = f"Gelesen ist das Blatt „{sheet}“; weitere Blätter: {', '.join(others)}."
    return replace(found, notices=(*found.notices, told))


def _whole(path: Path, kind: str | None) -> ModuleType | None:
    """Return the module for a file that is no table: a map or a timetable; None for all others."""
    prescribed = next((known for known in WHOLE_FILES if known.KIND == kind), None)
    if not path.exists() or (kind and not prescribed):
        return None
    fitting = [known for known in WHOLE_FILES if known.matches_file(path)]
    if (prescribed and prescribed not in fitting) or (path.is_dir() and not fitting):
        raise InputFault(
            "Die Datei ist nicht von der angegebenen Art." if prescribed else "Der Ordner ist kein Fahrplan.",
            file=path.name,
            expected=(prescribed or WHOLE_FILES[0]).LABEL,
            remedy="Eine einzelne Datei angeben, oder einen Ordner mit den Dateien eines GTFS-Fahrplans.",
        )
    return prescribed or next(iter(fitting), None)


def _recognised(grids: Sequence[Grid]) -> tuple[Format | None, Grid | None]:
    """Return the format with the strongest evidence, of equal ones the larger sheet."""
    scores = [
        (known.matches(grid), grid.size, known, grid) for known in (*SURVEYS, *STATISTICS) for grid in grids
    ]
    best = max(scores, key=lambda score: score[:2], default=None)
    return (best[2], best[3]) if best and best[0] >= LEAST_EVIDENCE else (None, None)


def _prescribed(
    kind: str, grids: Sequence[Grid], options: ReadingOptions
) -> tuple[Format | None, Grid | None]:
    if kind == PLAIN_TABLE:
        return None, None
    known = next((known for known in (*SURVEYS, *STATISTICS) if known.KIND == kind), None)
    if known is None or not grids:
        raise InputFault("Die angegebene Art ist unbekannt.", found=kind, expected=", ".join(known_kinds()))
    evidence, _, grid = max(
        ((known.matches(grid), grid.size, grid) for grid in grids), key=lambda found: found[:2]
    )
    if not evidence and known is not plain:
        raise InputFault(
            f"Der Datei fehlen alle Merkmale der angegebenen Art ({known.LABEL}).",
            **grid.place,
            found=kind,
            remedy="Ohne --as lesen oder als einfache Tabelle (--as survey/plain, --as table/plain).",
        )
    return known, grid


def _structure(known: Format, labels: Sequence[str | Path]) -> structure.Structure:
    if not hasattr(known, "Structure"):
        raise InputFault(f"Zu {known.LABEL} werden keine Beschriftungsdateien gelesen.", found=str(labels[0]))
    content = Path(labels[0]).read_bytes()
    if content.lstrip()[:5] == b"<?xml":
        return structure.from_lss(content, Path(labels[0]).name)
    return structure.structure_from_tables(
        [choose_table(read_grids(path), Path(path).name) for path in labels]
    )
