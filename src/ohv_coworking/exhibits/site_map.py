"""The map of sites: a panel for each town with people, rail, buses, numbered sites and how far one gets on foot or by bike."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import geopandas as gpd
import pandas as pd
from matplotlib.figure import Figure

from ohv_coworking.exhibits import charts, maps
from ohv_coworking.sites.location_data import short_station_name
from ohv_coworking.sites.reach import same_place

CLASSES, UNIT = [500, 1000, 2000, 4000], "Menschen je km²"
WINDOW_KM = 3.6
# Neighbours share one disc, or their numbers would cover each other.
ONE_DISC_M = 400


def joint_discs(sites: pd.DataFrame, within_m: float) -> pd.DataFrame:
    """Return one place for sites (`number`, `x`, `y`) so close together, with the numbers of all as its `label`."""
    groups = sites.assign(group=same_place(sites, within_m)).groupby("group", sort=False)
    discs = groups[["latitude", "longitude"]].mean()
    return discs.assign(label=groups["number"].agg(lambda numbers: ", ".join(map(str, numbers))))


@contextmanager
def site_map(
    sites: pd.DataFrame,
    stations: pd.DataFrame,
    squares: gpd.GeoDataFrame,
    borders: gpd.GeoDataFrame,
    ways: Mapping[str, gpd.GeoDataFrame | None],
    town_names: Mapping[str, str],
    walk_m: float,
    ride_m: float,
    localities: pd.DataFrame,
) -> Iterator[Figure]:
    """Draw a panel for each town of `town_names` that has a site, the sites of each listed below it by number.

    `ways` holds the lines of `rail` and `bus`; rings of `walk_m` stand around all sites, one of `ride_m` around the first.
    `localities` (`place`, latitude, longitude) are written where no station bears the name.
    """
    towns = [town for town in town_names if (sites["ags"] == town).any()]
    columns = min(3, len(towns))
    rows = -(-len(towns) // columns)
    with charts.chart(3.4 * rows + 0.7, ncols=columns, nrows=rows, squeeze=False) as (figure, panels):
        for axes in panels.flat[len(towns) :]:
            axes.set_axis_off()
        for axes, town in zip(panels.flat, towns, strict=False):
            here = sites[sites["ags"] == town]
            discs = joint_discs(here, ONE_DISC_M)
            middle = discs[["latitude", "longitude"]].mean().to_frame().T
            seen = {
                name: maps.within(way, middle, WINDOW_KM + 1) for name, way in ways.items() if way is not None
            }
            maps.values(axes, maps.within(squares, middle, WINDOW_KM + 1), "people", CLASSES, UNIT)
            legend = axes.get_legend()
            handles, words = legend.legend_handles, [text.get_text() for text in legend.get_texts()]
            legend.remove()
            maps.outline(axes, borders, colour="#777777", width=1.0)
            for name, style in (
                ("bus", {"colour": "#444444", "width": 0.6, "style": "dotted"}),
                ("rail", {"colour": "black", "width": 1.6}),
            ):
                if len(seen.get(name, ())):
                    maps.draw_lines(axes, seen[name], **style)
            maps.rings(axes, discs, walk_m)
            maps.rings(axes, discs.iloc[[0]], ride_m, "dashed")
            own = stations[stations["ags"] == town]
            named = own.assign(short=own["name"].map(short_station_name))
            maps.points(axes, named, name="short", marker="s", colour="black", size=16, shift=(12, -3))
            maps.numbered(axes, discs, "label")
            maps.window(axes, middle, WINDOW_KM)
            named_already = {*stations["name"].map(short_station_name), *town_names.values()}
            maps.name_places(axes, localities[~localities["place"].isin(named_already)], "place")
            maps.scale_bar(axes, 1)
            axes.set_title(town_names[town], fontsize=9)
            listed = "\n".join(f"{one.number} {one.name}" for one in here.itertuples())
            axes.annotate(listed, (0, -0.02), xycoords="axes fraction", va="top", fontsize=6.5)
        figure.legend(handles, words, title=UNIT, loc="outside lower center", ncols=5, fontsize=7)
        # Panels of equal aspect come to their places only step by step.
        for _ in range(2):
            figure.draw_without_rendering()
        yield figure
