"""The study in a real browser: nothing requested, nothing cut off on a phone, within its pages in print."""

import shutil
import subprocess

import pytest

from browser import open_page
from ohv_coworking.binding.changes import EditionChanges, FigureTurn
from ohv_coworking.binding.publish_changes import changes_page
from ohv_coworking.parameters import load


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
def test_rows_are_as_high_as_whole_pixels(page):
    """Else the first column, which stays in place, would cover the lines between the rows."""
    page.resize(390, 900)
    heights = page.ask(
        "[...document.querySelectorAll('main figure.table tr')].map(row => row.getBoundingClientRect().height)"
    )

    assert len(heights) > 100
    assert sum(height % 1 > 0.01 for height in heights) < len(heights) / 20


@pytest.mark.slow
def test_numbers_of_the_changes_stay_whole_on_a_phone(root, tmp_path):
    told = FigureTurn(
        "K1",
        "Kosten der öffentlichen Hand",
        "1.665.000\u00a0€",
        "1.392.000\u00a0€",
        "−273.000\u00a0€",
        "Miete: 8 → 16",
    )
    changes = EditionChanges((), {"Wirtschaftlichkeit": (told,)}, (), (), (), ())
    file = tmp_path / "aenderungen.html"
    file.write_text(changes_page("früher", load(root / "study.yaml"), changes), encoding="utf-8")

    with open_page(file, tmp_path / "profile") as page:
        page.resize(390, 900)
        lines = "[...document.querySelectorAll('td')].slice(0, 3).map(cell => { const range = document.createRange(); range.selectNodeContents(cell); return range.getClientRects().length })"

        assert [1, 1, 1] == page.ask(lines)
        assert page.ask("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_the_first_screen_shows_the_title(page):
    page.resize(1280, 800)

    assert page.ask("document.querySelector('h1').getBoundingClientRect().bottom") < 800


@pytest.mark.slow
def test_nothing_is_wider_than_the_printed_page(page):
    """Else the browser would shrink all pages: at the width of A4 the type stays as set."""
    page.call("Emulation.setEmulatedMedia", media="print")
    page.resize(658, 900)
    width, size = page.ask("[document.documentElement.scrollWidth, getComputedStyle(document.body).fontSize]")
    page.call("Emulation.setEmulatedMedia", media="")

    assert width <= 658
    assert 9.5 <= float(size.removesuffix("px")) * 72 / 96 + 0.01


@pytest.mark.slow
def test_the_folded_annex_is_printed_in_full(page):
    """Closed on the screen, open on paper."""
    page.call("Emulation.setEmulatedMedia", media="print")
    heights = page.ask(
        "[...document.querySelectorAll('details.fold')].map(fold => [fold.open, fold.scrollHeight])"
    )
    page.call("Emulation.setEmulatedMedia", media="")

    assert heights
    assert [] == [height for is_open, height in heights if is_open or height < 100]


@pytest.mark.slow
def test_a_link_into_the_folded_annex_opens_it(page):
    opened = page.ask(
        "(() => { const link = document.querySelector('main a.figure'); link.click();"
        "return document.querySelector(link.getAttribute('href')).closest('details').open; })()"
    )
    page.ask("document.querySelectorAll('details').forEach(fold => fold.open = false) || 1")

    assert opened


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_the_tab_key_stops_only_where_something_scrolls(page, width):
    """A wide table or chart says so and can be moved with the keys; where it shows whole, nothing stops the way."""
    page.resize(width, 900)
    page.ask("document.querySelectorAll('details').forEach(fold => fold.open = true) || 1")
    differing = page.ask(
        "[...document.querySelectorAll('.scroll')].filter(one => (one.scrollWidth > one.clientWidth + 1) !=="
        "(getComputedStyle(one.querySelector('.cue')).display !== 'none')).map(one => one.parentElement.id)"
    )

    assert [] == differing
    assert 0 == page.ask("document.querySelectorAll('[tabindex]').length")


@pytest.fixture(scope="session")
def axe(tmp_path_factory) -> str:
    """The source of axe-core, from npm; skip the test, saying so, where it cannot be had."""
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    asked = npm and subprocess.run(
        [npm, "install", "--no-save", "--ignore-scripts", "axe-core@4.14.1"],
        cwd=folder,
        capture_output=True,
        timeout=120,
    )
    if not asked or asked.returncode:
        pytest.skip("axe-core cannot be installed with npm")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(page, axe, width):
    """WCAG 2.2 A and AA and best practice, on desktop and phone, with everything unfolded."""
    page.resize(width, 900)
    page.call("Page.setBypassCSP", enabled=True)
    page.call("Runtime.evaluate", expression=axe)
    page.ask("document.querySelectorAll('details').forEach(fold => fold.open = true) || 1")
    tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
    found = page.ask(
        f"axe.run({{runOnly: {tags}, resultTypes: ['violations']}}).then(result => result.violations.map("
        "one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]))"
    )

    assert [] == found
