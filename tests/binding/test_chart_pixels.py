"""Every chart of the study as a reader sees it: no text on another or cut off, neighbouring areas apart in grey print."""

from base64 import b64decode
from collections import Counter
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
import typst
from PIL import Image

from browser import open_page
from ohv_coworking.binding.elements import page_tree

FILES = ("studie.html", "befragung.html")
# The diagonal mark of synthetic charts lies across them on purpose.
WATERMARK = 90
# In CIE L*, which runs from black (0) to white (100): what still looks like two greys side by side.
APART = 12
WHITE = 96


@pytest.fixture(scope="module")
def charts(built) -> dict[str, str]:
    """The SVG of each figure by its id."""
    found = {}
    for file in FILES:
        root = page_tree((built / "reports" / file).read_text(encoding="utf-8"))
        for figure in root.find(".//main").iter("figure"):
            for image in figure.xpath("div/img[contains(@src, 'svg+xml')]"):
                found[figure.get("id")] = b64decode(image.get("src").partition("base64,")[2]).decode("utf-8")
    assert len(found) > 20
    return found


def overlap(one: dict, other: dict) -> float:
    """The part of the smaller box that lies within the other."""
    width = min(one["right"], other["right"]) - max(one["left"], other["left"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    areas = [(box["right"] - box["left"]) * (box["bottom"] - box["top"]) for box in (one, other)]
    return max(width, 0) * max(height, 0) / max(min(areas), 1e-9)


@pytest.mark.slow
def test_no_text_lies_on_another_or_is_cut_off(charts, tmp_path):
    page_file = tmp_path / "charts.html"
    page_file.write_text("<!doctype html><meta charset=utf-8><body style='margin:0'>", encoding="utf-8")
    faults = []
    with open_page(page_file, tmp_path / "profile") as page:
        page.resize(900, 1200)
        for name, svg in charts.items():
            drawing = svg[svg.index("<svg") :]
            page.call("Runtime.evaluate", expression=f"document.body.innerHTML = {drawing!r}")
            frame, boxes = page.ask(
                "(() => { const told = one => { const r = one.getBoundingClientRect();"
                "return {left: r.left, right: r.right, top: r.top, bottom: r.bottom}; };"
                "return [told(document.querySelector('svg')),"
                "[...document.querySelectorAll('g[id^=text_]')].map(told)]; })()"
            )
            boxes = [
                one
                for one in boxes
                if 0 < one["bottom"] - one["top"] < WATERMARK or one["right"] - one["left"] < 20
            ]
            boxes = [one for one in boxes if one["right"] > one["left"]]
            faults += [(name, "cut off") for one in boxes if one["left"] < frame["left"] - 1 or one["right"] > frame["right"] + 1
                       or one["top"] < frame["top"] - 1 or one["bottom"] > frame["bottom"] + 1]  # fmt: skip
            faults += [
                (name, "overlap") for one, other in combinations(boxes, 2) if overlap(one, other) > 0.15
            ]

    assert {} == dict(Counter(faults))


def pixels(svg: str) -> np.ndarray:
    main = b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("chart.svg")'
    drawn = typst.compile({"main.typ": main, "chart.svg": svg.encode()}, format="png", ppi=72)
    return np.asarray(Image.open(BytesIO(drawn)).convert("RGB")).astype(int)


def lightness(colours: np.ndarray) -> np.ndarray:
    """CIE L* of colours (..., 3)."""
    linear = np.where(
        colours / 255 <= 0.04045, colours / 255 / 12.92, ((colours / 255 + 0.055) / 1.055) ** 2.4
    )
    y = linear @ np.array([0.2126, 0.7152, 0.0722])
    return np.where(y <= 216 / 24389, y * 24389 / 27, 116 * np.cbrt(y) - 16)


def look_alike(drawn: np.ndarray, least: float = 0.004) -> Counter:
    """Pairs of colours of larger areas that touch and are nearly the same grey, with how often they touch."""
    keys = drawn @ np.array([65536, 256, 1])
    # Lines, letters and their soft edges are no areas: those are of one colour all around.
    inner = np.logical_and.reduce(
        [keys == np.roll(keys, shift, axis) for axis in (0, 1) for shift in (-3, 3)]
    )
    values, counts = np.unique(keys[inner], return_counts=True)
    areas = {int(value) for value, count in zip(values, counts, strict=True) if count > least * keys.size}
    light = lightness(drawn)
    found: Counter = Counter()
    for axis in (0, 1):
        first, second = keys, np.roll(keys, -3, axis)
        shade, gap = light, np.maximum(np.roll(light, -1, axis), np.roll(light, -2, axis))
        other = np.roll(light, -3, axis)
        touching = (first != second) & (gap < WHITE) & (np.abs(shade - other) < APART)
        touching &= (
            np.isin(first, list(areas)) & np.isin(second, list(areas)) & (shade < WHITE) & (other < WHITE)
        )
        pairs = np.sort(np.stack([first[touching], second[touching]], 1), 1)
        found.update(map(tuple, pairs.tolist()))
    return Counter({pair: count for pair, count in found.items() if count > 12})


@pytest.mark.slow
def test_areas_that_touch_differ_in_grey(charts):
    """Printed in grey, two areas side by side are two."""
    alike = {name: look_alike(pixels(svg)) for name, svg in charts.items()}

    assert {} == {
        name: {tuple(f"{one:06x}" for one in pair): n for pair, n in found.items()}
        for name, found in alike.items()
        if found
    }


def test_the_measure_tells_light_blue_from_orange_only_by_grey():
    """Two colours of one grey are found where they touch, and not where a white line parts them."""
    drawn = np.full((60, 60, 3), 255)
    drawn[:, 10:30], drawn[:, 30:50] = (0x56, 0xB4, 0xE9), (0xE6, 0x9F, 0x00)
    assert look_alike(drawn)

    drawn[:, 29:32] = 255
    assert not look_alike(drawn)
