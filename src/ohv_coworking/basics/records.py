"""A table of text as typed records: one row, one record, every fault named by file, row and column.

A record type is a pydantic model of one row. Every field needs its column; an empty cell takes the field's
default, and is a fault where there is none. Numbers are written with a decimal point, dates as `2026-12-31`, lists with semicolons.
"""

from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from ohv_coworking.basics.errors import InputFault, raise_all


class Record(BaseModel):
    """One row of a table whose columns are all known."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


# What most planning tables share: a name for the machine, who says so, and whether it was seen or assumed.
Key = Annotated[str, Field(pattern="^[a-z0-9_-]+$")]
Source = Annotated[str, Field(min_length=3)]
Origin = Literal["beobachtet", "angenommen"]

AnyRecord = TypeVar("AnyRecord", bound=Record)


def _parts(cell: object) -> object:
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if isinstance(cell, str) else cell


RULE = "rule"


def broken_rule(problem: str, column: str, expected: str | None = None) -> PydanticCustomError:
    """Return the error a record's own validator raises; it never shows the cell, which may be personal."""
    context = {"column": column} | ({"expected": expected} if expected else {})
    return PydanticCustomError(RULE, problem, context)


Words = Annotated[tuple[str, ...], BeforeValidator(_parts)]

# What pydantic misses, in the words of someone who fills in a table.
EXPECTED = {
    "missing": "ein Eintrag",
    "float_parsing": "eine Zahl mit Dezimalpunkt, ohne Tausenderpunkt",
    "int_parsing": "eine ganze Zahl",
    "int_from_float": "eine ganze Zahl",
    "finite_number": "eine endliche Zahl",
    "bool_parsing": "true oder false",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "less_than_equal": "höchstens {le}",
    "less_than": "weniger als {lt}",
    "greater_than_equal": "mindestens {ge}",
    "greater_than": "mehr als {gt}",
    "string_too_short": "mindestens {min_length} Zeichen",
    "string_pattern_mismatch": "ein Text nach dem Muster {pattern}",
    "date_from_datetime_parsing": "ein Datum als JJJJ-MM-TT",
    "date_parsing": "ein Datum als JJJJ-MM-TT",
    "date_from_datetime_inexact": "ein Datum ohne Uhrzeit",
}


def records(
    table: pd.DataFrame,
    kind: type[AnyRecord],
    file: str | Path,
    *,
    sheet: str | None = None,
    header_row: int = 1,
    unique: str | None = None,
) -> list[AnyRecord]:
    """Return the rows of `table` as checked records of `kind`.

    `table` holds text as read, the row after `header_row` first; `unique` names a field no two rows share.
    Raises InputFault naming each missing or unknown column, or each faulty cell, all at once.
    """
    place = {"file": file, "sheet": sheet}
    columns = [field.alias or name for name, field in kind.model_fields.items()]
    faults = _column_faults(table, columns, place)
    raise_all(faults, "Die Spalten der Tabelle stimmen nicht.")

    found: list[AnyRecord] = []
    seen: dict[Hashable, int] = {}
    for row, cells in enumerate(_without_empty_tail(table), start=header_row + 1):
        filled = {column: cell for column, cell in cells.items() if not _is_empty(cell)}
        if not filled:
            remedy = "Die leere Zeile löschen."
            faults.append(
                InputFault("Zwischen den Einträgen steht eine leere Zeile.", **place, row=row, remedy=remedy)
            )
            continue
        try:
            record = kind.model_validate(filled)
        except ValidationError as error:
            faults += [_cell_fault(problem, row, cells, place) for problem in error.errors()]
            continue
        if unique and (key := getattr(record, unique)) in seen:
            problem = f"Der Eintrag kommt schon in Zeile {seen[key]} vor."
            expected = "jeder Eintrag nur einmal"
            faults.append(InputFault(problem, **place, row=row, column=unique, found=key, expected=expected))
        elif unique:
            seen[key] = row
        found.append(record)
    raise_all(faults, "Die Tabelle enthält fehlerhafte Einträge.")
    return found


def frame(rows: list[AnyRecord]) -> pd.DataFrame:
    """Return records as a frame, one column a field."""
    return pd.DataFrame([row.model_dump() for row in rows])


def _column_faults(table: pd.DataFrame, columns: list[str], place: dict) -> list[InputFault]:
    missing = [column for column in columns if column not in table]
    unknown = [column for column in table if column not in columns]
    double = table.columns[table.columns.duplicated()]
    remedy = "Spaltenköpfe wie in der mitgelieferten Vorlage schreiben."
    return (
        [
            InputFault(f"Die Spalte „{column}“ kommt mehrfach vor.", **place, column=column, remedy=remedy)
            for column in double
        ]
        + [
            InputFault(f"Die Spalte „{column}“ fehlt.", **place, column=column, remedy=remedy)
            for column in missing
        ]
        + [
            InputFault(
                f"Die Spalte „{column}“ ist unbekannt.",
                **place,
                column=column,
                expected=", ".join(columns),
                remedy=remedy,
            )
            for column in unknown
        ]
    )


def _without_empty_tail(table: pd.DataFrame) -> list[dict]:
    rows = table.to_dict("records")
    while rows and all(map(_is_empty, rows[-1].values())):
        rows.pop()
    return rows


def _is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip()) or cell is pd.NaT or cell != cell


def _cell_fault(problem: Any, row: int, cells: dict, place: dict) -> InputFault:
    reason, context = problem["type"], problem.get("ctx", {})
    column = context.get("column") or (problem["loc"][0] if problem["loc"] else None)
    if reason == RULE:
        return InputFault(problem["msg"], **place, row=row, column=column, expected=context.get("expected"))
    if reason == "missing":
        return InputFault(
            "Ein Pflichteintrag fehlt.", **place, row=row, column=column, expected=EXPECTED[reason]
        )
    expected = EXPECTED[reason].format(**context).replace(" or ", " oder ") if reason in EXPECTED else None
    problem_text = "Der Eintrag passt nicht zur Spalte."
    return InputFault(
        problem_text, **place, row=row, column=column, found=cells.get(column), expected=expected
    )
