"""A name that one table takes from another is looked up before anything is built."""

import shutil

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.concept.carriers import CarrierRole
from ohv_coworking.concept.operators import Knockout, Score
from ohv_coworking.intake.own_tables import own_table_findings
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_rows


@pytest.mark.parametrize(
    ("kind", "old", "new", "column"),
    [
        (Score, "town,risk,", "towns,risk,", "operator"),
        (Score, "town,risk,", "town,risks,", "criterion"),
        (Knockout, "town,Dauerverlust,", "city,Dauerverlust,", "operator"),
        (CarrierRole, "Caritas-Werkstatt St. Johannesberg", "Caritas Werkstatt", "carrier"),
    ],
)
def test_check_tells_row_column_and_the_nearest_name(root, tmp_path, kind, old, new, column):
    shutil.copytree(root / "data" / "raw" / "concept", tmp_path / "concept")
    catalog = Catalog.load(root / "data" / "raw")
    file = tmp_path / catalog.entry(kind.table).file
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = own_table_findings(
        catalog, root / "data" / "raw" / catalog.entry(kind.table).file, file.name, kind, None
    )
    [found] = [one for one in own_table_findings(catalog, file, file.name, kind, None) if one not in before]

    assert column in str(found) and "gibt es in der Tabelle" in str(found)


def test_the_shipped_tables_agree(root):
    catalog = Catalog.load(root / "data" / "raw")
    for kind in (Score, Knockout, CarrierRole):
        try:
            assert planning_rows(catalog, kind)
        except InputFault as fault:
            pytest.fail(str(fault))
