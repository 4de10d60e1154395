"""A file in its office's own layout, put in the place of a shipped table, gives the frame the study calculates with."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

import statistics_files as files
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.intake import Severity, accept_raw_file, check_raw_files
from ohv_coworking.intake.findings import Topic
from ohv_coworking.raw import Catalog
from ohv_coworking.region import office_files, region_profile, source
from ohv_coworking.region.contradictions import contradictions
from ohv_coworking.region.population_update import official_update

RAW = Path(__file__).parents[2] / "data" / "raw"
ROLES = ["population", "age_groups", "employment", "commuters", "municipal_directory", "census_population"]


@pytest.fixture
def raw(tmp_path):
    """A catalogue with the six statistics; `put` replaces the file of an entry and records its checksum."""
    content = YAML(typ="safe").load(RAW / "catalog.yaml")
    content["entries"] = {
        name: content["entries"][name] for name in [*ROLES, "municipal_mergers", "district_series"]
    }
    for entry in content["entries"].values():
        target = tmp_path / entry["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RAW / entry["file"], target)

    shutil.copy(RAW / "schemas.yaml", tmp_path)

    class Raw:
        folder = tmp_path

        def put(self, name: str, file: str, data: bytes | None = None) -> Catalog:
            path = tmp_path / "statistics" / file
            if data is not None:
                path.write_bytes(data)
            content["entries"][name].pop("intake", None)  # of the file before
            content["entries"][name] |= {
                "file": f"statistics/{file}",
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            return self.catalog()

        def catalog(self) -> Catalog:
            YAML().dump(content, tmp_path / "catalog.yaml")
            return Catalog.load(tmp_path)

    return Raw()


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


class TestCensusBase:
    """On which census the figures after 15.05.2022 rest is told by the file or by who accepts it, never by the date."""

    def population_of(self, raw, day: str, census: str = "") -> Path:
        shipped = raw.catalog().read_csv("population")
        path = raw.folder / "statistics" / "12411.csv"
        path.write_bytes(
            files.genesis_population(
                shipped[shipped["date"] == shipped["date"].max()].assign(date=day), census
            )
        )
        return path

    def bases(self, raw) -> dict:
        found = source.population(Catalog.load(raw.folder))
        return dict(found.loc[found["entry"].str.startswith("population_"), ["date", "base"]].values)

    @pytest.mark.parametrize("census", ["Zensus 2011", "Zensus 2022"])
    def test_the_footnote_decides(self, raw, census):
        accept_raw_file(raw.catalog(), self.population_of(raw, "2023-12-31", census))

        assert {"2023-12-31": census} == self.bases(raw)

    def test_without_a_footnote_it_is_asked(self, raw):
        """Without terminal and option the file is refused, and nothing is recorded; with it, the catalogue keeps the answer."""
        path = self.population_of(raw, "2023-12-31")
        before = (raw.folder / "catalog.yaml").read_text() if raw.catalog() else ""

        with pytest.raises(InputFault, match="Angabe") as fault:
            accept_raw_file(raw.catalog(), path)
        assert "base" == fault.value.parameter and "--base" in fault.value.remedy
        assert before == (raw.folder / "catalog.yaml").read_text()

        entry = accept_raw_file(raw.catalog(), path, answers={"base": "zensus 2011"})
        assert "Zensus 2011" == entry.base
        assert {"2023-12-31": "Zensus 2011"} == self.bases(raw)

    def test_any_other_answer_is_refused(self, raw):
        with pytest.raises(InputFault, match="passt nicht"):
            accept_raw_file(raw.catalog(), self.population_of(raw, "2023-12-31"), answers={"base": "2011"})

    def test_before_the_census_nothing_is_asked(self, raw):
        """On the last day of 2021 there was only the census of 2011; an answer nobody asked for is refused."""
        path = self.population_of(raw, "2021-12-31")

        with pytest.raises(InputFault, match="nicht zu nennen"):
            accept_raw_file(raw.catalog(), path, answers={"base": "Zensus 2022"})
        accept_raw_file(raw.catalog(), path)
        assert {"2021-12-31": "Zensus 2011"} == self.bases(raw)

    def test_a_record_without_base_is_no_base(self, raw):
        """A catalogue that lacks the base is refused where the figures are read, with the way to tell it."""
        path = self.population_of(raw, "2023-12-31")

        with pytest.raises(InputFault, match="ist nicht bekannt") as fault:
            source.population(raw.put("population", path.name))
        assert "--base" in fault.value.remedy and "31.12.2023" in fault.value.found

    def test_a_column_tells_it_row_by_row(self, raw):
        """A table in the shipped layout may hold the base of each row; no question is left."""
        shipped = raw.catalog().read_csv("population")
        held = shipped[shipped["date"] == "2015-12-31"].assign(date="2023-12-31")
        held["base"] = ["Zensus 2022" if key == "12065256" else "Zensus 2011" for key in held["ags"]]
        path = raw.folder / "statistics" / "population_new.csv"
        held.to_csv(path, index=False)
        origin = dict.fromkeys(("title", "publisher", "source", "licence", "attribution"), "Amt")

        answers = origin | {
            "entry": "population_new",
            "role": "population",
            "as_of": "31.12.2023",
            "synthetic": "nein",
        }
        accept_raw_file(raw.catalog(), path, answers=answers)
        found = (
            source.population(Catalog.load(raw.folder))
            .query("entry == 'population_new'")
            .set_index("ags")["base"]
        )

        assert ("Zensus 2022", "Zensus 2011") == (found["12065256"], found["12065136"])

    def test_the_shipped_figures_stand_on_the_census_of_2011(self):
        """The office says so of 31.12.2023; no day of the shipped update rests on the census of 2022."""
        found = source.population(Catalog.load(RAW))

        assert {"vor dem Zensus 2011", "Zensus 2011"} == set(found["base"])
        assert "2023-12-31" == found["date"].max()


class TestAcceptance:
    def test_a_newer_office_file_takes_the_place_of_a_table(self, raw):
        """Dropped into the folder and accepted under the entry it replaces, the office's file is what is read."""
        shipped = raw.catalog().read_csv("commuters")
        one = shipped[(shipped["reference_code"] == "12065") & (shipped["direction"] == "out")]
        path = raw.folder / "statistics" / "statistik_pendler_2024.csv"
        path.write_bytes(files.pendleratlas(one))

        entry = accept_raw_file(raw.catalog(), path, answers={"entry": "commuters", "as_of": "30.06.2024"})
        found = source.commuters(Catalog.load(raw.folder))

        assert "statistics/statistik_pendler_2024.csv" == entry.file
        assert len(one) == len(found)

    def test_an_office_file_of_another_kind_is_not_accepted(self, raw):
        """A table of employees is refused as population, by file and what was expected."""
        employment = raw.catalog().read_csv("employment")
        path = raw.folder / "statistics" / "13111.csv"
        path.write_bytes(files.genesis_employment(employment))

        with pytest.raises(InputFault, match="12411-01-01") as fault:
            accept_raw_file(raw.catalog(), path, answers={"entry": "population", "as_of": "2024"})
        assert str(fault.value.file).endswith("statistics/13111.csv")

    def test_the_check_reads_office_files_too(self, raw):
        """What an office's file leaves in doubt is a remark of the check, not a fault."""
        shipped = raw.catalog().read_csv("population")
        text = files.genesis_population(shipped).replace(b"__________", b"", 1)
        catalog = raw.put("population", "12411.csv", text[: text.index(b'"\xa9')])

        findings = [
            finding
            for finding in check_raw_files(catalog, date(2024, 1, 1))
            if (finding.file or "").endswith("12411.csv")
        ]

        assert [Severity.REMARK] == [finding.severity for finding in findings if "Fußzeile" in finding.text]

    def test_what_is_carried_over_names_its_file(self, raw):
        """A newer census file tells nothing of the update before it: that figure stays, under the file that tells it."""
        census = raw.catalog().read_csv("census_population")
        path = raw.folder / "statistics" / "1000A.csv"
        path.write_bytes(files.census_flat_file(census))
        accept_raw_file(raw.catalog(), path, answers={"role": "census_population"})
        catalog = Catalog.load(raw.folder)

        update = official_update(
            source.population(catalog), source.directories(catalog), source.census(catalog)
        )

        assert {"census_population_2022"} == set(source.census(catalog)["entry"])
        assert {"census_population"} == set(
            update.loc[(update["date"] == "2022-06-30") & update["ags"].isin(census["ags"]), "entry"]
        )


class TestOtherFiles:
    def test_another_land_is_kept(self, raw):
        """What a file holds of other Länder serves the study of a region there."""
        shipped = raw.catalog().read_csv("population")
        foreign = shipped[shipped["ags"] == "12065"].assign(ags="01051", region="Dithmarschen")

        catalog = raw.put("population", "t.csv", files.genesis_population(pd.concat([shipped, foreign])))
        found = source.population(catalog)

        assert {"01051", "12065", "00"} <= set(found["ags"])

    def test_a_table_of_something_else_is_refused(self, raw):
        """A table of employees under the entry of the population is told apart by what it counts."""
        employment = raw.catalog().read_csv("employment")

        catalog = raw.put("population", "13111-08-02-5.csv", files.genesis_employment(employment))

        with pytest.raises(InputFault, match="nicht, was die Studie") as fault:
            source.population(catalog)
        assert "12411-01-01" in fault.value.expected

    def test_a_file_that_is_no_statistics_is_refused(self, raw):
        """A table without any office's layout is refused with the way to look at it."""
        catalog = raw.put("population", "t.csv", b"Name;Punkte\nAnna;3\nBernd;4\nChris;5\n")

        with pytest.raises(InputFault, match="keine bekannte Statistik") as fault:
            source.population(catalog)
        assert "ohv-coworking read" in fault.value.remedy


class TestIndependentTown:
    """A kreisfreie Stadt is listed as a district: Potsdam (12054) is the municipality 12054000 too."""

    @pytest.mark.parametrize("read", [source.population, source.age_groups, source.employment])
    def test_what_is_known_of_the_district_is_known_of_the_town(self, read):
        found = read(Catalog.load(RAW))
        figures = found.select_dtypes("number").columns
        district, town = (
            found[found["ags"] == key].set_index("date")[figures] for key in ("12054", "12054000")
        )

        assert len(town)
        pd.testing.assert_frame_equal(district, town)

    def test_no_other_district_becomes_a_municipality(self):
        found = source.age_groups(Catalog.load(RAW))["ags"]

        assert {"11000000", "12051000", "12052000", "12053000", "12054000"} == set(
            found[found.str.endswith("000") & (found.str.len() == 8)]
        )

    def test_its_figures_name_the_row_of_the_file(self):
        found = source.employment(Catalog.load(RAW))

        [basis] = source.references(found[found["ags"] == "12054000"])
        assert basis.startswith("raw:employment#12054;")
