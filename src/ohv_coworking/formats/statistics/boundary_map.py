"""Boundaries of municipalities (VG250 and its kin) as statistics: the area of each, on land, measured from its outline."""

from pathlib import Path

import pandas as pd

from ohv_coworking.basics.german import plural
from ohv_coworking.formats.maps.geodata import METRES, areas_record, read_areas
from ohv_coworking.formats.maps.map_layers import is_map, map_faults
from ohv_coworking.formats.statistics.long_table import COLUMNS, LongTable
from ohv_coworking.reading.table import whole_table

KIND = "geodata/boundaries"
LABEL = "Gemeindegrenzen (VG250, GeoPackage, Shapefile, GeoJSON)"

COVERED = 1e-3  # share of an area by which its parts may lie on one another, along their borders


def matches_file(path: Path) -> bool:
    """Look for a map in the file."""
    return path.is_file() and is_map(path)


def interpret_file(path: Path) -> LongTable:
    """Return the area of each municipality in km²; water is left out, parts are added up."""
    areas = read_areas(path)
    attributes = areas.drop(columns=["geometry", "land", "ags", "name"], errors="ignore")
    given = attributes.assign(
        **{name: areas[name] for name in ("ags", "name") if name in areas and "AGS" not in areas}
    )
    land = areas[areas["land"]]
    again = land["ags"].duplicated()
    # Parts of a municipality are added up; what lies on another part of it is no further area.
    with map_faults(path):
        parts = land[["ags", "geometry"]].to_crs(METRES)
        total = parts.area.groupby(parts["ags"]).sum()
        united = parts.dissolve("ags").area if again.any() else total
    covered = [key for key, area in united.items() if total[key] > area * (1 + COVERED)]
    held = pd.DataFrame(
        {"region_key": land["ags"], "region": land["name"].astype(str), "row": land.index + 1}
    )
    summed = held.groupby("region_key", as_index=False).agg({"region": "first", "row": "first"})
    summed["value"] = summed["region_key"].map(united) / 1e6
    frame = summed.assign(indicator="Fläche", period="", unit="km²", symbol="", aggregate="")[COLUMNS]
    dropped = tuple((int(row) + 1, "Wasserfläche") for row in areas.index[~areas["land"]])
    told = f"{plural(len(frame), 'Gemeinde', 'Gemeinden')}; Koordinatensystem {areas.crs.name}."
    notices = [told]
    if covered:
        notices.append(
            f"Flächen derselben Gemeinde liegen übereinander und zählen einmal: {', '.join(covered)}."
        )
    table, record = whole_table(given, path.name), areas_record(areas)
    return LongTable(KIND, table, frame, len(land), dropped, notices=tuple(notices), record=record)
