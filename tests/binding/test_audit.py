"""The audit holds the documents to their promise, and sees it where one is broken."""

import pytest
from lxml import html as lxml_html

from ohv_coworking.binding.audit import page_faults, printed_numbers, unexplained
from ohv_coworking.binding.elements import page_tree
from ohv_coworking.binding.number_trace import traced
from ohv_coworking.exhibits.ledger import ChapterLedger, KeyFigure, Ledger
from ohv_coworking.parameters import load
from ohv_coworking.registers.reference_numbers import reference_numbers
from ohv_coworking.study.documents import EVALUATED, STUDY
from ohv_coworking.study.earlier import built_ledger
from ohv_coworking.study.edition import Edition

EXHIBIT = (
    '<figure id="e" class="table"><div role="group"><table><tr><th>Stadt</th><td>7</td></tr></table></div>'
    '<figcaption><span class="caption"><strong>Tabelle 1:</strong> Städte</span><span class="source">Quelle: x{}</span></figcaption></figure>'
)
ORIGIN = '; Zahlen: <a class="origin" href="#frame-x">R1</a>'


def main_of(body: str):
    return lxml_html.document_fromstring(f"<main><section>{body}</section></main>").find(".//main")


def loose(body: str, printed=()) -> list[str]:
    return [number for number, _ in traced(main_of(body), printed).loose]


@pytest.mark.parametrize(
    "expected, body",
    [
        (["52"], "<p>Es sind 52 Plätze.</p>"),
        ([], '<p>Es sind <a class="figure" href="#figure-x">52 Plätze</a><sup class="key">K12</sup>.</p>'),
        ([], "<p>Nach § 9 UStG seit dem 31.12.2023 in Tabelle <a href='#t'>20</a>.</p>"),
        ([], '<p>Menschen von <span class="name">16 bis 24</span> Jahren.</p>'),
        (["7"], EXHIBIT.format("")),
        ([], EXHIBIT.format("").replace("Stadt", '<a class="figure" href="#figure-x">Stadt</a>')),
        ([], EXHIBIT.format(ORIGIN)),
        (["8"], '<figure><img alt="Es sind 8 Plätze."><figcaption></figcaption></figure>'),
    ],
)
def test_numbers_that_lead_nowhere_are_seen(expected, body):
    """In texts, tables and words for pictures; dates, laws, references and names are no numbers."""
    assert expected == loose(body)


def test_a_number_is_traced_by_the_head_of_its_column_or_row():
    """Where the head of neither leads anywhere, the line of the table must."""
    table = EXHIBIT.format(ORIGIN).replace("<tr><th>Stadt</th><td>7</td></tr>", "{}")
    head = "<tr><th>Stadt</th><th>{}</th><th>Miete</th></tr><tr><th>{}</th><td>7</td><td>9</td></tr>"
    led = '<a class="figure" href="#figure-x">{}</a>'

    def counted(column: str, row: str) -> tuple[int, int]:
        found = traced(main_of(table.format(head.format(column, row))), ())
        return found.by_line, found.by_table

    assert (0, 2) == counted("Plätze", "Velten")
    assert (1, 1) == counted(led.format("Plätze"), "Velten")
    assert (2, 0) == counted("Plätze", led.format("Velten"))


def test_words_for_a_picture_may_say_what_key_figures_print():
    assert [] == loose('<figure><img alt="Es sind 8 Plätze."><figcaption></figcaption></figure>', {"8"})


@pytest.mark.parametrize(
    "told, body",
    [
        ("ins Leere", '<p><a href="#nirgends">x</a></p>'),
        ("hinaus", '<p><a href="https://example.org">x</a></p>'),
        ("worauf sie beruht", EXHIBIT.format("")),
    ],
)
def test_a_broken_link_and_an_exhibit_without_its_line_are_told(told, body, root):
    page = lxml_html.document_fromstring(f"<main><section>{body}</section></main>")

    faults = list(page_faults("studie.html", page, {"studie.html": page}, load(root / "study.yaml")))

    assert [told in str(fault) for fault in faults] == [True]


@pytest.fixture(scope="module")
def edition(built) -> Edition:
    return Edition(built, built / "study.yaml")


@pytest.fixture(scope="module")
def pages(edition) -> dict:
    return {
        one.file: page_tree((edition.reports / one.file).read_text(encoding="utf-8"))
        for one in (STUDY, EVALUATED)
    }


class TestTheBuiltDocuments:
    def test_every_number_leads_to_its_line(self, edition, pages):
        printed = printed_numbers(built_ledger(edition, load(edition.parameters)))
        for file, page in pages.items():
            found = traced(page.find(".//main"), printed)

            assert found.led + found.by_line + found.by_table > 100, file
            assert [] == list(found.loose)[:5], file

    def test_every_link_stays_within_and_every_exhibit_has_its_line(self, edition, pages):
        study = load(edition.parameters)

        assert [] == [
            str(one) for file, page in pages.items() for one in page_faults(file, page, pages, study)
        ]

    def test_a_number_is_printed_once_and_its_line_leads_back(self, pages):
        rows = {row.get("id"): row for page in pages.values() for row in page.iter("tr")}
        for page in pages.values():
            small = [one.text for one in page.xpath(".//main//sup[@class='key']")]

            assert len(small) == len(set(small)) > 20
            uses = {one.get("id"): one for one in page.iter("a")}
            for number in small:
                line = uses[f"use-{number}"].get("href").partition("#")[2]

                assert line in rows, number
                assert rows[line].xpath(f".//*[@class='key' and text()='{number}']"), number

    def test_the_data_of_each_exhibit_come_along(self, pages):
        """Each chart and each table but the registers has a file that a spreadsheet opens, without the network."""
        for page in pages.values():
            shown = [one for one in page.iter("figure") if not one.xpath("div/table[@class='register']")]

            assert shown
            assert [] == [
                one.get("id") for one in shown if not one.xpath("details[@class='data']//a[@download]")
            ]


def test_numbers_are_the_same_for_the_same_ledger(edition):
    """They follow chapters and the order of publishing, each once, with no gap."""
    ledger = built_ledger(edition, load(edition.parameters))
    numbers = reference_numbers(ledger)
    figures = [number for number in numbers.values() if number.startswith("K")]

    assert numbers == reference_numbers(ledger)
    assert [f"K{at}" for at in range(1, len(figures) + 1)] == figures


def test_every_computed_figure_says_how_it_is_reckoned(edition):
    ledger = built_ledger(edition, load(edition.parameters))

    assert [] == [f"{one.chapter}.{one.name}" for one in unexplained(ledger)]


def test_a_computed_figure_without_a_formula_is_told():
    """One that is observed needs none, nor does a rule, which has no line."""
    figures = {
        name: KeyFigure(name, name, value, "", kind, (), chapter="demand", formula=formula)
        for name, value, kind, formula in (
            ("bare", 1.0, "computed", ""),
            ("told", 1.0, "computed", "Summe"),
            ("seen", 1.0, "observed", ""),
            ("rule", True, "computed", ""),
        )
    }

    assert ["bare"] == [one.name for one in unexplained(Ledger([ChapterLedger("demand", figures)]))]


def test_a_cited_row_shows_value_address_and_line(pages):
    """What the register says of a cited row is what stands in the file."""
    rows = pages["studie.html"].xpath(".//tr[starts-with(@id, 'row-')]")

    assert len(rows) > 20
    for row in rows:
        text = row.text_content()
        assert "Zeile " + row.get("id").rpartition("-")[2] in text
        assert "http" in text
        assert row.xpath("td[last()]/a"), "no line cites it"
