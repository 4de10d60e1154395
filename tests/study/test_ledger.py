"""The ledger keeps what was published, to the last bit, and knows what each line rests on."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ohv_coworking.study.ledger import ChapterLedger, Column, KeyFigure, Ledger, NamedFrame


@given(
    value=some.one_of(
        some.floats(allow_nan=False, allow_infinity=False), some.text(), some.booleans(), some.integers()
    )
)
def test_a_key_figure_survives_writing_and_reading(value, tmp_path_factory):
    file = tmp_path_factory.mktemp("ledger") / "ledger.json"
    figure = KeyFigure("x", "X", value, "€", "computed", ("raw:a#b",), low=0.1, high=None, chapter="one")
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
