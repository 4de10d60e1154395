"""Which layer of a map file holds the municipalities: GeoPackage, shapefile, GeoJSON or TopoJSON, also inside a zip.

The federal VG250 comes with a layer for each level; the one whose name contains "gem" is meant.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import ProjError
from shapely.errors import ShapelyError

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import DAMAGE, check_archive, damaged

MAGIC = (b"\x00\x00\x27\x0a", b"SQLite format 3\0")  # shapefile, GeoPackage
MAPS = (".shp", ".gpkg", ".geojson", ".json", ".topojson")
NAMED_MAPS = (b'"FeatureCollection"', b'"Topology"')
MUNICIPAL = "gem"


def is_map(path: Path) -> bool:
    """Tell a map file by its content; an archive by the maps it contains."""
    with open(path, "rb") as stream:
        start = stream.read(65_536)
    if start.startswith(b"PK\x03\x04"):
        return bool(_maps_in(path))
    return start.startswith(MAGIC) or (
        start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" and any(map(start.__contains__, NAMED_MAPS))
    )


def read_layer(path: Path) -> gpd.GeoDataFrame:
    """Return the features of the municipal layer; raises `InputFault` for a file that is no map or names none."""
    source = str(path)
    if zipfile.is_zipfile(path):
        source = f"/vsizip/{path.resolve()}/{_municipal(path, _maps_in(path))}"
    with map_faults(path):
        layers = [str(name) for name, _ in pyogrio.list_layers(source)]
        # An outline that is none becomes an area without one, so that it can be named.
        return gpd.read_file(source, layer=_municipal(path, layers), on_invalid="ignore")


@contextmanager
def map_faults(path: Path) -> Iterator[None]:
    """Turn what the readers of maps, outlines and projections raise into the consultant's fault; their warnings are held."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            yield
    except (DataSourceError, DataLayerError, ProjError, ShapelyError, ValueError, UnboundLocalError) as error:
        # the last: over a .prj file that is no text pyogrio loses its own error
        raise InputFault(
            "Die Grenzen lassen sich nicht lesen.",
            file=path.name,
            found="eine beschädigte Datei, oder Umrisse, die keine Flächen sind",
            expected="GeoJSON, GeoPackage oder Shapefile (mit .shx, .dbf und .prj daneben), auch als Zip",
            remedy="Die Datei vollständig neu herunterladen.",
        ) from error


def _maps_in(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, path)
            names = [PurePosixPath(name) for name in archive.namelist() if "__MACOSX" not in name]
    except DAMAGE as fault:
        raise damaged(path) from fault
    maps = [name for name in names if name.suffix.lower() in MAPS]
    # Beside shapefiles lie descriptions in JSON.
    return [str(name) for name in maps if name.suffix.lower() == ".shp"] or list(map(str, maps))


def _municipal(path: Path, names: list[str]) -> str:
    chosen = (
        [name for name in names if MUNICIPAL in PurePosixPath(name).stem.lower()] if len(names) > 1 else names
    )
    if len(chosen) == 1:
        return chosen[0]
    raise InputFault(
        "Die Ebene der Gemeinden ist nicht eindeutig.",
        file=path.name,
        found=", ".join(names) or "keine Ebene",
        expected="eine Ebene, oder unter mehreren genau eine, deren Name „gem“ enthält (wie vg250_gem)",
        remedy="Die Ebene der Gemeinden allein in eine Datei speichern.",
    )
