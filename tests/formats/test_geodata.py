"""Boundaries of any usual kind become municipalities; positions become metres."""

import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Polygon, box

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.maps.geodata import read_boundaries, swapped, to_metres, with_municipality
from ohv_coworking.raw import Catalog

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture
def vg250() -> gpd.GeoDataFrame:
    """Three areas as the federal mapping agency gives them: one municipality in two parts, one part water."""
    return gpd.GeoDataFrame(
        {
            "AGS": ["01001000", "01001000", "01001000", "01002000"],
            "GEN": ["Flensburg", "Flensburg", "Flensburg", "Kiel"],
            "GF": [4, 4, 1, 4],
        },
        geometry=[box(6, 48, 7, 49), box(8, 48, 9, 49), box(11, 53, 13, 55), box(6, 49, 9, 50)],
        crs="EPSG:4326",
    )


@pytest.mark.parametrize("name", ["gem.gpkg", "gem.shp", "gem.geojson"])
def test_each_file_kind_gives_the_same_municipalities(tmp_path, vg250, name):
    """GeoPackage, shapefile and GeoJSON: keys with leading zeros, parts joined, water left out."""
    vg250.to_file(tmp_path / name)

    found = read_boundaries(tmp_path / name)

    assert [("01001000", "Flensburg"), ("01002000", "Kiel")] == list(
        zip(found["ags"], found["name"], strict=True)
    )
    assert [2, 3] == [round(shape.area, 9) for shape in found.geometry]


@pytest.mark.parametrize("packed", [False, True])
def test_the_municipal_layer_is_chosen_among_those_of_all_levels(tmp_path, vg250, packed):
    """VG250 holds countries, districts and municipalities side by side, as layers or as shapefiles in a zip."""
    country = vg250.head(1).assign(AGS="0", GEN="Deutschland")
    if packed:
        (tmp_path / "ebenen").mkdir()
        country.to_file(tmp_path / "ebenen" / "VG250_STA.shp")
        vg250.to_file(tmp_path / "ebenen" / "VG250_GEM.shp")
        path = Path(shutil.make_archive(str(tmp_path / "vg250"), "zip", tmp_path, "ebenen"))
    else:
        path = tmp_path / "DE_VG250.gpkg"
        country.to_file(path, layer="vg250_sta")
        vg250.to_file(path, layer="vg250_gem")

    assert ["01001000", "01002000"] == read_boundaries(path)["ags"].tolist()


def test_layers_that_name_no_municipalities_are_refused(tmp_path, vg250):
    """Districts and countries alone: which one is meant is not guessed."""
    for layer in ("vg250_krs", "vg250_sta"):
        vg250.to_file(tmp_path / "vg250.gpkg", layer=layer)

    with pytest.raises(InputFault, match="vg250_krs, vg250_sta"):
        read_boundaries(tmp_path / "vg250.gpkg")


def test_a_key_that_became_a_number_gets_its_zero_back(tmp_path, vg250):
    """A spreadsheet or converter writes 1001000 for 01001000; as a decimal number too."""
    for kind in (int, float):
        vg250.assign(AGS=vg250["AGS"].astype(kind)).to_file(tmp_path / "gem.gpkg")

        assert ["01001000", "01002000"] == read_boundaries(tmp_path / "gem.gpkg")["ags"].tolist()


def test_two_municipalities_of_one_key_are_refused(tmp_path, vg250):
    """Parts of a municipality share key and name; two names under one key are a fault, told with row and names."""
    vg250.assign(GEN=["Flensburg", "Flensburg", "Flensburg", "Kiel"], AGS="01001000").to_file(
        tmp_path / "gem.gpkg"
    )

    with pytest.raises(InputFault, match="Flensburg, Kiel"):
        read_boundaries(tmp_path / "gem.gpkg")


def test_two_municipalities_of_one_outline_are_refused(tmp_path, vg250):
    """The area would count for both."""
    twins = vg250[vg250["GF"] == 4].drop_duplicates("AGS").copy()
    twins.loc[twins.index[1], "geometry"] = twins.geometry.iloc[0]
    twins.to_file(tmp_path / "vg250.gpkg", layer="vg250_gem")

    with pytest.raises(InputFault, match="denselben Umriss"):
        read_boundaries(tmp_path / "vg250.gpkg")


def test_another_projection_is_brought_to_degrees(tmp_path, vg250):
    """Files in metres (UTM) are the usual case."""
    vg250.to_crs("EPSG:25832").to_file(tmp_path / "gem.gpkg")

    assert [6, 48, 9, 50] == pytest.approx(read_boundaries(tmp_path / "gem.gpkg").total_bounds, abs=0.01)


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda areas: areas.drop(columns="AGS"), "ags oder AGS"),
        (lambda areas: areas.assign(AGS="Berlin"), "8 Ziffern"),
        (lambda areas: areas.set_crs(None, allow_override=True), "Koordinatensystem"),
    ],
)
def test_a_map_that_is_none_is_refused(tmp_path, vg250, change, told):
    """Missing key, key that is none, missing projection: named, not guessed."""
    change(vg250).to_file(tmp_path / "gem.shp")

    with pytest.raises(InputFault, match=told):
        read_boundaries(tmp_path / "gem.shp")


def test_a_damaged_file_is_refused(tmp_path):
    """Half a download is no map."""
    (tmp_path / "gem.geojson").write_text('{"type": "FeatureColl')

    with pytest.raises(InputFault, match="nicht lesen"):
        read_boundaries(tmp_path / "gem.geojson")


def test_metres_keep_known_distances():
    """Oranienburg and Hennigsdorf stations are 13.3 km apart; a grid cell's own metres are met."""
    grid = Catalog.load(RAW).read_csv("population_grid").head(50)
    stations = to_metres([52.754487, 52.637867], [13.248311, 13.205874])

    assert 13_290 == pytest.approx(stations.diff().iloc[1].pow(2).sum() ** 0.5, abs=30)
    assert (
        to_metres(grid["latitude"], grid["longitude"]).to_numpy() - grid[["x_3035", "y_3035"]]
    ).abs().max().max() < 2


def test_points_get_the_municipality_they_lie_in():
    """Stations of the three towns lie where their own table says; the sea belongs to nobody."""
    catalog = Catalog.load(RAW)
    boundaries = read_boundaries(catalog.path("municipalities_brandenburg"))
    stations = catalog.read_csv("rail_stations").query("ags.str.startswith('12065')")

    assert stations["ags"].tolist() == with_municipality(stations, boundaries)["ags"].tolist()
    nowhere = with_municipality(pd.DataFrame({"latitude": [55.0], "longitude": [5.0]}), boundaries)
    assert [""] == nowhere["ags"].tolist()


def test_only_an_exchange_that_makes_sense_counts_as_swapped():
    """A place abroad is wrong, but not swapped."""
    assert swapped(13.2, 52.7)
    assert not swapped(52.7, 13.2)
    assert not swapped(40.7, -74.0)


class TestWhatIsNoMapOfMunicipalities:
    def saved(self, tmp_path, shapes, names=("Flensburg", "Kiel"), crs="EPSG:4326"):
        keys = [f"0100{1 + place}000" for place in range(len(shapes))]
        path = tmp_path / "gem.gpkg"
        gpd.GeoDataFrame({"AGS": keys, "GEN": list(names)[: len(shapes)]}, geometry=shapes, crs=crs).to_file(
            path
        )
        return path

    @pytest.mark.parametrize(
        ("shapes", "told"),
        [
            ([box(48, 6, 49, 7)], "vertauscht"),
            ([box(0, 0, 1, 1)], "nicht in Deutschland"),
            ([box(9, 53, 10, 54).centroid], "Punkte oder Linien"),
            ([LineString([(9, 53), (10, 54)])], "Punkte oder Linien"),
        ],
        ids=["axes exchanged", "elsewhere", "points", "lines"],
    )
    def test_is_refused(self, tmp_path, shapes, told):
        with pytest.raises(InputFault, match=told):
            read_boundaries(self.saved(tmp_path, shapes))

    def test_an_outline_that_crosses_itself_keeps_its_inside(self, tmp_path):
        bow = Polygon([(9, 53), (10, 54), (10, 53), (9, 54)])

        assert 0.5 == pytest.approx(read_boundaries(self.saved(tmp_path, [bow])).geometry.item().area)

    def test_names_read_in_the_wrong_character_set_are_read_again(self, tmp_path):
        path = self.saved(tmp_path, [box(9, 53, 10, 54)], ["Schönermark".encode().decode("cp1252")])

        assert ["Schönermark"] == read_boundaries(path)["name"].tolist()
