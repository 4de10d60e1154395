"""Boundaries and positions: from geodata files and degrees to metres on an equal-area map."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from numpy.typing import ArrayLike

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.maps.map_layers import read_layer

DEGREES = "EPSG:4326"
# ETRS89-LAEA, the projection of European population grids; in Brandenburg lengths are true to 0.1 per mille.
METRES = "EPSG:3035"

# Names of the municipality key and name in files of the federal mapping agency (VG250) and in the shipped ones.
KEY_COLUMNS = ("ags", "AGS")
NAME_COLUMNS = ("name", "GEN")
AGS_DIGITS = 8
LAND_AREA = 4  # VG250: column GF, areas with structure on land

# Roughly Germany, in degrees: enough to notice swapped coordinates.
LATITUDES, LONGITUDES = (47.2, 55.1), (5.8, 15.1)
IN_GERMANY = (
    f"Breite ({LATITUDES[0]:.0f} bis {LATITUDES[1]:.0f} Grad) in latitude, "
    f"Länge ({LONGITUDES[0]:.0f} bis {LONGITUDES[1]:.0f} Grad) in longitude"
)


def read_boundaries(path: Path) -> gpd.GeoDataFrame:
    """Return the municipalities of a GeoJSON, GeoPackage or shapefile: ags (8 digits), name, geometry in degrees.

    Of the parts of a municipality only land counts. Raises `InputFault` for a file that is no such map.
    """
    areas = read_areas(path)
    return areas[areas["land"]][["ags", "name", "geometry"]].dissolve("ags", as_index=False).to_crs(DEGREES)


def read_areas(path: Path) -> gpd.GeoDataFrame:
    """Return all areas of a map of municipalities with `ags`, `name` and `land`, whether they lie on land."""
    areas = read_layer(path)
    key, name = (_column(areas, names, path) for names in (KEY_COLUMNS, NAME_COLUMNS))
    if areas.crs is None:
        raise InputFault(
            "Den Grenzen fehlt das Koordinatensystem.",
            file=path.name,
            expected="ein Koordinatensystem in der Datei, bei Shapefiles in der .prj-Datei daneben",
        )
    areas["land"] = pd.to_numeric(areas["GF"], errors="coerce") == LAND_AREA if "GF" in areas else True
    # A spreadsheet may have turned the key into a number and lost its leading zero.
    written = areas[key].astype(str).str.removesuffix(".0")
    areas["ags"], areas["name"] = (
        written.where(written.str.len() != AGS_DIGITS - 1, "0" + written),
        areas[name],
    )
    wrong = ~areas["ags"].str.fullmatch(rf"\d{{{AGS_DIGITS}}}") | areas.geometry.isna()
    if wrong.any() or areas.empty:
        raise InputFault(
            "Eine Fläche hat keinen Gemeindeschlüssel oder keine Grenze.",
            file=path.name,
            row=int(wrong.argmax()) + 1 if wrong.any() else None,
            column=key,
            found=areas.loc[wrong, key].iloc[0] if wrong.any() else "keine Fläche",
            expected="Gemeindeschlüssel (AGS) mit 8 Ziffern; bei VG250 die Ebene der Gemeinden (GEM)",
        )
    names = areas.groupby("ags")["name"].transform("nunique") > 1
    if names.any():
        row = int(names.argmax())
        raise InputFault(
            "Zwei Gemeinden haben denselben Schlüssel.",
            file=path.name,
            row=row + 1,
            column=key,
            found=f"{areas['ags'].iloc[row]}: {', '.join(areas.loc[areas['ags'] == areas['ags'].iloc[row], 'name'].unique())}",
            expected="ein Name je Schlüssel",
        )
    return areas


def to_metres(latitude: ArrayLike, longitude: ArrayLike) -> pd.DataFrame:
    """Return positions given in degrees as `x`, `y` in metres (EPSG:3035), row by row."""
    points = gpd.GeoSeries.from_xy(longitude, latitude, crs=DEGREES).to_crs(METRES)
    return pd.DataFrame({"x": points.x, "y": points.y})


def grid_squares(cells: pd.DataFrame, size_m: float = 1000) -> gpd.GeoDataFrame:
    """Return grid cells (centre `x`, `y` in metres) as squares, for maps."""
    half = size_m / 2
    squares = shapely.box(cells["x"] - half, cells["y"] - half, cells["x"] + half, cells["y"] + half)
    return gpd.GeoDataFrame(cells, geometry=squares, crs=METRES)


def with_municipality(points: pd.DataFrame, boundaries: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return points (latitude, longitude) with the `ags` of the municipality they lie in; empty outside of all."""
    located = gpd.GeoDataFrame(
        points.drop(columns="ags", errors="ignore"),
        geometry=gpd.points_from_xy(points["longitude"], points["latitude"], crs=DEGREES),
    )
    joined = located.sjoin(boundaries[["ags", "geometry"]], how="left", predicate="within")
    # A point on a shared border lies in none or in both: one row per point, and empty rather than guessed.
    ags = joined.groupby(level=0)["ags"].first()
    return points.assign(ags=ags.reindex(points.index).fillna(""))


def in_germany(latitude: float, longitude: float) -> bool:
    """Return whether a position in degrees lies in Germany or close to it."""
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def swapped(latitude: float, longitude: float) -> bool:
    """Return whether a position makes sense in Germany only with latitude and longitude exchanged.

    >>> swapped(13.25, 52.75), swapped(52.75, 13.25)
    (True, False)
    """
    return in_germany(longitude, latitude) and not in_germany(latitude, longitude)


def _column(areas: gpd.GeoDataFrame, names: tuple[str, ...], path: Path) -> str:
    for name in names:
        if name in areas:
            return name
    raise InputFault(
        "Den Grenzen fehlt eine Spalte.",
        file=path.name,
        column=names[0],
        found=", ".join(map(str, areas.columns)),
        expected=" oder ".join(names),
        remedy="Die Gemeindegrenzen (VG250, Ebene GEM) verwenden.",
    )
