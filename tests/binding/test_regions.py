"""Any region that shipped or accepted files hold builds, and nothing in its study speaks of another one."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import statistics_files as files
from claim_checks import false_claims
from ohv_coworking.study.region_parameters import city_of
from running import accepted, make
from study_runs import build, copy_project

REGIONS = {"12060052": "Eberswalde", "12069616,12069304,12069604": "Teltow", "12054000": "Potsdam"}
# Where an assumption was measured, and the titles of the files that were used.
NAME_PLACES = {
    "exhibit-annex-assumptions",
    "exhibit-annex-plan_inputs",
    "exhibit-annex-sources",
    "exhibit-demand-benchmark",  # towns of a size all over the Land
    "exhibit-context-flows",  # districts that people commute to
    "exhibit-transfer-alike",  # towns all over the Land that resemble this one
    "exhibit-transfer-least_need",
    "figure-transfer-least_towns",  # where all these cost the same, a sentence names them
}
HOME_WORDS = re.compile(
    r"Oranienburg|Hennigsdorf|Velten|O-H-V|Oberhavel|LOKATION|Investitionsbank|Alte Post|Sozialfonds"
)


@pytest.fixture(scope="module", params=REGIONS.items(), ids=REGIONS.values())
def region(request, root, tmp_path_factory) -> tuple[str, BeautifulSoup, list[str]]:
    """The name of the first town of another region, its study, built from its keys alone, and what that claims falsely."""
    keys, first = request.param
    folder = copy_project(root, tmp_path_factory.mktemp("region"))
    build(folder, f"REGION={keys}")
    edition = f"region-{keys.replace(',', '-')}"
    report = folder / "reports" / edition / "studie.html"
    return first, BeautifulSoup(report.read_text(encoding="utf-8"), "lxml"), false_claims(folder, edition)


@pytest.mark.slow
class TestAnotherRegion:
    def test_names_what_is_missing_and_where_to_get_it(self, region):
        first, page, _ = region
        text = page.get_text(" ", strip=True)

        assert f"Pendelnde nach 2015: {first}" in text
        assert "Erhältlich bei" in text

    def test_claims_only_what_its_own_figures_say(self, region):
        *_, claimed_falsely = region

        assert [] == claimed_falsely

    def test_has_no_word_of_the_first_one(self, region):
        """No client, contact, funding claim or sentence of O-H-V is left, in text, table or figure."""
        first, page, _ = region

        assert first in page.get_text()
        assert [] == home_words(page)

    def test_is_named_in_plain_sentences(self, region):
        """A town of a county is set beside it; a kreisfreie Stadt is no county, and what is known of the one is of the other."""
        first, page, _ = region
        # The numbers of the register stand beside what they belong to.
        text = re.sub(r"\bK\d+ ", "", " ".join(page.get_text(" ", strip=True).split()))

        assert ("aus Potsdam pendeln" if first == "Potsdam" else "aus dem Landkreis ") in text
        assert "dem Potsdam" not in text and "im Potsdam" not in text
        assert "65 Jahre oder älter" in text and "arbeitet" in text
        said = [paragraph.get_text(" ", strip=True) for paragraph in page.select("p")]
        assert len(said) > 100
        assert [] == [text for text in said if re.search(r"(?<![\d.])0\sPersonen\b", text)]


def home_words(page: BeautifulSoup) -> list[str]:
    """Return what still speaks of O-H-V outside the tables and figures that name places for a reason."""
    return [
        text.strip()
        for text in page.find_all(string=HOME_WORDS)
        if not text.find_parent(id=lambda identifier: identifier in NAME_PLACES)
        and not text.find_parent(href=lambda target: target and target.removeprefix("#") in NAME_PLACES)
    ]


def municipality(ags: str, name: str, people: int) -> dict:
    """Return a row of the directory as offices publish it; of the place only key, name and inhabitants matter here."""
    return {
        "ags": ags, "ars": ags[:5] + "0" + ags[5:] + ags[5:], "name": name, "area_km2": 40.0, "population": people, "male": people // 2,
        "female": people - people // 2, "density_per_km2": people / 40, "postcode": "53721", "longitude": 7.2, "latitude": 50.8,
        "urbanisation_code": "01", "urbanisation_label": "dicht besiedelt",
    }  # fmt: skip


@pytest.fixture(scope="module")
def elsewhere(root, tmp_path_factory):
    """The study of a town in another Land, with nothing but a directory of Germany and a table of its population."""
    folder = copy_project(root, tmp_path_factory.mktemp("elsewhere"))
    raw = folder / "data" / "raw" / "statistics"
    shipped = pd.read_csv(
        raw / "municipal_directory.csv",
        dtype={"ags": str, "ars": str, "postcode": str, "urbanisation_code": str},
    )
    others = [
        ("05382060", "Siegburg, Kreisstadt", 42_000),
        ("05315000", "Köln, Stadt", 1_087_000),
        ("05314000", "Bonn, Stadt", 336_000),
    ]
    germany = pd.concat([shipped, pd.DataFrame([municipality(*one) for one in others])], ignore_index=True)
    files.municipal_directory(germany, raw / "AuszugGV4QAktuell.xlsx", "31.12.2023", "Zensus 2022")
    series = [("2021-12-31", 41_000), ("2022-12-31", 42_500), ("2024-12-31", 43_000)]
    areas = [
        ("00", "Deutschland", 2000),
        ("05", "Nordrhein-Westfalen", 400),
        ("05382", "Rhein-Sieg-Kreis", 15),
        ("05382060", "Siegburg, Kreisstadt", 1),
    ]
    table = [
        (key, region, day, times * people, times * people // 2, times * people - times * people // 2)
        for key, region, times in areas
        for day, people in series
    ]
    columns = ["ags", "region", "date", "population", "male", "female"]
    content = files.genesis_population(pd.DataFrame(table, columns=columns), "Zensus 2022")
    (raw / "12411-01-01-5.csv").write_bytes(content)
    for file in ("AuszugGV4QAktuell.xlsx", "12411-01-01-5.csv"):
        done = accepted(folder, f"data/raw/statistics/{file}")
        assert done.returncode == 0, done.stderr
    build(folder, "REGION=05382060")
    report = folder / "reports" / "region-05382060" / "studie.html"
    return BeautifulSoup(report.read_text(encoding="utf-8"), "lxml")


@pytest.mark.slow
class TestAnotherLand:
    def test_is_built_with_what_there_is(self, elsewhere):
        """The population comes from the accepted table, with its day and the census it rests on."""
        text = elsewhere.get_text(" ", strip=True)

        assert "43.000 Personen" in text.replace("\xa0", " ")
        assert "Stand 31.12.2024" in text
        assert "Rhein-Sieg-Kreis" in text and "Nordrhein-Westfalen" in text and "Köln" in text
        assert "Grundlage: Zensus 2022" in text

    def test_tells_what_is_missing_and_where_to_get_it(self, elsewhere):
        rows = [row.get_text(" | ", strip=True) for row in elsewhere.select("tr")]

        for what in (
            "Altersaufbau: Siegburg",
            "Beschäftigte und Pendelnde: Siegburg",
            "Pendelnde nach Kreisen: Rhein-Sieg-Kreis",
            "Gemeindegrenzen: Siegburg",
        ):
            [row] = [row for row in rows if row.startswith(f"{what} | ")]
            assert row.partition(" | ")[2]
        assert "lässt sich dieses Kapitel noch nicht rechnen" in elsewhere.get_text()

    def test_knows_no_contradiction_of_another_land(self, elsewhere):
        conflicts = elsewhere.select_one("#exhibit-annex-conflicts").get_text(" ", strip=True)

        assert "Deutschland" in conflicts
        assert not re.search("Brandenburg|Berlin|Potsdam", conflicts)

    def test_has_no_word_of_the_first_one(self, elsewhere):
        assert [] == home_words(elsewhere)


@pytest.mark.slow
def test_an_unknown_municipality_is_told(root, tmp_path):
    folder = copy_project(root, tmp_path / "project")
    done = make(folder, "study", "REGION=99999999")

    assert 2 == done.returncode
    assert "99999999" in done.stderr
    assert "Erhältlich bei" in done.stderr
    assert "Traceback" not in done.stderr


class TestCity:
    PEOPLE = pd.Series(
        {
            "05382060": 42_000,
            "05315000": 1_087_000,
            "05314000": 336_000,
            "03101000": 251_000,
            "12052000": 99_000,
        }
    )

    def flows(self, *partners: tuple[str, int]) -> pd.DataFrame:
        rows = [("out", "05382", code, code, total, "2024-06-30") for code, total in partners]
        return pd.DataFrame(
            rows, columns=["direction", "reference_code", "partner_code", "partner_region", "total", "date"]
        )

    def test_is_where_most_commuters_of_the_district_go(self):
        """Bonn draws more than Köln; a neighbouring rural district is no city however many go there."""
        flows = self.flows(("05315", 30_000), ("05314", 45_000), ("05358", 60_000))

        assert "05314000" == city_of(["05382060"], flows, self.PEOPLE)

    def test_is_the_largest_of_the_land_where_no_commuters_are_known(self):
        assert "05315000" == city_of(["05382060"], self.flows(), self.PEOPLE)

    def test_is_the_largest_known_in_a_land_without_one(self):
        assert "05315000" == city_of(["12060052"], self.flows(), self.PEOPLE)

    def test_is_never_the_region_itself(self):
        assert "05314000" == city_of(["05315000"], self.flows(), self.PEOPLE)
