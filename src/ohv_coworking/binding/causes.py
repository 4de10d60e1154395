"""What went into an edition and is different in another: assumptions, rows of raw files, notebooks and library."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.yaml_file import read_yaml
from ohv_coworking.exhibits.notebook_cells import code_digest
from ohv_coworking.exhibits.prose import digits_given, shown_value
from ohv_coworking.parameters import Study
from ohv_coworking.parameters.plan_tree import inputs
from ohv_coworking.parameters.study import place_of
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition

MOST_ROWS_TOLD, MOST_SIGNS_TOLD = 3, 60


@dataclass(frozen=True)
class Cause:
    """One thing that differs: the reference that figures rest on, what it is called, and what has become of it."""

    reference: str
    label: str
    change: str


def causes(old: Edition, new: Edition, study: Study) -> list[Cause]:
    """Return what differs between two projects: parameters of `study.yaml`, raw files, the code of the chapters."""
    return [*_parameters(old, new, study), *_raw_files(old, new), *_code(old, new)]


def _parameters(old: Edition, new: Edition, study: Study) -> Iterator[Cause]:
    before, now = (read_yaml(one.parameters, "Die Parameterdatei").content for one in (old, new))
    known = {
        f"assumption:{one.name}": (one.label, ("assumptions", one.name), one.unit)
        for _, one in study.assumptions
    }
    known |= {
        f"assumption:{one.name}": (one.label, ("plan", *one.path), one.declared.get("unit", ""))
        for one in inputs(study.plan).values()
    }
    told: set[tuple[str, ...]] = set()
    for reference, (label, place, unit) in known.items():
        path = tuple(map(str, place))
        if (was := _at(before, path)) != (is_now := _at(now, path)):
            told.add(path[:2])
            yield Cause(reference, label, f"{_span(was, unit)} → {_span(is_now, unit)}")
    for name in type(study).model_fields:
        place = tuple(place_of(name).split("."))
        if _at(before, place) != _at(now, place) and not any(path[0] == place[0] for path in told):
            yield Cause(
                f"parameter:{name}", name, f"{_short(_at(before, place))} → {_short(_at(now, place))}"
            )


def _at(content: object, path: Iterable[str]) -> object:
    for key in path:
        if isinstance(content, list):
            content = next((one for at, one in enumerate(content) if str(at) == key), None)
        else:
            content = (
                {str(name): one for name, one in content.items()}.get(key)
                if isinstance(content, dict)
                else None
            )
    return content


def _span(held: object, unit: str) -> str:
    if not isinstance(held, dict):
        return _short(held)
    middle, low, high = (held.get(one) for one in ("value", "low", "high"))
    if not isinstance(middle, int | float):
        return _short(middle)
    given = [one for one in (middle, low, high) if isinstance(one, int | float)]
    digits = digits_given(given, unit)
    told = shown_value(middle, unit, digits)
    ends = [shown_value(one, unit, digits, unit_shown=False) for one in given[1:]]
    return f"{told} ({' bis '.join(ends)})" if len(set(ends)) == 2 else told


def _short(held: object) -> str:
    if held is None:
        return "nicht vorhanden"
    text = str(held).replace("\n", " ")
    return text if len(text) <= 60 and not isinstance(held, dict | list) else "geändert"


def _raw_files(old: Edition, new: Edition) -> Iterator[Cause]:
    catalogs = Catalog.load(old.raw), Catalog.load(new.raw)
    for name in dict.fromkeys([*catalogs[0].entries, *catalogs[1].entries]):
        before, now = (one.entries.get(name) for one in catalogs)
        if before and now and before.sha256 == now.sha256 and before.file == now.file:
            continue
        entry = now or before
        if before is None or now is None:
            change = "neu aufgenommen" if before is None else "nicht mehr aufgenommen"
        elif entry.is_private or not entry.file.endswith(".csv"):
            change = "geändert"
        else:
            change = _rows(old.raw / before.file, new.raw / now.file)
        yield Cause(f"raw:{name}", f"{entry.title} ({entry.file})", change)


def _rows(old: Path, new: Path) -> str:
    """Return in German which rows of a public table differ, the first of them with what they say."""
    before, now = (_numbered(file) for file in (old, new))
    kept = set(before.values())
    added = {number: row for number, row in now.items() if row not in kept}
    still = set(now.values())
    gone = [row for row in before.values() if row not in still]
    told = [
        f"Zeile {number}: {_cells(now.get(1, ()), before.get(number, ()), row)}"
        for number, row in list(added.items())[:MOST_ROWS_TOLD]
    ]
    more = f" und {len(added) - MOST_ROWS_TOLD} weitere" if len(added) > MOST_ROWS_TOLD else ""
    return f"{len(gone)} Zeilen entfallen oder geändert, {len(added)} neu oder geändert. {' | '.join(told)}{more}".strip()


def _cells(head: Sequence[str], before: Sequence[str], now: Sequence[str]) -> str:
    """Return the cells of a row that changed, old and new; of another row than the one that stood there what it says."""
    known = "; ".join(filter(None, now))[:MOST_SIGNS_TOLD]
    if len({len(head), len(before), len(now)}) > 1:
        return known
    turned = [
        (name, was, is_now) for name, was, is_now in zip(head, before, now, strict=True) if was != is_now
    ]
    if 2 * len(turned) > len(now):
        return known
    return f"{known}: " + ", ".join(f"{name} „{was}“ → „{is_now}“" for name, was, is_now in turned)


def _numbered(file: Path) -> Mapping[int, tuple[str, ...]]:
    with file.open(encoding="utf-8", errors="replace", newline="") as stream:
        return {number: tuple(row) for number, row in enumerate(csv.reader(stream), 1)}


def _code(old: Edition, new: Edition) -> Iterator[Cause]:
    for name in sorted({file.stem for one in (old, new) for file in one.root.glob("notebooks/*.ipynb")}):
        files = old.notebook(name), new.notebook(name)
        if not all(file.is_file() for file in files):
            continue
        try:
            differ = code_digest(files[0]) != code_digest(files[1])
        except InputFault:
            differ = sha256(files[0]) != sha256(files[1])
        if differ:
            yield Cause(f"chapter:{name}", f"Notebook {name}", "Rechnung geändert")
    library = Path("src") / "ohv_coworking"
    names = {
        file.relative_to(one.root / library).as_posix()
        for one in (old, new)
        for file in (one.root / library).rglob("*.py")
    }
    for name in sorted(names):
        before, now = (sha256(one.root / library / name) for one in (old, new))
        if before != now:
            change = "neu" if before == "fehlt" else "entfallen" if now == "fehlt" else "geändert"
            yield Cause(f"module:{name}", f"Programm {name}", change)
