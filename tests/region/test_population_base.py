"""Which count of people is the base, and how a newer file of an office comes in beside the older ones."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import statistics_files as files
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.intake import Severity, accept_raw_file, check_raw_files
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.region.population_update import official_update
from statistics_catalog import RAW, StatisticsCatalog


@pytest.fixture
def raw(tmp_path) -> StatisticsCatalog:
    return StatisticsCatalog(tmp_path)


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
