"""`ohv-coworking explain NAME`: what a key figure of the last build rests on, down to the rows of raw files."""

import json
from collections.abc import Iterator

import click

from ohv_coworking.basics.german import MISSING
from ohv_coworking.commands.usage import command
from ohv_coworking.exhibits.ledger import KIND_IN_GERMAN
from ohv_coworking.exhibits.prose import digits_given, shown_period, shown_value
from ohv_coworking.parameters import load, parameter_file
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.raw import Catalog
from ohv_coworking.study.derivation import Derivation, Node
from ohv_coworking.study.earlier import built_ledger
from ohv_coworking.study.edition import Edition


@command(
    help="Zeigt, worauf eine Kennzahl beruht, bis zu den Annahmen und den zitierten Zeilen der Rohdaten; "
    "NAME wie in kennzahlen.csv, ohne Kapitel, wo er eindeutig ist."
)
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="als JSON ausgeben")
def explain(name: str, as_json: bool) -> None:
    edition, study = Edition.current(project_root()), load(parameter_file())
    tree = Derivation(built_ledger(edition, study), study, Catalog.load(edition.raw)).of(name)
    print(json.dumps(tree, ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(tree)))


def _lines(node: Node, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    yield indent + _told(node)
    for row in node.get("rows", ()):
        quoted = " ".join(filter(None, [row.get("value", MISSING), row.get("unit")]))
        about = ", ".join(row[one] for one in ("subject", "region", "period") if one in row)
        source = "; ".join(row[one] for one in ("source_title", "source_url", "note") if one in row)
        yield f"{indent}  Zeile {row['row']}: „{quoted}“ ({about}); {source}"
    for one in node.get("rests_on", ()):
        yield from _lines(one, depth + 1)


def _told(node: Node) -> str:
    text = str(node["label"])
    if node["sort"] == "raw":
        parts = [
            node.get("selection"),
            node["file"],
            f"Stand {shown_period(node['as_of'])}",
            node.get("publisher"),
            node.get("source"),
        ]
        return f"Datei: {text}; {'; '.join(dict.fromkeys(filter(None, parts)))}"
    if node["sort"] == "assumption":
        return f"Annahme: {text} = {_value(node)}; {'. '.join(filter(None, [node.get('source', 'Wahl').removesuffix('.'), node.get('note')]))}"
    if node["sort"] == "parameter":
        return f"Vorgabe: {text}"
    marks = "".join(
        [", synthetisch" if node.get("synthetic") else "", "; siehe oben" if node.get("told_above") else ""]
    )
    if node["sort"] == "frame":
        return f"Tabelle: {text}{marks}"
    place = f"; finanzplan.xlsx, {node['cell']}" if "cell" in node else ""
    period = f", {shown_period(node['period'])}" if "period" in node else ""
    return f"{text} = {_value(node)}{period} ({KIND_IN_GERMAN[node['kind']]}{marks}){place}"


def _value(node: Node) -> str:
    unit, low, high = node.get("unit", ""), node.get("low"), node.get("high")
    if not unit or not isinstance(node["value"], int | float):
        return shown_value(node["value"], unit) or "keine"
    given = [one for one in (low, node["value"], high) if one is not None]
    decimals = digits_given(given, unit) if node["sort"] == "assumption" else node["decimals"]
    shown = shown_value(node["value"], unit, decimals)
    if low is None or high is None or low == high:
        return shown
    ends = [shown_value(one, unit, decimals, unit_shown=False) for one in (low, high)]
    return f"{shown} ({node.get('range_kind', 'Grenzwerte')}: {ends[0]} bis {ends[1]})"
