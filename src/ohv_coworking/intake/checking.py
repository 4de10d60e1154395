"""The check of all raw files: each for itself, together, and against the reference date."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ohv_coworking.basics.digests import is_left_behind
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.maps.geodata import read_areas
from ohv_coworking.formats.timetable import read_gtfs
from ohv_coworking.intake.agreement import agreement_findings
from ohv_coworking.intake.cell_checks import cell_findings, misread_findings
from ohv_coworking.intake.confidential import confidential, why_confidential
from ohv_coworking.intake.findings import Finding, Severity, Topic
from ohv_coworking.intake.own_tables import KINDS, own_table_findings
from ohv_coworking.intake.schema import SCHEMA_FILE, Schema, schemas
from ohv_coworking.parameters import Region
from ohv_coworking.raw import Catalog, Entry
from ohv_coworking.raw.catalog_file import content
from ohv_coworking.raw.column_names import COLUMNS_FILE
from ohv_coworking.raw.entry import PRIVATE
from ohv_coworking.raw.planning_tables import planning_rows
from ohv_coworking.raw.private_files import readable_by_others
from ohv_coworking.raw.raw_files import CATALOG_FILE
from ohv_coworking.raw.text_table import TABULAR, read_text_table
from ohv_coworking.region import office_files, source
from ohv_coworking.region.contradictions import contradictions
from ohv_coworking.region.known_limits import KnownConflict, KnownGap
from ohv_coworking.region.plausibility import beyond_their_whole

# A map of the mapping agency (VG250) may stand for the shipped one, told by a column only that has.
MAP_ROLES = {"boundaries", "boundaries_berlin"}
TIMETABLE = "gtfs"
SHIPPED_MAP = b'"district_id"'

NOT_DATA = {"catalog.yaml", COLUMNS_FILE, SCHEMA_FILE}
# Statistics of a year appear in the course of the next one.
PUBLICATION_LAG_YEARS = 1
# Tables that say themselves what a reader should know.
DOCUMENTED = {
    KnownConflict: (Topic.CONFLICT, "{subject}: {values}. {reading} Verwendet: {preferred}."),
    KnownGap: (Topic.GAP, "{topic}: {missing}; erhältlich bei: {obtainable_from}"),
}


@dataclass(frozen=True)
class Expected:
    """What tables are held against: their descriptions by entry, the known municipal keys, the region under study."""

    described: dict[str, Schema]
    municipalities: Set[str]
    region: Region | None

    @classmethod
    def of(cls, catalog: Catalog, region: Region | None) -> "Expected":
        """Return what the files of a catalogue are held against."""
        return cls(schemas(catalog.folder), known_municipalities(catalog), region)


def check_raw_files(catalog: Catalog, reference_date: date, region: Region | None = None) -> list[Finding]:
    """Return everything that is wrong, doubtful, old or missing in the raw files at the reference date."""
    expected = Expected.of(catalog, region)
    findings = [*_uncatalogued(catalog), *_open_to_others(catalog)]
    for entry in catalog.entries.values():
        try:
            path = catalog.path(entry.name)
        except InputFault as fault:
            findings.append(Finding.of(fault, Topic.FILE))
        else:
            findings += findings_within(catalog, path, entry.name, entry.role, expected)
        findings += _age(catalog, entry, reference_date)
    findings += _missing(catalog)
    if not any(finding.severity is Severity.FAULT for finding in findings):
        findings += [Finding.of(fault, Topic.SUM) for fault in beyond_their_whole(catalog)]
        findings += _documented(catalog)
        findings += _contradictions(catalog)
    return findings


def findings_within(catalog: Catalog, path: Path, name: str, role: str, expected: Expected) -> list[Finding]:
    """Return what is wrong within one file that stands, or is to stand, under that name and role.

    An office's own file and a table that consultants keep are read as the chapters read them, any other table is
    held against its description.
    """
    shown = catalog.shown(path.relative_to(catalog.folder).as_posix())
    if is_office_file(role, path):
        return _office_findings(role, path, shown)
    if kind := KINDS.get(name) or KINDS.get(role):
        return own_table_findings(catalog, path, shown, kind, expected.region)
    # Another file of a shared role is described as the first one of it.
    shared = role in catalog.roles and catalog.roles[role].shared
    held = [entry.name for entry in catalog.entries.values() if entry.role == role and shared]
    described = [expected.described[one] for one in (name, *held) if one in expected.described]
    if schema := next(iter(described), None):
        return table_findings(path, shown, schema, expected.municipalities)
    if not shown.startswith(catalog.shown(f"{PRIVATE}/")) and (reason := why_confidential(path)):
        return [Finding.of(confidential(shown, catalog.shown(PRIVATE), reason), Topic.FILE)]
    if path.suffix not in TABULAR:
        return []
    text = f"in {SCHEMA_FILE} nicht beschrieben; geprüft ist nur die Prüfsumme"
    return [Finding(Severity.REMARK, Topic.CELL, text, shown)]


def table_findings(path: Path, shown: str, schema: Schema, municipalities: Set[str]) -> list[Finding]:
    """Return what is wrong within a described table; `municipalities` are the known 8-digit keys."""
    try:
        table = read_text_table(path, shown)
    except InputFault as fault:
        return [Finding.of(fault, Topic.CELL)]
    findings = [*cell_findings(table, schema, shown, municipalities), *misread_findings(table, shown)]
    if not any(finding.severity is Severity.FAULT for finding in findings):
        findings += agreement_findings(table, schema, shown)
    return findings


def is_office_file(role: str, path: Path) -> bool:
    """Tell whether the file is an office's own where the study ships a table made from such files."""
    if role in MAP_ROLES:
        with open(path, "rb") as stream:
            return SHIPPED_MAP not in stream.read(65_536)
    if role == TIMETABLE:
        return True
    return role in office_files.OFFICE_FILES and not office_files.is_shipped_layout(path)


def _office_findings(role: str, path: Path, shown: str) -> list[Finding]:
    """Return why an office's own file cannot serve the role, or what its reading left in doubt."""
    try:
        if role in MAP_ROLES:
            read_areas(path)
            return []
        if role == TIMETABLE:
            notices = read_gtfs(path).notices
        else:
            office_files.OFFICE_FILES[role](path)
            notices = office_files.long_table_of(path).notices
    except InputFault as fault:
        return [Finding.of(replace(fault, file=shown), Topic.CELL)]
    return [Finding(Severity.REMARK, Topic.CELL, notice, shown) for notice in notices]


def known_municipalities(catalog: Catalog) -> Set[str]:
    """Return the municipal keys of the directory, with those merged before its day; none if it can't be read."""
    try:
        if not catalog.with_role("municipal_directory"):
            return set()
        merged = [
            key
            for entry in catalog.with_role("municipal_mergers")
            for key in catalog.read_csv(entry.name)["former_ags"]
        ]
        return {*source.municipal_directory(catalog)["ags"], *merged}
    except InputFault:  # the check names the reason
        return set()


def _uncatalogued(catalog: Catalog) -> Iterator[Finding]:
    entries = content(catalog.folder / CATALOG_FILE).entries.values()
    described = {entry.file for entry in entries} | NOT_DATA
    for path in sorted(catalog.folder.rglob("*")):
        file = path.relative_to(catalog.folder).as_posix()
        own = file.startswith(f"{PRIVATE}/") and path.name in {"README.md", "catalog.yaml"}
        real = any(entry.is_stood_in_for(file) for entry in entries)
        nothing = own or real or file in described or is_left_behind(Path(file))
        if not path.is_file() or nothing:
            continue
        if not file.startswith(f"{PRIVATE}/") and (reason := why_confidential(path)):
            yield Finding.of(confidential(catalog.shown(file), catalog.shown(PRIVATE), reason), Topic.FILE)
        else:
            text = f"steht nicht im Verzeichnis und wird nicht gelesen; aufnehmen: make accept FILE={catalog.shown(file)}"
            yield Finding(Severity.REMARK, Topic.FILE, text, catalog.shown(file))


def _open_to_others(catalog: Catalog) -> Iterator[Finding]:
    """Tell of private files whose rights could not be taken from others when the catalogue was loaded."""
    for path in readable_by_others(catalog.folder / PRIVATE):
        shown = catalog.shown(path.relative_to(catalog.folder).as_posix())
        text = (
            "auch für andere Benutzer lesbar, und die Rechte lassen sich nicht ändern; "
            f"auf einen Datenträger legen, der Rechte kennt, dann als Eigentümer: chmod 600 {shown}"
        )
        yield Finding(Severity.REMARK, Topic.FILE, text, shown)


def _age(catalog: Catalog, entry: Entry, reference_date: date) -> Iterator[Finding]:
    # A newer file beside it keeps a statistic young.
    beside = catalog.with_role(entry.role) if entry.role in source.KEYS else [entry]
    years = [int(year) for one in beside for year in re.findall(r"(?:19|20)\d\d", one.as_of)]
    if not years or entry.renewed_every_years is None:
        return
    if reference_date.year - max(years) > entry.renewed_every_years + PUBLICATION_LAG_YEARS:
        rhythm = "jährlich" if entry.renewed_every_years == 1 else f"alle {entry.renewed_every_years} Jahre"
        text = f"Stand {entry.as_of}; die Quelle erscheint {rhythm} neu: {entry.source}"
        yield Finding(Severity.REMARK, Topic.AGE, text, catalog.shown(entry.file))


def _missing(catalog: Catalog) -> Iterator[Finding]:
    # Asked one by one, so that a file added to any role is known to concern this check.
    sentences = [
        f"{role.title}: keine Datei" for name, role in catalog.roles.items() if not catalog.with_role(name)
    ]
    for sentence in sentences + catalog.synthetic_notices():
        yield Finding(Severity.REMARK, Topic.GAP, sentence)


def _documented(catalog: Catalog) -> Iterator[Finding]:
    for kind, (topic, sentence) in DOCUMENTED.items():
        for row in planning_rows(catalog, kind) if catalog.with_role(kind.table) else ():
            yield Finding(Severity.REMARK, topic, sentence.format_map(row.model_dump()))


def _contradictions(catalog: Catalog) -> Iterator[Finding]:
    for row in contradictions(catalog).itertuples():
        yield Finding(
            Severity.REMARK, Topic.CONFLICT, f"{row.subject}, {row.values}. Verwendet: {row.preferred}."
        )
