"""The first half of a dry run: what a file is and why, day and regions, what of it stays unread, who would read it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ohv_coworking.basics import german
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.intake_record import intake_record
from ohv_coworking.formats.reading_report import LABELS
from ohv_coworking.formats.recognise import understand
from ohv_coworking.formats.statistics.long_table import LongTable
from ohv_coworking.intake.checking import is_office_file, known_municipalities
from ohv_coworking.parameters import Region
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.entry import PRIVATE
from ohv_coworking.reading import Meaning
from ohv_coworking.region.office_files import OFFICE_FILES
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.trial_build import built_chapters

MOST_NAMED = 4  # regions named one by one
LONGEST = 60  # letters of a line of the file that are shown


@dataclass(frozen=True)
class FirstLook:
    """What can be said of a file before anything is recorded; empty where nothing can."""

    file: str
    kind: str = ""
    known_by: str = ""
    as_of: str = ""
    regions: int = 0
    studied: tuple[str, ...] = ()
    unknown_regions: tuple[str, ...] = ()
    intake: str = ""
    unread: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return the look as lines of German text."""
        studied = german.enumeration(list(self.studied)) or "keines der betrachteten"
        told = {
            "Art": f"{self.kind}, erkannt an {self.known_by}" if self.known_by else self.kind,
            "Stand": self.as_of,
            "Gebiete": f"{german.number(self.regions)}, darunter {studied}" if self.regions else "",
            "Eingang": self.intake,
        }
        lines = [f"  {label + ':':<12}{text}" for label, text in told.items() if text]
        if self.unknown_regions:
            shown = ", ".join(self.unknown_regions[:MOST_NAMED])
            count = german.plural(len(self.unknown_regions), "Schlüssel", "Schlüssel")
            lines.append(f"  Unbekannt:  {count}, die kein Gemeindeverzeichnis nennt: {shown}")
        return [self.file, *lines, *(f"  Hinweis:    {sentence}" for sentence in self.unread)]


def first_look(
    catalog: Catalog, relative: str, role: str, told: Mapping[str, Any], region: Region
) -> FirstLook:
    """Return what a file below data/raw is, as far as any reader knows it."""
    path, shown = catalog.folder / relative, catalog.shown(relative)
    try:
        meaning = understand(path)
        record = intake_record(meaning)
    except InputFault as fault:  # a list of the planners' own, or a file that is no table
        return FirstLook(shown, as_of=told.get("as_of", ""), unread=(fault.problem,))
    if relative.startswith(f"{PRIVATE}/"):  # no word of what people wrote
        unread = [notice for notice in meaning.notices if "„" not in notice]
        return FirstLook(
            shown, LABELS.get(meaning.kind, meaning.kind), intake=str(record), unread=tuple(unread)
        )
    areas = _areas(meaning, role, path)
    studied = {region.city, region.city[:5], region.state, region.district, *region.towns}
    known = known_municipalities(catalog)
    lands = {key[:2] for key in known}
    strange = [key for key in areas if len(key) == 8 and key[:2] in lands and key not in known]
    return FirstLook(
        shown,
        LABELS.get(meaning.kind, meaning.kind),
        _signs(meaning),
        told.get("as_of") or _periods(meaning),
        len(areas),
        tuple(name.strip() for key, name in areas.items() if key in studied),
        tuple(strange),
        str(record),
        tuple(meaning.notices),
    )


def readers(edition: Edition, role: str, name: str) -> list[str] | None:
    """Return the chapters that read files of a role or the entry `name`; None where nothing is built yet."""
    chapters = built_chapters(edition)
    found = []
    for chapter in chapters:
        record = json.loads((edition.built(chapter) / "record.json").read_text(encoding="utf-8"))
        if role in record["roles"] or name in record["raw"]:
            found.append(chapter)
    return found if chapters else None


def _areas(meaning: Meaning, role: str, path: Path) -> dict[str, str]:
    """Return the names of the regions of a statistic by key: as its role knows them, else as they stand in the file."""
    if not isinstance(meaning, LongTable):
        return {}
    frame, key, name = meaning.frame, "region_key", "region"
    if is_office_file(role, path) and role in OFFICE_FILES:
        frame = OFFICE_FILES[role](path)
        key = "ags" if "ags" in frame else "reference_code"
        name = next(one for one in ("region", "name", "reference_region") if one in frame)
    held = frame.drop_duplicates(key)
    return dict(zip(held[key].astype(str), held[name].astype(str), strict=True))


def _signs(meaning: Meaning) -> str:
    """Return the first filled line of a file and the rows of its header."""
    grid, rows = meaning.table.grid, meaning.table.header_rows
    first = next((row for row in range(1, min(grid.height, 30) + 1) if any(grid.row(row))), None)
    if first is None:
        return ""
    text = " ".join(filter(None, grid.row(first)))
    line = f"Zeile {first} „{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}“"
    return f"{line} und am Kopf bis Zeile {rows[-1]}" if rows and rows[-1] > first else line


def _periods(meaning: Meaning) -> str:
    periods: Sequence[str] = meaning.details().get("periods", ())
    return " bis ".join(dict.fromkeys([*periods[:1], *periods[-1:]]))
