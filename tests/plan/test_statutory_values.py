from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import records
from ohv_coworking.plan.statutory_values import StatutoryValue, by_key, in_force

FILE = Path(__file__).resolve().parents[2] / "data" / "raw" / "law" / "statutory_values.csv"


def table(*rows):
    columns = ["key", "label", "value", "unit", "valid_from", "valid_to", "law", "checked", "note"]
    return pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])


def wage(value, valid_from, valid_to=""):
    return ("minimum_wage", "Mindestlohn", value, "€", valid_from, valid_to, "§ 1 MiLoG", "zu prüfen", "")


TWO = [wage("12.82", "2025-01-01", "2025-12-31"), wage("13.90", "2026-01-01", "2026-12-31")]


def days(*months):
    return np.array(months, "datetime64[D]")


class TestInForce:
    def test_the_value_of_the_month(self):
        """December at the old wage, January at the new."""
        values = records(table(*TWO), StatutoryValue, "law.csv")

        assert [12.82, 13.9] == in_force(values, days("2025-12-01", "2026-01-01")).tolist()

    def test_beyond_the_last_known_date(self):
        """The last value is carried on."""
        values, months = records(table(*TWO), StatutoryValue, "law.csv"), days("2026-12-01", "2027-01-01")

        assert [13.9, 13.9] == in_force(values, months).tolist()

    def test_before_the_first_value(self):
        """A plan that begins before any known value stops."""
        with pytest.raises(InputFault) as fault:
            in_force(records(table(*TWO), StatutoryValue, "law.csv"), days("2024-01-01"))

        assert "minimum_wage" == fault.value.parameter


class TestBadTables:
    def test_overlapping_times(self):
        """Two values on one day are named with file, row and column."""
        with pytest.raises(InputFault) as fault:
            records(table(wage("12.82", "2025-01-01", "2026-06-30"), TWO[1]), StatutoryValue, "law.csv")

        assert ("law.csv", 3, "valid_from") == (fault.value.file, fault.value.row, fault.value.column)

    def test_wrong_number(self):
        """A decimal comma is named."""
        with pytest.raises(InputFault) as fault:
            records(table(wage("12,82", "2025-01-01")), StatutoryValue, "law.csv")

        assert ("value", "12,82") == (fault.value.column, fault.value.found)


def test_the_shipped_table():
    """Every value cites a paragraph or gazette and covers the plan years."""
    values = records(pd.read_csv(FILE, dtype=str, keep_default_na=False), StatutoryValue, FILE)
    months = days(*(date(2026 + year, month, 1) for year in range(10) for month in range(1, 13)))
    found = {key: in_force(dated, months) for key, dated in by_key(values).items()}
    ending = {
        key for key, dated in by_key(values).items() if dated[-1].valid_to and dated[-1].valid_to < months[-1]
    }

    assert all("§" in value.law or "Verordnung" in value.law for value in values)
    assert (0.15, 0.14, 0.1) == tuple(found["corporate_tax_rate"][[0, 24, 119]])
    assert ending == {"minimum_wage", "de_minimis_ceiling", "de_minimis_years", "guarantee_aid_rate"}
    assert np.isfinite(list(found.values())).all()
