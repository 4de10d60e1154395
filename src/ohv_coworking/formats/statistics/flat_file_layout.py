"""The column names of flat files (ffcsv) in old and new layout."""

import re
from collections.abc import Sequence

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading import Table

OLD, NEW = "Statistik_Code", "statistics_code"
TIME = {OLD: "Zeit", NEW: "time"}
# Code and label of a variable, code and label of its value; n counts the variables.
VARIABLE = {
    OLD: ("{}_Merkmal_Code", "{}_Merkmal_Label", "{}_Auspraegung_Code", "{}_Auspraegung_Label"),
    NEW: (
        "{}_variable_code",
        "{}_variable_label",
        "{}_variable_attribute_code",
        "{}_variable_attribute_label",
    ),
}
NEW_VALUE = ("value", "value_unit", "value_variable_code", "value_variable_label")
KNOWN = {
    OLD: re.compile(r"(Statistik|Zeit)_(Code|Label)|Zeit|\d_(Merkmal|Auspraegung)_(Code|Label)|[A-Z0-9]+__.+"),
    NEW: re.compile(r"(statistics|time)_(code|label)|time|\d_variable_(attribute_)?(code|label)|value(_q|_unit|_variable_(code|label))?"),
}  # fmt: skip


def refuse_unknown(table: Table, layout: str) -> None:
    """Refuse a column of another name: a renamed variable or quality would be lost without a word."""
    for column, name in enumerate(table.names):
        if not KNOWN[layout].fullmatch(name) or name != table.labels[name]:
            raise InputFault(
                "Die Flatfile-Datei hat eine unbekannte oder doppelte Spalte.",
                **table.grid.place, row=1, column=name, found=f"Spalte {column + 1} heißt „{table.labels[name]}“",
                expected="die Spaltennamen der Datenbank, unverändert",
                remedy="Die Datei unverändert aus der Datenbank herunterladen (Format „ffcsv“).",
            )  # fmt: skip


def require(table: Table, names: Sequence[str]) -> None:
    for name in names:
        if name not in table.names:
            raise InputFault(
                "In der Flatfile-Datei fehlt eine Spalte.",
                **table.grid.place, row=1, column=name, found=", ".join(table.names),
                remedy="Die Datei unverändert aus der Datenbank herunterladen (Format „ffcsv“).",
            )  # fmt: skip
