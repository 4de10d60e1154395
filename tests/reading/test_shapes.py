"""Deciding once per shape gives the same as deciding cell by cell."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.reading import Grid, find_table, typed
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.kinds import cell_kinds, kind_of
from ohv_coworking.reading.numbers import ENGLISH, GERMAN, number_style
from ohv_coworking.reading.shapes import shapes

WRITTEN = st.sampled_from(
    ["", " ", "-", ".", "x", "#DIV/0!", "(12)", "5,6 p", "1.234", "0,5", "007", "31.12.2015"]
)
CELLS = st.one_of(st.text(alphabet="0123456789.,-' ()prx/äE\n", max_size=9), WRITTEN)


def column(cells) -> np.ndarray:
    return np.array([*cells, None], dtype=object)[:-1]


@given(st.lists(CELLS, min_size=1, max_size=30))
def test_a_cell_and_its_shape_are_of_one_kind(cells):
    """Every cell gets the kind it would get alone."""
    grid = Grid.of([column(cells)], file="a.csv")

    assert [kind_of(cell) for cell in cells] == cell_kinds(grid)[:, 0].tolist()


@given(st.lists(CELLS, min_size=1, max_size=20))
def test_shapes_of_numbers_have_the_style_of_the_numbers(cells):
    """Thousands and decimal marks are told from the shapes as from the numbers themselves."""
    _, forms = shapes(column(cells))

    assert number_style(cells) == number_style([forms[code] for code in shapes(column(cells))[0]])


@given(st.lists(st.integers(0, 10**9) | st.floats(0, 1e6).map(lambda x: round(x, 2)), min_size=1))
def test_many_numbers_are_read_like_each_alone(numbers):
    """A column converted at once equals its cells converted one by one, in German and English style."""
    german = column(f"{number:,}".translate(str.maketrans(",.", ".,")) for number in numbers)
    english = column(f"{number:,}" for number in numbers)

    assert [GERMAN.number(text) for text in german] == GERMAN.numbers(german).tolist()
    assert [ENGLISH.number(text) for text in english] == ENGLISH.numbers(english).tolist()


def test_a_long_column_of_different_values_is_not_counted_out():
    """Codes and values give back the column, whether its values repeat or not."""
    repeating = column(str(number % 7) for number in range(6_000))
    different = column(map(str, range(6_000)))

    for cells in (repeating, different):
        coded = Coded.of(cells)

        assert cells.tolist() == coded.values[coded.codes].tolist() == coded.cells.tolist()
    assert 7 == len(Coded.of(repeating).values)


@given(st.lists(CELLS | st.floats(allow_nan=False), min_size=1, max_size=30), st.data())
def test_chosen_cells_keep_their_values_and_shapes(cells, data):
    """Chosen rows of a column are coded and shaped as if they alone had been read, repeating or not."""
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells))))
    for coded in (Coded.of(column(cells)), Coded.singly(column(cells))):
        coded.shapes  # noqa: B018 - known before the choice, and carried along
        kept = coded.where(chosen)
        alone = Coded.of(column(cells)[chosen])

        assert alone.cells.tolist() == kept.cells.tolist() == kept.distinct.cells.tolist()
        texts = alone.where(alone.shapes.is_text[alone.codes]).by_shape(str)
        assert texts.tolist() == kept.where(kept.shapes.is_text[kept.codes]).by_shape(str).tolist()


def test_a_truth_is_no_one():
    """TRUE and 1, FALSE and 0 of a workbook stay what they are, in whichever order they come."""
    for cells in (["Wert", 1.0, True, 0.0, False, ""], ["Wert", True, 1.0, False, 0.0, ""]):
        assert list(map(repr, cells)) == list(map(repr, Coded.of(column(cells)).cells))


def test_equal_values_of_different_rows_come_together_when_asked():
    """A column read cell by cell finds its doubles, and a column without any stays as it is."""
    doubled, different = Coded.singly(column("abca")), Coded.singly(column("abc"))

    assert [0, 1, 2, 0] == doubled.distinct.codes.tolist()
    assert different.distinct is different


def test_symbols_and_flags_stay_beside_the_numbers_of_a_long_column():
    """In ten thousand different numbers a sign, a flag and an empty cell keep their places."""
    numbers = [f"{number},5" for number in range(10_000)]
    numbers[10], numbers[20], numbers[30] = ".", "(7,5)", ""
    cells = np.array([["Jahr", "Wert"], *[["2020", number] for number in numbers]], dtype=object)

    values = typed(find_table(Grid.of(cells.T, file="a.csv", separator=";")))

    assert {"( )": 1, ".": 1} == values.counts
    assert [9.5, 7.5, True, True] == [values.frame["Wert"].iloc[9], values.frame["Wert"].iloc[20]] + [
        pd.isna(values.frame["Wert"].iloc[place]) for place in (10, 30)
    ]
