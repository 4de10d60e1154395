"""Who reaches a place: the people of the populated cells around it by their way of travel, and the map of them."""

from dataclasses import dataclass
from typing import Self

import geopandas as gpd
import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits import charts, maps
from ohv_coworking.exhibits.site_map import CLASSES, UNIT, joint_discs
from ohv_coworking.formats.maps.geodata import boundaries_of, grid_squares, to_metres
from ohv_coworking.parameters import Study
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.sites import location_data, site_access
from ohv_coworking.sites.rail_network import Waiting
from ohv_coworking.sites.reach import distances_m, near
from ohv_coworking.sites.site_access import Pace
from ohv_coworking.sites.travel import Travel
from ohv_coworking.workbench.lever import written

MODES = {
    "foot": "zu Fuß",
    "ride": "mit dem Rad",
    "car": "mit dem Auto",
    "bike": "mit Rad, Bus und Bahn",
    "neither": "zu Fuß, mit Bus und Bahn",
}
INHABITED_M = 10_000  # around a point of one's own, or it lies off the map of cells
PLACES_KM, SITES_KM = (
    16,
    40,
)  # width of a map up to which the names of all places, the numbers of all sites can be read


@dataclass(frozen=True)
class Reached:
    """The populated cells, the listed sites and the ways between them."""

    cells: pd.DataFrame
    sites: pd.DataFrame
    towns: gpd.GeoDataFrame
    localities: pd.DataFrame
    travel: Travel

    @classmethod
    def of(cls, catalog: Catalog, study: Study) -> Self:
        """Return what an edition knows of reach; InputFault where map or grid don't hold its towns."""
        region, p = study.region, study.assumptions
        [borders] = catalog.with_role("boundaries")
        boundaries = boundaries_of(catalog, borders.name)
        census = source.census(catalog).sort_values("date").drop_duplicates("ags", keep="last")
        cells = location_data.read_cells(catalog, census.set_index("ags")["population"])
        if missing := location_data.lacking(region, boundaries, cells):
            raise InputFault(
                "Für die Karte fehlen Daten dieser Region.",
                found="; ".join(what for what, _ in missing),
                remedy=f"Aufnehmen: {'; '.join(where for _, where in missing)}.",
            )
        network = location_data.read_network(catalog, boundaries, cells, region.towns)
        sites, _ = location_data.read_sites(catalog, region, boundaries, network.rail, cells)
        sites["number"] = np.arange(1, len(sites) + 1)
        stops = network.whole.stations.join(
            to_metres(network.whole.stations["latitude"], network.whole.stations["longitude"])
        )
        walking, cycling = (
            Pace(speed.value, p.detour_factor.value) for speed in (p.walking_speed, p.cycling_speed)
        )
        waiting = Waiting(p.first_wait_cap.value, p.transfer_wait_cap.value, p.change_minutes.value)
        between = site_access.rail_minutes(
            network.whole, stops, "weekday_06_09", p.service_day_hours.value, waiting, walking
        )
        driving = Pace(p.car_speed.value, p.car_detour.value)
        travel = Travel(
            stops, between, walking, cycling, driving, p.station_access_minutes.value, p.reach_minutes.value
        )
        localities = [catalog.read_csv(one.name) for one in catalog.with_role("places")]
        named = pd.concat([pd.DataFrame(columns=["place", "latitude", "longitude"]), *localities])
        return cls(cells, sites, boundaries[boundaries["ags"].isin(region.towns)], named, travel)

    def minutes(self, cells: pd.DataFrame, place: pd.DataFrame, mode: str) -> np.ndarray:
        """Return the minutes from each cell to a place (one row with `x` and `y`)."""
        if mode in ("foot", "ride"):
            pace = self.travel.walking if mode == "foot" else self.travel.cycling
            return pace.minutes(cells, place)[:, 0]
        return self.travel.ways(cells, place)[mode][:, 0]

    def within(self, place: pd.DataFrame, mode: str, limit_min: float) -> pd.DataFrame:
        """Return the cells from which a place is reached in time; a cell counts with its centre."""
        return self.cells[self.minutes(self.cells, place, mode) <= limit_min]

    def is_cut(self, within: pd.DataFrame, place: pd.DataFrame) -> bool:
        """Return whether cells beyond the grid may be as near to a place as the farthest of those within."""
        return _farthest_m(within, place) > min(
            abs(place[axis].iloc[0] - end)
            for axis in ("x", "y")
            for end in (self.cells[axis].min(), self.cells[axis].max())
        )


def own_point(reached: Reached, latitude: float, longitude: float) -> pd.DataFrame:
    """Return a point of one's own as a place; InputFault where it lies off the map of populated cells."""
    place = pd.DataFrame(
        {"name": ["eigener Punkt"], "number": [0], "latitude": [latitude], "longitude": [longitude]}
    )
    place = place.join(to_metres(place["latitude"], place["longitude"]))
    first = reached.sites.iloc[0]
    if near(reached.cells, place, INHABITED_M).empty:
        raise InputFault(
            "Um diesen Punkt wohnt nach den Daten niemand.",
            found=f"Breite {written(latitude)}, Länge {written(longitude)}",
            expected=f"ein Ort der Region, etwa Breite {written(first['latitude'])}, Länge {written(first['longitude'])}",
            remedy="Breite und Länge prüfen; sie werden leicht vertauscht.",
        )
    return place


@dataclass(frozen=True)
class ReachedMap:
    """A map as a picture (SVG), and where on it the ground lies: the axes as parts of the picture, their ends in metres."""

    svg: str
    axes: tuple[float, float, float, float]
    east: tuple[float, float]
    north: tuple[float, float]

    def position(self, across: float, down: float) -> tuple[float, float] | None:
        """Return latitude and longitude of a point given by its parts of width and height; None beside the ground."""
        left, bottom, width, height = self.axes
        x, y = (across - left) / width, (1 - down - bottom) / height
        if not (0 <= x <= 1 and 0 <= y <= 1):
            return None
        metres = [low + part * (high - low) for part, (low, high) in ((x, self.east), (y, self.north))]
        point = gpd.GeoSeries.from_xy(*([one] for one in metres), crs=maps.METRES).to_crs("EPSG:4326")
        return float(point.y[0]), float(point.x[0])


def reached_map(
    reached: Reached, place: pd.DataFrame, within: pd.DataFrame, whole: bool = False
) -> ReachedMap:
    """Return the map of the cells from which a place is reached, by the people in them; `whole` shows all towns."""
    with charts.chart(4.6) as (figure, axes):
        maps.areas(axes, reached.towns)
        if len(within):
            maps.values(axes, grid_squares(within), "people", CLASSES, UNIT)
        maps.outline(axes, reached.towns, colour="#777777", width=1.0)
        if whole:
            west, south, east, north = reached.towns.to_crs(maps.METRES).total_bounds
            axes.set(xlim=(west, east), ylim=(south, north))
        else:
            maps.window(axes, place, max(3.0, _farthest_m(within, place) / 1000 + 1.5))
        width = axes.get_xlim()[1] - axes.get_xlim()[0]
        if whole or width > 1000 * PLACES_KM:
            maps.name_towns(axes, reached.towns)
        else:
            maps.name_places(axes, _beside(reached.localities, reached.sites, width / 25), "place")
        if whole or width < 1000 * SITES_KM:
            maps.numbered(axes, joint_discs(reached.sites, width / 40), "label")
        maps.rings(axes, place, width / 50)
        maps.scale_bar(axes, 1 if width < 20_000 else 5)
        svg = charts.svg(figure)
        return ReachedMap(svg, axes.get_position().bounds, axes.get_xlim(), axes.get_ylim())


def _beside(localities: pd.DataFrame, sites: pd.DataFrame, apart_m: float) -> pd.DataFrame:
    """Return the localities whose names no site's disc covers."""
    lie = to_metres(localities["latitude"], localities["longitude"])
    return localities[(distances_m(lie, sites[["x", "y"]]) > apart_m).all(axis=1)]


def _farthest_m(cells: pd.DataFrame, place: pd.DataFrame) -> float:
    return float(distances_m(cells[["x", "y"]], place[["x", "y"]]).max(initial=0))
