"""The ledger keeps what was published, to the last bit, and knows what each line rests on."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ohv_coworking.exhibits import draws as drawing
from ohv_coworking.exhibits.ledger import ChapterLedger, Column, KeyFigure, Ledger, NamedFrame
from ohv_coworking.parameters import Assumption


@given(
    value=some.one_of(
        some.floats(allow_nan=False, allow_infinity=False), some.text(), some.booleans(), some.integers()
    )
)
def test_a_key_figure_survives_writing_and_reading(value, tmp_path_factory):
    file = tmp_path_factory.mktemp("ledger") / "ledger.json"
    figure = KeyFigure("x", "X", value, "€", "computed", ("raw:a#b",), low=None, high=None, chapter="one")
    ChapterLedger("one", {"x": figure}).write(file)

    assert figure == ChapterLedger.read(file).figures["x"]


def test_a_number_that_is_none_is_refused(tmp_path):
    """No chapter hands over what was not computed."""
    figure = KeyFigure("x", "X", math.nan, "€", "computed", (), chapter="one")

    with pytest.raises(ValueError, match="JSON"):
        ChapterLedger("one", {"x": figure}).write(tmp_path / "ledger.json")


def test_a_frame_survives_writing_and_reading(tmp_path):
    frame = pd.DataFrame({"town": ["Velten", "Hennigsdorf"], "people": [12179.25, None]})
    named = NamedFrame("towns", "Städte", frame, {"town": Column("Stadt")}, ("raw:a",), chapter="one")
    ChapterLedger("one", frames={"towns": named}, sources=["a"]).write(tmp_path / "ledger.json")
    again = ChapterLedger.read(tmp_path / "ledger.json")

    pd.testing.assert_frame_equal(frame, again.frames["towns"].frame)
    assert ["a"] == again.sources


def test_the_foundation_is_what_lies_at_the_bottom():
    """Through key figures and frames down to raw files, assumptions and parameters."""
    first = ChapterLedger(
        "first",
        {"a": KeyFigure("a", "A", 1, "", "observed", ("raw:x#row 1", "assumption:s"), chapter="first")},
    )
    frame = NamedFrame(
        "f", "F", pd.DataFrame({"v": [1]}), {}, ("figure:first.a", "parameter:region"), chapter="second"
    )
    second = ChapterLedger(
        "second",
        {"b": KeyFigure("b", "B", 2, "", "computed", ("frame:second.f",), chapter="second")},
        {"f": frame},
    )

    assert {"raw:x", "assumption:s", "parameter:region"} == Ledger([first, second]).foundation(
        ["figure:second.b"]
    )


class TestDraws:
    def kept(self, draws) -> ChapterLedger:
        ledger = ChapterLedger("one")
        ledger.keep(KeyFigure("desks", "Plätze", None, "", "computed", (), chapter="one"), np.asarray(draws))
        return ledger

    def test_value_and_range_are_read_from_the_draws(self):
        """The value is the median, the range the 10 % and the 90 % point, and nothing else is called Spanne."""
        figure = self.kept(np.linspace(0, 100, drawing.DRAWS)).figures["desks"]

        assert (10, 50, 90) == pytest.approx((figure.low, figure.value, figure.high))
        assert "Spanne" == figure.range_kind

    def test_draws_survive_writing_and_reading(self, tmp_path):
        draws = drawing.generator("any").random(drawing.DRAWS)
        self.kept(draws).write(tmp_path / "ledger.json")

        assert draws.tolist() == ChapterLedger.read(tmp_path / "ledger.json").drawn("desks").tolist()

    def test_equal_draws_are_equal_bytes(self, tmp_path):
        """No clock and no order of publishing reaches the file."""
        first, second = (np.arange(drawing.DRAWS) * factor for factor in (1.0, 2.0))
        drawing.write_draws(tmp_path / "a.npz", {"x": first, "y": second})
        drawing.write_draws(tmp_path / "b.npz", {"y": second, "x": first})

        assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()

    def test_a_figure_without_draws_is_the_same_in_each(self):
        ledger = ChapterLedger("one")
        ledger.keep(KeyFigure("a", "A", 7, "", "observed", (), chapter="one"))

        assert {7.0} == set(ledger.drawn("a"))

    def test_other_draws_of_equal_median_are_another_figure(self):
        """Whoever reads the figure runs again: its line holds the digest of the draws."""
        draws = np.linspace(0, 100, drawing.DRAWS)

        assert self.kept(draws).content("figure", "desks") != self.kept(draws[::-1]).content(
            "figure", "desks"
        )

    @pytest.mark.parametrize("draws", [[1.0, 2.0], [np.nan] * drawing.DRAWS, np.ones((drawing.DRAWS, 2))])
    def test_gaps_and_other_numbers_of_draws_are_refused(self, draws):
        with pytest.raises(ValueError, match="desks"):
            self.kept(draws)

    @pytest.mark.parametrize(
        ("low", "value", "high"), [(20, 16, 94), (16, 95, 94), (3, None, 2)], ids=["below", "above", "turned"]
    )
    def test_a_value_outside_its_own_range_is_refused(self, low, value, high):
        with pytest.raises(ValueError, match="lies outside its range"):
            KeyFigure("x", "X", value, "", "computed", (), low, high, chapter="one", range_kind="Szenarien")

    @pytest.mark.parametrize("word", ["", "Spanne"])
    def test_a_range_without_draws_names_its_kind(self, word):
        figure = KeyFigure("x", "X", 2, "", "computed", (), 1, 3, chapter="one", range_kind=word)

        with pytest.raises(ValueError, match="names its kind"):
            ChapterLedger("one").keep(figure)

    def test_an_assumption_is_drawn_alike_everywhere(self):
        """One stream for each name: two chapters draw the same array, two assumptions different ones."""
        share = Assumption(name="share", label="", unit="Anteil", value=0.2, low=0.1, high=0.3)
        other = share.model_copy(update={"name": "other"})

        assert drawing.drawn(share).tolist() == drawing.drawn(share).tolist()
        assert drawing.drawn(share).tolist() != drawing.drawn(other).tolist()
