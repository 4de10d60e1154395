"""The atlas as one page of its own: map, lists in prepared orders, a sheet for each municipality; and as a table of data."""

from collections.abc import Iterable

import geopandas as gpd
import pandas as pd
from jinja2 import Environment, PackageLoader

from ohv_coworking.atlas.read_atlas import Atlas
from ohv_coworking.basics import german
from ohv_coworking.basics.colours import HOUSE
from ohv_coworking.basics.german import MISSING
from ohv_coworking.exhibits import charts, maps
from ohv_coworking.exhibits.prose import shown_period, shown_value
from ohv_coworking.parameters import Study

CLASSES = [3, 6, 11, 21]
# Columns of the lists: heading, unit, digits.
COLUMNS = {
    "population": ("Einwohner", "Personen"),
    "desks": ("Arbeitsplätze", "Arbeitsplätze"),
    "rail_min": ("Bahn zur Großstadt in min", "min"),
    "option": ("am besten bewertete Möglichkeit", ""),
    "cost": ("Kosten der öffentlichen Hand in € je Jahr", "€"),
    "public_per_user": ("€ je nutzende Person und Jahr", "€"),
}
ORDERS = {
    "nach dem Bedarf an Arbeitsplätzen": ("desks", False),
    "nach den Kosten je nutzende Person": ("public_per_user", True),
    "nach der Fahrzeit mit der Bahn": ("rail_min", True),
    "nach dem Namen": ("name", True),
}


def atlas_page(atlas: Atlas, study: Study, borders: gpd.GeoDataFrame, stamp: str) -> str:
    """Return the page; `borders` are the municipalities of the Land, `stamp` names edition and state of the data."""
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PackageLoader("ohv_coworking.binding", "template"),
    )
    rows = atlas.rows
    return environment.get_template("atlas.html.j2").render(
        colour=HOUSE,
        title=study.commission.title,
        stamp=stamp,
        count=german.number(len(rows), 0),
        directory_day=shown_period(atlas.directory_day),
        commuters_day=shown_period(atlas.places.commuters_day),
        self_employed=atlas.places.self_employed_period,
        timetable_year=atlas.timetable_year,
        map=demand_map(rows, borders),
        headings=[heading for heading, _ in COLUMNS.values()],
        lists={
            order: list(_listed(rows.sort_values(column, ascending=up, na_position="last", kind="stable")))
            for order, (column, up) in ORDERS.items()
        },
        sheets=list(_sheets(rows.sort_values("name"))),
    )


def demand_map(rows: pd.DataFrame, borders: gpd.GeoDataFrame) -> str:
    """Return the map (SVG) of the desks each municipality needs in the middle."""
    drawn = borders[borders["ags"].isin(rows.index)].merge(rows["desks"], left_on="ags", right_index=True)
    with charts.chart(6.2) as (figure, axes):
        maps.values(axes, drawn, "desks", CLASSES, "Arbeitsplätze")
        legend = axes.get_legend()
        handles, words = legend.legend_handles, [text.get_text() for text in legend.get_texts()]
        legend.remove()
        figure.legend(handles, words, title="Arbeitsplätze", loc="outside lower center", ncols=len(words))
        return charts.svg(figure)


def atlas_table(atlas: Atlas) -> str:
    """Return the rows as CSV (comma, decimal point), by key."""
    return atlas.rows.rename_axis("ags").round(4).to_csv(lineterminator="\n")


def _listed(rows: pd.DataFrame) -> Iterable[tuple[str, str, list[str]]]:
    """Yield key, name and cells of each row; the range stands behind the desks."""
    for key, one in rows.iterrows():
        cells = [_shown(one[column], unit) for column, (_, unit) in COLUMNS.items()]
        if pd.notna(one["desks"]):
            cells[1] += f" ({_shown(one['low'], 'Arbeitsplätze')} bis {_shown(one['high'], 'Arbeitsplätze')})"
        yield key, one["name"], cells


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
            ("Nicht bekannt", one["missing"] or "nichts von dem, was gefragt ist"),
        ]  # fmt: skip


def _shown(value: object, unit: str) -> str:
    if (isinstance(value, float) and pd.isna(value)) or value is None:
        return MISSING
    return shown_value(value, unit, 0, unit_shown=False)
