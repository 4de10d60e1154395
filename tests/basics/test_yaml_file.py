"""Whatever people write into a YAML file is read as it stands, or told in German with its line."""

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.yaml_file import parsed


@pytest.mark.parametrize(
    ("content", "row", "found"),
    [
        (b"a: 1\nb: 2026-11-31\n", 2, "2026-11-31"),
        (b"a: 1\nb: !!python/object:os.system x\n", 2, "!!python"),
        (b"a: 1\nb: !eigene 3\n", 2, "!eigene"),
        (b"a: !!bool vielleicht\n", 1, "vielleicht"),
        (b"a: !!timestamp heute\n", 1, "heute"),
        (b"a:\n\tb: 1\n", 2, "<Tabulator>"),
        (b"a: 1\nb: x\x07\n", 2, "U+0007"),
        (b"a: [1\n", 2, "das Ende der Datei"),
        (b"a: 1\nb: *unbekannt\n", 2, "*unbekannt"),
        (b"a: 1\nb: {value: 60.000}\n", 2, "60.000"),
        (b"a: 1\nb: 14.125\n", 2, "14.125"),
        (b"a: 1\nb: 0120\n", 2, "0120"),
        (b"a: 1\nb: 1:20\n", 2, "1:20"),
        (b"a: 1\nb: Region #1 Nord\n", 2, "Region #1 Nord"),
        (b"a: &a 3\nb: {<<: *a}\n", 1, "&a"),
        (b"a: 1\n---\nb: 2\n", 2, "---"),
        ("a: 1\nb: Straße\n".encode("cp1252"), 2, "ein anderer Zeichensatz"),
        ("a: 1\n".encode("utf-16"), None, "UTF-16"),
        (b"[" * 100_000, None, "Ebenen"),
        (b"a: " + b"- " * 100_000, None, "Ebenen"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_line(content, row, found):
    """Impossible dates, foreign tags, tabs, control characters, other encodings, depth: place, finding, cure."""
    with pytest.raises(InputFault) as caught:
        parsed(content, "study.yaml", "Die Parameterdatei")
    fault = caught.value

    assert ("study.yaml", row) == (fault.file, fault.row)
    assert found in fault.found
    assert fault.expected
    assert fault.remedy


def test_numbers_and_notes_that_are_plain_are_read():
    """Three digits behind a zero, texts in quotes, and a note behind a blank after the mark."""
    held = parsed(b"a: 0.207\nb: '60.000'\nc: 1.25 # Anmerkung\nd: Text # Anmerkung\ne: C#\n", "study.yaml")

    assert {"a": 0.207, "b": "60.000", "c": 1.25, "d": "Text", "e": "C#"} == held.content


@pytest.mark.parametrize(
    ("content", "row", "problem"),
    [(b"a:\n  b: 1\n  b: 2\n", 3, "doppelt"), (b"? [a]\n: 1\n", 1, "Liste")],
)
def test_names_are_texts_and_stand_once(content, row, problem):
    with pytest.raises(InputFault, match=problem) as caught:
        parsed(content, "study.yaml", "Die Parameterdatei")

    assert row == caught.value.row


def test_a_mark_at_the_beginning_and_references_are_read():
    """What editors write before the first letter is no content; what is referred to counts where it is used."""
    held = parsed(b"\xef\xbb\xbfa: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n", "study.yaml", "Die Parameterdatei")

    assert {"a": {"x": 1}, "b": {"x": 1, "y": 2}} == held.content
    assert (1, 4) == (held.line(("a", "x")), held.line(("b", "y")))


def test_an_entry_that_does_not_exist_has_the_line_of_its_holder():
    held = parsed("a:\n  1: x\nb: [3, 4]\n", "study.yaml", "Die Parameterdatei")

    assert (2, 1, 3) == (held.line(("a", 1)), held.line(("a", "c")), held.line(("b", 1, "c")))
