"""What the study says is German throughout: counted nouns in the right number and case, no word of another language."""

import json
import re

import pandas as pd
import pytest

from ohv_coworking.basics.german import SINGULAR, dative_plural, number
from ohv_coworking.exhibits.words import NOT_COUNTED
from ohv_coworking.parameters import Assumption, load
from ohv_coworking.parameters.plan_tree import inputs
from study_runs import ledgers

# Behind these words a noun stands in the dative.
DATIVE = re.compile(r"\b(?:mit|von|bei|aus|zu|nach) (?:rund |etwa )?\{\{ ([\w.]+?)(\.range)? \}\}")

ENGLISH = r" (?:on|via|by) |survey|press release|forecast|website|mirror|City of|\b(?:page|study|table)\b"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(62.5, 0, "63"), (48.5, 0, "49"), (-2.5, 0, "−3"), (0.125, 2, "0,13"), (1.005, 2, "1,01"), (100 * 0.285, 0, "29"),
     (-0.4, 0, "0"), (1e15, 0, "1.000.000.000.000.000"), (62.499, 0, "62")],
)  # fmt: skip
def test_half_is_rounded_away_from_zero(value, decimals, shown):
    """As readers were taught, on the decimal number they see: not to the even digit, not on its binary shadow."""
    assert shown == number(value, decimals)


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


@pytest.mark.parametrize("file", ["statistics/regional_facts.csv", "coworking/benchmarks.csv"])
def test_titles_of_sources_are_german(root, file):
    """A source is cited in the language of the study; names of publishers and works stay as they are."""
    titles = pd.read_csv(root / "data" / "raw" / file)["source_title"]

    assert [] == titles[titles.str.contains(ENGLISH)].drop_duplicates().tolist()


def test_rows_are_named_in_words(built):
    """What the annex prints of a basis is no name of a column."""
    bases = {reference for line in ledgers(built).values() for reference in line["basis"]}
    rows = [reference.partition("#")[2] for reference in bases if reference.startswith("raw:")]

    assert [] == [row for row in rows if re.search(r"[a-z]_[a-z]", row)]
