"""What a key figure rests on, told in German: one line a node, indented by its depth."""

from collections.abc import Iterator

from ohv_coworking.basics.german import MISSING
from ohv_coworking.exhibits.ledger import KIND_IN_GERMAN
from ohv_coworking.exhibits.prose import digits_given, shown_period, shown_value
from ohv_coworking.registers.derivation import Node
from ohv_coworking.registers.quoted_values import german_value


def tree_lines(node: Node, depth: int = 0) -> Iterator[str]:
    """Yield the lines of a node and of all it rests on."""
    indent = "  " * depth
    yield indent + _told(node)
    for row in node.get("rows", ()):
        quoted = german_value(row) or MISSING
        about = ", ".join(row[one] for one in ("subject", "region", "period") if one in row)
        source = "; ".join(row[one] for one in ("source_title", "source_url", "note") if one in row)
        yield f"{indent}  Zeile {row['row']}: {quoted} ({about}); {source}"
    for one in node.get("rests_on", ()):
        yield from tree_lines(one, depth + 1)


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
    formula = f"; gerechnet: {node['formula']}" if "formula" in node else ""
    return f"{text} = {_value(node)}{period} ({KIND_IN_GERMAN[node['kind']]}{marks}){place}{formula}"


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
