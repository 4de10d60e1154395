"""A variant of the study: a copy of the parameter file in which some numbers are others."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters import Assumption, load
from ohv_coworking.parameters.commented_file import edited
from ohv_coworking.parameters.places import inputs_by_place
from ohv_coworking.study.edition import Edition

ROUNDING = 0.01
NAME = re.compile(r"\w([\w .-]{0,60}\w)?")


def save_variant(edition: Edition, name: str, moved: Mapping[str, float]) -> Path:
    """Write `NAME.yaml` beside `study.yaml` with the moved numbers in it, and return it.

    Raises InputFault for a name that can't be or is taken, for values that the parameters don't allow together, and where
    the file can't be written; nothing is left behind then.
    """
    name = name.strip().removesuffix(".yaml")
    file = edition.root / f"{name}.yaml"
    if not NAME.fullmatch(name):
        raise _fault(
            "Dieser Name geht nicht für eine Variante.",
            name,
            "Buchstaben, Ziffern, Leerzeichen, „-“ und „_“, z. B. „höhere Miete“",
        )
    if file.exists():
        raise _fault(
            "Eine Datei dieses Namens gibt es schon; sie bleibt, wie sie ist.", file.name, "ein neuer Name"
        )
    study = load(edition.parameters)
    places = {one.name: (place, one.held) for place, one in inputs_by_place(study).items()}

    def change(content: dict) -> None:
        for one, value in moved.items():
            place, held = places[one]
            entry = content
            for step in place:
                entry = entry[step]
            _set(entry, held, value)

    text = edited(edition.parameters.read_text(encoding="utf-8"), change)
    unfinished = file.with_name(f".{file.name}.unfertig")
    try:
        with disk_faults():
            unfinished.write_text(text, encoding="utf-8")
            load(unfinished)
            os.replace(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file


def _set(entry: dict, held: Assumption, value: float) -> None:
    """Set the value of an entry in prices of its own year, as `Assumption.with_value` does."""
    given = round(float(value / (held.price_factor or 1)), 6)
    for end, nearer in (("low", min), ("high", max)):
        if end in entry and (held.low == held.high or nearer(given, entry[end]) == given):
            # Amounts brought to other prices were rounded to a cent.
            given = entry[end] if abs(given - entry[end]) < ROUNDING else given
            entry[end] = given
    whole = isinstance(entry["value"], int) and float(given).is_integer()
    entry["value"] = int(given) if whole else given


def _fault(problem: str, found: str, expected: str) -> InputFault:
    return InputFault(
        problem,
        parameter="Name der Variante",
        found=found,
        expected=expected,
        remedy="Einen anderen Namen eingeben.",
    )
