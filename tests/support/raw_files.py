"""A small folder of raw files with its catalogue, for tests that break it."""

import hashlib
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "data" / "raw"
TOWNS = "ags,name,population\n01001000,Flensburg,90000\n12065256,Oranienburg,47752\n"
ENTRY = """\
  {name}:
    file: {file}
    role: {role}
    title: Einwohner
    publisher: Amt
    source: https://example.org/towns
    licence: dl-de/by-2-0
    attribution: Amt, dl-de/by-2-0
    as_of: 2022
    sha256: {sha256}
    synthetic: {synthetic}
"""


def entry(name="towns", role="towns", file="towns.csv", content=TOWNS, synthetic="false", extra=""):
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    text = ENTRY.format(name=name, role=role, file=file, sha256=sha256, synthetic=synthetic)
    return text + (f"    {extra}\n" if extra else "")


def write_catalog(folder, *entries):
    """Write the catalogue of a folder: the entries as given, or one of towns."""
    roles = "roles:\n  towns: {title: Orte}\n  facts: {title: Angaben, shared: true}\n  municipal_directory: {title: Gemeinden}\n"
    (folder / "catalog.yaml").write_text(
        roles + "entries:\n" + "".join(entries or [entry()]), encoding="utf-8"
    )
