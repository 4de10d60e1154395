"""`ohv-coworking where WORT`: where an assumption or a part of the plan stands in `study.yaml`."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from ohv_coworking.basics.build_records import read_record
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.yaml_file import read_yaml
from ohv_coworking.commands.usage import command
from ohv_coworking.exhibits.prose import digits_given, shown_value
from ohv_coworking.parameters import Assumption, load, parameter_file
from ohv_coworking.parameters.search import Found, entries, folded, matching
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.study.edition import Edition


@command(
    help="Sucht in study.yaml nach deutschen Wörtern oder englischen Namen und zeigt Wert, Spanne, Zeile und die "
    "Kapitel, die den Eintrag lesen. Groß- und Kleinschreibung und Umlaute sind gleich; Ähnliches wird gefunden."
)
@click.argument("words", metavar="WORT…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="als JSON ausgeben")
def where(words: Sequence[str], as_json: bool) -> None:
    file, query = parameter_file(), " ".join(words)
    found, searched = matching(query, entries(load(file), read_yaml(file, "Die Parameterdatei")))
    if not found:
        raise InputFault(
            "Dazu steht nichts in der Parameterdatei.",
            file=file.name,
            found=query,
            expected="ein Wort aus den Bezeichnungen der Studie, z. B. Wartezeit, oder ein Name",
            remedy="Ein anderes oder ein kürzeres Wort suchen.",
        )
    readers = _readers(Edition.current(project_root()))
    listed = [_as_plain(one, file, readers) for one in found]
    if as_json:
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    if searched != " ".join(folded(query).split()):
        print(f"Nichts zu „{query}“; Ähnliches:\n")
    print("\n\n".join(map(_in_words, listed)))


def _as_plain(one: Found, file: Path, readers: dict[str, list[str]]) -> dict:
    plain = {"label": one.label, "name": one.name, "path": one.path, "file": file.name, "line": one.line}
    if one.held:
        held = one.held.held
        plain["allowed"] = one.held.allowed
        plain |= (
            held.model_dump(include={"value", "low", "high", "unit", "source", "note"})
            if isinstance(held, Assumption)
            else {"value": held}
        )
    names = map(str, one.place[:2])
    plain["chapters"] = sorted({chapter for name in names for chapter in readers.get(name, [])})
    return plain


def _in_words(one: dict) -> str:
    rows = [("Name", f"{one['name']} ({one['path']})" if one["name"] != one["path"] else one["name"])]
    if "value" in one:
        rows.append(("Wert", f"{_value(one)}; möglich: {one['allowed']}"))
    if "source" in one:
        rows.append(("Quelle", ". ".join(filter(None, [one["source"].removesuffix("."), one["note"]]))))
    rows.append(("Ort", f"{one['file']}, Zeile {one['line']}"))
    if one["chapters"]:
        rows.append(("Kapitel", ", ".join(one["chapters"])))
    return "\n".join([one["label"], *(f"  {name + ':':9}{text}" for name, text in rows)])


def _value(one: dict) -> str:
    if "unit" not in one:
        return str(one["value"])
    span = (one["low"], one["value"], one["high"])
    decimals = digits_given(span, one["unit"])
    low, _, high = (shown_value(end, one["unit"], decimals, unit_shown=False) for end in span)
    value = shown_value(one["value"], one["unit"], decimals)
    return f"{value} ({low} bis {high})" if one["low"] != one["high"] else f"{value} (ohne Spanne)"


def _readers(edition: Edition) -> dict[str, list[str]]:
    """Return the chapters that read each parameter, as the last build recorded it; nothing where none was built."""
    found: dict[str, list[str]] = {}
    for record in sorted(edition.processed.glob("*/record.json")):
        for name in (read_record(record, ("parameters",)) or {"parameters": ()})["parameters"]:
            found.setdefault(name, []).append(record.parent.name)
    return found
