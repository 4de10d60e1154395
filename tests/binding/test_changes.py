"""What changed between two editions is told with old, new and cause; what did not is not told."""

import json
import shutil
import subprocess

import pytest

from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.causes import Cause, causes
from ohv_coworking.binding.changes import BY_CODE, edition_changes
from ohv_coworking.binding.compared_edition import FIGURES, ComparedEdition, compared_edition
from ohv_coworking.binding.elements import page_tree, words
from ohv_coworking.binding.publish_changes import changes_page, marked
from ohv_coworking.exhibits.ledger import ChapterLedger, KeyFigure, Ledger
from ohv_coworking.parameters import load
from ohv_coworking.study.edition import Edition


def figure(name: str, value, basis=("assumption:days_per_week",), **more) -> KeyFigure:
    return KeyFigure(
        name, name.title(), value, more.pop("unit", "Personen"), "computed", basis, chapter="demand", **more
    )


def published(*figures: KeyFigure) -> dict:
    return {
        f"demand.{one.name}": {
            "value": one.value, "unit": one.unit, "low": one.low, "high": one.high, "label": one.label, "shown": str(one.value)
        }
        for one in figures
    }  # fmt: skip


def compared(old: list[KeyFigure], new: list[KeyFigure], found=(), project=None, texts=({}, {})):
    ledger = Ledger([ChapterLedger("demand", {one.name: one for one in new})])
    before = ComparedEdition("früher", published(*old), texts[0], project)
    return edition_changes(before, ledger, {"demand": "Nachfrage"}, texts[1], found)


def test_a_figure_is_told_with_old_new_and_change():
    [told] = compared([figure("users", 200.0)], [figure("users", 190.0)]).figures["Nachfrage"]

    assert ("200\u00a0Personen", "190\u00a0Personen") == (told.before, told.now)
    assert "−10\u00a0Personen (−5,0 %)" == told.change


def test_causes_that_nothing_tells_are_said_to_be_unknown_once(root):
    """Two changed figures of an edition without its project: one sentence, no column."""
    changes = compared([figure("a", 1.0), figure("b", 1.0)], [figure("a", 2.0), figure("b", 2.0)])
    page = changes_page("früher", load(root / "study.yaml"), changes)

    assert 2 == len(changes.figures["Nachfrage"])
    assert 1 == page.count("nicht bestimmbar")
    assert "Ursache" not in page


def test_what_a_reader_does_not_see_is_no_change():
    assert {} == compared([figure("users", 200.0)], [figure("users", 200.4)]).figures


def test_a_rule_that_answers_otherwise_is_told_apart():
    changes = compared([figure("enough", False, unit="ja/nein")], [figure("enough", True, unit="ja/nein")])

    assert [("nein", "ja")] == [(one.before, one.now) for one in changes.turned]
    assert {} == changes.figures


def test_only_what_a_figure_rests_on_is_its_cause(root):
    project = Edition(root, root / "study.yaml")
    found = [
        Cause("assumption:days_per_week", "Tage je Woche", "2 → 3"),
        Cause("raw:spaces", "Räume", "1 Zeile neu"),
    ]
    old = [figure("users", 200.0), figure("desks", 10.0, basis=("raw:spaces",))]
    new = [figure("users", 190.0), figure("desks", 11.0, basis=("raw:spaces",))]

    users, desks = compared(old, new, found, project).figures["Nachfrage"]

    assert "Tage je Woche: 2 → 3" == users.cause
    assert "Räume: 1 Zeile neu" == desks.cause


def test_new_and_gone_figures_and_texts_side_by_side():
    texts = {"Nachfrage": ["Bleibt.", "War so."]}, {"Nachfrage": ["Bleibt.", "Ist so.", "Neu."]}
    changes = compared([figure("gone", 1.0)], [figure("added", 2.0)], texts=texts)

    assert ["Added"] == [label for label, _ in changes.added]
    assert ["Gone"] == [label for label, _ in changes.gone]
    assert (("War so.", "Ist so."), ("", "Neu.")) == changes.texts[0].pairs


def test_another_number_of_the_same_table_is_no_other_text():
    texts = (
        {"Nachfrage": ["Tabelle 4 zeigt sie (R12)."]},
        {"Nachfrage": ["Tabelle 5 zeigt sie (R13).", "Neu in Tabelle 6."]},
    )

    assert (("", "Neu in Tabelle 6."),) == compared([], [], texts=texts).texts[0].pairs


def test_changed_words_are_marked_and_read_as_text():
    before, now = marked("Es sind 5 <b>Räume</b>.", "Es sind 6 <b>Räume</b>.")

    assert "Es sind <mark>5</mark> &lt;b&gt;Räume&lt;/b&gt;." == before
    assert "Es sind <mark>6</mark> &lt;b&gt;Räume&lt;/b&gt;." == now


def test_a_changed_assumption_and_a_changed_row_are_named(root, tmp_path):
    """With the project at hand: the value before and now, the row of the file with what it says."""
    for part in ("data/raw", "notebooks", "src"):
        shutil.copytree(
            root / part,
            tmp_path / part,
            ignore=shutil.ignore_patterns("private", "geodata", "rail", "__pycache__"),
        )
    parameters = (root / "study.yaml").read_text(encoding="utf-8")
    study = load(root / "study.yaml")
    held = study.assumptions.days_per_week
    lines = parameters.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.strip() == "days_per_week:")
    value = next(number for number in range(at, at + 12) if lines[number].strip().startswith("value:"))
    lines[value] = lines[value].replace(f"{held.value:g}", f"{held.low:g}")
    (tmp_path / "study.yaml").write_text("".join(lines), encoding="utf-8")
    table = tmp_path / "data" / "raw" / "coworking" / "spaces.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(rows[:-1]), encoding="utf-8")
    catalog = tmp_path / "data" / "raw" / "catalog.yaml"
    digest = subprocess.run(["sha256sum", table], capture_output=True, text=True, check=True).stdout.split()[
        0
    ]
    text = catalog.read_text(encoding="utf-8")
    start = text.index("\n  spaces:\n")
    was = text.index("sha256: ", start) + 8
    catalog.write_text(text[:was] + digest + text[was + 64 :], encoding="utf-8")

    found = {
        one.reference: one
        for one in causes(
            Edition(tmp_path, tmp_path / "study.yaml"), Edition(root, root / "study.yaml"), study
        )
    }

    assert {"assumption:days_per_week", "raw:spaces"} == set(found)
    assert "→" in found["assumption:days_per_week"].change
    assert f"Zeile {len(rows)}" in found["raw:spaces"].change


class TestBase:
    def test_a_revision_that_is_none_is_told_in_german(self, root):
        edition = Edition(root, root / "study.yaml")
        for base in ("gibt-es-nicht", "--help", "HEAD; rm -rf x"):
            with pytest.raises(InputFault) as fault, compared_edition(base, edition):
                pass

            assert "gibt es nicht" in str(fault.value)

    @pytest.mark.parametrize("content", [None, "{", '{"figures": 3}', "[]"])
    def test_a_folder_without_readable_figures_is_told(self, content, root, tmp_path):
        if content is not None:
            (tmp_path / FIGURES).write_text(content, encoding="utf-8")

        with (
            pytest.raises(InputFault) as fault,
            compared_edition(str(tmp_path), Edition(root, root / "study.yaml")),
        ):
            pass

        assert "Kennzahlen" in str(fault.value)

    def test_the_edition_is_as_itself(self, built, tmp_path):
        """Compared with its own files, no figure and no text has changed."""
        edition = Edition(built, built / "study.yaml")
        now = ComparedEdition.read("jetzt", edition.reports)
        names = dict.fromkeys(name.partition(".")[0] for name in now.figures)
        study = load(edition.parameters)
        ledger = Ledger([ChapterLedger.read(edition.built(name) / "ledger.json") for name in names])
        changes = edition_changes(now, ledger, {name: name for name in names}, now.texts, ())

        assert not any((changes.turned, changes.figures, changes.added, changes.gone, changes.texts))
        assert "Nichts, was ein Leser sieht" in changes_page("jetzt", study, changes)


def test_the_page_reads_text_as_text():
    """Nothing of a label or a text of another edition is read as markup."""
    texts = {"Nachfrage": ["<script>x</script>"]}, {"Nachfrage": []}
    page = changes_page("<b>", load_study(), compared([], [], texts=texts))

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def load_study():
    from pathlib import Path

    return load(Path(__file__).parents[2] / "study.yaml")


@pytest.mark.slow
def test_a_revision_is_built_and_compared(built, monkeypatch, tmp_path):
    """The last commit is built in a folder of its own, which goes again; the page is written and tells of nobody."""
    from ohv_coworking.binding import publish_changes

    monkeypatch.chdir(built)
    chapters = [file.parent.name for file in sorted((built / "data/processed/study").glob("*/ledger.json"))]

    assert 0 == publish_changes.main(["HEAD", *chapters])

    page = (built / "reports" / "aenderungen.html").read_text(encoding="utf-8")
    assert "die Fassung HEAD" in page
    listed = subprocess.run(
        ["git", "worktree", "list"], cwd=built, capture_output=True, text=True, check=True
    ).stdout
    assert "/ohv-" not in listed
    assert json.loads((built / "reports" / FIGURES).read_text(encoding="utf-8"))["figures"]


SOURCE_OF_BENEFITS = "\n  saved_benefits:\n    value: 900\n    low: 500\n    high: 1100\n"


@pytest.mark.slow
def test_a_small_change_is_told_with_cause_turned_claim_and_text(built, monkeypatch, tmp_path, capsys):
    """One assumption, one row of a file and one sentence: each is named, and the figures with what moved them; no other cause is."""
    from ohv_coworking.binding import publish_changes
    from study_runs import build, copy_project

    changed = copy_project(built, tmp_path / "geändert", built=True)

    def replaced(file: str, old: str, new: str) -> None:
        text = (changed / file).read_text(encoding="utf-8")
        assert 1 == text.count(old)
        (changed / file).write_text(text.replace(old, new), encoding="utf-8")

    replaced(
        "study.yaml", SOURCE_OF_BENEFITS, SOURCE_OF_BENEFITS.replace("900", "1500").replace("1100", "1700")
    )
    table = changed / "data/raw/impact/target_groups.csv"
    before = sha256(table)
    replaced("data/raw/impact/target_groups.csv", "täglicher Zeitverlust", "täglicher Verlust an Zeit")
    replaced("data/raw/catalog.yaml", before, sha256(table))
    replaced(
        "notebooks/impact.ipynb",
        "## Der Wert der Wege und der Zuschuss",
        "Neu gesagt.\\n\\n## Der Wert der Wege und der Zuschuss",
    )
    build(changed)
    monkeypatch.chdir(changed)
    chapters = [file.parent.name for file in (changed / "data/processed/study").glob("*/ledger.json")]

    assert 0 == publish_changes.main([str(built), *chapters]), capsys.readouterr().err

    page = page_tree((changed / "reports" / "aenderungen.html").read_text(encoding="utf-8"))
    causes = [words(one).replace("\xa0", " ") for one in page.find(".//ul")]
    rows = {
        words(row[0]).partition(" ")[2]: [words(cell) for cell in row[1:]]
        for row in page.iter("tr")
        if len(row) == 5
    }
    assert 2 == len(causes), causes
    assert [one for one in causes if "900 €/Monat (500 bis 1.100) → 1.500 €/Monat (500 bis 1.700)" in one]
    assert [
        one
        for one in causes
        if "Zeile 2" in one
        and "barrier „täglicher Zeitverlust" in one
        and "→ „täglicher Verlust an Zeit" in one
    ]
    told = rows["Entfallende Grundsicherung im Jahr"]
    assert told[0] != told[1] and "Grundsicherung, die mit einer geförderten Stelle entfällt: 900" in told[3]
    assert ["ja", "nein"] == rows["die Stelle die öffentlichen Kassen mehr, als zurückfließt?"][:2]
    assert all("target_groups" not in row[3] and BY_CODE not in row[3] for row in rows.values())
    assert [row for row in page.iter("tr") if "Neu gesagt." in words(row[-1]) and words(row[0]) == "–"]
