"""What a consultant types, chooses and clicks on the pages: read as Germans write, refused in their words, nothing lost."""

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
import pytest

from gtfs_feed import write_feed, zipped
from ohv_coworking.exhibits import maps
from ohv_coworking.parameters import load
from ohv_coworking.sites.reach import distances_m
from ohv_coworking.study.edition import Edition
from ohv_coworking.workbench.bench import Workbench
from ohv_coworking.workbench.lever import Lever, number_typed, written
from ohv_coworking.workbench.map_page import OWN, MapPage
from ohv_coworking.workbench.models import Models
from ohv_coworking.workbench.pages import cells_of, data_page, derivation_page, survey_page
from ohv_coworking.workbench.sliders import LEFT, Sliders, cash_curve
from statistics_files import genesis_population, genesis_workbook


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

    @pytest.mark.parametrize("text", ["40,5 %", " 40.5% "])
    def test_a_value_may_be_typed_with_its_unit(self, sliders, text):
        boxes(sliders)[0][2].value = text

        assert [0.405] == list(sliders.moved.values())

    def test_a_slider_stops_at_round_values_whatever_its_lower_end(self, sliders):
        """An amount brought to other prices begins at an odd cent."""
        sliders._option.value = "first_operation"
        [lever] = [
            Lever(one) for one in sliders.models.levers("first_operation") if one.name == "fit_out_unit_price"
        ]

        assert "100" == lever.slid(100.91) and lever.ends == (
            number_typed(lever.slid(0)),
            number_typed(lever.slid(1e6)),
        )

    def test_what_has_no_use_that_carries_it_is_told_in_words(self, sliders):
        sliders._option.value = "public_rooms"

        assert "nur je Ort" in sliders._answers.value and "k. A." not in sliders._answers.value

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


def test_the_years_stand_below_their_januaries():
    """A plan that begins in May shows its first year only from January on."""
    cash = pd.Series(0.0, pd.date_range("2027-05-01", periods=24, freq="MS"))
    years = [
        (float(x), year) for x, year in re.findall(r'<text x="(\d+)"[^>]*>(20\d\d)<', cash_curve(cash, cash))
    ]

    assert ["2028", "2029"] == [year for _, year in years]
    assert LEFT + 8 * (years[1][0] - years[0][0]) / 12 == pytest.approx(years[0][0], abs=1)


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

    @pytest.mark.parametrize(
        "text, told",
        [
            ("hier", "keine Zahl"),
            ("", "keine Zahl"),
            ("13,25", "in Deutschland"),
            ("0", "in Deutschland"),
            ("48,1", "niemand"),
        ],
    )
    def test_what_is_no_place_of_the_region_is_told(self, page, text, told):
        page.site.value = 1
        page.north.value = text

        assert told in page.told.value and "Abhilfe:" in page.told.value

    def test_a_train_that_goes_far_brings_all_people_along(self, page):
        """An express takes people farther away than a car would in the same time."""
        reached = page._reached
        place = reached.sites.iloc[[0]]
        within = reached.within(place, "bike", 60)

        assert 40_000 < distances_m(within[["x", "y"]], place[["x", "y"]]).max()
        assert (
            reached.cells["people"][reached.minutes(reached.cells, place, "bike") <= 60].sum()
            == within["people"].sum()
        )

    def test_at_the_edge_of_the_grid_it_says_at_least(self, page):
        page.site.value, page.mode.value, page.minutes.value = 1, "car", 45
        assert "Mindestens" not in page.told.value
        page.north.value = "53,3"

        assert "Mindestens" in page.told.value

    @pytest.mark.parametrize("minutes, names", [(10, "name_places"), (60, "name_towns")])
    def test_a_wide_map_names_towns_and_a_narrow_one_places(self, page, monkeypatch, minutes, names):
        page.whole.value, page.site.value, page.mode.value, page.minutes.value = False, 1, "car", minutes
        written = []
        for one in ("name_places", "name_towns"):
            monkeypatch.setattr(maps, one, lambda *_, one=one: written.append(one))
        page._draw()

        assert [names] == written

    def test_it_names_its_sources(self, page):
        assert "BKG" in page.told.value and "VBB" in page.told.value


def click(across: float, down: float, size: float) -> dict:
    return {
        "relativeX": across,
        "relativeY": down,
        "boundingRectWidth": size,
        "boundingRectHeight": size,
    }


def with_study(models: Models, folder: Path, old: str, new: str) -> Models:
    """Return the models of an edition whose parameters say something else at one place."""
    text = models.edition.parameters.read_text(encoding="utf-8")
    assert 1 == text.count(old)
    (folder / "study.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return replace(models, study=load(folder / "study.yaml"))


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

    def test_a_survey_that_did_not_ask_for_interest_opens_with_another_question(self, models, tmp_path):
        changed = with_study(models, tmp_path, "  person: {}", "  person: {omitted: [interest]}")
        question, *_, shown = survey_page(changed).children

        assert question.value not in ("interest", "town") and "Antworten)" in shown.value

    def test_in_a_region_of_one_town_its_people_are_everybody(self, models, tmp_path):
        towns = '["12065256", "12065136", "12065332"]'
        *_, shown = survey_page(with_study(models, tmp_path, towns, '["12065256"]')).children

        assert 1 == shown.value.count("Antworten)") and "alle<br>" in shown.value

    def test_the_same_question_twice_is_told(self, models):
        question, group, _, _, shown = survey_page(models).children
        group.value = question.value

        assert "Abhilfe:" in shown.value


class TestDerivation:
    def test_words_narrow_the_choice_and_the_first_found_is_told(self, models):
        words, figure, shown = derivation_page(models).children
        everything = len(figure.options)
        words.value = "arbeitsplaetze VELTEN"

        assert 0 < len(figure.options) < everything
        assert all("Velten" in label for label in figure.options) and "Velten" in shown.value
        words.value = ""
        assert everything == len(figure.options)

    def test_words_that_no_figure_has_are_told_and_take_nothing_away(self, models):
        words, figure, shown = derivation_page(models).children
        words.value = "Velten"
        before = figure.options, figure.value
        words.value = "Quatsch"

        assert "Keine Kennzahl enthält diese Wörter" in shown.value
        assert before == (figure.options, figure.value)


class TestData:
    @pytest.mark.parametrize(
        "query, rows", [("3.431.675", "1"), ("grosskreutz", "0"), ("gross kreutz", "8"), ("<b>", "0")]
    )
    def test_words_and_numbers_are_found_as_germans_write_them(self, models, query, rows):
        file, word, shown = data_page(models).children
        file.value = models.catalog.entry("population")
        word.value = query

        assert f"{rows}\u00a0Zeile" in shown.value.replace(" ", "\u00a0")

    def test_every_file_that_is_offered_opens_and_none_is_of_persons(self, models):
        file, _, shown = data_page(models).children
        for entry in file.options.values():
            file.value = entry
            assert "Ort:" not in shown.value and "<td" in shown.value, entry.file
        personal = {"survey", "employer_survey", "interested_users"}
        assert not personal & {one.role for one in file.options.values()}

    def test_a_confidential_file_is_never_offered(self, models):
        private = models.catalog.entry("spaces").model_copy(update={"file": "private/spaces.csv"})
        catalog = replace(models.catalog, entries=models.catalog.entries | {"spaces": private})
        file, *_ = data_page(SimpleNamespace(catalog=catalog)).children

        assert not [one for one in file.options.values() if one.file.startswith("private/")]

    def test_a_file_as_an_office_sends_it_is_a_table_too(self, models, tmp_path):
        """CSV with titles above and in another encoding, a workbook, a map, a timetable."""
        population = pd.read_csv(models.catalog.path("population"), dtype={"ags": str})
        newest = population[population["date"] == population["date"].max()]
        table = tmp_path / "amt.csv"
        table.write_bytes(genesis_population(newest, "Zensus 2022"))
        sheet = genesis_workbook(table.read_bytes(), tmp_path / "amt.xlsx")
        boundaries = tmp_path / "grenzen.gpkg"
        gpd.read_file(models.catalog.path("municipalities_brandenburg")).head(3).to_file(
            boundaries, driver="GPKG"
        )
        (tmp_path / "fahrplan").mkdir()
        timetable = zipped(write_feed(tmp_path / "fahrplan"))

        for file, word in (
            (table, "Deutschland"),
            (sheet, "Deutschland"),
            (boundaries, "Cottbus"),
            (timetable, "Ahausen"),
        ):
            assert (cells_of(file) == word).any(axis=None), file.name
        assert cells_of(table).to_numpy().tolist() == cells_of(sheet).to_numpy().tolist()


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
