"""Scenarios, shocks, operator models, funding mixes and alternatives: named changes to the plan's inputs."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field

from ohv_coworking.basics.errors import InputFault, name_remedy, raise_all
from ohv_coworking.basics.typed_numbers import how_to_write
from ohv_coworking.parameters.assumption import UNSOURCED
from ohv_coworking.parameters.declaration import Declared, Section
from ohv_coworking.parameters.plan_tree import Input, inputs


class Factor(Declared):
    factor: float = Field(ge=0, le=100, description="Faktor auf den Grundwert")


class Case(Declared):
    label: str = Field(description="Bezeichnung")
    note: str = Field(default="", description="Erläuterung")
    source: str = Field(default="", description="Quelle; eine Möglichkeit braucht eine")
    operator: str = Field(default="", description="eigenes Betreibermodell, ein Name aus operators")
    legal_form: str = Field(
        default="", description="Rechtsform der Betreiberin, bei einer Finanzierung der Antragstellerin"
    )
    place: str = Field(default="", description="Ort")
    located_in: str = Field(
        default="", description="Stadt, in der dieser Ort liegt (AGS); sonst ist er noch zu suchen"
    )
    commits_months: float = Field(
        default=0, ge=0, le=480, description="Bindung in Monaten, soweit nicht durch Miete und Darlehen"
    )
    adds: tuple[str, ...] = Field(
        default=(), strict=False, description="Einträge, die nur in solchen Fällen zum Plan gehören"
    )
    drops: tuple[str, ...] = Field(default=(), strict=False, description="Einträge, die wegfallen")
    programmes: tuple[str, ...] = Field(
        default=(),
        strict=False,
        description="Schlüssel der Förderprogramme, auf die sich der Fall neben den Zuschüssen stützt",
    )
    changes: dict[str, float | str | Factor] = Field(
        default={}, description="Name der Annahme: neuer Wert, low, high oder {factor: …}"
    )


class Offer(Declared):
    """What an existing house asks for a desk a month; it takes the place of an assumed price once it is known."""

    label: str = Field(description="Bezeichnung")
    sets: str = Field(description="Name der Annahme, an deren Stelle der Preis tritt")
    price: float | None = Field(
        default=None, ge=0, description="Nettopreis je Platz und Monat; leer: kein Angebot"
    )
    source: str = Field(min_length=3, description="Quelle: wer, wann, wofür")


class OptionNetwork(Declared):
    """Several places at once: one alternative in the first town, one in each other town of the region."""

    label: str = Field(description="Bezeichnung")
    note: str = Field(default="", description="Erläuterung")
    first_town: str = Field(description="Name einer Möglichkeit aus alternatives")
    other_towns: str = Field(description="Name einer Möglichkeit aus alternatives")


class Correlation(Declared):
    first: str = Field(description="Name einer Annahme")
    second: str = Field(description="Name einer anderen Annahme")
    value: float = Field(ge=-1, le=1, description="Rangkorrelation")
    source: str = Field(default=UNSOURCED, min_length=3, description="Quelle")


class CommonFactors(Declared):
    """Rank correlation between any two risks of a group that move with it."""

    demand: float = Field(default=0, ge=0, le=0.95, description="Nachfrage (Rangkorrelation)")
    rises: float = Field(default=0, ge=0, le=0.95, description="Preissteigerungen (Rangkorrelation)")
    building: float = Field(default=0, ge=0, le=0.95, description="Bau- und Kaufpreise (Rangkorrelation)")
    running: float = Field(default=0, ge=0, le=0.95, description="laufende Kosten (Rangkorrelation)")
    source: str = Field(default=UNSOURCED, min_length=3, description="Quelle")


class Taken(Declared):
    """An input whose value and draws an earlier chapter finds; a value of one's own needs a reason."""

    figure: str = Field(
        description="Kennzahl eines früheren Kapitels, z. B. demand.desks: am Ort des ersten Betriebs"
    )
    reason: str = Field(
        default="", description="Warum der Wert von study.yaml gilt statt der Mitte dieser Kennzahl"
    )


def base_values(plan: Section) -> dict[str, float | str]:
    """Return the value of every input by name, before any case changes it."""
    return {name: one.value for name, one in inputs(plan).items()}


def changed(
    values: Mapping[str, Any], cases: Iterable[Mapping[str, float | str | Factor]], known: Mapping[str, Input]
) -> dict[str, Any]:
    """Return the values after the changes of each case in turn; later cases win, factors multiply what they find."""
    result = dict(values)
    for changes in cases:
        for name, change in changes.items():
            if isinstance(change, Factor):
                result[name] = result[name] * change.factor
            elif change in ("low", "high"):
                result[name] = getattr(known[name].held, change)
            else:
                result[name] = change
    return result


def set_values(
    values: Mapping[str, Any], settings: Mapping[str, str], known: Mapping[str, Input]
) -> dict[str, Any]:
    """Return the values with some set from text (`NAME=VALUE`); InputFault for what is unknown or not allowed."""
    result, faults = dict(values), []
    for name, text in settings.items():
        one = known.get(name)
        if one is None:
            faults.append(
                InputFault(
                    "Diese Eingabe gibt es im Finanzplan nicht.",
                    found=name,
                    expected="ein Name aus dem Abschnitt plan von study.yaml, z. B. rent_per_square_metre",
                    remedy=f"{name_remedy(name, known)} „ohv-coworking where WORT“ sucht nach deutschen Wörtern.",
                )
            )
            continue
        value = text if one.words else _number(text)
        if not one.allows(value):
            faults.append(
                InputFault(
                    f"Der Wert passt nicht zu „{one.label}“.",
                    parameter=name,
                    found=text,
                    expected=one.allowed,
                    remedy=f"Schreiben: {how_to_write(text) or 'mit Dezimalpunkt, ohne Tausenderpunkt'}.",
                )
            )
        result[name] = value
    raise_all(faults, "Mehrere Eingaben passen nicht.")
    return result


def _number(text: str) -> float | None:
    try:
        return None if how_to_write(text) else float(text)
    except ValueError:
        return None
