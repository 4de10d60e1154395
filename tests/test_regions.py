"""Any region of the shipped data builds, and nothing in its study speaks of another one."""

import re

import pytest
from bs4 import BeautifulSoup

from running import make
from study_runs import build, copy_project

REGIONS = {"12060052": "Eberswalde", "12069616,12069304,12069604": "Teltow"}
HOME_WORDS = re.compile(r"Oranienburg|Hennigsdorf|Velten|O-H-V|Oberhavel|LOKATION|Investitionsbank|Alte Post|Sozialfonds")


@pytest.mark.slow
@pytest.mark.parametrize(("keys", "first"), REGIONS.items())
def test_another_region_builds_without_a_word_of_the_first(root, tmp_path, keys, first):
    """Keys are enough: no code changed, no client, contact, funding claim or sentence of O-H-V left."""
    folder = copy_project(root, tmp_path / "project")
    build(folder, f"REGION={keys}")
    report = folder / "reports" / f"region-{keys.replace(',', '-')}" / "studie.html"
    page = BeautifulSoup(report.read_text(encoding="utf-8"), "lxml")
    # Sources of assumptions and rows of Brandenburg-wide lists may name places; the annex is where they stand.
    for heading in page.select("#chapter-annex"):
        for rest in list(heading.find_all_next()):
            rest.extract()
    for source in page.select("figcaption .source, td"):
        source.extract()
    text = page.get_text(" ", strip=True)

    assert first in text
    assert [] == sorted({text[max(0, found.start() - 60) : found.end() + 30] for found in HOME_WORDS.finditer(text)})


@pytest.mark.slow
def test_what_is_missing_is_named_with_where_to_get_it(root, tmp_path):
    folder = copy_project(root, tmp_path / "project")
    build(folder, "REGION=12060052")
    text = BeautifulSoup((folder / "reports/region-12060052/studie.html").read_text(encoding="utf-8"), "lxml").get_text(" ")

    assert "Pendelnde nach 2015: Eberswalde" in text
    assert "Erhältlich bei" in text


@pytest.mark.slow
def test_an_unknown_municipality_is_told(root, tmp_path):
    folder = copy_project(root, tmp_path / "project")
    done = make(folder, "study", "REGION=99999999")

    assert 2 == done.returncode
    assert "99999999" in done.stderr
    assert "Erhältlich bei" in done.stderr
    assert "Traceback" not in done.stderr
