"""One assumption: a value with its range, its unit and its source."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ohv_coworking.basics import german
from ohv_coworking.basics.typed_files import Typed, broken_rule

UNSOURCED = "Annahme, zu prüfen"


class Assumption(Typed, strict=True):
    """A number that was assumed, not observed, with the range it may take and where it comes from.

    One without low and high has no range; one without source says that it is to be checked.
    """

    value: float = Field(description="Wert")
    low: float = Field(description="untere Grenze der Spanne")
    high: float = Field(description="obere Grenze der Spanne")
    unit: str = Field(description="Einheit; steht fest und kann wegbleiben")
    source: str = Field(default=UNSOURCED, min_length=3, description="Quelle")
    quality: Literal["belegt", "übertragen", "gesetzt"] | None = Field(
        default=None, description="Güte: belegt, übertragen oder gesetzt"
    )
    note: str = Field(default="", description="Anmerkung")
    of: str = Field(
        default="", description="Grundgesamtheit: wessen Anteil es ist; steht fest und kann wegbleiben"
    )
    gives: str = Field(
        default="", description="wer nach diesem Anteil übrig bleibt; steht fest und kann wegbleiben"
    )
    price_year: int | None = Field(
        default=None,
        ge=1950,
        le=2100,
        description="Jahr, zu dessen Preisen der Betrag angegeben ist; ohne Angabe price_base",
    )
    name: str = ""
    label: str = ""
    price_factor: float | None = None
    price_kind: str = ""

    @model_validator(mode="before")
    @classmethod
    def _without_range(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "value" not in given or "low" in given or "high" in given:
            return given
        # A value that is no number is told once, as the value.
        end = given["value"] if isinstance(given["value"], int | float) else 0.0
        return {**given, "low": end, "high": end}

    @model_validator(mode="after")
    def _only_amounts_have_a_price_year(self) -> Self:
        if self.price_year is not None and not self.unit.startswith("€"):
            raise broken_rule("Nur ein Betrag in Euro hat ein Preisjahr.", None, "kein price_year", self.unit)
        return self

    @model_validator(mode="after")
    def _value_lies_in_range(self) -> Self:
        if not self.low <= self.value <= self.high:
            found = f"value {self.value:g}, low {self.low:g}, high {self.high:g}"
            raise broken_rule("Der Wert liegt nicht in seiner Spanne.", None, "low ≤ value ≤ high", found)
        return self

    @property
    def origin(self) -> str:
        """Source, note and how the amount was brought to the price base, as sentences of their own."""
        brought = ""
        if self.price_factor is not None and self.price_year is not None:
            given = german.number(self.value / self.price_factor, 2)
            factor = german.number(self.price_factor, 3)
            brought = (
                f"Angegeben sind {given} zu Preisen von {self.price_year}; {self.price_kind}: mal {factor}"
            )
        return ". ".join(filter(None, [self.source.removesuffix("."), self.note.removesuffix("."), brought]))

    def with_value(self, value: float) -> Self:
        """Return the assumption with another value; a range that the value leaves is widened to hold it, without one it has none."""
        ranged = self.low < self.high
        low, high = (min(self.low, value), max(self.high, value)) if ranged else (value, value)
        return self.model_copy(update={"value": value, "low": low, "high": high})

    @property
    def reference(self) -> str:
        return f"assumption:{self.name}"

    @property
    def span(self) -> tuple[float, float, float]:
        """Low, value and high."""
        return self.low, self.value, self.high
