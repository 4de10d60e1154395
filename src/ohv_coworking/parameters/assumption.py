"""One assumption: a value with its range, its unit and its source."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError


class Assumption(BaseModel):
    """A number that was assumed, not observed, with the range it may take and where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    value: float
    low: float
    high: float
    unit: str
    source: str = Field(min_length=3)
    quality: Literal["belegt", "übertragen", "gesetzt"] | None = None
    note: str = ""
    name: str = ""
    label: str = ""

    @model_validator(mode="after")
    def _value_lies_in_range(self) -> Self:
        if not self.low <= self.value <= self.high:
            found = f"value {self.value:g}, low {self.low:g}, high {self.high:g}"
            raise PydanticCustomError("range", "value outside low and high", {"found": found})
        return self

    @property
    def reference(self) -> str:
        return f"assumption:{self.name}"

    @property
    def span(self) -> tuple[float, float, float]:
        """Low, value and high."""
        return self.low, self.value, self.high


def assumed(label: str, unit: str, minimum: float, maximum: float) -> Any:
    """Declare an assumption of the study: its German label, its unit and the range allowed for it."""
    return Field(description=label, json_schema_extra={"unit": unit, "minimum": minimum, "maximum": maximum})


class AssumptionGroup(BaseModel):
    """Assumptions by name; each knows its own name and label after loading, and keeps to its declaration."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        labels = {name: field.description for name, field in cls.model_fields.items()}
        return {
            name: {**entry, "name": name, "label": labels[name]}
            if isinstance(entry, dict) and name in labels
            else entry
            for name, entry in given.items()
        }

    def violations(self) -> list[tuple[tuple[str, str], object, str]]:
        """Return (path, found, expected) of each number outside its declared range and each other unit."""
        found = []
        for name, field in type(self).model_fields.items():
            assumption, declared = getattr(self, name), field.json_schema_extra
            if assumption.unit != declared["unit"]:
                found.append(((name, "unit"), assumption.unit, f"Einheit {declared['unit']}"))
            for part in ("value", "low", "high"):
                number = getattr(assumption, part)
                if not declared["minimum"] <= number <= declared["maximum"]:
                    allowed = f"Zahl von {declared['minimum']} bis {declared['maximum']} ({declared['unit']})"
                    found.append(((name, part), number, allowed))
        return found
