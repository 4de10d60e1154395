"""Whether a chapter must run again: decided by the content of what its last run read, never by clocks.

This module imports nothing heavy, because make asks it for every chapter on every build.
"""

from collections.abc import Iterable
from pathlib import Path

from ohv_coworking.basics.build_records import read_record
from ohv_coworking.basics.digests import sha256, tree_digest
from ohv_coworking.exhibits.notebook_cells import code_digest
from ohv_coworking.study.edition import Edition

RECORDED = (
    "after", "code", "words", "parameters", "parameter_file", "raw", "roles", "data", "modules", "lock", "lines", "ledgers", "products"
)  # fmt: skip


def why_stale(edition: Edition, chapter: str, after: Iterable[str]) -> str | None:
    """Return in German why `chapter` must run again, None if its last result still stands."""
    built = edition.built(chapter)
    record = read_record(built / "record.json", RECORDED)
    if record is None:
        return (
            "Vermerk des letzten Baus unlesbar" if (built / "record.json").is_file() else "noch nicht gebaut"
        )
    products = {name: sha256(built / name) for name in record["products"]}
    if products != record["products"]:
        return "Ergebnis fehlt oder ist verändert"
    if record["after"] != list(after):
        return "andere Reihenfolge der Kapitel"
    if code_digest(edition.notebook(chapter)) != record["code"]:
        return "Notebook geändert"
    for module, last in record["modules"].items():
        if sha256(edition.root / module) != last:
            return f"Modul {Path(module).stem} geändert"
    if sha256(edition.words(chapter)) != record["words"]:
        return "Beschriftungen geändert"
    if sha256(edition.root / "requirements.lock") != record["lock"]:
        return "Programmpakete geändert"
    if sha256(edition.parameters) != record["parameter_file"]:
        from ohv_coworking.study.inputs import changed_parameters

        if names := changed_parameters(edition, record):
            return f"Parameter {names} geändert"
    if tree_digest(edition.raw) != record["data"]:
        from ohv_coworking.study.inputs import changed_raw_file

        if name := changed_raw_file(edition, record):
            return f"Datei {name} geändert"
    return _changed_line(edition, record)


def _changed_line(edition: Edition, record: dict) -> str | None:
    """Return which line read from an earlier chapter has changed."""
    ledgers = {chapter: sha256(edition.built(chapter) / "ledger.json") for chapter in record["after"]}
    if ledgers == record["ledgers"]:
        return None
    from ohv_coworking.study.inputs import changed_line

    if line := changed_line(edition, record):
        return f"{line} geändert"
    return None
