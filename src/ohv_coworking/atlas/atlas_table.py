"""The rows of the atlas as a table that a German spreadsheet opens: German heads with unit and day, decimal commas."""

import numpy as np

from ohv_coworking.atlas.ranking import EUROS
from ohv_coworking.atlas.read_atlas import Atlas
from ohv_coworking.basics import german
from ohv_coworking.basics.safe_csv import inert_text
from ohv_coworking.exhibits.prose import shown_period

DECIMALS = {"users", "served_low", "served", "served_high"}
ENDS = {"low": "10 %-Punkt", "": "Mitte", "high": "90 %-Punkt"}


def atlas_table(atlas: Atlas, city: str) -> str:
    """Return the rows by key, with a byte order mark; `city` is where the rail leads to."""
    heads = _heads(atlas, city)
    rows = atlas.rows.round({name: 2 if name in DECIMALS else 0 for name in heads})
    table = (
        rows.replace(np.inf, "unbegrenzt").rename_axis("ags").reset_index()[list(heads)].rename(columns=heads)
    )
    texts = table.select_dtypes(exclude="number").columns
    table[texts] = table[texts].map(inert_text)
    return "\ufeff" + table.to_csv(
        sep=";", decimal=",", index=False, float_format="%.10g", lineterminator="\r\n"
    )


def _heads(atlas: Atlas, city: str) -> dict[str, str]:
    """Return the head of each column that is shown, in their order."""
    served, per_year = f"Nutzende je {german.number(EUROS)} € im Jahr", "in € je Jahr"
    people, leaving = shown_period(atlas.directory_day), shown_period(atlas.places.commuters_day)
    return {
        "ags": "Gemeindeschlüssel (AGS)",
        "name": "Gemeinde",
        "population": f"Einwohner am {people}",
        "out_commuters": f"Auspendelnde am {leaving}",
        **_ranged("desks", "Arbeitsplätze", low="low", high="high"),
        "option": "am besten bewertete Möglichkeit",
        "points": "Punkte dieser Möglichkeit (0 bis 100)",
        "users": "Nutzende bei mittlerem Bedarf",
        "public_per_user": f"Kosten der öffentlichen Hand je nutzende Person {per_year}",
        "cost": f"Kosten der öffentlichen Hand {per_year}",
        "cost_low": f"Kosten der öffentlichen Hand {per_year}, niedrigste bei kleinem bis großem Bedarf",
        "cost_high": f"Kosten der öffentlichen Hand {per_year}, höchste bei kleinem bis großem Bedarf",
        **_ranged("served", served),
        **_ranged("rank", f"Rang nach Nutzenden je {german.number(EUROS)} €"),
        "station": "Bahnhof",
        "rail_min": f"Bahn nach {city} in min (Fahrplan {atlas.timetable_year})",
        "bus_min": f"Fußweg, Bus und Bahn nach {city} in min, für die Hälfte der Menschen höchstens",
        "spaces": "Coworking-Räume in Betrieb",
        "space_desks": "bekannte Plätze darin",
        "known": "bekannte Angaben",
        "asked": "gefragte Angaben",
        "ways": "Rechenwege des Bedarfs",
        "missing": "nicht bekannt",
    }


def _ranged(name: str, label: str, low: str = "", high: str = "") -> dict[str, str]:
    columns = {"low": low or f"{name}_low", "": name, "high": high or f"{name}_high"}
    return {columns[end]: f"{label}, {words}" for end, words in ENDS.items()}
