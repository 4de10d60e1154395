"""How a municipality's row is told: its cells in the lists, the lines of its sheet, the orders the lists come in."""

from collections.abc import Iterator

import pandas as pd

from ohv_coworking.atlas.ranking import EUROS
from ohv_coworking.atlas.read_atlas import UNKNOWN
from ohv_coworking.basics.german import MISSING, number

# Columns of the lists: heading, digits, and the ends of the range behind the value.
COLUMNS = {
    "population": ("Einwohner", 0, ()),
    "desks": ("Arbeitsplätze (Spanne)", 0, ("low", "high")),
    "rail_min": ("Bahn nach {city} in min", 0, ()),
    "option": ("am besten bewertete Möglichkeit", 0, ()),
    "cost": ("Kosten der öffentlichen Hand in € je Jahr", -2, ()),
    "served": (
        f"Nutzende je {number(EUROS)}\N{NO-BREAK SPACE}€ im Jahr (Spanne)",
        1,
        ("served_low", "served_high"),
    ),
    "rank": (
        f"Rang nach Nutzenden je {number(EUROS)}\N{NO-BREAK SPACE}€ (Spanne)",
        0,
        ("rank_low", "rank_high"),
    ),
}
ORDERS = {
    "nach dem Bedarf an Arbeitsplätzen": (["desks"], False),
    "nach Nutzenden für öffentliches Geld": (["rank", "rank_high"], True),
    "nach der Fahrzeit mit der Bahn": (["rail_min"], True),
    "nach dem Namen": ([], True),
}
WAYS = ("nicht gerechnet", "nach einem Rechenweg", "nach zwei Rechenwegen")


def list_rows(rows: pd.DataFrame) -> Iterator[tuple[str, str, list[str]]]:
    """Yield key, name and cells of each row."""
    for key, one in rows.iterrows():
        yield key, one["listed"], [_cell(one, column) for column in COLUMNS]


def _cell(one: pd.Series, column: str) -> str:
    """Return a value as it stands in a list, its range behind it."""
    _, digits, ends = COLUMNS[column]
    if pd.isna(one[column]) or isinstance(one[column], str):
        return one[column] if isinstance(one[column], str) else MISSING
    text = number(one[column], digits)
    return f"{text} ({' bis '.join(number(one[end], digits) for end in ends)})" if ends else text


def sheets(rows: pd.DataFrame, city: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield key, name and the lines of the sheet of each municipality."""
    for key, one in rows.iterrows():
        low, cost, high = (number(one[name], -2) for name in ("cost_low", "cost", "cost_high"))
        reckoned = {
            "Benötigte Arbeitsplätze": f"{_cell(one, 'desks')}",
            "Am besten bewertete Möglichkeit": f"{one['option']} ({number(one['points'])} von 100 Punkten)",
            "Nutzende bei mittlerem Bedarf": number(one["users"]),
            "Kosten der öffentlichen Hand": f"{cost} € im Jahr" + (f" (bei kleinem bis großem Bedarf {low} bis {high} €)" if low != high else ""),
            "Kosten je nutzende Person": f"{number(one['public_per_user'], -2)} € im Jahr" if one["users"] > 0 else "niemand nutzt sie",
            f"Nutzende je {number(EUROS)}\N{NO-BREAK SPACE}€ im Jahr": f"{_cell(one, 'served')}; Rang {_cell(one, 'rank')}",
        }  # fmt: skip
        if pd.isna(one["desks"]):
            reckoned = dict.fromkeys(reckoned, UNKNOWN)
        rail = f"ab {one['station']} im Mittel {number(one['rail_min'])} min nach {city}"
        bus = f"mit Bahn und Fußweg ist die Hälfte der Menschen in höchstens {number(one['bus_min'])} min von der Wohnung in {city}"
        spaces = f"{number(one['spaces'])} in Betrieb, Plätze: {UNKNOWN if pd.isna(one['space_desks']) else number(one['space_desks'])}"
        yield key, one["name"], [
            ("Einwohner", number(one["population"])),
            ("Auspendelnde", UNKNOWN if pd.isna(one["out_commuters"]) else number(one["out_commuters"])),
            ("Bahn", UNKNOWN if pd.isna(one["rail_min"]) else rail),
            ("Bus", UNKNOWN if pd.isna(one["bus_min"]) else bus),
            ("Bestehende Coworking-Räume", UNKNOWN if pd.isna(one["spaces"]) else spaces if one["spaces"] else "keine gefunden"),
            *reckoned.items(),
            ("Güte der Daten", f"{one['known']} von {one['asked']} Angaben bekannt; Bedarf {WAYS[one['ways']]}"),
            ("Nicht bekannt", one["missing"] or "nichts von dem, was gefragt ist"),
        ]  # fmt: skip
