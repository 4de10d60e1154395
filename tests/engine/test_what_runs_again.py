"""Content decides which chapters run: exactly those whose inputs changed."""

import os

import pytest
from engine_cells import FIRST, FIRST_WORDS, SECOND, SECOND_WORDS


class TestNothingChanged:
    def test_a_second_build_runs_nothing(self, toy):
        """Nothing changed, nothing runs, and the report keeps its bytes."""
        before = toy.report

        assert [] == toy.build()
        assert before == toy.report

    def test_a_broken_record_is_stale(self, toy):
        """A record cut off by a full disk or a cut of power is none: what it told of is made again."""
        processed = toy.folder / "data" / "processed" / "study"
        (processed / "published.json").write_text('{"inputs":')
        (processed / "first" / "record.json").write_text("")

        assert ["first"] == toy.build()

    def test_touching_files_runs_nothing(self, toy):
        """New time stamps on every file, as after a fresh checkout over a build, are no change."""
        for file in toy.folder.rglob("*"):
            os.utime(file)

        assert [] == toy.build()


class TestOneInputChanged:
    @pytest.mark.slow
    def test_a_raw_file_runs_its_readers(self, toy):
        """A new raw file runs the chapter that reads it and those that read what moved."""
        toy.people(40, 61)

        assert ["first", "second"] == toy.build()
        assert 202 == toy.ledger("second")["double"]["value"]

    @pytest.mark.slow
    def test_equal_results_stop_the_wave(self, toy):
        """A raw file that changes no result runs its reader only."""
        toy.people(60, 40)

        assert ["first"] == toy.build()

    def test_a_parameter_runs_the_chapters_that_name_it(self, toy):
        """Only the first chapter names the utilisation; what it publishes of it stays the same."""
        toy.change("study.yaml", "value: 0.64", "value: 0.63")

        assert ["first"] == toy.build()

    @pytest.mark.slow
    def test_other_draws_run_whoever_reads_the_figure(self, toy):
        """Median and range may stay where they are: a chapter that joins draws reads all of them."""
        drawn = (
            "import numpy as np\nfrom ohv_coworking.exhibits.draws import DRAWS\n"
            "chapter.publish({'desks': np.arange(DRAWS)[::1]})\nchapter.close()"
        )
        joined = "chapter.publish({'sum': chapter.draws('first.desks') + 1}, ['first.desks'])\n"
        toy.words("first", FIRST_WORDS + "  desks: {label: Plätze, unit: Plätze}\n")
        toy.words("second", SECOND_WORDS + "  sum: {label: Summe, unit: Plätze}\n")
        toy.notebook("first", [*FIRST[:-1], ("", drawn)])
        toy.notebook("second", [*SECOND[:-1], ("", joined + "chapter.close()")])
        toy.build()
        toy.notebook("first", [*FIRST[:-1], ("", drawn.replace("[::1]", "[::-1]"))])

        assert ["first", "second"] == toy.build()

    @pytest.mark.slow
    def test_lost_draws_are_drawn_again(self, toy):
        """The draws are a product like the ledger: without them the chapter is not built."""
        next(toy.folder.rglob("first/draws.npz")).unlink()

        assert ["first"] == toy.build()

    def test_a_comment_in_the_parameter_file_runs_nothing(self, toy):
        toy.change("study.yaml", "# Parameter und", "# Alle Parameter und")

        assert [] == toy.build()

    def test_code_runs_its_chapter(self, toy):
        changed = [(tag, source.replace("people = int", "# neu\npeople = int")) for tag, source in FIRST]
        toy.notebook("first", changed)

        assert ["first"] == toy.build()

    @pytest.mark.slow
    def test_a_new_line_runs_whoever_reads_everything(self, toy):
        """A figure published for the first time runs a chapter that lists all, and no other that reads the old ones."""
        everything = [
            (
                tag,
                source.replace(
                    "chapter.publish({'double'", "chapter.read_everything()\nchapter.publish({'double'"
                ),
            )
            for tag, source in SECOND
        ]
        toy.notebook("second", everything)
        toy.build()
        more = "chapter.publish({'one': 1})\nchapter.close()"
        toy.words("first", FIRST_WORDS + "  one: Eins\n")
        toy.notebook("first", [(tag, source.replace("chapter.close()", more)) for tag, source in FIRST])

        assert ["first", "second"] == toy.build()

    def test_a_sentence_only_assembles(self, toy):
        """A changed sentence executes nothing and stands in the report."""
        changed = [(tag, source.replace("Es sind", "Gezählt wurden")) for tag, source in FIRST]
        toy.notebook("first", changed)

        assert [] == toy.build()
        assert "Gezählt wurden" in toy.report

    @pytest.mark.slow
    def test_a_label_runs_its_chapter_and_stands_in_the_report(self, toy):
        """Labels are shown in tables while a chapter runs: a changed one runs it, and whoever reads that figure."""
        toy.change("notebooks/first.words.yaml", "Über der Hälfte", "Mehr als die Hälfte")

        assert ["first", "second"] == toy.build()
        assert "Mehr als die Hälfte" == toy.ledger("first")["half"]["label"]

    def test_a_module_runs_the_chapters_that_imported_it(self, toy):
        toy.change("src/ohv_coworking/options/cost_keys.py", '"""', '"""Changed. ')

        assert ["third"] == toy.build()

    @pytest.mark.slow
    def test_the_lock_runs_everything(self, toy):
        with (toy.folder / "requirements.lock").open("a") as lock:
            lock.write("# another\n")

        assert ["first", "second", "third"] == toy.build()


class TestVariant:
    @pytest.mark.slow
    def test_a_variant_has_its_own_folders(self, toy):
        """Another parameter file builds beside the default edition and touches nothing of it."""
        text = (toy.folder / "study.yaml").read_text(encoding="utf-8")
        (toy.folder / "other.yaml").write_text(
            text.replace("price_base: 2026", "price_base: 2025"), encoding="utf-8"
        )
        before = {file: file.read_bytes() for file in (toy.folder / "data/processed/study").rglob("*.*")}
        report = toy.report

        assert ["first", "second", "third"] == toy.build("PARAMS=other.yaml")
        assert before == {
            file: file.read_bytes() for file in (toy.folder / "data/processed/study").rglob("*.*")
        }
        assert report == toy.report
        assert "Preisstand 2025" in (toy.folder / "reports/other/studie.html").read_text(encoding="utf-8")


class TestOrder:
    def test_reading_an_undeclared_chapter_is_an_error(self, toy):
        """A key figure can be read only from a chapter that the Makefile puts before."""
        toy.notebook("third", [(tag, source.replace("'second'", "'third'")) for tag, source in SECOND])
        done = toy.make()

        assert done.returncode != 0
        assert "chapter third reads first.people, but the Makefile does not put it after first" in done.stderr
