"""What a reader of the atlas is told: on the page, in the table, of a Land whose files were accepted."""

import io
import shutil
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import statistics_files as files
from browser import open_page
from gtfs_feed import write_feed, zipped
from ohv_coworking.atlas.atlas_table import atlas_table
from ohv_coworking.atlas.read_atlas import other_lands, read_atlas
from ohv_coworking.atlas.told_rows import sheets
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding import privacy
from ohv_coworking.binding.atlas_page import Setting, atlas_page, demand_map
from ohv_coworking.commands import publish_atlas
from ohv_coworking.formats.maps.geodata import boundaries_of, to_metres
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study import parameter_names
from ohv_coworking.raw import Catalog, Entry, file_sha256
from ohv_coworking.region import source
from ohv_coworking.sites.location_data import read_cells, read_network
from ohv_coworking.sites.rail_network import Waiting
from ohv_coworking.sites.reach import share_within
from ohv_coworking.sites.site_access import Pace, mean_minutes_to, rail_minutes
from ohv_coworking.study import region_parameters
from ohv_coworking.study.basis import Parameters

NOWHERE = pd.DataFrame({"name": [], "latitude": [], "longitude": []}, dtype=float)


@pytest.fixture(scope="module")
def study(root):
    return load(root / "study.yaml")


@pytest.fixture(scope="module")
def catalog(root):
    return Catalog.load(root / "data" / "raw")


@pytest.fixture(scope="module")
def atlas(catalog, study):
    return read_atlas(catalog, Parameters(study, parameter_names()))


def html(atlas, study, catalog, state="Brandenburg") -> str:
    [borders] = catalog.with_role("boundaries")
    about = Setting(state, "Berlin", NOWHERE, "", [catalog.entry(file) for file in atlas.files])
    return atlas_page(atlas, study, boundaries_of(catalog, borders.name), about)


@pytest.fixture(scope="module")
def text(atlas, study, catalog):
    return html(atlas, study, catalog)


@pytest.fixture(scope="module")
def page(text):
    return BeautifulSoup(text, "lxml")


class TestPage:
    def test_a_name_leads_into_the_sheet_that_is_closed(self, page):
        """A browser opens what holds the target, not what is the target."""
        targets = {one["id"]: one for one in page.find_all(id=True)}
        for link in page.select("tbody th a"):
            target = targets[link["href"][1:]]
            assert target.name != "details" and target.find_parent("details")

    @pytest.mark.slow
    def test_a_click_on_a_name_opens_its_sheet(self, text, tmp_path):
        (tmp_path / "atlas.html").write_text(text, encoding="utf-8")
        with open_page(tmp_path / "atlas.html", tmp_path / "profile") as shown:
            shown.ask("document.querySelector('a[href=\"#g12060052\"]').click(), 1")
            assert shown.ask("document.getElementById('g12060052').closest('details').open")
            shown.resize(390, 844)
            assert shown.ask("document.documentElement.scrollWidth") <= 390

    def test_every_file_is_named_with_day_and_licence(self, page, atlas, catalog):
        told = " ".join(one.get_text() for one in page.select("dt, dd"))
        for name in atlas.files:
            entry = catalog.entry(name)
            assert entry.title in told and entry.licence in told and entry.attribution in told
        assert {"municipal_directory", "employment", "spaces", "rail_segments"} <= set(atlas.files)

    def test_names_stand_in_german_order(self, page):
        names = [one.get_text() for one in page.select("details:has(table[id]) > summary")]

        order = ["Paulinenaue (12063228)", "Päwesin (12069460)", "Peitz/Picnjo (12071304)"]
        assert order == [one for one in names if one in order]

    def test_namesakes_are_told_apart_in_the_lists(self, page):
        listed = {one.get_text() for one in page.select("tbody th a") if "Mittenwalde" in one.get_text()}

        assert {"Mittenwalde (12061332)", "Mittenwalde (12073404)"} == listed

    def test_the_answer_names_the_largest_demand(self, page, atlas):
        one = atlas.rows.loc[atlas.rows["desks"].idxmax()]

        assert (
            f"{one['desks']:.0f} (Spanne: {one['low']:.0f} bis {one['high']:.0f}) in {one['name']}"
            in page.select_one(".answer").get_text()
        )

    def test_what_is_unknown_is_said_in_words(self, atlas):
        rows = atlas.rows[atlas.rows["desks"].isna()]
        for _, _, lines in sheets(rows, "Berlin"):
            assert "nicht bekannt" == dict(lines)["Benötigte Arbeitsplätze"]
            assert not any("nan" in words or "k. A." in words for _, words in lines)

    def test_an_option_that_nobody_uses_has_no_cost_per_user(self, atlas):
        rows = atlas.rows.loc[["12060052"]].assign(users=0.0, public_per_user=np.nan, served=0.0)
        [(_, _, lines)] = sheets(rows, "Berlin")

        assert "niemand nutzt sie" == dict(lines)["Kosten je nutzende Person"]

    def test_a_space_of_unknown_size_has_no_number_of_desks(self, atlas):
        [(_, _, lines)] = sheets(atlas.rows.loc[["12065136"]], "Berlin")

        assert "1 in Betrieb, Plätze: nicht bekannt" == dict(lines)["Bestehende Coworking-Räume"]


class TestMap:
    def test_a_city_far_away_does_not_make_the_land_small(self, atlas, catalog):
        [borders] = catalog.with_role("boundaries")
        borders = boundaries_of(catalog, borders.name)
        borders = borders[borders["ags"].isin(atlas.rows.index)]
        far = pd.DataFrame({"name": ["München"], "latitude": [48.14], "longitude": [11.58]})

        assert demand_map(atlas.rows, borders, NOWHERE)[0] == demand_map(atlas.rows, borders, far)[0]

    def test_every_class_says_how_many_are_in_it(self, page, atlas):
        counts = [int(one.get_text().rpartition(": ")[2].split()[0]) for one in page.select(".legend li")]

        assert len(atlas.rows) == sum(counts)


class TestTable:
    def test_a_german_spreadsheet_reads_it(self, atlas):
        written = atlas_table(atlas, "Berlin")
        read = pd.read_csv(
            io.StringIO(written.lstrip("\ufeff")), sep=";", decimal=",", dtype={0: str}
        ).set_index("Gemeindeschlüssel (AGS)")

        assert written.startswith("\ufeff")
        assert list(atlas.rows.index) == list(read.index)
        assert atlas.rows["served"].round(2).to_list() == pytest.approx(
            read.filter(like="Nutzende je").iloc[:, 1].to_list(), nan_ok=True
        )
        assert not set(atlas.rows.columns) & set(read.columns)  # English names
        assert read.loc["12068372"].filter(regex="Arbeitsplätze|Rang|Kosten").isna().all()


class TestBuses:
    def test_covered_is_whatever_the_timetable_covers(self, atlas):
        """Not the towns of the study alone."""
        known = set(atlas.rows.index[atlas.rows["bus_min"].notna()])

        assert {"12065256", "12065036"} < known  # Birkenwerder too
        assert "12054000" not in known

    def test_half_of_the_people_are_in_the_city_in_that_time(self, atlas, catalog, study):
        """From their doors, on foot to any stop; the way there as the chapter on sites has it."""
        p = Parameters(study, parameter_names())
        [borders] = catalog.with_role("boundaries")
        people = source.census(catalog).sort_values("date").drop_duplicates("ags", keep="last")
        cells = read_cells(catalog, people.set_index("ags")["population"])
        network = read_network(catalog, boundaries_of(catalog, borders.name), cells, ["12065332"])
        stops = network.whole.stations
        stops = stops.join(to_metres(stops["latitude"], stops["longitude"]))
        walking = Pace(p.walking_speed.value, p.detour_factor.value)
        waiting = Waiting(p.first_wait_cap.value, p.transfer_wait_cap.value, p.change_minutes.value)
        hours = p.service_day_hours.value
        riding = rail_minutes(network.whole, stops, "weekday_06_09", hours, waiting, walking)
        trains = stops.assign(
            departures_per_weekday=lambda held: held["departures_per_weekday"].where(
                held.index < len(network.rail.stations), 0
            )
        )
        there = mean_minutes_to(trains, "11000000", riding)
        homes = cells[cells["ags"] == "12065332"]
        minutes = (walking.minutes(homes, stops) + there).min(axis=1)
        half = atlas.rows.at["12065332", "bus_min"]

        assert share_within(minutes, homes["people"], homes["ags"], half).item() >= 0.5
        assert share_within(minutes, homes["people"], homes["ags"], half - 0.01).item() < 0.5


@pytest.fixture(scope="module")
def both(root, catalog, tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw") / "raw"
    shutil.copytree(root / "data" / "raw", folder, ignore=shutil.ignore_patterns("private"))
    shipped = catalog.read_csv("municipal_directory")
    rows = shipped[shipped["ags"].str.startswith("12065")].head(6)
    keys = ["13003000", *(f"1307100{number}" for number in range(1, 6))]
    there = rows.assign(
        ags=keys, ars=[f"{key[:5]}0000{key[5:]}" for key in keys], name=[f"Ort {key}" for key in keys]
    )
    files.municipal_directory(there, folder / "statistics" / "gv.xlsx", "31.12.2024", "Zensus 2022")
    people = catalog.read_csv("employment")
    people = people[people["ags"].isin(rows["ags"])].assign(date="2024-06-30")
    people["ags"] = people["ags"].map(dict(zip(rows["ags"], keys, strict=True)))
    people.loc[people["ags"] == keys[1], "out_commuters"] = np.nan
    (folder / "statistics" / "svb.csv").write_bytes(files.genesis_employment(people))
    new = {
        "mv": ("municipal_directory", "gv.xlsx", "31.12.2024"),
        "svb": ("employment", "svb.csv", "30.06.2024"),
    }
    entries = {
        name: Entry(
            **catalog.entry(role).model_dump()
            | {"name": name, "file": f"statistics/{file}", "as_of": day, "intake": None, "fetch": None}
            | {"sha256": file_sha256(folder / "statistics" / file)}
        )
        for name, (role, file, day) in new.items()
    }
    return Catalog(folder, catalog.roles, dict(catalog.entries) | entries), keys


@pytest.fixture(scope="module")
def there(both, study):
    region = study.region.model_copy(update={"state": "13", "towns": [both[1][2]], "city": both[1][0]})
    return read_atlas(both[0], Parameters(study.model_copy(update={"region": region}), parameter_names()))


class TestAnotherLand:
    """Municipalities of another Land, in the offices' layouts (the numbers are made up)."""

    def test_its_municipalities_are_taken(self, there, both):
        rows = there.rows

        assert both[1] == list(rows.index)
        assert [both[1][1]] == list(rows.index[rows["desks"].isna()])
        assert rows["rail_min"].isna().all() and rows["bus_min"].isna().all()
        assert {"mv", "svb"} <= set(there.files) and not {"municipal_directory", "employment"} & set(
            there.files
        )

    def test_each_land_names_its_own_days(self, there, both, study):
        home = read_atlas(both[0], Parameters(study, parameter_names()))

        assert ("2024-12-31", "2024-06-30") == (there.directory_day, there.places.commuters_day)
        assert ("2023-12-31", "2015-06-30") == (home.directory_day, home.places.commuters_day)

    def test_the_page_says_what_lacks_and_the_cure(self, there, both, study):
        told = html(there, study, both[0], "Mecklenburg-Vorpommern")

        assert "<svg" not in told and "make boundaries" in told
        assert "Selbstständige nicht bekannt" in told

    def test_a_timetable_that_does_not_reach_it_says_nothing(self, there, both, study, tmp_path):
        """An accepted feed of elsewhere: no minutes, no fault."""
        catalog, keys = both
        feed = zipped(write_feed(tmp_path / "feed"))
        shutil.copy(feed, catalog.folder / "feed.zip")
        entry = Entry(
            **catalog.entry("rail_segments").model_dump()
            | {
                "name": "feed",
                "file": "feed.zip",
                "role": "gtfs",
                "intake": None,
                "sha256": file_sha256(feed),
            }
        )
        with_feed = Catalog(catalog.folder, catalog.roles, dict(catalog.entries) | {"feed": entry})
        region = study.region.model_copy(update={"state": "13", "towns": [keys[2]], "city": keys[0]})
        other = study.model_copy(update={"region": region})

        assert read_atlas(with_feed, Parameters(other, parameter_names())).rows["rail_min"].isna().all()

    def test_the_other_land_is_offered(self, both):
        assert {"13": "13003000"} == other_lands(both[0], "12")


class TestEveryLand:
    @pytest.fixture
    def project(self, both, root, tmp_path, monkeypatch):
        """A project whose files hold two Länder."""
        for name in ("study.yaml", "study.schema.json"):
            shutil.copy(root / name, tmp_path)
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "raw").symlink_to(both[0].folder)
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("OHV_PARAMETERS", raising=False)
        for module in (publish_atlas, region_parameters, privacy):
            monkeypatch.setattr(module, "Catalog", SimpleNamespace(load=lambda _: both[0]))
        return tmp_path

    def test_has_a_page_to_which_that_of_the_edition_leads(self, project, capsys):
        assert 0 == publish_atlas.main()
        assert "Mecklenburg-Vorpommern, 6\N{NO-BREAK SPACE}Gemeinden" in capsys.readouterr().out

        home = project / "reports" / "atlas.html"
        [link] = BeautifulSoup(home.read_text(encoding="utf-8"), "lxml").find_all(
            "a", string="Mecklenburg-Vorpommern"
        )
        assert "Ort 13071001" in (home.parent / link["href"]).read_text(encoding="utf-8")

    def test_one_that_fails_does_not_stop_the_others(self, project, monkeypatch, capsys):
        def failing(catalog, parameters):
            if parameters.region.state == "13":
                raise InputFault("Es fehlt etwas.")
            return read_atlas(catalog, parameters)

        monkeypatch.setattr(publish_atlas, "read_atlas", failing)

        assert 2 == publish_atlas.main()
        assert "region-13003000/atlas.html nicht geschrieben" in capsys.readouterr().err
        assert "Jedes Land" not in (project / "reports" / "atlas.html").read_text(encoding="utf-8")
