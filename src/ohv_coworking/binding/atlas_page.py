"""The atlas as one page of its own: map, lists in prepared orders, a sheet for each municipality; and as a table of data."""

from collections.abc import Iterable

import geopandas as gpd
import pandas as pd
from jinja2 import Environment, PackageLoader
from matplotlib.colors import to_hex

from ohv_coworking.atlas.ranking import EUROS
from ohv_coworking.atlas.read_atlas import Atlas
from ohv_coworking.basics import german
from ohv_coworking.basics.colours import HOUSE
from ohv_coworking.basics.german import MISSING
from ohv_coworking.exhibits import charts, maps
from ohv_coworking.exhibits.prose import shown_period, shown_value
from ohv_coworking.parameters import Study

CLASSES = [3, 6, 11, 21]
# Columns of the lists: heading, unit, digits, and the ends of the range behind the value.
COLUMNS = {
    "population": ("Einwohner", "Personen", 0, ()),
    "desks": ("Arbeitsplätze (Spanne)", "Arbeitsplätze", 0, ("low", "high")),
    "rail_min": ("Bahn zur Großstadt in min", "min", 0, ()),
    "option": ("am besten bewertete Möglichkeit", "", 0, ()),
    "cost": ("Kosten der öffentlichen Hand in € je Jahr", "€", 0, ()),
    "served": (
        f"Nutzende je {german.number(EUROS)} € im Jahr (Spanne)",
        "",
        1,
        ("served_low", "served_high"),
    ),
    "rank": ("Rang danach (Spanne)", "", 0, ("rank_low", "rank_high")),
}
ORDERS = {
    "nach dem Bedarf an Arbeitsplätzen": ("desks", False),
    "nach Nutzenden für öffentliches Geld": ("rank", True),
    "nach der Fahrzeit mit der Bahn": ("rail_min", True),
    "nach dem Namen": ("name", True),
}
WAYS = ("nicht gerechnet", "nach einem Rechenweg", "nach zwei Rechenwegen")


def atlas_page(atlas: Atlas, study: Study, borders: gpd.GeoDataFrame, state: str, stamp: str) -> str:
    """Return the page; `borders` are the municipalities of the Land `state`, `stamp` names edition and state of the data."""
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PackageLoader("ohv_coworking.binding", "template"),
    )
    rows = atlas.rows
    svg, legend = demand_map(rows, borders)
    return environment.get_template("atlas.html.j2").render(
        colour=HOUSE,
        title=study.commission.title,
        stamp=stamp,
        count=german.number(len(rows), 0),
        directory_day=shown_period(atlas.directory_day),
        commuters_day=shown_period(atlas.places.commuters_day),
        self_employed=atlas.places.self_employed_period,
        timetable_year=atlas.timetable_year,
        state=state,
        several=len(study.region.towns) > 1,
        options=[study.plan.alternatives[key] for key in rows["option_key"].dropna().unique()],
        buses=german.number((rows["bus"] != "nicht bekannt").sum()),
        map=svg,
        legend=legend,
        unknown=rows["desks"].isna().any(),
        headings=[heading for heading, *_ in COLUMNS.values()],
        euros=german.number(EUROS),
        lists={
            order: list(_listed(rows.sort_values(column, ascending=up, na_position="last", kind="stable")))
            for order, (column, up) in ORDERS.items()
        },
        sheets=list(_sheets(rows.sort_values("name"))),
    )


def demand_map(rows: pd.DataFrame, borders: gpd.GeoDataFrame) -> tuple[str, list[tuple[str, str]]]:
    """Return the map (SVG) of the desks each municipality needs in the middle, and its legend: colour and words."""
    drawn = borders[borders["ags"].isin(rows.index)].merge(rows["desks"], left_on="ags", right_index=True)
    with charts.chart(6.2) as (figure, axes):
        maps.values(axes, drawn, "desks", CLASSES, "Arbeitsplätze")
        shown = axes.get_legend()
        # Written beside the picture, it stays as large as the text on a phone.
        colours = [to_hex(handle.get_facecolor()[0]) for handle in shown.legend_handles]
        words = [text.get_text() for text in shown.get_texts()]
        shown.remove()
        return charts.svg(figure), list(zip(colours, words, strict=True))


def atlas_table(atlas: Atlas) -> str:
    """Return the rows as CSV (comma, decimal point), by key."""
    return atlas.rows.rename_axis("ags").round(4).to_csv(lineterminator="\n")


def _listed(rows: pd.DataFrame) -> Iterable[tuple[str, str, list[str]]]:
    """Yield key, name and cells of each row."""
    for key, one in rows.iterrows():
        yield key, one["name"], [_cell(one, column) for column in COLUMNS]


def _cell(one: pd.Series, column: str) -> str:
    """Return a value as it stands in a list, its range behind it."""
    _, unit, digits, ends = COLUMNS[column]
    text = _shown(one[column], unit, digits)
    if not ends or pd.isna(one[column]):
        return text
    return f"{text} ({' bis '.join(_shown(one[end], unit, digits) for end in ends)})"


def _sheets(rows: pd.DataFrame) -> Iterable[tuple[str, str, list[tuple[str, str]]]]:
    """Yield key, name and the lines of the sheet of each municipality."""
    for key, one in rows.iterrows():
        desks = f"{_shown(one['desks'], 'Arbeitsplätze')} (Spanne: {_shown(one['low'], '')} bis {_shown(one['high'], '')})"
        cost = f"{_shown(one['cost'], '€')} € (bei kleinem und großem Bedarf {_shown(one['cost_low'], '€')} bis {_shown(one['cost_high'], '€')} €)"
        rail = (
            f"{one['station']}, im Mittel {_shown(one['rail_min'], 'min')} min zur Großstadt"
            if pd.notna(one["rail_min"])
            else "nicht bekannt"
        )
        spaces = MISSING
        if pd.notna(one["spaces"]):
            spaces = (
                f"{_shown(one['spaces'], '')} in Betrieb, {_shown(one['space_desks'], '')} Plätze bekannt"
            )
        known = pd.notna(one["desks"])
        yield key, one["name"], [
            ("Einwohner", _shown(one["population"], "")),
            ("Auspendelnde", _shown(one["out_commuters"], "")),
            ("Benötigte Arbeitsplätze", desks if known else "nicht bekannt"),
            ("Bahn", rail),
            ("Bus", one["bus"]),
            ("Bestehende Coworking-Räume", spaces if spaces != MISSING else "nicht bekannt"),
            ("Am besten bewertete Möglichkeit", f"{one['option']} ({_shown(one['points'], '')} von 100 Punkten)" if known else "nicht bekannt"),
            ("Kosten der öffentlichen Hand je Jahr", cost if known else "nicht bekannt"),
            ("Kosten je nutzende Person und Jahr", f"{_shown(one['public_per_user'], '€')} €" if known else "nicht bekannt"),
            (f"Nutzende je {german.number(EUROS)} € im Jahr", f"{_cell(one, 'served')}; Rang {_cell(one, 'rank')}" if known else "nicht bekannt"),
            ("Güte der Daten", f"{_shown(one['known'], '')} von {_shown(one['asked'], '')} Angaben bekannt; Bedarf {WAYS[one['ways']]}"),
            ("Nicht bekannt", one["missing"] or "nichts von dem, was gefragt ist"),
        ]  # fmt: skip


def _shown(value: object, unit: str, digits: int = 0) -> str:
    if (isinstance(value, float) and pd.isna(value)) or value is None:
        return MISSING
    return shown_value(value, unit, digits, unit_shown=False)
