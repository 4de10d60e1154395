"""The check names what is wrong in raw files by file, row and column, and lets nothing wrong pass."""

import hashlib
import re
import shutil
from datetime import date

import pytest
from ruamel.yaml import YAML

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.intake import Severity, check_raw_files, check_report
from ohv_coworking.intake.checking import known_municipalities, table_findings
from ohv_coworking.intake.own_tables import KINDS
from ohv_coworking.intake.schema import schemas
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.text_table import read_text_table
from ohv_coworking.region import source
from raw_files import SHIPPED

REFERENCE_DATE = date(2026, 6, 30)


@pytest.fixture(scope="module")
def shipped():
    return Catalog.load(SHIPPED)


@pytest.fixture(scope="module")
def described():
    return schemas(SHIPPED)


@pytest.fixture(scope="module")
def municipalities(shipped):
    return known_municipalities(shipped)


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped raw files that may be broken."""
    return shutil.copytree(
        SHIPPED, tmp_path / "data" / "raw", ignore=shutil.ignore_patterns("geodata", "rail")
    )


@pytest.fixture
def findings_of(tmp_path, shipped, described, municipalities):
    """Findings of one shipped file after a change of its text."""

    def findings(name, change):
        source = SHIPPED / shipped.entry(name).file
        broken = tmp_path / source.name
        broken.write_bytes(change(source.read_bytes()))
        return table_findings(broken, source.name, described[name], municipalities)

    return findings


def faults(findings):
    return [finding for finding in findings if finding.severity is Severity.FAULT]


def swap(old, new):
    def change(content):
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


class TestShippedFiles:
    def test_nothing_is_wrong(self, shipped):
        """The shipped files hold no fault, only remarks."""
        assert [] == faults(check_raw_files(shipped, REFERENCE_DATE))

    def test_every_table_is_described(self, shipped, described):
        """Each tabular raw file has its columns described once: by record, or in schemas.yaml; the survey by its codebook."""
        entries = [e for e in shipped.entries.values() if e.file.endswith((".csv", ".geojson"))]
        # A further file of a statistic is described as the first of its role.
        tables = {e.role if e.role in source.KEYS and e.name not in described else e.name for e in entries}
        survey = {e.name for e in shipped.entries.values() if e.role in ("survey", "employer_survey")}

        assert tables - survey == set(described) | set(KINDS)
        assert not set(described) & set(KINDS)

    def test_former_municipalities_are_known(self, shipped, municipalities):
        """A directory without them leaves older tables right: Schöneberg went into Schwedt, Madlitz-Wilmersdorf into Briesen."""
        directory = set(source.municipal_directory(shipped)["ags"])
        older = set(source.population(shipped)["ags"])

        assert {"12073505", "12073032", "12067310"} <= (older & municipalities) - directory

    def test_district_change_is_told(self, shipped):
        """Hohensaaten, counted in its new district in 2008, shows as a small deviation of both districts."""
        texts = [finding.text for finding in check_raw_files(shipped, REFERENCE_DATE)]

        assert "Gebiet 12060: 176.888, die Teile ergeben 177.644 (0,4 % Abweichung, zulässig 0,5 %)" in texts

    def test_register_and_official_count(self, shipped):
        """The check says by how much the residents' register differs from the official count, and where most."""
        texts = [finding.text for finding in check_raw_files(shipped, REFERENCE_DATE)]
        (told,) = [text for text in texts if text.startswith("population_register und population ")]

        assert told.endswith("am meisten bei 12065332 2018-12-31: 12.390 gegen 11.965")

    def test_no_personal_data(self):
        """Neither e-mail addresses nor telephone numbers of the social carriers are shipped."""
        text = (SHIPPED / "coworking" / "social_carriers.csv").read_text(encoding="utf-8")

        assert None is re.search(r"\S+@\S+\.\w+", text)
        assert None is re.search(r"\b0\d{3,5}[ /-]\d{3,}", text)


class TestBrokenCells:
    @pytest.mark.parametrize(
        ("name", "old", "new", "row", "column", "said"),
        [
            ("population", "12065256,Oranienburg,2008", "1206525,Oranienburg,2008", 1539, "ags", "führende Nullen"),
            ("population", "12065256,Oranienburg,2008", "12065999,Oranienburg,2008", 1539, "ags", "Gemeindeverzeichnis"),
            ("population", "2008-12-31,82002356", "2008-12-31,82.002.356", 2, "population", "ganze Zahl"),
            ("population", "2008-12-31,82002356", "2008-12-31,viele", 2, "population", "ganze Zahl"),
            ("population", "2008-12-31,82002356", "2008-12-31,", 2, "population", "leere Zelle"),
            ("population", "2008-12-31,82002356", "2008-02-31,82002356", 2, "date", "Kalender"),
            ("population", "2008-12-31,82002356", "31.12.2008,82002356", 2, "date", "2022-05-15"),
            ("municipal_directory", "891.12", "'891,12'".replace("'", '"'), 2, "area_km2", "Dezimalpunkt"),
            ("municipal_directory", "891.12", "89112", 2, "area_km2", "0,10 bis 1.000 km²"),
            ("regional_facts", "14.4,per_100,", "14.4,per_dozen,", 2, "value", "unbekannte Angabe in Spalte unit"),
            ("regional_facts", "14.4,per_100,", "1440,per_100,", 2, "value", "0 bis 300 für unit per_100"),
            ("regional_facts", "https://", "siehe ", 2, "source_url", "Adresse"),
            ("commuters", "in,\"Berlin, Stadt\",11000,Ein", "hin,\"Berlin, Stadt\",11000,Ein", 2, "direction", "in, out"),
            ("regional_facts", "value,unit,source", "value,units,source", 1, "unit", "Spalte fehlt"),
            ("age_groups", "ags,region,date,age_0_2", "ags,region,date,age_0_1", 1, "age_0_2", "Spalte fehlt"),
        ],
    )  # fmt: skip
    def test_wrong_cell(self, findings_of, name, old, new, row, column, said):
        """A lost zero, an unknown key, a text, a gap, a strange unit or a value out of range is told with its place."""
        found = [
            (finding.row, finding.column, said in finding.text)
            for finding in findings_of(name, swap(old, new))
        ]

        assert (row, column, True) in found

    def test_renamed_column_is_told_from_both_sides(self, findings_of):
        """A renamed header shows as a column missing and a column unknown."""
        told = findings_of("age_groups", swap("date,age_0_2", "date,age_0_1"))

        assert {"age_0_1", "age_0_2"} == {finding.column for finding in faults(told)}

    def test_doubled_row(self, findings_of):
        """A row that comes twice is told with both lines."""
        line = b"12065256,Oranienburg,2008-12-31"

        def doubled(content):
            start = content.index(line)
            end = content.index(b"\n", start) + 1
            return content + content[start:end]

        (fault,) = faults(findings_of("population", doubled))

        assert (3489, None) == (fault.row, fault.column)
        assert "wie Zeile 1539" in fault.text

    def test_many_wrong_cells_are_one_finding(self, findings_of):
        """A column wrong throughout is told once, with the number of cells."""
        (fault,) = faults(findings_of("population", lambda content: content.replace(b"-12-31,", b"/12/31,")))

        assert "(insgesamt 3.487\N{NO-BREAK SPACE}Zeilen)" in fault.text

    def test_misread_umlauts(self, findings_of):
        """Umlauts that were read in the wrong encoding are remarked, not mended."""
        told = findings_of("population", swap("Märkisch-Oderland", "MÃ¤rkisch-Oderland"))

        assert [(Severity.REMARK, "region")] == [(f.severity, f.column) for f in told if "kodiert" in f.text]


class TestBrokenFiles:
    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda content: b"\xef\xbb\xbf" + content, "Marke"),
            (lambda content: content.replace(b"\n", b"\r\n"), "CR"),
            (lambda content: content.decode().encode("latin-1", "replace"), "UTF-8"),
            (lambda content: b"ags,region,date,population,male,female\n", "keine Daten"),
            (lambda content: b"", "keine Daten"),
            (lambda content: content.replace(b"ags,region", b"ags,ags"), "zweimal"),
            (lambda content: content.replace(b"00,Deutschland,", b"00,Deutschland", 1), "5 Zellen"),
            (lambda content: content.replace(b",", b";"), "Spalte fehlt"),
        ],
    )
    def test_unreadable_table(self, findings_of, change, said):
        """A wrong encoding, line end, separator or row length, or an empty file, is told in German."""
        assert any(said in finding.text for finding in faults(findings_of("population", change)))

    def test_broken_geojson(self, findings_of):
        """A cut GeoJSON file is told as such."""
        (fault,) = faults(findings_of("rail_tracks", lambda content: content[: len(content) // 2]))

        assert "kein gültiges GeoJSON" in fault.text

    def test_rows_count_like_a_spreadsheet(self, tmp_path):
        """The header is row 1, so the first record is row 2."""
        (tmp_path / "towns.csv").write_text("name\nVelten\n", encoding="utf-8")

        assert "Velten" == read_text_table(tmp_path / "towns.csv", "towns.csv").at[2, "name"]


class TestDisagreement:
    def test_total_and_parts(self, findings_of):
        """A total that is not the sum of its parts is a fault with both numbers."""
        changed = swap("82002356,40184283", "82002356,40184284")
        (fault,) = faults(findings_of("population", changed))

        assert (2, "population") == (fault.row, fault.column)
        assert "82.002.356, die Summe aus male, female ist 82.002.357" == fault.text

    def test_rounding_is_tolerated(self, findings_of):
        """Figures that are each rounded to tens may miss their sum by ten, not by twenty."""
        within = findings_of("commuters", swap("400230,220240,179990", "400240,220240,179990"))
        beyond = findings_of("commuters", swap("400230,220240,179990", "400250,220240,179990"))

        assert [] == faults(within)
        assert ["total"] == [fault.column for fault in faults(beyond)]

    def test_municipalities_and_district(self, findings_of):
        """A municipality with a wrong figure shows in its district."""

        def inflated(content):
            line = next(
                row for row in content.split(b"\n") if row.startswith(b"12065256,Oranienburg,2015-12-31")
            )
            ags, name, day, total, male, female = line.split(b",")
            wrong = b",".join(
                [ags, name, day, b"%d" % (int(total) + 9000), b"%d" % (int(male) + 9000), female]
            )
            return content.replace(line, wrong)

        told = faults(findings_of("population", inflated))

        assert {"population", "male"} == {fault.column for fault in told}
        assert all("Gebiet 12065" in fault.text for fault in told)

    def test_suppressed_cells_are_not_summed(self, findings_of):
        """A district with a suppressed municipality is not compared: an unknown is not a zero."""
        told = findings_of("employment", lambda content: content)

        assert [] == told


class TestWholeFolder:
    def test_changed_byte(self, folder):
        """A changed file is named; the others are checked all the same."""
        towns = folder / "statistics" / "population.csv"
        towns.write_bytes(towns.read_bytes() + b"\n")
        told = faults(check_raw_files(Catalog.load(folder), REFERENCE_DATE))

        assert "data/raw/statistics/population.csv" in {
            fault.file for fault in told if "nicht mehr die" in fault.text
        }
        assert "data/raw/geodata/rail_tracks.geojson" in {
            fault.file for fault in told if "fehlt" in fault.text
        }

    def test_file_beside_the_catalogue(self, folder):
        """A file that the catalogue does not know is remarked, with the command that takes it in."""
        (folder / "statistics" / "neu.csv").write_text("ags\n", encoding="utf-8")
        told = {
            finding.file: finding.text for finding in check_raw_files(Catalog.load(folder), REFERENCE_DATE)
        }

        assert "make accept FILE=data/raw/statistics/neu.csv" in told["data/raw/statistics/neu.csv"]

    def test_old_at_the_reference_date(self, shipped):
        """Whether a file is old depends on the reference date alone."""

        def old(day):
            return {finding.file for finding in check_raw_files(shipped, day) if "erscheint" in finding.text}

        assert "data/raw/statistics/commuters.csv" not in old(date(2025, 12, 31))
        assert "data/raw/statistics/commuters.csv" in old(date(2026, 1, 1))

    def test_missing_role(self, folder):
        """A role that no file holds is told by its German name."""
        catalogue = folder / "catalog.yaml"
        yaml = YAML()
        content = yaml.load(catalogue)
        content["roles"]["forecast"] = {"title": "Vorausschätzung"}
        yaml.dump(content, catalogue)

        assert "Vorausschätzung: keine Datei" in {
            f.text for f in check_raw_files(Catalog.load(folder), REFERENCE_DATE)
        }

    def test_broken_description(self, folder):
        """A mistake in the column descriptions is told with its line."""
        file = folder / "schemas.yaml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("kind: region", "kind: gebiet", 1), encoding="utf-8"
        )
        line = next(
            n for n, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if "gebiet" in row
        )

        with pytest.raises(InputFault) as fault:
            check_raw_files(Catalog.load(folder), REFERENCE_DATE)

        assert (line, "gebiet") == (fault.value.row, fault.value.found)


class TestReport:
    def test_faults_come_first(self, folder):
        """The report opens with the faults and closes with the count of both."""
        towns = folder / "statistics" / "population.csv"
        towns.write_bytes(towns.read_bytes() + b"\n")
        told = check_report(check_raw_files(Catalog.load(folder), REFERENCE_DATE))
        sha256 = hashlib.sha256(towns.read_bytes()).hexdigest()

        assert told.startswith(
            "Fehler: Dateien\n  data/raw/statistics/population.csv: Die Rohdatei ist nicht mehr die"
        )
        assert f"Prüfsumme {sha256[:12]}…" in told
        assert told.index("Fehler:") < told.index("Hinweise:") < told.index("Rohdaten geprüft:")

    def test_nothing_to_say(self):
        """Without findings one line remains."""
        assert "Rohdaten geprüft: 0 Fehler, 0\N{NO-BREAK SPACE}Hinweise." == check_report([])
