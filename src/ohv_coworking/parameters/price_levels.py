"""Amounts of different years brought to one: each kind of price has a series of levels, and grows by a rate beyond it."""

from typing import Annotated

from pydantic import Field

from ohv_coworking.parameters.declaration import Declared, Section
from ohv_coworking.parameters.plan_tree import inputs, placed
from ohv_coworking.parameters.risk_groups import BUILDING, OWNER, STAFF

# The kind of price behind each group of risks; all others are consumer prices.
KINDS = {BUILDING: "building", OWNER: "building", STAFF: "pay"}


class PriceLevel(Declared):
    """How prices of one kind have moved: levels from a year on, each year one, and what is assumed after the last."""

    label: str = Field(description="Bezeichnung")
    first_year: int = Field(ge=1950, le=2100, description="Jahr des ersten Stands")
    levels: list[Annotated[float, Field(gt=0)]] = Field(
        min_length=1, description="Stand im Jahresmittel, ein Wert je Jahr"
    )
    yearly_rise: float = Field(
        ge=-0.1,
        le=0.3,
        description="angenommene Steigerung je Jahr vor dem ersten und nach dem letzten Stand",
    )
    source: str = Field(min_length=3, description="Quelle")

    @property
    def last_year(self) -> int:
        return self.first_year + len(self.levels) - 1

    def at(self, year: int) -> float:
        """Return the level of a year, grown by the yearly rise outside the series.

        >>> PriceLevel(label="x", first_year=2020, levels=[100.0, 110.0], yearly_rise=0.1, source="Test").at(2022)
        121.0
        """
        inside = min(max(year, self.first_year), self.last_year)
        return round(self.levels[inside - self.first_year] * (1 + self.yearly_rise) ** (year - inside), 10)


class PriceLevels(Declared):
    general: PriceLevel = Field(description="Verbraucherpreise")
    pay: PriceLevel = Field(description="Entgelte")
    building: PriceLevel = Field(description="Baupreise")


def at_price_base(section: Section, levels: PriceLevels, base: int) -> Section:
    """Return a section with every amount of another price year brought to the price base; amounts without one are of it.

    Amounts are rounded to a cent and carry the factor they were brought by, so that none is brought twice.
    """
    for one in inputs(section).values():
        if not one.words and one.held.price_year is not None and one.held.price_factor is None:
            kind: PriceLevel = getattr(levels, KINDS.get(one.group, "general"))
            factor = kind.at(base) / kind.at(one.held.price_year)
            ends = {end: round(getattr(one.held, end) * factor, 2) for end in ("value", "low", "high")}
            brought = one.held.model_copy(update={**ends, "price_factor": factor, "price_kind": kind.label})
            section = placed(section, one.path, brought)
    return section
