"""What the space is meant to change, for whom, and how that is to be measured and valued."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from ohv_coworking.basics.records import Key, Origin, Record
from ohv_coworking.basics.typed_files import broken_rule
from ohv_coworking.concept.scope import Local


def _three(cell: object) -> object:
    return tuple(part.strip() for part in cell.split(";")) if isinstance(cell, str) else cell


Share = Annotated[float, Field(ge=0, le=1)]
Span = Annotated[tuple[Share, Share, Share], BeforeValidator(_three)]


class LogicStep(Record):
    """One step on the way from inputs to impact."""

    table = "logic_model"
    identity = ("step",)

    level: Literal["Ressourcen", "Leistungen", "Wirkungen bei Zielgruppen", "Wirkungen auf die Region"]
    step: str
    assumption: str


class TargetGroup(Local):
    """A group that should gain access; its size is read from the facts by indicator and region."""

    table = "target_groups"
    identity = ("key",)

    key: Key
    group: str
    indicator: str = ""
    area: Literal["towns", "district", "state", ""] = ""
    measured: str
    barrier: str
    contribution: str


class Indicator(Record):
    """One thing to count or ask, how and how often."""

    table = "indicators"
    identity = ("key",)

    key: Key
    level: Literal["Leistung", "Wirkung bei Zielgruppen", "Wirkung auf die Region"]
    indicator: str
    unit: str
    measured_by: str
    interval: str


class EsfAim(Record):
    """One cross-cutting aim of the European Social Fund and what the concept does for it."""

    table = "esf_aims"
    identity = ("measure",)

    aim: Literal["Gleichstellung", "Nichtdiskriminierung", "Nachhaltige Entwicklung"]
    measure: str
    shown_by: str


class Outcome(Record):
    """One change for one group; valued in euros only where a defensible proxy exists.

    The four shares are spans low, value, high, separated by semicolons; `attribution` is the share of others.
    """

    table = "outcomes"
    identity = ("key",)

    key: Key
    outcome: str
    stakeholder: str
    part_of: str = ""
    change: str
    valued: bool
    proxy: str = ""
    unit: str
    deadweight: Span = (0, 0, 0)
    displacement: Span = (0, 0, 0)
    attribution: Span = (0, 0, 0)
    drop_off: Span = (0, 0, 0)
    kind: Origin
    reason: str

    @model_validator(mode="after")
    def _spans_are_ordered_and_proxies_named(self) -> "Outcome":
        for name in ("deadweight", "displacement", "attribution", "drop_off"):
            low, value, high = getattr(self, name)
            if not low <= value <= high:
                raise broken_rule("Die Spanne ist nicht geordnet.", name, "unterer; mittlerer; oberer Wert")
        if self.valued and not self.proxy:
            raise broken_rule("Zu einer bewerteten Wirkung fehlt der Wertansatz.", "proxy")
        return self
