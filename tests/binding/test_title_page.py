"""The title page says whose edition it is: names and emblem are a commissioned edition's alone."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook

from ohv_coworking.binding.html import to_html

COMMISSION = {
    "title": "Studie",
    "client": "Bank",
    "client_genitive": "der Bank",
    "author": "Büro",
    "contact": "Projektbüro",
    "funding_line": "gefördert",
    "eu_emblem": True,
    "history": "",
    "links": [],
}


def title_page(**commission) -> BeautifulSoup:
    told = {
        "commission": COMMISSION | commission,
        "region": "Region",
        "reference_date": "2026-11-01",
        "price_base": 2026,
        "mark": "",
        "stamp": {"text": ""},
        "part": "",
        "contents": [],
    }
    text = new_markdown_cell(
        '<h1 id="chapter-summary">Zusammenfassung</h1>', metadata={"study": {"kind": "prose"}}
    )
    page = to_html(new_notebook(cells=[text], metadata={"study": told}))
    return BeautifulSoup(page, "lxml").header


def test_a_model_edition_names_the_commission_and_no_maker():
    """The funding is told as that of the commission; neither emblem nor maker stands there as if they had made it."""
    page = title_page(commissioned=False)

    assert "eigenständige Modellausgabe nach dem Auftrag der Bank" in page.text
    assert "Förderung des Auftrags" in page.text
    assert "Büro" not in page.text.replace("Projektbüro", "")
    assert page.find(class_="funding-emblem") is None


def test_a_commissioned_edition_bears_names_and_emblem():
    page = title_page(commissioned=True)

    assert {"Auftraggeberin", "Bearbeitung", "Förderung"} <= {term.text for term in page.find_all("dt")}
    assert "Modellausgabe" not in page.text
    assert page.find(class_="funding-emblem") is not None


@pytest.mark.parametrize("commissioned", [True, False])
def test_it_says_what_to_rely_on(commissioned):
    terms = [term.text for term in title_page(commissioned=commissioned).find_all("dt")]

    assert ["Verlässlich", "Nicht verlässlich"] == terms[-2:]
