"""What a consultant types, chooses and clicks on the pages: read as Germans write, refused in their words, nothing lost."""

import re

import pytest

from ohv_coworking.study.edition import Edition
from ohv_coworking.workbench.bench import Workbench
from ohv_coworking.workbench.lever import number_typed, written
from ohv_coworking.workbench.map_page import OWN, MapPage
from ohv_coworking.workbench.models import Models
from ohv_coworking.workbench.pages import data_page, survey_page
from ohv_coworking.workbench.sliders import Sliders


@pytest.fixture(scope="module")
def models(built) -> Models:
    return Models.of(Edition(built, built / "study.yaml"))


@pytest.mark.parametrize("value", [0.0, 0.75, -2.5, 18450.0, 1234567.25, 0.0125])
def test_what_is_written_is_read_again(value):
    assert value == number_typed(written(value))


def boxes(sliders: Sliders) -> list:
    """The label, the slider and the box of each lever."""
    rows = [row.children[0].children for row in sliders._levers.children]
    return [(row[0], row[1].children[0], row[2]) for row in rows]


class TestSliders:
    @pytest.fixture
    def sliders(self, built) -> Sliders:
        return Sliders(built)

    def test_numbers_are_written_and_read_with_a_comma(self, sliders):
        label, slider, box = boxes(sliders)[0]
        box.value = "40,5"

        assert [0.405] == list(sliders.moved.values())
        assert 40.5 == pytest.approx(slider.value)
        assert all(re.fullmatch(r"-?[\d.]+(,\d+)?", box.value) for _, _, box in boxes(sliders))
        assert "Zulässig: Zahl von 0 bis 100 %" in label.value

    @pytest.mark.parametrize("text, told", [("700", "700 %"), ("viel", "keine Zahl"), ("", "nichts")])
    def test_what_is_not_allowed_is_told_in_percent_and_leaves_everything(self, sliders, text, told):
        _, _, box = boxes(sliders)[0]
        before, answers = box.value, sliders._answers.value
        box.value = text

        message = sliders._levers.children[0].children[1].value
        assert told in message and "von 0 bis 100 %" in message
        assert (before, answers, {}) == (box.value, sliders._answers.value, sliders.moved)

    def test_the_browser_putting_a_slider_on_a_step_moves_nothing(self, sliders):
        _, slider, box = boxes(sliders)[0]
        box.value = "40,5"
        slider.value = 40.5 + slider.step / 3

        assert ("40,5", [0.405]) == (box.value, list(sliders.moved.values()))

    def test_a_lever_that_another_option_settles_says_so(self, sliders):
        sliders._option.value = "first_operation"
        sliders.move("marketing_amount", 700.0)
        sliders._option.value = "public_rooms"

        [row] = [label for label, *_ in boxes(sliders) if "Werbung" in label.value]
        assert "wirkt nicht" in row.value


@pytest.fixture(scope="module")
def page(models) -> MapPage:
    return MapPage(models)


class TestMap:
    def test_a_click_takes_the_point_under_it(self, page):
        """A click on the selected site's own place gives its coordinates, whatever part of the towns is shown."""
        for whole in (False, True):
            page.whole.value, page.site.value = whole, 1
            latitude, longitude = number_typed(page.north.value), number_typed(page.east.value)
            drawn = page.drawn
            ground = {
                (across, down): drawn.position(across / 400, down / 400)
                for across in range(400)
                for down in range(400)
                if not (across % 4 or down % 4) and drawn.position(across / 400, down / 400)
            }
            nearest = min(
                ground,
                key=lambda at: abs(ground[at][0] - latitude) + abs(ground[at][1] - longitude),
            )
            page.clicked(click(*nearest, 400))

            assert OWN == page.site.value
            assert (latitude, longitude) == pytest.approx(
                (number_typed(page.north.value), number_typed(page.east.value)), abs=0.01
            )

    def test_a_click_beside_the_ground_does_nothing(self, page):
        before = page.north.value
        page.clicked(click(399, 399, 400))

        assert before == page.north.value

    @pytest.mark.parametrize("text", ["52,76", "52.76"])
    def test_a_typed_point_is_a_point_of_ones_own(self, page, text):
        page.site.value = 1
        page.north.value = text

        assert OWN == page.site.value and "Personen erreichen den Ort" in page.told.value

    @pytest.mark.parametrize("text", ["hier", "", "13,25", "48,1"])
    def test_what_is_no_place_of_the_region_is_told(self, page, text):
        page.site.value = 1
        page.north.value = text

        assert "Abhilfe:" in page.told.value


def click(across: float, down: float, size: float) -> dict:
    return {
        "relativeX": across,
        "relativeY": down,
        "boundingRectWidth": size,
        "boundingRectHeight": size,
    }


class TestSurvey:
    def test_a_filter_is_at_once_that_of_its_first_answer_and_hides_small_cells(self, models):
        *_, filtered, value, shown = survey_page(models).children
        unfiltered = shown.value.count("verborgen")
        assert "none" == value.layout.display
        filtered.value = "home_office_room"

        assert value.layout.display is None and value.options[0] == value.value
        assert unfiltered < shown.value.count("verborgen") < shown.value.count("<td>")
        filtered.value = ""
        assert unfiltered == shown.value.count("verborgen")

    def test_the_same_question_twice_is_told(self, models):
        question, group, _, _, shown = survey_page(models).children
        group.value = question.value

        assert "Abhilfe:" in shown.value


def test_data_are_headed_in_german_with_the_name_in_the_file_below(models):
    file, word, shown = data_page(models).children
    file.value = models.catalog.entry("spaces")
    word.value = "Oranienburg"

    assert "Tagesplatz in €" in shown.value and "price_day_pass_eur" in shown.value


@pytest.fixture
def project(built, tmp_path):
    """A project in which a region and a variant were built, and whose variant's file was broken since."""
    for name in ("study.yaml", "data/raw", "data/processed/study"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).symlink_to(built / name)
    (tmp_path / "kaputt.yaml").write_text("region: {", encoding="utf-8")
    (tmp_path / "data" / "processed" / "kaputt").symlink_to(built / "data" / "processed" / "study")
    return tmp_path


def test_a_region_that_cannot_be_opened_is_told_and_the_one_before_stays(project):
    sliders = Sliders(project)
    before, answers = sliders._region.value, sliders._answers.value
    sliders._region.value = "kaputt.yaml"

    assert "kaputt.yaml" in sliders._message.value and "Abhilfe:" in sliders._message.value
    assert (before, answers) == (sliders._region.value, sliders._answers.value)


@pytest.mark.parametrize("page", ["sliders", "survey", "map", "derivation", "data"])
def test_before_the_first_build_every_page_says_what_to_do(project, page):
    (project / "data" / "processed" / "study").unlink()
    (project / "data" / "processed" / "kaputt").unlink()

    assert "make study" in getattr(Workbench(project), page)().value
