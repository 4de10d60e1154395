"""What UTF-8 looks like once it was taken for Windows-1252 is told from letters that only look alike."""

import pytest

from ohv_coworking.reading.encoding import ENCODED_TWICE


@pytest.mark.parametrize("letter", "äöüÄÖÜßéø–„…“")
def test_every_letter_of_a_german_text_is_known_when_encoded_twice(letter):
    """Each umlaut, capital ones too, and each sign of German typesetting."""
    assert ENCODED_TWICE.search(f"x{letter}".encode().decode("cp1252"))


@pytest.mark.parametrize("text", ["SÃO PAULO", "Märkisch-Oderland", "ÄÖÜ – „Château“ … 5 €"])
def test_right_text_is_left_alone(text):
    """A capital Ã before a letter is Portuguese, not damage."""
    assert not ENCODED_TWICE.search(text)
