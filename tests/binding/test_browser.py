"""The study in a real browser: nothing requested, nothing cut off on a phone, within its pages in print."""

import base64
import re

import pytest

from browser import open_page


@pytest.fixture(scope="module")
def page(built, tmp_path_factory):
    with open_page(built / "reports" / "studie.html", tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_wider_than_the_screen(page, width):
    """On phone, tablet and desktop the page scrolls downwards only; wide tables scroll within themselves."""
    page.resize(width, 900)

    assert page.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_the_browser_asks_for_nothing(page):
    """No resource is requested from anywhere: all there is came with the file."""
    requested = page.ask("performance.getEntriesByType('resource').map(entry => entry.name)")

    assert [] == [name for name in requested if not name.startswith("data:")]


@pytest.mark.slow
def test_every_image_is_drawn(page):
    assert [] == page.ask("[...document.images].filter(image => !image.naturalWidth).map(image => image.alt)")


@pytest.mark.slow
def test_the_first_screen_shows_the_emblem(page):
    page.resize(1280, 800)

    assert page.ask("document.querySelector('header svg').getBoundingClientRect().bottom") < 800


@pytest.mark.slow
def test_the_printed_study_stays_under_eighty_pages(page):
    """Annex registers included."""
    pdf = base64.b64decode(page.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) < 80
