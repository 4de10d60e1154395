"""Labels are proven, not promised: what moves with the synthetic answers is marked, what moves with an assumption says so."""

import re
import shutil

import pytest

from ohv_coworking.basics.digests import sha256
from ohv_coworking.exhibits.ledger import ChapterLedger, Ledger
from ohv_coworking.parameters import load
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.synthetic_answers import draw
from study_runs import build, copy_project, ledgers
from survey_files import SYNTHETIC, VERSIONS, shipped, shipped_margins

SEEDS = (1, 2)
MOVED_ASSUMPTIONS = 10


@pytest.fixture(scope="module")
def project(built, tmp_path_factory):
    """A built copy of the project, in which a test may change inputs and build again."""
    return copy_project(built, tmp_path_factory.mktemp("marks"), built=True)


def moved(before: dict, after: dict) -> set[str]:
    parts = ("value", "low", "high", "data")
    assert before.keys() == after.keys()
    return {name for name in before if any(before[name].get(part) != after[name].get(part) for part in parts)}


def redraw(project, seed: int) -> None:
    """Write synthetic answers of another seed and their checksums."""
    catalog = project / "data" / "raw" / "catalog.yaml"
    text = catalog.read_text(encoding="utf-8")
    for version in VERSIONS:
        file = project / "data" / "raw" / "survey" / SYNTHETIC[version]
        last = sha256(file)
        file.write_bytes(csv_bytes(draw(shipped(version), shipped_margins(version), seed)))
        assert last in text
        text = text.replace(last, sha256(file))
    catalog.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_what_moves_with_another_seed_is_marked(project, tmp_path):
    """Of other synthetic answers only marked lines move, and every line measured in the survey does."""
    folder = shutil.copytree(project, tmp_path / "project")
    before = ledgers(folder)
    changed = set()
    for seed in SEEDS:
        redraw(folder, seed)
        build(folder)
        changed |= moved(before, ledgers(folder))
    survey = {name for name, line in before.items() if line["synthetic"] and rests_on_survey(folder, name)}

    measured = {name for name in survey if is_measured(before[name])}

    assert measured
    assert changed <= survey
    assert measured <= changed


def is_measured(line: dict) -> bool:
    """Tell a number or a table from a judgement, from words, a gap or a count of nothing, which other answers may leave as they are."""
    value = line.get("value")
    return "value" not in line or (value is not None and not isinstance(value, bool | str) and value != 0)


def rests_on_survey(folder, reference: str) -> bool:
    foundation = whole_ledger(folder).foundation([reference])
    return any(re.match(r"raw:(survey|employer_survey)", name) for name in foundation)


def whole_ledger(folder) -> Ledger:
    files = (folder / "data" / "processed" / "study").glob("*/ledger.json")
    return Ledger(ChapterLedger.read(file) for file in files)


@pytest.mark.slow
def test_what_moves_with_an_assumption_names_it(project):
    """Ten assumptions, spread over the list, are moved one by one; each line that moves has it in its basis."""
    parameters = project / "study.yaml"
    original = parameters.read_text(encoding="utf-8")
    # What has no range cannot move, nor can parts of one whole one by one.
    names = [
        name
        for name, held in load(parameters).assumptions
        if held.low < held.high and not name.startswith("cost_key")
    ]
    before, ledger = ledgers(project), whole_ledger(project)
    for name in names[:: max(1, len(names) // MOVED_ASSUMPTIONS)][:MOVED_ASSUMPTIONS]:
        parameters.write_text(moved_assumption(original, name), encoding="utf-8")
        build(project)
        unnamed = {
            line
            for line in moved(before, ledgers(project))
            if f"assumption:{name}" not in ledger.foundation([line])
        }

        assert set() == unnamed, name
    parameters.write_text(original, encoding="utf-8")


def moved_assumption(text: str, name: str) -> str:
    """Return the parameter file with the value of one assumption moved a tenth of its range."""
    section = re.search(rf"^  {name}:.*\n(?:    .*\n|\n)*", text, re.MULTILINE)
    value, low, high = (
        float(re.search(rf"\b{part}: ([\d.]+)", section[0])[1]) for part in ("value", "low", "high")
    )
    target = value + (high - low) / 10 if value < high else value - (high - low) / 10
    changed = re.sub(r"(\bvalue: )[\d.]+", rf"\g<1>{round(target, 6)}", section[0], count=1)
    return text.replace(section[0], changed)
