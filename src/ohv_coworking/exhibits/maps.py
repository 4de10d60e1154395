"""One style for all maps: municipal areas in grey or by value, places as points, a scale bar, no base map."""

from itertools import pairwise

import geopandas as gpd
import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from ohv_coworking.basics import german
from ohv_coworking.basics.colours import HOUSE, shade
from ohv_coworking.exhibits.charts import GREY, PALETTE

METRES = "EPSG:25833"
FINEST = 1 / 1000  # of a map's width: what is smaller can't be seen in print
LAND = "#eeeeee"
BORDER = "#ffffff"
# One hue: darkness alone tells the order in grey print.
VALUES = LinearSegmentedColormap.from_list("house", [shade(0), HOUSE])


def areas(axes: Axes, municipalities: gpd.GeoDataFrame, colour: str = LAND) -> None:
    """Draw plain municipal areas as the ground of a map."""
    _prepared(municipalities).plot(ax=axes, color=colour, edgecolor=BORDER, linewidth=0.6)
    _as_map(axes)


def values(
    axes: Axes,
    municipalities: gpd.GeoDataFrame,
    column: str,
    limits: list[float],
    unit: str,
    decimals: int = 0,
) -> None:
    """Draw municipal areas by value in the classes between `limits`, with a German legend; missing is hatched."""
    drawn = _prepared(municipalities)
    classes = len(limits) + 1
    colours = [VALUES(step) for step in np.linspace(0.15, 0.95, classes)]
    words = [f"unter {german.number(limits[0], decimals)}"]
    words += [
        f"{german.number(low, decimals)} bis unter {german.number(high, decimals)}"
        for low, high in pairwise(limits)
    ]
    words += [f"{german.number(limits[-1], decimals)} und mehr"]
    held = drawn[drawn[column].notna()]
    order = np.digitize(held[column], limits)
    held.plot(ax=axes, color=[colours[one] for one in order], edgecolor=BORDER, linewidth=0.6)
    missing = drawn[drawn[column].isna()]
    if len(missing):
        missing.plot(ax=axes, color=LAND, edgecolor=GREY, hatch="////", linewidth=0.4)
    handles = [
        axes.scatter([], [], marker="s", s=60, color=colour, label=word)
        for colour, word in zip(colours, words, strict=True)
    ]
    axes.legend(handles=handles, title=unit, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    _as_map(axes)


def outline(
    axes: Axes, municipalities: gpd.GeoDataFrame, colour: str = PALETTE[1], width: float = 1.6
) -> None:
    """Draw the borders of chosen municipalities on top."""
    _prepared(municipalities).boundary.plot(ax=axes, color=colour, linewidth=width)


def points(
    axes: Axes, places: pd.DataFrame, label: str | None = None, name: str | None = "name", marker: str = "o",
    colour: str = PALETTE[0], size: float = 28, shift: tuple[float, float] = (5, 3),
) -> None:  # fmt: skip
    """Draw places given by `latitude` and `longitude`, with the names in column `name` written beside them."""
    held = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs="EPSG:4326").to_crs(METRES)
    axes.scatter(
        held.x,
        held.y,
        s=size,
        marker=marker,
        color=colour,
        edgecolor="white",
        linewidth=0.6,
        zorder=5,
        label=label,
    )
    if name is not None:
        for x, y, word in zip(held.x, held.y, places[name], strict=True):
            write_place(axes, x, y, str(word), shift=shift)


def numbered(
    axes: Axes, places: pd.DataFrame, number: str, colour: str = PALETTE[3], size: float = 60
) -> None:
    """Draw places given by `latitude` and `longitude` as discs, the number or numbers of each where its neighbour does not lie."""
    held = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs="EPSG:4326").to_crs(METRES)
    axes.scatter(held.x, held.y, s=size, color=colour, edgecolor="black", linewidth=0.7, zorder=8)
    for position, (x, y, word) in enumerate(zip(held.x, held.y, places[number], strict=True)):
        shift, across, along = _away_from_next(held.x - x, held.y - y, position)
        axes.annotate(
            str(word), (x, y), xytext=shift, textcoords="offset points", ha=across, va=along, fontsize=8, weight="bold",
            zorder=9, path_effects=[effects.withStroke(linewidth=2.2, foreground="white")],
        )  # fmt: skip


def _away_from_next(east: pd.Series, north: pd.Series, own: int) -> tuple[tuple[float, float], str, str]:
    """Return shift and alignment of a number: left of a disc whose neighbour is to the east, above one whose neighbour is below."""
    others = (east**2 + north**2).drop(east.index[own])
    if len(others):
        east, north = east[others.idxmin()], north[others.idxmin()]
        if east > abs(north):
            return (-7, 0), "right", "center"
        if north < -abs(east):
            return (0, 7), "center", "bottom"
    return (0, -7), "center", "top"


def name_places(axes: Axes, places: pd.DataFrame, name: str, margin_m: float = 400) -> None:
    """Write the names of places given by `latitude` and `longitude`, as far as the map as it stands shows them."""
    held = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs="EPSG:4326").to_crs(METRES)
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    for x, y, word in zip(held.x, held.y, places[name], strict=True):
        if west + margin_m < x < east - margin_m and south + margin_m < y < north - margin_m:
            axes.annotate(
                str(word), (x, y), ha="center", va="center", fontsize=6.5, style="italic", color="#333333", zorder=6,
                path_effects=[effects.withStroke(linewidth=1.8, foreground="white")],
            )  # fmt: skip


def rings(axes: Axes, places: pd.DataFrame, radius_m: float, style: str = "solid") -> None:
    """Draw a circle around places given by `latitude` and `longitude`: how far one gets in a time."""
    held = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs="EPSG:4326").to_crs(METRES)
    held.buffer(radius_m).boundary.plot(ax=axes, color="black", linewidth=1.0, linestyle=style, zorder=4)


def name_towns(axes: Axes, municipalities: gpd.GeoDataFrame, column: str = "name") -> None:
    """Write the name of each municipality into its area."""
    inside = municipalities.to_crs(METRES).representative_point()
    for point, word in zip(inside, municipalities[column], strict=True):
        write_place(axes, point.x, point.y, str(word), centred=True)


def write_place(
    axes: Axes, x: float, y: float, text: str, centred: bool = False, shift: tuple[float, float] = (5, 3)
) -> None:
    """Write a word on a map with a white halo, `shift` points beside the place."""
    axes.annotate(
        text, (x, y), xytext=(0, 0) if centred else shift, textcoords="offset points", fontsize=8, zorder=6,
        ha="center" if centred else "left", path_effects=[effects.withStroke(linewidth=2.2, foreground="white")],
    )  # fmt: skip


def draw_lines(
    axes: Axes, ways: gpd.GeoDataFrame, colour: str = GREY, width: float = 0.8, style: str = "solid"
) -> None:
    """Draw railways or other lines."""
    ways.to_crs(METRES).plot(ax=axes, color=colour, linewidth=width, linestyle=style, zorder=3)
    _as_map(axes)


def window(axes: Axes, places: pd.DataFrame, margin_km: float) -> None:
    """Show what lies around places given by `latitude` and `longitude`."""
    held = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs="EPSG:4326").to_crs(METRES)
    west, south, east, north = held.total_bounds
    axes.set_xlim(west - 1000 * margin_km, east + 1000 * margin_km)
    axes.set_ylim(south - 1000 * margin_km, north + 1000 * margin_km)


def within(layer: gpd.GeoDataFrame, places: pd.DataFrame, margin_km: float) -> gpd.GeoDataFrame:
    """Return the part of a layer that a window around places can show, so that nothing unseen is stored."""
    held = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs="EPSG:4326").to_crs(METRES)
    west, south, east, north = held.buffer(1000 * margin_km).total_bounds
    shown = layer.to_crs(METRES).cx[west:east, south:north]
    return shown.set_geometry(shown.clip_by_rect(west, south, east, north))


def scale_bar(axes: Axes, kilometres: int) -> None:
    """Draw a scale bar at the lower left."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    x, y = left + 0.03 * (right - left), bottom + 0.03 * (top - bottom)
    axes.plot([x, x + 1000 * kilometres], [y, y], color="black", linewidth=2, solid_capstyle="butt", zorder=7)
    axes.annotate(f"{kilometres} km", (x, y), xytext=(0, 4), textcoords="offset points", fontsize=8, zorder=7)


def _prepared(municipalities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    # Simplified as one coverage, so that neighbours keep their common border.
    drawn = municipalities.to_crs(METRES)
    west, _, east, _ = drawn.total_bounds
    return drawn.assign(geometry=drawn.geometry.simplify_coverage((east - west) * FINEST))


def _as_map(axes: Axes) -> None:
    axes.set_aspect("equal")
    axes.set_axis_off()
