"""The atlas as one page of its own: map, lists in prepared orders, a sheet for each municipality."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
from jinja2 import Environment, PackageLoader
from matplotlib.colors import to_hex

from ohv_coworking.atlas.ranking import EUROS
from ohv_coworking.atlas.read_atlas import UNKNOWN, Atlas
from ohv_coworking.atlas.told_rows import COLUMNS, ORDERS, list_rows, sheets
from ohv_coworking.basics.colours import HOUSE, shade
from ohv_coworking.basics.german import alphabetic, number, quantity
from ohv_coworking.exhibits import charts, maps
from ohv_coworking.exhibits.prose import shown_period
from ohv_coworking.parameters import Study
from ohv_coworking.raw import Entry

CLASSES = [3, 6, 11, 21]


class Setting(NamedTuple):
    """What the page says of the whole: names of Land and city, places named on the map (`name, latitude, longitude`), edition
    and state of the data, the files that were read, the addresses of the atlases of other Länder by their names."""

    state: str
    city: str
    named: pd.DataFrame
    stamp: str
    files: Sequence[Entry]
    others: Mapping[str, str] = MappingProxyType({})


def atlas_page(atlas: Atlas, study: Study, borders: gpd.GeoDataFrame, about: Setting) -> str:
    """Return the page; `borders` are municipalities, those of the Land among them as far as they are known."""
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PackageLoader("ohv_coworking.binding", "template"),
    )
    rows = atlas.rows.sort_values("name", key=lambda names: names.map(alphabetic))
    several = rows["name"].duplicated(keep=False)
    rows["listed"] = rows["name"].where(~several, rows["name"] + " (" + rows.index + ")")
    drawn = borders[borders["ags"].isin(rows.index)]
    svg, legend = demand_map(rows, drawn, about.named) if len(drawn) else ("", [])
    found = rows.dropna(subset="desks")
    width = (found["rank_high"] - found["rank_low"]).median()
    best = found["option_key"].value_counts()
    return environment.get_template("atlas.html.j2").render(
        colour=HOUSE,
        ground=shade(0.06),
        title=study.commission.title,
        about=about,
        count=quantity(len(rows), "Gemeinden"),
        reckoned=number(len(found)),
        most=found.loc[found["desks"].idxmax()],
        half=quantity(found["desks"].median(), "Arbeitsplätze"),
        options=[(study.plan.alternatives[key], number(times)) for key, times in best.items()],
        widths=number(width) if width >= 2 else "",
        directory_day=shown_period(atlas.directory_day),
        commuters_day=shown_period(atlas.places.commuters_day),
        self_employed=atlas.places.self_employed_period or UNKNOWN,
        timetable_year=atlas.timetable_year,
        several=len(study.region.towns) > 1,
        trains=number(rows["rail_min"].notna().sum()),
        buses=number(rows["bus_min"].notna().sum()),
        map=svg,
        legend=legend,
        undrawn=number(len(rows) - len(drawn)) if len(drawn) < len(rows) else "",
        headings=[heading.format(city=about.city) for heading, *_ in COLUMNS.values()],
        euros=number(EUROS),
        number=number,
        shown_period=shown_period,
        lists={
            order: list(
                list_rows(rows.sort_values(columns, ascending=up, kind="stable") if columns else rows)
            )
            for order, (columns, up) in ORDERS.items()
        },
        letters=[
            (letter, list(held))
            for letter, held in groupby(
                sheets(rows, about.city), key=lambda one: alphabetic(one[1])[0].upper()
            )
        ],
    )


def demand_map(
    rows: pd.DataFrame, borders: gpd.GeoDataFrame, named: pd.DataFrame
) -> tuple[str, list[tuple[str, str]]]:
    """Return the map (SVG) of the desks each municipality needs in the middle, and its legend: background and words."""
    drawn = borders.merge(rows["desks"], left_on="ags", right_index=True)
    west, south, east, north = borders.total_bounds  # a city far away would make the Land small
    named = named[named["longitude"].between(west, east) & named["latitude"].between(south, north)]
    with charts.chart(6.2) as (figure, axes):
        maps.values(axes, drawn, "desks", CLASSES, "Arbeitsplätze")
        maps.points(axes, named, colour="#000000", size=12)
        shown = axes.get_legend()
        # Written beside the picture, it stays as large as the text on a phone.
        colours = [to_hex(handle.get_facecolor()[0]) for handle in shown.legend_handles]
        words = [text.get_text() for text in shown.get_texts()]
        shown.remove()
        svg = charts.svg(figure)
    held = np.bincount(np.digitize(rows["desks"].dropna(), CLASSES), minlength=len(words))
    words = [f"{word}: {quantity(count, 'Gemeinden')}" for word, count in zip(words, held, strict=True)]
    if unknown := int(rows["desks"].isna().sum()):
        words.append(f"{UNKNOWN}: {quantity(unknown, 'Gemeinden')}")
        colours.append("repeating-linear-gradient(135deg, #888 0 1px, #eee 1px 4px)")
    return svg, list(zip(colours, words, strict=True))
