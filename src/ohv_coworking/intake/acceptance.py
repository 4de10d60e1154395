"""A new or newer raw file comes in: checked, described, recorded with its checksum."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.intake.checking import NOT_DATA, Expected, findings_within
from ohv_coworking.intake.confidential import confidential, why_confidential
from ohv_coworking.intake.file_records import file_record
from ohv_coworking.intake.findings import Severity
from ohv_coworking.intake.offices import told_by_office
from ohv_coworking.intake.replies import ACCEPT, ORIGIN, Ask, Replies
from ohv_coworking.intake.unused_statistics import refuse_unused
from ohv_coworking.parameters import Region
from ohv_coworking.raw import Catalog, Entry, file_sha256
from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.raw.catalog_file import content, content_of, typed_content
from ohv_coworking.raw.entry import PRIVATE, AcceptedFiles, Intake
from ohv_coworking.raw.raw_files import CATALOG_FILE
from ohv_coworking.region.census_base import BASES
from ohv_coworking.region.source import lacks_base

PRIVATE_HEADING = (
    "# Aufgenommene vertrauliche Dateien; von `make accept` geschrieben, nicht versionieren.\nentries:\n"
)


@dataclass(frozen=True)
class Proposal:
    """What acceptance would record: name and role of the entry, and the catalogue file that holds it then."""

    name: str
    role: str
    target: Path
    text: str

    def record(self) -> None:
        """Write the catalogue file."""
        written = self.target.with_name(f".{self.target.name}.new")
        written.write_text(self.text, encoding="utf-8")
        os.replace(written, self.target)


def accept_raw_file(
    catalog: Catalog,
    file: Path,
    ask: Ask | None = None,
    answers: Mapping[str, str] | None = None,
    region: Region | None = None,
) -> Entry:
    """Record a raw file in the catalogue and return its entry; a file recorded as it is stays untouched.

    Raises InputFault, and records nothing, as `proposal` does.
    """
    relative, told, before = looked_at(catalog, file, answers or {})
    reply = Replies(ask, answers or {}, told, catalog.shown(relative), catalog.roles, before)
    proposed = proposal(catalog, relative, reply, region)
    if proposed.text:
        proposed.record()
    return Catalog.load(catalog.folder).entry(proposed.name)


def looked_at(
    catalog: Catalog, file: Path, answers: Mapping[str, str]
) -> tuple[str, dict[str, Any], set[str]]:
    """Return the path of a file below data/raw, what it tells of itself, and which questions are answered already.

    Raises InputFault for a file outside data/raw, for one of persons outside `private/`, and for one of no use.
    """
    relative = _below(catalog, file)
    is_private = relative.startswith(f"{PRIVATE}/")
    if not is_private and (reason := why_confidential(catalog.folder / relative)):
        raise confidential(catalog.shown(relative), catalog.shown(PRIVATE), reason)
    told = {} if is_private else told_by_office(catalog, relative, answers)
    before = _recorded_before(catalog, relative, is_private, answers)
    if not (told or before):
        refuse_unused(catalog, relative, answers.get("role", ""))
    return relative, told, before


def proposal(
    catalog: Catalog,
    relative: str,
    reply: Replies,
    region: Region | None = None,
    record: IntakeRecord | None = None,
) -> Proposal:
    """Return what is to be recorded of a raw file, with an empty text where it is recorded as it is.

    A statistics file in its office's layout tells all that is asked: it comes beside the files of its role, under the
    name of role and year, unless the replies name another entry, whose file it then replaces.
    Sites are held to the `region` under study. `record` is the intake record of a survey. A private file is recorded in `private/catalog.yaml`.
    Raises InputFault for a file whose cells are not as described, and for a missing or unfit answer.
    """
    is_private = relative.startswith(f"{PRIVATE}/")
    name = (
        _private_name(catalog.folder, relative)
        if is_private
        else _public_name(catalog.folder, relative, reply)
    )
    role = catalog.entries[name].role if name in catalog.entries else "" if is_private else reply("role", {})
    _refuse_faulty(catalog, relative, name, role, region)

    target = catalog.folder / (PRIVATE if is_private else "") / CATALOG_FILE
    tree = _tree(target)
    recorded = tree["entries"].setdefault(name, {})
    sha256 = file_sha256(catalog.folder / relative)
    if recorded.get("sha256") == sha256 and not reply.answers.keys() - {ACCEPT}:
        return Proposal(name, role, target, "")
    # What an office's own file tells of itself replaces what stood there of another file.
    known = recorded if recorded.get("file") == relative else {**recorded, **reply.told}
    described = {} if is_private else {"file": relative, "role": reply("role", known)}
    described |= {part: reply(part, known) for part in ORIGIN} | {
        "as_of": reply("as_of", {}),
        "sha256": sha256,
    }
    if not is_private:
        described["synthetic"] = reply.yes_or_no("synthetic", known)
        recorded.pop("base", None)
        if lacks_base(described["role"], catalog.folder / relative, described["as_of"]):
            described["base"] = reply.one_of("base", BASES)
        elif "base" in reply.answers:
            raise InputFault(
                "Die Grundlage ist hier nicht zu nennen.", file=catalog.shown(relative), parameter="base",
                found=reply.answers["base"], remedy="Die Option weglassen.",
                expected="nur bei Einwohnerzahlen ab dem 15.05.2022, deren Datei ihre Grundlage nicht sagt",
            )  # fmt: skip
    recorded.pop("intake", None)
    if held := record or file_record(catalog, relative, name, described.get("role") or role):
        described["intake"] = _in_one_line(held.stored())
    # What stays as it was keeps its line as it was written.
    recorded.update(
        {part: _quoted(value) for part, value in described.items() if recorded.get(part) != value}
    )
    if is_private:
        typed_content(tree, target, AcceptedFiles)
    else:
        content_of(tree, target)
    return Proposal(name, described.get("role") or role, target, _text(tree))


def _recorded_before(
    catalog: Catalog, relative: str, is_private: bool, answers: Mapping[str, str]
) -> set[str]:
    """Return which questions an entry answers already: that of the file, or the one named in its place."""
    entries = content(catalog.folder / CATALOG_FILE).entries
    held = next(
        (entry for entry in entries.values() if entry.file == relative), entries.get(answers.get("entry", ""))
    )
    if is_private:
        return {"entry", "role", "synthetic"}
    return {"entry", *ORIGIN, "role", "synthetic"} if held else set()


def _in_one_line(intake: Intake) -> CommentedMap:
    line = CommentedMap(intake.model_dump(exclude_defaults=True))
    line.fa.set_flow_style()  # and all within
    return line


def _below(catalog: Catalog, file: Path) -> str:
    path, folder = Path(file).resolve(), catalog.folder.resolve()
    shown = catalog.shown("")
    if not path.is_file():
        raise InputFault(
            "Die Datei gibt es nicht.",
            file=file,
            expected=f"eine Datei unter {shown}",
            remedy=f"Den Namen prüfen und aufrufen: make accept FILE={shown}/…",
        )
    if not path.is_relative_to(folder):
        raise InputFault(
            "Die Datei liegt nicht bei den Rohdaten.",
            file=file,
            expected=f"eine Datei unter {shown}",
            remedy=f"Datei unverändert nach {shown} legen, in einen passenden Ordner, und dort aufnehmen.",
        )
    relative = path.relative_to(folder).as_posix()
    if relative in NOT_DATA or path.name in NOT_DATA | {"README.md"}:
        raise InputFault("Diese Datei beschreibt die Rohdaten und ist selbst keine.", file=file)
    return relative


def _public_name(folder: Path, relative: str, reply: Replies) -> str:
    entries = content(folder / CATALOG_FILE).entries
    name = next((entry.name for entry in entries.values() if entry.file == relative), None) or reply(
        "entry", {}
    )
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        expected = "Kleinbuchstaben, Ziffern und Unterstrich, wie age_groups"
        raise InputFault(
            "Der Name des Eintrags passt nicht.", parameter="entry", found=name, expected=expected
        )
    return name


def _private_name(folder: Path, relative: str) -> str:
    entries = content(folder / CATALOG_FILE).entries.values()
    name = next((entry.name for entry in entries if entry.is_stood_in_for(relative)), None)
    if name is None:
        names = ", ".join(sorted(entry.private_file for entry in entries if entry.private_file)) or "keine"
        raise InputFault(
            "Das Verzeichnis sieht keine vertrauliche Datei dieses Namens vor.",
            file=relative,
            expected=f"eine von: {names}",
            remedy="Datei umbenennen oder private_file im Eintrag von catalog.yaml ändern.",
        )
    return name


def _refuse_faulty(catalog: Catalog, relative: str, name: str, role: str, region: Region | None) -> None:
    findings = findings_within(catalog, catalog.folder / relative, name, role, Expected.of(catalog, region))
    faults = [finding.as_fault() for finding in findings if finding.severity is Severity.FAULT]
    raise_all(faults, "Die Datei wird nicht aufgenommen:")


def _quoted(value: Any) -> Any:
    plain = not isinstance(value, str) or re.fullmatch(r"[0-9a-f]{64}|[a-z][\w/.-]*", value)
    return value if plain else DoubleQuotedScalarString(value)


def _tree(target: Path) -> Any:
    tree = _round_trip().load(target if target.is_file() else PRIVATE_HEADING)
    tree["entries"] = tree["entries"] or {}
    return tree


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _text(tree: Any) -> str:
    text = StringIO()
    _round_trip().dump(tree, text)
    return text.getvalue()
