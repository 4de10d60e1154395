from typing import Literal

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.basics.records import Record, Words, frame, records


class Measure(Record):
    identity = ("number",)

    number: str
    cost_eur: float
    kind: Literal["Bau", "Betrieb"] = "Bau"
    follows: Words = ()


def table(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns | {name: columns.get(name, "") for name in ("kind", "follows")})


class TestRecords:
    def test_types_each_cell_and_fills_empty_ones_with_the_default(self):
        """Text becomes the field's type; an empty cell takes the default."""
        rows = records(
            table(number=["M1", "M2"], cost_eur=["10.5", "0"], kind=["", "Betrieb"], follows=["", "M1; M0"]),
            Measure,
            "massnahmen.csv",
        )

        assert [10.5, 0.0] == [row.cost_eur for row in rows]
        assert ["Bau", "Betrieb"] == [row.kind for row in rows]
        assert ("M1", "M0") == rows[1].follows
        assert ["number", "cost_eur", "kind", "follows"] == list(frame(rows))

    def test_names_file_row_column_found_and_expected(self):
        """A decimal comma is not guessed at: the fault says where it is and what was expected."""
        with pytest.raises(InputFault) as caught:
            records(table(number=["M1"], cost_eur=["1,5"]), Measure, "massnahmen.csv")

        fault = caught.value

        assert ("massnahmen.csv", 2, "cost_eur", "1,5") == (fault.file, fault.row, fault.column, fault.found)
        assert "eine Zahl mit Dezimalpunkt, ohne Tausenderpunkt" == fault.expected

    def test_reports_all_faults_of_a_table_together(self):
        """Two faulty rows make one message with both rows."""
        with pytest.raises(InputFaults) as caught:
            records(table(number=["", "M2"], cost_eur=["1", "2"], kind=["", "Umbau"]), Measure, "m.csv")

        assert [(2, "number"), (3, "kind")] == [(fault.row, fault.column) for fault in caught.value.faults]
        assert "'Bau' oder 'Betrieb'" == caught.value.faults[1].expected

    def test_missing_and_unknown_columns_are_faults(self):
        """A misspelt column head is reported as one missing and one unknown column."""
        with pytest.raises(InputFaults) as caught:
            records(table(number=["M1"], kosten=["1"]), Measure, "m.csv")

        assert ["cost_eur", "kosten"] == [fault.column for fault in caught.value.faults]

    def test_a_key_occurs_once(self):
        """The second row with the same key is named together with the first."""
        with pytest.raises(InputFault, match="Zeile 2"):
            records(table(number=["M1", "M1"], cost_eur=["1", "2"]), Measure, "m.csv")

    def test_empty_rows_at_the_end_are_left_out_and_between_named(self):
        """Blank rows below the entries are no entries; one between them is a fault with its row."""
        below = table(number=["M1", ""], cost_eur=["1", ""])
        between = table(number=["M1", "", "M2"], cost_eur=["1", "", "2"])

        assert 1 == len(records(below, Measure, "m.csv"))
        with pytest.raises(InputFault, match="leere Zeile") as caught:
            records(between, Measure, "m.csv")
        assert 3 == caught.value.row
