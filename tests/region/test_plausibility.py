"""Counts of different files that can't be true together are named with place and cure, by the check and by the chapter."""

import hashlib
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from ohv_coworking.intake import Severity, check_raw_files
from ohv_coworking.raw import Catalog
from ohv_coworking.region.plausibility import beyond_their_whole

RAW = Path(__file__).parents[2] / "data" / "raw"
ROLES = ["population", "employment", "municipal_directory", "municipal_mergers", "regional_facts"]


@pytest.fixture
def changed(tmp_path):
    """Return the catalogue of statistics with one text of one file changed."""

    def change(name: str, old: str, new: str) -> Catalog:
        from ruamel.yaml import YAML

        content = YAML(typ="safe").load(RAW / "catalog.yaml")
        content["entries"] = {one: content["entries"][one] for one in ROLES}
        (tmp_path / "statistics").mkdir()
        shutil.copy(RAW / "schemas.yaml", tmp_path)
        for one, entry in content["entries"].items():
            text = (RAW / entry["file"]).read_text(encoding="utf-8")
            if one == name:
                assert re.search(old, text)
                text = re.sub(old, new, text, count=1)
            (tmp_path / entry["file"]).write_text(text, encoding="utf-8")
            entry["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        YAML().dump(content, tmp_path / "catalog.yaml")
        return Catalog.load(tmp_path)

    return change


def test_the_shipped_counts_fit():
    assert [] == beyond_their_whole(Catalog.load(RAW))


@pytest.mark.parametrize(
    ("name", "old", "new", "said", "found"),
    [
        (
            "regional_facts", "out_commuters,Velten,12065332,2021,4518", "out_commuters,Velten,12065332,2021,9036",
            "mehr Auspendelnde als Beschäftigte am Wohnort", "Velten, 2021: 9.036 Auspendelnde",
        ),
        (
            "regional_facts", "in_commuters,Hennigsdorf,12065136,2021,8513", "in_commuters,Hennigsdorf,12065136,2021,18513",
            "mehr Einpendelnde als Beschäftigte am Arbeitsort", "18.513",
        ),
        (
            "regional_facts", "employed_at_residence,Velten,12065332,2021,5501", "employed_at_residence,Velten,12065332,2021,55010",
            "mehr Beschäftigte am Wohnort als Einwohnerinnen und Einwohner", "55.010",
        ),
    ],
)  # fmt: skip
def test_a_part_beyond_its_whole_is_named(changed, name, old, new, said, found):
    """The check names file, row, both numbers and what to do."""
    faults = [
        one.fault
        for one in check_raw_files(changed(name, old, new), date(2026, 1, 1))
        if one.severity is Severity.FAULT and one.fault
    ]

    [fault] = [one for one in faults if said in str(one)]
    assert str(fault.file).endswith(f"{name}.csv") and fault.row
    assert found in fault.found and "make accept" in fault.remedy
