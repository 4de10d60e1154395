"""The finished study as a reader gets it, and the evaluation beside it: one file each, complete, honest about itself."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

FILES = ("studie.html", "kurzfassung.html", "befragung.html")


@pytest.fixture(scope="module", params=FILES)
def file(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def html(built, file) -> str:
    return (built / "reports" / file).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(built) -> dict[str, BeautifulSoup]:
    return {
        file: BeautifulSoup((built / "reports" / file).read_text(encoding="utf-8"), "lxml") for file in FILES
    }


@pytest.fixture(scope="module")
def page(pages, file) -> BeautifulSoup:
    return pages[file]


class TestSelfContained:
    def test_nothing_is_executed_and_nothing_loaded(self, page):
        """No script, no style sheet, frame or image from elsewhere; plain hyperlinks are allowed."""
        assert [] == page.find_all(["script", "link", "iframe", "object", "embed"])
        assert [] == [
            image["src"][:60] for image in page.find_all("img") if not image["src"].startswith("data:")
        ]
        assert [] == re.findall(
            r"@import|url\((?!#)", "".join(style.text for style in page.find_all("style"))
        )

    def test_no_handler_hides_in_an_attribute(self, page):
        assert [] == [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]


class TestNavigation:
    def test_every_internal_link_has_its_target(self, page):
        ids = {tag["id"] for tag in page.find_all(id=True)}
        targets = {link["href"][1:] for link in page.find_all("a", href=True) if link["href"].startswith("#")}

        assert set() == targets - ids

    def test_a_link_into_the_other_document_has_its_target(self, page, pages):
        links = [link["href"].partition("#") for link in page.find_all("a", href=True)]
        across = {(file, target) for file, _, target in links if file in FILES and target}

        assert across
        assert {} == {target: file for file, target in across if not pages[file].find(id=target)}

    def test_no_id_is_given_twice(self, page):
        ids = [tag["id"] for tag in page.find_all(id=True)]

        assert sorted(set(ids)) == sorted(ids)

    def test_the_contents_name_every_chapter(self, page):
        listed = [entry.get_text(" ", strip=True) for entry in page.select("nav.contents li.level-1")]
        headings = [heading.get_text(" ", strip=True) for heading in page.select("main h1")]

        assert headings == listed


class TestExhibits:
    def test_every_image_says_what_it_shows(self, page):
        """Alternative texts are sentences of their own, not nbconvert's stock one."""
        alternatives = [image.get("alt", "") for image in page.select("main img")]

        assert alternatives
        assert [] == [text for text in alternatives if len(text) < 60 or "No description" in text]
        assert len(alternatives) == len(set(alternatives))

    def test_every_exhibit_is_numbered_and_names_its_source(self, page):
        for figure in page.select("main figure"):
            caption = figure.figcaption.get_text(" ", strip=True)

            assert re.match(r"(Abbildung|Tabelle)\s\d+ ?:", caption), caption
            assert "Quelle:" in caption, caption


class TestHonesty:
    def test_every_number_leads_to_its_line(self, page, pages, file):
        """A number in the text, a head of a column or row is a link to the annex, and there its source or calculation stands."""
        numbers = page.select("main a.figure")

        lines = {name: {tag["id"]: tag for tag in one.find_all(id=True)} for name, one in pages.items()}

        assert len(numbers) > (50 if file != "kurzfassung.html" else 20)
        for link in numbers:
            other, _, target = link["href"].partition("#")
            row = lines[other or file][target]
            assert row.name == "tr", link
            cells = {"figure": {3}, "frame": {1}, "assumption": {4, 5}, "raw": {4}}
            assert len(row.find_all("td")) in cells[target.partition("-")[0]], target

    def test_the_edition_says_what_it_is(self, page):
        """On the title page and in the first line of the summary, as long as anything rests on synthetic answers."""
        first = page.select_one("main h1").find_next("p")

        for place in (page.select_one("header.title-page"), first):
            assert "keine Entscheidungsgrundlage" in place.get_text()
            assert "nicht die amtliche Studie" in place.get_text()

    def test_each_chapter_answers_in_three_sentences(self, page):
        for answer in page.select("section.answer"):
            text = re.sub(r"(z\. ?B\.|Nr\.|Abs\.|\d\.)(?=[\s\d])", "", answer.get_text(" ", strip=True))
            sentences = [part for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])", text) if part]

            assert 3 == len(sentences), text

    def test_no_template_and_no_placeholder_is_left(self, page):
        text = page.get_text()

        for rest in ("{{", "{%", "nan", "None", "wird gefüllt", "k. A. k. A."):
            assert not re.search(rf"(?<!\w){re.escape(rest)}(?!\w)", text), rest

    def test_no_path_of_a_machine(self, html, root):
        assert str(root) not in html
        assert not re.search(r"/(home|root|tmp|Users)/", html)


@pytest.mark.parametrize("summed_up", ["studie.html", "kurzfassung.html"])
def test_the_summary_needs_no_glossary(built, pages, summed_up):
    """Who reads two pages is sent to no list of words: what must be explained stands elsewhere, or the summary explains it."""
    terms = pd.read_csv(built / "data" / "raw" / "annex" / "glossary.csv")["term"]
    [summary] = [
        one
        for one in pages[summed_up].select("main section.chapter")
        if "Zusammenfassung" in one.h1.get_text()
    ]
    aside = {"edition-mark", "source", "turning"}
    told = " ".join(
        part.strip()
        for part in summary.find_all(string=True)
        if not any(aside & set(one.get("class", ())) or one.name == "details" for one in part.parents)
    )
    explained = set(re.findall(r"in dieser Studie (\w+) genannt", told))

    # Words of more than one, and what stands in brackets, are named by their first.
    hard = {re.split(r" oder | \(|, ", term)[0] for term in terms} - explained
    assert [] == [term for term in hard if re.search(rf"\b{re.escape(term[:-1])}", told)]


def test_title_page_shows_who_pays(page):
    """Commission and funding line stand on the first screen; the emblem only on a commissioned edition (`test_title_page`)."""
    title = page.select_one("header.title-page").get_text(" ", strip=True)

    assert "Europäische Union" in title
    assert "Europäischer Sozialfonds" in title
