"""What the study says is German throughout: counted nouns in the right number and case, no word of another language."""

import json
import re

import pytest

from ohv_coworking.german import SINGULAR, dative_plural
from ohv_coworking.parameters import Assumption, load
from ohv_coworking.parameters.plan_tree import inputs
from ohv_coworking.prose import PERCENT, SILENT_UNITS
from study_runs import ledgers

# Capitalised units that count nothing: measures, dates, choices.
NOT_COUNTED = {"Datum", "Jahr", *PERCENT, *SILENT_UNITS, "VZÄ"}
# Behind these words a noun stands in the dative.
DATIVE = re.compile(r"\b(?:mit|von|bei|aus|zu|nach) (?:rund |etwa )?\{\{ ([\w.]+?)(\.range)? \}\}")


def units(root) -> set[str]:
    study = load(root / "study.yaml")
    held = [entry.held for entry in inputs(study.plan).values() if isinstance(entry.held, Assumption)]
    shown = {line["unit"] for name, line in ledgers(root).items() if name.startswith("figure:")}
    return shown | {entry.unit for entry in [*held, *(entry for _, entry in study.assumptions)]}


def test_every_counted_unit_has_a_singular(built):
    """One contract is not "1 Verträge": each noun that a figure or an assumption counts is known in both numbers."""
    counted = {unit.partition(" ")[0] for unit in units(built) if unit[:1].isupper() and unit[1:2].islower()}

    assert set() == counted - NOT_COUNTED - SINGULAR.keys()


@pytest.mark.parametrize("noun", SINGULAR)
def test_every_counted_unit_is_a_plural(noun):
    """A unit is the nominative plural: the dative is made from it, never stored."""
    assert dative_plural(noun) != noun or noun.endswith("en") or noun.endswith("ln")


def test_behind_a_preposition_stands_the_dative(built):
    """ "mit 22 Arbeitsplätze" is never written."""
    published = ledgers(built)
    wrong = []
    for file in sorted((built / "notebooks").glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            for name, _ in DATIVE.findall("".join(cell["source"])):
                line = published.get(f"figure:{name if '.' in name else f'{file.stem}.{name}'}")
                noun = line["unit"].partition(" ")[0] if line else ""
                if noun in SINGULAR and dative_plural(noun) != noun:
                    wrong.append(f"{file.stem}: {name}")

    assert [] == wrong
