"""How hard a text is: the formulas by hand, and in the right order of texts whose reader is known."""

import pytest

from ohv_coworking.exhibits.notebook_cells import TextFault
from ohv_coworking.exhibits.readability import plain_text, readability, require_plain, syllables

FOR_CHILDREN = "Das Haus ist groß. Die Katze sitzt auf dem Dach. Sie sieht den Mond. Dann geht sie heim."
FOR_OFFICES = (
    "Die Zuwendungsempfängerin hat die zweckentsprechende Mittelverwendung nach Maßgabe der haushaltsrechtlichen "
    "Nebenbestimmungen innerhalb der Verwendungsnachweisfrist gegenüber der Bewilligungsbehörde nachzuweisen."
)


def test_the_formulas_by_hand():
    """Two sentences, eight words, one of three syllables, two of more than six letters, five of one, twelve syllables."""
    found = readability("Wir haben Platz. Die Wohnung ist nahebei, gut.")

    words = ["Wir", "haben", "Platz", "Die", "Wohnung", "ist", "nahebei", "gut"]
    assert [1, 2, 1, 1, 2, 1, 3, 1] == [syllables(word) for word in words]
    assert 0.1935 * 12.5 + 0.1672 * 4 + 0.1297 * 25 - 0.0327 * 62.5 - 0.875 == pytest.approx(found.grade)
    assert 180 - 4 - 58.5 * 12 / 8 == pytest.approx(found.ease)


def test_a_text_for_children_is_easy_and_one_of_an_office_is_not():
    assert readability(FOR_CHILDREN).grade < 3 < 15 < readability(FOR_OFFICES).grade
    assert readability(FOR_CHILDREN).ease > 80 > 0 > readability(FOR_OFFICES).ease


def test_a_hard_text_in_plain_language_is_refused():
    """The same words as a heading and a list of links are read as a text."""
    require_plain(f'## {FOR_CHILDREN}\n\n* <a href="#x">{FOR_CHILDREN}</a>')
    with pytest.raises(TextFault, match="Einfacher Sprache"):
        require_plain(FOR_OFFICES)


def test_headings_and_items_end_like_sentences():
    assert "Wo? Hier. Dort." == plain_text("## Wo?\n\n* Hier\n* **Dort**\n")
