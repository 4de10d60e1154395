"""Any region of the shipped data builds, and nothing in its study speaks of another one."""

import re

import pytest
from bs4 import BeautifulSoup

from running import make
from study_runs import build, copy_project

REGIONS = {"12060052": "Eberswalde", "12069616,12069304,12069604": "Teltow"}
HOME_WORDS = re.compile(
    r"Oranienburg|Hennigsdorf|Velten|O-H-V|Oberhavel|LOKATION|Investitionsbank|Alte Post|Sozialfonds"
)


@pytest.fixture(scope="module", params=REGIONS.items(), ids=REGIONS.values())
def region(request, root, tmp_path_factory) -> tuple[str, BeautifulSoup]:
    """The study of another region, built from its keys alone, and the name of its first town."""
    keys, first = request.param
    folder = copy_project(root, tmp_path_factory.mktemp("region"))
    build(folder, f"REGION={keys}")
    report = folder / "reports" / f"region-{keys.replace(',', '-')}" / "studie.html"
    return first, BeautifulSoup(report.read_text(encoding="utf-8"), "lxml")


@pytest.mark.slow
class TestAnotherRegion:
    def test_names_what_is_missing_and_where_to_get_it(self, region):
        first, page = region
        text = page.get_text(" ", strip=True)

        assert f"Pendelnde nach 2015: {first}" in text
        assert "Erhältlich bei" in text

    def test_has_no_word_of_the_first_one(self, region):
        """No client, contact, funding claim or sentence of O-H-V is left.

        The annex and source lines are passed over: sources of assumptions and rows of Brandenburg-wide lists
        may name places.
        """
        first, page = region
        for rest in page.select("#chapter-annex")[0].find_all_next():
            rest.extract()
        for source in page.select("figcaption .source, td"):
            source.extract()
        text = page.get_text(" ", strip=True)

        assert first in text
        assert [] == sorted(
            {text[max(0, found.start() - 60) : found.end() + 30] for found in HOME_WORDS.finditer(text)}
        )


@pytest.mark.slow
def test_an_unknown_municipality_is_told(root, tmp_path):
    folder = copy_project(root, tmp_path / "project")
    done = make(folder, "study", "REGION=99999999")

    assert 2 == done.returncode
    assert "99999999" in done.stderr
    assert "Erhältlich bei" in done.stderr
    assert "Traceback" not in done.stderr
