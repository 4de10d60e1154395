"""All key figures of the study as data: one table for spreadsheets, one file for programs, and what its fields mean."""

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from typing import Literal

from pydantic import BaseModel, Field

from ohv_coworking.basics import german
from ohv_coworking.basics.safe_csv import inert_text
from ohv_coworking.exhibits.exhibit_data import people_files
from ohv_coworking.exhibits.ledger import KIND_IN_GERMAN, KeyFigure, Ledger, RangeKind, Value
from ohv_coworking.exhibits.prose import PERCENT, shown_value
from ohv_coworking.raw import Catalog
from ohv_coworking.registers.reference_numbers import reference_numbers


class PublishedFigure(BaseModel):
    """Eine Kennzahl der Studie."""

    number: str = Field(
        description="Nummer in den Dokumenten dieser Ausgabe, K1, K2 …; keine bei ja und nein"
    )
    name: str = Field(description="Kapitel und englischer Name, eindeutig und von Ausgabe zu Ausgabe gleich")
    label: str = Field(description="deutsche Bezeichnung")
    value: Value | None = Field(description="Wert, wie gerechnet; ein Anteil als Bruchteil von eins")
    unit: str = Field(description="Einheit; leer bei Text und ja/nein")
    shown: str = Field(description="Wert mit Einheit, wie er im Bericht steht")
    kind: Literal["beobachtet", "angenommen", "berechnet"] = Field(description="Art")
    low: float | None = Field(description="unteres Ende des Bereichs")
    high: float | None = Field(description="oberes Ende des Bereichs")
    range_kind: RangeKind = Field(description="was zwischen den Enden liegt; Spanne: acht von zehn Ziehungen")
    period: str = Field(description="Tag, Jahr oder Zeitraum, für den der Wert gilt")
    synthetic: bool = Field(description="beruht auf synthetischen Angaben")
    cell: str = Field(description="Blatt und Zelle in finanzplan.xlsx")
    formula: str = Field(description="wie der Wert aus seiner Grundlage gerechnet ist, in Worten")
    basis: list[str] = Field(description="worauf der Wert unmittelbar beruht")


class KeyFigures(BaseModel):
    """Die Kennzahlen der Studie."""

    reference_date: str = Field(description="Stichtag")
    figures: list[PublishedFigure]


def key_figure_files(ledger: Ledger, catalog: Catalog, reference_date: str) -> dict[str, str]:
    """Return `kennzahlen.csv`, `.json` and `.schema.json` of all chapters, the parameters of the edition apart, by file name.

    What rests on the answers of people has no more digits than are printed.
    """
    numbers = reference_numbers(ledger)
    lines = [
        _published(
            _rounded(one) if people_files(one.basis, ledger, catalog) else one, numbers.get(one.reference, "")
        )
        for chapter in ledger.values()
        if chapter.chapter != "study"
        for one in chapter.figures.values()
    ]
    held = KeyFigures(reference_date=reference_date, figures=lines)
    return {
        "kennzahlen.csv": _csv(lines),
        "kennzahlen.json": _json({"$schema": "kennzahlen.schema.json", **held.model_dump()}),
        "kennzahlen.schema.json": _json(KeyFigures.model_json_schema()),
    }


def _published(figure: KeyFigure, number: str) -> PublishedFigure:
    taken = ("label", "value", "unit", "low", "high", "range_kind", "period", "synthetic", "cell", "formula")
    return PublishedFigure(
        number=number,
        name=f"{figure.chapter}.{figure.name}",
        shown=shown_value(figure.value, figure.unit, figure.decimals),
        kind=KIND_IN_GERMAN[figure.kind],
        basis=list(figure.basis),
        **{name: getattr(figure, name) for name in taken},
    )


def _rounded(figure: KeyFigure) -> KeyFigure:
    """Return a figure with value and ends as they are printed."""

    def told(value: Value | None) -> Value | None:
        if not isinstance(value, float):
            return value
        digits = (
            figure.decimals if figure.decimals is not None else german.DECIMALS_BY_UNIT.get(figure.unit, 0)
        )
        return round(value, digits + (2 if figure.unit in PERCENT else 0))

    return replace(figure, low=told(figure.low), value=told(figure.value), high=told(figure.high))


def _csv(lines: Iterable[PublishedFigure]) -> str:
    """Return the table with a byte order mark, semicolons and decimal commas, as German spreadsheets read it."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(PublishedFigure.model_fields)
    for line in lines:
        writer.writerow(map(_cell, line.model_dump().values()))
    return "\ufeff" + stream.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return inert_text("; ".join(value))
    if isinstance(value, float):
        return inert_text(value).replace(".", ",")
    return inert_text(value)


def _json(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
