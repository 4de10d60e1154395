"""Funding programmes as a checked table; what a source does not say stays empty and counts as unknown."""

import math
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from ohv_coworking.basics.records import Day, Key, Source, Words, parts
from ohv_coworking.concept.scope import Local

Kind = Literal["Zuschuss", "Darlehen", "Lohnkostenzuschuss", "Obergrenze", "Pflicht", "Vergleich"]
# What a project has costs for, or a programme pays for that no project here has.
Purpose = Literal[
    "Betrieb", "Geförderte Stelle", "Investition", "Konzept", "Miete", "Personal", "Veranstaltung"
]
NONE_SET = "keine"


def _or_none_set(value: float) -> BeforeValidator:
    return BeforeValidator(lambda cell: value if cell == NONE_SET else cell)


# „keine“ means that the programme sets no such limit; an empty cell, that it is not known.
AtLeast = Annotated[Annotated[float, Field(ge=0)] | None, _or_none_set(0.0)]
AtMost = Annotated[Annotated[float, Field(gt=0, allow_inf_nan=True)] | None, _or_none_set(math.inf)]


class Programme(Local):
    """One programme, or one row of rules for several; money in euros, shares in percent.

    `lead_weeks` are to lie between application and beginning.
    """

    table = "programmes"
    identity = ("key",)

    key: Key
    programme: str
    funder: str
    kind: Kind
    period: str
    opens: Day | None = None
    closes: Day | None = None
    open_ended: Literal["ja", "nein"] | None = None
    applicants: Words = ()
    areas: Words = ()
    purposes: Annotated[tuple[Purpose, ...], BeforeValidator(parts)] = ()
    rate_percent: float | None = Field(default=None, ge=0, le=100)
    minimum_eur: AtLeast = None
    maximum_eur: AtMost = None
    own_share_percent: float | None = Field(default=None, ge=0, le=100)
    start: Literal["nach Bewilligung", "nach Antrag", "jederzeit"] | None = None
    cumulation: Literal["ja", "nein", "nachrangig"] | None = None
    earmarking_years: AtLeast = None
    procurement: Literal["Vergaberecht", "frei"] | None = None
    payment: Literal["Erstattung", "Vorauszahlung"] | None = None
    de_minimis: Literal["ja", "nein"] | None = None
    lead_weeks: float | None = Field(default=None, ge=0)
    source: Source
    note: str = ""
