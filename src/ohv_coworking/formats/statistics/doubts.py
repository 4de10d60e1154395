"""What offices do not write, and what therefore was done to a file on its way: refused, or told as a doubt.

Refused: records shorter or longer than the others, region keys that are none among official ones, numbers with an
exponent, two columns of one meaning. Told: numbers written unlike the rest of their column (a point for a comma,
thousands as decimals), empty cells among values, repeated rows, a file that ends within a line.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.formats.statistics.places import Places, combined
from ohv_coworking.formats.statistics.region_keys import are_official
from ohv_coworking.reading import Table, Values
from ohv_coworking.reading.numbers import EXPONENT

FEWEST_KEYS = 3  # beside which one that is none is a slip
MOSTLY = 0.9
FRESH = "Die Datei unverändert von der herausgebenden Stelle neu laden."


def refuse_headless(table: Table) -> None:
    """Raise `InputFault` for a table in which no header was found: nobody could say what its numbers count."""
    if not table.header_rows:
        raise InputFault(
            "Die Tabelle hat keine erkennbare Kopfzeile.", **table.grid.place, row=int(table.rows[0]),
            remedy="Die Kopfzeilen angeben (--header-rows). " + FRESH,
        )  # fmt: skip


def refuse_empty(table: Table) -> None:
    """Raise `InputFault` for a header without any row below it."""
    if not len(table.rows):
        raise InputFault(
            "Unter der Kopfzeile stehen keine Daten.", **table.grid.place, row=max(table.header_rows, default=None),
            expected="mindestens eine Zeile mit Werten", remedy=FRESH,
        )  # fmt: skip


def refuse_ragged(table: Table, rows: pd.Index) -> None:
    """Raise `InputFault` for a record of a text file that is shorter or longer than nearly all others."""
    if table.grid.widths is None or not len(rows):
        return
    widths = table.grid.widths[rows.to_numpy() - 1]
    common = int(np.bincount(widths).argmax())
    odd = np.flatnonzero(widths != common)
    if 0 < odd.size <= (1 - MOSTLY) * len(rows) + 1:
        raise InputFault(
            "Eine Zeile hat eine andere Zahl von Spalten als die übrigen; ihre Werte können verschoben sein.",
            **table.grid.place, row=int(rows[odd[0]]), found=f"{widths[odd[0]]} Spalten", expected=f"{common} Spalten",
            remedy="Auf gelöschte oder eingefügte Zellen prüfen. " + FRESH,
        )  # fmt: skip


def refuse_strange_keys(table: Table, places: Places) -> None:
    """Raise `InputFault` for a key that is none, or a row without one, where nearly all rows have official keys."""
    keys, aggregate = places.columns["region_key"], places.columns["aggregate"]
    official, own = are_official(keys), aggregate.spread(aggregate.values == "")
    strange = np.flatnonzero(own & ~official)
    one_of_few = strange.size == 1 and official[own].sum() >= FEWEST_KEYS
    if not own.any() or (np.mean(official[own]) < MOSTLY and not one_of_few):
        return
    if strange.size:
        raise InputFault(
            "Einer Zeile fehlt der Regionalschlüssel, oder er ist keiner.",
            **table.grid.place, row=int(places.rows[strange[0]]), found=keys.cell(strange[0]) or "leer",
            expected="2, 3, 5, 8 oder 12 Ziffern, oder DG", remedy="Auf verschobene Zellen prüfen. " + FRESH,
        )  # fmt: skip


def refuse_exponents(table: Table, columns: Sequence[str]) -> None:
    """Raise `InputFault` for a number such as 1,2E+05: a spreadsheet has rounded it."""
    for name in columns:
        column = table.columns[name]
        marked = [place for place, form in enumerate(column.shapes.forms) if EXPONENT.search(form)]
        if marked:
            held = np.flatnonzero(column.shapes.is_text)[np.isin(column.shapes.codes, marked)]
            place = np.flatnonzero(np.isin(column.codes, held))
            if place.size:
                raise InputFault(
                    "Eine Zahl ist in Exponentenschreibweise gespeichert und dabei gerundet worden.",
                    **table.grid.place, row=int(table.rows[place[0]]), column=name, found=column.cell(place[0]),
                    expected="die Zahl mit allen Ziffern", remedy=FRESH,
                )  # fmt: skip


def refuse_twins(table: Table, meanings: Sequence[tuple[str, ...]], columns: Sequence[str]) -> None:
    """Raise `InputFault` for two columns that count the same for the same period."""
    for place, meaning in enumerate(meanings):
        if meaning in meanings[:place]:
            raise InputFault(
                "Zwei Spalten der Tabelle meinen dasselbe.",
                **table.grid.place, row=max(table.header_rows, default=None), column=columns[place],
                found=" | ".join(filter(None, meaning)), expected="jedes Merkmal einmal je Zeitraum",
                remedy="Die Kopfzeilen auf doppelte oder geänderte Bezeichnungen prüfen. " + FRESH,
            )  # fmt: skip


def doubts(
    table: Table, values: Values, places: Places, columns: Sequence[str], said: np.ndarray
) -> list[str]:
    """Return German sentences on what looks as if it had been changed; `said` tells the cells that hold anything."""
    return [
        *_unlike(table, values, columns),
        *_gaps(places, columns, said),
        *_repeated(places),
        *_unfinished(table, places),
    ]


def _unlike(table: Table, values: Values, columns: Sequence[str]) -> list[str]:
    """Tell the first number of each column that is written unlike the others."""
    told = []
    for name in columns:
        codes, shapes = table.columns[name].codes, table.columns[name].shapes
        style = values.styles[name]
        numbers = [style.explains(form.strip()) and form.strip() != "" for form in shapes.forms]
        held = np.bincount(shapes.codes[_of_texts(codes, shapes.is_text)], minlength=len(numbers)) * numbers
        marked = np.array([style.thousands in form.strip() for form in shapes.forms], dtype=bool)
        decimal = np.array([style.decimal in form for form in shapes.forms], dtype=bool)
        long = (
            np.array([len(form.strip().partition(style.decimal)[0]) > 3 for form in shapes.forms], dtype=bool)
            & ~marked
        )
        total = held.sum()
        odd = np.zeros(len(numbers), dtype=bool)
        if held[~decimal & ~marked].sum() >= MOSTLY * total:  # whole numbers, single ones with decimals
            odd |= decimal
        if (
            held[decimal].sum() > total / 2
        ):  # decimals, single ones with a thousands mark or four digits instead
            odd |= (marked | long) & ~decimal
        if 0 < held[marked].sum() < held[long].sum():
            odd |= marked
        if held[odd].sum() and held[odd].sum() <= (1 - MOSTLY) * total + 1:
            form = int(np.flatnonzero(odd & (held > 0))[0])
            place = int(
                np.flatnonzero(np.isin(codes, np.flatnonzero(shapes.is_text)[shapes.codes == form]))[0]
            )
            cell = table.columns[name].cell(place).strip()
            told.append(
                f"Zeile {table.rows[place]}, Spalte „{name}“: {cell} ist anders geschrieben als die übrigen Zahlen ihrer Spalte."
            )
    return told


def _of_texts(codes: np.ndarray, is_text: np.ndarray) -> np.ndarray:
    """Return for each cell that is text its place among the texts of the column's values."""
    if is_text.all():
        return codes
    return (np.cumsum(is_text) - 1)[codes[is_text[codes]]]


def _gaps(places: Places, columns: Sequence[str], said: np.ndarray) -> list[str]:
    empty = ~said
    if not empty.any():
        return []
    row, column = (int(found[0]) for found in np.nonzero(empty))
    count = plural(int(empty.sum()), "leere Zelle", "leere Zellen")
    return [
        f"{count} unter den Zahlen, zuerst Zeile {places.rows[row]}, Spalte „{columns[column]}“: als fehlend gelesen."
    ]


def _repeated(places: Places) -> list[str]:
    """Tell rows without a key that repeat all of another's labels; with a key they are refused."""
    keys = places.columns["region_key"]
    keyless = places.where(keys.spread(keys.values == ""))
    codes, _ = combined([keyless.columns[name] for name in keyless.columns], named=False)
    doubled = np.flatnonzero(pd.Series(codes).duplicated())
    told = "wiederholt die Bezeichnungen einer früheren Zeile."
    return [f"Zeile {keyless.rows[doubled[0]]} {told}"] if doubled.size else []


def _unfinished(table: Table, places: Places) -> list[str]:
    last = table.grid.height in places.rows[-1:]
    return (
        ["Die letzte Zeile endet ohne Zeilenumbruch: die Datei ist möglicherweise abgebrochen."]
        if last and not table.grid.ended
        else []
    )
