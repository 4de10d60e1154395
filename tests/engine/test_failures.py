"""A failing chapter stops the build, says where and why, and leaves what was built as it was."""

import json

import pytest
from engine_cells import FIRST, FIRST_WORDS


def with_cell(source: str) -> list[tuple[str, str]]:
    return [*FIRST[:-1], ("", source), FIRST[-1]]


def test_our_fault_keeps_its_trace_and_the_last_report(toy):
    """Notebook, cell and cause are named, the notebook is kept as evidence, the last good report stays."""
    before = toy.report
    toy.notebook("first", with_cell("1 / 0"))
    done = toy.make()

    assert 2 == done.returncode
    assert "notebooks/first.ipynb, Zelle 6" in done.stderr
    assert "ZeroDivisionError" in done.stderr
    assert (toy.folder / "data/processed/study/first/failed.ipynb").is_file()
    assert before == toy.report


def test_the_consultants_fault_is_told_without_a_trace(toy):
    """A changed byte in a raw file names the file, what was expected and what to do."""
    before = toy.report
    (toy.folder / "data/raw/people.csv").write_text("people\n1\n", encoding="utf-8")
    done = toy.make()

    assert 2 == done.returncode
    assert "people.csv" in done.stderr
    assert "Abhilfe" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == toy.report


def test_a_mended_chapter_builds_again(toy):
    """After the mend only what failed is run, and the evidence is gone."""
    toy.notebook("first", with_cell("1 / 0"))
    toy.make()
    toy.notebook("first", FIRST)

    assert [] == toy.build()


def test_a_notebook_without_parameters_cell_is_named(toy):
    toy.notebook("first", [("", source) for _, source in FIRST])
    done = toy.make()

    assert 2 == done.returncode
    assert "Das Notebook hat keine Parameterzelle." in done.stderr
    assert "first.ipynb" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_name_in_the_parameters_cell_is_named(toy):
    toy.notebook("first", [(tag, source.replace("utilisation", "utilization")) for tag, source in FIRST])
    done = toy.make()

    assert 2 == done.returncode
    assert "utilization" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_chapter_that_does_not_close_is_named(toy):
    toy.notebook("first", FIRST[:-1])
    done = toy.make()

    assert 2 == done.returncode
    assert "chapter.close()" in done.stderr


def test_a_text_that_names_no_key_figure_fails(toy):
    """A text that waits for a figure that never comes is an error, not an empty sentence."""
    toy.notebook("first", with_cell("%%prose\nEs fehlt {{ missing_figure }}."))
    done = toy.make()

    assert done.returncode != 0
    assert "missing_figure" in done.stderr


def test_a_figure_without_words_is_named(toy):
    """A chapter that publishes what its words file does not know says which line to add."""
    toy.notebook("first", with_cell("chapter.publish({'children': 3}, ['raw:people'])"))
    done = toy.make()

    assert 2 == done.returncode
    assert "Zu einer Kennzahl fehlt die Beschriftung." in done.stderr
    assert "first.words.yaml" in done.stderr
    assert "children: {label" in done.stderr
    assert "Traceback" not in done.stderr


def test_words_without_a_figure_are_told(toy):
    """What has words and is not published stops nothing: another region may have it."""
    toy.words("first", FIRST_WORDS + "  children: Kinder\n")
    done = toy.make()

    assert 0 == done.returncode
    assert "In first.words.yaml beschriftet, aber nicht berechnet: children (Zeile 4)." in done.stdout


def test_markup_in_data_stays_text(toy):
    """A script in a data file can only appear as text."""
    saying = "chapter.publish({'answer': '<script>alert(1)</script> *x* [a](b)'}, ['raw:people'])"
    toy.words("first", FIRST_WORDS + "  answer: Antwort\n")
    toy.notebook("first", [*with_cell(saying)[:-1], ("", "%%prose\nGesagt wurde: {{ answer }}"), FIRST[-1]])
    toy.build()

    assert "<script" not in toy.report
    assert "&lt;script&gt;" in toy.report or "&#60;script&#62;" in toy.report
    assert "<em>x</em>" not in toy.report


@pytest.mark.slow
def test_a_notebook_saved_by_another_editor_builds_as_before(toy):
    """Without kernel, without cell ids and with a mark at its beginning; and again once it is put back."""
    file = toy.folder / "notebooks" / "first.ipynb"
    before, report = file.read_bytes(), toy.report
    content = json.loads(before)
    content |= {"metadata": {}, "nbformat_minor": 4}
    for cell in content["cells"]:
        del cell["id"]
    content["cells"][-2]["source"].append("\n1 + 1")
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(content).encode())

    assert ["first"] == toy.build()
    file.write_bytes(before)
    assert ["first"] == toy.build()
    assert report == toy.report


def test_a_kernel_that_dies_is_told_without_a_trace(toy):
    """Most often memory is short: notebook and remedy are named, the last report stays, the mend builds."""
    before = toy.report
    toy.notebook("first", with_cell("import os\nos._exit(9)"))
    done = toy.make()

    assert 2 == done.returncode
    assert "Rechenkern" in done.stderr
    assert "first.ipynb" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == toy.report
    toy.notebook("first", FIRST)
    assert [] == toy.build()
