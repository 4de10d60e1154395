"""Tables that consultants keep are accepted if the chapters can read them, and every fault of a file is told at once."""

import shutil

import pytest

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.intake import accept_raw_file
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_rows
from ohv_coworking.region.candidates import Candidate
from raw_files import SHIPPED

STUDY = SHIPPED.parents[1] / "study.yaml"
SITES, PROGRAMMES = "location/candidate_sites.csv", "funding/programmes.csv"
SITE = "Rathaus Velten,Gebäude,12065332,52.6895,13.1745,Straße,Karte der Stadt,ja,,,,,,,,,,"
ABROAD = "Marktplatz,Gebäude,09162000,{},{},Straße,Karte der Stadt,ja,,,,,,,,,,"
PROGRAMME = ",muster-2026,Muster,Land,Zuschuss,laufend,2026-01-01,,ja,alle,12,Investition,60,,keine,40,,,,,,,,Richtlinie,"


@pytest.fixture
def raw(tmp_path):
    ignored = shutil.ignore_patterns("rail", "statistics", "survey", "population_grid.csv")
    return shutil.copytree(SHIPPED, tmp_path / "data" / "raw", ignore=ignored)


@pytest.fixture
def taken_in(raw):
    """Take a shipped table in again with rows added at its end."""

    def taken_in(file, *rows, change=lambda text: text.encode(), region=None):
        path = raw / file
        path.write_bytes(change(path.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows)))
        return accept_raw_file(Catalog.load(raw), path, answers={"as_of": "28.11.2026"}, region=region)

    return taken_in


class TestSites:
    def test_a_site_of_which_only_the_place_is_known(self, raw, taken_in):
        """An empty status is taken as unknown, by acceptance as by the chapter."""
        taken_in(SITES, SITE)

        assert "unbekannt" == planning_rows(Catalog.load(raw), Candidate)[-1].status

    def test_a_site_in_another_land(self, taken_in):
        """The next town may lie anywhere in Germany, beyond the map that is shipped too."""
        assert "28.11.2026" == taken_in(SITES, ABROAD.format(48.137, 11.575)).as_of

    def test_a_site_in_another_district_than_the_region_s(self, taken_in):
        """What the chapter would refuse for the region under study, acceptance refuses."""
        with pytest.raises(InputFault, match="außerhalb des Untersuchungsgebiets") as caught:
            taken_in(SITES, ABROAD.format(48.137, 11.575), region=load(STUDY).region)

        assert (13, "ags") == (caught.value.row, caught.value.column)

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (ABROAD.format(48.85, 2.35), "liegen nicht in Deutschland"),
            (ABROAD.format(11.575, 48.137), "vertauscht"),
            (SITE.replace("12065332", "12065136"), "nicht in der Gemeinde"),
            (ABROAD.format(52.75, 13.25), "nicht in der Gemeinde"),
        ],
    )
    def test_a_site_elsewhere_than_it_says(self, raw, taken_in, row, told):
        """A place abroad, exchanged coordinates or another municipality's place is refused, and nothing recorded."""
        before = (raw / "catalog.yaml").read_bytes()

        with pytest.raises(InputFault, match=told) as caught:
            taken_in(SITES, row)

        assert (13, "latitude") == (caught.value.row, caught.value.column)
        assert before == (raw / "catalog.yaml").read_bytes()

    def test_as_a_spreadsheet_saves_it(self, raw, taken_in):
        """Byte order mark, Windows line ends, semicolons and an empty line at the end change nothing."""

        def saved(text):
            kept = text.replace('"', "").replace("; ", " ").splitlines()[0].replace(",", ";")
            return (kept + "\r\n" + SITE.replace(",", ";") + "\r\n\r\n").encode("utf-8-sig")

        taken_in(SITES, change=saved)

        assert ["Rathaus Velten"] == [site.name for site in planning_rows(Catalog.load(raw), Candidate)]


class TestProgrammes:
    def test_a_programme_is_added(self, raw, taken_in):
        """One row more is one programme more."""
        taken_in(PROGRAMMES, PROGRAMME)

        added = planning_rows(Catalog.load(raw), Programme)[-1]
        assert ("muster-2026", ("Investition",), 60) == (added.key, added.purposes, added.rate_percent)

    def test_all_faults_at_once_with_what_is_expected(self, taken_in):
        """A wrong kind, a year for a day, an unknown purpose and a rate over 100 are told together."""
        wrong = PROGRAMME.replace("Zuschuss", "Zuschüsse").replace("2026-01-01", "2026")
        wrong = wrong.replace("Investition,60", "Ausstattung,160")

        with pytest.raises(InputFaults) as caught:
            taken_in(PROGRAMMES, wrong)

        told = {fault.column: (fault.row, fault.found is not None) for fault in caught.value.faults}
        row = len((SHIPPED / PROGRAMMES).read_text(encoding="utf-8").splitlines()) + 1
        assert dict.fromkeys(["kind", "opens", "purposes", "rate_percent"], (row, True)) == told
        assert all(fault.expected for fault in caught.value.faults)


def test_without_a_terminal_the_option_is_named(raw):
    """Where nobody can be asked, the fault gives the command that would do."""
    path = raw / SITES
    path.write_text(path.read_text(encoding="utf-8") + SITE + "\n", encoding="utf-8")

    with pytest.raises(InputFault) as caught:
        accept_raw_file(Catalog.load(raw), path)

    assert f"ohv-coworking accept data/raw/{SITES} --as-of" in caught.value.remedy
