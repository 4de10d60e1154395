"""One assumption: a value with its range, its unit and its source."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

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
    name: str = ""
    label: str = ""

    @model_validator(mode="before")
    @classmethod
    def _without_range(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "value" not in given or "low" in given or "high" in given:
            return given
        # A value that is no number is told once, as the value.
        end = given["value"] if isinstance(given["value"], int | float) else 0.0
        return {**given, "low": end, "high": end}

    @model_validator(mode="after")
    def _value_lies_in_range(self) -> Self:
        if not self.low <= self.value <= self.high:
            found = f"value {self.value:g}, low {self.low:g}, high {self.high:g}"
            raise broken_rule("Der Wert liegt nicht in seiner Spanne.", None, "low ≤ value ≤ high", found)
        return self

    @property
    def reference(self) -> str:
        return f"assumption:{self.name}"

    @property
    def span(self) -> tuple[float, float, float]:
        """Low, value and high."""
        return self.low, self.value, self.high
