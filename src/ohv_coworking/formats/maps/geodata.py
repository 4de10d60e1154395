"""Boundaries and positions: from geodata files and degrees to metres on an equal-area map."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.maps.map_layers import map_faults, read_layer
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.balance import IntakeRecord, LeftOut

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
    return _land(read_areas(path), path)


def boundaries_of(catalog: Catalog, name: str) -> gpd.GeoDataFrame:
    """Return the municipalities of a catalogued map, of which no less may be read than when it was accepted."""
    path = catalog.path(name)
    areas = read_areas(path)
    catalog.refuse_worse(areas_record(areas), name)
    return _land(areas, path)


def lines_of(catalog: Catalog, name: str) -> gpd.GeoDataFrame:
    """Return the lines of a catalogued map, such as railway tracks, under the same rule."""
    lines = read_layer(catalog.path(name))
    catalog.refuse_worse(lines_record(lines), name)
    return lines


def areas_record(areas: gpd.GeoDataFrame) -> IntakeRecord:
    """Return what became of the areas of a map: land is kept, water left out."""
    water = np.flatnonzero(~areas["land"])
    left_out = (LeftOut("Wasserfläche", len(water), int(water[0]) + 1),) if len(water) else ()
    held = areas[areas["land"]]
    return IntakeRecord(len(areas), len(held), left_out, read={"Gemeinden": held["ags"].nunique()})


def lines_record(lines: gpd.GeoDataFrame) -> IntakeRecord:
    """Return how many lines of a map have an outline; what has none draws nothing."""
    drawn = lines.geometry.notna() & ~lines.geometry.is_empty
    bare = np.flatnonzero(~drawn)
    left_out = (LeftOut("ohne Verlauf", len(bare), int(bare[0]) + 1),) if len(bare) else ()
    return IntakeRecord(len(lines), int(drawn.sum()), left_out)


def read_areas(path: Path) -> gpd.GeoDataFrame:
    """Return all areas of a map of municipalities with `ags`, `name` and `land`, whether they lie on land."""
    areas = read_layer(path)
    key, name = (_column(areas, names, path) for names in (KEY_COLUMNS, NAME_COLUMNS))
    if areas.crs is None:
        raise InputFault(
            "Den Grenzen fehlt das Koordinatensystem.",
            file=path.name,
            expected="ein Koordinatensystem in der Datei, bei Shapefiles in der .prj-Datei daneben",
            remedy="Die Karte vollständig neu herunterladen oder mit Koordinatensystem speichern (als GeoPackage).",
        )
    areas["land"] = pd.to_numeric(areas["GF"], errors="coerce") == LAND_AREA if "GF" in areas else True
    # A spreadsheet may have turned the key into a number and lost its leading zero.
    written = areas[key].astype(str).str.removesuffix(".0")
    areas["ags"] = written.where(written.str.len() != AGS_DIGITS - 1, "0" + written)
    areas["name"] = areas[name]
    with map_faults(path):
        _refuse_no_areas(areas, path)
    areas["name"] = areas["name"].map(_without_mojibake)
    wrong = ~areas["ags"].str.fullmatch(rf"\d{{{AGS_DIGITS}}}") | areas.geometry.isna()
    if wrong.any() or areas.empty:
        raise InputFault(
            "Eine Fläche hat keinen Gemeindeschlüssel oder keine Grenze.",
            file=path.name,
            row=int(wrong.argmax()) + 1 if wrong.any() else None,
            column=key,
            found=_without_outline(areas[wrong].iloc[0], key) if wrong.any() else "keine Fläche",
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
    _refuse_twins(areas, path)
    return areas


def _refuse_twins(areas: gpd.GeoDataFrame, path: Path) -> None:
    """Raise `InputFault` for two municipalities with one outline: the area would count for both."""
    parts = areas.geometry.bounds.assign(ags=areas["ags"]).drop_duplicates()
    twins = parts.duplicated(["minx", "miny", "maxx", "maxy"])
    if twins.any():
        place = areas.index.get_loc(twins.idxmax())
        same = (parts.drop(columns="ags") == parts.drop(columns="ags").loc[twins.idxmax()]).all(axis=1)
        raise InputFault(
            "Zwei Gemeinden haben denselben Umriss.",
            file=path.name,
            row=place + 1,
            found=", ".join(areas["name"][parts.index[same]]),
            expected="für jede Gemeinde ihre eigene Fläche",
            remedy="Die Karte neu herunterladen oder die überzählige Fläche löschen.",
        )


def _land(areas: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    held = areas[areas["land"]][["ags", "name", "geometry"]]
    with map_faults(path):
        return held.dissolve("ags", as_index=False).to_crs(DEGREES)


def _without_outline(area: pd.Series, key: str) -> str:
    return f"{area[key]}, kein geschlossener Umriss" if area["geometry"] is None else str(area[key])


def _refuse_no_areas(areas: gpd.GeoDataFrame, path: Path) -> None:
    """Raise `InputFault` for points and lines, and for outlines that lie outside Germany: metres, or axes exchanged.

    What crosses itself is repaired in place: the outline stays, its inside is told anew.
    """
    held = areas.geometry.notna()
    kinds = set(areas.geometry[held].geom_type)
    if kinds - {"Polygon", "MultiPolygon"}:
        raise InputFault(
            "Die Karte enthält Punkte oder Linien statt Flächen.", file=path.name, found=", ".join(sorted(kinds)),
            expected="Flächen (Polygon, MultiPolygon)", remedy="Die Ebene der Gemeindeflächen (VG250_GEM) verwenden.",
        )  # fmt: skip
    crossing = held & ~areas.geometry.is_valid
    if crossing.any():
        areas.loc[crossing, "geometry"] = [_mended(one) for one in areas.geometry[crossing]]
    land = areas.geometry[held & areas["land"]]
    with np.errstate(all="ignore"):
        extent = gpd.GeoSeries([shapely.box(*land.total_bounds)], crs=areas.crs)
        west, south, east, north = extent.to_crs(DEGREES).total_bounds
    middle = (south + north) / 2, (west + east) / 2
    if not land.empty and not in_germany(*middle):
        exchanged = swapped(*middle)
        raise InputFault(
            "Die Flächen liegen nicht in Deutschland: " + ("Breite und Länge sind vertauscht." if exchanged else "das Koordinatensystem stimmt nicht."),
            file=path.name, found=f"Breite {south:.4g} bis {north:.4g}, Länge {west:.4g} bis {east:.4g} ({areas.crs.name})",
            expected=f"Breite {LATITUDES[0]} bis {LATITUDES[1]}, Länge {LONGITUDES[0]} bis {LONGITUDES[1]}",
            remedy="Die Karte in dem Koordinatensystem speichern, das in der Datei steht (GeoJSON: Grad, Länge zuerst).",
        )  # fmt: skip


def _mended(outline: shapely.Geometry) -> shapely.Geometry:
    """Return the areas within an outline that crosses itself."""
    whole = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    pieces = shapely.make_valid(outline)
    return max((whole, pieces), key=lambda one: one.area)


def _without_mojibake(name: object) -> object:
    """Return a name whose UTF-8 was read as cp1252 or Latin-1 as it was written; any other as it is.

    >>> _without_mojibake("SchÃ¶nermark"), _without_mojibake("Schönermark")
    ('Schönermark', 'Schönermark')
    """
    for wrong in ("cp1252", "latin-1") if isinstance(name, str) and "Ã" in name else ():
        try:
            return name.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return name


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
