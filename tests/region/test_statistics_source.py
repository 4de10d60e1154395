"""A file in its office's own layout, put in the place of a shipped table, gives the frame the study calculates with."""

from datetime import date

import pandas as pd
import pytest

import statistics_files as files
from ohv_coworking.intake import accept_raw_file, check_raw_files
from ohv_coworking.intake.findings import Topic
from ohv_coworking.raw import Catalog
from ohv_coworking.region import office_files, region_profile, source
from ohv_coworking.region.contradictions import contradictions
from statistics_catalog import ROLES, StatisticsCatalog


@pytest.fixture
def raw(tmp_path) -> StatisticsCatalog:
    return StatisticsCatalog(tmp_path)


def sorted_by(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.sort_values(list(columns)).reset_index(drop=True)


def assert_same(expected: pd.DataFrame, actual: pd.DataFrame, *columns: str) -> None:
    __tracebackhide__ = True
    names = [name for name in expected if name != "region"]
    pd.testing.assert_frame_equal(
        sorted_by(expected, *columns)[names], sorted_by(stated(actual), *columns)[names], check_dtype=False
    )


def stated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that stand in the files, without those of a kreisfreie Stadt under its municipal key."""
    return frame[frame["stated_key"].isna()] if "stated_key" in frame else frame


class TestShippedTables:
    def test_come_as_they_are(self, raw):
        """Each shipped table is returned as the catalogue reads it; every row also tells its day and its file."""
        catalog = raw.catalog()

        for role in ROLES:
            shipped = catalog.read_csv(role)
            found = stated(getattr(source, role.replace("_population", ""))(catalog))
            pd.testing.assert_frame_equal(shipped, found[shipped.columns])
            assert {role} == set(found["entry"])
        assert {"2023-12-31"} == set(source.municipal_directory(catalog)["date"])
        assert {"2023-06-30"} == set(source.commuters(catalog)["date"])


class TestOfficeFiles:
    def test_genesis_population(self, raw):
        """The Regionaldatenbank's table of the population gives the shipped figures; former municipalities too."""
        shipped = raw.catalog().read_csv("population")

        catalog = raw.put("population", "12411-01-01-5.csv", files.genesis_population(shipped))

        assert_same(shipped, source.population(catalog), "ags", "date")

    def test_genesis_age_groups(self, raw):
        """The table of 17 age groups, three header rows and the date above them, gives the shipped figures."""
        shipped = raw.catalog().read_csv("age_groups")

        catalog = raw.put("age_groups", "12411-02-03-5.csv", files.genesis_age_groups(shipped))

        assert_same(shipped, source.age_groups(catalog), "ags")

    def test_genesis_employment(self, raw):
        """The table of employees and commuters gives the shipped figures, blocked cells missing."""
        shipped = raw.catalog().read_csv("employment")

        catalog = raw.put("employment", "13111-08-02-5.csv", files.genesis_employment(shipped))

        assert_same(shipped, source.employment(catalog), "ags")

    def test_workplaces_without_residence(self, raw):
        """A table of employees at their workplace alone is read; what it does not count is missing."""
        table = (
            "GENESIS-Tabelle: 13111-01-03-5\nSozialversicherungspflichtig Beschäftigte am Arbeitsort;;\n30.06.2023;;\n"
            ";;Sozialversicherungspflichtig Beschäftigte am Arbeitsort\n;;Anzahl\n12065136;Hennigsdorf, Stadt;12345\n"
            "12065256;Oranienburg, Stadt;18000\n__________\n"
        )

        catalog = raw.put("employment", "13111-01-03-5.csv", table.encode("cp1252"))
        found = stated(source.employment(catalog)).set_index("ags")

        assert [12345, 18000] == found["employed_at_workplace"].tolist()
        assert found[["employed_at_residence", "out_commuters", "in_commuters"]].isna().all(axis=None)
        assert {"2023-06-30"} == set(found["date"])

    def test_municipal_directory(self, raw):
        """The quarterly extract gives the shipped directory, with the day of its own title."""
        shipped = raw.catalog().read_csv("municipal_directory")
        files.municipal_directory(shipped, raw.folder / "statistics" / "AuszugGV4QAktuell.xlsx", "31.12.2023")

        catalog = raw.put("municipal_directory", "AuszugGV4QAktuell.xlsx")
        found = source.municipal_directory(catalog)

        assert_same(shipped, found, "ags")
        assert {"2023-12-31"} == set(found["date"])

    def test_census_flat_file_also_zipped(self, raw):
        """The census flat file in its zip gives the shipped census; the update before it is no part of it."""
        shipped = raw.catalog().read_csv("census_population")
        files.zipped(
            files.census_flat_file(shipped), raw.folder / "statistics" / "1000A.zip", "1000A-0000_de_flat.csv"
        )

        found = source.census(raw.put("census_population", "1000A.zip"))

        assert_same(
            shipped.drop(columns="population_update_2022_06_30"),
            found.drop(columns="population_update_2022_06_30"),
            "ags",
        )
        assert found["population_update_2022_06_30"].isna().all()

    def test_commuter_export_of_one_direction(self, raw):
        """An export of the Pendleratlas gives the flows of its region and direction, totals and rests included."""
        shipped = raw.catalog().read_csv("commuters")
        one = shipped[(shipped["reference_code"] == "12065") & (shipped["direction"] == "out")]

        catalog = raw.put("commuters", "auspendler.csv", files.pendleratlas(one))
        found = source.commuters(catalog)

        assert_same(one, found, "partner_code")
        assert {"2023-06-30"} == set(found["date"])

    def test_commuter_workbook_of_both_directions(self, raw):
        """The workbook of all districts gives both directions; its total has another key than the export's."""
        shipped = raw.catalog().read_csv("commuters")
        files.commuter_workbook(shipped, raw.folder / "statistics" / "krpend.xlsx")

        found = source.commuters(raw.put("commuters", "krpend.xlsx"))
        renamed = shipped.assign(partner_code=shipped["partner_code"].replace("0", "Z"))

        assert_same(renamed, found, "direction", "reference_code", "partner_code")

    def test_inkar_adds_later_years(self, raw):
        """INKAR's own export with its label and the years below gives the share of people from 65 on, on the base asked for."""
        label = "Einwohner 65 Jahre und älter"
        path = raw.folder / "statistics" / "inkar.csv"
        rows = f'Kennziffer;Raumeinheit;Aggregat;"{label}";"{label}"\n;;;2022;2023\n12065;Oberhavel;Kreise;23,9;24,2\n12060;Barnim;Kreise;24,6;24,9\n'
        path.write_text(rows, encoding="utf-8-sig")

        entry = accept_raw_file(raw.catalog(), path, answers={"base": "Zensus 2011"})
        found = source.district_series(Catalog.load(raw.folder))
        shares = found[(found["ags"] == "12065") & (found["indicator"] == "share_65plus")].set_index(
            "period"
        )["value"]

        assert ("district_series_2023", "31.12.2022 bis 31.12.2023") == (entry.name, entry.as_of)
        assert [23.82, 23.9, 24.2] == shares.sort_index()["2021":].tolist()


class TestSeveralFiles:
    def newer(self, shipped: pd.DataFrame, **changed) -> pd.DataFrame:
        return shipped[shipped["date"] == shipped["date"].max()].assign(**changed)

    def test_next_year_adds_to_the_series(self, raw):
        """A table of 2023 accepted beside the shipped one, without any question: both are read, each row knows its file."""
        shipped = raw.catalog().read_csv("population")
        path = raw.folder / "statistics" / "12411-2023.csv"
        path.write_bytes(files.genesis_population(self.newer(shipped, date="2023-12-31"), "Zensus 2022"))

        entry = accept_raw_file(raw.catalog(), path)
        found = stated(source.population(Catalog.load(raw.folder)))

        assert ("population_2023", "population", "31.12.2023") == (entry.name, entry.role, entry.as_of)
        assert len(shipped) + (found["entry"] == "population_2023").sum() == len(found)
        assert [] == [
            finding
            for finding in check_raw_files(Catalog.load(raw.folder), date(2024, 11, 1))
            if finding.topic is Topic.AGE
            and "population.csv" in finding.file
            and "census" not in finding.file
        ]
        assert {"2023-12-31": "Zensus 2022"} == dict(
            found.loc[found["entry"] == "population_2023", ["date", "base"]].values
        )

    def test_each_office_file_is_known_by_its_content(self, raw):
        """Whatever the file's name, its role and day are read from it."""
        catalog = raw.catalog()
        for name, write in (
            ("age_groups", files.genesis_age_groups),
            ("employment", files.genesis_employment),
        ):
            path = raw.folder / "statistics" / "download.csv"
            path.write_bytes(write(self.newer(catalog.read_csv(name), date="2023-12-31")))

            assert (name, "31.12.2023") == (office_files.role_of(path), office_files.days_of(name, path))

    def test_two_exports_of_a_year_stand_beside_each_other(self, raw):
        """Out- and in-commuters come as two files; the second does not take the place of the first."""
        shipped = raw.catalog().read_csv("commuters")
        for direction in ("out", "in"):
            path = raw.folder / "statistics" / f"{direction}.csv"
            held = shipped[(shipped["reference_code"] == "12065") & (shipped["direction"] == direction)]
            path.write_bytes(files.pendleratlas(held, "Juni 2024"))
            accept_raw_file(Catalog.load(raw.folder) if direction == "in" else raw.catalog(), path)

        flows = region_profile.commuter_flows(source.commuters(Catalog.load(raw.folder)), "12065")

        assert {"out": "2024-06-30", "in": "2024-06-30"} == dict(flows[["direction", "date"]].values)

    def test_the_file_named_last_counts(self, raw):
        """Where both files tell the same day otherwise, the later one is read, and the check names the difference."""
        shipped = raw.catalog().read_csv("population")
        revised = self.newer(shipped).copy()
        revised.loc[revised["ags"] == "12065256", ["population", "male"]] += 100
        path = raw.folder / "statistics" / "revised.csv"
        path.write_bytes(files.genesis_population(revised))
        accept_raw_file(raw.catalog(), path)
        catalog = Catalog.load(raw.folder)

        found = source.population(catalog).set_index(["ags", "date"])["population"]
        [total, male] = contradictions(catalog).itertuples(index=False)
        told = [
            finding.text
            for finding in check_raw_files(catalog, date(2024, 1, 1))
            if "revised" in finding.text or "population_2015" in finding.text
        ]

        assert 43626 == found["12065256", "2015-12-31"]
        assert "Oranienburg: 43.526 (population); 43.626 (population_2015)" in total.values
        assert "Spalte male: 1\xa0Angabe" in male.subject
        assert 2 == len(told)

    def test_the_newest_directory_of_a_land_counts(self, raw):
        """Of two directories of a Land the later is the list of municipalities; the population keeps both days."""
        shipped = raw.catalog().read_csv("municipal_directory")
        path = raw.folder / "statistics" / "AuszugGV4QAktuell.xlsx"
        files.municipal_directory(shipped[shipped["ags"] != "12065332"], path, "31.12.2024", "Zensus 2022")
        accept_raw_file(raw.catalog(), path)
        catalog = Catalog.load(raw.folder)

        assert "12065332" not in set(source.municipal_directory(catalog)["ags"])
        assert {"2023-12-31", "2024-12-31"} == set(source.directories(catalog)["date"])

    def test_references_name_file_rows_and_day(self, raw):
        """A basis tells a reader the file, the regions and the day; many regions are counted."""
        employment = source.employment(raw.catalog())

        assert ["raw:employment#12065136, 12065256; 30.06.2015"] == source.references(
            employment[employment["ags"].isin(["12065256", "12065136"])]
        )
        assert ["raw:employment#Wohnort; 434 Gebiete; 30.06.2015"] == source.references(employment, "Wohnort")
