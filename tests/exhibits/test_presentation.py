"""Tables and charts: German, safe, the same bytes for the same content."""

import matplotlib
import pandas as pd
from bs4 import BeautifulSoup

from ohv_coworking.basics.colours import HOUSE
from ohv_coworking.exhibits import charts, tables
from ohv_coworking.exhibits.decision_pictures import decision_steps, option_bubbles
from ohv_coworking.exhibits.diagrams import floor_plan
from ohv_coworking.exhibits.ledger import Column, NamedFrame


def table(frame: pd.DataFrame, **columns: Column) -> BeautifulSoup:
    return BeautifulSoup(tables.html(NamedFrame("t", "T", frame, columns, ())), "lxml")


class TestTables:
    def test_numbers_are_german_and_units_stand_in_the_head(self):
        page = table(
            pd.DataFrame({"town": ["Velten"], "area": [23.4], "share": [0.125]}),
            town=Column("Stadt"), area=Column("Fläche", "km²", 1), share=Column("Anteil", "Anteil", 1),
        )  # fmt: skip

        assert ["Stadt", "Fläche (km²)", "Anteil (%)"] == [
            head.get_text(" ", strip=True) for head in page.select("thead th")
        ]
        assert ["23,4", "12,5"] == [cell.text for cell in page.select("td")]
        assert "row" == page.select_one("tbody th")["scope"]

    def test_missing_is_said_and_not_zero(self):
        page = table(pd.DataFrame({"a": ["x"], "b": [float("nan")]}), a=Column("A"), b=Column("B"))

        assert "k. A." == page.select_one("td").text

    def test_a_head_leads_to_what_its_column_or_row_rests_on(self):
        frame = pd.DataFrame({"town": ["Velten", "Leegebruch"], "area": [23.4, 6.4]})
        columns = {"town": Column("Stadt"), "area": Column("Fläche", leads_to="raw:directory#Stand 2023")}
        told = NamedFrame("t", "T", frame, columns, (), rows=("figure:demand.desks", ""))
        page = BeautifulSoup(tables.html(told), "lxml")

        assert ["#raw-directory", "#figure-demand-desks"] == [link["href"] for link in page.select("th a")]

    def test_numbers_at_the_head_of_rows_stand_below_the_head_of_their_column(self):
        page = table(
            pd.DataFrame({"years": [5, 10], "cost": [1, 2]}), years=Column("Jahre"), cost=Column("Kosten")
        )

        assert [["number"]] * 4 == [head["class"] for head in page.select("thead th, tbody th")]

    def test_markup_in_a_cell_is_text(self):
        page = table(pd.DataFrame({"a": ["<script>alert(1)</script>"]}), a=Column("A"))

        assert page.script is None
        assert "<script>alert(1)</script>" == page.select_one("tbody th").text


class TestCharts:
    def drawn(self) -> str:
        with charts.chart(2) as (figure, axes):
            axes.bar(["$x^2$", "b"], [1000, 2500])
            return charts.svg(figure)

    def test_the_same_drawing_is_the_same_bytes(self):
        assert self.drawn() == self.drawn()

    def test_no_clock_and_no_address_of_a_program(self):
        svg = self.drawn()

        assert "<dc:date>" not in svg
        assert "<script" not in svg

    def test_labels_show_the_digits_their_ticks_need(self):
        """Equal steps of an axis read as equal steps; whole numbers carry no comma."""
        with charts.chart(2) as (figure, axes):
            axes.plot([0, 40_000], [96, 113])
            axes.set_yticks([97.5, 100, 102.5])
            charts.svg(figure)

            assert ["97,5", "100,0", "102,5"] == [label.get_text() for label in axes.get_yticklabels()]
            assert "20.000" in [label.get_text() for label in axes.get_xticklabels()]

    def test_a_synthetic_chart_is_marked_in_the_drawing(self):
        with charts.chart(2) as (figure, axes):
            axes.plot([1, 2])
            before = charts.svg(figure)
            charts.mark_synthetic(figure)

            assert len(charts.svg(figure)) > len(before)
            assert "synthetische Angaben" in [text.get_text() for text in figure.texts]


def test_the_house_colour_stands_in_one_place(root):
    """Charts, maps, page, workbook and register sheet take it from there: changing one value recolours them all."""
    told = [
        path.relative_to(root).as_posix()
        for path in (root / "src").rglob("*")
        if path.suffix in {".py", ".css", ".j2"} and HOUSE in path.read_text(encoding="utf-8").lower()
    ]

    assert ["src/ohv_coworking/basics/colours.py"] == told


def test_settings_of_the_users_machine_change_no_figure():
    """A matplotlibrc of somebody's own leaves every byte of a figure as it is."""

    def drawn() -> str:
        with charts.chart() as (figure, axes):
            axes.plot([1, 2, 3], label="Zahl")
            axes.legend()
            return charts.svg(figure)

    own = {"lines.linewidth": 5, "savefig.bbox": "tight", "font.family": "monospace", "axes.grid.axis": "x"}
    before = drawn()
    with matplotlib.rc_context(own):
        assert before == drawn()
        assert 5 == matplotlib.rcParams["lines.linewidth"]


class TestNames:
    """A few things are named where they are drawn, more of them or those too close above the axes."""

    @staticmethod
    def drawn(levels) -> tuple[bool, list[str]]:
        with charts.chart(2) as (_, axes):
            for place, level in enumerate(levels):
                axes.plot([0, 1], [0, level], label=f"Linie {place}")
            axes.set(ylim=(0, 100))
            charts.legend(axes)
            return axes.get_legend() is not None, [text.get_text() for text in axes.texts]

    def test_lines_that_end_apart_are_named_at_their_ends(self):
        assert (False, ["Linie 0", "Linie 1"]) == self.drawn([20, 80])

    def test_lines_that_end_together_or_are_many_have_a_legend(self):
        assert (True, []) == self.drawn([50, 52])
        assert (True, []) == self.drawn([10, 30, 50, 70, 90])

    def test_parts_are_named_above_the_first_bar_where_there_is_room(self):
        def named(first: float) -> int:
            rows = pd.DataFrame({"town": ["Velten"], "young": [first], "old": [1 - first]})
            with charts.chart(2) as (_, axes):
                charts.stacked_shares(axes, rows, "town", {"young": "unter 25 Jahren", "old": "darüber"})
                return sum(text.get_text() == "unter 25 Jahren" for text in axes.texts)

        assert (1, 0) == (named(0.5), named(0.02))


class TestPictures:
    """Nothing is written over something else, and nothing smaller than the rest."""

    def test_a_room_whose_name_is_wider_than_it_is_numbered(self):
        with charts.chart(3) as (_, axes):
            floor_plan(axes, [("Besprechungsraum", 0, 0, 4.5, 7), ("Küche", 4.5, 0, 4.5, 7)], [], "Flur")
            told = [one.get_text() for one in axes.texts]

        assert ["1", "Küche\n32\u00a0m²", "1 Besprechungsraum, 32\u00a0m²"] == told[:3]

    def test_the_number_of_an_option_stands_beside_its_circle(self):
        table = pd.DataFrame({
            "key": list("ab"), "label": ["A", "B"], "users": [10.0, 20.0], "public": [50e3, 60e3], "commitment": [10.0, 10.0],
        })  # fmt: skip
        with charts.chart(3) as (figure, axes):
            option_bubbles(axes, figure.add_subplot(), table, "a")
            figure.canvas.draw()
            radius = max(one.get_sizes()[0] for one in axes.collections) ** 0.5 / 2 * figure.dpi / 72
            apart = [
                max(box.x0 - x, x - box.x1)
                for one in axes.texts
                for box, (x, _) in [(one.get_window_extent(), axes.transData.transform(one.xy))]
            ]

        assert 2 == len(apart)
        assert min(apart) > radius

    def test_a_step_with_many_words_is_written_as_large_as_the_others(self):
        steps = pd.DataFrame({
            "number": [1, 2], "step": ["Kurz", "Lang"], "told": ["tun", "vieles tun, " * 30], "question": ["gut?"] * 2,
            "then": [""] * 2, "otherwise": ["Ende"] * 2,
        })  # fmt: skip
        with charts.chart(5) as (_, axes):
            decision_steps(axes, steps)
            sizes = {one.get_fontsize() for one in axes.texts if one.get_text()}

        assert {7.5} == sizes
