"""What can be said of a German text before it is printed."""

import pytest

from ohv_coworking.exhibits.notebook_cells import Cell
from ohv_coworking.exhibits.text_checks import faults, sentences, typed_numbers


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (1, "Nach § 9 Abs. 1 UStG sind es z. B. 3,5 Mio. € ab dem 1. Juli 2026, d. h. im 2. Halbjahr."),
        (2, "Gezählt wurde bis 2021. Danach nicht mehr."),
        (2, "Es sind 22 Arbeitsplätze (12 bis 30). 14 davon trägt der Markt."),
        (3, "Geht das? „Ja.“ Der Rest ohne Punkt"),
        (1, "Am 3. Mai."),
        (0, ""),
    ],
)
def test_abbreviations_dates_and_ordinals_end_no_sentence(expected, text):
    assert expected == sentences(text)


@pytest.mark.parametrize(
    "text",
    [
        "Seit dem 1. Juli 2026, nach § 14 Abs. 4 UStG, DIN 18040-1 und ASR A1.2, seit 2020/21.",
        "Es sind {{ desks_22 }}.",
        "::: wenn network_3\nDrei.\n:::",
        '[Bericht](https://example.org/2021/7) und <a href="#x3">hier</a>, `data/raw/7.csv`',
        'Die Anschrift ist {{ "Markt 7" }}.',
        "1. Erstens\n2. Zweitens",
    ],
)
def test_digits_of_names_dates_and_statements_are_no_typed_numbers(text):
    assert [] == list(typed_numbers(text))


def test_a_typed_number_is_told_with_its_line():
    """The line is that of the text, whatever was left out before it."""
    (fault,) = typed_numbers("Erste {{ x }}.\n\nEs sind 1.234 Plätze.")

    assert (3, "Es sind 1.234 Plätze.") == (fault.row, fault.found)
    assert "„1.234“" in fault.problem


@pytest.mark.parametrize(
    "text", ["Ein <b>Wort.", "Ein Absatz </div> mehr.", "<!-- Notiz -->", "a <script>b</script>"]
)
def test_a_tag_in_a_text_is_told(text):
    """Left open it would take in all that follows."""
    cell = Cell("one.ipynb", 1, "answer", f"# Titel\n\n{text}")

    assert any("HTML-Marke" in str(fault) for fault in faults([cell]))


def test_a_lesser_sign_is_no_tag():
    cell = Cell("one.ipynb", 1, "prose", '# Titel\n\nAnteile < {{ limit }} und {{ "<5" }} zählen nicht.')

    assert not any("HTML-Marke" in str(fault) for fault in faults([cell]))
