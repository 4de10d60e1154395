"""The document holds every text and every exhibit of its notebooks, or the build says in German which one it cannot."""

import json
from base64 import b64decode

import pytest
from engine_cells import FIRST, FIRST_WORDS

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def first(toy, *cells: str, before: int = 1) -> None:
    """Put cells into the first chapter, before its closing; one that begins with „markdown:“ is a Markdown cell."""
    toy.notebook("first", [*FIRST[:-before], *(("", cell) for cell in cells), *FIRST[-before:]])
    file = toy.folder / "notebooks" / "first.ipynb"
    content = json.loads(file.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        kind, colon, rest = "".join(cell["source"]).partition(":\n")
        if colon and kind in ("markdown", "raw"):
            cell.update(cell_type=kind, source=rest)
    file.write_text(json.dumps(content), encoding="utf-8")


def told(toy, *cells: str) -> str:
    """What the build says of these cells; it fails, without a trace, and leaves the last report."""
    before = toy.report
    first(toy, *cells)
    done = toy.make()

    assert 2 == done.returncode, done.stdout
    assert "Traceback" not in done.stderr
    assert before == toy.report
    return done.stderr


class TestComplete:
    def test_every_kind_of_text_cell_is_part_of_the_study(self, toy):
        """A Markdown cell with a figure, a magic behind blank lines and an indented one: nothing runs, all is told."""
        first(
            toy,
            "markdown:\n## Eigener Absatz\n\nAuch hier {{ people }}.",
            "\n  \n%%prose\nNach Leerzeilen.",
            "  %%prose\n  Eingerückt.",
        )

        assert [] == toy.build()
        for words in ("Eigener Absatz", "Auch hier", "Nach Leerzeilen.", "Eingerückt."):
            assert words in toy.report
        assert "{{" not in toy.report

    def test_cell_ids_and_an_editors_notes_are_no_change(self, toy):
        """New ids, no ids and other metadata run nothing, lose nothing and leave the stamp."""
        table = "import pandas as pd\nchapter.publish_frame('t', pd.DataFrame({'a': [1]}), [])\nchapter.show_table('t')"
        toy.words("first", FIRST_WORDS + "frames:\n  t: {label: T, columns: {a: A}}\n")
        first(toy, table, "%%caption t\nEine Tafel")
        toy.build()
        before = toy.report
        file = toy.folder / "notebooks" / "first.ipynb"
        content = json.loads(file.read_text(encoding="utf-8"))
        content["metadata"]["language_info"] = {"version": "3.99"}
        for number, cell in enumerate(content["cells"]):
            cell["id"] = f"renewed-{number}"
        file.write_text(json.dumps(content), encoding="utf-8")

        assert [] == toy.build()
        assert before == toy.report
        assert "Eine Tafel" in before

    def test_exhibits_and_captions_that_stand_alone_are_named(self, toy):
        table = (
            "import pandas as pd\n"
            "for name in 'pq':\n"
            "    chapter.publish_frame(name, pd.DataFrame({'a': [1]}), [])\n"
            "    chapter.show_table(name)\nchapter.show_table(name)"
        )
        toy.words(
            "first",
            FIRST_WORDS
            + "frames:\n"
            + "".join(f"  {name}: {{label: T, columns: {{a: A}}}}\n" for name in "pq"),
        )
        words = told(
            toy, table, "%%caption q\nEins", "%%caption q\nZwei", "%%caption\nOhne", "%%caption alone\nAllein",
            "raw:\nRoh", "%%prose verloren\nText",
        )  # fmt: skip

        assert "Die Tabelle „p“ hat keine Unterschrift." in words
        assert "Der Name „q“ ist an mehrere" in words
        assert "Zu „q“ gibt es zwei Unterschriften." in words
        assert "Eine Unterschrift nennt keine Abbildung oder Tabelle." in words
        assert "Zur Unterschrift „alone“ gibt es keine Abbildung oder Tabelle." in words
        assert "Eine Zelle vom Typ „Raw“ steht nicht in der Studie." in words
        assert "'verloren'" in words


class TestFaultsAreTold:
    def test_all_together_with_notebook_cell_line_and_excerpt(self, toy):
        """Whatever is wrong with the texts of a study stands in one message; nothing of it is English."""
        words = told(
            toy,
            "%%prose\nGut.\n\n{% if half.value %}Offen\n\nEin Satz ohne Schuld.",
            "\n%%prose\n::: wenn half\nOffen",
            "%%prose\n::: wenn people\nKeine Regel\n:::",
            "%%prose\nEs sind {{ peple }}.",
            "%%prose\n::: wenn half\nGezeigt.\n::: sonst\nDas sind {{ peopel }}.\n:::",
            "markdown:\nEs sind 22 Plätze.",
            "%%answer\nNur ein Satz, z. B. am 1. Juli.",
            '%%prose\nNach {{ see("nowhere") }}.',
            "%%prose\nMit {{ people.range }}.",
            "%%prose\n{{ people.value / 0 }}",
            "%%prose\n# Zweiter Titel",
        )

        for place, excerpt in (
            ("Zelle 6, Zeile 4", "{% if half.value %}Offen"),
            ("Zelle 7, Zeile 3", "::: wenn half"),
            ("Zelle 8, Zeile 2", "::: wenn people"),
            ("Zelle 9, Zeile 2", "vielleicht „people“"),
            ("Zelle 10, Zeile 5", "peopel"),
            ("Zelle 11, Zeile 1", "Es sind 22 Plätze."),
            ("Zelle 12", "drei Sätze"),
            ("Zelle 13, Zeile 2", "„nowhere“ führt ins Leere"),
            ("Zelle 14, Zeile 2", "hat keine Spanne"),
            ("Zelle 15, Zeile 2", "lässt sich nicht rechnen"),
            ("Zelle 16, Zeile 2", "nur eine Überschrift"),
        ):
            fault = [one for one in words.split("\n\n") if f"notebooks/first.ipynb, {place}\n" in one]
            assert 1 == len(fault), (place, words)
            assert excerpt in fault[0]
        assert "Ein Satz ohne Schuld" not in words

    def test_a_mended_sentence_builds_again_and_runs_nothing(self, toy):
        told(toy, "%%prose\nEs sind {{ peple }}.")
        first(toy, "%%prose\nEs sind {{ people }}.")

        assert [] == toy.build()

    def test_a_link_without_target_is_refused(self, toy):
        words = told(
            toy, "%%prose\nSiehe [dort](#chapter-nowhere) und [Datei](anlage.pdf) und [hier](#chapter-first)."
        )

        assert "#chapter-nowhere" in words
        assert "anlage.pdf" in words
        assert 2 == words.count("Zelle 6, Zeile 2")


class TestBlocks:
    def test_a_rule_chooses_a_whole_block(self, toy):
        """Half is above a half: the first block, within it another; the frame of a block leaves no trace."""
        first(
            toy,
            "%%prose\nVorher.\n::: wenn half\nJa.\n::: fehlt people\nFehlt.\n::: sonst\nDa: {{ people }}.\n:::\n"
            "::: sonst\nNein.\n:::\nNachher.",
        )
        toy.build()

        assert "Vorher. Ja. Da: " in toy.report
        assert "Nachher." in toy.report
        for words in ("Nein.", "Fehlt.", ":::"):
            assert words not in toy.report


class TestPictures:
    def test_a_local_picture_is_embedded_and_a_new_one_written(self, toy):
        """The study holds the bytes; other bytes under the same name make another study."""
        folder = toy.folder / "notebooks" / "bilder"
        folder.mkdir()
        (folder / "foto.png").write_bytes(b64decode(PIXEL))
        first(toy, "markdown:\n![Ein Punkt](bilder/foto.png)")
        toy.build()
        before = toy.report

        assert f'<img alt="Ein Punkt" src="data:image/png;base64,{PIXEL}"' in before

        (folder / "foto.png").write_bytes(b64decode(PIXEL) + b"\0")

        assert [] == toy.build()
        assert before != toy.report

    @pytest.mark.parametrize(
        ("picture", "words"),
        [
            ("bilder/foto.jpg", "nicht zu finden"),
            ("https://example.org/foto.jpg", "aus dem Netz"),
            ("../../../etc/hostname", "nicht zu finden"),
            ("study.yaml", "kein Format"),
        ],
    )
    def test_others_are_refused(self, toy, picture, words):
        found = told(toy, f"%%prose\nText.\n\n![Foto]({picture})")

        assert words in found
        assert "Zelle 6, Zeile 4" in found
